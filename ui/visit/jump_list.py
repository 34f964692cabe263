"""Ctrl+J: a criterion of any checklist of the visit, by its code or by words of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.scoring import ChecklistScore
from app.words import translate
from ui.visit.criterion_model import folded
from ui.widgets.search_list import Offer, SearchList


class JumpList(SearchList):
    """Lists headings and criteria; `asked` brings the code that somebody wants to go to."""

    asked = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(
            window,
            translate("Go to a criterion: its code or words of it"),
            translate("Criteria"),
        )
        self.taken.connect(lambda code: self.asked.emit(str(code)))

    def show_scores(self, scores: Iterable[ChecklistScore]) -> None:
        """Offer what the checklists of a visit ask."""
        self.offer([one for score in scores for one in _offers(score)])


def _offers(score: ChecklistScore) -> Iterator[Offer]:
    for row in score.checklist.criteria:
        yield Offer(f"{row.code}   {row.text}", folded(row.code, row.text), row.code)
