"""Containers by themselves: what only this layer can see."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.packages.errors import PackageRefused
from app.packages.limits import Limits
from app.packages.strict_zip import DEFLATED, STORED, add_member, extract, read_directory

_NAMES: Final = ("revs.jsonl", "header.json", "keyring.skt")
_ALLOWED: Final = dict.fromkeys(_NAMES, 10_000_000)


def _container(files: dict[str, bytes], method: int = DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        for name, data in files.items():
            add_member(container, name, iter((data[:7], data[7:])), method)
    return target.getvalue()


def _read(data: bytes, folder: Path) -> dict[str, bytes]:
    stream = io.BytesIO(data)
    found = {}
    for name, entry in read_directory(stream, _ALLOWED, method=DEFLATED).items():
        target = folder / name
        target.unlink(missing_ok=True)
        assert extract(stream, entry, target) == hashlib.sha256(target.read_bytes()).hexdigest()
        found[name] = target.read_bytes()
    return found


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    files=st.dictionaries(st.sampled_from(_NAMES), st.binary(max_size=300)),
    method=st.sampled_from((STORED, DEFLATED)),
)
def test_what_is_packed_is_unpacked(tmp_path: Path, files: dict[str, bytes], method: int) -> None:
    assert _read(_container(files, method), tmp_path) == files


@pytest.mark.parametrize("size", [0, 1, 1 << 20, (3 << 20) + 1])
def test_members_of_any_size_come_back(tmp_path: Path, size: int) -> None:
    mixed = (os.urandom(size // 50 + 1) * 50)[:size]

    assert _read(_container({"revs.jsonl": mixed}), tmp_path)["revs.jsonl"] == mixed


def test_other_programs_find_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "ours.zip"
    path.write_bytes(_container({"revs.jsonl": b"line\n" * 99, "header.json": b"{}\n"}))

    done = subprocess.run(["unzip", "-t", str(path)], capture_output=True, text=True, check=True)

    assert "No errors" in done.stdout


def test_a_member_tells_no_date_and_no_owner() -> None:
    with zipfile.ZipFile(io.BytesIO(_container({"revs.jsonl": b""}))) as container:
        (entry,) = container.infolist()

    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert not entry.extra


def test_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    data = _container({"revs.jsonl": b"abc"}, STORED).replace(b"abc", b"abd")

    with pytest.raises(PackageRefused):
        _read(data, tmp_path)


def test_only_the_packing_asked_for_is_taken() -> None:
    stream = io.BytesIO(_container({"revs.jsonl": b"abc"}))

    with pytest.raises(PackageRefused):
        read_directory(stream, _ALLOWED)


def test_no_member_may_be_larger_than_its_limit() -> None:
    stream = io.BytesIO(_container({"revs.jsonl": b"abc"}, STORED))

    assert read_directory(stream, {"revs.jsonl": 3})
    with pytest.raises(PackageRefused):
        read_directory(stream, {"revs.jsonl": 2})


def test_a_member_may_swell_only_so_much() -> None:
    stream = io.BytesIO(_container({"revs.jsonl": bytes(2 << 20)}))

    with pytest.raises(PackageRefused):
        read_directory(stream, _ALLOWED, method=DEFLATED)

    assert read_directory(stream, _ALLOWED, method=DEFLATED, limits=Limits(ratio=2_000))


def test_a_bomb_that_hides_its_size_is_stopped_at_once(tmp_path: Path) -> None:
    data = _container({"revs.jsonl": bytes(50 << 20)})
    real, said = (50 << 20).to_bytes(4, "little"), (10).to_bytes(4, "little")
    stream = io.BytesIO(data.replace(real, said))
    entry = read_directory(stream, _ALLOWED, method=DEFLATED)["revs.jsonl"]

    with pytest.raises(PackageRefused):
        extract(stream, entry, tmp_path / "bomb")

    assert not (tmp_path / "bomb").stat().st_size


@pytest.mark.parametrize("padding", [1, 5, 60])
def test_a_directory_with_something_after_it_is_refused(padding: int) -> None:
    data = _container(dict.fromkeys(_NAMES, b"x"))
    size = int.from_bytes(data[-10:-6], "little") + padding
    end = data[-22:-10] + size.to_bytes(4, "little") + data[-6:]

    with pytest.raises(PackageRefused):
        read_directory(io.BytesIO(data[:-22] + bytes(padding) + end), _ALLOWED, method=DEFLATED)


def test_no_byte_of_the_headers_can_be_changed(tmp_path: Path) -> None:
    files = {"revs.jsonl": b"abc", "header.json": b"{}"}
    whole = _container(files, STORED)
    told_nothing = set()

    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 0x80
        try:
            assert _read(bytes(changed), tmp_path) == files
            told_nothing.add(place)
        except PackageRefused:
            continue

    # What is left: the maker's version, internal attributes, permissions.
    directory = whole.index(b"PK\1\2")
    second = whole.index(b"PK\1\2", directory + 4)
    free = {4, 5, 36, 37, 38, 39, 40, 41}
    assert told_nothing <= {start + offset for start in (directory, second) for offset in free}
