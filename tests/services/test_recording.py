"""Recording documents: whole or not at all, every mistake by its path, twice is once."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from app.bootstrap import Application
from app.domain.checklist_draft import ChecklistDraft
from app.domain.inspection import InspectionState
from app.domain.photo import PhotoTarget
from app.errors import FileUnreadable
from app.services.inspection_document import DocumentInvalid, schema
from tests.inspection_documents import Document, WriteDocument


def _mistakes(application: Application, file: Path) -> dict[str, str]:
    with pytest.raises(DocumentInvalid) as caught:
        application.recording.record(file)
    faults = caught.value.params["faults"]
    assert isinstance(faults, list)
    assert application.inspections.rows() == []
    return {fault["path"]: fault["reason"] for fault in faults}


def test_a_document_becomes_a_visit_with_everything_in_it(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    recorded = application.recording.record(write_document(document))

    case = application.inspections.case_file(recorded.inspection_id)
    assert recorded.created
    assert case.unit.name == "xã Cần Đước"
    assert case.province is not None
    assert case.inspection.state is InspectionState.FINISHED
    assert set(case.answers) == {"CCHC.1.1.2", "CCHC.1.1.3", "CCHC.1.3.3"}
    assert [finding.text for finding in case.findings] == ["Còn 01/01 hồ sơ mẫu trả quá hạn."]
    assert case.recommendations[0].finding_id == case.findings[0].id
    assert case.photos_of(PhotoTarget.FINDING, case.findings[0].id) == case.photos


def test_the_same_document_twice_changes_nothing(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    file = write_document(document)
    first = application.recording.record(file)

    second = application.recording.record(file)

    assert (second.created, second.changed) == (False, 0)
    assert second.inspection_id == first.inspection_id


def test_recording_again_keeps_how_far_the_visit_was_taken(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    file = write_document(document)
    visit = application.recording.record(file).inspection_id
    application.inspections.take_step(visit, InspectionState.OPEN, "Bổ sung hồ sơ")

    application.recording.record(file)

    kept = application.inspections.get(visit)
    assert (kept.state, kept.reopened_reason) == (InspectionState.OPEN, "Bổ sung hồ sơ")


def test_a_changed_answer_changes_one_record(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    application.recording.record(write_document(document))
    document["answers"][0]["value"] = "yes"

    again = application.recording.record(write_document(document))

    assert again.changed == 1


def test_moments_are_kept_in_utc_and_paper_dates_as_they_stand(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    visit = application.recording.record(write_document(document)).inspection_id

    case = application.inspections.case_file(visit)
    assert case.inspection.started_at is not None
    assert case.inspection.started_at.isoformat() == "2026-11-20T01:30:00+00:00"
    assert case.dossiers[0].received_at.isoformat() == "2026-10-08T08:15:00"


@pytest.mark.parametrize(
    ("part", "value", "path"),
    [
        (("answers", 0, "criterion"), "CCHC.9.9.9", "$.answers[0].criterion"),
        (("answers", 0, "criterion"), "CCHC.1", "$.answers[0].criterion"),
        (("answers", 0, "value"), "maybe", "$.answers[0].value"),
        (("answers", 1, "denominator"), 0, "$.answers[1].denominator"),
        (("visit", "period_from"), "2026-02-31", "$.visit.period_from"),
        (("plan", "decision_on"), "31/02/2026", "$.plan.decision_on"),
        (("plan", "year"), "2026", "$.plan.year"),
        (("unit_code",), "99999", "$.unit_code"),
        (("checklists", 0), "ABC", "$.checklists[0]"),
        (("checklists",), ["CCHC", "CCHC"], "$.checklists[1]"),
        (("checklists",), ["CCHC", "MC", "CCHC/1"], "$.checklists[2]"),
        (("findings", 0, "kind"), "remark", "$.findings[0].kind"),
        (("findings", 0, "text"), " ", "$.findings[0].text"),
        (("findings", 0, "area_code"), "X.1", "$.findings[0].area_code"),
        (("recommendations", 0, "finding"), "không có", "$.recommendations[0].finding"),
        (("photos", 0, "path"), "không có.jpg", "$.photos[0].path"),
        (("photos", 0, "dossiers"), ["?"], "$.photos[0].dossiers[0]"),
        (("dossiers", 0, "colour"), "red", "$.dossiers[0].colour"),
        (("extra",), 1, "$.extra"),
        (("format",), "other/1", "$.format"),
    ],
)
def test_a_mistake_is_named_by_its_path_and_nothing_is_recorded(
    application: Application,
    document: Document,
    write_document: WriteDocument,
    part: tuple[Any, ...],
    value: object,
    path: str,
) -> None:
    target: Any = document
    for step in part[:-1]:
        target = target[step]
    target[part[-1]] = value

    mistakes = _mistakes(application, write_document(document))

    assert path in mistakes
    assert mistakes[path]


def test_every_mistake_is_named_at_once(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    document["answers"][0]["criterion"] = "CCHC.9.9.9"
    document["unit_code"] = "99999"
    document["photos"][0]["path"] = "không có.jpg"

    mistakes = _mistakes(application, write_document(document))

    assert set(mistakes) == {"$.answers[0].criterion", "$.unit_code", "$.photos[0].path"}


@pytest.mark.parametrize(
    ("key", "reason"), [("", "không được để trống"), ("k" * 201, "dài quá 200 ký tự")]
)
def test_a_key_that_does_not_fit_is_refused_in_the_language_of_the_user(
    application: Application,
    document: Document,
    write_document: WriteDocument,
    key: str,
    reason: str,
) -> None:
    document["key"] = key

    mistakes = _mistakes(application, write_document(document))

    assert mistakes == {"$.key": reason}


def test_a_slip_in_the_json_is_named_by_its_line(application: Application, tmp_path: Path) -> None:
    file = tmp_path / "hồ sơ.json"
    file.write_text('{\n "key": "a"\n "unit_code": "28108"}', "utf-8")

    with pytest.raises(FileUnreadable) as refused:
        application.recording.record(file)

    assert "dòng 3, cột 2" in refused.value.text


@pytest.mark.parametrize("content", [b"", b"day la van ban", b"\xff\xd8\xff\xe0 cut"])
def test_a_file_that_is_no_photo_refuses_the_document(
    application: Application, document: Document, write_document: WriteDocument, content: bytes
) -> None:
    file = write_document(document)
    (file.parent / "ảnh 1.jpg").write_bytes(content)

    assert set(_mistakes(application, file)) == {"$.photos[0].path"}


@pytest.mark.parametrize(
    "content",
    [b"not json", b"\xff\xfe", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"[" * 100_000],
)
def test_a_file_that_is_no_json_is_refused(
    application: Application, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(content)

    with pytest.raises(FileUnreadable):
        application.recording.record(file)


def test_a_document_of_another_shape_is_refused(application: Application, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("[]")

    assert set(_mistakes(application, file)) == {"$"}


def test_a_sound_document_fits_the_published_schema(document: Document) -> None:
    jsonschema.Draft202012Validator(schema()).validate(document)


def test_headquarters_plans_a_visit_without_what_will_be_found(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    document["visit"] |= {"planned_from": "2026-11-20", "planned_to": "2026-11-21"}

    visit = application.recording.assign(write_document(document))

    case = application.inspections.case_file(visit)
    planned = (case.inspection.planned_from, case.inspection.planned_to)
    assert case.inspection.state is InspectionState.PLANNED
    assert case.inspection.started_at is None
    assert planned == (date(2026, 11, 20), date(2026, 11, 21))
    assert (case.answers, case.findings, case.photos) == ({}, (), ())


def test_recording_again_keeps_the_version_of_the_checklist_that_was_answered(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    file = write_document(document)
    visit = application.recording.record(file).inspection_id
    begun = application.inspections.get(visit).checklist_ids
    old = application.checklists.current("CCHC")
    newer = (replace(old.criteria[0], text="Bộ tiêu chí sửa đổi"), *old.criteria[1:])
    draft = ChecklistDraft(code="CCHC", title="Mới", number=2, criteria=newer)
    application.checklists.publish(draft)

    application.recording.record(file)

    assert application.inspections.get(visit).checklist_ids == begun


def test_two_people_of_one_name_are_two_people(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    namesake = {**document["participants"][0], "role": "member", "position": "CVC"}
    document["participants"].append(namesake)
    file = write_document(document)

    visit = application.recording.record(file).inspection_id

    assert len(application.inspections.case_file(visit).participants) == 4
    assert application.recording.record(file).changed == 0


def test_one_photo_under_two_names_is_a_mistake(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    document["photos"].append({"path": "ảnh 2.jpg", "caption": "Lại nó"})
    file = write_document(document)
    shutil.copy(file.parent / "ảnh 1.jpg", file.parent / "ảnh 2.jpg")

    assert set(_mistakes(application, file)) == {"$.photos[1].path"}


def test_a_photo_that_was_renamed_is_the_same_photo(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    file = write_document(document)
    application.recording.record(file)
    (file.parent / "ảnh 1.jpg").rename(file.parent / "mới.jpg")
    document["photos"][0]["path"] = "mới.jpg"
    file.write_text(json.dumps(document), "utf-8")

    again = application.recording.record(file)

    (photo,) = application.inspections.case_file(again.inspection_id).photos
    assert photo.file_name == "mới.jpg"


def test_moments_with_and_without_a_zone_are_the_same_moments(
    application: Application, document: Document, write_document: WriteDocument
) -> None:
    visit = application.recording.record(write_document(document)).inspection_id
    before = application.inspections.case_file(visit)
    document["visit"]["started_at"] = "2026-11-20T08:30:00"
    document["visit"]["ended_at"] = "2026-11-20T16:00:00"
    document["dossiers"][0]["returned_at"] = "2026-10-14T09:00:00+07:00"

    again = application.recording.record(write_document(document))

    assert again.changed == 0
    assert application.inspections.case_file(visit) == before
