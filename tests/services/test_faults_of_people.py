"""Lost keys, lost sticks, forgotten passphrases, laptops that nobody enrolled."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

import pytest
from docx import Document as WordFile

from app.bootstrap import Application
from app.packages.errors import KeysMissing
from app.packages.holding import hold
from app.services.enrolment import GivenName
from app.services.inspection_rows import HandoverState
from tests.enrolled import enrol
from tests.inspection_documents import Document, WriteDocument
from tests.services.conftest import NewApplication

PASSPHRASE = " ".join(("mưa", "rào", "tháng", "bảy"))


@pytest.fixture
def hq(new_application: NewApplication) -> Application:
    return new_application("so-noi-vu", "hq")


@pytest.fixture
def laptop(
    application: Application, document: Document, write_document: WriteDocument
) -> Application:
    """A laptop with a visit, enrolled nowhere."""
    application.recording.record(write_document(document))
    return application


def stick(home: Path, name: str = "usb") -> Path:
    place = home / name
    place.mkdir()
    return place


def lose_keys(store: Application) -> None:
    """Let the desktop's key ring have had the keys, and have lost them."""
    file = store.folder / "identity" / "keys.skt"
    record = json.loads(file.read_bytes())
    record |= {"protection": "desktop", "secret": ""}
    file.write_bytes(json.dumps(record, sort_keys=True, separators=(",", ":")).encode())


def test_a_lost_stick_is_made_good_by_the_next_one(
    hq: Application, laptop: Application, tmp_path: Path
) -> None:
    enrol(hq, laptop, tmp_path, "doan1/may-01")
    lost = laptop.exports.write(stick(tmp_path, "mất"))

    second = laptop.exports.write(stick(tmp_path))
    (brought,) = hq.imports.take_in([tmp_path / "usb"])

    (row,) = laptop.inspections.rows()
    assert row.handover is HandoverState.PACKED
    assert (second.revisions, second.photos) == (lost.revisions, lost.photos)
    assert (brought.error, brought.photos_missing) == (None, 0)
    assert hq.inspections.case_file(row.id).answers == laptop.inspections.case_file(row.id).answers


def test_keys_that_the_key_ring_lost_leave_the_data_and_are_not_made_anew_unasked(
    hq: Application, laptop: Application, tmp_path: Path
) -> None:
    enrol(hq, laptop, tmp_path, "doan1/may-01")
    lose_keys(laptop)

    with pytest.raises(KeysMissing):
        laptop.exports.write(stick(tmp_path))
    with pytest.raises(KeysMissing):
        laptop.enrolment.request(tmp_path / "xin.skt")

    assert len(laptop.inspections.rows()) == 1


def test_with_new_keys_the_same_laptop_is_enrolled_again_and_loses_nothing(
    hq: Application, laptop: Application, tmp_path: Path
) -> None:
    enrol(hq, laptop, tmp_path, "doan1/may-01")
    lose_keys(laptop)
    hq.headquarters.revoke("doan1/may-01")

    asked = laptop.enrolment.request(tmp_path / "xin.skt", new_keys=True)
    told = hq.enrolment.approve(
        tmp_path / "xin.skt",
        asked.code,
        GivenName(name="doan1/may-01", team="doan1"),
        answer=tmp_path / "a",
    )
    laptop.enrolment.accept(tmp_path / "a", told.code)
    laptop.exports.write(stick(tmp_path))
    (brought,) = hq.imports.take_in([tmp_path / "usb"])

    assert brought.error is None
    assert (laptop.folder / "identity" / "keys-1.skt").exists()
    assert laptop.enrolment.standing().is_member


def test_whoever_forgot_the_passphrase_keeps_keys_and_laptops_by_the_sheet(
    hq: Application, laptop: Application, tmp_path: Path
) -> None:
    enrol(hq, laptop, tmp_path, "doan1/may-01")
    hq.headquarters.protect(PASSPHRASE)
    hq.headquarters.write_sheet(tmp_path / "phieu.docx")
    hq.headquarters.lock()
    (table,) = WordFile(str(tmp_path / "phieu.docx")).tables

    state = hq.headquarters.restore([row.cells[1].text for row in table.rows], PASSPHRASE[::-1])

    hq.headquarters.lock()
    hq.headquarters.unlock(PASSPHRASE[::-1])
    laptop.exports.write(stick(tmp_path))
    (brought,) = hq.imports.take_in([tmp_path / "usb"])
    assert (state.members, state.is_set_up) == (2, True)
    assert brought.error is None


