"""Receipts: onto the stick that came, for one package as it was sent, and for nothing else."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.inspection import Inspection
from app.domain.photo import Photo
from app.packages.receipt import Receipt, ReceiptResult, verify_receipt
from app.services.inspection_rows import HandoverState, InspectionRow
from app.services.office import NotHeadquarters
from app.services.package_news import News, NewsReader
from app.services.receipt_notes import receipt_notes
from app.services.receipts import NothingToReceipt
from tests.enrolled import enrol
from tests.photos.pictures import corners, jpeg
from tests.services.conftest import NewApplication
from tests.services.test_visits import FACTS, PLAN


@pytest.fixture
def visit(laptop: Application, tmp_path: Path) -> Inspection:
    """A visit with one photo."""
    return begun(laptop, tmp_path)


@pytest.fixture
def stick(laptop: Application, visit: Inspection, tmp_path: Path) -> Path:
    """A stick with the report of that visit."""
    place = tmp_path / "usb"
    place.mkdir()
    laptop.exports.write(place, [visit.id])
    return place


def begun(laptop: Application, home: Path, size: int = 64) -> Inspection:
    made = laptop.inspections.start("28108", PLAN, FACTS, ("MC",))
    (home / f"{size}.jpg").write_bytes(jpeg(corners(size, 48)))
    (photo,) = laptop.photos.add(made.id, [home / f"{size}.jpg"])
    assert isinstance(photo, Photo)
    return made


def row_of(application: Application, visit: Inspection) -> InspectionRow:
    return application.handover.of(visit.id).row


def lost_volume(stick: Path) -> None:
    (volume,) = stick.glob("SKT-*/blobs-001.age")
    volume.unlink()


def test_the_stick_that_came_goes_home_with_the_receipt(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path
) -> None:
    headquarters.imports.take_in([stick])

    done = headquarters.receipts.write(stick)
    looked = laptop.imports.look([stick])
    taken = laptop.imports.take_in([stick])

    assert (done.laptops, done.receipts, done.packages_here) == (("doan1/may-01",), 1, 1)
    assert sorted((one.status, one.receipts) for one in looked) == [("known", 0), ("new", 1)]
    assert [one.error for one in taken] == [None, None]
    row = row_of(laptop, visit)
    assert (row.handover, row.photos_arrived, row.photos) == (HandoverState.RECEIVED, 1, 1)


def test_a_photo_that_did_not_arrive_is_missing_in_the_row_until_it_did(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    stick: Path,
    tmp_path: Path,
) -> None:
    whole = shutil.copytree(stick, tmp_path / "đủ")
    lost_volume(stick)
    headquarters.imports.take_in([stick])
    headquarters.receipts.write(stick)
    laptop.imports.take_in([stick])
    without = row_of(laptop, visit)
    at_headquarters = row_of(headquarters, visit)
    headquarters.imports.take_in([whole])
    headquarters.receipts.write(whole)

    laptop.imports.take_in([whole])
    laptop.imports.take_in([stick])

    assert (without.photos_arrived, without.last_package and without.last_package.receipt) == (
        0,
        "partly",
    )
    assert (at_headquarters.handover, at_headquarters.photos_arrived) == (HandoverState.RECEIVED, 0)
    after = row_of(laptop, visit)
    assert after.last_package is not None
    assert (after.photos_arrived, after.last_package.receipt) == (1, "applied")
    assert after.last_package.photos_missing == 0


def test_a_photo_missing_from_two_packages_is_missing_in_both_receipts(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path, tmp_path: Path
) -> None:
    second = tmp_path / "usb-2"
    second.mkdir()
    laptop.exports.write(second, [visit.id])
    for one in (stick, second):
        lost_volume(one)
        headquarters.imports.take_in([one])

    headquarters.receipts.write(second)
    laptop.imports.take_in([second])

    sent = laptop.handover.of(visit.id).sent
    assert [(one.receipt, one.photos_missing) for one in sent] == [("partly", 1)] * 2
    assert row_of(laptop, visit).photos_arrived == 0


def test_a_receipt_for_another_manifest_counts_for_nothing(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path
) -> None:
    headquarters.imports.take_in([stick])
    with headquarters._store.writing() as work:  # noqa: SLF001 - what no import notes
        (note,) = work.packages.packages("in")
        work.packages.note_package(replace(note, manifest_sha256="0" * 64))
        work.commit()

    headquarters.receipts.write(stick)
    brought = laptop.imports.take_in([stick])

    assert [one.receipts for one in brought] == [0, 0]
    row = row_of(laptop, visit)
    assert (row.handover, row.photos_arrived) == (HandoverState.PACKED, 0)


def test_the_better_of_two_receipts_holds_in_either_order(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path
) -> None:
    (sent,) = laptop.handover.of(visit.id).sent
    with laptop._store.reading() as view:  # noqa: SLF001 - the record a receipt is held against
        note = view.packages.package(sent.package_id)
        (photo,) = view.received.carried(sent.package_id)
    assert note is not None
    refused = Receipt(
        package=note.package_id,
        manifest_sha256=note.manifest_sha256,
        result=ReceiptResult.REJECTED,
        utc="2026-11-20T01:30:00Z",
        counts={},
    )
    partly = replace(refused, result=ReceiptResult.PARTLY, blobs_missing=(photo,))
    whole = replace(refused, result=ReceiptResult.APPLIED)
    found = []
    for order in ((refused, partly, whole), (whole, partly, refused)):
        with laptop._store.writing() as work:  # noqa: SLF001 - nothing was heard yet
            work.packages.note_package(note)
            work.commit()
        for one in order:
            laptop_news(laptop, one)
        (sent,) = laptop.handover.of(visit.id).sent
        found.append((sent.receipt, sent.photos_missing, row_of(laptop, visit).photos_arrived))

    assert stick.exists()
    assert found == [("applied", 0, 1)] * 2
    assert headquarters.receipts.are_written_here


def laptop_news(laptop: Application, receipt: Receipt) -> None:
    NewsReader(laptop._store, laptop.enrolment).keep(  # noqa: SLF001 - past the seal of a package
        News(receipts=(receipt,))
    )


def test_a_package_that_arrived_damaged_is_refused_by_receipt_and_counts_as_not_sent(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path, tmp_path: Path
) -> None:
    whole = shutil.copytree(stick, tmp_path / "lành")
    (data,) = stick.glob("SKT-*/data.age")
    data.write_bytes(data.read_bytes()[:-1])
    (refused,) = headquarters.imports.take_in([stick])
    done = headquarters.receipts.write(stick)
    laptop.imports.take_in([stick])
    told = laptop.handover.of(visit.id)
    headquarters.imports.take_in([whole])
    headquarters.receipts.write(whole)

    laptop.imports.take_in([whole])

    (sent,) = told.sent
    assert refused.error is not None
    assert (done.receipts, done.laptops) == (1, ("doan1/may-01",))
    assert (sent.receipt, sent.reason) == ("rejected", refused.error.text)
    assert (told.row.handover, told.row.unsent > 0) == (HandoverState.PACKED, True)
    assert told.row.photos_arrived == 0
    after = laptop.handover.of(visit.id)
    assert (after.sent[0].receipt, after.sent[0].reason) == ("applied", "")
    assert (after.row.handover, after.row.unsent) == (HandoverState.RECEIVED, 0)


def test_a_forged_package_is_told_to_nobody(
    headquarters: Application, laptop: Application, stick: Path
) -> None:
    (manifest,) = stick.glob("SKT-*/manifest.skt")
    manifest.write_bytes(manifest.read_bytes().replace(b'"number":1', b'"number":2'))

    headquarters.imports.take_in([stick])

    assert laptop.info.role == "field"
    with pytest.raises(NothingToReceipt):
        headquarters.receipts.write(stick)


def test_a_stick_without_packages_carries_the_receipts_of_all(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path, tmp_path: Path
) -> None:
    headquarters.imports.take_in([stick])
    empty = tmp_path / "trống"
    empty.mkdir()

    done = headquarters.receipts.write(empty)
    laptop.imports.take_in([empty])

    assert (done.receipts, done.packages_here) == (1, 0)
    assert row_of(laptop, visit).handover is HandoverState.RECEIVED


def test_a_package_chosen_by_its_folder_has_the_receipt_put_beside_it(
    headquarters: Application, stick: Path
) -> None:
    (package,) = stick.glob("SKT-*")
    headquarters.imports.take_in([package])

    done = headquarters.receipts.write(package)

    assert done.written.place.parent == stick


def test_receipts_of_one_laptop_leave_no_gap_in_what_another_gets(
    laptop: Application,
    headquarters: Application,
    new_application: NewApplication,
    stick: Path,
    tmp_path: Path,
) -> None:
    other = new_application("may-02")
    enrol(headquarters, other, tmp_path, "doan2/may-02")
    headquarters.imports.take_in([stick])
    headquarters.receipts.write(stick)
    assignment = tmp_path / "giao"
    assignment.mkdir()
    headquarters.exports.write(assignment)

    (refused,) = other.imports.take_in([stick.joinpath(place) for place in _receipts(stick)])
    other.imports.take_in([assignment])

    assert laptop.info.role == "field"
    assert refused.error is not None
    assert refused.error.code == "package_for_somebody_else"
    assert other.package_journal.read().missing == ()


def _receipts(stick: Path) -> list[str]:
    kinds = {path.parent.name: path.read_bytes() for path in stick.glob("SKT-*/manifest.skt")}
    return [name for name, manifest in kinds.items() if b'"kind":"receipt"' in manifest]


def test_nothing_taken_in_is_nothing_to_receipt(headquarters: Application, stick: Path) -> None:
    with pytest.raises(NothingToReceipt):
        headquarters.receipts.write(stick)

    assert len(list(stick.iterdir())) == 1


def test_a_laptop_writes_no_receipts(laptop: Application, stick: Path) -> None:
    with pytest.raises(NotHeadquarters):
        laptop.receipts.write(stick)


@pytest.mark.parametrize(
    ("lacking", "aside"),
    [(1_000, 0), (1_001, 0), (0, 100), (0, 101), (50_000, 20_000)],
)
def test_however_much_is_lacking_the_receipt_is_read_and_claims_nothing_too_much(
    lacking: int,
    aside: int,
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    stick: Path,
) -> None:
    (taken,) = headquarters.imports.take_in([stick])
    note_lacking(headquarters, taken.package_id, lacking, aside)
    headquarters.receipts.write(stick)

    told = laptop.imports.take_in([stick])

    assert [one.error for one in told] == [None, None]
    row = row_of(laptop, visit)
    assert row.last_package is not None
    assert (row.last_package.receipt, row.last_package.set_aside) == ("partly", aside)
    assert row.photos_arrived == (1 if lacking <= 1_000 else 0)


def note_lacking(headquarters: Application, package_id: str, photos: int, revisions: int) -> None:
    """Note at headquarters that a package named so much and did not bring it."""
    with headquarters._store.writing() as work:  # noqa: SLF001 - 50,000 photos take too long
        note = work.packages.package(package_id)
        assert note is not None
        work.packages.note_missing_blobs(package_id, [f"{one:064x}" for one in range(photos)])
        why = "“doan1/may-01” không được ghi nội dung này. " * 20
        work.packages.quarantine(
            package_id, [(f"{one:032x}", why, "{}") for one in range(revisions)]
        )
        work.packages.note_package(
            replace(note, photos_missing=photos, set_aside=revisions, result="partly")
        )
        work.commit()


def test_a_receipt_says_how_much_was_taken(headquarters: Application, stick: Path) -> None:
    (taken,) = headquarters.imports.take_in([stick])

    (receipt,) = receipts_of(headquarters)

    assert receipt.counts == {"revisions": taken.new, "blobs": 1}
    assert taken.new > 1


def test_of_more_receipts_than_a_package_may_hold_the_latest_go(
    laptop: Application, headquarters: Application, stick: Path
) -> None:
    (taken,) = headquarters.imports.take_in([stick])
    with headquarters._store.writing() as work:  # noqa: SLF001 - hundreds of packages take too long
        note = work.packages.package(taken.package_id)
        assert note is not None
        for number in range(130):
            other = replace(
                note,
                package_id=f"p-{number}",
                utc_ms=note.utc_ms + number + 1,
                photos_missing=1_000,
            )
            work.packages.note_package(other)
            work.packages.note_missing_blobs(f"p-{number}", [f"{one:064x}" for one in range(1_000)])
        work.commit()

    headquarters.receipts.write(stick)

    assert 100 < len(receipts_of(headquarters)) < 130
    assert receipts_of(headquarters)[0].package == "p-129"
    assert [one.error for one in laptop.imports.take_in([stick])] == [None, None]


def receipts_of(headquarters: Application) -> list[Receipt]:
    """What headquarters says of everybody's packages."""
    keys = headquarters.enrolment.keys()
    with headquarters._store.reading() as view:  # noqa: SLF001 - as a package reads it
        notes = receipt_notes(view, keys.signing)
    return [verify_receipt(note, headquarters.enrolment.keyring()) for note in notes]


def test_a_laptop_that_was_renamed_hears_of_what_it_sent_before(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    stick: Path,
    tmp_path: Path,
) -> None:
    headquarters.imports.take_in([stick])
    enrol(headquarters, laptop, tmp_path, "doan2/may-01")

    headquarters.receipts.write(stick)
    laptop.imports.take_in([stick])

    assert laptop.handover.of(visit.id).sent[0].receipt == "applied"


def test_a_laptop_that_was_enrolled_since_hears_of_what_was_let_in_once(
    application: Application, headquarters: Application, tmp_path: Path
) -> None:
    place = tmp_path / "usb-lạ"
    place.mkdir()
    told = headquarters.headquarters.write_card(place / "the.skt")
    application.enrolment.know(place / "the.skt", told.code)
    visit = begun(application, tmp_path)
    application.exports.write(place)
    headquarters.imports.take_in([place])
    (waiting,) = headquarters.quarantine.waiting()
    headquarters.quarantine.approve(waiting.name, application.enrolment.words().code)
    enrol(headquarters, application, tmp_path, "doan1/may-01")

    headquarters.receipts.write(place)
    application.imports.take_in([place])

    assert application.handover.of(visit.id).sent[0].receipt == "applied"
