"""Mistyped text: what is surely a slip is mended, what is right or foreign is left alone."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from app.domain.mistyped import mend_keys, mend_signs, plain_quotes
from app.domain.syllable import is_syllable
from app.paths import RESOURCES

SHIPPED = [*sorted((RESOURCES / "checklists").glob("*.csv")), RESOURCES / "phrases.csv"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Tie61p nhận", "Tiếp nhận"),
        ("chinhs quyền", "chính quyền"),
        ("dduwowcj thuwr tucj", "được thử tục"),
        ("QUYE61T định", "QUYE61T định"),
        ("d9u7o7c5 Nga2y", "được Ngày"),
        ("hoaf giair", "hoaf giải"),
        ("thuyr", "thủy"),
    ],
)
def test_keys_no_input_method_took_up_become_letters(typed: str, meant: str) -> None:
    assert mend_keys(typed).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "Google Forms, Maps, apps và sets",
        "mẫu A4, CO2, U23, B1, mục H15.50.05, QĐ 766, IPv6",
        "thu.nx@tayninh.gov.vn, https://dichvucong.gov.vn/thuf",
        "chef, chair, box, of, the queens",
        "an toan thong tin",
    ],
)
def test_foreign_words_codes_and_addresses_are_left_alone(text: str) -> None:
    assert mend_keys(text).text == text
    assert mend_keys(text).doubtful == ()


def test_what_may_be_a_leftover_is_named_beside_one_that_surely_is() -> None:
    found = mend_keys("chinhs sachs và maps")

    assert found.text == "chính sachs và maps"
    assert found.doubtful == ("sachs", "maps")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("nöôùc ñieàu Naêm", "nước điều Năm"),
        ("Müller, café, 5 µm × 2, §3, «Quyet dinh»", "Müller, café, 5 µm × 2, §3, «Quyet dinh»"),
        ("Không có gì", "Không có gì"),
        ("Ｍã số　２，５（％）", "Mã số 2,5(%)"),
        ("Kế\u00a0hoạch   năm\u200b 2026 ", "Kế hoạch năm 2026"),
        (unicodedata.normalize("NFD", "Cải cách"), "Cải cách"),
        ("dòng 1 \n  dòng 2", "dòng 1\ndòng 2"),
    ],
)
def test_signs_that_only_look_like_others_are_put_right(typed: str, meant: str) -> None:
    assert mend_signs(typed) == meant


def test_quotes_of_a_word_processor_become_those_of_a_keyboard() -> None:
    assert plain_quotes("${A.1} = “Có” hoặc . = ‘x’") == "${A.1} = \"Có\" hoặc . = 'x'"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_in_what_ships_is_taken_for_a_slip(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        assert mend_keys(line).text == line
        assert mend_keys(line).doubtful == ()
        assert mend_signs(line) == line.strip()


def test_every_accented_word_of_the_checklists_is_a_syllable() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in SHIPPED)
    words = {word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()}

    strange = {word for word in words if not is_syllable(word)}

    assert {word for word in strange if not word.isupper()} == {"Đắk", "Lắk"}
    assert len(words) > 500


@pytest.mark.parametrize("word", ["chnh", "tiêp", "kyu", "ăb", "qưa", ""])
def test_what_cannot_be_said_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)
