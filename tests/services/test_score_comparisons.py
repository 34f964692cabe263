"""A unit's scores from one visit to the next, as far as this store has them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.bootstrap import Application
from app.domain.checklist import Criterion
from app.domain.inspection import Inspection
from app.services.score_comparisons import UnitsDiffer
from tests.services import versions


def _years_ago(app: Application, visit: Inspection, years: int) -> Inspection:
    begun = visit.started_at
    assert begun is not None
    return app.inspections.save(replace(visit, started_at=begun.replace(year=begun.year - years)))


def _criterion(app: Application, code: str) -> Criterion:
    found = app.checklists.current("T").criterion(code)
    assert found is not None
    return found


def test_the_earlier_visit_comes_first_in_whatever_order_they_are_named(
    application: Application,
) -> None:
    versions.first(application)
    first = _years_ago(application, versions.begin(application), 1)
    later = versions.begin(application)

    found = application.score_comparisons.compare(later.id, first.id)

    assert (found.earlier.inspection.id, found.later.inspection.id) == (first.id, later.id)


def test_visits_to_two_units_are_refused(application: Application) -> None:
    versions.first(application)
    one = versions.begin(application)
    other = application.inspections.save(replace(versions.begin(application), unit_code="28111"))

    with pytest.raises(UnitsDiffer):
        application.score_comparisons.compare(one.id, other.id)


def test_the_last_visit_that_answered_a_criterion_is_found(application: Application) -> None:
    versions.first(application)
    oldest = _years_ago(application, versions.begin(application), 2)
    silent = _years_ago(application, versions.begin(application), 1)
    versions.answer(application, oldest, "T.1.1", "no")
    versions.answer(application, silent, "T.1.3")
    versions.second(application)
    now = versions.begin(application)

    plan = _criterion(application, "T.1.2")
    found = application.score_comparisons.earlier_answers(now.id).get(plan.identity)

    assert found is not None
    assert (found.case.inspection.id, found.answer.criterion_code) == (oldest.id, "T.1.1")


def test_a_visit_of_the_same_day_or_to_another_unit_is_no_earlier_one(
    application: Application,
) -> None:
    versions.first(application)
    same_day, elsewhere, now = (versions.begin(application) for _time in range(3))
    for visit in (same_day, elsewhere):
        versions.answer(application, visit, "T.1.1")
    elsewhere = _years_ago(application, elsewhere, 1)
    application.inspections.save(replace(elsewhere, unit_code="28111"))

    plan = _criterion(application, "T.1.1")

    assert application.score_comparisons.earlier_answers(now.id).get(plan.identity) is None
