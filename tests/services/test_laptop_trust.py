"""What a laptop believes of its headquarters: one at a time, and never back to what was."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.packages.errors import EnrolmentRefused, KeyringRefused
from app.packages.keys import DeviceKeys
from app.packages.note import SigningKey
from app.packages.trust import Keyring
from app.services.enrolment import ANSWER, GivenName, HeadquartersTrustsItself
from app.services.identity import KEYRING
from tests.packages.given import CANARY
from tests.services.conftest import NewApplication


@pytest.fixture
def office(new_application: NewApplication) -> Application:
    return new_application("so-noi-vu", "hq")


@pytest.fixture
def laptop(new_application: NewApplication) -> Application:
    return new_application("may-01")


def answered(office: Application, laptop: Application, place: Path) -> str:
    """Let headquarters answer a laptop's request; return the words of headquarters."""
    place.mkdir()
    asked = laptop.enrolment.request(place / "xin.skt", team="doan1")
    given = GivenName(name=f"doan1/{laptop.info.name}", team="doan1", person=CANARY)
    return office.enrolment.approve(place / "xin.skt", asked.code, given, answer=place).code


def renew(laptop: Application, keyring: Keyring, *roots: SigningKey) -> None:
    laptop.enrolment.renew(keyring.sign(*roots))


# Older answers


def test_an_answer_of_long_ago_brings_no_withdrawn_key_back(
    office: Application, laptop: Application, new_application: NewApplication, tmp_path: Path
) -> None:
    other = new_application("may-02")
    answered(office, other, tmp_path / "khac")
    words = answered(office, laptop, tmp_path / "cu")
    laptop.enrolment.accept(tmp_path / "cu", words)
    withdrawn = office.headquarters.revoke("doan1/may-02")
    note = office.enrolment.keyring_note()
    assert note is not None
    laptop.enrolment.renew(note)

    keyring = laptop.enrolment.accept(tmp_path / "cu", words)

    assert keyring == laptop.enrolment.keyring() == withdrawn


def test_an_answer_with_a_newer_keyring_is_taken(
    office: Application, laptop: Application, tmp_path: Path
) -> None:
    laptop.enrolment.accept(tmp_path / "một", answered(office, laptop, tmp_path / "một"))
    words = answered(office, laptop, tmp_path / "hai")

    laptop.enrolment.accept(tmp_path / "hai", words)

    assert laptop.enrolment.keyring() == office.enrolment.keyring()


def test_a_keyring_damaged_here_is_mended_by_an_answer(
    office: Application, laptop: Application, tmp_path: Path
) -> None:
    words = answered(office, laptop, tmp_path / "a")
    laptop.enrolment.accept(tmp_path / "a", words)
    (laptop.folder / "identity" / KEYRING).write_bytes(b"rubbish")

    laptop.enrolment.accept(tmp_path / "a", words)

    assert laptop.enrolment.keyring() == office.enrolment.keyring()


# Another headquarters


def test_the_card_of_another_headquarters_begins_trust_anew(
    office: Application, laptop: Application, new_application: NewApplication, tmp_path: Path
) -> None:
    laptop.enrolment.accept(tmp_path / "a", answered(office, laptop, tmp_path / "a"))
    other = new_application("so-khac", "hq")
    told = other.headquarters.write_card(tmp_path / "the.skt")

    laptop.enrolment.know(tmp_path / "the.skt", told.code)

    standing = laptop.enrolment.standing()
    assert (standing.has_headquarters, standing.is_member) == (True, False)
    (only,) = laptop.enrolment.keyring().members
    assert only.recipient == other.enrolment.keys().recipient


def test_the_card_of_the_same_headquarters_changes_nothing(
    office: Application, laptop: Application, tmp_path: Path
) -> None:
    laptop.enrolment.accept(tmp_path / "a", answered(office, laptop, tmp_path / "a"))
    told = office.headquarters.write_card(tmp_path / "the.skt")

    laptop.enrolment.know(tmp_path / "the.skt", told.code)

    assert laptop.enrolment.keyring() == office.enrolment.keyring()


def test_an_answer_of_another_headquarters_takes_the_laptop_there(
    office: Application, laptop: Application, new_application: NewApplication, tmp_path: Path
) -> None:
    laptop.enrolment.accept(tmp_path / "a", answered(office, laptop, tmp_path / "a"))
    other = new_application("so-khac", "hq")

    laptop.enrolment.accept(tmp_path / "b", answered(other, laptop, tmp_path / "b"))

    assert laptop.enrolment.keyring() == other.enrolment.keyring()


def test_headquarters_takes_no_card_and_no_answer(
    office: Application, laptop: Application, new_application: NewApplication, tmp_path: Path
) -> None:
    other = new_application("so-khac", "hq")
    told = other.headquarters.write_card(tmp_path / "the.skt")
    words = answered(other, laptop, tmp_path / "a")
    before = office.enrolment.keyring()

    with pytest.raises(HeadquartersTrustsItself):
        office.enrolment.know(tmp_path / "the.skt", told.code)
    with pytest.raises(HeadquartersTrustsItself):
        office.enrolment.accept(tmp_path / "a", words)

    assert office.enrolment.keyring() == before


