"""Packages that accidents and enemies make: refused whole, and nothing is left behind."""

from __future__ import annotations

import hashlib
import io
import operator
import os
import struct
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AppError
from app.packages.errors import (
    PackageDamaged,
    PackageForged,
    PackageForSomebodyElse,
    PackageNeedsNewer,
    PackageNotAllowed,
    PackageRefused,
    PackageSignatureBad,
    PackageUnfinished,
)
from app.packages.limits import LIMITS
from app.packages.note import sign_note
from app.packages.reader import open_package
from app.packages.records import write_revision
from app.packages.sealing import seal_letter
from tests.packages.forging import Forgery, zipped
from tests.packages.given import CANARY, SMALL, Desk, World, blob, content, revision


@pytest.fixture
def forge(desk: Desk) -> Callable[..., Path]:
    """Lay a package that is wrong in the way the arguments say."""

    def lay(**wrong: Any) -> Path:  # noqa: ANN401 - any part of a forgery
        return Forgery(world=desk.world, **wrong).lay(desk.stick / "SKT-000000000000")

    return lay


def refuses(desk: Desk, place: Path, kind: type[AppError] = PackageRefused) -> None:
    """Demand that a package is refused for this reason, in words, leaving nothing."""
    with pytest.raises(kind) as caught:
        desk.opened(place)

    assert caught.value.text
    assert not desk.has_leftovers()


def test_the_forger_can_also_write_a_right_package(desk: Desk, forge: Callable[..., Path]) -> None:
    place = forge(blobs={hashlib.sha256(b"photo").hexdigest(): b"photo"})

    with desk.opened(place) as opened:
        assert list(opened.revisions()) == [revision()]
        assert len(opened.blobs) == 1


# Cut and changed on the way


def test_a_manifest_cut_at_any_byte_is_refused(desk: Desk) -> None:
    manifest = desk.written().place / "manifest.skt"
    whole = manifest.read_bytes()

    for length in range(len(whole)):
        manifest.write_bytes(whole[:length])
        refuses(desk, manifest.parent, AppError)


def test_a_manifest_with_any_byte_changed_is_refused(desk: Desk) -> None:
    manifest = desk.written().place / "manifest.skt"
    whole = manifest.read_bytes()

    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        manifest.write_bytes(changed)
        refuses(desk, manifest.parent, AppError)


def test_records_cut_or_changed_at_any_byte_are_refused(desk: Desk) -> None:
    data = desk.written().place / "data.age"
    whole = data.read_bytes()

    for place in range(0, len(whole), 17):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        for damaged in (whole[:place], bytes(changed)):
            data.write_bytes(damaged)
            refuses(desk, data.parent, PackageDamaged)


def test_sealed_records_cut_at_any_byte_are_refused_even_when_signed_so(
    desk: Desk, world: World
) -> None:
    length = len(Forgery(world=world).lay(desk.root / "probe").joinpath("data.age").read_bytes())

    for number, size in enumerate(range(0, length - 300, 61)):
        wrong = Forgery(world=world, sealed=operator.itemgetter(slice(size)))
        place = wrong.lay(desk.stick / f"SKT-{number:012x}")
        refuses(desk, place, AppError)


def test_a_longer_part_is_not_copied_to_its_end(desk: Desk) -> None:
    data = desk.written().place / "data.age"
    signed_size = data.stat().st_size
    data.write_bytes(data.read_bytes() + bytes(5 << 20))
    copied = [0]

    class Counter:
        def step(self, done: int, total: int, label: str = "") -> None:  # noqa: ARG002 - a Progress
            copied.append(done)

    with pytest.raises(PackageDamaged):
        open_package(
            data.parent,
            desk.world.receiver(),
            incoming=desk.incoming,
            progress=Counter(),
            limits=SMALL,
        )

    assert max(copied) <= signed_size


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(junk=st.binary(max_size=400))
def test_junk_for_a_manifest_is_refused(desk: Desk, junk: bytes) -> None:
    place = desk.stick / "SKT-0123456789ab"
    place.mkdir(exist_ok=True)
    (place / "manifest.skt").write_bytes(junk)

    refuses(desk, place)


