"""Possible duplicates: visits of one kind to one unit on the same days (merge table row 19).

Two laptops without a network may each open the visit they stand in. Both stay; a hint says so,
and headquarters may rule that one is a second record of the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.inspection import Inspection, InspectionKind
from app.domain.visit_days import visit_days


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlace:
    """Where and when a visit takes place, as far as it is known."""

    id: str
    unit_code: str
    kind: InspectionKind
    first: date | None
    last: date | None


def place_of(visit: Inspection) -> VisitPlace:
    """Return where and when a visit takes place; what was planned counts until it began."""
    days = visit_days(visit)
    planned = visit.planned_to or visit.planned_from
    return VisitPlace(
        id=visit.id,
        unit_code=visit.unit_code,
        kind=visit.kind,
        first=days.first or visit.planned_from,
        last=days.last or planned,
    )


def possible_duplicates(places: Iterable[VisitPlace]) -> dict[str, tuple[str, ...]]:
    """Return for each visit those that may be the same one, by identity."""
    by_unit: dict[tuple[str, InspectionKind], list[VisitPlace]] = {}
    for place in places:
        by_unit.setdefault((place.unit_code, place.kind), []).append(place)
    found: dict[str, tuple[str, ...]] = {}
    for group in by_unit.values():
        for one in group:
            twins = sorted(other.id for other in group if other.id != one.id and _meet(one, other))
            if twins:
                found[one.id] = tuple(twins)
    return found


def _meet(one: VisitPlace, other: VisitPlace) -> bool:
    if one.first is None or other.first is None:
        return False
    return one.first <= (other.last or other.first) and other.first <= (one.last or one.first)
