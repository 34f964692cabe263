"""`export`, `package kept`, `package arrived`: sticks by commands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Sokiemtra
from tests.cli.test_package_journal import stick as stick  # noqa: PLC0414 - the fixture


@pytest.fixture
def other(stick: Path) -> Path:
    place = stick.parent / "usb-2"
    place.mkdir()
    return place


def test_without_photos_a_package_says_how_many_are_left_for_later(
    sokiemtra: Sokiemtra, other: Path
) -> None:
    light = sokiemtra("export", "--no-photos", "--to", other)
    told = sokiemtra("export", "--no-photos", "--to", other, "--json").data

    assert "Chưa kèm 1 ảnh" in light.out
    assert (told["photos"], told["held_back"]) == (0, 1)


def test_a_package_is_written_once_more_just_as_it_is(
    sokiemtra: Sokiemtra, stick: Path, other: Path
) -> None:
    (first,) = stick.glob("SKT-*")

    again = sokiemtra("export", "--again", first.name, "--to", other, "--json")
    unknown = sokiemtra("export", "--again", "SKT-000000000000", "--to", other)
    (second,) = other.glob("SKT-*")

    assert (again.code, unknown.code) == (0, 1)
    assert {one.name: one.read_bytes() for one in first.iterdir()} == {
        one.name: one.read_bytes() for one in second.iterdir()
    }


def test_what_reached_no_stick_is_listed(sokiemtra: Sokiemtra, stick: Path) -> None:
    nothing = sokiemtra("package", "kept")
    failed = sokiemtra("export", "--to", stick.parent / "không có")

    assert "đã ghi được ra USB" in nothing.out
    assert failed.code == 1
    assert sokiemtra("package", "kept", "--json").data["packages"] == []


def test_a_folder_on_the_disk_is_no_stick_to_let_go_of(sokiemtra: Sokiemtra, other: Path) -> None:
    ran = sokiemtra("export", "--to", other, "--eject")

    assert ran.code == 0
    assert "rút" not in ran.out


def test_what_fits_goes_onto_one_stick_also_when_several_may_be_used(
    sokiemtra: Sokiemtra, other: Path
) -> None:
    told = sokiemtra("export", "--to", other, "--spread", "--json").data

    assert (told["volumes"], told["volumes_waiting"], told["photos"]) == (1, 0, 1)


def test_old_packages_are_listed_and_removed_once_headquarters_has_them(
    sokiemtra: Sokiemtra, stick: Path
) -> None:
    early = sokiemtra("package", "arrived", stick)
    sokiemtra("import", stick, store="hq")
    sokiemtra("receipt", stick, store="hq")
    sokiemtra("import", stick)
    (one,) = sokiemtra("package", "arrived", stick, "--json").data["packages"]

    wrong = sokiemtra("package", "arrived", stick, "--remove", "SKT-000000000000")
    gone = sokiemtra("package", "arrived", stick, "--remove", one["name"])

    assert "không có gói nào được phép xóa" in early.out
    assert (wrong.code, gone.code) == (1, 0)
    assert f"Đã giải phóng {one['size']} byte." in gone.out
    assert not (stick / one["name"]).exists()
    assert shutil.disk_usage(stick).free > 0
