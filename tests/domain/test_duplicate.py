"""Possible duplicates: the same unit, the same kind, days that meet."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.domain.duplicate import VisitPlace, place_of, possible_duplicates
from app.domain.inspection import InspectionKind
from tests import given


def place(
    identity: str, first: int | None = 20, last: int | None = None, **facts: str
) -> VisitPlace:
    return VisitPlace(
        id=identity,
        unit_code=facts.get("unit", "28108"),
        kind=InspectionKind(facts.get("kind", "admin_reform")),
        first=date(2026, 11, first) if first else None,
        last=date(2026, 11, last) if last else None,
    )


@pytest.mark.parametrize(
    "other",
    [place("b"), place("b", 18, 20), place("b", 20, 22), place("b", 18, 22)],
    ids=["same day", "ends that day", "begins that day", "around it"],
)
def test_visits_whose_days_meet_may_be_one(other: VisitPlace) -> None:
    assert possible_duplicates([place("a"), other]) == {"a": ("b",), "b": ("a",)}


@pytest.mark.parametrize(
    "other",
    [
        place("b", 21),
        place("b", 18, 19),
        place("b", None),
        place("b", unit="28109"),
        place("b", kind="one_stop"),
    ],
    ids=["day after", "ended before", "no day", "another unit", "another kind"],
)
def test_others_are_two_visits(other: VisitPlace) -> None:
    assert possible_duplicates([place("a"), other]) == {}


def test_three_name_each_other_in_one_order() -> None:
    found = possible_duplicates([place("c"), place("a"), place("b")])

    assert found == {"a": ("b", "c"), "b": ("a", "c"), "c": ("a", "b")}


def test_days_are_those_of_vietnam_and_what_was_planned_until_it_began() -> None:
    began = given.inspection(
        started_at=datetime(2026, 11, 19, 18, 0, tzinfo=UTC), planned_to=date(2026, 11, 30)
    )
    planned = given.inspection(
        started_at=None, planned_from=date(2026, 11, 24), planned_to=date(2026, 11, 25)
    )
    one_day = given.inspection(started_at=None, planned_from=date(2026, 11, 24))

    days = [(one.first, one.last) for one in map(place_of, (began, planned, one_day))]

    assert days == [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 24), date(2026, 11, 25)),
        (date(2026, 11, 24), date(2026, 11, 24)),
    ]