# The manifest


@pytest.mark.parametrize(
    "change",
    [
        {"major": 2},
        {"min_reader": 2},
        {"must_understand": ["video"]},
    ],
)
def test_a_newer_format_asks_for_a_newer_program(
    desk: Desk, forge: Callable[..., Path], change: dict[str, object]
) -> None:
    refuses(desk, forge(manifest=lambda manifest: manifest.update(change)), PackageNeedsNewer)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "zip"},
        {"kind": "party"},
        {"utc": "2026-13-01T00:00:00Z"},
        {"utc": "9999-12-31T23:59:59Z"},
        {"utc": "0001-01-01T00:00:00Z"},
        {"utc": "yesterday"},
        {"origin_seq": -1},
        {"origin_seq": 1.5},
        {"origin_seq": 2**60},
        {"origin_seq": True},
        {"number": -1},
        {"number": 10**6},
        {"package": "../../etc"},
        {"package": "a\n"},
        {"parts": []},
        {"to": ["zz"]},
        {"parts": [{"name": "../x.age", "size": 1, "sha256": "0" * 64, "plain_size": 1}]},
        {"parts": [{"name": "data.age", "size": 1, "sha256": "A" * 64, "plain_size": 1}]},
        {"parts": [{"name": "data.age", "size": 1 << 40, "sha256": "0" * 64, "plain_size": 1}]},
        {"parts": [{"name": "data.age", "size": 1, "sha256": "0" * 64, "plain_size": 1 << 40}]},
        {"parts": [{"name": "blobs-001.age", "size": 1, "sha256": "0" * 64, "plain_size": 1}]},
        {"parts": [{"name": "data.age", "size": 1, "sha256": "0" * 64, "plain_size": 1}] * 2},
        {"keyring": None},
    ],
)
def test_an_impossible_manifest_is_refused(
    desk: Desk, forge: Callable[..., Path], change: dict[str, object]
) -> None:
    refuses(desk, forge(manifest=lambda manifest: manifest.update(change)))


def test_a_manifest_may_say_more_than_this_version_knows(
    desk: Desk, forge: Callable[..., Path]
) -> None:
    place = forge(
        manifest=lambda manifest: manifest.update({"mood": "good"}),
        header=lambda header: header.update({"weather": "rain"}),
    )

    with desk.opened(place) as opened:
        assert opened.revision_count == 1


@pytest.mark.parametrize("text", ["[]\n", "{}\n", '{"format":"skt"}\n', "[[[\n", "{\n", "x\n\ny\n"])
def test_a_signed_text_that_is_no_manifest_is_refused(
    desk: Desk, forge: Callable[..., Path], text: str
) -> None:
    place = forge()
    (place / "manifest.skt").write_bytes(sign_note(text, desk.world.laptop.signing))

    refuses(desk, place)


def test_a_manifest_with_spaces_is_refused(desk: Desk, forge: Callable[..., Path]) -> None:
    place = forge()
    text = (place / "manifest.skt").read_text().split("\n")[0].replace(",", ", ")
    (place / "manifest.skt").write_bytes(sign_note(text + "\n", desk.world.laptop.signing))

    refuses(desk, place)


def test_a_manifest_signed_twice_is_refused(desk: Desk, forge: Callable[..., Path]) -> None:
    place = forge()
    text = (place / "manifest.skt").read_text().split("\n")[0] + "\n"
    keys = (desk.world.laptop.signing, desk.world.teammate.signing)
    (place / "manifest.skt").write_bytes(sign_note(text, *keys))

    refuses(desk, place)


def test_a_manifest_without_end_is_not_read_to_its_end(
    desk: Desk, forge: Callable[..., Path]
) -> None:
    place = forge()
    with (place / "manifest.skt").open("ab") as stream:
        stream.truncate(1 << 40)

    refuses(desk, place)


