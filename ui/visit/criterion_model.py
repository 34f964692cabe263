"""The criteria of a visit as one list: headings of groups, then their criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import lru_cache
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from app.domain.checklist import Criterion
from app.domain.scoring import ChecklistScore, CriterionScore, CriterionState
from app.domain.text import fold
from app.words import translate
from ui.visit.case_marks import looks_at_others
from ui.visit.criterion_state import points_text, verdict_or_review
from ui.visit.demand_bar import owed_words
from ui.visit.return_bar import returned_verdict
from ui.visit.visit_case import VisitCase
from ui.visit.work_menu import typist_of

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class EntryRole(IntEnum):
    """What a row answers besides Qt's own roles."""

    ENTRY = Qt.ItemDataRole.UserRole + 1


class Wanted(Enum):
    """Which criteria are listed."""

    ALL = "all"
    UNANSWERED = "unanswered"
    NOT_MET = "not_met"
    MINE = "mine"
    """What was given to whoever is typing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row: a criterion, or the heading of a group."""

    criterion: Criterion
    depth: int
    is_group: bool


class CriterionListModel(QAbstractListModel):
    """Lists what the case holds; scores and answers are looked up when painted."""

    painted_anew = Signal()
    """Rows look otherwise, and are as tall as they were."""

    def __init__(self, case: VisitCase, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self._entries: tuple[Entry, ...] = ()
        self._row_of: dict[str, int] = {}
        self._headings: tuple[int, ...] = ()
        self._looks_at_others = False
        case.answer_changed.connect(self._on_answer_changed)
        case.answer_refused.connect(lambda code, _why: self._on_answer_changed(code))

    def show_case(self, wanted: Wanted = Wanted.ALL, words: str = "", in_hand: str = "") -> bool:
        """List the criteria wanted; tell whether the rows are other ones than before.

        The one in hand stays where it is listed already, though its answer has just made it
        one that is not wanted: a comment may still be on its way.
        """
        if in_hand not in self._row_of:
            in_hand = ""
        mine = self.case.marks.own_codes(typist_of(self.case.desk.application))
        entries = tuple(
            entry
            for score in self.case.scores
            for entry in _entries(
                score,
                _passes(score, wanted, words, mine, in_hand),
                skip_root=len(self.case.scores) == 1,
            )
        )
        if entries == self._entries:
            self.repaint_all()
            return False
        self.beginResetModel()
        self._entries = entries
        self._row_of = {entry.criterion.code: row for row, entry in enumerate(entries)}
        self._headings = tuple(row for row, entry in enumerate(entries) if entry.is_group)
        self._looks_at_others = any(looks_at_others(entry.criterion) for entry in entries)
        self.endResetModel()
        return True

    @property
    def entries(self) -> Sequence[Entry]:
        """The rows."""
        return self._entries

    def row_of(self, code: str) -> int:
        """Return the row of a code, or -1 if it is not listed."""
        return self._row_of.get(code, -1)

    def score_of(self, entry: Entry) -> CriterionScore:
        """Return the score of a criterion that is listed."""
        _checklist, score = self.case.place_of(entry.criterion.code)
        return score.criteria[entry.criterion.code]

    def verdict_of(self, entry: Entry) -> tuple[str, str]:
        """Return the word and the tone of a criterion that is listed."""
        if self.case.marks.differences(entry.criterion.code):
            return translate("Differs"), "differs"
        returned = self.case.marks.returned(entry.criterion.code)
        if returned is not None:
            return returned_verdict(returned)
        to_review = entry.criterion.code in self.case.to_review
        return verdict_or_review(self.score_of(entry), to_review=to_review)

    def next_unanswered(self, after: int) -> int:
        """Return the next row that still needs an answer, from the top again at the end; or -1."""
        count = len(self._entries)
        for step in range(1, count + 1):
            row = (after + step) % count
            entry = self._entries[row]
            if not entry.is_group and self.score_of(entry).state is CriterionState.UNANSWERED:
                return row
        return -1

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        match role:
            case EntryRole.ENTRY:
                return entry
            case Qt.ItemDataRole.DisplayRole:
                return f"{entry.criterion.code} {entry.criterion.text}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(entry)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._entries[index.row()].is_group:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def _spoken(self, entry: Entry) -> str:
        code = entry.criterion.code
        spoken = f"{code} {entry.criterion.text}"
        if entry.is_group:
            return spoken
        score, marks = self.score_of(entry), self.case.marks
        parts = [
            spoken,
            self.verdict_of(entry)[0],
            points_text(score),
            owed_words(marks.owed(code)),
        ]
        if marks.differences(code):
            parts.append(translate("Laptops differ"))
        if count := len(marks.photos(code)):
            parts.append(translate("{count} photos", count=count))
        return ". ".join(part for part in parts if part)

    def _on_answer_changed(self, code: str) -> None:
        row = self.row_of(code)
        for at in (row, *self._headings) if row >= 0 else self._headings:
            index = self.index(at)
            self.dataChanged.emit(index, index)
        if self._looks_at_others:
            # Any other criterion may have been hidden, calculated or found wanting; how tall it
            # is does not hang on it.
            self.painted_anew.emit()

    def repaint_all(self) -> None:
        """Show every row as it stands now."""
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))


def _entries(
    score: ChecklistScore, passes: Callable[[Criterion], bool], *, skip_root: bool
) -> Iterator[Entry]:
    checklist = score.checklist
    kept = {leaf.code for leaf in checklist.leaves() if passes(leaf)}
    above = {row.code: row.parent_code for row in checklist.criteria}
    shown = set(kept)
    for code in kept:
        while code := above[code]:
            shown.add(code)
    # By what they stand under: a code may be spelt CODE.1.2 or I/1/a.
    depths: dict[str, int] = {"": -1}
    for row in checklist.criteria:
        depths[row.code] = depths[row.parent_code] + 1
        if row.code in shown and not (skip_root and row is checklist.root):
            yield Entry(criterion=row, depth=depths[row.code], is_group=row.code in score.groups)


def _passes(
    score: ChecklistScore, wanted: Wanted, words: str, mine: frozenset[str], in_hand: str
) -> Callable[[Criterion], bool]:
    sought = fold(words).split()

    def passes(leaf: Criterion) -> bool:
        one = score.criteria[leaf.code]
        match wanted if leaf.code != in_hand else Wanted.ALL:
            case Wanted.UNANSWERED if one.state is not CriterionState.UNANSWERED:
                return False
            case Wanted.MINE if leaf.code not in mine:
                return False
            case Wanted.NOT_MET if one.points is None or one.points >= one.max_score:
                return False
            case _:
                text = folded(leaf.code, leaf.text) if sought else ""
                return all(word in text for word in sought)

    return passes


@lru_cache(maxsize=4096)
def folded(code: str, text: str) -> str:
    """Return what a criterion is found by: its code and its words, without accents."""
    return fold(f"{code} {text}")
