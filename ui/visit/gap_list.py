"""What the minutes still lack: every line leads to where it is closed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from itertools import groupby
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.changes import ChangeSet
from app.domain.gap import Gap
from app.words import translate
from ui import theme
from ui.visit.gap_places import tab_of
from ui.visit.visit_case import VisitCase
from ui.visit.visit_read import of_visit
from ui.widgets.basics import chip, clear, column, label, link, row

_MOST_SHOWN: Final = 20
_MOST_NAMES: Final = 20
"""In one group; a line of hundreds of links is read by nobody and takes long to lay out."""


class GapList(QWidget):
    """The gaps of the visit, counted, read anew whenever something is saved."""

    place_asked = Signal(object, str)
    counted = Signal(int)
    """How many things block the signature."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.gaps: Sequence[Gap] = ()
        self.count = label("", "strong", wrap=True)
        self._lines = column(spacing=theme.SMALL)
        self._shows_all = False
        self._asked = 0
        layout = column(self, spacing=theme.SMALL)
        layout.addWidget(self.count)
        layout.addLayout(self._lines)
        self.count.hide()
        case.desk.changes.changed.connect(self._on_changed)

    def read(self) -> None:
        """Ask anew what is missing; an answer that was overtaken is not shown."""
        self._asked += 1
        if self.case.case is None:
            return
        if self.case.is_sealed:
            self._show_signed()
            return
        asked, visit = self._asked, self.case.inspection_id
        missing = self.case.desk.application.missing
        job = self.case.desk.jobs.read(of_visit(lambda: missing.gaps(visit)))
        job.succeeded.connect(lambda found: self._on_read(asked, found))

    def _on_read(self, asked: int, found: Sequence[Gap]) -> None:
        if asked == self._asked:
            self.show_gaps(found)

    def show_gaps(self, found: Sequence[Gap]) -> None:
        """Show what is missing."""
        self.gaps = found
        self._show()

    def _show_signed(self) -> None:
        """Say that there is nothing to close any more."""
        clear(self._lines)
        self.gaps = ()
        self.count.setText(translate("The minutes are signed."))
        theme.mark_as(self.count, tone="good")
        self.count.show()
        self.counted.emit(0)

    def _show(self) -> None:
        clear(self._lines)
        blocking = sum(one.blocks for one in self.gaps)
        self.count.setText(_count_text(blocking, len(self.gaps) - blocking))
        theme.mark_as(self.count, tone="bad" if blocking else "good")
        self.count.show()
        parts = [list(part) for _group, part in groupby(self.gaps, key=_heading)]
        shown = parts if self._shows_all else parts[:_MOST_SHOWN]
        for part in shown:
            self._lines.addWidget(self._part(part))
        hidden = len(parts) - len(shown)
        if hidden:
            more = translate("Show {count} more", count=hidden)
            self._lines.addWidget(link(more, self._show_all))
        self.counted.emit(blocking)

    def _part(self, gaps: Sequence[Gap]) -> QWidget:
        first = gaps[0]
        line = QWidget()
        layout = row(line)
        mark = translate("must") if first.blocks else translate("check")
        layout.addWidget(chip(mark, "bad" if first.blocks else "partial"), 0, _TOP)
        words = column(spacing=theme.TINY)
        if len(gaps) > 1:
            words.addWidget(label(first.group, wrap=True))
            named = gaps if self._shows_all else gaps[:_MOST_NAMES]
            words.addWidget(self._links(named))
            if len(named) < len(gaps):
                more = translate("Show {count} more", count=len(gaps) - len(named))
                words.addWidget(link(more, self._show_all))
        else:
            words.addWidget(link(first.text, partial(self._ask, first)))
        if first.difference is not None:
            keep = translate("Keep the value that is shown")
            words.addWidget(link(keep, partial(self._keep, first)))
        layout.addLayout(words, 1)
        return line

    def _links(self, gaps: Sequence[Gap]) -> QLabel:
        """Return one line of text in which each of a group is a link."""
        colour = theme.current().accent
        made = QLabel(
            _between(gaps).join(
                f'<a href="{number}" style="color:{colour};text-decoration:none">'
                f"{escape(one.name)}</a>"
                for number, one in enumerate(gaps)
            )
        )
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        made.setWordWrap(True)
        made.setAccessibleName("; ".join(one.text for one in gaps))
        made.linkActivated.connect(lambda number: self._ask(gaps[int(number)]))
        return made

    def _ask(self, gap: Gap) -> None:
        self.place_asked.emit(tab_of(gap), gap.key)

    def _keep(self, gap: Gap) -> None:
        if gap.difference is not None:
            missing = self.case.desk.application.missing
            self.case.save(partial(missing.keep_shown, gap.difference))

    def _show_all(self) -> None:
        self._shows_all = True
        self._show()

    def _on_changed(self, changes: ChangeSet) -> None:
        # A day off moves deadlines, and a plan is no part of the visit; of that the tab is told.
        if self.isVisible() and changes.touches("special_day", "plan"):
            self.read()


_TOP: Final = Qt.AlignmentFlag.AlignTop


def _heading(gap: Gap) -> str:
    return gap.group or f"{gap.place.value} {gap.key} {gap.text}"


def _between(gaps: Sequence[Gap]) -> str:
    """Return what stands between the links of a group: codes stand in a row, sentences do not."""
    return "<br>" if any(" " in one.name for one in gaps) else ", "


def _count_text(blocking: int, hints: int) -> str:
    if not blocking:
        text = translate("Nothing is missing: the minutes can be written for signature.")
    else:
        text = translate("{count} things are missing before the signature.", count=blocking)
    more = translate("{count} more to look at.", count=hints)
    return f"{text} {more}" if hints else text
