"""One difference read before it is decided: what stood there, who says what, and the evidence."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain.difference import Candidate, Decision, Difference, keep, keep_both, write
from app.domain.gap import GapPlace
from app.words import translate, translate_count
from ui import theme
from ui.desk import Desk
from ui.differences.columns import place_text, who_text
from ui.icons import Icon
from ui.navigation import VisitTab
from ui.widgets.basics import button, clear, column, label, link, row
from ui.widgets.fields import AutoText
from ui.widgets.flow import Flow
from ui.widgets.scroll_column import ScrollColumn

_TABS = {
    GapPlace.OVERVIEW: VisitTab.OVERVIEW,
    GapPlace.CHECKLIST: VisitTab.CHECKLIST,
    GapPlace.DOSSIERS: VisitTab.DOSSIERS,
    GapPlace.FINDINGS: VisitTab.FINDINGS,
    GapPlace.PHOTOS: VisitTab.PHOTOS,
    GapPlace.MINUTES: VisitTab.MINUTES,
}


class DifferenceDetail(QFrame):
    """Shows the difference chosen; `decided` brings what the user decides about it."""

    decided = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.desk = desk
        self.difference: Difference | None = None
        self._texts: dict[str, str] = {}
        """What was being written and is not decided, by difference."""
        self._writes = ""
        self.head = label("", "strong", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.values = column(spacing=theme.SMALL)
        self.text = AutoText(translate("New text"), translate("Write what holds"), lines=2)
        self.write_button = button(translate("Keep the new text"), self._on_written)
        self.both_button = button(translate("Keep both"), self._on_both)
        self.photos = link("", self.open_visit)
        self.open_button = button(
            translate("Open in the visit"), self.open_visit, drawing=Icon.NEXT
        )
        pane = ScrollColumn(margins=theme.LARGE)
        for part in (self.head, self.about):
            pane.column.addWidget(part)
        pane.column.addLayout(self.values)
        pane.column.addWidget(self.text)
        acts = (self.write_button, self.both_button, self.open_button)
        pane.column.addLayout(Flow(widgets=acts))
        pane.column.addWidget(self.photos)
        pane.column.addStretch(1)
        column(self, spacing=0).addWidget(pane)
        self.text.textChanged.connect(self._show_writing)
        self.hide()

    def show_difference(self, shown: Difference | None) -> None:
        """Follow the row chosen; a text that was being written stays with its difference."""
        same = shown is not None and self.difference is not None and shown.id == self.difference.id
        self.difference = shown
        self.setVisible(shown is not None)
        if shown is None:
            return
        self.head.setText(f"UBND {shown.unit_name}  ·  {place_text(shown)}")
        stops = translate("The minutes cannot be signed as long as nobody decides.")
        self.about.setText(f"{shown.section}. {stops}" if shown.blocks else shown.section)
        clear(self.values)
        if shown.base is not None:
            self._add(shown, shown.base, translate("Before the laptops parted"), can_keep=False)
        for candidate in shown.candidates:
            said = translate("Shown now") if candidate.is_shown else translate("The other one says")
            self._add(shown, candidate, said, can_keep=True)
        if not same:
            self._keep_text()
            self._writes = shown.id
            self.text.show_text(self._texts.get(shown.id, ""))
        for part in (self.text, self.write_button, self.both_button):
            part.setVisible(shown.is_text)
        self.photos.setText(
            translate_count(
                "{count} photo is evidence here",
                "{count} photos are evidence here",
                len(shown.photo_ids),
            )
        )
        self.photos.setVisible(bool(shown.photo_ids))
        self._show_writing()

    def open_visit(self) -> None:
        """Go to where the difference stands."""
        shown = self.difference
        if shown is not None:
            self.desk.navigator.open_visit(shown.inspection_id, _TABS[shown.place], shown.key)

    def _add(self, shown: Difference, candidate: Candidate, said: str, *, can_keep: bool) -> None:
        line = row(spacing=theme.MEDIUM)
        words = column(spacing=0)
        words.addWidget(label(said, "label"))
        text = shown.text_of(candidate)
        words.addWidget(label(text, wrap=True))
        words.addWidget(label(who_text(candidate), "small", wrap=True))
        line.addLayout(words, 1)
        self.values.addLayout(line)
        if not can_keep:
            return
        verb = translate("Keep this") if candidate.is_shown else translate("Take this")
        act = button(verb, partial(self._on_kept, candidate))
        act.setAccessibleName(f"{verb}: {text}")
        line.addWidget(act)

    def _keep_text(self) -> None:
        self.text.settle()
        if self._writes:
            self._texts[self._writes] = self.text.toPlainText()

    def _show_writing(self) -> None:
        self.write_button.setEnabled(bool(self.text.toPlainText().strip()))

    def _on_kept(self, candidate: Candidate) -> None:
        if self.difference is not None:
            self._decide(keep(self.difference, candidate))

    def _on_both(self) -> None:
        if self.difference is not None:
            self._decide(keep_both(self.difference))

    def _on_written(self) -> None:
        text = self.text.toPlainText().strip()
        if self.difference is not None and text:
            self._decide(write(self.difference, text))

    def _decide(self, decision: Decision) -> None:
        self._texts.pop(self._writes, None)
        self._writes = ""
        self.decided.emit([decision])
