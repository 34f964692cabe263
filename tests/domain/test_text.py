"""Text as it is kept, searched and put in order."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import clean, fold, sort_key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Cần Đước", "Cần Đước"),
        (unicodedata.normalize("NFD", "thủ tục"), "thủ tục"),
        ("một\r\nhai\rba\vbốn", "một\nhai\nba\nbốn"),
        ("a\tb\x00c\x07d\x1b", "a\tbcd"),
        ("gạch\u200bnối \ud800", "gạch\u200bnối "),
        ("plain ascii", "plain ascii"),
        ("", ""),
    ],
)
def test_text_is_kept_composed_and_without_control_characters(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text())
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    kept = clean(text)

    assert clean(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Thủ tục hành chính", "thu tuc hanh chinh"),
        ("ĐƯỜNG", "duong"),
        ("đặc khu Phú Quốc", "dac khu phu quoc"),
        (unicodedata.normalize("NFD", "Giấy tờ"), "giay to"),
        ("ẵ ợ ỵ", "a o y"),
    ],
)
def test_text_is_searched_without_accents_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_stand_in_vietnamese_order() -> None:
    ordered = ["An", "Ân", "ba", "cam", "dan", "đan", "em", "êm", "hoa", "oan", "ôn", "ơn", "ưa"]
    keys = [sort_key(word) for word in ordered]

    assert keys == sorted(set(keys))


def test_tones_decide_only_between_equal_letters_in_dictionary_order() -> None:
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    keys = [sort_key(tone) for tone in tones]

    assert keys == sorted(set(keys))
    assert sorted(["mà b", "ma c", "má a"], key=sort_key) == ["má a", "mà b", "ma c"]


def test_spelling_and_case_do_not_change_the_order() -> None:
    assert sort_key(unicodedata.normalize("NFD", "Đức Hòa")) == sort_key("đức hòa")
