"""Packages that headquarters holds: whoever sends them, they take little room."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.packages.holding import held, hold
from tests.packages.forging import Forgery
from tests.packages.given import SMALL, Desk, content


def _bytes_in(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


@pytest.mark.parametrize("copies", [1, 20])
def test_a_small_zip_takes_little_room(desk: Desk, copies: int) -> None:
    """Sealed parts do not get smaller by packing: one that does was made to fill the disk."""
    names = [f"blobs-{number:03}.age" for number in range(1, copies + 1)]
    data = bytes(4 << 20)

    def swell(manifest: dict[str, Any]) -> None:
        for name in names:
            digest = hashlib.sha256(data).hexdigest()
            part = {"name": name, "size": len(data), "sha256": digest, "plain_size": 1}
            manifest["parts"].append(part)

    source = Forgery(world=desk.world, signer=desk.world.stranger, manifest=swell).lay(
        desk.root / "nguon"
    )
    packed = desk.stick / "SKT-000000000001.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        for file in source.iterdir():
            container.write(file, file.name)
        for name in names:
            container.writestr(name, data)

    hold(packed, desk.root / "shelf", limits=SMALL)

    assert _bytes_in(desk.root / "shelf") <= 2 * packed.stat().st_size


def test_a_package_packed_again_is_held_whole(desk: Desk) -> None:
    place = desk.written(as_zip=False).place
    packed = desk.stick / "SKT-000000000001.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        for file in place.iterdir():
            container.write(file, file.name)

    folder = hold(packed, desk.root / "shelf", limits=SMALL)

    assert folder is not None
    assert {one.name for one in folder.iterdir()} == {"manifest.skt", "data.age"}


def test_all_that_waits_together_takes_no_more_than_the_shelf_has(desk: Desk) -> None:
    shelf = desk.root / "shelf"
    one = desk.written(content(package_id="one")).place
    two = desk.written(content(package_id="two")).place
    first = hold(one, shelf, limits=SMALL)
    limits = replace(SMALL, shelf=_bytes_in(shelf) + 100)

    places = [hold(each, shelf, limits=limits) for each in (two, one)]

    assert places == [None, first]
    assert len(list(held(shelf))) == 1
