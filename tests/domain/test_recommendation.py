"""Recommendations: their deadline, and when they are late."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.recommendation import Addressee, RecommendationState
from app.errors import InvalidValue
from tests import given

DUE = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("today", "late"),
    [(date(2026, 12, 14), 0), (DUE, 0), (date(2026, 12, 16), 1), (date(2027, 1, 15), 31)],
)
def test_a_recommendation_is_late_from_the_day_after_its_deadline(today: date, late: int) -> None:
    assert given.recommendation(due_on=DUE).days_late(today) == late


@pytest.mark.parametrize(
    ("state", "late"),
    [
        (RecommendationState.NOT_STARTED, 1),
        (RecommendationState.IN_PROGRESS, 1),
        (RecommendationState.REPORTED, 1),
        (RecommendationState.CONFIRMED, 0),
    ],
)
def test_only_a_confirmed_one_is_no_longer_late(state: RecommendationState, late: int) -> None:
    assert given.recommendation(due_on=DUE, state=state).days_late(date(2026, 12, 16)) == late


def test_an_open_ended_one_is_never_late() -> None:
    assert given.recommendation(due_on=None).days_late(date(2030, 1, 1)) == 0


@pytest.mark.parametrize(
    ("facts", "lacks"),
    [
        ({}, False),
        ({"due_on": None}, True),
        ({"due_on": None, "no_deadline_reason": "  "}, True),
        ({"due_on": None, "no_deadline_reason": "Thực hiện thường xuyên"}, False),
        ({"due_on": None, "addressee": Addressee.HIGHER}, False),
    ],
)
def test_the_unit_must_know_by_when(facts: dict[str, object], lacks: bool) -> None:
    assert given.recommendation(1, **facts).lacks_deadline is lacks


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_recommendation_without_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        given.recommendation(text=text)

    assert refused.value.params["field"] == "text"