# Signatures


def test_another_members_signature_over_a_manifest_is_bad(
    desk: Desk, forge: Callable[..., Path]
) -> None:
    place = forge()
    note = (place / "manifest.skt").read_bytes()
    (place / "manifest.skt").write_bytes(
        note.replace(b'"origin_seq":1000000', b'"origin_seq":1000001')
    )

    refuses(desk, place, PackageSignatureBad)


def test_parts_signed_again_by_another_laptop_are_forged(
    desk: Desk, forge: Callable[..., Path]
) -> None:
    place = forge(signer=desk.world.teammate, inner_signer=desk.world.laptop)

    refuses(desk, place, PackageForged)


@pytest.mark.parametrize(
    "change",
    [
        {"package": "other"},
        {"kind": "receipt"},
        {"origin": "0000000000000000"},
        {"origin_seq": 99},
        {"to": []},
        {"blobs": [{"sha256": "0" * 64, "size": 1, "volume": "blobs-007.age"}]},
        {"files": []},
        {"revisions": 2},
        {"aggregates": [{"id": "inspection-1", "revisions": 2}]},
        {"aggregates": []},
    ],
)
def test_an_inside_that_contradicts_its_outside_is_forged(
    desk: Desk, forge: Callable[..., Path], change: dict[str, object]
) -> None:
    refuses(desk, forge(header=lambda header: header.update(change)), PackageForged)


@pytest.mark.parametrize("kind", ["assign", "receipt", "keyring"])
def test_a_laptop_cannot_speak_for_headquarters(
    desk: Desk, forge: Callable[..., Path], kind: str
) -> None:
    place = forge(manifest=lambda manifest: manifest.update({"kind": kind}))

    refuses(desk, place, PackageNotAllowed)


# Seals


def test_records_sealed_for_another_but_addressed_here_are_refused(
    desk: Desk, forge: Callable[..., Path]
) -> None:
    other = desk.world.other.recipient
    place = forge(sealed=lambda _: seal_letter(b"x", [other]))

    refuses(desk, place, PackageForSomebodyElse)


def test_a_package_addressed_elsewhere_is_not_opened_even_if_it_could_be(
    desk: Desk, forge: Callable[..., Path]
) -> None:
    def readdress(what: dict[str, Any]) -> None:
        what["to"] = ["00000000"]

    refuses(desk, forge(manifest=readdress, header=readdress), PackageForSomebodyElse)


def _stanzas(count: int) -> bytes:
    line = b"-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n"
    body = b"EmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U\n"
    return b"age-encryption.org/v1\n" + (line + body) * count + b"--- mac\n"


@pytest.mark.parametrize(
    "head",
    [
        _stanzas(129),
        _stanzas(50_000),
        b"age-encryption.org/v1\n-> scrypt bBjlhJVYZeE4aqUdmtRHfw 30\n" + b"A" * 43 + b"\n--- x\n",
        b"age-encryption.org/v1\n-> X25519 " + b"A" * 10_000_000 + b"\n--- x\n",
        b"age-encryption.org/v2\n--- x\n",
        b"-----BEGIN AGE ENCRYPTED FILE-----\n",
        b"\n",
    ],
)
def test_a_dangerous_seal_is_refused_before_it_is_tried(
    desk: Desk, forge: Callable[..., Path], head: bytes
) -> None:
    place = forge(sealed=lambda data: head + data)
    start = time.perf_counter()

    refuses(desk, place)

    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("lie", [0, 1, 10_000_000])
def test_a_length_that_lies_is_found(desk: Desk, forge: Callable[..., Path], lie: int) -> None:
    def lies(manifest: dict[str, Any]) -> None:
        manifest["parts"][0]["plain_size"] = lie

    refuses(desk, forge(manifest=lies))


# Containers