# What lies on the stick


def test_neither_the_request_nor_the_answer_names_a_person(
    office: Application, laptop: Application, tmp_path: Path
) -> None:
    answered(office, laptop, tmp_path / "a")

    (member,) = [one for one in office.headquarters.members() if not one.is_headquarters]
    written = b"".join(file.read_bytes() for file in (tmp_path / "a").iterdir())
    assert member.person == CANARY
    assert CANARY.encode() not in written


def test_an_answer_for_another_laptop_is_refused_and_names_the_reason(
    office: Application, laptop: Application, new_application: NewApplication, tmp_path: Path
) -> None:
    words = answered(office, new_application("may-02"), tmp_path / "a")

    with pytest.raises(EnrolmentRefused) as caught:
        laptop.enrolment.accept(tmp_path / "a", words)

    assert "máy khác" in caught.value.text
    assert not laptop.enrolment.standing().has_headquarters


@pytest.mark.parametrize("length", [0, 1, 100, 400, -1])
def test_an_answer_cut_short_is_refused_and_the_laptop_stays_as_it_was(
    length: int, office: Application, laptop: Application, tmp_path: Path
) -> None:
    words = answered(office, laptop, tmp_path / "a")
    file = tmp_path / "a" / ANSWER
    file.write_bytes(file.read_bytes()[:length])

    with pytest.raises(EnrolmentRefused):
        laptop.enrolment.accept(tmp_path / "a", words)

    assert not laptop.enrolment.standing().has_headquarters


# A new root key


@pytest.fixture
def roots(office: Application, laptop: Application, tmp_path: Path) -> tuple[SigningKey, ...]:
    """The root in use and two that follow; the laptop is enrolled and heard of the next one."""
    laptop.enrolment.accept(tmp_path / "a", answered(office, laptop, tmp_path / "a"))
    first = office.enrolment.keys().signing
    second, third = (DeviceKeys.generate(name).signing for name in ("hq-2", "hq-3"))
    named = replace(office.enrolment.keyring(), version=10, next_root=second.verify_key.text)
    renew(laptop, named, first, second)
    return first, second, third


def version(laptop: Application) -> int:
    return laptop.enrolment.keyring().version


def test_a_new_root_that_the_old_one_named_signs_from_then_on(
    laptop: Application, roots: tuple[SigningKey, ...]
) -> None:
    first, second, third = roots
    keyring = laptop.enrolment.keyring()

    renew(laptop, replace(keyring, version=11, next_root=third.verify_key.text), second)
    then = version(laptop)
    renew(laptop, replace(keyring, version=12, next_root=""), third)

    assert (then, version(laptop)) == (11, 12)
    for old in (first, second):
        with pytest.raises(KeyringRefused):
            renew(laptop, replace(keyring, version=13), old)


def test_while_both_sign_the_old_root_still_counts(
    laptop: Application, roots: tuple[SigningKey, ...]
) -> None:
    first, second, _third = roots

    renew(laptop, replace(laptop.enrolment.keyring(), version=11), first, second)
    renew(laptop, replace(laptop.enrolment.keyring(), version=12), first)

    assert version(laptop) == 12


def test_a_root_that_nobody_named_signs_nothing(
    laptop: Application, roots: tuple[SigningKey, ...]
) -> None:
    keyring = laptop.enrolment.keyring()

    with pytest.raises(KeyringRefused):
        renew(laptop, replace(keyring, version=11), roots[2])

    assert version(laptop) == 10


def test_a_keyring_whose_next_root_is_no_key_is_refused(
    laptop: Application, roots: tuple[SigningKey, ...]
) -> None:
    keyring = laptop.enrolment.keyring()

    with pytest.raises(KeyringRefused):
        renew(laptop, replace(keyring, version=11, next_root="no key"), roots[0])

    assert version(laptop) == 10


@pytest.mark.parametrize("written", ["roots.txt", KEYRING])
def test_power_lost_in_the_change_of_the_root_leaves_one_that_reads(
    written: str, laptop: Application, roots: tuple[SigningKey, ...], tmp_path: Path
) -> None:
    """The files are written roots, keyring, roots: the state after each is a state that reads."""
    first, second, _third = roots
    folder = laptop.folder / "identity"
    before = shutil.copytree(folder, tmp_path / "trước")
    newer = replace(laptop.enrolment.keyring(), version=11, next_root="")
    renew(laptop, newer, second)
    (folder / "roots.txt").write_text(
        f"{first.verify_key.text}\n{second.verify_key.text}\n", "utf-8"
    )
    if written == "roots.txt":
        shutil.copy(before / KEYRING, folder / KEYRING)

    assert version(laptop) == (10 if written == "roots.txt" else 11)
    renew(laptop, replace(newer, version=12), second)
    assert version(laptop) == 12
    with pytest.raises(KeyringRefused):
        renew(laptop, replace(newer, version=13), first)
