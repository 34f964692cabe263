"""What minutes lack beside the case file: other laptops, the vault, the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Application
from app.domain.calendar import DayKind, special_day
from app.domain.gap import GapPlace, MinutesNotReady
from app.domain.photo import Photo
from app.errors import NotFound
from app.ids import InspectionId
from app.services.enrolment import GivenName
from tests.complete import complete_visit
from tests.inspection_documents import Document, WriteDocument
from tests.services.conftest import NewApplication


@pytest.fixture
def visit(
    application: Application, document: Document, write_document: WriteDocument
) -> InspectionId:
    """A visit whose minutes lack nothing."""
    visit = application.recording.record(write_document(document)).inspection_id
    complete_visit(application, visit)
    return visit


def _blocking(application: Application, visit: InspectionId) -> list[str]:
    return [one.text for one in application.minutes.gaps(visit) if one.blocks]


def test_a_whole_visit_can_be_frozen_and_signed(
    application: Application, visit: InspectionId, tmp_path: Path
) -> None:
    assert _blocking(application, visit) == []

    application.minutes.freeze(visit, tmp_path / "bb.docx")
    signed = application.minutes.sign(visit)

    assert signed.signed_at is not None


def test_what_is_missing_stops_the_freezing_and_leaves_no_file_but_never_a_draft(
    application: Application, visit: InspectionId, tmp_path: Path
) -> None:
    facts = application.inspections.get(visit)
    application.inspections.save(replace(facts, unit_opinion=""))

    with pytest.raises(MinutesNotReady):
        application.minutes.freeze(visit, tmp_path / "bb.docx")
    application.minutes.draft(visit, tmp_path / "du-thao.docx")

    assert [one.name for one in tmp_path.glob("*.docx")] == ["du-thao.docx"]
    assert application.minutes.versions(visit) == []


def test_what_comes_to_be_missing_after_the_freezing_stops_the_signature(
    application: Application, visit: InspectionId, tmp_path: Path
) -> None:
    application.minutes.freeze(visit, tmp_path / "bb.docx")
    # What the minutes say is the same; only the calendar knows better.
    day = special_day(date(2026, 12, 15), "Ngày lễ của tỉnh", DayKind.HOLIDAY)
    application.calendar.save(day)

    with pytest.raises(MinutesNotReady):
        application.minutes.sign(visit)


def test_a_day_that_becomes_a_holiday_moves_a_deadline(
    application: Application, visit: InspectionId
) -> None:
    day = special_day(date(2026, 12, 15), "Ngày lễ của tỉnh", DayKind.HOLIDAY)
    application.calendar.save(day)

    (text,) = _blocking(application, visit)

    assert "16/12/2026" in text


def test_a_photo_whose_original_is_gone_is_named(
    application: Application, visit: InspectionId, tmp_path: Path
) -> None:
    file = tmp_path / "a.jpg"
    Image.new("RGB", (64, 48), "#445566").save(file)
    (photo,) = application.photos.add(visit, [file], caption="Quầy")
    assert isinstance(photo, Photo)
    (application.folder / "blobs" / photo.sha256[:2] / photo.sha256).unlink()

    (gap,) = [one for one in application.minutes.gaps(visit) if one.blocks]

    assert (gap.place, gap.key) == (GapPlace.PHOTOS, photo.id)


def test_laptops_that_differ_are_named_until_a_value_is_chosen(
    new_application: NewApplication,
    document: Document,
    write_document: WriteDocument,
    tmp_path: Path,
) -> None:
    here, there = new_application("may-01", "hq"), new_application("may-02")
    usb = tmp_path / "usb"
    usb.mkdir()
    asked = there.enrolment.request(usb / "y", team="d")
    told = here.enrolment.approve(
        usb / "y", asked.code, GivenName(name="d/m", team="d"), answer=usb / "a"
    )
    there.enrolment.accept(usb / "a", told.code)
    visit = there.recording.record(write_document(document)).inspection_id
    complete_visit(there, visit)
    there.exports.write(usb)
    document["visit"]["general_remark"] = "Máy chủ trì ghi khác."
    here.recording.record(write_document(document))
    here.imports.take_in([usb])

    (gap,) = [one for one in here.minutes.gaps(visit) if one.difference]
    assert gap.blocks
    assert "Máy chủ trì ghi khác." in gap.text
    assert gap.difference is not None
    shown = here.inspections.get(visit).general_remark

    here.missing.keep_shown(gap.difference)

    assert [one for one in here.minutes.gaps(visit) if one.difference] == []
    assert here.inspections.get(visit).general_remark == shown


def test_an_unknown_visit_is_not_found(application: Application) -> None:
    with pytest.raises(NotFound):
        application.minutes.gaps(InspectionId("không có"))
