"""Tables on the clipboard: as spreadsheets write them, and what is broken stays in its cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clipboard_table import read_table, write_table

CELLS = st.text(st.sampled_from('ab"\t\n ệ'), max_size=6)
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4)
)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("một", [["một"]]),
        ("", [[""]]),
        ("a\t\n\tb", [["a", ""], ["", "b"]]),
        ('"hai\ndòng"\tb', [["hai\ndòng", "b"]]),
        ('"Hộ" tịch\tb', [['"Hộ" tịch', "b"]]),
        ('"chưa đóng\tb\nc', [['"chưa đóng', "b"], ["c"]]),
        ('"nói ""vâng"""', [['nói "vâng"']]),
    ],
)
def test_copied_tables_are_read(text: str, rows: list[list[str]]) -> None:
    assert read_table(text) == rows


@given(ROWS)
def test_what_is_copied_is_pasted_as_it_was(rows: list[list[str]]) -> None:
    # One empty line break at the very end belongs to the spreadsheet, not to the table.
    assert read_table(write_table(rows) + "\n") == rows
