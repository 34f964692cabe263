"""Hostile packages in the ways that the other files leave out (`faults` D and F)."""

from __future__ import annotations

import json
import os
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.revision import Revision, commitment
from app.errors import AppError
from app.packages import reader
from app.packages.enrolment import read_card, read_request, request_enrolment, sign_card
from app.packages.errors import (
    KeyringRefused,
    PackageForSomebodyElse,
    PackageFromStranger,
    PackageNotAllowed,
)
from app.packages.keys import DeviceKeys
from app.packages.manifest import read_manifest
from app.packages.note import sign_note
from app.packages.receipt import Receipt, ReceiptResult, verify_receipt
from app.packages.records import write_revision
from app.packages.sealing import unseal
from app.packages.trust import verify_keyring
from tests.packages.forging import Forgery, zipped
from tests.packages.given import NOW, Desk, World, blob, content, revision
from tests.packages.test_hostile import forge as forge  # noqa: PLC0414 - a fixture
from tests.packages.test_hostile import refuses

_MIB: Final = 1 << 20


def _line(made: Revision, **changed: object) -> bytes:
    """Spell a revision with some keys changed, whatever a writer would say to that."""
    plain = json.loads(write_revision(revision(made.seq)))
    facts = {
        "id": made.rev_id,
        "commit": made.commit_hash,
        "entity": made.entity_id,
        "type": made.entity_type,
    }
    plain |= {**facts, "lam": made.lam, "parents": sorted(made.parents), **changed}
    return msgspec.json.encode(plain, order="sorted") + b"\n"


def _line_with_value(spelt: str) -> bytes:
    """Spell a revision whose value is whatever it is, its commitment and its identity right.

    It is of a kind that only a later version knows, so that any value fits.
    """
    made = revision(1, entity_type="later_kind")
    commit = commitment((1).to_bytes(16, "big"), spelt)
    return _line(
        replace(made, value=spelt, commit_hash=commit).sealed(), value=msgspec.Raw(spelt.encode())
    )


def _with_member(container: bytes, name: bytes) -> bytes:
    """Add a member whose name no zip library would write so."""
    stand_in = "n" * len(name)
    target = BytesIO(container)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as members:
        members.writestr(zipfile.ZipInfo(stand_in, (1980, 1, 1, 0, 0, 0)), b"evil")
    return target.getvalue().replace(stand_in.encode(), name)


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.parent.rglob("*") if "incoming" not in path.parts}


# Names that lead elsewhere (row 87)

_BAD_NAMES: Final = {
    "parent folder": b"../evil.jsonl",
    "absolute": b"/root/evil.jsonl",
    "drive": b"C:/evil.jsonl",
    "backslash": b"..\\evil.jsonl",
    "letter zero": b"keyring.skt\0x",
    "device of windows": b"CON",
    "decomposed letter": "e\u0301vil.jsonl".encode(),
    "trailing dot": b"keyring.skt.",
    "trailing space": b"keyring.skt ",
    "other case": b"KEYRING.SKT",
    "stream of windows": b"keyring.skt:x",
    "empty": b"",
}


@pytest.mark.parametrize("name", _BAD_NAMES.values(), ids=_BAD_NAMES)
def test_a_member_whose_name_leads_elsewhere_is_refused(
    desk: Desk, forge: Callable[..., Path], name: bytes
) -> None:
    place = forge(records=lambda container: _with_member(container, name))
    before = _files(desk.root)

    refuses(desk, place)

    assert _files(desk.root) == before


@pytest.mark.parametrize(
    "start", ["../../../", "/root/", "C:/", "..\\..\\", "CON.", "a\0", "e\u0301"]
)
def test_a_photo_whose_name_leads_elsewhere_costs_its_volume_and_is_written_nowhere(
    desk: Desk, forge: Callable[..., Path], start: str
) -> None:
    sha256 = blob(desk.vault, b"photo")[0]
    name = start.encode().ljust(len(sha256), b"x")
    place = forge(
        blobs={sha256: b"photo"},
        volume=lambda container: container.replace(sha256.encode(), name),
    )
    before = _files(desk.root)

    with desk.opened(place) as opened:
        assert [one.blobs for one in opened.missing] == [(sha256,)]
        assert (opened.revision_count, opened.damaged_blobs) == (1, [])
    assert _files(desk.root) == before


# Who signed, and for whom (rows 75, 130, 136, 140)


def test_a_namesake_of_a_member_with_another_key_is_a_stranger(
    desk: Desk, world: World, forge: Callable[..., Path]
) -> None:
    namesake = DeviceKeys.generate(world.laptop.name)

    place = forge(signer=namesake)

    refuses(desk, place, PackageFromStranger)


