"""What a crash or a power cut left half typed, brought back to where it was being typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame

from app.words import translate
from ui import theme
from ui.texts import moment_text
from ui.visit.lost_texts import KeptDraft, LostText, lost_texts, settled_drafts
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, label, row
from ui.widgets.typed_text import DraftPlace

_SHOWN: Final = 160
Reach = Callable[[Sequence[LostText]], bool]
"""Goes to where texts of one record were being typed, the one typed last at the end, and
puts them there; tells whether that can be."""


class DraftNotice(QFrame):
    """Says what was being typed, the latest first; shows nothing when there is nothing.

    What the store holds is never replaced by itself: a text goes back into its field as
    if it were typed now, and where the store has another text by now, both are shown.
    """

    def __init__(self, case: VisitCase, reach: Reach) -> None:
        super().__init__()
        self.setProperty("role", "warning")
        self.case = case
        self.lost: list[LostText] = []
        self.continued: list[LostText] = []
        """What was put back into its fields just now."""
        self.text = label("", wrap=True)
        self.stored = label("", wrap=True)
        self.restore_button = button("", self.restore, variant="primary")
        self.drop_button = button("", self.drop)
        self.close_button = button(translate("Close"), self._on_close)
        self._reach = reach
        self._continues = False
        layout = row(self, margins=theme.SMALL, spacing=theme.MEDIUM)
        words = column(spacing=theme.TINY)
        words.addWidget(self.text)
        words.addWidget(self.stored)
        layout.addLayout(words, 1)
        for one in (self.restore_button, self.drop_button, self.close_button):
            layout.addWidget(one)
        case.drafts.let_go.connect(self._on_let_go)
        self.hide()

    def look(self, *, continues: bool = False) -> None:
        """Look for lost texts of the visit; once, when it is opened.

        What was typed into a visit before it was signed waits until it is reopened.

        Args:
            continues: whether to go on typing at once, where nothing is in the way.
        """
        self._continues = continues
        self.lost, self.continued = [], []
        self._show()
        if self.case.is_sealed:
            return
        job = self.case.desk.jobs.read(self.case.desk.application.drafts.all)
        job.succeeded.connect(self._on_found)

    def restore(self) -> None:
        """Put the lost text back where it was being typed, with what belongs to it."""
        first = self.lost[0]
        if first.tab is None:
            QGuiApplication.clipboard().setText(first.draft.text)
            self.text.setText(translate("The text is on the clipboard: paste it with Ctrl+V."))
            return
        # The texts of a record that was never recorded belong together.
        group = [first]
        if first.place.is_new:
            group = [one for one in self.lost if one.draft.entity_id == first.draft.entity_id]
        self.case.drafts.know([one.place for one in group])
        if self._reach(group[::-1]):
            self.lost = [one for one in self.lost if one not in group]
            self.continued = group
        else:
            self.lost[0] = LostText(first.draft, None, "", first.name, first.stored)
        self._show()

    def drop(self) -> None:
        """Forget the lost text; what the store holds stays."""
        dropped = self.lost.pop(0)
        self.case.drafts.know([dropped.place])
        self.case.drafts.discard(dropped.place)
        self._show()

    def _on_let_go(self, place: DraftPlace) -> None:
        """Say no more of a text that has been saved since."""
        left = [one for one in self.continued if one.place != place]
        if len(left) != len(self.continued):
            self.continued = left
            self._show()

    def _on_close(self) -> None:
        self.continued = []
        self._show()

    def _on_found(self, drafts: Sequence[KeptDraft]) -> None:
        if self.case.case is None:
            return
        settled = settled_drafts(self.case.case, drafts)
        self.case.drafts.know(settled)
        for place in settled:
            self.case.drafts.discard(place)
        self.lost = lost_texts(self.case.case, drafts)
        self._show()
        if self._continues and self.lost and not self.lost[0].is_overtaken:
            self.restore()

    def _show(self) -> None:
        self.setVisible(bool(self.lost or self.continued))
        is_told = bool(self.continued)
        self.close_button.setVisible(is_told)
        self.restore_button.setHidden(is_told)
        self.drop_button.setHidden(is_told)
        self.stored.hide()
        if is_told:
            last = self.continued[0]
            self.text.setText(
                translate(
                    "Last time you were writing at {place}, {moment}. The text is back in its "
                    "field; it is saved when you leave the field.",
                    place=last.name,
                    moment=_moment(last),
                )
            )
        elif self.lost:
            self._ask(self.lost[0])

    def _ask(self, lost: LostText) -> None:
        self.text.setText(
            translate(
                "Last time you were writing at {place}, {moment}: “{typed}”",
                place=lost.name,
                moment=_moment(lost),
                typed=_short(lost.draft.text),
            )
        )
        self.restore_button.setText(
            translate("Copy the text") if lost.tab is None else translate("Go on writing")
        )
        self.drop_button.setText(translate("Discard"))
        if lost.is_overtaken and lost.tab is not None:
            self.stored.setText(
                translate("The store holds by now: “{stored}”", stored=_short(lost.stored) or "–")
            )
            self.stored.show()
            self.restore_button.setText(translate("Take what was typed"))
            self.drop_button.setText(translate("Keep what the store holds"))


def _moment(lost: LostText) -> str:
    return moment_text(datetime.fromtimestamp(lost.draft.kept_ms / 1000, UTC))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "…"
