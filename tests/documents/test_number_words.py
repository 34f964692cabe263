"""Small numbers in words, as people say them."""

from __future__ import annotations

import pytest

from app.documents.number_words import number_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (45, "bốn mươi lăm"),
        (99, "chín mươi chín"),
        (100, ""),
        (-1, ""),
    ],
)
def test_numbers_below_a_hundred_are_spelt(number: int, words: str) -> None:
    assert number_words(number) == words


def test_no_two_numbers_sound_alike() -> None:
    assert len({number_words(number) for number in range(100)}) == 100
