"""Finding packages on sticks full of other things."""

from __future__ import annotations

import os
import shutil
import struct
import zipfile
from pathlib import Path

import pytest

from app.errors import FileUnreadable
from app.packages.errors import PackageDamaged, PackageUnfinished
from app.packages.finding import find_packages
from tests.packages.given import Desk, content, revision


def test_a_folder_its_manifest_and_the_stick_name_the_same_package(desk: Desk) -> None:
    place = desk.written().place

    assert find_packages(place) == [place]
    assert find_packages(place / "manifest.skt") == [place]
    assert find_packages(desk.stick) == [place]


def test_a_zip_is_found_by_name_and_on_the_stick(desk: Desk) -> None:
    place = desk.written(as_zip=True).place

    assert find_packages(place) == [place]
    assert find_packages(desk.stick) == [place]


def test_a_whole_stick_gives_its_packages_and_nothing_else(desk: Desk) -> None:
    one = desk.written(content([revision(1)], package_id="one")).place
    two = desk.written(content([revision(2)], package_id="two"), as_zip=True).place
    deep = desk.stick / "Ảnh" / "gói của Yến"
    deep.parent.mkdir()
    shutil.copytree(one, deep)
    too_deep = deep.parent / "x" / "y"
    too_deep.parent.mkdir()
    shutil.copytree(one, too_deep)
    unfinished = desk.stick / "SKT-0123456789ab"
    unfinished.mkdir()
    (desk.stick / "autorun.inf").write_bytes(b"[autorun]")
    (desk.stick / "photos.zip").write_bytes(b"PK")
    (desk.stick / "link").symlink_to(one)
    (desk.stick / "SKT-000000000000.zip").symlink_to(two)

    found = find_packages(desk.stick)

    assert set(found) == {one, two, deep, unfinished}
    assert found == sorted(found)


def test_a_package_that_was_unpacked_into_a_folder_of_its_own_name_is_found(desk: Desk) -> None:
    place = desk.written().place
    outer = desk.stick / "Thư" / place.name
    outer.mkdir(parents=True)
    inner = place.rename(outer / place.name)

    assert find_packages(desk.stick) == [inner]
    assert find_packages(outer) == [inner]
    assert find_packages(inner) == [inner]


def test_a_stick_of_ten_thousand_folders_is_looked_at_briefly(desk: Desk) -> None:
    for number in range(600):
        (desk.stick / f"{number:03}").mkdir()
    shutil.copytree(desk.built().folder, desk.stick / "599" / "SKT-0123456789ab")

    assert find_packages(desk.stick) == []


def test_a_folder_nobody_may_enter_is_passed_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = desk.written().place
    (desk.stick / "System Volume Information").mkdir()
    scandir = os.scandir

    def refuse(folder: Path) -> object:
        if folder.name.startswith("System"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr("app.packages.finding.os.scandir", refuse)

    assert find_packages(desk.stick) == [place]


def test_a_place_that_is_not_there_is_told(desk: Desk) -> None:
    with pytest.raises(FileUnreadable):
        find_packages(desk.root / "no stick")


def test_a_pipe_on_the_stick_is_not_waited_for(desk: Desk) -> None:
    place = desk.written().place
    (place / "data.age").unlink()
    os.mkfifo(place / "data.age")

    with pytest.raises(PackageDamaged):
        desk.opened(place)


def test_a_pipe_is_no_manifest(desk: Desk) -> None:
    place = desk.written().place
    (place / "manifest.skt").unlink()
    os.mkfifo(place / "manifest.skt")

    with pytest.raises(PackageUnfinished):
        desk.opened(place)


# Zip files


def test_a_zip_packed_again_by_another_program_is_read(desk: Desk) -> None:
    place = desk.written().place
    packed = desk.stick / "Gói gửi qua thư.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        container.mkdir(place.name)
        for path in place.iterdir():
            container.write(path, f"{place.name}/{path.name}")
        container.comment = b"packed by somebody"

    with desk.opened(packed) as opened:
        assert opened.revision_count == 1


def test_a_zip_without_a_package_is_unfinished(desk: Desk) -> None:
    packed = desk.stick / "other.zip"
    with zipfile.ZipFile(packed, "w") as container:
        container.writestr("hello.txt", "hello")

    with pytest.raises(PackageUnfinished):
        desk.opened(packed)


def _end(count: int = 1, size: int = 50, locator: bytes = b"") -> bytes:
    return locator + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, 0, 0)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"PK\5\6",
        _end(count=2000),
        _end(size=2 << 20),
        _end(locator=b"PK\6\7" + bytes(16)),
        _end(),
    ],
)
def test_a_zip_that_is_none_or_unwieldy_is_damaged(desk: Desk, data: bytes) -> None:
    packed = desk.stick / "SKT-0123456789ab.zip"
    packed.write_bytes(data)

    with pytest.raises(PackageDamaged):
        desk.opened(packed)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_zip_packed_in_a_way_that_no_package_needs_is_damaged(desk: Desk, method: int) -> None:
    place = desk.written().place
    packed = desk.stick / "SKT-000000000001.zip"
    with zipfile.ZipFile(packed, "w", method) as container:
        for path in place.iterdir():
            container.write(path, path.name)

    with pytest.raises(PackageDamaged):
        desk.opened(packed)


def test_a_zip_of_broken_lzma_does_not_stop_the_program(desk: Desk) -> None:
    packed = desk.stick / "SKT-000000000001.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as container:
        container.writestr("manifest.skt", os.urandom(5_000))
    data = bytearray(packed.read_bytes())
    data[data.find(b"manifest.skt") + 16] = 0xFF  # its filter
    packed.write_bytes(data)

    with pytest.raises(PackageDamaged):
        desk.opened(packed)


@pytest.mark.parametrize(("count", "length"), [(1_200, 8), (20, 60_000)])
def test_a_package_among_too_many_names_is_damaged(desk: Desk, count: int, length: int) -> None:
    packed = desk.written(as_zip=True).place
    with zipfile.ZipFile(packed, "a") as container:
        for number in range(count):
            container.writestr(f"{number:0{length}}", b"")

    with pytest.raises(PackageDamaged):
        desk.opened(packed)


def test_a_zip_with_a_changed_part_is_damaged(desk: Desk) -> None:
    packed = desk.written(as_zip=True).place
    data = bytearray(packed.read_bytes())
    data[data.index(b"age-encryption") + 400] ^= 1
    packed.write_bytes(data)

    with pytest.raises(PackageDamaged):
        desk.opened(packed)
