"""The heights rows are given so that nothing in them is cut."""

from __future__ import annotations

from app.documents.word.text_width import line_count, row_height, text_width


def test_accents_take_no_room() -> None:
    assert text_width("Đầy đủ", 11) == text_width("Đay đu", 11)


def test_narrow_letters_take_less_than_wide_ones_and_bold_more() -> None:
    assert text_width("illi", 11) < text_width("mWMW", 11)
    assert text_width("chữ", 11) < text_width("chữ", 11, bold=True)


def test_a_text_breaks_between_words() -> None:
    word = text_width("chữ", 11)

    assert line_count("chữ chữ chữ", 2.6 * word, 11) == 2


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert line_count("x" * 30, text_width("x" * 10, 11) + 0.1, 11) == 3


def test_line_breaks_and_empty_lines_count() -> None:
    assert line_count("một\n\nba", 500, 11) == 3
    assert line_count("", 500, 11) == 1


def test_a_narrow_or_indented_cell_is_taller() -> None:
    text = "Tỷ lệ nhiệm vụ trong kế hoạch đã hoàn thành đúng hạn đến thời điểm kiểm tra"

    assert row_height(text, 20, 11) > row_height(text, 60, 11)
    assert row_height(text, 20, 11, indent=6) > row_height(text, 20, 11)
    assert row_height(text, 0, 11) > 0
