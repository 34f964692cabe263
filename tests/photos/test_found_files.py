"""Pictures found among what was dropped: folders looked through, the rest counted."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.photos.found_files import patterns, photo_files, written_since


def made(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return paths


def test_a_folder_gives_its_pictures_in_order_whatever_the_case_of_their_names(
    tmp_path: Path,
) -> None:
    made(tmp_path, "DCIM/100A/IMG_2.JPG", "DCIM/100A/IMG_1.jpg", "DCIM/101A/a.HEIC")

    found = photo_files([tmp_path / "DCIM"])

    assert [path.name for path in found.files] == ["IMG_1.jpg", "IMG_2.JPG", "a.HEIC"]
    assert found.left_out == 0


def test_films_and_what_a_telephone_hides_stay_where_they_are(tmp_path: Path) -> None:
    made(tmp_path, "a.jpg", "film.mp4", "notes.txt", "._a.jpg", ".trashed/b.jpg")

    found = photo_files([tmp_path])

    assert [path.name for path in found.files] == ["a.jpg"]
    assert found.left_out == 3


def test_a_file_that_was_chosen_is_tried_whatever_its_name(tmp_path: Path) -> None:
    (odd,) = made(tmp_path, "ảnh không đuôi")

    assert photo_files([odd, odd, tmp_path / "gone.jpg"]).files == (odd, tmp_path / "gone.jpg")


def test_a_folder_that_does_not_answer_is_told_and_the_others_are_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "DCIM/a.jpg", "DCIM/100A/b.jpg")
    looked = os.scandir

    def pulled_out(path: str) -> object:
        if str(path).endswith("100A"):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return looked(path)

    monkeypatch.setattr(os, "scandir", pulled_out)

    found = photo_files([tmp_path / "DCIM"])

    assert [path.name for path in found.files] == ["a.jpg"]
    assert [error.errno for error in found.unread] == [errno.EIO]


def test_photos_of_today_are_told_from_those_of_last_year(tmp_path: Path) -> None:
    old, new, gone = made(tmp_path, "old.jpg", "new.jpg", "gone.jpg")
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    os.utime(old, (moment.timestamp() - 1,) * 2)
    os.utime(new, (moment.timestamp(),) * 2)
    gone.unlink()

    assert written_since([old, new, gone], moment) == (new,)


def test_a_dialog_is_given_the_names_of_what_is_taken_in() -> None:
    assert "*.heic" in patterns()
    assert "*.tif" not in patterns()
