"""The columns of the dossier grid: those a person fills in, and those that follow from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.domain.dossier import Pick
from app.domain.dossier_column import COLUMNS as FILLED
from app.domain.dossier_column import ColumnGroup, ColumnKind, DossierColumn
from app.words import translate
from ui.texts import day_text
from ui.visit.dossier_rows import SampleRow
from ui.visit.dossier_texts import outcome_text, outcome_tone

FROZEN: Final = 2
"""The number and the code of a row stay in sight."""
_WIDTHS: Final = {
    ColumnKind.TEXT: 150,
    ColumnKind.DAY: 112,
    ColumnKind.MOMENT: 152,
    ColumnKind.YES_NO: 104,
    ColumnKind.COUNT: 92,
    ColumnKind.MONEY: 116,
    ColumnKind.CHOICE: 150,
    ColumnKind.LIST: 190,
}
_OWN_WIDTHS: Final = {"dossier_code": 212, "procedure_name": 230, "note": 230, "pick_reason": 250}


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """One column of the grid; without `filled` it is computed."""

    name: str
    heading: Callable[[], str]
    text: Callable[[SampleRow], str]
    group: ColumnGroup | None
    width: int
    filled: DossierColumn | None = None
    tone: Callable[[SampleRow], str] | None = None
    is_number: bool = False


def pick_text(pick: Pick) -> str:
    """Return why a dossier is in the sample."""
    return {
        Pick.BY_HAND: translate("Added by hand"),
        Pick.RANDOM: translate("Drawn at random"),
        Pick.ALWAYS: translate("Always looked at"),
        Pick.REPLACEMENT: translate("Replacement"),
    }[pick]


def _filled(column: DossierColumn) -> GridColumn:
    return GridColumn(
        name=column.name,
        heading=lambda: translate(column.heading),
        text=lambda row: row.shown(column),
        group=None if column.name == "dossier_code" else column.group,
        width=_OWN_WIDTHS.get(column.name, _WIDTHS[column.kind]),
        filled=column,
        is_number=column.kind.is_number,
    )


def _recomputed(row: SampleRow) -> str:
    return day_text(row.judgement.due_recomputed) if row.judgement else ""


def _result(row: SampleRow) -> str:
    return outcome_text(row.judgement) if row.judgement else ""


def _late_days(row: SampleRow) -> str:
    return str(row.judgement.overdue_days or "") if row.judgement else ""


def _number(_row: SampleRow) -> str:
    return ""  # the place of a row is painted: it is no fact of it


def _doubts(row: SampleRow) -> str:
    count = len(row.judgement.warnings) if row.judgement else 0
    return f"⚠ {count}" if count else ""


_COMPUTED: Final = {
    # Each stands behind the column it belongs to.
    "due_at": (
        GridColumn(
            name="due_recomputed",
            heading=lambda: translate("Due as computed"),
            text=_recomputed,
            group=ColumnGroup.TERM,
            width=112,
        ),
    ),
    "status": (
        GridColumn(
            name="result",
            heading=lambda: translate("Result"),
            text=_result,
            group=ColumnGroup.TERM,
            width=170,
            tone=lambda row: outcome_tone(row.judgement) if row.judgement else "neutral",
        ),
        GridColumn(
            name="overdue_days",
            heading=lambda: translate("Days overdue"),
            text=_late_days,
            group=ColumnGroup.TERM,
            width=92,
            is_number=True,
        ),
        GridColumn(
            name="doubts",
            heading=lambda: translate("Doubts"),
            text=_doubts,
            group=ColumnGroup.TERM,
            width=92,
            tone=lambda _row: "partial",
        ),
    ),
    "complained": (
        GridColumn(
            name="pick",
            heading=lambda: translate("In the sample"),
            text=lambda row: pick_text(row.dossier.pick),
            group=ColumnGroup.RESULT,
            width=180,
        ),
    ),
}


def _all() -> tuple[GridColumn, ...]:
    columns = [
        GridColumn(
            name="seq",
            heading=lambda: translate("No."),
            text=_number,
            group=None,
            width=58,
            is_number=True,
        )
    ]
    for column in FILLED:
        columns += [_filled(column), *_COMPUTED.get(column.name, ())]
    return tuple(columns)


COLUMNS: Final = _all()
PLACES: Final = {column.name: place for place, column in enumerate(COLUMNS)}
