"""Sticks that fail at every call, lose what was written, or turn a bit over (`faults` C and D)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from app.errors import AppError
from app.packages.built import reopen_built
from app.packages.errors import PackageUnfinished
from app.packages.finding import find_packages
from app.packages.naming import package_folder
from app.packages.writer import copy_package
from tests.every_call import EVERY_CALL
from tests.packages.given import SMALL, Desk, blob, content
from tests.packages.test_sealing import small_files
from tests.power_cut import record
from tests.source import ROOT
from tests.test_power_cut import SENDING

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="the tracer strace is not installed"
)

_COPY: Final = """
import sys
from pathlib import Path
from app.packages.built import reopen_built
from app.packages.writer import copy_package
from tests.packages.given import SMALL

built, stick, way = sys.argv[1:]
try:
    copy_package(reopen_built(Path(built)), Path(stick), limits=SMALL, as_zip=way == "zip")
except Exception as error:
    print(type(error).__name__)
else:
    print("written")
"""
_OPEN: Final = """
import sys
from pathlib import Path
from app.packages.keys import DeviceKeys
from app.packages.note import VerifyKey
from app.packages.reader import Receiver, open_package
from app.packages.trust import verify_keyring
from tests.packages.given import SMALL

root, place = map(Path, sys.argv[1:])
trusted = VerifyKey.parse((root / "root").read_text())
keyring = verify_keyring((root / "keyring").read_bytes(), trusted)
receiver = Receiver(keys=DeviceKeys.load(root / "hq"), keyring=keyring)
try:
    with open_package(place, receiver, incoming=root / "incoming", limits=SMALL) as opened:
        print(opened.revision_count, len(opened.blobs), len(opened.missing))
except Exception as error:
    print(type(error).__name__)
"""
_STEP: Final = 1 if EVERY_CALL else 4
_ON_STICKS: Final = "openat,write,fsync,read,rename,mkdir"


def _traced(program: str, *arguments: object, inject: str, paths: list[Path]) -> str:
    """Run a program, its calls to these paths failing as told; return what it says."""
    only = [word for path in paths for word in ("-P", str(path))]
    failing = ["-e", f"trace={_ON_STICKS}", "-e", f"inject={inject}"]
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", "/dev/null", *only, *failing, *command],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.stdout, done.stderr
    return done.stdout.strip()


def _of_stick(stick: Path, files: list[str]) -> list[Path]:
    """Return every path that a copy touches."""
    name = package_folder(content().package_id)
    folder = stick / name
    top = [folder, stick / f"{name}.tmp", stick / f"{name}.zip", stick / "SKT-PROBE.tmp"]
    return [stick, *top, *(folder / file for file in (*files, "manifest.tmp", "manifest.skt"))]


def _outcomes(desk: Desk, way: str, error: str, calls: str) -> Iterator[str]:
    """Let a call to the stick, and all after it, fail; yield what came of each."""
    built = desk.built(content(blobs=[blob(desk.vault, os.urandom(100_000))]))
    for first in range(1, 200, _STEP):
        stick = desk.root / f"usb-{first}"
        stick.mkdir()
        said = _traced(
            _COPY,
            *(built.folder, stick, way),
            inject=f"{calls}:error={error}:when={first}+",
            paths=_of_stick(stick, [path.name for path in built.files]),
        )
        for place in find_packages(stick):
            # One that only lacks the last settling is whole, and told as failed all the same.
            with suppress(PackageUnfinished), desk.opened(place) as opened:
                assert (opened.revision_count, len(opened.blobs)) == (1, 1)
        yield said
        if said == "written":
            break
    again = copy_package(reopen_built(built.folder), desk.stick, as_zip=way == "zip", limits=SMALL)
    with desk.opened(again.place) as opened:
        assert (opened.revision_count, len(opened.blobs)) == (1, 1)


@needs_strace
@pytest.mark.parametrize("way", ["folder", "zip"])
def test_a_stick_pulled_at_any_call_is_gone_and_another_one_gets_everything(
    desk: Desk, way: str
) -> None:
    *failed, last = _outcomes(desk, way, "EIO", _ON_STICKS)

    assert last == "written"
    assert len(failed) > 3
    assert set(failed) == {"MediumGone", "MediumPulled"}


@needs_strace
@pytest.mark.parametrize("way", ["folder", "zip"])
def test_a_stick_that_fills_up_at_any_write_is_full_and_another_one_gets_everything(
    desk: Desk, way: str
) -> None:
    *failed, last = _outcomes(desk, way, "ENOSPC", "write")

    assert last == "written"
    assert failed
    assert set(failed) == {"MediumFull"}


@needs_strace
def test_a_stick_pulled_at_any_read_costs_what_was_not_read_yet(desk: Desk) -> None:
    photos = [blob(desk.vault, os.urandom(20_000)) for _ in range(2)]
    place = desk.written(content(blobs=photos), volume=25_000).place
    world, names = desk.world, ["data.age", "blobs-001.age", "blobs-002.age"]
    world.hq.save(desk.root / "hq")
    (desk.root / "keyring").write_bytes(world.keyring.sign(world.root.signing))
    (desk.root / "root").write_text(world.root.verify_key.text)

    said = [
        {
            _traced(
                _OPEN,
                *(desk.root, place),
                inject=f"openat,read:error=EIO:when={first}+",
                paths=[place / name for name in names[pulled_at:]] or [desk.root / "nothing"],
            )
            for first in (1, 2)
        }
        for pulled_at in range(4)
    ]

    assert said == [{"PackageDamaged"}, {"1 0 2"}, {"1 1 1"}, {"1 2 0"}]
    assert not desk.has_leftovers()


def test_volumes_stay_below_what_the_stick_takes_as_one_file(desk: Desk) -> None:
    photos = [blob(desk.vault, os.urandom(40_000)) for _ in range(5)]
    built = desk.built(content(blobs=photos), volume=90_000)

    with small_files(100_000):
        written = copy_package(built, desk.stick, limits=SMALL)

    with desk.opened(written.place) as opened:
        assert len(opened.blobs) == 5
        assert len(opened.manifest.volumes) == 3


def test_a_bit_turned_over_in_any_file_costs_that_file_and_no_other(desk: Desk) -> None:
    photos = [blob(desk.vault, bytes([number]) * 900) for number in range(3)]
    place = desk.written(content(blobs=photos), volume=1_300).place
    found: dict[str, set[tuple[int, int] | None]] = {}

    for file in sorted(place.iterdir()):
        whole = file.read_bytes()
        for at in range(0, len(whole), 41):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
            try:
                with desk.opened(place) as opened:
                    arrived = opened.revision_count, len(opened.blobs)
                    found.setdefault(file.name, set()).add(arrived)
            except AppError:
                found.setdefault(file.name, set()).add(None)
        file.write_bytes(whole)

    assert found == {
        "DOC-TOI.txt": {(1, 3)},
        "blobs-001.age": {(1, 2)},
        "blobs-002.age": {(1, 2)},
        "blobs-003.age": {(1, 2)},
        "data.age": {None},
        "manifest.skt": {None},
    }


@needs_strace
def test_a_power_cut_leaves_a_zip_whole_or_unfinished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOKIEMTRA_KEYS_IN_FILE", "1")
    folder, cuts = tmp_path / "kho", tmp_path / "cắt"
    SENDING.prepare(folder)

    recording = record("tests.packages.zip_cut_work", folder)

    for number, told in enumerate(recording.cuts(cuts, 120)):
        SENDING.check(cuts / f"{number:04}", told, tmp_path)
