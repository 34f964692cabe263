"""Hostile and unlucky packages between whole stores: nothing lost, nothing told, nothing half."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Application, open_application
from app.domain.finding import Finding, FindingFacts, FindingKind
from app.domain.inspection import Inspection
from app.domain.photo import Photo, photo_id
from app.domain.revision import MAX_LAMPORT
from app.errors import AppError, Cancelled
from app.packages.errors import PackageRefused
from app.packages.reader import Receiver, open_package
from app.packages.receipt import ReceiptResult, verify_receipt
from app.packages.records import write_revision
from app.services.inspection_rows import HandoverState
from tests import given
from tests.enrolled import enrol
from tests.fakes import FrozenClock
from tests.inspection_documents import Document, WriteDocument
from tests.packages.forging import Forgery
from tests.packages.given import SMALL, World, revision
from tests.services.conftest import NewApplication, NewStore
from tests.services.test_receipts import lost_volume
from tests.services.test_visits import FACTS, PLAN
from tests.source import ROOT
from tests.store.test_opening import UNSHARE, may_mount


@pytest.fixture
def visit(laptop: Application, document: Document, write_document: WriteDocument) -> Inspection:
    """A visit with one photo, on the laptop."""
    laptop.recording.record(write_document(document))
    (row,) = laptop.inspections.rows()
    return laptop.inspections.get(row.id)


@pytest.fixture
def forge(headquarters: Application, laptop: Application, tmp_path: Path) -> Callable[..., Path]:
    """Lay a package that the enrolled laptop signs, wrong in the way the arguments say."""

    def lay(**wrong: Any) -> Path:  # noqa: ANN401 - any part of a forgery
        world = World(hq=headquarters.enrolment.keys(), laptop=laptop.enrolment.keys())
        number = sum(1 for _ in tmp_path.glob("forged-*"))
        place = tmp_path / f"forged-{number}"
        place.mkdir()
        Forgery(world=world, **wrong).lay(place / f"SKT-{number:012}")
        return place

    return lay


# Writing (rows 60, 67, 70, 71)


@pytest.mark.skipif(not may_mount(), reason="this system lets nobody mount a locked stick")
def test_a_locked_stick_is_told_before_anything_is_built(
    new_store: NewStore, tmp_path: Path, document: Document, write_document: WriteDocument
) -> None:
    folder, stick = tmp_path / "may-01", tmp_path / "usb"
    stick.mkdir()
    new_store(tmp_path / "hq", "hq", "hq")
    new_store(folder, "may-01", "field")
    with open_application(tmp_path / "hq") as hq, open_application(folder) as laptop:
        enrol(hq, laptop, tmp_path, "doan1/may-01")
        laptop.recording.record(write_document(document))
    script = (
        'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && '
        'exec "$3" -m app --store "$2" export --to "$1" --json'
    )

    ran = subprocess.run(
        [*UNSHARE, script, "sh", str(stick), str(folder), sys.executable],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )

    assert ran.returncode == 1
    assert "medium_read_only" in ran.stdout + ran.stderr
    assert list(folder.glob("outgoing/*")) == []
    with open_application(folder) as laptop:
        assert laptop.inspections.rows()[0].last_package is None


class _Meanwhile:
    """Somebody who goes on typing, two texts at once, while a package is written."""

    def __init__(self, laptop: Application, first: Finding, second: Finding) -> None:
        self._store = laptop._store  # noqa: SLF001 - two texts in one commit
        self._findings = first, second
        self._typist = threading.Thread(target=self._type)
        self._has_begun = threading.Event()
        self._is_over = threading.Event()

    def step(self, done: int, total: int, label: str = "") -> None:  # noqa: ARG002 - a Progress
        if not self._has_begun.is_set():
            self._typist.start()
            assert self._has_begun.wait(30)

    def end(self) -> None:
        self._is_over.set()
        if self._typist.is_alive():
            self._typist.join()

    def _type(self) -> None:
        number = 0
        while not self._is_over.is_set():
            number += 1
            with self._store.writing() as work:
                for one in self._findings:
                    work.save(replace(one, text=f"Sau {number}"))
                work.commit()
            self._has_begun.set()


def _found(laptop: Application, visit: Inspection, text: str) -> Finding:
    facts = FindingFacts(kind=FindingKind.SHORTCOMING, area_code="CCHC.3", text=text)
    return laptop.findings.add(visit.id, facts)


def test_a_package_is_one_moment_however_much_is_written_meanwhile(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path
) -> None:
    pair = _found(laptop, visit, "Trước"), _found(laptop, visit, "Trước")
    typing = _Meanwhile(laptop, *pair)

    try:
        laptop.exports.write(stick, progress=typing)
    finally:
        typing.end()

    (brought,) = headquarters.imports.take_in([stick])
    arrived = headquarters.inspections.case_file(visit.id).findings
    written = laptop.inspections.case_file(visit.id).findings
    ids = {one.id for one in pair}
    assert brought.error is None
    assert {one.text for one in arrived if one.id in ids} == {"Trước"}
    assert {one.text[:3] for one in written if one.id in ids} == {"Sau"}
    assert laptop.inspections.rows()[0].unsent > 0
    assert laptop.maintenance.check().is_whole


class _Impatient:
    """A progress of somebody who stops at a step."""

    def __init__(self, step: int) -> None:
        self._left = step

    def step(self, done: int, total: int, label: str = "") -> None:  # noqa: ARG002 - a Progress
        self._left -= 1
        if self._left < 0:
            raise Cancelled


@pytest.mark.parametrize("as_zip", [False, True])
def test_an_export_stopped_at_any_step_is_as_if_it_had_not_begun(
    laptop: Application, visit: Inspection, stick: Path, as_zip: bool
) -> None:
    for number in range(200):
        try:
            laptop.exports.write(stick, progress=_Impatient(number), as_zip=as_zip)
        except Cancelled:
            row = laptop.handover.of(visit.id).row
            assert (list(stick.iterdir()), laptop.exports.kept()) == ([], [])
            assert (list(laptop.folder.glob("outgoing/*")), row.last_package) == ([], None)
        else:
            break

    assert number > 5
    assert laptop.handover.of(visit.id).row.handover is HandoverState.PACKED


def test_nothing_on_a_stick_that_went_there_and_back_names_anybody(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    stick: Path,
    document: Document,
) -> None:
    people = [one["name"] for one in document["participants"]]
    texts = [visit.unit_name, "Cần Đước", "Lê Thị Bình", "Bảng niêm yết", "ảnh 1.jpg", "H15.50"]
    laptop.exports.write(stick)
    laptop.exports.write(stick, as_zip=True)
    headquarters.imports.take_in([stick])
    headquarters.receipts.write(stick)
    headquarters.exports.write(stick)
    headquarters.headquarters.write_card(stick / "the.skt")

    on_it = [str(path.relative_to(stick)).encode() for path in stick.rglob("*")]
    on_it += [path.read_bytes() for path in stick.rglob("*") if path.is_file()]

    assert len(people) == 3
    assert [word for word in (*people, *texts) if any(word.encode() in one for one in on_it)] == []
    (photo,) = laptop.inspections.case_file(visit.id).photos
    original = next(laptop.folder.glob(f"blobs/**/{photo.sha256}")).read_bytes()
    assert not any(original[100:400] in one for one in on_it)


# Reading (rows 95, 99, 100, 103, 104)


def test_a_photo_with_other_bytes_than_its_name_is_missing_in_the_receipt(
    laptop: Application, headquarters: Application, forge: Callable[..., Path], tmp_path: Path
) -> None:
    place = forge(blobs={"0" * 64: b"other"})

    (brought,) = headquarters.imports.take_in([place])
    headquarters.receipts.write(place)

    (answer,) = (one for one in place.iterdir() if not one.name.startswith("SKT-0000"))
    keyring = headquarters.enrolment.keyring()
    receiver = Receiver(keys=laptop.enrolment.keys(), keyring=keyring)
    with open_package(answer, receiver, incoming=tmp_path / "đến", limits=SMALL) as opened:
        (receipt,) = (verify_receipt(note, keyring) for note in opened.receipts)
    assert (brought.error, brought.new, brought.photos_missing) == (None, 1, 1)
    assert (receipt.result, receipt.blobs_missing) == (ReceiptResult.PARTLY, ("0" * 64,))


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00" + os.urandom(3_000),
        b"<html><script>alert(1)</script></html>" * 20,
        b"\x7fELF" + bytes(2_000),
        b"\xff\xd8\xff\xe0" + b"<script>" * 200 + b"PK\x05\x06" + bytes(18),
    ],
    ids=["program", "page", "program of linux", "both a photo and an archive"],
)
def test_what_is_only_named_a_photo_travels_closed_and_is_never_shown(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path, data: bytes
) -> None:
    (laptop.folder / "x.jpg").write_bytes(data)
    with (laptop.folder / "x.jpg").open("rb") as stream:
        sha256 = laptop._vault.put(stream, 1 << 20)  # noqa: SLF001 - no intake would take it
    with laptop._store.writing() as work:  # noqa: SLF001 - see above
        named = given.photo(sha256, inspection_id=visit.id, file_name="ảnh.jpg")
        work.save(replace(named, id=photo_id(visit.id, sha256), size=len(data)))
        work.commit()
    laptop.exports.write(stick)

    (brought,) = headquarters.imports.take_in([stick])

    kept = next(headquarters.folder.glob(f"blobs/**/{sha256}"))
    assert (brought.error, brought.photos_missing) == (None, 0)
    assert kept.read_bytes() == data
    assert not kept.stat().st_mode & 0o111
    for show in (headquarters.photos.thumbnail, headquarters.photos.screen_copy):
        with pytest.raises(AppError):
            show(sha256)
    assert headquarters.maintenance.check().is_whole


def test_two_copies_of_a_package_on_two_sticks_are_one_and_fill_each_other(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path, tmp_path: Path
) -> None:
    other = tmp_path / "usb-2"
    other.mkdir()
    sent = laptop.exports.write(stick)
    laptop.exports.write_again(sent.package_id, other)
    lost_volume(stick)

    first, second = headquarters.imports.take_in([stick, other])

    assert (first.status, first.photos_missing) == ("new", 1)
    assert (second.status, second.new, second.photos_missing) == ("known", 0, 0)
    assert len(headquarters.package_journal.read().entries) == 1
    assert headquarters.inspections.case_file(visit.id) == laptop.inspections.case_file(visit.id)
    assert headquarters.maintenance.check().is_whole


def test_another_package_under_a_number_that_is_known_is_refused_and_told(
    headquarters: Application, forge: Callable[..., Path]
) -> None:
    headquarters.imports.take_in([forge()])
    before = headquarters.package_journal.read().entries
    other = forge(lines=write_revision(revision(2, "khác")))

    (looked,) = headquarters.imports.look([other])
    (taken,) = headquarters.imports.take_in([other])

    for one in (looked, taken):
        assert (one.status, one.new) == ("rejected", 0)
        assert isinstance(one.error, PackageRefused)
        assert "cùng số" in one.error.text
    assert headquarters.package_journal.read().entries == before


def test_the_highest_counter_there_may_be_decides_nothing(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    forge: Callable[..., Path],
    stick: Path,
) -> None:
    laptop.exports.write(stick)
    headquarters.imports.take_in([stick])
    claim = revision(9, "Nơi khác", entity_type="inspection", field_name="place", agg_id=visit.id)
    claim = replace(claim, entity_id=visit.id, lam=MAX_LAMPORT).sealed()
    whole = [{"id": visit.id, "revisions": 1}]
    place = forge(
        lines=write_revision(claim), header=lambda header: header.update(aggregates=whole)
    )

    (brought,) = headquarters.imports.take_in([place])

    (row,) = headquarters.inspections.rows()
    assert (brought.error, brought.new, brought.different) == (None, 1, 1)
    assert row.differences == 1


# Clocks and keys (rows 132, 139)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2001, 1, 1, tzinfo=UTC),
        datetime(2026, 11, 20, tzinfo=UTC) + timedelta(days=200),
        datetime(2099, 12, 31, 23, 59, tzinfo=UTC),
    ],
)
def test_a_laptop_of_another_year_goes_on_working_and_is_believed(
    new_application: NewApplication,
    clock: FrozenClock,
    stick: Path,
    tmp_path: Path,
    moment: datetime,
) -> None:
    hq, laptop = new_application("so-noi-vu", "hq"), new_application("may-01")
    enrol(hq, laptop, tmp_path, "doan1/may-01")
    now, clock.moment = clock.moment, moment
    visit = laptop.inspections.start("28108", PLAN, FACTS, ("MC",))
    laptop.exports.write(stick)
    clock.moment = now

    (brought,) = hq.imports.take_in([stick])
    hq.receipts.write(stick)
    clock.moment = moment
    answers = laptop.imports.take_in([stick])

    assert brought.error is None
    assert [one.error for one in answers] == [None, None]
    assert hq.inspections.get(visit.id) == laptop.inspections.get(visit.id)
    assert laptop.handover.of(visit.id).row.handover is HandoverState.RECEIVED


def test_where_headquarters_lost_everything_laptops_send_all_of_it_to_the_new_one(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    new_application: NewApplication,
    stick: Path,
    tmp_path: Path,
) -> None:
    laptop.exports.write(stick)
    headquarters.imports.take_in([stick])
    new = new_application("so-moi", "hq")
    (tmp_path / "mới").mkdir()
    enrol(new, laptop, tmp_path / "mới", "doan1/may-01")
    other = tmp_path / "usb-2"
    other.mkdir()

    laptop.exports.write(other)

    (old,) = new.imports.take_in([stick])
    (brought,) = new.imports.take_in([other])
    assert old.error is not None
    assert (brought.error, brought.photos_missing) == (None, 0)
    assert new.inspections.case_file(visit.id) == laptop.inspections.case_file(visit.id)
    assert isinstance(new.inspections.case_file(visit.id).photos[0], Photo)
