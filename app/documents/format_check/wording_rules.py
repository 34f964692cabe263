"""Rules W1, W2, W4 to W6, W8 and T13: dates, numbers, times, capitals, letters.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I and II. W7 (which place the head names) and
the order of the parts need to know whose document it is and are not judged here.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from app.documents.format_check.elements import Elements
from app.documents.format_check.reading import Paragraph, Table, WordDocument
from app.documents.format_check.violation import Fault, place_of
from app.domain.text import fold
from app.words import mark, translate

_DATE: Final = re.compile(
    r"\bngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{4}))?", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"Số\s*:\s*(\d+)\s*/")
_SPACED_SYMBOL: Final = re.compile(
    r"\b[Ss]ố\s*:?\s*\d+(?:\s+/\s*|/\s+)[A-ZĐ]{2}[\wĐ-]*|"
    r"\b[Ss]ố\s*:?\s*\d*/(?:\d{4}/)?[A-ZĐ]{2,}(?:\s+-\s*|-\s+)[A-ZĐ]{2}[\wĐ-]*"
)
_TIME: Final = re.compile(r"\b(\d{1,2})\s*giờ\s*(\d{1,2}(?=\s*phút)|\d\d\b)(\s*phút)?")
# How long something takes is no time of day.
_DURATION: Final = re.compile(
    r"\b(trong|sau|khoảng|bình quân|trung bình|mất|chờ|tối đa|thời hạn|kéo dài)\b\D{0,20}$"
)
# Where a word that says so may stand before it.
_LOOK_BACK: Final = 60
_FROM_TIME: Final = re.compile(r"\b(?:hồi|lúc)\s+(\d)\s*giờ")
_SHORT_TIME: Final = re.compile(r"\b\d{1,2}(?:h ?|g)\d{2}\b")
_COPIES: Final = re.compile(
    r"\b(?:thành|giữ|gồm|gửi|lưu)\s+(\d)\s+bản(?=\s*(?:,|;|\.|\)|$|chính|có giá trị|như nhau|và))"
)
_UNIT: Final = r"(?:điểm|%|phần trăm|triệu|tỷ|tỉ|km|m²|m2|ha|kg)"
_DECIMAL_POINT: Final = re.compile(
    rf"(?<![\d.,/])\d{{1,3}}\.\d{{1,2}}(?=\s*{_UNIT}(?!\w)|/\d)(?!\.\d)"
)
_PERCENT: Final = re.compile(r"(?<![\d.,])\d[\d.,]*\s+%")
_SCORE_COLUMN: Final = re.compile(r"\b(diem|ty le|ti le|so diem|dat)\b|%")
_CELL_DECIMAL: Final = re.compile(r"\d{1,3}\.\d{1,2}%?")

_LEVEL: Final = re.compile(
    r"\b(UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân) "
    r"(Xã|Phường|Tỉnh|Huyện|Quận|Thị xã|Thị trấn|Thành phố|Đặc khu) (\w+(?: \w+){0,2})"
)
# With a figure, a person or an event the word for the level is part of the name.
_PART_OF_NAME: Final = re.compile(
    r"\d|(Hồ Chí Minh|Điện Biên Phủ|Cách Mạng|Hai Bà Trưng|Bà |Hùng Vương|Quang Trung|Nguyễn|Trần|"
    r"Lê |Lý |Phan|Phạm|Hoàng|Huỳnh|Võ |Vũ |Đinh|Ngô |Đoàn|Bùi|Đặng|Tôn |Trưng |An Dương Vương)"
)
_CAPITALS: Final = (
    (
        re.compile(
            r"\b(?!Ủy ban nhân dân\b|Uỷ ban nhân dân\b)([ỦUủu][yỷỳY]\s+[Bb]an\s+[Nn]hân\s+[Dd]ân)\b"
        ),
        "Ủy ban nhân dân",
    ),
    (
        re.compile(r"\b(?!Hội đồng nhân dân\b)([Hh]ội\s+[Đđ]ồng\s+[Nn]hân\s+[Dd]ân)\b"),
        "Hội đồng nhân dân",
    ),
    (re.compile(r"\b((?:Phó )?Chủ Tịch)\b"), "Chủ tịch"),
    (re.compile(r"\b((?:Phó )?Giám Đốc)\b"), "Giám đốc"),
    (re.compile(r"\b((?:Phó )?Trưởng Đoàn)\b(?! \w)"), "Trưởng đoàn"),
    (re.compile(r"\b(Đoàn Kiểm (?:tra|Tra))\b"), "Đoàn kiểm tra"),
)
# A tone on the wrong vowel of a closed syllable, or on the u of qu: always a slip of typing,
# unlike hoà beside hòa, which are two schools.
_SLIP: Final = re.compile(
    r"\b\w*(?:[òóỏõọ][ae][^\W\d_]|[ùúủũụ]y[^\W\d_]|q[ùúủũụ])\w*", re.IGNORECASE
)

_EXPECTED_DATE: Final = mark("days below 10 and months 1 and 2 with a zero, others without")


def wording_faults(document: WordDocument, elements: Elements) -> Iterator[Fault]:
    """Yield what is written against the rules, wherever it stands."""
    for paragraph in (*document.paragraphs, *document.boxed, *document.notes):
        text = paragraph.text
        if not text:
            continue
        place = elements.place_of(paragraph)
        for rule, found, expected in _in_text(text, in_table=_is_data(paragraph)):
            yield Fault(rule=rule, place=place, found=found, expected=expected)
    yield from _own_number(elements)
    for table in elements.data_tables:
        yield from _decimal_cells(table)


def _is_data(paragraph: Paragraph) -> bool:
    return paragraph.cell is not None and paragraph.cell.table > 0


def _in_text(text: str, *, in_table: bool) -> Iterator[tuple[str, str, str]]:
    composed = unicodedata.normalize("NFC", text)
    yield from _dates(composed)
    yield from _times(composed, in_table=in_table)
    yield from _numbers(composed)
    yield from _capitals(composed)
    if text != composed:
        # One word of it is enough to find the place.
        word = next(it for it in text.split() if it != unicodedata.normalize("NFC", it))
        yield "T13", word, translate("letters and accents as single signs (Unicode NFC)")


def _dates(text: str) -> Iterator[tuple[str, str, str]]:
    for match in _DATE.finditer(text):
        day, month = match[1], match[2]
        right_day = len(day) == 2  # noqa: PLR2004 # two digits
        right_month = month == (f"{int(month):02}" if int(month) <= 2 else str(int(month)))  # noqa: PLR2004 # February
        if not (right_day and right_month):
            yield "W1", match[0], translate(_EXPECTED_DATE)
        elif not _exists(int(day), int(month), int(match[3] or 2024)):
            yield "W1", match[0], translate("a day that exists")


def _exists(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]  # noqa: PLR2004 # months


def _times(text: str, *, in_table: bool) -> Iterator[tuple[str, str, str]]:
    expected = translate("hours and minutes with two digits: 08 giờ 30 phút")
    for match in _TIME.finditer(text):
        hour, minute, word = match[1], match[2], match[3]
        sound = len(hour) == len(minute) == 2 and word and int(hour) < 24 and int(minute) < 60  # noqa: PLR2004 # a clock
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if not sound and not _DURATION.search(before):
            yield "W4", match[0], expected
    for match in _FROM_TIME.finditer(text):
        if not _TIME.match(text, match.start(1)):
            yield "W4", match[0], expected
    if not in_table:
        for match in _SHORT_TIME.finditer(text):
            yield "W4", match[0], expected


def _numbers(text: str) -> Iterator[tuple[str, str, str]]:
    for match in _SPACED_SYMBOL.finditer(text):
        yield "W2", match[0], translate("no spaces around “/” and “-”: 05/BB-ĐKT")
    for match in _COPIES.finditer(text):
        yield "W5", match[0], translate("two digits: 02 bản")
    for match in _DECIMAL_POINT.finditer(text):
        yield "W6", match[0], translate("a decimal comma: 88,78")
    for match in _PERCENT.finditer(text):
        yield "W6", match[0], translate("no space before %: 72,79%")


def _capitals(text: str) -> Iterator[tuple[str, str, str]]:
    for match in _LEVEL.finditer(text):
        name = " ".join(takewhile(lambda word: not word[0].islower(), match[3].split()))
        if name and not _PART_OF_NAME.match(f"{name} ") and not match[0].isupper():
            found = f"{match[1]} {match[2]} {name}"
            yield "W8", found, f"{match[1]} {match[2].lower()} {name}"
    for pattern, right in _CAPITALS:
        for match in pattern.finditer(text):
            if not match[1].isupper():
                yield "W8", match[1], right
    for match in _SLIP.finditer(text):
        yield "W8", match[0], translate("the accent on the right vowel")


def _own_number(elements: Elements) -> Iterator[Fault]:
    line = elements.number
    if line is None:
        return
    match = _NUMBER.search(line.text)
    if match is not None and len(match[1]) < 2:  # noqa: PLR2004 # two digits
        yield Fault(
            rule="W2",
            place=elements.place_of(line.paragraph),
            found=line.text,
            expected=translate("a zero before numbers below 10: 05/BB-ĐKT"),
        )


def _decimal_cells(table: Table) -> Iterator[Fault]:
    """Judge numbers that fill a cell, in columns whose title says that they are points or rates."""
    titles = [fold(cell.text) for cell in table.rows[0].cells]
    for row in table.rows[1:]:
        if len(row.cells) != len(titles):
            continue
        for title, cell in zip(titles, row.cells, strict=True):
            # With a unit beside it the number is judged as text already.
            bare = _CELL_DECIMAL.fullmatch(cell.text) and not _DECIMAL_POINT.search(cell.text)
            if bare and _SCORE_COLUMN.search(title):
                yield Fault(
                    rule="W6",
                    place=place_of(cell.paragraphs[0]),
                    found=cell.text,
                    expected=translate("a decimal comma: 88,78"),
                )
