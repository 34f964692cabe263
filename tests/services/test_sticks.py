"""The sticks that are in: told by the system, named, and let go of."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import psutil
import pytest

from app.services.sticks import Stick, eject, stick_at, sticks_now

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the device tree is Linux's")


@pytest.fixture
def mount() -> str:
    """A real drive of this computer."""
    mounts = psutil.disk_partitions()
    if not mounts:
        pytest.skip("this computer shows no drive")
    return mounts[0].device


@pytest.fixture
def devices(tmp_path: Path, mount: str) -> Path:
    """A device tree that holds that drive as a part of a disk."""
    part = tmp_path / "devices" / "disk" / Path(mount).resolve().name
    part.mkdir(parents=True)
    block = tmp_path / "block"
    block.mkdir()
    (block / part.name).symlink_to(part)
    return block


def _flag(devices: Path, text: str) -> None:
    (devices.parent / "devices" / "disk" / "removable").write_text(text)


def test_a_part_of_a_removable_disk_is_a_stick(devices: Path, mount: str) -> None:
    _flag(devices, "1\n")

    found = sticks_now(devices)

    assert {one.device for one in found} == {mount}
    assert all(one.size >= one.free > 0 and one.name and one.file_system for one in found)


@pytest.mark.parametrize(("flag", "is_stick"), [("1\n", True), ("0\n", False)])
def test_an_encrypted_stick_is_one_as_the_disk_below_is(
    devices: Path, mount: str, flag: str, is_stick: bool
) -> None:
    below = devices.parent / "devices" / "disk" / "sdz1"
    below.mkdir()
    _flag(devices, flag)
    mapped = devices.parent / "devices" / "virtual" / "dm-0"
    (mapped / "slaves").mkdir(parents=True)
    (mapped / "removable").write_text("0\n")
    (mapped / "slaves" / "sdz1").symlink_to(below)
    block = devices / Path(mount).resolve().name
    block.unlink()
    block.symlink_to(mapped)

    found = sticks_now(devices)

    assert {one.device for one in found} == ({mount} if is_stick else set())


def test_a_mapped_drive_is_known_by_what_its_name_links_to(
    devices: Path, mount: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _flag(devices, "1\n")
    named = tmp_path / "luks-stick"
    named.symlink_to(mount)
    here = psutil.disk_partitions()[0]._replace(device=str(named))
    monkeypatch.setattr(psutil, "disk_partitions", lambda: [here])

    assert [one.device for one in sticks_now(devices)] == [str(named)]


def test_a_fixed_disk_is_none(devices: Path) -> None:
    _flag(devices, "0\n")

    assert sticks_now(devices) == ()


def test_a_drive_the_system_says_nothing_of_is_none(devices: Path) -> None:
    assert sticks_now(devices) == ()


def _stick(place: str, device: str = "/dev/sdz1") -> Stick:
    return Stick(place=Path(place), device=device, name="USB", file_system="vfat", size=2, free=1)


def test_a_folder_lies_on_the_stick_mounted_nearest_above_it() -> None:
    here = (_stick("/media"), _stick("/media/an/USB"))

    assert stick_at(Path("/media/an/USB/gói"), here) == here[1]
    assert stick_at(Path("/media/an/USB"), here) == here[1]
    assert stick_at(Path("/media/an/USB-2"), here) == here[0]
    assert stick_at(Path("/home/an"), here) is None


@pytest.mark.parametrize(("answer", "is_out"), [(0, True), (1, False)])
def test_a_stick_is_let_go_of_by_the_system_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: int, is_out: bool
) -> None:
    program = tmp_path / "udisksctl"
    program.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/asked"\nexit {answer}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    one = Stick(place=tmp_path, device="/dev/sdz1", name="USB", file_system="vfat", size=2, free=1)

    assert eject(one) is is_out
    assert "--block-device /dev/sdz1" in (tmp_path / "asked").read_text()


def test_where_the_system_cannot_be_asked_nothing_is_let_go_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    one = Stick(place=tmp_path, device="/dev/sdz1", name="USB", file_system="vfat", size=2, free=1)

    assert eject(one) is False
