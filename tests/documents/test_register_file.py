"""Registers as files: what stands where, whatever the shape of the sheet or the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.documents.errors import DocumentUnreadable
from app.documents.register_file import read_clipboard, read_file
from app.words import use_language
from tests.documents.register_books import workbook


@pytest.fixture(autouse=True)
def _in_english() -> None:
    use_language("en")


def test_a_table_keeps_its_place_on_a_sheet_that_is_empty_before_it(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [],
        [],
        [None, None, "Mã hồ sơ", "Lĩnh vực"],
        [None, None, "A1", None, 3],
    ]

    (sheet,) = read_file(workbook(tmp_path / "so.xlsx", rows)).sheets

    assert (sheet.height, len(sheet.columns)) == (4, 5)
    assert sheet.row(2) == ["", "", "Mã hồ sơ", "Lĩnh vực", ""]
    assert sheet.row(3) == ["", "", "A1", "", 3]


def test_lines_of_text_that_are_shorter_than_others_end_in_empty_cells() -> None:
    lines = ["a;b"] * 700 + ["", "a;b;c;d"] + ["a"] * 600

    (sheet,) = read_clipboard("\n".join(lines), "Bảng tạm").sheets

    assert {len(column) for column in sheet.columns} == {1302}
    assert sheet.row(0) == ["a", "b", "", ""]
    assert sheet.row(700) == ["", "", "", ""]
    assert sheet.row(701) == ["a", "b", "c", "d"]
    assert sheet.row(1301) == ["a", "", "", ""]


def test_one_endless_line_of_text_is_refused_before_room_is_made_for_it() -> None:
    text = "Mã hồ sơ;Ngày tiếp nhận\n" + "A;" * 40_000 + "\nB" * 1_000

    with pytest.raises(DocumentUnreadable, match="too large"):
        read_clipboard(text, "Bảng tạm")
