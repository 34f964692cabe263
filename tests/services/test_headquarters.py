"""Headquarters' keys: under a passphrase, on a sheet that was typed back, and restored from it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document as WordFile

from app.bootstrap import Application, open_application
from app.packages.errors import (
    KeyringRefused,
    KeysLocked,
    KeysSealed,
    MemberUnknown,
    RecoveryMistyped,
)
from app.packages.keys import Protection
from app.services.headquarters import KeysInUse, PassphraseTooShort, SheetOfOthers
from app.services.office import NotHeadquarters
from tests.enrolled import enrol
from tests.inspection_documents import Document, WriteDocument
from tests.services.conftest import NewApplication

PASSPHRASE = " ".join(("mưa", "rào", "tháng", "bảy"))


@pytest.fixture
def hq(new_application: NewApplication) -> Application:
    return new_application("so-noi-vu", "hq")


def sheet_of(hq: Application, folder: Path) -> list[str]:
    """Print the sheet and read its lines off the page."""
    target = folder / f"{hq.info.name}.docx"
    hq.headquarters.write_sheet(target)
    (table,) = WordFile(str(target)).tables
    return [row.cells[1].text for row in table.rows]


def test_a_new_headquarters_is_not_set_up_until_its_sheet_was_typed_back(
    hq: Application, tmp_path: Path
) -> None:
    before = hq.headquarters.state()
    protected = hq.headquarters.protect(PASSPHRASE)

    after = hq.headquarters.rehearse(sheet_of(hq, tmp_path))

    assert (before.is_set_up, before.is_open) == (False, True)
    assert (protected.protection, protected.is_set_up) == (Protection.PASSPHRASE, False)
    assert (after.is_set_up, after.is_open, after.members) == (True, True, 1)


def test_under_a_passphrase_nothing_is_signed_or_opened_until_it_is_typed(
    hq: Application, stick: Path
) -> None:
    hq.headquarters.protect(PASSPHRASE)
    hq.close()

    with open_application(hq.folder) as again:
        with pytest.raises(KeysSealed):
            again.exports.write(stick)
        with pytest.raises(KeysLocked):
            again.headquarters.unlock("mưa rào tháng tám")
        closed = again.headquarters.state()
        opened = again.headquarters.unlock(PASSPHRASE)
        again.exports.write(stick)
        again.headquarters.lock()
        with pytest.raises(KeysSealed):
            again.enrolment.keys()

    assert (closed.is_open, opened.is_open) == (False, True)


@pytest.mark.parametrize("words", ["", "ngắn quá", " " * 30])
def test_a_passphrase_that_is_guessed_soon_is_refused(hq: Application, words: str) -> None:
    with pytest.raises(PassphraseTooShort):
        hq.headquarters.protect(words)

    assert hq.headquarters.state().protection is Protection.FILE


def test_one_wrong_letter_is_found_in_its_line_and_nothing_counts(
    hq: Application, tmp_path: Path
) -> None:
    lines = sheet_of(hq, tmp_path)
    other = "A" if lines[2][0] != "A" else "B"
    lines[2] = other + lines[2][1:]

    with pytest.raises(RecoveryMistyped) as caught:
        hq.headquarters.rehearse(lines)

    assert caught.value.params["line"] == 3
    assert not hq.headquarters.state().is_rehearsed


def test_the_sheet_of_another_headquarters_is_told(
    hq: Application, new_application: NewApplication, tmp_path: Path
) -> None:
    other = new_application("so-khac", "hq")

    with pytest.raises(SheetOfOthers):
        hq.headquarters.rehearse(sheet_of(other, tmp_path))


def test_a_new_computer_goes_on_where_the_broken_one_stood(
    hq: Application,
    new_application: NewApplication,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    laptop, stick = new_application("may-01"), tmp_path / "usb"
    enrol(hq, laptop, tmp_path, "doan1/may-01")
    lines = sheet_of(hq, tmp_path)
    laptop.recording.record(write_document(document))
    stick.mkdir()
    laptop.exports.write(stick)
    new = new_application("may-moi", "hq")
    answer = tmp_path / "ghi-danh-doan1-may-01" / "keyring.age"

    state = new.headquarters.restore(lines, PASSPHRASE, answer)

    (taken,) = new.imports.take_in([stick])
    assert (state.is_set_up, state.members) == (True, 2)
    assert (taken.error, taken.signer) == (None, "doan1/may-01")
    assert new.headquarters.state().protection is Protection.PASSPHRASE


def test_without_a_keyring_the_restored_headquarters_begins_anew(
    hq: Application, new_application: NewApplication, tmp_path: Path
) -> None:
    new = new_application("may-moi", "hq")

    state = new.headquarters.restore(sheet_of(hq, tmp_path), PASSPHRASE)

    assert state.members == 1
    assert new.enrolment.keys().recipient == hq.enrolment.keys().recipient


def test_keys_that_laptops_trust_are_never_replaced(
    hq: Application, new_application: NewApplication, application: Application, tmp_path: Path
) -> None:
    enrol(hq, application, tmp_path, "doan1/may-01")
    other = new_application("so-khac", "hq")
    before = hq.enrolment.keys().recipient

    with pytest.raises(KeysInUse):
        hq.headquarters.restore(sheet_of(other, tmp_path), PASSPHRASE)

    assert hq.enrolment.keys().recipient == before


def test_a_keyring_that_these_keys_did_not_sign_restores_nothing(
    hq: Application, new_application: NewApplication, application: Application, tmp_path: Path
) -> None:
    enrol(hq, application, tmp_path, "doan1/may-01")
    other, new = new_application("so-khac", "hq"), new_application("may-moi", "hq")
    before = new.enrolment.keys().recipient

    with pytest.raises(KeyringRefused):
        new.headquarters.restore(
            sheet_of(other, tmp_path),
            PASSPHRASE,
            tmp_path / "ghi-danh-doan1-may-01" / "keyring.age",
        )

    assert new.enrolment.keys().recipient == before


def test_a_revoked_laptop_hears_nothing_more_and_what_was_accepted_is_noted(
    hq: Application,
    application: Application,
    stick: Path,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    enrol(hq, application, tmp_path, "doan1/may-01")
    application.recording.record(write_document(document))
    application.exports.write(stick)
    hq.imports.take_in([stick])

    keyring = hq.headquarters.revoke("doan1/may-01")

    member = keyring.member("doan1/may-01")
    assert member is not None
    assert not member.is_active
    assert member.last_seq > 0
    assert hq.exports.readers() == ()
    assert [one.is_active for one in hq.headquarters.members()] == [True, False]


@pytest.mark.parametrize("name", ["hq", "doan9/may-09"])
def test_nobody_unknown_and_not_headquarters_itself_is_revoked(hq: Application, name: str) -> None:
    with pytest.raises(MemberUnknown):
        hq.headquarters.revoke(name)


def test_a_laptop_has_none_of_this(application: Application, tmp_path: Path) -> None:
    service = application.headquarters

    for act in (
        service.state,
        service.members,
        lambda: service.protect(PASSPHRASE),
        lambda: service.unlock(PASSPHRASE),
        lambda: service.write_sheet(tmp_path / "a.docx"),
        lambda: service.rehearse([]),
        lambda: service.restore([], PASSPHRASE),
        lambda: service.revoke("hq"),
        lambda: service.write_card(tmp_path / "the.skt"),
    ):
        with pytest.raises(NotHeadquarters):
            act()


@pytest.mark.parametrize("has_keyring", [True, False])
def test_after_a_restore_laptops_hear_of_withdrawals_again(
    has_keyring: bool,
    hq: Application,
    new_application: NewApplication,
    tmp_path: Path,
) -> None:
    laptop, lost = new_application("may-01"), new_application("may-02")
    enrol(hq, laptop, tmp_path, "doan1/may-01")
    old = tmp_path / "ghi-danh-doan1-may-01" / "keyring.age"
    enrol(hq, lost, tmp_path, "doan1/may-02")
    for _again in range(3):
        hq.headquarters.revoke("doan1/may-02")
    stick = tmp_path / "usb"
    stick.mkdir()
    hq.exports.write(stick)
    laptop.imports.take_in([stick])
    new = new_application("may-moi", "hq")
    new.headquarters.restore(sheet_of(hq, tmp_path), PASSPHRASE, old if has_keyring else None)
    if not has_keyring:
        shutil.rmtree(old.parent)
        enrol(new, laptop, tmp_path, "doan1/may-01")
    third = new_application("may-03")
    enrol(new, third, tmp_path, "doan1/may-03")
    new.headquarters.revoke("doan1/may-03")

    again = tmp_path / "usb-2"
    again.mkdir()
    new.exports.write(again)
    (taken,) = laptop.imports.take_in([again])

    assert taken.error is None
    assert laptop.enrolment.keyring().version == new.enrolment.keyring().version
    withdrawn = laptop.enrolment.keyring().member("doan1/may-03")
    assert withdrawn is not None
    assert not withdrawn.is_active
