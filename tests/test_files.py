"""Files that are whole or not there, and why the system refused one."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

import pytest

from app.errors import FileUnwritable
from app.files import os_reason, scratch_file, scratch_folder, written_whole
from app.words import use_language


class _OnWindows(PermissionError):
    """A refusal as Windows tells it when another program has the file open."""

    winerror = 32


@pytest.fixture(autouse=True)
def _in_vietnamese() -> None:
    use_language("vi")


def test_the_reason_of_a_refusal_is_in_the_language_of_the_user(tmp_path: Path) -> None:
    with (
        pytest.raises(FileUnwritable) as refused,
        written_whole(tmp_path / "không có" / "biên bản.docx"),
    ):
        pass

    assert "không có tệp hoặc thư mục này" in refused.value.text
    assert "No such file" not in refused.value.text


@pytest.mark.parametrize("place", ["", ".", "/"])
def test_a_place_without_a_name_is_a_folder(place: str) -> None:
    with pytest.raises(FileUnwritable) as refused, written_whole(Path(place)):
        pass

    assert "đây là thư mục" in refused.value.text


def test_no_room_for_what_is_not_finished_yet_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "không có"))

    for lent in (scratch_file, scratch_folder):
        with pytest.raises(FileUnwritable) as refused, lent():
            pass

        assert "không có" in refused.value.text


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EISDIR, errno.ENOTDIR, errno.EIO]
)
def test_reasons_that_people_meet_are_not_left_to_the_system(number: int) -> None:
    error = OSError(number, "Words of the system")

    assert os_reason(error) != "Words of the system"


def test_a_file_open_in_another_program_is_said_so() -> None:
    error = _OnWindows(errno.EACCES, "Words of the system")

    assert os_reason(error) == "tệp đang được mở trong chương trình khác"


def test_a_rare_reason_stays_in_the_words_of_the_system() -> None:
    assert os_reason(OSError(errno.ELOOP, "Too many levels")) == "Too many levels"
    assert os_reason(OSError("bare")) == "bare"
