"""Rules of minutes of an inspection: head, order of parts, copies, deadlines, who signs how.

Source: NĐ 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.9; TT 56/2025/TT-BCT, Mẫu 05;
NĐ 217/2025/NĐ-CP, Điều 15.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from app.documents.format_check.elements import Elements
from app.documents.format_check.reading import Line, Paragraph, Table, lines_of
from app.documents.format_check.recognition import is_sign_note
from app.documents.format_check.sorts import Sort, names_position
from app.documents.format_check.violation import (
    Fault,
    ending,
    place_by_signatures,
    place_in_head,
    place_of,
)
from app.domain.text import fold
from app.words import translate

_MADE: Final = re.compile(r"\b(?:lập thành|gồm)\s+(\d{1,3})\s+bản\b")
_HELD: Final = re.compile(r"\bgiữ\s+(\d{1,3})\s+bản\b")
_EACH: Final = re.compile(r"\bmỗi\b")
_REFUSED: Final = re.compile(r"\b(tu choi|khong (?:chiu|dong y)) ky\b")
_OF_TEAM: Final = re.compile(r"\b(truong doan|doan kiem tra|thu ky|thanh vien)\b")
_OF_UNIT: Final = re.compile(r"(dai dien|thu truong|chu tich|don vi duoc kiem tra|tm\. uy ban)\b")
_STAMP: Final = "dong dau"
_WITNESS: Final = "chung kien"
_DEADLINE: Final = re.compile(r"\bthoi han\b|\bhan (hoan thanh|khac phuc)\b")
_ASKED: Final = re.compile(r"\b(kien nghi|yeu cau|khac phuc|ton tai)\b")
_EMPTY: Final = re.compile(r"[\s.…_/-]*")
_NUMERAL: Final = re.compile(r"[ivx]+\.\s*")
_UNIT: Final = r"(don vi|doi tuong|co quan|dia phuong)"
# What the headings of the parts begin with; the first that fits names a part.
_PARTS: Final = (
    ("Ý KIẾN CỦA ĐƠN VỊ", re.compile(rf"(y kien|kien nghi|giai trinh)(, \w+ \w+)? cua {_UNIT}")),
    ("THÀNH PHẦN", re.compile(r"thanh phan")),
    ("NỘI DUNG", re.compile(r"noi dung")),
    ("KẾT QUẢ KIỂM TRA", re.compile(r"ket qua kiem tra")),
    ("NHẬN XÉT, KIẾN NGHỊ", re.compile(r"nhan xet|kien nghi|ket luan")),
    ("TÀI LIỆU KÈM THEO", re.compile(r"tai lieu")),
)
_ORDER: Final = (
    "THÀNH PHẦN", "NỘI DUNG", "KẾT QUẢ KIỂM TRA", "NHẬN XÉT, KIẾN NGHỊ", "Ý KIẾN CỦA ĐƠN VỊ",
    "TÀI LIỆU KÈM THEO",
)  # fmt: skip


def minutes_faults(elements: Elements) -> Iterator[Fault]:
    """Yield what is wrong in minutes beyond what any document must keep."""
    if not elements.is_minutes:
        return
    yield from _head(elements)
    yield from _copies(elements)
    if elements.is_inspection:
        yield from _order(elements)
        yield from _deadlines(elements)
        yield from _refusal(elements)
        yield from _notes(elements)


def _head(elements: Elements) -> Iterator[Fault]:
    """Judge that minutes have a number or a date above their title, never both."""
    if elements.number is not None and elements.date is not None:
        yield Fault(
            rule="T12",
            place=place_in_head(elements.number.text),
            found=translate("a number, and a place and date"),
            expected=translate("either a number, or a place and date"),
        )


def _copies(elements: Elements) -> Iterator[Fault]:
    for paragraph, _ in elements.body:
        made = _MADE.search(paragraph.text)
        held = [int(number) for number in _HELD.findall(paragraph.text)]
        if made is None or not held or _EACH.search(paragraph.text):
            continue
        if sum(held) != int(made[1]):
            yield Fault(
                rule="G8",
                place=place_of(paragraph),
                found=translate(
                    "{made} copies made, {held} copies held", made=int(made[1]), held=sum(held)
                ),
                expected=translate("as many copies held as were made"),
            )


def _order(elements: Elements) -> Iterator[Fault]:
    expected = translate("the order {parts}", parts="; ".join(_ORDER))
    last = -1
    for paragraph, sort in elements.body:
        rank = _rank(paragraph) if sort is Sort.PART else None
        if rank is None:
            continue
        if rank < last:
            found = translate("“{part}” comes too late", part=_ORDER[rank])
            yield Fault(rule="T7", place=place_of(paragraph), found=found, expected=expected)
        last = max(last, rank)


def _rank(paragraph: Paragraph) -> int | None:
    text = _NUMERAL.sub("", fold(paragraph.text), count=1)
    return next((_ORDER.index(name) for name, sign in _PARTS if sign.match(text)), None)


def _deadlines(elements: Elements) -> Iterator[Fault]:
    """Judge that every row of a table of recommendations has its deadline."""
    for block in elements.body_blocks:
        if isinstance(block, Table) and block.bordered and block.rows:
            yield from _empty_deadlines(block)


def _empty_deadlines(table: Table) -> Iterator[Fault]:
    titles = [fold(cell.text) for cell in table.rows[0].cells]
    columns = [at for at, title in enumerate(titles) if _DEADLINE.search(title)]
    if not columns or not any(_ASKED.search(title) for title in titles):
        return
    for row in table.rows[1:]:
        if len(row.cells) != len(titles) or not any(cell.text for cell in row.cells[1:]):
            continue
        for at in columns:
            if _EMPTY.fullmatch(row.cells[at].text):
                yield Fault(
                    rule="T11",
                    place=place_of(row.cells[at].paragraphs[0]),
                    found=translate("no deadline"),
                    expected=translate("a day, or why there is none"),
                )


def _refusal(elements: Elements) -> Iterator[Fault]:
    refused = [pair[0] for pair in elements.body if _REFUSED.search(fold(pair[0].text))]
    signed = [fold(line.text) for line in lines_of(elements.signatures)]
    if refused and signed and not any(_WITNESS in text for text in signed):
        yield Fault(
            rule="G2",
            place=place_of(refused[0]),
            found=translate("a refusal to sign, and no witness who signs"),
            expected=translate("a place for a witness to sign"),
        )


def _notes(elements: Elements) -> Iterator[Fault]:
    """Judge that the unit is asked for its stamp and the delegation is not."""
    lines = list(lines_of(elements.signatures))
    for _, group in groupby(lines, key=lambda line: line.paragraph.cell):
        position: Line | None = None
        for line in group:
            if is_sign_note(line.text) and position is not None:
                yield from _note(fold(position.text), line)
            elif names_position(line.text):
                position = line


def _note(position: str, note: Line) -> Iterator[Fault]:
    stamped = _STAMP in fold(note.text)
    place = place_by_signatures(note.text)
    found = ending(note.text)
    if _OF_TEAM.search(position):
        if stamped:
            expected = translate("a note without the stamp: the delegation only signs")
            yield Fault(rule="G1", place=place, found=found, expected=expected)
    elif _OF_UNIT.match(position) and not stamped:
        expected = translate("a note with the stamp: “(Ký, ghi rõ họ tên, đóng dấu)”")
        yield Fault(rule="G1", place=place, found=found, expected=expected)
