"""The phrase bank: categories, gaps and search."""

from __future__ import annotations

import unicodedata

import pytest

from app.domain.phrase import PhrasesInvalid, phrase, read_phrases
from tests.domain.shipped import text

PHRASES = read_phrases(text("phrases.csv"))


def test_the_shipped_bank_covers_every_part_of_the_minutes() -> None:
    assert len(PHRASES) == 94
    assert {phrase.kind for phrase in PHRASES} == {
        "mo_dau",
        "uu_diem",
        "ton_tai",
        "nguyen_nhan",
        "kien_nghi",
        "y_kien_don_vi",
        "ket_thuc",
    }
    assert all(unicodedata.is_normalized("NFC", phrase.text) for phrase in PHRASES)
    assert len({phrase.text for phrase in PHRASES}) == len(PHRASES)


def test_every_brace_of_the_shipped_bank_belongs_to_a_gap() -> None:
    for one in PHRASES:
        filled = one.filled(dict.fromkeys(one.gaps, "…"))

        assert "{" not in filled
        assert "}" not in filled


def test_a_category_says_what_for_and_what_about() -> None:
    two = phrase("ton_tai/mot_cua", "a")
    one = phrase("mo_dau", "a")

    assert (two.kind, two.topic) == ("ton_tai", "mot_cua")
    assert (one.kind, one.topic) == ("mo_dau", "")


def test_known_gaps_are_filled_and_unknown_ones_stay() -> None:
    gapped = phrase("ton_tai", "Còn {so}/{tong} hồ sơ; {so} hồ sơ {Khác} {ten_tthc}.")

    assert gapped.gaps == ("so", "tong", "ten_tthc")
    assert gapped.filled({"so": "03", "tong": "{so}"}) == (
        "Còn 03/{so} hồ sơ; 03 hồ sơ {Khác} {ten_tthc}."
    )


def test_a_phrase_is_found_without_accents() -> None:
    posted = phrase("ton_tai", "Niêm yết thủ tục chưa đầy đủ")

    assert posted.is_found_by("thu tuc")
    assert posted.is_found_by("DAY niem")
    assert not posted.is_found_by("ho so")


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("category,text\nmo_dau,\n", "row 2, column “text”: the cell is empty"),
        ("category,text\nmo_dau\n", "row 2, column “text”: the cell is empty"),
        ("category,text\n\n,Câu\n", "row 3, column “category”: the cell is empty"),
        ("category\nmo_dau\n", "row 1, column “text”: the column is missing"),
    ],
)
def test_a_broken_bank_is_refused_with_its_place(rows: str, told: str) -> None:
    with pytest.raises(PhrasesInvalid) as refused:
        read_phrases(rows)

    assert told in refused.value.text
