"""How the visits of the week are put together: what is under way, then day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from app.clock import local
from app.domain.inspection import InspectionState
from app.services.inspection_rows import InspectionRow

_LATEST = date.max


class Part(Enum):
    """Why visits stand together; the days of the week are parts of their own."""

    UNDER_WAY = "under_way"
    MISSED = "missed"
    """Planned for a day that has passed, and not started."""
    DAY = "day"
    ENDED = "ended"
    """Ended and not signed yet, or signed this week."""
    LATER = "later"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Group:
    """Visits that stand under one heading."""

    part: Part
    visits: tuple[InspectionRow, ...]
    day: date | None = None


def week_of(rows: Sequence[InspectionRow], today: date) -> list[Group]:
    """Return the visits of the week in the order in which a day asks for them."""
    sunday = today + timedelta(days=6 - today.weekday())
    parts: dict[tuple[int, date], list[InspectionRow]] = {}
    order = list(Part)
    for one in sorted(rows, key=_by_day):
        part, day = _place(one, today, sunday)
        if part is not None:
            parts.setdefault((order.index(part), day), []).append(one)
    return [
        Group(order[number], tuple(visits), day if order[number] is Part.DAY else None)
        for (number, day), visits in sorted(parts.items(), key=lambda item: item[0])
    ]


def starts_today(one: InspectionRow, today: date) -> bool:
    """Tell whether a visit is planned for today and waits to be started."""
    first = one.planned_from
    if one.state is not InspectionState.PLANNED or first is None:
        return False
    return first <= today <= (one.planned_to or first)


def _place(one: InspectionRow, today: date, sunday: date) -> tuple[Part | None, date]:
    match one.state:
        case InspectionState.OPEN:
            return Part.UNDER_WAY, _LATEST
        case InspectionState.FINISHED:
            return Part.ENDED, _LATEST
        case InspectionState.SIGNED:
            begun = local(one.started_at).date() if one.started_at else _LATEST
            monday = today - timedelta(days=today.weekday())
            return (Part.ENDED if begun >= monday else None), _LATEST
        case InspectionState.PLANNED:
            return _planned(one, today, sunday)


def _planned(one: InspectionRow, today: date, sunday: date) -> tuple[Part, date]:
    first = one.planned_from
    if first is None:
        return Part.UNDATED, _LATEST
    if (one.planned_to or first) < today:
        return Part.MISSED, _LATEST
    if first <= sunday:
        return Part.DAY, max(first, today)
    return Part.LATER, _LATEST


def _by_day(one: InspectionRow) -> tuple[date, str]:
    return (one.planned_from or _LATEST, one.unit_name)
