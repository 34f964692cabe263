"""Moving a visit to another version: nothing is lost, whatever is asked now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Application
from app.domain.checklist_draft import draft_of
from app.domain.finding import Finding, FindingFacts, FindingKind
from app.domain.inspection import Inspection, InspectionState
from app.domain.photo import Photo
from app.domain.version_move import Outcome, answers_to_review
from app.services.version_moves import MoveRefused
from tests.enrolled import enrol
from tests.inspection_documents import Document, WriteDocument
from tests.services import versions
from tests.services.conftest import NewApplication


@pytest.fixture
def visit(application: Application) -> Inspection:
    """A visit with the first version, all of it answered."""
    versions.first(application)
    visit = versions.begin(application)
    for code, value in (("T.1.1", "yes"), ("T.1.2", "no"), ("T.1.3", "yes")):
        versions.answer(application, visit, code, value)
    return visit


def _to_review(app: Application, visit: Inspection) -> list[str]:
    return list(answers_to_review(app.inspections.case_file(visit.id)))


def _photo(app: Application, visit: Inspection, folder: Path, code: str) -> Photo:
    picture = folder / f"{code}.jpg"
    Image.new("RGB", (64, 48), "#336699").save(picture)
    (photo,) = app.photos.add(visit.id, [picture], criterion_code=code)
    assert isinstance(photo, Photo)
    return photo


def _photo_codes(app: Application, visit: Inspection) -> set[str]:
    return {link.target_key for link in app.inspections.case_file(visit.id).photo_links}


def _finding(app: Application, visit: Inspection, code: str) -> Finding:
    facts = FindingFacts(
        kind=FindingKind.SHORTCOMING, area_code="T.1", criterion_code=code, text="Chưa đúng hạn"
    )
    return app.findings.add(visit.id, facts)


def test_the_preview_says_what_becomes_of_every_answer(
    application: Application, visit: Inspection
) -> None:
    second = versions.second(application)

    planned = application.version_moves.preview(visit.id, second.id)

    assert [(one.criterion.code, one.outcome) for one in planned.criteria] == [
        ("T.1.2", Outcome.CARRIED),
        ("T.1.3", Outcome.TO_REVIEW),
        ("T.1.3", Outcome.REMOVED),
        ("T.1.1", Outcome.TO_ANSWER),
    ]
    assert application.inspections.get(visit.id) == visit


def test_a_visit_is_offered_the_newest_version_only(
    application: Application, visit: Inspection
) -> None:
    before = application.version_moves.newer(visit.id)
    versions.second(application)
    third = versions.publish(application, versions.PLAN)

    (offered,) = application.version_moves.newer(visit.id)

    assert before == []
    assert (offered.old.number, offered.new) == (1, third)


def test_answers_follow_their_criteria(application: Application, visit: Inspection) -> None:
    second = versions.second(application)

    application.version_moves.move(visit.id, second.id)

    assert application.inspections.get(visit.id).checklist_ids == (second.id,)
    assert versions.given_answers(application, visit) == {"T.1.2": "yes", "T.1.3": "no"}
    assert _to_review(application, visit) == ["T.1.3"]
    assert application.maintenance.check().is_whole


def test_an_answer_that_is_looked_over_needs_it_no_more(
    application: Application, visit: Inspection
) -> None:
    application.version_moves.move(visit.id, versions.second(application).id)
    answer = application.inspections.case_file(visit.id).answers["T.1.3"]

    application.answers.save(answer)

    assert _to_review(application, visit) == []


def test_moving_twice_changes_nothing_more(application: Application, visit: Inspection) -> None:
    second = versions.second(application)
    application.version_moves.move(visit.id, second.id)
    written = len(application.inspections.history(visit.id))

    application.version_moves.move(visit.id, second.id)

    assert len(application.inspections.history(visit.id)) == written


def test_moving_back_brings_everything_back(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    for code in ("T.1.1", "T.1.3"):
        _photo(application, visit, tmp_path, code)
    _finding(application, visit, "T.1.1")
    before = application.inspections.case_file(visit.id)
    application.version_moves.move(visit.id, versions.second(application).id)

    application.version_moves.move(visit.id, visit.checklist_ids[0])

    assert application.inspections.case_file(visit.id) == before


def test_photos_and_findings_follow_their_criterion_and_never_its_code(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    for code in ("T.1.1", "T.1.3"):
        _photo(application, visit, tmp_path, code)
    for code in ("T.1.1", "T.1.3"):
        _finding(application, visit, code)

    application.version_moves.move(visit.id, versions.second(application).id)

    findings = application.inspections.case_file(visit.id).findings
    assert _photo_codes(application, visit) == {"T.1.2"}
    assert [one.criterion_code for one in findings] == ["T.1.2", ""]


def test_a_finished_visit_is_not_moved(application: Application, visit: Inspection) -> None:
    second = versions.second(application)
    application.inspections.take_step(visit.id, InspectionState.FINISHED)

    with pytest.raises(MoveRefused):
        application.version_moves.move(visit.id, second.id)

    assert application.version_moves.newer(visit.id) == []
    assert application.inspections.get(visit.id).checklist_ids == visit.checklist_ids


def test_a_visit_is_not_moved_to_a_checklist_it_does_not_use(
    application: Application, visit: Inspection
) -> None:
    with pytest.raises(MoveRefused):
        application.version_moves.move(visit.id, application.checklists.current("CCHC").id)


def test_a_retired_version_is_no_place_to_move_to_but_one_to_go_back_to(
    application: Application, visit: Inspection
) -> None:
    second = versions.second(application)
    application.version_moves.move(visit.id, second.id)
    third = versions.publish(application, versions.PLAN)
    for one in (visit.checklist_ids[0], third.id):
        application.checklist_life.retire(one)

    with pytest.raises(MoveRefused):
        application.version_moves.move(visit.id, third.id)
    application.version_moves.move(visit.id, visit.checklist_ids[0])

    assert application.inspections.get(visit.id).checklist_ids == visit.checklist_ids


def _exchange(headquarters: Application, laptops: list[Application], folder: Path) -> None:
    """Bring everything to headquarters, and from there to every laptop."""
    for number, laptop in enumerate(laptops):
        _carry(laptop, headquarters, folder / f"den-{number}")
    for number, laptop in enumerate(laptops):
        _carry(headquarters, laptop, folder / f"ve-{number}")


def _carry(giver: Application, taker: Application, stick: Path) -> None:
    stick.mkdir(parents=True)
    giver.exports.write(stick)
    (brought,) = taker.imports.take_in([stick])
    assert (brought.error, brought.rejected) == (None, 0)


def test_two_laptops_of_which_one_moved_lose_no_answer(
    application: Application, new_application: NewApplication, tmp_path: Path
) -> None:
    headquarters, other = new_application("so-noi-vu", "hq"), new_application("may-02")
    for number, app in enumerate((application, other), 1):
        place = tmp_path / f"ghi-danh-{number}"
        place.mkdir()
        enrol(headquarters, app, place, f"doan1/may-0{number}")
    versions.first(headquarters)
    visit = versions.begin(headquarters)
    versions.answer(headquarters, visit, "T.1.1", "no")
    versions.answer(headquarters, visit, "T.1.3", "no")
    _exchange(headquarters, [application, other], tmp_path / "mot")
    second = versions.second(headquarters)
    _exchange(headquarters, [application, other], tmp_path / "hai")

    application.version_moves.move(visit.id, second.id)
    versions.answer(other, visit, "T.1.1", "yes")
    versions.answer(other, visit, "T.1.2", "yes")
    versions.answer(other, visit, "T.1.3", "yes")
    _exchange(headquarters, [application, other], tmp_path / "ba")

    for app in (headquarters, application, other):
        case = app.inspections.case_file(visit.id)
        assert case.inspection.checklist_ids == (second.id,)
        # The plan moved, its new answer with it; the report is new and was asked otherwise.
        assert versions.given_answers(app, visit) == {"T.1.2": "yes", "T.1.3": "yes"}
        assert _to_review(app, visit) == ["T.1.3"]
        # The survey left the set; what was answered meanwhile is not thrown away.
        assert [one.value for one in case.left_over] == ["yes"]
        assert app.inspections.rows()[0].differences == 0


def test_headquarters_sees_what_was_asked_before_a_laptop_moved_its_visit(
    application: Application, new_application: NewApplication, tmp_path: Path
) -> None:
    headquarters = new_application("so-noi-vu", "hq")
    enrol(headquarters, application, tmp_path, "doan1/may-01")
    versions.first(application)
    visit = versions.begin(application)
    versions.answer(application, visit, "T.1.2", "no")
    application.version_moves.move(visit.id, versions.second(application).id)
    (tmp_path / "usb").mkdir()

    application.exports.write(tmp_path / "usb")
    headquarters.imports.take_in([tmp_path / "usb"])

    case = headquarters.inspections.case_file(visit.id)
    assert answers_to_review(case) == {"T.1.3": versions.REPORT}


def test_recording_the_same_document_again_reviews_nothing(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    del document["visit"]["ended_at"]
    visit = application.recording.record(write_document(document)).inspection_id
    draft = draft_of(application.checklists.current("CCHC"))
    reworded = tuple(
        replace(row, text=f"{row.text} trong năm") if row.code == "CCHC.1.1.2" else row
        for row in draft.criteria
    )
    new = application.checklists.publish(replace(draft, criteria=reworded))
    application.version_moves.move(visit, new.id)

    again = application.recording.record(write_document(document))

    assert again.changed == 0
    assert list(answers_to_review(application.inspections.case_file(visit))) == ["CCHC.1.1.2"]
