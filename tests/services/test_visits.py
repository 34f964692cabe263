"""Visits as people work on them: opened, answered, drafted, finished, listed."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Application
from app.changes import ChangeSet
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import (
    Inspection,
    InspectionFacts,
    InspectionState,
    ParticipantFacts,
    Role,
    Side,
    TransitionRefused,
)
from app.domain.photo import Photo, PhotoTarget, PhotoUse
from app.domain.plan import PlanFacts
from app.domain.recommendation import RecommendationFacts
from app.domain.unit import Unit, UnitType, unit_id
from app.errors import InvalidValue, NotFound
from app.files import sha256_of
from app.photos.intake import PhotoRefused
from tests import given
from tests.complete import complete_visit
from tests.inspection_documents import Document, WriteDocument

PLAN = PlanFacts(
    year=2026,
    subject="công tác cải cách hành chính năm 2026",
    issuing_body="Sở Nội vụ tỉnh Tây Ninh",
    decision_number="1050/QĐ-SNV",
    decision_on=dt.date(2026, 10, 5),
)
FACTS = InspectionFacts(period_from=dt.date(2026, 1, 1), period_to=dt.date(2026, 10, 31))


@pytest.fixture
def visit(application: Application) -> Inspection:
    """A visit just opened, with the checklist of one-stop centres."""
    return application.inspections.start("28108", PLAN, FACTS, ("MC",))


def test_a_started_visit_is_open_and_knows_when_it_began(
    application: Application, visit: Inspection
) -> None:
    (row,) = application.inspections.rows()

    assert visit.state is InspectionState.OPEN
    assert visit.started_at == dt.datetime(2026, 11, 20, 1, 30, tzinfo=dt.UTC)
    assert (row.unit_name, row.answered, row.leaves) == ("xã Cần Đước", 0, 40)


def test_two_visits_under_one_decision_share_one_plan(
    application: Application, visit: Inspection
) -> None:
    second = application.inspections.start("28126", PLAN, FACTS, ("MC",))

    assert second.plan_id == visit.plan_id


def test_an_unknown_unit_or_checklist_opens_nothing(application: Application) -> None:
    with pytest.raises(NotFound):
        application.inspections.start("00000", PLAN, FACTS, ("MC",))
    with pytest.raises(NotFound):
        application.inspections.start("28108", PLAN, FACTS, ("XX",))

    assert application.inspections.rows() == []


def test_an_answer_counts_at_once(application: Application, visit: Inspection) -> None:
    blank = application.answers.blank(visit.id, "MC.1.1")

    application.answers.save(replace(blank, value="yes"))

    (score,) = application.inspections.scores(visit.id)
    assert score.criteria["MC.1.1"].points == Decimal(3)
    assert application.inspections.rows()[0].answered == 1


def test_an_answer_that_does_not_fit_is_refused(
    application: Application, visit: Inspection
) -> None:
    blank = application.answers.blank(visit.id, "MC.1.1")

    with pytest.raises(InvalidValue):
        application.answers.save(replace(blank, value="maybe"))

    assert application.inspections.case_file(visit.id).answers == {}


def test_an_answer_to_another_checklist_is_refused(
    application: Application, visit: Inspection
) -> None:
    with pytest.raises(NotFound):
        application.answers.blank(visit.id, "CCHC.1.1.1")


def test_a_cleared_answer_is_unanswered_and_its_history_stays(
    application: Application, visit: Inspection
) -> None:
    answer = application.answers.save(
        replace(application.answers.blank(visit.id, "MC.1.1"), value="no", comment="Chưa có")
    )

    application.answers.clear(answer)

    assert application.inspections.rows()[0].answered == 0
    values = [write.value for write in application.inspections.history(visit.id, "MC.1.1.value")]
    assert values == ['"no"', '""']


def test_a_draft_is_kept_until_it_is_let_go(application: Application, visit: Inspection) -> None:
    answer = application.answers.blank(visit.id, "MC.1.1")
    application.drafts.keep(answer.id, "comment", "Đang gõ d", 9)
    application.drafts.keep(answer.id, "comment", "Đang gõ dở", 10)
    before = [draft.text for draft in application.drafts.all()]

    application.answers.save(replace(answer, value="yes"))
    behind = [draft.text for draft in application.drafts.all()]
    application.drafts.discard(answer.id, "comment")

    assert before == behind == ["Đang gõ dở"]
    assert application.drafts.all() == []


def test_removing_a_finding_takes_its_recommendations_along(
    application: Application, visit: Inspection
) -> None:
    shortcoming = FindingFacts(kind=FindingKind.SHORTCOMING, area_code="MC.4", text="Thiếu phiếu")
    finding = application.findings.add(visit.id, shortcoming)
    application.recommendations.add(visit.id, RecommendationFacts(text="Bổ sung"), finding.id)

    application.findings.remove(finding)

    case = application.inspections.case_file(visit.id)
    assert (case.findings, case.recommendations) == ((), ())


def test_recommendations_of_all_visits_come_by_deadline(
    application: Application, visit: Inspection
) -> None:
    for text, due_on in (
        ("Sau", dt.date(2027, 1, 5)),
        ("Không hạn", None),
        ("Trước", dt.date(2026, 12, 1)),
    ):
        application.recommendations.add(visit.id, RecommendationFacts(text=text, due_on=due_on))

    assert [one.text for one in application.recommendations.all()] == ["Trước", "Sau", "Không hạn"]


def test_participants_keep_their_order(application: Application, visit: Inspection) -> None:
    for name in ("Trần Văn An", "Lê Thị Bình"):
        application.inspections.add_participant(
            visit.id, ParticipantFacts(side=Side.TEAM, role=Role.MEMBER, name=name)
        )
    first, second = application.inspections.case_file(visit.id).people(Side.TEAM)

    application.inspections.save_participant(replace(first, present=False))
    application.inspections.remove_participant(second)

    (left,) = application.inspections.case_file(visit.id).people(Side.TEAM)
    assert (left.name, left.present) == ("Trần Văn An", False)


def test_a_finished_visit_knows_when_it_ended_and_reopens_only_with_a_reason(
    application: Application, visit: Inspection
) -> None:
    finished = application.inspections.take_step(visit.id, InspectionState.FINISHED)

    with pytest.raises(TransitionRefused):
        application.inspections.take_step(visit.id, InspectionState.OPEN)
    reopened = application.inspections.take_step(visit.id, InspectionState.OPEN, "Bổ sung hồ sơ")

    assert finished.ended_at is not None
    assert reopened.reopened_reason == "Bổ sung hồ sơ"


def test_a_later_renaming_leaves_what_was_printed(
    application: Application, visit: Inspection
) -> None:
    renamed = Unit(
        id=unit_id("28108"),
        code="28108",
        name="phường Cần Đước",
        unit_type=UnitType.WARD,
        parent_code="80",
        old_names=("xã Cần Đước",),
    )

    application.units.save(renamed)

    assert application.units.get("28108").name == "phường Cần Đước"
    assert application.units.find("xa can duoc")[0].name == "phường Cần Đước"
    assert application.inspections.case_file(visit.id).unit.name == "xã Cần Đước"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A small photo."""
    file = tmp_path / "ảnh.jpg"
    Image.new("RGB", (320, 240), "#88aacc").save(file)
    return file


