"""The life of an inspection and the order of its dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from app.domain.inspection import Inspection, InspectionState, TransitionRefused
from app.errors import InvalidValue
from tests import given

PLANNED, OPEN, FINISHED, SIGNED = InspectionState
ALLOWED = {
    (PLANNED, OPEN),
    (OPEN, FINISHED),
    (FINISHED, OPEN),
    (FINISHED, SIGNED),
    (SIGNED, OPEN),
}


def _in(state: InspectionState) -> Inspection:
    return given.inspection(state=state)


@pytest.mark.parametrize(("state", "wanted"), sorted(ALLOWED, key=str))
def test_an_inspection_takes_the_steps_of_its_life(
    state: InspectionState, wanted: InspectionState
) -> None:
    assert _in(state).becoming(wanted, "Bổ sung minh chứng").state is wanted


@pytest.mark.parametrize(
    ("state", "wanted"), sorted(set(product(InspectionState, repeat=2)) - ALLOWED, key=str)
)
def test_every_other_step_is_refused(state: InspectionState, wanted: InspectionState) -> None:
    with pytest.raises(TransitionRefused) as refused:
        _in(state).becoming(wanted, "vì sao")

    assert refused.value.params["state"] == state.value


@pytest.mark.parametrize("state", [FINISHED, SIGNED])
@pytest.mark.parametrize("reason", ["", "  "])
def test_reopening_asks_for_a_reason(state: InspectionState, reason: str) -> None:
    with pytest.raises(TransitionRefused):
        _in(state).becoming(OPEN, reason)


def test_the_reason_for_reopening_is_kept_until_the_next_step() -> None:
    reopened = _in(FINISHED).becoming(OPEN, "Bổ sung minh chứng")

    assert reopened.reopened_reason == "Bổ sung minh chứng"
    assert reopened.becoming(FINISHED, "khác").reopened_reason == ""


def test_a_step_leaves_the_inspection_it_was_taken_from() -> None:
    planned = _in(PLANNED)

    opened = planned.becoming(OPEN)

    assert planned.state is PLANNED
    assert replace(opened, state=PLANNED) == planned


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidValue) as refused:
        given.inspection(period_from=date(2026, 10, 2), period_to=date(2026, 10, 1))

    assert refused.value.params["field"] == "period_to"


def test_a_period_of_one_day_and_a_visit_of_no_time_are_allowed() -> None:
    moment = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)

    visit = given.inspection(
        period_from=date(2026, 10, 1),
        period_to=date(2026, 10, 1),
        started_at=moment,
        ended_at=moment,
    )

    assert visit.ended_at == visit.started_at


def test_a_visit_that_ends_before_it_starts_is_refused() -> None:
    moment = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)

    with pytest.raises(InvalidValue) as refused:
        given.inspection(started_at=moment, ended_at=moment - timedelta(minutes=1))

    assert refused.value.params["field"] == "ended_at"


def test_a_plan_whose_last_day_comes_before_its_first_is_refused() -> None:
    with pytest.raises(InvalidValue) as refused:
        given.inspection(planned_from=date(2026, 11, 20), planned_to=date(2026, 11, 19))

    assert refused.value.params["field"] == "planned_to"


def test_an_end_without_a_start_is_taken_as_it_is() -> None:
    moment = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)

    assert given.inspection(started_at=None, ended_at=moment).ended_at == moment
