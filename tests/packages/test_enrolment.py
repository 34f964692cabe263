"""Joining: by words spoken aloud, never because a file came first."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import FileUnreadable
from app.packages.enrolment import (
    EnrolRequest,
    approve,
    is_same_code,
    named_member,
    read_card,
    read_request,
    request_enrolment,
    sign_card,
    spoken_code,
)
from app.packages.errors import (
    EnrolmentRefused,
    MemberExists,
    PackageDamaged,
    PackageForSomebodyElse,
    PackageRefused,
)
from app.packages.note import sign_note
from app.packages.packing import Sender
from app.packages.sealing import open_letter, seal_letter
from app.packages.trust import verify_keyring
from tests.packages.given import CANARY, NOW, SMALL, Desk, World, content


def _request(world: World) -> EnrolRequest:
    note = request_enrolment(world.stranger, NOW, team="team12")
    return read_request(note)


def test_a_laptop_joins_and_its_packages_are_read(desk: Desk) -> None:
    world = desk.world
    request = _request(world)
    named = named_member(request, "team12/device-05", team="team12", person=CANARY)

    keyring = approve(request, world.keyring, request.code, member=named, at=NOW)
    note = keyring.sign(world.root.signing)
    known = verify_keyring(note, world.root.verify_key)
    own = known.member_with(world.stranger.verify_key)
    assert own is not None
    keys = world.stranger.renamed(own.name)
    written = desk.written(content(), Sender(keys=keys, keyring=known))

    with desk.opened(written.place, type(world.receiver())(keys=world.hq, keyring=known)) as got:
        assert got.signer.name == "team12/device-05"


def test_the_code_is_six_plain_words_and_always_the_same(world: World) -> None:
    request = _request(world)

    assert request.code == _request(world).code
    assert len(request.code.split()) == 6
    assert request.code.isascii()


def test_the_code_of_a_text_never_changes() -> None:
    assert spoken_code("Sổ Kiểm Tra") == spoken_code("Sổ Kiểm Tra")
    assert spoken_code("a") == "he ghinh goi ha khung ghi"


@pytest.mark.parametrize("typed", ["HE ghinh-goi  hà\nkhung GHI", "hẻ ghinh gơi ha khung ghi "])
def test_a_code_may_be_typed_with_accents(typed: str) -> None:
    assert is_same_code("he ghinh goi ha khung ghi", typed)


def test_a_code_that_is_another_is_noticed(world: World) -> None:
    request = _request(world)
    named = request.as_guest()

    for typed in ("", request.code[:-1], request.code + " ba", "ba ba ba ba ba ba"):
        with pytest.raises(EnrolmentRefused):
            approve(request, world.keyring, typed, member=named, at=NOW)


def test_another_key_gives_other_words(world: World) -> None:
    other = read_request(request_enrolment(world.other, NOW))

    assert other.code != _request(world).code


def test_the_member_must_have_the_keys_of_the_request(world: World) -> None:
    request = _request(world)
    other = read_request(request_enrolment(world.other, NOW)).as_guest()

    with pytest.raises(EnrolmentRefused):
        approve(request, world.keyring, request.code, member=other, at=NOW)


def test_a_name_in_use_is_not_given_again(world: World) -> None:
    request = _request(world)
    named = named_member(request, "team12/device-03", team="team12", person=CANARY)

    with pytest.raises(MemberExists):
        approve(request, world.keyring, request.code, member=named, at=NOW)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"format":"skt-enrol"', '"format":"skt"'),
        ('"major":1', '"major":9'),
        ('"name":"team12/device-99"', '"name":"hq"'),
        ('"recipient":"age1', '"recipient":"x'),
        ('"verify_key":"team12/', '"verify_key":"team13/'),
    ],
)
def test_a_request_that_is_not_in_order_is_refused(world: World, before: str, after: str) -> None:
    note = request_enrolment(world.stranger, NOW).decode()
    text = note.split("\n")[0].replace(before, after)

    with pytest.raises(EnrolmentRefused):
        read_request(sign_note(text + "\n", world.stranger.signing))


def test_a_request_signed_by_another_is_refused(world: World) -> None:
    note = request_enrolment(world.stranger, NOW).decode()

    with pytest.raises(EnrolmentRefused):
        read_request(sign_note(note.split("\n")[0] + "\n", world.other.signing))


@pytest.mark.parametrize("note", [b"", b"junk", b"x" * 20_000])
def test_junk_is_no_request(note: bytes) -> None:
    with pytest.raises(EnrolmentRefused):
        read_request(note)


def test_a_changed_request_is_refused(world: World) -> None:
    note = request_enrolment(world.stranger, NOW, team="Đoàn Trần An")

    with pytest.raises(EnrolmentRefused):
        read_request(note.replace("Trần".encode(), "Trăn".encode()))


# The card of headquarters


def test_a_laptop_with_only_a_card_can_send_to_headquarters(desk: Desk) -> None:
    world = desk.world
    note = sign_card(world.hq.signing, world.hq.recipient, "Sở Nội vụ", NOW)
    card = read_card(note)
    assert card.root_key == world.hq.verify_key
    assert card.title == "Sở Nội vụ"
    assert len(card.code.split()) == 6

    first = card.first_keyring()
    written = desk.written(content(), Sender(keys=world.stranger, keyring=first))

    guest = _request(world).as_guest()
    with desk.opened(written.place, world.receiver(guests=[guest])) as opened:
        assert opened.revision_count == 1


def test_a_card_signed_by_another_is_refused(world: World) -> None:
    note = sign_card(world.hq.signing, world.hq.recipient, "Sở Nội vụ", NOW).decode()

    with pytest.raises(EnrolmentRefused):
        read_card(sign_note(note.split("\n")[0] + "\n", world.other.signing))
    with pytest.raises(EnrolmentRefused):
        read_card(
            sign_note(note.split("\n")[0].replace('"skt-hq"', '"skt"') + "\n", world.hq.signing)
        )


# Letters: requests and keyrings on a stick


def test_a_letter_is_read_by_whom_it_is_for(world: World, tmp_path: Path) -> None:
    letter = tmp_path / "letter.age"
    letter.write_bytes(seal_letter(CANARY.encode(), [world.hq.recipient]))

    assert open_letter(letter, world.hq.identity) == CANARY.encode()
    assert CANARY.encode() not in letter.read_bytes()
    with pytest.raises(PackageForSomebodyElse):
        open_letter(letter, world.other.identity)


def test_a_damaged_letter_is_refused(world: World, tmp_path: Path) -> None:
    letter = tmp_path / "letter.age"
    letter.write_bytes(seal_letter(CANARY.encode(), [world.hq.recipient])[:-1])

    with pytest.raises(PackageDamaged):
        open_letter(letter, world.hq.identity)


def test_a_letter_that_is_not_there_is_told(world: World, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        open_letter(tmp_path / "none", world.hq.identity)


def test_an_endless_letter_is_refused(world: World, tmp_path: Path) -> None:
    letter = tmp_path / "letter.age"
    letter.write_bytes(b"")
    with letter.open("r+b") as stream:
        stream.truncate(SMALL.small + 1)

    with pytest.raises(PackageRefused):
        open_letter(letter, world.hq.identity)