def test_a_photo_is_evidence_once_however_often_it_is_added(
    application: Application, visit: Inspection, picture: Path
) -> None:
    application.photos.add(visit.id, [picture], caption="Biển tên", criterion_code="MC.2.1")
    (again,) = application.photos.add(visit.id, [picture], criterion_code="MC.2.1")

    case = application.inspections.case_file(visit.id)
    assert isinstance(again, Photo)
    assert [photo.caption for photo in case.photos] == ["Biển tên"]
    assert case.photos_of(PhotoTarget.CRITERION, "MC.2.1") == case.photos


def test_a_bad_photo_does_not_stop_the_others(
    application: Application, visit: Inspection, picture: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"")

    found = application.photos.add(visit.id, [bad, picture])

    assert isinstance(found[0], PhotoRefused)
    assert isinstance(found[1], Photo)


def test_a_removed_photo_leaves_no_link_and_its_original_stays(
    application: Application, visit: Inspection, picture: Path
) -> None:
    (photo,) = application.photos.add(visit.id, [picture], criterion_code="MC.2.1")
    assert isinstance(photo, Photo)

    application.photos.remove(photo)

    case = application.inspections.case_file(visit.id)
    assert (case.photos, case.photo_links) == ((), ())
    assert application.photos.thumbnail(photo.sha256).exists()


def test_an_internal_photo_is_not_printed(
    application: Application, visit: Inspection, picture: Path
) -> None:
    (photo,) = application.photos.add(visit.id, [picture])
    assert isinstance(photo, Photo)

    printed = application.photos.pictures(application.inspections.case_file(visit.id))
    application.photos.save(replace(photo, use=PhotoUse.INTERNAL))

    assert printed.keys() == {photo.sha256}
    assert application.photos.pictures(application.inspections.case_file(visit.id)) == {}