@pytest.mark.parametrize("kind", ["assign", "correction", "receipt", "keyring"])
def test_a_laptop_hears_from_no_teammate_what_only_headquarters_says(
    desk: Desk, world: World, forge: Callable[..., Path], kind: str
) -> None:
    def says(what: dict[str, Any]) -> None:
        what["kind"] = kind

    place = forge(manifest=says, header=says, recipients=[world.teammate.recipient])

    with pytest.raises(PackageNotAllowed):
        desk.opened(place, world.receiver(world.teammate))
    assert not desk.has_leftovers()


def test_the_key_of_another_team_opens_no_part_even_past_every_check(
    desk: Desk, world: World
) -> None:
    place = desk.written(content(blobs=[blob(desk.vault, b"photo")])).place
    parts = read_manifest((place / "manifest.skt").read_bytes()).manifest.parts

    for part in parts:
        sealed, plain = place / part.name, desk.root / "plain"
        with pytest.raises(PackageForSomebodyElse):
            unseal(sealed, plain, world.other.identity, plain_size=part.plain_size)
        assert not plain.exists()
        unseal(sealed, plain, world.teammate.identity, plain_size=part.plain_size)
        plain.unlink()


def test_a_keyring_signed_twice_by_one_root_or_by_a_former_one_is_refused(world: World) -> None:
    note = world.keyring.sign(world.root.signing)
    new = DeviceKeys.generate("hq-root-2")

    with pytest.raises(KeyringRefused):
        verify_keyring(note + note.split(b"\n\n")[1], world.root.verify_key)
    with pytest.raises(KeyringRefused):
        verify_keyring(note, new.verify_key)


# What exhausts a laptop (rows 80, 83, 84, 98)


