"""What is written once keeps its first value: signed minutes, and photos that are evidence."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.gap import GapPlace
from app.domain.inspection import Inspection
from app.domain.minutes import Minutes
from app.domain.photo import Photo
from app.words import translate
from tests.complete import complete_visit
from tests.inspection_documents import Document, WriteDocument
from tests.services.forged import forged, heads, plant

OTHER = hashlib.sha256(b"another").hexdigest()


@pytest.fixture
def visit(laptop: Application, document: Document, write_document: WriteDocument) -> Inspection:
    laptop.recording.record(write_document(document))
    (row,) = laptop.inspections.rows()
    return laptop.inspections.get(row.id)


@pytest.fixture
def signed(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> Minutes:
    """Signed minutes that headquarters has too."""
    complete_visit(laptop, visit.id)
    laptop.minutes.freeze(visit.id, tmp_path / "bb.docx")
    found = laptop.minutes.sign(visit.id)
    send(laptop, headquarters, tmp_path / "first")
    return found


def send(sender: Application, receiver: Application, place: Path) -> tuple[int, tuple[str, ...]]:
    """Bring a package over; return how much of it was set aside, and why."""
    place.mkdir()
    sender.exports.write(place)
    (brought,) = receiver.imports.take_in([place])
    assert brought.error is None
    return brought.rejected, brought.reasons


def photo_of(application: Application, visit: Inspection) -> Photo:
    (photo,) = application.inspections.case_file(visit.id).photos
    return photo


def test_signed_minutes_are_not_replaced_by_others(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    signed: Minutes,
    tmp_path: Path,
) -> None:
    names = ("content_sha256", "docx_sha256")
    for name in names:
        follows = heads(laptop, signed.id, name)
        second = forged("minutes", signed.id, name, OTHER, agg_id=visit.id, parents=follows)
        plant(laptop, second)

    aside, reasons = send(laptop, headquarters, tmp_path / "second")

    for application in (laptop, headquarters):
        (kept,) = application.minutes.versions(visit.id)
        assert (kept.code, kept.docx_sha256) == (signed.code, signed.docx_sha256)
    assert aside == len(names)
    assert reasons == (translate("it would change what is written once"),)


def test_a_photo_that_is_evidence_is_not_exchanged_for_another(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    photo = photo_of(laptop, visit)
    send(laptop, headquarters, tmp_path / "first")
    follows = heads(laptop, photo.id, "sha256")
    plant(laptop, forged("photo", photo.id, "sha256", OTHER, agg_id=visit.id, parents=follows))

    aside, _reasons = send(laptop, headquarters, tmp_path / "second")

    assert aside == 1
    assert photo_of(headquarters, visit) == photo_of(laptop, visit) == photo


def test_a_photo_under_the_identity_of_another_picture_is_set_aside(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    photo = photo_of(laptop, visit)
    plant(laptop, forged("photo", photo.id, "sha256", OTHER, agg_id=visit.id))

    aside, _reasons = send(laptop, headquarters, tmp_path / "usb")

    assert aside == 1
    assert photo_of(headquarters, visit) == photo


def test_two_first_texts_of_minutes_are_a_difference_that_people_see(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    signed: Minutes,
    tmp_path: Path,
) -> None:
    plant(laptop, forged("minutes", signed.id, "content_sha256", OTHER, agg_id=visit.id))

    aside, _reasons = send(laptop, headquarters, tmp_path / "second")

    assert aside == 0
    (difference,) = headquarters.differences.open(visit.id)
    assert (difference.place, difference.field) == (GapPlace.MINUTES, "content_sha256")
    assert {one.plain for one in difference.candidates} == {OTHER, signed.content_sha256}
    told = [one for one in headquarters.missing.gaps(visit.id) if one.difference is not None]
    assert [(one.place, one.blocks) for one in told] == [(GapPlace.MINUTES, False)]


def test_who_recorded_the_signature_of_one_paper_twice_is_asked_nothing(
    laptop: Application, headquarters: Application, visit: Inspection, signed: Minutes
) -> None:
    again = "2026-11-21T01:30:00Z"
    plant(headquarters, forged("minutes", signed.id, "signed_at", again, agg_id=visit.id))

    assert len(heads(headquarters, signed.id, "signed_at")) == 2
    assert laptop.differences.open(visit.id) == headquarters.differences.open(visit.id) == []
    assert [row.differences for row in headquarters.inspections.rows()] == [0]
