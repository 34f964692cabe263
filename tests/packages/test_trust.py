"""The keyring: who counts, who says so, and that it never goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.packages.errors import (
    KeyringOutdated,
    KeyringRefused,
    MemberExists,
    MemberUnknown,
    NotALaptop,
)
from app.packages.keys import DeviceKeys
from app.packages.note import sign_note
from app.packages.trust import Keyring, MemberState, Role, verify_keyring
from tests.packages.given import NOW, World, member


def _signed(world: World, keyring: Keyring) -> bytes:
    return keyring.sign(world.root.signing)


def test_a_keyring_comes_back_as_it_was_signed(world: World) -> None:
    note = _signed(world, world.keyring)

    assert verify_keyring(note, world.root.verify_key) == world.keyring


def test_nobody_but_the_root_signs_keyrings(world: World) -> None:
    note = world.keyring.sign(world.hq.signing)

    with pytest.raises(KeyringRefused):
        verify_keyring(note, world.root.verify_key)


def test_an_older_keyring_is_ignored(world: World) -> None:
    note = _signed(world, world.keyring)

    assert verify_keyring(note, world.root.verify_key, at_least=17).version == 17
    with pytest.raises(KeyringOutdated):
        verify_keyring(note, world.root.verify_key, at_least=18)


def test_a_new_root_is_introduced_by_the_old_one(world: World) -> None:
    new = DeviceKeys.generate("hq-root-2")
    keyring = replace(world.keyring, next_root=new.verify_key.text)
    note = keyring.sign(world.root.signing, new.signing)

    assert verify_keyring(note, world.root.verify_key).next_root == new.verify_key.text
    assert verify_keyring(note, new.verify_key) == keyring
    assert verify_keyring(note, world.root.verify_key, new.verify_key) == keyring


def test_a_member_is_added_at_the_next_version(world: World) -> None:
    stranger = member(world.stranger, Role.DEVICE, "team12")

    keyring = world.keyring.add_member(stranger, NOW + timedelta(days=1))

    assert keyring.version == 18
    assert keyring.utc == "2026-11-21T01:30:00Z"
    assert keyring.member("team12/device-99") == stranger
    assert keyring.member_with(world.stranger.verify_key) == stranger
    assert world.keyring.member_with(world.stranger.verify_key) is None


def test_a_name_in_use_takes_no_other_key(world: World) -> None:
    thief = replace(member(world.stranger.renamed("team12/device-03"), Role.DEVICE))

    with pytest.raises(MemberExists):
        world.keyring.add_member(thief, NOW)


def test_the_same_key_may_change_its_team(world: World) -> None:
    moved = member(world.laptop, Role.DEVICE, "team7")

    keyring = world.keyring.add_member(moved, NOW)

    assert keyring.member("team12/device-03") == moved
    assert len(keyring.members) == 4


def test_a_key_given_another_name_keeps_only_that(world: World) -> None:
    renamed = member(world.laptop.renamed("team12/device-77"), Role.DEVICE, "team12")

    keyring = world.keyring.add_member(renamed, NOW)

    assert keyring.member("team12/device-03") is None
    assert keyring.member_with(world.laptop.verify_key) == renamed
    assert len(keyring.members) == 4


def test_headquarters_does_not_become_a_laptop(world: World) -> None:
    request = member(world.hq.renamed("team12/device-88"), Role.DEVICE, "team12")

    with pytest.raises(NotALaptop):
        world.keyring.add_member(request, NOW)


def test_a_revoked_name_may_get_a_new_key(world: World) -> None:
    repaired = member(world.stranger.renamed("team12/device-03"), Role.DEVICE, "team12")

    keyring = world.keyring.revoke("team12/device-03", NOW).add_member(repaired, NOW)

    assert keyring.member("team12/device-03") == repaired
    assert keyring.version == 19


def test_a_revoked_member_stays_listed_but_hears_nothing(world: World) -> None:
    keyring = world.keyring.revoke("team12/device-03", NOW)

    revoked = keyring.member("team12/device-03")
    assert revoked is not None
    assert revoked.state is MemberState.REVOKED
    assert revoked not in keyring.audience("team12")


def test_nobody_unknown_can_be_revoked(world: World) -> None:
    with pytest.raises(MemberUnknown):
        world.keyring.revoke("team1/device-01", NOW)


def test_a_team_hears_its_own_and_headquarters_hears_all(world: World) -> None:
    assert [each.name for each in world.keyring.audience("team7")] == ["hq", "team7/device-01"]
    assert [each.name for each in world.keyring.audience()] == ["hq"]
    assert len(world.keyring.audience("team7", "team12")) == 4


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"format":"skt-keyring"', '"format":"skt"'),
        ('"major":1', '"major":2'),
        ('"name":"hq"', '"name":"HQ"'),
        ('"name":"hq"', '"name":"qh"'),
        ('"name":"team7/device-01"', '"name":"hq"'),
        ('"role":"hq"', '"role":"god"'),
        ('"recipient":"age1', '"recipient":"age2'),
        ('"version":17', '"version":"17"'),
        ('"verify_key":"hq+', '"verify_key":"hq-'),
    ],
)
def test_a_keyring_that_contradicts_itself_is_refused(
    world: World, before: str, after: str
) -> None:
    text = _signed(world, world.keyring).decode().split("\n")[0]
    assert before in text
    note = sign_note(text.replace(before, after) + "\n", world.root.signing)

    with pytest.raises(KeyringRefused) as caught:
        verify_keyring(note, world.root.verify_key)

    assert caught.value.params["reason"]


def test_a_keyring_with_one_member_twice_is_refused(world: World) -> None:
    keyring = replace(world.keyring, members=world.keyring.members * 2)

    with pytest.raises(KeyringRefused):
        verify_keyring(_signed(world, keyring), world.root.verify_key)


def test_a_name_that_is_given_on_twice_leaves_both_earlier_keys_known(world: World) -> None:
    name = "team12/device-03"
    keyring = world.keyring.revoke(name, NOW)

    for _ in range(2):
        keyring = keyring.add_member(member(DeviceKeys.generate(name), Role.DEVICE), NOW)
        keyring = keyring.revoke(name, NOW)

    names = sorted(one.name for one in keyring.members if name in one.name)
    assert names == [name, f"{name}-cu1", f"{name}-cu2"]