def _peak(act: Callable[[], object]) -> int:
    """Return the most memory that some work took at once."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _bomb(_: bytes) -> bytes:
    files = {"revs.jsonl": bytes(200 * _MIB), "header.json": b"{}"}
    return zipped(files)


def _huge(manifest: dict[str, Any]) -> None:
    manifest["parts"][0]["plain_size"] = 500 * _MIB


@pytest.mark.parametrize(
    "wrong",
    [
        {"records": _bomb},
        {"manifest": _huge},
        {"lines": b'{"id":"' + os.urandom(15 * _MIB).hex().encode() + b'"}\n'},
    ],
    ids=["bomb", "length that lies", "line of 30 MiB"],
)
def test_what_would_fill_the_memory_is_refused_without_filling_it(
    desk: Desk, forge: Callable[..., Path], wrong: dict[str, Any]
) -> None:
    place = forge(**wrong)

    peak = _peak(lambda: refuses(desk, place))

    assert peak < 12 * _MIB


def test_a_flood_of_records_is_read_in_little_memory(
    desk: Desk, forge: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_FEW", 100)
    lines = b"".join(write_revision(revision(number, "a" * 2_000)) for number in range(1, 6_000))
    place = forge(lines=lines)

    def read() -> None:
        with desk.opened(place) as opened:
            assert sum(1 for _ in opened.revisions()) == 5_999

    assert _peak(read) < len(lines) / 2


# Records (rows 91, 94)


@pytest.mark.parametrize(("count", "is_taken"), [(4_096, True), (4_097, False)])
def test_a_record_follows_only_so_many_others(
    desk: Desk, forge: Callable[..., Path], count: int, is_taken: bool
) -> None:
    parents = tuple(f"{number:032}" for number in range(count))
    place = forge(lines=_line(revision(1, parents=parents)))

    if is_taken:
        with desk.opened(place) as opened:
            assert opened.revision_count == 1
    else:
        refuses(desk, place)


def test_records_cannot_follow_themselves_or_each_other(desk: Desk) -> None:
    first = revision(1)
    second = revision(2, parents=(first.rev_id,))

    itself = _line(first, parents=[first.rev_id])
    circle = _line(first, parents=[second.rev_id]) + _line(second)

    for number, lines in enumerate((itself, circle)):
        place = Forgery(world=desk.world, lines=lines).lay(desk.root / f"SKT-{number:012}")
        refuses(desk, place)


@pytest.mark.parametrize("text", ["trước\u202esau", "không\u200bcách", "\u2066a\u2069", "😀"])
def test_letters_that_turn_or_hide_arrive_as_they_were_typed(desk: Desk, text: str) -> None:
    with desk.opened(desk.written(content([revision(1, text)])).place) as opened:
        (arrived,) = opened.revisions()

    assert json.loads(arrived.value or "") == text


_VALUES: Final = {
    "of 7 levels in its record": ("[" * 7 + "]" * 7, True),
    "of 8 levels in its record": ("[" * 8 + "]" * 8, False),
    "of the longest text": (f'"{"a" * 100_000}"', True),
    "of a longer text": (f'"{"a" * 100_001}"', False),
    **{
        f"with the letter {letter!a}": (json.dumps(f"before{letter}after"), False)
        for letter in "\0\x07\x1b\x7f\x85\r\ud800"
    },
    "with the same spelt out": ('"before\x85after"', False),
    "decomposed": ('"e\u0301"', False),
    "with a line feed": (r'"a\nb"', True),
    "of the largest number": ("9007199254740991", True),
    "of a larger number": ("9007199254740992", False),
    "of a fraction": ("1.5", False),
    "of no number": ("NaN", False),
    "with a key twice": ('{"a":1,"a":1}', False),
    "with keys out of order": ('{"b":1,"a":1}', False),
}


@pytest.mark.parametrize(("value", "is_taken"), _VALUES.values(), ids=_VALUES)
def test_a_value_is_taken_only_as_the_format_allows_though_all_else_is_right(
    desk: Desk, forge: Callable[..., Path], value: str, is_taken: bool
) -> None:
    place = forge(lines=_line_with_value(value))

    if is_taken:
        with desk.opened(place) as opened:
            assert [one.value for one in opened.revisions()] == [value]
    else:
        refuses(desk, place)


# Bytes at random in everything that is parsed (row 108)

_CHANGES: Final = st.lists(
    st.tuples(
        st.integers(0, 4_000), st.integers(0, 4), st.sampled_from(b' ,:"{}[]\\0-1.eEabu\xcc/')
    ),
    min_size=1,
    max_size=4,
)
_FUZZ: Final = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _changed(data: bytes, changes: list[tuple[int, int, int]]) -> bytes:
    line = bytearray(data)
    for place, removed, byte in changes:
        at = place % len(line)
        line[at : at + removed] = bytes([byte])
    return bytes(line)


@_FUZZ
@given(changes=_CHANGES)
def test_whatever_a_signed_note_says_it_is_read_or_refused_with_words(
    world: World, changes: list[tuple[int, int, int]]
) -> None:
    receipt = Receipt(
        package="p",
        manifest_sha256="a" * 64,
        result=ReceiptResult.PARTLY,
        utc="2026-11-20T01:30:00Z",
        blobs_missing=("b" * 64,),
        counts={"blobs": 1},
    )
    hq, laptop = world.hq, world.laptop
    notes: list[tuple[bytes, DeviceKeys, Callable[[bytes], object]]] = [
        (receipt.sign(hq.signing), hq, lambda note: verify_receipt(note, world.keyring)),
        (
            world.keyring.sign(world.root.signing),
            world.root,
            lambda note: verify_keyring(note, world.root.verify_key),
        ),
        (request_enrolment(laptop, NOW), laptop, read_request),
        (sign_card(hq.signing, hq.recipient, "Sở", NOW), hq, read_card),
    ]

    for note, keys, read in notes:
        text = _changed(note.split(b"\n\n")[0], changes).decode("utf-8", "replace")
        with suppress(AppError):
            read(sign_note(text + "\n", keys.signing))
        with suppress(AppError):
            read(_changed(note, changes))


@_FUZZ
@given(
    changes=_CHANGES,
    name=st.sampled_from(["header.json", "receipts.jsonl", "revs.jsonl"]),
)
def test_whatever_stands_in_the_records_they_are_read_or_refused_with_words(
    desk: Desk, changes: list[tuple[int, int, int]], name: str
) -> None:
    def header_changed(container: bytes) -> bytes:
        with zipfile.ZipFile(BytesIO(container)) as members:
            files = {one: members.read(one) for one in members.namelist()}
        return zipped({**files, "header.json": _changed(files["header.json"], changes)})

    wrong: dict[str, Any] = {
        "header.json": {"records": header_changed},
        "revs.jsonl": {"lines": _changed(write_revision(revision()), changes)},
        "receipts.jsonl": {"files": {"receipts.jsonl": _changed(b'"note\\n"\n', changes)}},
    }
    number = sum(1 for _ in desk.stick.iterdir())
    place = Forgery(world=desk.world, **wrong[name]).lay(desk.stick / f"SKT-{number:012}")

    with suppress(AppError):
        desk.opened(place).close()
    assert not desk.has_leftovers()
