"""Building packages: what cannot travel is left out and named, the rest goes."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import Cancelled, FileUnwritable
from app.packages.built import reopen_built, sweep_outgoing
from app.packages.enrolment import read_card, sign_card
from app.packages.errors import MemberUnknown, NobodyToSealFor, PackageRefused, PackageTooLarge
from app.packages.packing import Sender, build_package
from app.packages.trust import Keyring, Role
from tests.packages.given import CANARY, NOW, SMALL, Desk, blob, content, member, revision
from tests.packages.test_sealing import small_files


def test_a_damaged_photo_is_left_out_and_named(desk: Desk) -> None:
    sound = blob(desk.vault, b"sound")
    damaged = blob(desk.vault, b"was sound")
    damaged[1].write_bytes(b"is not")
    missing = ("0" * 64, desk.vault / "none")

    built = desk.built(content(blobs=[sound, damaged, missing]))

    assert built.blobs == (sound[0],)
    assert {each.id for each in built.blobs_left_out} == {damaged[0], missing[0]}
    assert all(each.reason for each in built.blobs_left_out)
    with desk.opened(built.folder) as opened:
        assert set(opened.header.blobs_left_out) == {damaged[0], missing[0]}


def test_a_photo_too_large_for_the_format_is_left_out(desk: Desk) -> None:
    large = blob(desk.vault, b"12345")

    built = desk.built(content(blobs=[large]), blob=4)

    assert [each.id for each in built.blobs_left_out] == [large[0]]


def test_a_damaged_revision_is_left_out_and_named(desk: Desk) -> None:
    sound, damaged = revision(1), replace(revision(2), value='"forged"')

    built = desk.built(content([damaged, sound]))

    assert built.revision_ids == (sound.rev_id,)
    assert [each.id for each in built.revisions_left_out] == [damaged.rev_id]
    with desk.opened(built.folder) as opened:
        assert list(opened.revisions()) == [sound]


def test_photos_fill_volumes_one_after_the_other(desk: Desk) -> None:
    photos = [blob(desk.vault, os.urandom(1000)) for _ in range(7)]

    built = desk.built(content(blobs=photos), volume=4000)

    names = [part.name for part in built.manifest.parts]
    assert names == ["data.age", "blobs-001.age", "blobs-002.age", "blobs-003.age"]
    with desk.opened(built.folder) as opened:
        assert {path.read_bytes() for path in opened.blobs.values()} == {
            path.read_bytes() for _, path in photos
        }


def test_the_same_photo_twice_travels_once(desk: Desk) -> None:
    photo = blob(desk.vault, b"photo")

    assert desk.built(content(blobs=[photo, photo])).blobs == (photo[0],)


@pytest.mark.parametrize("limit", ["blobs", "lines", "records", "header", "small"])
def test_what_does_not_fit_the_format_is_refused_whole(desk: Desk, limit: str) -> None:
    photos = [blob(desk.vault, b"one"), blob(desk.vault, b"two")]
    made = replace(content([revision(1), revision(2)], blobs=photos), receipts=(b"r\n",))

    limits = {limit: 1}

    with pytest.raises(PackageTooLarge):
        desk.built(made, None, **limits)

    assert not any(desk.outgoing.iterdir())


def test_a_package_is_for_the_own_team_and_headquarters(desk: Desk) -> None:
    names = {each.name for each in desk.world.sender().recipients(())}

    assert names == {"hq", "team12/device-03", "team12/device-04"}


def test_a_package_may_be_for_named_members(desk: Desk) -> None:
    hq = desk.world.sender(desk.world.hq)

    assert [each.name for each in hq.recipients(["team7/device-01"])] == ["team7/device-01"]
    with pytest.raises(MemberUnknown):
        hq.recipients(["team9/device-01"])


def test_a_revoked_member_cannot_be_addressed(desk: Desk) -> None:
    keyring = desk.world.keyring.revoke("team7/device-01", NOW)

    with pytest.raises(MemberUnknown):
        Sender(keys=desk.world.hq, keyring=keyring).recipients(["team7/device-01"])


def test_a_laptop_without_a_team_sends_to_headquarters(desk: Desk) -> None:
    loner = member(desk.world.stranger, Role.DEVICE)
    keyring = desk.world.keyring.add_member(loner, NOW)

    sender = Sender(keys=desk.world.stranger, keyring=keyring)

    assert [each.name for each in sender.recipients(())] == ["hq"]


def test_a_package_for_nobody_is_not_made(desk: Desk) -> None:
    empty = Keyring(version=0, members=(), utc="2026-11-01T00:00:00Z")

    with pytest.raises(NobodyToSealFor):
        desk.built(sender=Sender(keys=desk.world.laptop, keyring=empty))

    assert not any(desk.outgoing.iterdir())


def test_a_package_for_a_broken_key_is_not_made(desk: Desk) -> None:
    card = read_card(sign_card(desk.world.hq.signing, "age1" + "q" * 58, "Sở", NOW))

    with pytest.raises(NobodyToSealFor):
        desk.built(sender=Sender(keys=desk.world.laptop, keyring=card.first_keyring()))

    assert not any(desk.outgoing.iterdir())


def test_a_package_is_never_built_over_another(desk: Desk) -> None:
    built = desk.built()
    before = (built.folder / "manifest.skt").read_bytes()

    with pytest.raises(FileUnwritable):
        desk.built(content([revision(2)]))

    assert (built.folder / "manifest.skt").read_bytes() == before


def test_a_disk_that_refuses_is_told(desk: Desk) -> None:
    (desk.root / "file").write_bytes(b"")

    with pytest.raises(FileUnwritable):
        build_package(content(), desk.world.sender(), outgoing=desk.root / "file", limits=SMALL)


@pytest.mark.parametrize("room", [10, 1_000, 100_000])
def test_a_disk_that_fills_up_while_packing_leaves_nothing(desk: Desk, room: int) -> None:
    photo = blob(desk.vault, os.urandom(300_000))

    with small_files(room), pytest.raises(FileUnwritable):
        desk.built(content(blobs=[photo]))

    assert not any(desk.outgoing.iterdir())


class _Stopper:
    """Stops at the n-th report."""

    def __init__(self, after: int) -> None:
        self._left = after

    def step(self, done: int, total: int, label: str = "") -> None:  # noqa: ARG002 - a Progress
        self._left -= 1
        if self._left < 0:
            raise Cancelled


def test_stopping_at_any_step_leaves_nothing(desk: Desk) -> None:
    made = content([revision(1), revision(2)], blobs=[blob(desk.vault, b"photo")])
    for after in range(100):
        try:
            build_package(
                made,
                desk.world.sender(),
                outgoing=desk.outgoing,
                progress=_Stopper(after),
                limits=SMALL,
            )
        except Cancelled:
            assert not any(desk.outgoing.iterdir())
        else:
            assert after > 4
            return
    pytest.fail("it never came to its end")


def test_what_is_built_can_be_reopened(desk: Desk) -> None:
    built = desk.built()

    again = reopen_built(built.folder)

    assert again == built
    assert again.revision_ids
    assert sum(again.aggregates.values()) == len(again.revision_ids)


def test_a_damaged_list_of_what_is_carried_is_told(desk: Desk) -> None:
    built = desk.built()
    (built.folder / "carried.json").write_bytes(b"{")

    with pytest.raises(PackageRefused):
        reopen_built(built.folder)


def test_nothing_plain_stays_on_the_disk(desk: Desk) -> None:
    built = desk.built(content(blobs=[blob(desk.vault, CANARY.encode())]))

    for path in built.folder.rglob("*"):
        assert path.is_file()
        assert CANARY.encode() not in path.read_bytes()


def test_a_half_built_package_is_swept_and_a_finished_one_kept(desk: Desk) -> None:
    built = desk.built()
    (built.folder / "plain").mkdir()
    half = desk.outgoing / "half"
    half.mkdir()
    (half / "data.age").write_bytes(b"x")
    stray: Path = desk.outgoing / "note.txt"
    stray.write_bytes(b"")

    sweep_outgoing(desk.outgoing)
    sweep_outgoing(desk.root / "none")

    assert {path.name for path in desk.outgoing.iterdir()} == {built.folder.name, "note.txt"}
    assert not (built.folder / "plain").exists()
