"""Earlier recommendations in a real store: what is open, verified, closed, and what recurs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Application
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import Inspection, InspectionFacts, InspectionForm
from app.domain.photo import Photo, PhotoTarget
from app.domain.recommendation import (
    Addressee,
    Recommendation,
    RecommendationFacts,
    RecommendationState,
)
from app.domain.remediation_check import RemediationOutcome
from app.errors import NotFound
from app.ids import RecommendationId
from tests.complete import complete_visit
from tests.services.signing import Visit
from tests.services.test_visits import FACTS, PLAN

FAILED = "MC.3.4"


def _visit(application: Application, year: int, unit: str = "28108", **facts: object) -> Inspection:
    moment = dt.datetime(year, 11, 20, 1, 30, tzinfo=dt.UTC)
    given: InspectionFacts = replace(FACTS, started_at=moment, **facts)  # type: ignore[arg-type] # facts
    plan = replace(PLAN, year=year, decision_number=f"{year}/QĐ-SNV")
    return application.inspections.start(unit, plan, given, ("MC",))


def _asked(
    application: Application, visit: Inspection, text: str, **facts: object
) -> Recommendation:
    found = application.findings.add(
        visit.id,
        FindingFacts(
            kind=FindingKind.SHORTCOMING, area_code="MC.3", criterion_code=FAILED, text=text
        ),
    )
    wish = RecommendationFacts(text=f"Khắc phục: {text}", **facts)  # type: ignore[arg-type] # facts
    return application.recommendations.add(visit.id, wish, found.id)


@pytest.fixture
def before(application: Application) -> Inspection:
    """Last year's visit."""
    return _visit(application, 2025)


@pytest.fixture
def now(application: Application) -> Inspection:
    """This year's visit to the same unit."""
    return _visit(application, 2026)


def test_what_earlier_visits_asked_of_the_unit_is_open_the_longest_overdue_first(
    application: Application, before: Inspection, now: Inspection
) -> None:
    late = _asked(application, before, "một", due_on=dt.date(2026, 11, 10))
    later = _asked(application, before, "hai", due_on=dt.date(2026, 1, 10))
    _asked(application, before, "ba", addressee=Addressee.HIGHER)
    _asked(application, now, "của cuộc này")
    elsewhere = _visit(application, 2025, "28126")
    _asked(application, elsewhere, "của xã khác")

    found = application.remediation.earlier(now.id)

    assert [one.recommendation.id for one in found] == [later.id, late.id]
    assert found[1].days_late == 10
    assert found[0].made_on == dt.date(2025, 11, 20)
    assert found[0].finding is not None
    assert application.remediation.earlier(before.id) == []


def test_one_that_was_confirmed_is_open_no_more(
    application: Application, before: Inspection, now: Inspection
) -> None:
    asked = _asked(application, before, "một")
    application.recommendations.save(replace(asked, state=RecommendationState.CONFIRMED))

    assert application.remediation.earlier(now.id) == []


def test_a_verified_one_says_what_was_found_and_can_be_taken_back(
    application: Application, before: Inspection, now: Inspection
) -> None:
    asked = _asked(application, before, "một", due_on=dt.date(2026, 1, 10))
    remediation = application.remediation

    remediation.verify(now.id, asked.id, RemediationOutcome.PARTLY, " Mới sửa bảng. ")
    (open_one,) = remediation.earlier(now.id)
    case = application.inspections.case_file(now.id)
    left = remediation.open_ones(case)
    remediation.verify(now.id, asked.id, None)

    assert open_one.check is not None
    assert (open_one.check.outcome, open_one.check.note) == (
        RemediationOutcome.PARTLY,
        "Mới sửa bảng.",
    )
    assert (open_one.check.text, open_one.check.due_on) == (asked.text, asked.due_on)
    assert case.remediation_checks == (open_one.check,)
    assert left == []
    assert application.inspections.case_file(now.id).remediation_checks == ()


def test_what_was_asked_stays_as_it_was_verified(
    application: Application, before: Inspection, now: Inspection
) -> None:
    asked = _asked(application, before, "một")
    application.remediation.verify(now.id, asked.id, RemediationOutcome.NOT_DONE)
    application.recommendations.save(replace(asked, text="Viết lại."))

    again = application.remediation.verify(now.id, asked.id, RemediationOutcome.DONE)

    assert again is not None
    assert again.text == asked.text


def test_a_recommendation_nobody_knows_is_not_verified(
    application: Application, now: Inspection
) -> None:
    with pytest.raises(NotFound):
        application.remediation.verify(now.id, RecommendationId("none"), RemediationOutcome.DONE)


def test_found_done_in_signed_minutes_it_is_settled_for_the_next_visit(
    application: Application, before: Inspection, tmp_path: Path
) -> None:
    asked = _asked(application, before, "một")
    between = _visit(application, 2026)
    application.remediation.verify(between.id, asked.id, RemediationOutcome.DONE)
    after = _visit(application, 2027)

    unsigned = application.remediation.earlier(after.id)
    complete_visit(application, between.id)
    Visit(application=application, id=between.id, folder=tmp_path).sign()
    signed = application.remediation.earlier(after.id)

    assert [one.recommendation.id for one in unsigned] == [asked.id]
    assert unsigned[0].last_check is not None
    assert unsigned[0].last_checked_on == dt.date(2026, 11, 20)
    assert signed == []


def test_the_photos_before_are_those_of_its_finding_or_else_of_the_criterion(
    application: Application, before: Inspection, now: Inspection, tmp_path: Path
) -> None:
    asked = _asked(application, before, "một")
    photos = []
    for name, colour in (("a", "teal"), ("b", "navy")):
        Image.new("RGB", (64, 48), colour).save(tmp_path / f"{name}.png")
        (photo,) = application.photos.add(before.id, [tmp_path / f"{name}.png"])
        assert isinstance(photo, Photo)
        photos.append(photo)
    of_criterion, of_finding = photos
    application.photos.link(of_criterion, PhotoTarget.CRITERION, FAILED)
    (first,) = application.remediation.earlier(now.id)
    assert asked.finding_id is not None
    application.photos.link(of_finding, PhotoTarget.FINDING, asked.finding_id)

    (then,) = application.remediation.earlier(now.id)

    assert first.before == (of_criterion,)
    assert then.before == (of_finding,)


def test_the_gap_names_it_until_it_is_verified(
    application: Application, before: Inspection, now: Inspection
) -> None:
    asked = _asked(application, before, "một")

    missing = [gap for gap in application.missing.gaps(now.id) if gap.key == asked.id]
    application.remediation.verify(now.id, asked.id, RemediationOutcome.DONE)
    after = [gap for gap in application.missing.gaps(now.id) if gap.key == asked.id]

    assert [gap.blocks for gap in missing] == [False]
    assert after == []


def test_a_criterion_that_failed_two_years_running_recurs_twice(application: Application) -> None:
    for year in (2024, 2025):
        _asked(application, _visit(application, year), "một")
    own = _visit(application, 2025, form=InspectionForm.SELF_CHECK)
    _asked(application, own, "tự kiểm tra")
    now = _visit(application, 2026)

    assert application.remediation.recurrences(now.id) == {FAILED: 2}
