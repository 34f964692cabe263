"""The recycle bin: what is listed, what comes back with what, and what is never lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.attendance import AbsenceFacts, RollCallFacts
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import Inspection, InspectionState, ParticipantFacts, Role, Side
from app.domain.photo import Photo, PhotoTarget
from app.domain.recommendation import RecommendationFacts
from app.domain.signed_scope import VisitSigned
from app.errors import NotFound
from app.ids import InspectionId
from app.services.bin import NameNotTyped, NotInBin
from app.services.verification import VisitInBin
from tests.complete import complete_visit
from tests.fakes import FrozenClock
from tests.photos.pictures import corners, jpeg
from tests.services.test_visits import FACTS, PLAN

FINDING = FindingFacts(kind=FindingKind.SHORTCOMING, area_code="MC.1", text="Hồ sơ quá hạn.")


@pytest.fixture
def visit(application: Application) -> Inspection:
    """A visit just opened."""
    return application.inspections.start("28108", PLAN, FACTS, ("MC",))


def _wish(text: str) -> RecommendationFacts:
    return RecommendationFacts(text=text, owner="UBND xã", due_on=date(2026, 12, 15))


def test_a_finding_comes_back_with_its_recommendations(
    application: Application, visit: Inspection, clock: FrozenClock
) -> None:
    finding = application.findings.add(visit.id, FINDING)
    earlier = application.recommendations.add(visit.id, _wish("Bỏ trước."), finding.id)
    kept = application.recommendations.add(visit.id, _wish("Chấn chỉnh."), finding.id)
    application.recommendations.remove(earlier)
    clock.advance(timedelta(minutes=5))
    application.findings.remove(finding)
    listed = application.bin.entries()

    application.bin.restore(finding.id)

    case = application.inspections.case_file(visit.id)
    assert [(one.kind, one.with_it) for one in listed] == [("finding", 1), ("recommendation", 0)]
    assert case.findings == (finding,)
    assert case.recommendations == (kept,)
    assert [one.id for one in application.bin.entries()] == [earlier.id]


def test_a_recommendation_brings_its_finding_back_from_the_bin(
    application: Application, visit: Inspection, clock: FrozenClock
) -> None:
    finding = application.findings.add(visit.id, FINDING)
    asked = application.recommendations.add(visit.id, _wish("Chấn chỉnh."), finding.id)
    application.recommendations.remove(asked)
    clock.advance(timedelta(minutes=5))
    application.findings.remove(finding)

    application.bin.restore(asked.id)

    case = application.inspections.case_file(visit.id)
    assert (case.findings, case.recommendations) == ((finding,), (asked,))


def test_a_finding_that_its_recommendation_brings_back_keeps_its_photos(
    application: Application, visit: Inspection, clock: FrozenClock, tmp_path: Path
) -> None:
    (tmp_path / "anh.jpg").write_bytes(jpeg(corners()))
    (photo,) = application.photos.add(visit.id, [tmp_path / "anh.jpg"])
    assert isinstance(photo, Photo)
    finding = application.findings.add(visit.id, FINDING, photo_ids=[photo.id])
    asked = application.recommendations.add(visit.id, _wish("Bỏ trước."), finding.id)
    along = application.recommendations.add(visit.id, _wish("Đi cùng."), finding.id)
    application.recommendations.remove(asked)
    clock.advance(timedelta(minutes=5))
    application.findings.remove(finding)

    application.bin.restore(asked.id)

    case = application.inspections.case_file(visit.id)
    assert case.photos_of(PhotoTarget.FINDING, finding.id) == (photo,)
    assert case.recommendations == (asked,)
    assert [one.id for one in application.bin.entries()] == [along.id]


def test_a_photo_comes_back_with_what_it_proves(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    (tmp_path / "anh.jpg").write_bytes(jpeg(corners()))
    (photo,) = application.photos.add(visit.id, [tmp_path / "anh.jpg"], criterion_code="MC.1.1")
    assert isinstance(photo, Photo)
    application.photos.remove(photo)

    entry = application.bin.restore(photo.id)

    case = application.inspections.case_file(visit.id)
    assert (entry.kind, entry.text, entry.with_it) == ("photo", "anh.jpg", 1)
    assert case.photos_of(PhotoTarget.CRITERION, "MC.1.1") == (photo,)


def test_roll_calls_and_absences_are_listed_by_what_was_counted_and_come_back(
    application: Application, visit: Inspection, clock: FrozenClock
) -> None:
    counted = RollCallFacts(
        at=datetime(2026, 10, 12, 1, 15, tzinfo=UTC), office="Phòng Kinh tế", staff=9, present=7
    )
    call = application.attendance.add_roll_call(visit.id, counted)
    absent = application.attendance.add_absence(
        visit.id, AbsenceFacts(name="Lò Văn Pản", position="công chức")
    )
    application.attendance.remove(call)
    clock.advance(timedelta(minutes=5))
    application.attendance.remove(absent)
    listed = application.bin.entries()

    application.bin.restore(call.id)
    application.bin.restore(absent.id)

    case = application.inspections.case_file(visit.id)
    assert [(one.kind, one.text) for one in listed] == [
        ("absence", "Lò Văn Pản, công chức"),
        ("roll_call", "08:15 12/10/2026, 7/9, Phòng Kinh tế"),
    ]
    assert (case.roll_calls, case.absences) == ((call,), (absent,))


def test_the_bin_says_what_was_removed_of_which_visit_by_whom_and_when(
    application: Application, visit: Inspection, clock: FrozenClock
) -> None:
    facts = ParticipantFacts(side=Side.UNIT, role=Role.ATTENDEE, name="Lê Quốc Đạt")
    person = application.inspections.add_participant(visit.id, facts)
    application.inspections.remove_participant(person)

    (entry,) = application.bin.entries()

    assert (entry.kind, entry.text, entry.unit_name) == (
        "participant",
        "Lê Quốc Đạt",
        "xã Cần Đước",
    )
    assert (entry.removed_by, entry.removed_at) == ("may-01", clock.now())


def test_a_whole_visit_goes_and_comes_back_as_it_was(
    application: Application, visit: Inspection
) -> None:
    finding = application.findings.add(visit.id, FINDING)
    application.recommendations.add(visit.id, _wish("Chấn chỉnh."), finding.id)
    before = application.inspections.case_file(visit.id)
    application.bin.remove_inspection(visit.id)
    away = (application.inspections.rows(), application.recommendations.all())
    (entry,) = application.bin.entries()

    application.bin.restore(visit.id)

    assert away == ([], [])
    assert (entry.kind, entry.unit_name) == ("inspection", "xã Cần Đước")
    assert application.inspections.case_file(visit.id) == before
    assert len(application.recommendations.all()) == 1
    assert application.maintenance.check().is_whole


def test_what_was_removed_of_a_visit_in_the_bin_is_listed_again_with_it(
    application: Application, visit: Inspection
) -> None:
    finding = application.findings.add(visit.id, FINDING)
    application.findings.remove(finding)
    application.bin.remove_inspection(visit.id)
    hidden = [one.kind for one in application.bin.entries()]

    application.bin.restore(visit.id)

    assert hidden == ["inspection"]
    assert [one.kind for one in application.bin.entries(visit.id)] == ["finding"]


@pytest.fixture
def signed(application: Application, visit: Inspection, tmp_path: Path) -> Inspection:
    """The visit, signed, with a finding in the bin."""
    finding = application.findings.add(visit.id, FINDING)
    application.findings.remove(finding)
    complete_visit(application, visit.id)
    application.inspections.take_step(visit.id, InspectionState.FINISHED)
    application.minutes.freeze(visit.id, tmp_path / "bien-ban.docx")
    application.minutes.sign(visit.id)
    return application.inspections.get(visit.id)


def test_a_signed_visit_goes_only_when_its_unit_is_named(
    application: Application, signed: Inspection
) -> None:
    for typed in ("", "xã Long Cang"):
        with pytest.raises(NameNotTyped):
            application.bin.remove_inspection(signed.id, typed)

    application.bin.remove_inspection(signed.id, "XA  CAN DUOC")
    application.bin.restore(signed.id)

    assert application.inspections.get(signed.id) == signed


def test_nothing_comes_back_into_signed_minutes(
    application: Application, signed: Inspection
) -> None:
    (entry,) = application.bin.entries()

    with pytest.raises(VisitSigned):
        application.bin.restore(entry.id)

    assert application.inspections.case_file(signed.id).findings == ()


def test_the_code_on_the_paper_of_a_visit_in_the_bin_leads_there(
    application: Application, signed: Inspection
) -> None:
    (minutes,) = application.inspections.case_file(signed.id).minutes
    application.bin.remove_inspection(signed.id, signed.unit_name)

    with pytest.raises(VisitInBin):
        application.verification.verify_code(minutes.code)

    application.bin.restore(signed.id)
    assert application.verification.verify_code(minutes.code).fault is None


def test_what_is_not_in_the_bin_cannot_be_restored(
    application: Application, visit: Inspection
) -> None:
    with pytest.raises(NotInBin):
        application.bin.restore(visit.id)
    with pytest.raises(NotFound):
        application.bin.remove_inspection(InspectionId("khong-co"))
