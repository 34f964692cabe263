"""What the list of visits shows of each."""

from __future__ import annotations

from datetime import date
from typing import Final

from app.clock import local
from app.domain.inspection import InspectionState
from app.domain.text import sort_key
from app.services.inspection_rows import HandoverState, InspectionRow
from app.words import translate
from ui.texts import day_text, days_text, kind_text, state_text
from ui.widgets.column_table import Column

STATE_TONES: Final = {
    InspectionState.PLANNED: "neutral",
    InspectionState.OPEN: "accent",
    InspectionState.FINISHED: "partial",
    InspectionState.SIGNED: "good",
}
HANDOVER_TONES: Final = {
    HandoverState.WORKING: "neutral",
    HandoverState.PACKED: "accent",
    HandoverState.RECEIVED: "good",
    HandoverState.RETURNED: "bad",
    HandoverState.APPROVED: "good",
}
_STATES: Final = list(InspectionState)
_HANDOVERS: Final = list(HandoverState)


def visit_text(row: InspectionRow) -> str:
    """Return what a visit is called; one that is not like the others says so."""
    return row.title


def committee_text(row: InspectionRow) -> str:
    """Return the committee that is inspected; that of a sample says so."""
    name = f"UBND {row.unit_name}"
    return translate("Sample: {name}", name=name) if row.is_sample else name


def visit_day(row: InspectionRow) -> date | None:
    """Return the day a visit began, or the first one planned."""
    if row.started_at is not None:
        return local(row.started_at).date()
    return row.planned_from


def handover_text(state: HandoverState) -> str:
    """Return how far a visit is on its way, in words."""
    return {
        HandoverState.WORKING: translate("Not packed"),
        HandoverState.PACKED: translate("Packed"),
        HandoverState.RECEIVED: translate("Has arrived"),
        HandoverState.RETURNED: translate("Returned"),
        HandoverState.APPROVED: translate("Approved"),
    }[state]


def arrived_text(row: InspectionRow) -> str:
    """Return how far a visit is, with the photos that headquarters has, or what it gave back."""
    state = row.handover
    if state is HandoverState.RECEIVED and row.photos:
        return translate(
            "Arrived: {arrived}/{photos}", arrived=row.photos_arrived, photos=row.photos
        )
    if state is HandoverState.RETURNED:
        return translate(
            "Returned: {replied}/{returned} answered", replied=row.replied, returned=row.returned
        )
    return handover_text(state)


def _days(row: InspectionRow) -> str:
    if row.started_at is not None:
        return day_text(visit_day(row))
    return days_text(row.planned_from, row.planned_to)


def _owes(row: InspectionRow) -> bool:
    """Whether what is not sent is said first; what waits for a reply is told before it."""
    return row.last_package is not None and bool(row.unsent) and row.replied == row.returned


def _sent(row: InspectionRow) -> str:
    if _owes(row):
        return translate("{count} unsent", count=row.unsent)
    return arrived_text(row)


def _sent_tone(row: InspectionRow) -> str:
    if _owes(row):
        return "partial"
    if row.handover is HandoverState.RECEIVED and row.photos_arrived < row.photos:
        return "partial"
    return HANDOVER_TONES[row.handover]


COLUMNS: Final = (
    Column[InspectionRow](
        header=lambda: translate("Unit"),
        text=visit_text,
        sort_key=lambda row: sort_key(row.unit_name),
        width=180,
        stretches=True,
        is_strong=True,
    ),
    Column[InspectionRow](
        header=lambda: translate("Kind"),
        text=lambda row: kind_text(row.kind),
        sort_key=lambda row: row.kind.value,
        width=172,
    ),
    Column[InspectionRow](
        header=lambda: translate("State"),
        text=lambda row: state_text(row.state),
        sort_key=lambda row: _STATES.index(row.state),
        tone=lambda row: STATE_TONES[row.state],
        width=134,
    ),
    Column[InspectionRow](
        header=lambda: translate("Days"),
        text=_days,
        sort_key=lambda row: (visit_day(row) or date.min).toordinal(),
        width=126,
    ),
    Column[InspectionRow](
        header=lambda: translate("Answered"),
        text=lambda row: f"{row.answered}/{row.leaves}",
        sort_key=lambda row: row.share,
        share=lambda row: row.share,
        width=126,
    ),
    Column[InspectionRow](
        header=lambda: translate("Differences"),
        text=lambda row: str(row.differences or ""),
        sort_key=lambda row: row.differences,
        tone=lambda row: "differs" if row.differences else "",
        width=96,
    ),
    Column[InspectionRow](
        header=lambda: translate("Holder"),
        text=lambda row: row.written_by,
        sort_key=lambda row: row.written_by,
        width=92,
    ),
    Column[InspectionRow](
        header=lambda: translate("Package"),
        text=_sent,
        sort_key=lambda row: (_HANDOVERS.index(row.handover), row.unsent),
        tone=_sent_tone,
        width=152,
    ),
)
DAYS: Final = 3
"""The column a new list is sorted by."""
