"""What packages would bring, unit by unit, before anything is taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from app.domain.text import sort_key
from app.words import translate
from ui import theme
from ui.widgets.column_table import Column, ColumnTable, ColumnTableModel

if TYPE_CHECKING:
    # Brings cryptography, which nothing needs before the first package.
    from app.services.import_preview import UnitPreview
    from app.services.imported import Imported

_LEAST_HEIGHT: Final = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit's visit, over all packages that were looked at."""

    name: str
    is_new: bool
    new: int
    same: int
    different: int
    rejected: int
    removed: int
    photos_missing: int


def unit_rows(found: Iterable[Imported]) -> list[UnitRow]:
    """Return a row for each visit; what two packages bring of one is added up."""
    by_visit: dict[str, list[UnitPreview]] = {}
    for one in found:
        for unit in one.units:
            by_visit.setdefault(unit.inspection_id, []).append(unit)
    return [_row(units) for units in by_visit.values()]


def _row(units: list[UnitPreview]) -> UnitRow:
    return UnitRow(
        name=units[0].unit_name or translate("Plans, checklists and lists"),
        is_new=any(one.is_new for one in units),
        new=sum(one.new for one in units),
        same=sum(one.same for one in units),
        different=sum(one.different for one in units),
        rejected=sum(one.rejected for one in units),
        removed=sum(one.removed for one in units),
        photos_missing=max(one.photos_missing for one in units),
    )


def _count(
    header: Callable[[], str], of: Callable[[UnitRow], int], width: int, tone: str = ""
) -> Column[UnitRow]:
    """Return a column of figures; where one is bad news, it has a tone and 0 is not written."""
    return Column[UnitRow](
        header=header,
        text=lambda row: str(of(row)) if of(row) or not tone else "",
        sort_key=of,
        tone=(lambda row: tone if of(row) else "") if tone else None,
        width=width,
        is_number=not tone,
        hides_empty=bool(tone),
    )


UNIT_COLUMNS: Final = (
    Column[UnitRow](
        header=lambda: translate("Unit"),
        text=lambda row: translate("{name} (new visit)", name=row.name) if row.is_new else row.name,
        sort_key=lambda row: sort_key(row.name),
        width=120,
        stretches=True,
        is_strong=True,
    ),
    _count(lambda: translate("New"), lambda row: row.new, 48),
    _count(lambda: translate("Known"), lambda row: row.same, 64),
    _count(lambda: translate("Different"), lambda row: row.different, 94, "differs"),
    _count(lambda: translate("Rejected"), lambda row: row.rejected, 102, "bad"),
    _count(lambda: translate("Removed"), lambda row: row.removed, 80, "bad"),
    _count(lambda: translate("No photos"), lambda row: row.photos_missing, 88, "partial"),
)


class UnitTable(ColumnTable[UnitRow]):
    """Hidden until something was looked at."""

    def __init__(self) -> None:
        self.units = ColumnTableModel[UnitRow](UNIT_COLUMNS)
        super().__init__(self.units)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setMinimumHeight(theme.scaled(_LEAST_HEIGHT))
        self.setAccessibleName(translate("What the packages bring, by unit"))
        self.hide()

    def show_found(self, found: Iterable[Imported]) -> None:
        """Show what was looked at; nothing, and it hides."""
        rows = unit_rows(found)
        self.units.show_rows(rows)
        self.setVisible(bool(rows))
