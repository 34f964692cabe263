"""Handing a visit over: its packages, their receipts, what came in, what differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.gap import GapPlace
from app.domain.inspection import Inspection
from app.domain.photo import Photo
from app.errors import NotFound
from app.ids import InspectionId
from app.services.inspection_rows import HandoverState
from app.services.laptop_trust import NotEnrolled
from tests.enrolled import enrol
from tests.fakes import FrozenClock
from tests.inspection_documents import Document, WriteDocument
from tests.photos.pictures import corners, jpeg
from tests.services.conftest import NewApplication
from tests.services.test_visits import FACTS, PLAN


@pytest.fixture
def visit(laptop: Application, tmp_path: Path) -> Inspection:
    """A visit with one photo."""
    made = laptop.inspections.start("28108", PLAN, FACTS, ("MC",))
    (tmp_path / "anh.jpg").write_bytes(jpeg(corners()))
    (photo,) = laptop.photos.add(made.id, [tmp_path / "anh.jpg"])
    assert isinstance(photo, Photo)
    return made


def _stick(home: Path, name: str) -> Path:
    place = home / name
    place.mkdir()
    return place


def test_a_visit_nobody_packed_is_being_worked_on(laptop: Application, visit: Inspection) -> None:
    found = laptop.handover.of(visit.id)

    assert found.row.handover is HandoverState.WORKING
    assert (found.sent, found.brought, found.differences) == ((), (), ())
    assert found.last_import is None


def test_every_package_is_listed_with_its_receipt_the_latest_first(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    tmp_path: Path,
    clock: FrozenClock,
) -> None:
    laptop.exports.write(_stick(tmp_path, "1"), [visit.id])
    headquarters.imports.take_in([tmp_path / "1"])
    headquarters.exports.write(_stick(tmp_path, "ve"))
    laptop.imports.take_in([tmp_path / "ve"])
    clock.advance(timedelta(hours=2))
    second = laptop.exports.write(_stick(tmp_path, "2"), [visit.id])

    found = laptop.handover.of(visit.id)

    assert found.sent[0].name == second.place.name
    assert [(one.receipt, one.photos, one.photos_missing) for one in found.sent] == [
        ("", 1, 0),
        ("applied", 1, 0),
    ]
    assert found.row.handover is HandoverState.PACKED


def test_a_photo_that_did_not_arrive_is_counted_in_the_receipt(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    (photo,) = laptop.inspections.case_file(visit.id).photos
    kept = next(laptop.folder.glob(f"blobs/**/{photo.sha256}*"))
    kept.rename(tmp_path / "weg")
    laptop.exports.write(_stick(tmp_path, "1"), [visit.id])
    (tmp_path / "weg").rename(kept)
    headquarters.imports.take_in([tmp_path / "1"])
    headquarters.exports.write(_stick(tmp_path, "ve"))

    laptop.imports.take_in([tmp_path / "ve"])

    (sent,) = laptop.handover.of(visit.id).sent
    assert (sent.receipt, sent.photos_missing) == ("partly", 1)


def test_what_another_computer_brought_is_told_with_its_count(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    laptop.exports.write(_stick(tmp_path, "1"), [visit.id])

    headquarters.imports.take_in([tmp_path / "1"])
    headquarters.imports.take_in([tmp_path / "1"])

    (brought,) = headquarters.handover.of(visit.id).brought
    assert (brought.signer, brought.new) == (
        "doan1/may-01",
        len(laptop.inspections.history(visit.id)),
    )


def test_the_last_import_is_remembered_with_its_counts(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    tmp_path: Path,
    clock: FrozenClock,
) -> None:
    laptop.exports.write(_stick(tmp_path, "1"), [visit.id])
    (brought,) = headquarters.imports.take_in([tmp_path / "1"])

    last = headquarters.handover.last_import()

    assert last is not None
    assert (last.at, last.signers, last.packages, last.refused) == (
        clock.now(),
        ("doan1/may-01",),
        1,
        0,
    )
    assert (last.new, last.photos, last.adopted) == (brought.new, 1, brought.adopted)


def test_both_values_of_a_difference_are_shown_with_who_wrote_them(
    laptop: Application,
    headquarters: Application,
    new_application: NewApplication,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    other = new_application("may-02")
    enrol(headquarters, other, tmp_path, "doan1/may-02")
    for app, value in ((laptop, "yes"), (other, "no")):
        document["answers"][0]["value"] = value
        app.recording.record(write_document(document))
        app.exports.write(_stick(tmp_path, value))
    headquarters.imports.take_in([tmp_path / "yes", tmp_path / "no"])
    (row,) = headquarters.inspections.rows()

    (found,) = headquarters.handover.of(row.id).differences

    code = document["answers"][0]["criterion"]
    assert (found.place, found.key, found.field) == (GapPlace.CHECKLIST, code, "value")
    assert sorted((one.actor, one.value) for one in found.candidates) == [
        ("may-01", '"yes"'),
        ("may-02", '"no"'),
    ]


def test_an_unknown_visit_has_no_way(laptop: Application) -> None:
    with pytest.raises(NotFound):
        laptop.handover.of(InspectionId("khong-co"))


def test_the_readers_of_a_package_are_known_before_it_is_written(
    laptop: Application, headquarters: Application, new_application: NewApplication
) -> None:
    with pytest.raises(NotEnrolled):
        new_application("may-03").exports.readers()

    assert laptop.exports.readers() == ("hq",)
    assert headquarters.exports.readers() == ("doan1/may-01",)


def test_a_visit_changed_after_its_receipt_is_still_received_and_owes_the_rest(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    laptop.exports.write(_stick(tmp_path, "1"), [visit.id])
    headquarters.imports.take_in([tmp_path / "1"])
    headquarters.exports.write(_stick(tmp_path, "ve"))
    laptop.imports.take_in([tmp_path / "ve"])

    laptop.answers.save(replace(laptop.answers.blank(visit.id, "MC.1.1"), value="yes"))

    row = laptop.handover.of(visit.id).row
    assert (row.handover, row.unsent > 0) == (HandoverState.RECEIVED, True)