def _bomb(_: bytes) -> bytes:
    return zipped({"revs.jsonl": bytes(200 << 20), "header.json": b"{}"})


def _extra_member(data: bytes) -> bytes:
    return _with(data, "autorun.inf", b"[autorun]")


def _with(data: bytes, name: str, more: bytes, **attributes: int) -> bytes:
    target = io.BytesIO(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as container:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for key, value in attributes.items():
                setattr(entry, key, value)
            container.writestr(entry, more)
    return target.getvalue()


def _missing_member(_: bytes) -> bytes:
    return zipped({"revs.jsonl": b"", "header.json": b"{}\n"})


def _comment(data: bytes) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as container:
        container.comment = b"hello"
    return target.getvalue()


def _patched(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    place = data.rindex(signature) + offset
    return data[:place] + value + data[place + len(value) :]


def _padded_directory(data: bytes) -> bytes:
    size = int.from_bytes(data[-10:-6], "little") + 2000
    return data[:-22] + bytes(2000) + _patched(data[-22:], b"PK\5\6", 12, struct.pack("<L", size))


def _repacked(data: bytes, packed: bytes) -> bytes:
    """Add a member whose packed data say “ok” and are not well packed."""
    data = _with(data, "keyring.skt", b"-" * 50)
    entry, local = data.rindex(b"PK\1\2"), data.rindex(b"PK\3\4")
    start = local + 30 + len("keyring.skt")
    old_size = int.from_bytes(data[entry + 20 : entry + 24], "little")
    facts = struct.pack("<3L", zlib.crc32(b"ok"), len(packed), 2)
    directory = data[start + old_size : -22]
    moved = entry - start - old_size
    directory = directory[: moved + 16] + facts + directory[moved + 28 :]
    end = _patched(data[-22:], b"PK\5\6", 16, struct.pack("<L", start + len(packed)))
    return data[: local + 14] + facts + data[local + 26 : start] + packed + directory + end


_WRONG_CONTAINERS: dict[str, Callable[[bytes], bytes]] = {
    "bomb": _bomb,
    "extra member": _extra_member,
    "missing member": _missing_member,
    "twice the same name": lambda data: _with(data, "revs.jsonl", b""),
    "parent folder": lambda data: _with(data, "../revs.jsonl", b""),
    "folder": lambda data: _with(data, "keyring.skt/", b""),
    "link": lambda data: _with(data, "keyring.skt", b"/etc", external_attr=0o120777 << 16),
    "dos folder": lambda data: _with(data, "keyring.skt", b"", external_attr=0x10),
    "member comment": lambda data: _patched(data, b"PK\1\2", 32, b"\1\0"),
    "extra field": lambda data: _patched(data, b"PK\1\2", 30, b"\4\0"),
    "encrypted": lambda data: _patched(_patched(data, b"PK\1\2", 8, b"\1"), b"PK\3\4", 6, b"\1"),
    "utf-8 flag": lambda data: _patched(
        _patched(data, b"PK\1\2", 9, b"\x08"), b"PK\3\4", 7, b"\x08"
    ),
    "headers disagree": lambda data: _patched(data, b"PK\3\4", 14, b"\0\0\0\0"),
    "unknown method": lambda data: _patched(
        _patched(data, b"PK\1\2", 10, b"\x0c"), b"PK\3\4", 8, b"\x0c"
    ),
    "newer version": lambda data: _patched(
        _patched(data, b"PK\1\2", 6, b"\x2d"), b"PK\3\4", 4, b"\x2d"
    ),
    "comment": _comment,
    "prefix": lambda data: b"MZ" + data,
    "suffix": lambda data: data + b"x",
    "two ends": lambda data: data + data[-22:],
    "second disk": lambda data: _patched(data, b"PK\5\6", 4, b"\1"),
    "fewer than counted": lambda data: _patched(data, b"PK\5\6", 8, b"\4\0\4\0"),
    "more than counted": lambda data: _patched(data, b"PK\5\6", 8, b"\6\0\6\0"),
    "no end": lambda data: data[:-22],
    "nothing": lambda _: b"",
    "junk": lambda _: os.urandom(1000),
    "name with an accent": lambda data: _patched(data, b"PK\1\2", 46, b"\xff"),
    "padded directory": _padded_directory,
    "stored but of two sizes": lambda data: _patched(
        _patched(data, b"PK\1\2", 10, b"\0"), b"PK\3\4", 8, b"\0"
    ),
    "packed data changed": lambda data: _patched(data, b"PK\3\4", 41, b"\xff" * 9),
    "packed data without end": lambda data: _repacked(data, b"\x00\x02\x00\xfd\xffok"),
    "packed data after the end": lambda data: _repacked(data, b"\x01\x02\x00\xfd\xffokmore"),
}


@pytest.mark.parametrize("name", sorted(_WRONG_CONTAINERS))
def test_a_wrong_container_is_refused(desk: Desk, forge: Callable[..., Path], name: str) -> None:
    refuses(desk, forge(records=_WRONG_CONTAINERS[name]))


def test_the_forger_can_also_pack_rightly(desk: Desk, forge: Callable[..., Path]) -> None:
    """Prove that `_repacked` breaks nothing but the packing."""
    packed = b"\x01\x02\x00\xfd\xffok"

    def listed(header: dict[str, Any]) -> None:
        sha256 = hashlib.sha256(b"ok").hexdigest()
        header["files"].append({"name": "keyring.skt", "size": 2, "sha256": sha256})

    place = forge(records=lambda data: _repacked(data, packed), header=listed)

    with desk.opened(place) as opened:
        assert opened.keyring_note == b"ok"


def test_members_that_overlap_are_refused(desk: Desk, forge: Callable[..., Path]) -> None:
    def overlapping(data: bytes) -> bytes:
        # The second entry of the directory points at the first one's data.
        second = data.index(b"PK\1\2", data.index(b"PK\1\2") + 4)
        return data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :]

    refuses(desk, forge(records=overlapping))


def test_a_gap_between_members_is_refused(desk: Desk, forge: Callable[..., Path]) -> None:
    def gapped(data: bytes) -> bytes:
        directory = data.index(b"PK\1\2")
        end = data[-22:]
        moved = struct.pack("<L", directory + 3)
        return data[:directory] + b"gap" + data[directory:-22] + end[:16] + moved + end[20:]

    refuses(desk, forge(records=gapped))


@pytest.mark.parametrize("size", [1, 5_000])
def test_packed_data_that_lie_about_their_size_are_refused(
    desk: Desk, forge: Callable[..., Path], size: int
) -> None:
    def lying(size: int) -> Callable[[bytes], bytes]:
        def change(data: bytes) -> bytes:
            directory = data.index(b"PK\1\2")
            packed = struct.pack("<L", size)
            data = data[: directory + 24] + packed + data[directory + 28 :]
            return data[:22] + packed + data[26:]

        return change

    refuses(desk, forge(records=lying(size)))


# Records


def _line(change: Callable[[bytes], bytes]) -> bytes:
    return change(write_revision(revision())[:-1]) + b"\n"


_WRONG_LINES: dict[str, bytes] = {
    "not json": b"hello\n",
    "not a record": b"[]\n",
    "no line feed": write_revision(revision())[:-1],
    "carriage return": _line(lambda line: line + b"\r"),
    "byte order mark": b"\xef\xbb\xbf" + write_revision(revision()),
    "empty line": b"\n" + write_revision(revision()),
    "space": _line(lambda line: line.replace(b":", b": ", 1)),
    "key twice": _line(lambda line: line.replace(b'{"actor"', b'{"actor":"x","actor"')),
    "not a number": _line(lambda line: line.replace(b'"lam":1', b'"lam":NaN')),
    "fraction": _line(lambda line: line.replace(b'"lam":1', b'"lam":1.0')),
    "endless number": _line(lambda line: line.replace(b'"lam":1', b'"lam":1e400')),
    "long number": _line(lambda line: line.replace(b'"lam":1', b'"lam":' + b"1" * 5000)),
    "high lamport": _line(lambda line: line.replace(b'"lam":1', b'"lam":10000001')),
    "negative": _line(lambda line: line.replace(b'"lam":1', b'"lam":-1')),
    "deep": _line(lambda line: line.replace(b'"lam":1', b'"lam":' + b"[" * 100_000)),
    "lone surrogate": _line(lambda line: line.replace(b'"actor":"an"', b'"actor":"\\ud800"')),
    "escaped letter": _line(lambda line: line.replace(b'"actor":"an"', b'"actor":"\\u0061n"')),
    "not utf-8": _line(lambda line: line.replace(b'"actor":"an"', b'"actor":"\xff"')),
    "control letter": _line(lambda line: line.replace(b'"actor":"an"', b'"actor":"\\u0001"')),
    "decomposed letter": _line(
        lambda line: line.replace(b'"actor":"an"', '"actor":"a\u0301"'.encode())
    ),
    "other content": _line(lambda line: line.replace(b'"actor":"an"', b'"actor":"ba"')),
    "other value": _line(lambda line: line.replace(CANARY.encode(), b"Tran Van Ky")),
    "missing key": _line(lambda line: line.replace(b'"actor":"an",', b"")),
    "value without salt": _line(
        lambda line: line[: line.index(b'"nonce"')] + line[line.index(b'"origin"') :]
    ),
    "twice": write_revision(revision()) * 2,
}


@pytest.mark.parametrize("name", sorted(_WRONG_LINES))
def test_a_wrong_line_is_refused(desk: Desk, forge: Callable[..., Path], name: str) -> None:
    place = forge(lines=_WRONG_LINES[name])

    refuses(desk, place)
    # Each for its own fault, and not only because its identity does not fit any more.
    with pytest.raises(PackageRefused) as caught:
        desk.opened(place)
    assert ("mã định danh" in caught.value.text) is name.startswith("other ")


def test_the_wrong_line_is_named(desk: Desk, forge: Callable[..., Path]) -> None:
    lines = write_revision(revision(1)) + write_revision(revision(2)) + b"{}\n"

    with pytest.raises(PackageRefused, match="3"):
        desk.opened(forge(lines=lines))


def test_a_line_too_long_is_refused(desk: Desk, forge: Callable[..., Path]) -> None:
    refuses(desk, forge(lines=b'{"' + b"a" * (1 << 20) + b'":1}\n'))


def test_too_many_lines_are_refused(desk: Desk, forge: Callable[..., Path]) -> None:
    place = forge(lines=b"".join(write_revision(revision(number)) for number in range(1, 6)))

    with pytest.raises(PackageRefused):
        desk.opened(place, lines=4)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_record_that_follows_one_of_another_field_is_set_aside_alone(
    desk: Desk, forge: Callable[..., Path], order: tuple[int, int]
) -> None:
    parent = revision(1)
    child = revision(2, field_name="legal_basis", parents=(parent.rev_id,))
    lines = [write_revision(parent), write_revision(child)]

    with desk.opened(forge(lines=lines[order[0]] + lines[order[1]])) as opened:
        assert [one.rev_id for one in opened.revisions()] == [parent.rev_id]
        assert [one.revision.rev_id for one in opened.rejected()] == [child.rev_id]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_child_may_come_before_its_parent(
    desk: Desk, forge: Callable[..., Path], order: tuple[int, int]
) -> None:
    parent = revision(1)
    lines = [write_revision(parent), write_revision(revision(2, parents=(parent.rev_id,)))]

    with desk.opened(forge(lines=lines[order[0]] + lines[order[1]])) as opened:
        assert opened.revision_count == 2


def test_parents_out_of_order_are_refused(desk: Desk, forge: Callable[..., Path]) -> None:
    one, two = sorted((revision(1).rev_id, revision(2).rev_id))
    line = write_revision(revision(3, parents=(one, two)))
    swapped = line.replace(f'"{one}","{two}"'.encode(), f'"{two}","{one}"'.encode())

    refuses(desk, forge(lines=swapped))


# Photos


def test_a_photo_with_another_content_is_left_out(desk: Desk, forge: Callable[..., Path]) -> None:
    name, sound = "0" * 64, hashlib.sha256(b"sound").hexdigest()
    place = forge(blobs={name: b"other", sound: b"sound"})

    with desk.opened(place) as opened:
        assert opened.damaged_blobs == [name]
        assert set(opened.blobs) == {sound}
        assert opened.revision_count == 1
        assert list(opened.blobs[sound].parent.iterdir()) == [opened.blobs[sound]]


def test_a_photo_with_a_wrong_checksum_costs_no_other(
    desk: Desk, forge: Callable[..., Path]
) -> None:
    photos = {hashlib.sha256(data).hexdigest(): data for data in (b"one", b"two", b"three")}

    place = forge(blobs=photos, volume=lambda data: data.replace(b"two", b"TWO"))

    with desk.opened(place) as opened:
        assert opened.damaged_blobs == [hashlib.sha256(b"two").hexdigest()]
        assert len(opened.blobs) == 2
        assert len(list(next(iter(opened.blobs.values())).parent.iterdir())) == 2
        assert not opened.missing


def _packed(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return zipped({name: container.read(name) for name in container.namelist()})


@pytest.mark.parametrize(
    "wrong",
    [
        lambda data: data + b"x",
        lambda data: _with(data, "1" * 64, b"more"),
        lambda _: zipped({}),
        _packed,
    ],
)
def test_a_wrong_volume_costs_only_its_photos(
    desk: Desk, forge: Callable[..., Path], wrong: Callable[[bytes], bytes]
) -> None:
    name = hashlib.sha256(b"photo" * 100).hexdigest()
    place = forge(blobs={name: b"photo" * 100}, volume=wrong)

    with desk.opened(place) as opened:
        assert list(opened.revisions()) == [revision()]
        assert [each.blobs for each in opened.missing] == [(name,)]
        assert not opened.blobs


def test_an_impossible_list_of_photos_is_refused(desk: Desk, forge: Callable[..., Path]) -> None:
    def twice(header: dict[str, Any]) -> None:
        header["blobs"] *= 2

    refuses(desk, forge(blobs={"0" * 64: b"x"}, header=twice))


def test_a_photo_too_large_is_refused(desk: Desk, forge: Callable[..., Path]) -> None:
    def large(header: dict[str, Any]) -> None:
        header["blobs"][0]["size"] = LIMITS.blob + 1

    refuses(desk, forge(blobs={"0" * 64: b"x"}, header=large))


# What a finder of the stick learns


def _every_byte(stick: Path) -> Iterator[bytes]:
    for path in stick.rglob("*"):
        yield str(path.relative_to(stick)).encode()
        if path.is_file():
            yield path.read_bytes()


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_lost_stick_names_nobody_and_nothing(desk: Desk, as_zip: bool) -> None:
    photo = blob(desk.vault, CANARY.encode() * 50)
    made = content([revision(1, CANARY, agg_id="canary-inspection")], blobs=[photo])

    desk.written(made, as_zip=as_zip)

    for spoken in (CANARY, "Chim", "canary", "finding", photo[0], revision().rev_id, "AGE-SECRET"):
        for data in _every_byte(desk.stick):
            assert spoken.encode() not in data


def test_an_unfinished_zip_is_refused(desk: Desk) -> None:
    whole = desk.written(as_zip=True).place
    data = whole.read_bytes()

    for length in range(0, len(data), 97):
        whole.write_bytes(data[:length])
        with pytest.raises((PackageUnfinished, PackageDamaged, PackageRefused)):
            desk.opened(whole)
        assert not desk.has_leftovers()