def test_a_photo_can_be_linked_and_unlinked(
    application: Application, visit: Inspection, picture: Path
) -> None:
    (photo,) = application.photos.add(visit.id, [picture])
    assert isinstance(photo, Photo)
    application.photos.link(photo, PhotoTarget.CRITERION, "MC.2.2")
    linked = application.inspections.case_file(visit.id).photos_of(PhotoTarget.CRITERION, "MC.2.2")

    application.photos.unlink(photo, PhotoTarget.CRITERION, "MC.2.2")

    assert linked == (photo,)
    assert application.inspections.case_file(visit.id).photo_links == ()


def test_minutes_get_the_next_version_when_something_changed(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    complete_visit(application, visit.id)
    first = application.minutes.freeze(visit.id, tmp_path / "1.docx")
    same = application.minutes.freeze(visit.id, tmp_path / "1.docx")
    whole = application.inspections.get(visit.id)
    application.inspections.save(replace(whole, general_remark="Có chuyển biến."))

    second = application.minutes.freeze(visit.id, tmp_path / "2.docx")

    assert (first.version, same.id, second.version) == (1, first.id, 2)
    assert [one.version for one in application.minutes.versions(visit.id)] == [1, 2]


def test_a_second_visit_leaves_the_plan_as_headquarters_settled_it(
    application: Application,
) -> None:
    whole = replace(PLAN, plan_number="214/KH-UBND", report_to="Sở Nội vụ")
    first = application.inspections.start("28108", whole, FACTS, ("MC",))

    second = application.inspections.start("28108", replace(PLAN, subject="khác"), FACTS, ("MC",))

    plan = application.inspections.case_file(second.id).plan
    assert (second.plan_id, plan.plan_number) == (first.plan_id, "214/KH-UBND")
    assert (plan.subject, plan.report_to) == (PLAN.subject, "Sở Nội vụ")


def test_a_version_can_be_named(application: Application) -> None:
    assert application.checklists.current("CCHC/1") == application.checklists.current("CCHC")
    with pytest.raises(NotFound):
        application.checklists.current("CCHC/2")


def test_screens_hear_what_changed(tmp_path: Path) -> None:
    from app.bootstrap import create_store, open_application  # noqa: PLC0415 - own listener

    heard: list[ChangeSet] = []
    create_store(tmp_path / "kho", "field", "may-1")

    with open_application(tmp_path / "kho", listener=heard.append) as application:
        visit = application.inspections.start("28108", PLAN, FACTS, ("MC",))

    assert heard[-1].touches("inspection", "answer")
    assert visit.id in heard[-1].aggregates
    assert not heard[-1].touches("finding")
    assert given.INSPECTION not in heard[-1].aggregates


def test_the_dossier_sample_suggests_answers_and_changes_nothing(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    visit = application.recording.record(write_document(document)).inspection_id
    before = application.inspections.case_file(visit)

    suggested = application.answers.suggested(visit)

    assert suggested["CCHC.3.1.2"].value == "1"
    assert suggested["CCHC.3.4.2"].denominator == 1
    assert suggested["CCHC.3.4.2"].rate_source == "Mẫu 1 hồ sơ thủ tục hành chính"
    assert application.inspections.case_file(visit) == before


def test_a_visit_without_dossiers_gets_no_suggestion(
    application: Application, visit: Inspection
) -> None:
    assert application.answers.suggested(visit.id) == {}


def test_a_removed_photo_may_come_back_under_another_name(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    file = tmp_path / "a.jpg"
    Image.new("RGB", (64, 48), "#123456").save(file)
    (photo,) = application.photos.add(visit.id, [file])
    assert isinstance(photo, Photo)
    application.photos.remove(photo)

    (again,) = application.photos.add(visit.id, [file.rename(tmp_path / "b.jpg")])

    assert isinstance(again, Photo)
    assert (again.id, again.file_name) == (photo.id, "b.jpg")


def test_damaged_minutes_are_never_handed_out_again(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    target = tmp_path / "bb.docx"
    complete_visit(application, visit.id)
    first = application.minutes.freeze(visit.id, target)
    kept = application.folder / "blobs" / first.docx_sha256[:2] / first.docx_sha256
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes()[:-40] + b"0" * 40)

    again = application.minutes.freeze(visit.id, target)

    assert sha256_of(target) == again.docx_sha256
    assert zipfile.ZipFile(target).testzip() is None


def test_minutes_are_written_anew_when_the_unit_was_corrected(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    complete_visit(application, visit.id)
    first = application.minutes.freeze(visit.id, tmp_path / "bb.docx")
    province = application.units.get(application.units.get("28108").parent_code)
    application.units.save(replace(province, name="tỉnh Long An Tây Ninh"))

    second = application.minutes.freeze(visit.id, tmp_path / "bb.docx")

    assert second.version == first.version + 1
