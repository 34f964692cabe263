"""The rows of the dossier grid as values: what is on the screen, what is stored, what was misread.

Everything here is pure, so that a large paste is prepared in the background.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from app.domain.calendar import WorkingCalendar
from app.domain.dossier import Dossier
from app.domain.dossier_cell import read_cell, show_cell
from app.domain.dossier_column import BY_NAME, COLUMNS, DossierColumn
from app.domain.dossier_result import DossierJudgement, judge
from app.errors import InvalidValue
from app.ids import DossierId, InspectionId
from app.services.dossiers import HalfTyped

_HALF_A_YEAR: Final = timedelta(days=182)
_NAMES: Final = tuple(one.name for one in dataclasses.fields(Dossier) if one.name != "id")
_NEEDED: Final = tuple(column.name for column in COLUMNS if column.is_needed)
_ADDED_HERE: Final = "Thêm trực tiếp trên bảng hồ sơ mẫu"
"""The reason of a dossier added in the grid; kept and printed, so always Vietnamese."""


@dataclass(frozen=True, slots=True)
class Misread:
    """What was typed into a cell and is none of its values."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """What dossiers are judged by."""

    calendar: WorkingCalendar
    period_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    """One row of the grid; `key` names it while the grid is open, whatever its code becomes."""

    key: int
    dossier: Dossier
    """As it is on the screen."""
    stored: Dossier | None = None
    """As the store has it; None for one that is not there yet."""
    misread: Mapping[str, Misread] = field(default_factory=dict)
    """By column; such a cell keeps what was typed, and the dossier what it held before."""
    judgement: DossierJudgement | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it can be kept as a dossier."""
        return self.stored is not None or not any(name in self.misread for name in _NEEDED)

    @property
    def is_saved(self) -> bool:
        """Whether the store has what the screen shows, what is misread aside."""
        return self.stored == self.dossier

    @property
    def is_late(self) -> bool:
        """Whether its term was missed."""
        outcome = self.judgement.outcome if self.judgement else None
        return outcome is not None and outcome.is_late

    def shown(self, column: DossierColumn) -> str:
        """Return what a cell shows: what was typed, if that could not be read."""
        misread = self.misread.get(column.name)
        if misread is not None:
            return misread.text
        return show_cell(column, getattr(self.dossier, column.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class CellText:
    """A text for one cell."""

    key: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where it is not there."""

    before: SampleRow | None
    after: SampleRow | None


@dataclass(frozen=True, slots=True)
class GridStep:
    """What one act changed in the grid, by its number among all steps of the visit."""

    changes: tuple[RowChange, ...]
    number: int


def blank_row(key: int, inspection_id: InspectionId) -> SampleRow:
    """Return a row that nothing was typed into yet."""
    # The moment only fills the place until one is read: a row without it is not whole.
    dossier = Dossier(
        id=DossierId(""),
        inspection_id=inspection_id,
        dossier_code="",
        procedure_name="",
        field="",
        received_at=datetime.min,  # noqa: DTZ901 - read off a paper slip
        pick_reason=_ADDED_HERE,
    )
    needed = {name: _needed(name) for name in _NEEDED}
    return SampleRow(key=key, dossier=dossier, misread=needed)


def judged(row: SampleRow, judging: Judging) -> SampleRow:
    """Return the row with what its dates amount to."""
    if not row.is_whole:
        return replace(row, judgement=None)
    return replace(row, judgement=judge(row.dossier, judging.calendar, judging.period_to))


def with_texts(row: SampleRow, texts: Iterable[tuple[str, str]], judging: Judging) -> SampleRow:
    """Return the row with texts read into its cells; what cannot be read stays as it was typed."""
    facts: dict[str, Any] = {}
    misread = dict(row.misread)
    for name, text in texts:
        column = BY_NAME[name]
        near = _near(row, facts, misread, judging) if name != "received_at" else None
        try:
            value = read_cell(column, text, near or judging.period_to - _HALF_A_YEAR)
        except InvalidValue as refused:
            misread[name] = Misread(text.strip(), str(refused.params["reason"]))
        else:
            misread.pop(name, None)
            facts[name] = value
    changed = replace(row, dossier=replace(row.dossier, **facts), misread=misread)
    return judged(changed, judging)


def prepare(
    rows: Mapping[int, SampleRow],
    cells: Sequence[CellText],
    new_keys: Iterable[int],
    inspection_id: InspectionId,
    judging: Judging,
) -> list[RowChange]:
    """Return the changes that texts make, the rows they add included; nothing is applied."""
    wanted: dict[int, list[tuple[str, str]]] = {}
    for cell in cells:
        wanted.setdefault(cell.key, []).append((cell.column, cell.text))
    added = {key: blank_row(key, inspection_id) for key in new_keys}
    changes = []
    for key in dict.fromkeys((*wanted, *added)):
        before = rows.get(key)
        start = before or added[key]
        after = with_texts(start, wanted.get(key, ()), judging)
        if before is None or after != before:
            changes.append(RowChange(before, after))
    return changes


def rebased(row: SampleRow, sent: Dossier, kept: Dossier) -> SampleRow:
    """Return the row on top of what is now stored; what changed since `sent` stays changed."""
    later = {
        name: getattr(row.dossier, name)
        for name in _NAMES
        if getattr(row.dossier, name) != getattr(sent, name)
    }
    return replace(row, stored=kept, dossier=replace(kept, **later))


def half_typed(rows: Iterable[SampleRow]) -> list[HalfTyped]:
    """Return what the rows hold that no dossier can."""
    return [
        HalfTyped(
            dossier_id=row.stored.id if row.stored else "",
            cells=(
                {name: misread.text for name, misread in row.misread.items()}
                if row.stored
                else _all_texts(row)
            ),
        )
        for row in rows
        if row.misread
    ]


def with_half_typed(row: SampleRow, kept: HalfTyped, judging: Judging) -> SampleRow:
    """Return the row with what was typed into it before the program ended."""
    known = [(name, text) for name, text in kept.cells.items() if name in BY_NAME]
    return with_texts(row, known, judging)


def _all_texts(row: SampleRow) -> dict[str, str]:
    texts = {column.name: row.shown(column) for column in COLUMNS}
    blank = blank_row(0, row.dossier.inspection_id)
    return {
        name: text for name, text in texts.items() if text != blank.shown(BY_NAME[name]) and text
    }


def _near(
    row: SampleRow, facts: Mapping[str, Any], misread: Mapping[str, Misread], judging: Judging
) -> date:
    """Return the day that dates without a year lie closest to: the day of receipt, if known."""
    if "received_at" in misread and row.stored is None:
        return judging.period_to - _HALF_A_YEAR
    received: datetime = facts.get("received_at", row.dossier.received_at)
    return received.date()


def _needed(name: str) -> Misread:
    try:
        read_cell(BY_NAME[name], "", date.min)
    except InvalidValue as refused:
        return Misread("", str(refused.params["reason"]))
    raise AssertionError(name)
