"""Opening packages: the honest way, and what honest accidents cost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.canonical import spell
from app.domain.revision import Revision, commitment
from app.errors import Cancelled, FileUnwritable
from app.packages import reader
from app.packages.errors import (
    MediumGone,
    NoRoomToOpen,
    PackageDamaged,
    PackageForSomebodyElse,
    PackageFromRevoked,
    PackageFromStranger,
    PackageUnfinished,
)
from app.packages.manifest import PackageKind, read_manifest
from app.packages.packing import Sender
from app.packages.reader import Receiver, open_package, sweep_incoming
from app.packages.sealing import seal_letter, unseal
from app.packages.trust import Role
from tests.fakes import CountedIds
from tests.packages.given import NOW, SMALL, Desk, blob, content, member, revision
from tests.packages.test_sealing import small_files

_NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,20}", fullmatch=True)
_TOKENS = st.from_regex(r"[0-9A-Za-z_-]{1,36}", fullmatch=True)
_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=8,
)


@st.composite
def revisions(draw: st.DrawFn) -> Revision:
    text = spell(draw(_VALUES))
    nonce = draw(st.binary(min_size=16, max_size=16))
    observed = draw(st.none() | st.just(()))
    return Revision(
        agg_id=draw(_TOKENS),
        entity_id=draw(_TOKENS),
        entity_type=draw(_NAMES.filter(lambda name: name not in {"unit", "plan", "checklist"})),
        field=draw(_NAMES),
        origin_id=draw(_TOKENS),
        seq=draw(st.integers(0, 2**53 - 1)),
        lam=draw(st.integers(0, 10**7)),
        parents=(),
        observed=observed,
        commit_hash=commitment(nonce, text),
        value=text,
        nonce=nonce.hex(),
        actor_id=draw(_TEXTS.map(lambda text: spell(text)[1:-1].replace("\\", ""))),
        utc_ms=draw(st.integers(0, 2**41)),
        tz_min=draw(st.integers(-720, 840)),
    ).sealed()


def test_a_package_gives_back_every_revision_and_photo(desk: Desk) -> None:
    sent = [revision(number) for number in range(1, 40)]
    photo = blob(desk.vault, b"\xff\xd8 a photo " * 999)

    written = desk.written(content(sent, blobs=[photo]))

    with desk.opened(written.place) as opened:
        assert list(opened.revisions()) == sent
        assert list(opened.rejected()) == []
        assert opened.revision_count == len(sent)
        assert opened.blobs[photo[0]].read_bytes() == photo[1].read_bytes()
        assert not opened.missing
        assert not opened.damaged_blobs
        assert opened.signer.name == "team12/device-03"
        assert opened.manifest.made_at == NOW
        assert opened.manifest_sha256 == written.package.manifest_sha256
    assert not desk.has_leftovers()


def test_a_package_with_too_many_records_for_memory_gives_back_every_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_FEW", 10)
    sent = [revision(number) for number in range(1, 40)]

    written = desk.written(content(sent))

    with desk.opened(written.place) as opened:
        assert list(opened.revisions()) == sent
        assert list(opened.revisions()) == sent


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sent=st.lists(revisions(), min_size=1, max_size=8, unique_by=lambda each: each.rev_id))
def test_a_round_trip_is_the_identity(desk: Desk, ids: CountedIds, sent: list[Revision]) -> None:
    made = content(sent, package_id=ids.new())

    built = desk.built(made)

    assert not built.revisions_left_out
    with desk.opened(built.folder) as opened:
        assert list(opened.revisions()) == sent


def test_a_package_works_as_a_zip_too(desk: Desk) -> None:
    photo = blob(desk.vault, b"photo")

    written = desk.written(content(blobs=[photo]), as_zip=True)

    assert written.place.suffix == ".zip"
    with desk.opened(written.place) as opened:
        assert list(opened.revisions()) == [revision()]
        assert set(opened.blobs) == {photo[0]}


def test_a_package_can_be_opened_by_a_teammate_and_by_the_sender(desk: Desk) -> None:
    place = desk.written().place

    for keys in (desk.world.teammate, desk.world.laptop):
        with desk.opened(place, desk.world.receiver(keys)) as opened:
            assert opened.revision_count == 1


def test_a_package_keeps_revisions_of_kinds_and_fields_from_the_future(desk: Desk) -> None:
    sent = [revision(1, entity_type="drone_flight"), revision(2, field_name="hologram")]

    with desk.opened(desk.written(content(sent)).place) as opened:
        assert list(opened.revisions()) == sent


def test_a_package_keeps_an_erased_revision_without_its_value(desk: Desk) -> None:
    whole = revision()
    erased = Revision(
        **{
            name: getattr(whole, name)
            for name in Revision.__slots__
            if name not in {"value", "nonce"}
        },
        value=None,
        nonce=None,
    )

    with desk.opened(desk.written(content([erased])).place) as opened:
        assert list(opened.revisions()) == [erased]


def test_a_package_carries_receipts_and_a_keyring_from_headquarters(desk: Desk) -> None:
    made = content(kind=PackageKind.ASSIGN, to=("team12/device-03",))
    made = type(made)(
        **{name: getattr(made, name) for name in made.__slots__}
        | {"receipts": (b"receipt one\n", b"receipt \xe1\xba\xa7\n"), "keyring_note": b"k\n"}
    )

    written = desk.written(made, desk.world.sender(desk.world.hq))

    with desk.opened(written.place, desk.world.receiver(desk.world.laptop)) as opened:
        assert opened.receipts == (b"receipt one\n", b"receipt \xe1\xba\xa7\n")
        assert opened.keyring_note == b"k\n"


def test_headquarters_sets_aside_what_a_laptop_may_not_write(desk: Desk) -> None:
    sent = [revision(1), revision(2, entity_type="plan", agg_id="plan-1"), revision(3)]

    with desk.opened(desk.written(content(sent)).place) as opened:
        assert [each.seq for each in opened.revisions()] == [1, 3]
        rejected = list(opened.rejected())
        assert [each.revision.seq for each in rejected] == [2]
        assert "team12/device-03" in rejected[0].reason
        assert opened.rejected_count == 1
        assert opened.revision_count == 3


def test_a_laptop_takes_everything_from_headquarters(desk: Desk) -> None:
    plan = revision(1, entity_type="plan", agg_id="entity-1")
    made = content([plan], kind=PackageKind.ASSIGN, to=("team12/device-03",))

    place = desk.written(made, desk.world.sender(desk.world.hq)).place

    with desk.opened(place, desk.world.receiver(desk.world.laptop)) as opened:
        assert opened.rejected_count == 0


def test_a_package_for_another_team_stays_shut(desk: Desk) -> None:
    place = desk.written().place

    with pytest.raises(PackageForSomebodyElse):
        desk.opened(place, desk.world.receiver(desk.world.other))

    assert not desk.has_leftovers()


def test_a_stranger_is_named_by_key(desk: Desk) -> None:
    stranger = desk.world.stranger
    place = desk.written(sender=desk.world.sender(stranger)).place

    with pytest.raises(PackageFromStranger) as caught:
        desk.opened(place)

    assert caught.value.params["fingerprint"] == stranger.verify_key.key_id.hex()
    assert "team12/device-99" in caught.value.text


def test_a_stranger_approved_as_a_guest_is_read(desk: Desk) -> None:
    stranger = desk.world.stranger
    place = desk.written(sender=desk.world.sender(stranger)).place
    guest = member(stranger, Role.DEVICE, "team12")

    with desk.opened(place, desk.world.receiver(guests=[guest])) as opened:
        assert opened.signer == guest


def test_a_revoked_laptop_waits_for_headquarters(desk: Desk) -> None:
    place = desk.written().place
    keyring = desk.world.keyring.revoke("team12/device-03", NOW)
    revoked = keyring.member("team12/device-03")
    assert revoked is not None

    with pytest.raises(PackageFromRevoked):
        desk.opened(place, Receiver(keys=desk.world.hq, keyring=keyring))
    approved = Receiver(keys=desk.world.hq, keyring=keyring, guests=(revoked,))

    with desk.opened(place, approved) as opened:
        assert opened.revision_count == 1


def test_a_revoked_laptop_is_no_recipient(desk: Desk) -> None:
    keyring = desk.world.keyring.revoke("team12/device-04", NOW)

    place = desk.written(sender=Sender(keys=desk.world.laptop, keyring=keyring)).place

    with pytest.raises(PackageForSomebodyElse):
        desk.opened(place, desk.world.receiver(desk.world.teammate))


def test_a_folder_without_a_manifest_is_unfinished(desk: Desk) -> None:
    place = desk.written().place
    (place / "manifest.skt").unlink()

    with pytest.raises(PackageUnfinished):
        desk.opened(place)

    assert not desk.has_leftovers()


def test_records_that_are_gone_end_everything(desk: Desk) -> None:
    place = desk.written().place
    (place / "data.age").unlink()

    with pytest.raises(PackageDamaged, match="package_damaged"):
        desk.opened(place)


def test_a_lost_volume_does_not_hold_up_the_records(desk: Desk) -> None:
    photos = [blob(desk.vault, bytes([number]) * 900) for number in range(3)]
    place = desk.written(content(blobs=photos), volume=1300).place
    (place / "blobs-002.age").unlink()

    with desk.opened(place) as opened:
        assert opened.revision_count == 1
        assert len(opened.blobs) == 2
        assert [each.name for each in opened.missing] == ["blobs-002.age"]
        assert set(opened.missing[0].blobs).isdisjoint(opened.blobs)


def test_a_changed_volume_does_not_hold_up_the_records(desk: Desk) -> None:
    photo = blob(desk.vault, b"photo")
    place = desk.written(content(blobs=[photo])).place
    volume = place / "blobs-001.age"
    data = bytearray(volume.read_bytes())
    data[-1] ^= 1
    volume.write_bytes(data)

    with desk.opened(place) as opened:
        assert list(opened.revisions()) == [revision()]
        assert not opened.blobs
        assert opened.missing[0].blobs == (photo[0],)


def test_parts_of_two_packages_cannot_be_mixed(desk: Desk) -> None:
    one = desk.written().place
    two = desk.written(content([revision(2)], package_id="another")).place
    (one / "data.age").write_bytes((two / "data.age").read_bytes())

    with pytest.raises(PackageDamaged):
        desk.opened(one)


def test_a_stick_changed_after_opening_changes_nothing(desk: Desk) -> None:
    place = desk.written().place

    with desk.opened(place) as opened:
        for path in place.iterdir():
            path.write_bytes(b"")
        assert list(opened.revisions()) == [revision()]
        assert (opened.sealed_folder / "data.age").stat().st_size


def test_a_full_disk_is_told_before_anything_is_copied(desk: Desk) -> None:
    place = desk.written().place

    with pytest.raises(NoRoomToOpen):
        desk.opened(place, disk_reserve=1 << 60)

    assert not desk.has_leftovers()


def test_a_link_on_the_stick_is_not_followed(desk: Desk, tmp_path: Path) -> None:
    place = desk.written().place
    elsewhere = tmp_path / "elsewhere"
    (place / "data.age").rename(elsewhere)
    (place / "data.age").symlink_to(elsewhere)

    with pytest.raises(PackageDamaged):
        desk.opened(place)


def test_leftovers_of_a_crash_are_swept(desk: Desk) -> None:
    opened = desk.opened(desk.written().place)
    assert desk.has_leftovers()

    sweep_incoming(desk.incoming)

    assert not desk.has_leftovers()
    opened.close()


def test_everything_unpacked_is_private(desk: Desk) -> None:
    photo = blob(desk.vault, b"photo")

    with desk.opened(desk.written(content(blobs=[photo])).place) as opened:
        unpacked = opened.sealed_folder.parent
        assert not unpacked.stat().st_mode & 0o077
        assert not opened.blobs[photo[0]].stat().st_mode & 0o077


@pytest.mark.parametrize("room", [0, 100, 1_000, 1_700, 3_000, 400_000])
def test_a_disk_that_fills_up_on_the_way_is_told(desk: Desk, room: int) -> None:
    sent = [revision(number) for number in range(1, 20)]
    photo = blob(desk.vault, os.urandom(500_000))
    place = desk.written(content(sent, blobs=[photo])).place

    with small_files(room), pytest.raises(FileUnwritable):
        desk.opened(place)

    assert not desk.has_leftovers()
    with desk.opened(place) as opened:
        assert opened.revision_count == len(sent)


def test_an_incoming_folder_that_cannot_be_made_is_told(desk: Desk) -> None:
    place = desk.written().place
    (desk.root / "file").write_bytes(b"")

    with pytest.raises(FileUnwritable):
        open_package(place, desk.world.receiver(), incoming=desk.root / "file" / "in")


class _Watcher:
    """A progress that does something the first time a package is so far copied."""

    def __init__(self, act: Callable[[], None], done: int = 1) -> None:
        self._act = act
        self._done = done

    def step(self, done: int, total: int, label: str = "") -> None:  # noqa: ARG002 - a Progress
        if done >= self._done:
            self._act()


def test_a_stick_pulled_while_reading_is_gone(desk: Desk) -> None:
    photos = [blob(desk.vault, bytes([number]) * 900) for number in range(3)]
    place = desk.written(content(blobs=photos), volume=1000).place

    def pull() -> None:
        shutil.rmtree(place, ignore_errors=True)

    with open_package(
        place,
        desk.world.receiver(),
        incoming=desk.incoming,
        progress=_Watcher(pull),
        limits=SMALL,
    ) as opened:
        assert opened.revision_count == 1
        assert len(opened.missing) == 3


def test_a_stick_pulled_before_the_records_is_gone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = desk.written().place
    usage = shutil.disk_usage

    def pull_and_tell(path: Path) -> object:
        shutil.rmtree(place, ignore_errors=True)
        return usage(path)

    # The room is looked at between the manifest and the records.
    monkeypatch.setattr(shutil, "disk_usage", pull_and_tell)

    with pytest.raises(MediumGone):
        desk.opened(place)


def test_reading_can_be_stopped_at_any_step(desk: Desk) -> None:
    photo = blob(desk.vault, b"photo")
    place = desk.written(content([revision(1), revision(2)], blobs=[photo])).place
    for after in range(100):
        left = iter(range(after))

        def stop(left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise Cancelled

        try:
            opened = open_package(
                place,
                desk.world.receiver(),
                incoming=desk.incoming,
                progress=_Watcher(stop, 0),
                limits=SMALL,
            )
        except Cancelled:
            assert not desk.has_leftovers()
        else:
            opened.close()
            assert after > 5
            return
    pytest.fail("it never came to its end")


def test_records_sealed_again_by_somebody_are_not_those_signed(desk: Desk) -> None:
    place = desk.written().place
    whole = (place / "data.age").read_bytes()
    plain = desk.root / "plain"
    size = read_manifest((place / "manifest.skt").read_bytes()).manifest.data.plain_size
    unseal(place / "data.age", plain, desk.world.hq.identity, plain_size=size)
    again = b""
    # The library adds a stanza of random length, so the length is met by trying.
    while len(again) != len(whole):
        again = seal_letter(plain.read_bytes(), [desk.world.hq.recipient] * 3)

    (place / "data.age").write_bytes(again)

    with pytest.raises(PackageDamaged):
        desk.opened(place)


def test_a_part_that_reads_badly_once_is_read_again(desk: Desk) -> None:
    photo = blob(desk.vault, os.urandom(3_000_000))
    place = desk.written(content(blobs=[photo])).place
    volume = place / "blobs-001.age"
    whole = volume.read_bytes()
    contents = iter([whole[: 1 << 20], whole])

    def flicker() -> None:
        if (now := next(contents, None)) is not None:
            volume.write_bytes(now)

    with open_package(
        place,
        desk.world.receiver(),
        incoming=desk.incoming,
        progress=_Watcher(flicker, 1 << 20),
        limits=SMALL,
    ) as opened:
        assert set(opened.blobs) == {photo[0]}
        assert next(contents, None) is None
