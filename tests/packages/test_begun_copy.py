"""Volumes go to the stick while others are sealed; until the manifest is there it is nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import Cancelled
from app.packages.begun_copy import BegunCopy
from app.packages.built import BuiltPackage
from app.packages.errors import MediumFaulty, MediumFull, MediumGone, PackageUnfinished
from app.packages.packing import build_package
from app.packages.writer import copy_package
from tests.packages.given import SMALL, Desk, blob, content

SIZE = 40_000


def built_beside(
    desk: Desk, begun: BegunCopy, told: Callable[[Path], None] = lambda _path: None
) -> BuiltPackage:
    """Build a package of three volumes, each copied as soon as it is sealed."""
    blobs = [blob(desk.vault, os.urandom(SIZE)) for _ in range(3)]

    def sealed(path: Path) -> None:
        begun.take(path)
        told(path)

    return build_package(
        content(blobs=blobs),
        desk.world.sender(),
        outgoing=desk.outgoing,
        limits=replace(SMALL, volume=SIZE + 1_000),
        sealed=sealed,
    )


def test_volumes_lie_there_before_the_manifest_and_are_a_package_only_with_it(desk: Desk) -> None:
    seen: list[set[str]] = []
    with BegunCopy(desk.stick, "package-1") as begun:
        built = built_beside(desk, begun)
        seen.append(set(begun.copied()))
        with pytest.raises(PackageUnfinished):
            desk.opened(begun.folder)

        written = copy_package(built, desk.stick, limits=SMALL, begun=begun)

    assert seen == [{f"blobs-00{number}.age" for number in (1, 2, 3)}]
    with desk.opened(written.place) as opened:
        assert len(opened.blobs) == 3


def test_what_was_stopped_while_it_was_built_leaves_nothing_on_the_stick(desk: Desk) -> None:
    def stop(_path: Path) -> None:
        raise Cancelled

    with pytest.raises(Cancelled), BegunCopy(desk.stick, "package-1") as begun:
        built_beside(desk, begun, stop)

    assert list(desk.stick.iterdir()) == []


def test_a_stick_pulled_meanwhile_is_told_when_the_package_is_whole(desk: Desk) -> None:
    def pull(path: Path) -> None:
        if path.name == "blobs-001.age":
            shutil.rmtree(desk.stick)

    with BegunCopy(desk.stick, "package-1") as begun:
        built = built_beside(desk, begun, pull)
        with pytest.raises(MediumGone):
            copy_package(built, desk.stick, limits=SMALL, begun=begun)

    assert built.folder.exists()
    other = desk.root / "usb-2"
    other.mkdir()
    with desk.opened(copy_package(built, other, limits=SMALL).place) as opened:
        assert len(opened.blobs) == 3


def test_a_stick_that_is_full_by_then_is_told_and_cleaned(desk: Desk) -> None:
    with BegunCopy(desk.stick, "package-1") as begun:
        built = built_beside(desk, begun)
        with pytest.raises(MediumFull):
            copy_package(
                built, desk.stick, limits=replace(SMALL, medium_reserve=1 << 60), begun=begun
            )

    assert list(desk.stick.iterdir()) == []


def test_a_volume_that_arrived_spoilt_is_found_when_it_is_read_back(desk: Desk) -> None:
    with BegunCopy(desk.stick, "package-1") as begun:
        built = built_beside(desk, begun)
        begun.copied()
        volume = begun.folder / "blobs-002.age"
        data = volume.read_bytes()
        volume.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        with pytest.raises(MediumFaulty, match=r"blobs-002\.age"):
            copy_package(built, desk.stick, limits=SMALL, begun=begun)

    assert list(desk.stick.iterdir()) == []


def test_a_stick_that_is_not_there_has_no_beginning(desk: Desk) -> None:
    with pytest.raises(MediumGone):
        BegunCopy(desk.root / "no stick", "package-1")
