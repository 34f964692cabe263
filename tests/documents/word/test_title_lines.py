"""Long titles are broken where a reader would pause, into lines of like length."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.format_check import check_format
from app.documents.word.short_lines import title_width
from app.documents.word.structure import structure_faults
from app.documents.word.title_lines import balanced
from tests.documents import rich_case
from tests.documents.word_reading import minutes_of, text_of

_ROOM = 9355 * 0.96


@pytest.mark.parametrize(
    "lines",
    [
        ("Kiểm tra công tác cải cách hành chính năm 2026",),
        ("tại UBND xã Cần Đước",),
        ("Kiểm tra công tác cải cách hành chính,", "kiểm soát thủ tục hành chính năm\u00a02026"),
        (
            "Kiểm tra công tác kiểm soát thủ tục hành chính,",
            "thực hiện cơ chế một cửa năm\u00a02026",
        ),
        (
            "Kiểm tra việc thực hiện cải cách thủ tục hành chính",
            "và chuyển đổi số cấp xã quý\u00a0III năm\u00a02026",
        ),
    ],
)
def test_a_title_is_broken_at_its_pauses_and_never_before_a_number(lines: tuple[str, ...]) -> None:
    typed = " ".join(lines).replace("\u00a0", " ")

    assert balanced(typed, _ROOM) == "\n".join(lines)


@given(
    st.lists(
        st.sampled_from(["cải", "cách,", "hành", "chính", "và", "năm", "2026"]),
        min_size=20,
        max_size=60,
    )
)
def test_every_line_fits_and_nothing_is_lost(words: list[str]) -> None:
    title = " ".join(words)

    broken = balanced(title, _ROOM)

    assert broken.replace("\n", " ").replace("\u00a0", " ") == title
    assert all(title_width(line) <= _ROOM for line in broken.split("\n"))
    assert "năm\n2026" not in broken


def test_a_word_longer_than_a_line_is_left_to_the_office_program() -> None:
    assert balanced("W" * 90, _ROOM) == "W" * 90


def test_a_book_is_no_title() -> None:
    book = "cải cách hành chính " * 5_000

    assert balanced(book, _ROOM) == book


def test_the_printed_title_keeps_its_form(tmp_path: Path) -> None:
    case = rich_case.rich_case(photo_count=0, dossier_count=0)
    subject = "công tác cải cách hành chính, kiểm soát thủ tục hành chính năm 2026"

    written = minutes_of(replace(case, plan=replace(case.plan, subject=subject)))
    path = tmp_path / "bien_ban.docx"
    path.write_bytes(written.content)

    title = text_of(written.paragraph("Kiểm tra công tác"))
    assert title.split("\n") == [
        "Kiểm tra công tác cải cách hành chính,",
        "kiểm soát thủ tục hành chính năm\u00a02026",
        "tại UBND xã Cần Đước",
    ]
    assert f"về việc kiểm tra {subject}." in written.text
    assert check_format(path) == []
    assert structure_faults(path) == []
