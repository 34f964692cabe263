"""The model of the dossier grid: rows as values, changed in steps that can be undone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from app.domain.dossier import Dossier
from app.ids import DossierId, InspectionId
from app.services.dossiers import DossierChange, HalfTyped
from ui.visit.dossier_columns import COLUMNS
from ui.visit.dossier_rows import (
    CellText,
    GridStep,
    Judging,
    RowChange,
    SampleRow,
    blank_row,
    judged,
    prepare,
    rebased,
    with_half_typed,
)
from ui.visit.dossier_table import DossierTable, Index, code_of

_MOST_STEPS: Final = 200


class DossierGridModel(DossierTable):
    """The sample on the screen; `changed` tells that something wants to be saved."""

    changed = Signal()

    def __init__(
        self, parent: QObject | None = None, *, next_number: Callable[[], int] | None = None
    ) -> None:
        super().__init__(parent)
        self._next_number = next_number or count(1).__next__
        self.inspection_id = InspectionId("")
        self.judging: Judging | None = None
        self.is_sealed = False
        """Whether the visit is signed, so that its sample can only be read."""
        self.removed: dict[int, Dossier] = {}
        """What was taken off the screen and is still in the store."""
        self._passes: Callable[[SampleRow], bool] | None = None
        self.done: list[GridStep] = []
        """The steps that can be taken back, the last one last."""
        self.undone: list[GridStep] = []
        """The steps that were taken back, the last one last."""
        self._keys = count(1)

    @override
    def setData(self, index: Index, value: object, /, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or not self.is_filled(index):
            return False
        name = COLUMNS[index.column()].name
        return self.enter([CellText(key=self._shown[index.row()], column=name, text=str(value))])

    def new_keys(self, number: int) -> list[int]:
        """Return keys for rows to be added."""
        return [next(self._keys) for _ in range(number)]

    # What changes the rows.

    def enter(self, cells: Sequence[CellText], new_keys: Iterable[int] = ()) -> bool:
        """Read texts into cells, as one step; tell whether anything changed."""
        if self.judging is None:
            return False
        return self.apply(prepare(self.rows, cells, new_keys, self.inspection_id, self.judging))

    def apply(self, step: Sequence[RowChange]) -> bool:
        """Make a prepared step; tell whether it changes anything and still fits the rows."""
        if (
            self.is_sealed
            or not step
            or any(
                change.before is not None and self.rows.get(change.before.key) is not change.before
                for change in step
            )
        ):
            return False
        self.done = [*self.done[-_MOST_STEPS:], GridStep(tuple(step), self._next_number())]
        self.undone.clear()
        self._make(step)
        return True

    def remove(self, places: Iterable[int]) -> bool:
        """Take rows off the sample, as one step."""
        return self.apply([RowChange(self.row_at(place), None) for place in places])

    def undo(self) -> Sequence[RowChange]:
        """Take the last step back; return what that changed."""
        return self._turn(self.done, self.undone)

    def redo(self) -> Sequence[RowChange]:
        """Make the step again that was taken back last."""
        return self._turn(self.undone, self.done)

    def filter(self, passes: Callable[[SampleRow], bool] | None) -> None:
        """Show the rows for which this holds; what is entered later does not hide a row."""
        self.beginResetModel()
        self._passes = passes
        rows = sorted(self.rows.values(), key=_order)
        self._shown = [row.key for row in rows if passes is None or passes(row)]
        self.endResetModel()

    # What the store says.

    def show_sample(
        self, inspection_id: InspectionId, rows: Sequence[SampleRow], judging: Judging
    ) -> None:
        """Show the sample of another visit, judged already."""
        self.beginResetModel()
        self.inspection_id = inspection_id
        self.judging = judging
        self.rows = {row.key: row for row in rows}
        self.removed.clear()
        self.done.clear()
        self.undone.clear()
        self._codes = Counter(code_of(row) for row in rows if row.is_whole)
        self._shown = [row.key for row in rows if self._passes is None or self._passes(row)]
        self.endResetModel()

    def take_news(self, dossiers: Sequence[Dossier]) -> None:
        """Take in what the store holds now; what is not saved yet stays on top of it."""
        known = {row.stored.id: row for row in self.rows.values() if row.stored}
        gone = dict(known)
        leaving = {dossier.id for dossier in self.removed.values()}
        step: list[RowChange] = []
        for dossier in dossiers:
            row = gone.pop(dossier.id, None)
            if row is None and dossier.id not in leaving:
                added = SampleRow(key=next(self._keys), dossier=dossier, stored=dossier)
                step.append(RowChange(None, self._judged(added)))
            elif row is not None and row.stored is not None and row.stored != dossier:
                after = self._judged(rebased(row, row.stored, dossier))
                step.append(RowChange(row, after))
        step += [RowChange(row, None) for row in gone.values() if row.is_saved]
        self._make(step, is_news=True)

    def unsaved(self) -> list[tuple[int, DossierChange]]:
        """Return what the store does not have yet, by row."""
        changes = [
            (row.key, DossierChange(before=row.stored, after=row.dossier))
            for row in self.rows.values()
            if row.is_whole and not row.is_saved
        ]
        return changes + [
            (key, DossierChange(before=gone, after=None)) for key, gone in self.removed.items()
        ]

    def take_saved(
        self, sent: Sequence[tuple[int, DossierChange]], kept: Sequence[Dossier | None]
    ) -> None:
        """Note what the store now has."""
        step = []
        for (key, change), dossier in zip(sent, kept, strict=True):
            row = self.rows.get(key)
            if dossier is None:
                self.removed.pop(key, None)
                if row is not None:  # undone meanwhile: it is no longer stored
                    step.append(RowChange(row, replace(row, stored=None)))
            elif row is None:
                self.removed[key] = dossier
            elif change.after is not None:
                step.append(RowChange(row, rebased(row, change.after, dossier)))
        self._make(step, is_news=True)

    def restore(self, kept: Sequence[HalfTyped]) -> None:
        """Bring back what was typed and never became part of a dossier."""
        if self.judging is None:
            return
        known = {row.stored.id: row for row in self.rows.values() if row.stored}
        step = []
        for one in kept:
            before = known.get(DossierId(one.dossier_id))
            if one.dossier_id and before is None:
                continue
            start = before or blank_row(next(self._keys), self.inspection_id)
            step.append(RowChange(before, with_half_typed(start, one, self.judging)))
        self._make(step, is_news=True)

    def _turn(self, steps: list[GridStep], others: list[GridStep]) -> Sequence[RowChange]:
        if self.is_sealed or not steps:
            return ()
        step = steps.pop()
        back = tuple(self._reversed(change) for change in reversed(step.changes))
        others.append(GridStep(back, step.number))
        self._make(back)
        return back

    def _reversed(self, change: RowChange) -> RowChange:
        """Return the change back, on top of what is stored by now."""
        now = self.rows.get(change.after.key) if change.after else None
        if change.before is None:
            return RowChange(now, None)
        stored = now.stored if now else self.removed.get(change.before.key)
        back = replace(change.before, stored=stored)
        if stored is not None:
            place = {"id": stored.id, "order": stored.order}
            back = replace(back, dossier=replace(back.dossier, **place))  # type: ignore[arg-type] # the types of both
        return RowChange(now, back)

    def _judged(self, row: SampleRow) -> SampleRow:
        return judged(row, self.judging) if self.judging else row

    def _make(self, step: Sequence[RowChange], *, is_news: bool = False) -> None:
        """Put rows in place, tell the views, and judge nothing but these rows."""
        if not step:
            return
        touched: set[str] = set()
        for change in step:
            for row, sign in ((change.before, -1), (change.after, 1)):
                if row is not None and row.is_whole:
                    self._codes[code_of(row)] += sign
                    touched.add(code_of(row))
        changed = {c.after.key: c.after for c in step if c.before and c.after}
        self.rows |= changed
        self._take_out([c.before for c in step if c.before and not c.after], is_news=is_news)
        self._put_in([c.after for c in step if c.after and not c.before])
        self._tell(changed, touched)
        if not is_news:
            self.changed.emit()

    def _tell(self, changed: Mapping[int, SampleRow], touched: set[str]) -> None:
        """Tell the views of changed rows, and of those whose code another row has or had."""
        places = [
            place
            for place, key in enumerate(self._shown)
            if key in changed or code_of(self.rows[key]) in touched
        ]
        if places:
            last = len(COLUMNS) - 1
            self.dataChanged.emit(self.index(places[0], 0), self.index(places[-1], last))

    def _put_in(self, rows: Sequence[SampleRow]) -> None:
        new = [row for row in rows if not row.dossier.order]
        for row in rows:
            if row.dossier.order:
                self._insert([row], self._place_for(row))
        if new:
            self._insert(new, len(self._shown))

    def _place_for(self, row: SampleRow) -> int:
        """Return the place of a row that has one in the sample."""
        behind = (
            place
            for place, key in enumerate(self._shown)
            if _order(self.rows[key]) > row.dossier.order
        )
        return next(behind, len(self._shown))

    def _insert(self, rows: Sequence[SampleRow], place: int) -> None:
        self.beginInsertRows(QModelIndex(), place, place + len(rows) - 1)
        self.rows |= {row.key: row for row in rows}
        self._shown[place:place] = [row.key for row in rows]
        for row in rows:
            self.removed.pop(row.key, None)
        self.endInsertRows()

    def _take_out(self, rows: Sequence[SampleRow], *, is_news: bool) -> None:
        for row in rows:
            place = self.place_of(row.key)
            if place >= 0:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._shown[place]
            del self.rows[row.key]
            if row.stored is not None and not is_news:
                self.removed[row.key] = row.stored
            if place >= 0:
                self.endRemoveRows()


def _order(row: SampleRow) -> float:
    """Return the place in the sample; a row that has none yet comes last."""
    return row.dossier.order or math.inf