def test_an_older_keyring_beside_the_sheet_takes_nobody_away(
    hq: Application, laptop: Application, tmp_path: Path
) -> None:
    hq.enrolment.keyring()
    older = tmp_path / "cũ.skt"
    older.write_bytes(hq.enrolment.keyring_note() or b"")
    enrol(hq, laptop, tmp_path, "doan1/may-01")
    sheet = hq.enrolment.keys().recovery_sheet()

    state = hq.headquarters.restore(list(sheet), PASSPHRASE, older)

    assert state.members == 2


def test_an_assignment_brings_nothing_to_a_laptop_that_knows_no_headquarters(
    hq: Application, new_application: NewApplication, tmp_path: Path
) -> None:
    enrol(hq, new_application("may-02"), tmp_path, "doan1/may-02")
    stranger = new_application("may-09")
    hq.exports.write(stick(tmp_path))

    (brought,) = stranger.imports.take_in([tmp_path / "usb"])

    assert brought.error is not None
    assert brought.new == 0
    assert stranger.inspections.rows() == []


def test_a_strangers_stick_names_nobody(
    hq: Application, laptop: Application, tmp_path: Path
) -> None:
    told = hq.headquarters.write_card(tmp_path / "the.skt")
    laptop.enrolment.know(tmp_path / "the.skt", told.code)
    (row,) = laptop.inspections.rows()
    people = [one.name for one in laptop.inspections.case_file(row.id).participants]

    written = laptop.exports.write(stick(tmp_path))

    data = b"".join(file.read_bytes() for file in written.place.iterdir())
    assert (written.place / "request.skt").exists()
    assert people
    for name in (row.unit_name, *people):
        assert name.encode() not in data


def test_no_more_than_fifty_packages_of_strangers_wait(
    hq: Application, laptop: Application, tmp_path: Path
) -> None:
    told = hq.headquarters.write_card(tmp_path / "the.skt")
    laptop.enrolment.know(tmp_path / "the.skt", told.code)
    place = laptop.exports.write(stick(tmp_path)).place
    shelf = tmp_path / "shelf"
    for number in range(49):
        (shelf / f"SKT-{number:012x}").mkdir(parents=True)

    first = hold(place, shelf)
    second = hold(laptop.exports.write(stick(tmp_path, "usb-2")).place, shelf)

    assert first is not None
    assert second is None
    assert len(list(shelf.iterdir())) == 50


@pytest.mark.skipif(os.name == "nt", reason="links there need rights")
def test_a_link_in_a_strangers_package_is_not_followed(
    hq: Application, laptop: Application, tmp_path: Path
) -> None:
    told = hq.headquarters.write_card(tmp_path / "the.skt")
    laptop.enrolment.know(tmp_path / "the.skt", told.code)
    place = laptop.exports.write(stick(tmp_path)).place
    secret = hq.folder / "identity" / "keys.skt"
    for name in ("request.skt", "data.age"):
        (place / name).unlink()
        (place / name).symlink_to(secret)

    hq.imports.take_in([tmp_path / "usb"])

    held = [file.read_bytes() for file in hq.imports.shelf.rglob("*") if file.is_file()]
    assert secret.read_bytes() not in held


def test_neither_keys_nor_passphrase_stand_in_the_log(
    hq: Application, laptop: Application, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    enrol(hq, laptop, tmp_path, "doan1/may-01")
    hq.headquarters.protect(PASSPHRASE)
    sheet = hq.enrolment.keys().recovery_sheet()
    laptop.exports.write(stick(tmp_path))
    hq.imports.take_in([tmp_path / "usb"])

    said = caplog.text + repr(hq.enrolment.keys()) + repr(laptop.enrolment.keys())
    for secret in ("AGE-SECRET-KEY", PASSPHRASE, *(line[:9] for line in sheet)):
        assert secret not in said
