"""Rules E1 to E8: nation, motto, bodies, number, place and date, above the title.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, 1 to 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.documents.format_check.drawn_lines import (
    Underlined,
    drawn_elsewhere,
    drawn_line_faults,
    printed_width,
    room_for,
)
from app.documents.format_check.elements import MOTTO, NATION, Elements
from app.documents.format_check.looks import Look, look_faults
from app.documents.format_check.reading import Line, Paragraph, Section, WordDocument, lines_of
from app.documents.format_check.violation import Fault, place_in_head, whole_document
from app.domain.text import fold
from app.words import translate

_NATION_LOOK: Final = Look(rule="E1", sizes=(24, 26), bold=True, upper=True)
_MOTTO_LOOK: Final = Look(rule="E2", sizes=(26, 28), bold=True, upper=False)
_SUPERIOR_LOOK: Final = Look(rule="E4", sizes=(24, 26), upper=True)
_ISSUER_LOOK: Final = Look(rule="E5", sizes=(24, 26), bold=True, upper=True)
_NUMBER_LOOK: Final = Look(rule="E7", sizes=(26, 26))
_DATE_LOOK: Final = Look(rule="E8", sizes=(26, 28), italic=True)

# A line that begins so names a body of its own and does not go on with the one above.
_BODY: Final = re.compile(
    r"(SỞ|UBND|[ỦU][YỶ] BAN|HỘI ĐỒNG|ĐOÀN|BAN|PHÒNG|TRUNG TÂM|VĂN PHÒNG|CHI CỤC|CỤC|TỔ|BỘ|"
    r"THANH TRA|TRƯỜNG|BỆNH VIỆN|TỔNG CỤC|VỤ|VIỆN|ĐẢNG [ỦU][YỶ])\b.+"
)
_NUMBER: Final = re.compile(r"Số:\s*([\d.…_\s]*)/\s*(\S.*)")
_DATE: Final = re.compile(r"(.+?),?\s+(ngày\s.+\stháng\s.+\snăm\b.*)", re.DOTALL)


def head_faults(document: WordDocument, elements: Elements) -> Iterator[Fault]:
    """Yield what is wrong above the title."""
    if elements.nation is None:
        yield _missing("E1", NATION, document)
    if elements.motto is None:
        yield _missing("E2", MOTTO, document)
    yield from _nation(elements.nation, document.sections)
    yield from _motto(elements.motto)
    yield from _bodies(elements.left_block)
    yield from _drawn(document, elements)
    if elements.number is not None:
        yield from _number(elements.number)
    if elements.date is not None:
        yield from _date(elements.date)
    if elements.is_sent and elements.nation is not None:
        yield from _absent(elements)


def _absent(elements: Elements) -> Iterator[Fault]:
    """Say what a document that goes out lacks; its number and day may still be blank."""
    wanted = (
        ("E7", elements.number, translate("a line “Số: …/…” under the name of the body")),
        ("E8", elements.date, translate("place and date under the motto")),
        ("E19", elements.recipients, translate("“Nơi nhận:” and the recipients under it")),
    )
    for rule, element, expected in wanted:
        if not element:
            cure = translate("Add what is missing; number and day may stay blank until it is sent.")
            yield Fault(
                rule=rule,
                place=whole_document(),
                found=translate("nothing there"),
                expected=expected,
                cure=cure,
            )


def _nation(line: Line | None, sections: tuple[Section, ...]) -> Iterator[Fault]:
    if line is None:
        return
    place = place_in_head(line.text)
    # HOÀ is HÒA with the accent where older typing puts it.
    written = " ".join(line.text.upper().split()).replace("HOÀ", "HÒA")
    if written != NATION:
        yield Fault(rule="E1", place=place, found=line.text, expected=NATION)
    yield from look_faults(line, _NATION_LOOK, place)
    cell = line.paragraph.cell
    if cell is not None and not cell.last_column:
        expected = translate("in the block on the right")
        found = translate("in the block on the left")
        yield Fault(rule="E1", place=place, found=found, expected=expected)
    room = room_for(line.paragraph, sections)
    if room and printed_width(line) > room:
        yield Fault(
            rule="E1",
            place=place,
            found=translate("broken into two lines, its block is too narrow"),
            expected=translate("on one line"),
        )


def _motto(line: Line | None) -> Iterator[Fault]:
    if line is None:
        return
    place = place_in_head(line.text)
    if line.text.casefold() != MOTTO.casefold() or (
        line.text != MOTTO and line.text != line.text.upper()
    ):
        yield Fault(rule="E2", place=place, found=line.text, expected=MOTTO)
    yield from look_faults(line, _MOTTO_LOOK, place)


def _missing(rule: str, text: str, document: WordDocument) -> Fault:
    """Say that a line is missing, or that it shares its line with other words."""
    wanted = fold(text)
    shared = [
        it.text for it in lines_of(document.blocks) if wanted in " ".join(fold(it.text).split())
    ]
    return Fault(
        rule=rule,
        place=place_in_head(shared[0]) if shared else whole_document(),
        found=translate("on one line with other words") if shared else translate("nothing there"),
        expected=translate("the line “{words}” by itself, in a block on the right", words=text),
    )


def superior_and_issuer(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Part the names at the top left: the body above, and the body that issues the document.

    A name may run over two lines. The body that issues is known by its bold
    letters; when all are bold, by a second line that names a body of its own.
    """
    if len(lines) < 2:  # noqa: PLR2004 # one name: no body above
        return (), lines
    bold = [all(run.format.bold for run in line.runs if run.text.strip()) for line in lines]
    if not all(bold):
        first = bold.index(True) if any(bold) else len(lines) - 1
        return lines[:first], lines[first:]
    for index in range(1, len(lines)):
        above = " ".join(line.text.upper() for line in lines[:index])
        if _BODY.match(lines[index].text.upper()) and _BODY.match(above):
            return lines[:index], lines[index:]
    return (), lines


def _bodies(lines: tuple[Line, ...]) -> Iterator[Fault]:
    above, issuing = superior_and_issuer(lines)
    for line in above:
        yield from look_faults(line, _SUPERIOR_LOOK, place_in_head(line.text))
    for line in issuing:
        yield from look_faults(line, _ISSUER_LOOK, place_in_head(line.text))


def _drawn(document: WordDocument, elements: Elements) -> Iterator[Fault]:
    # Word anchors a floating line to any paragraph near it, often one below the head.
    nearby = [block for block in document.blocks if isinstance(block, Paragraph)][:8]
    in_head = {id(block) for block in elements.head}
    floating = drawn_elsewhere(elements.head) + drawn_elsewhere(
        block for block in nearby if id(block) not in in_head
    )
    issuing = superior_and_issuer(elements.left_block)[1]
    if elements.motto is not None:
        motto = Underlined(
            rule="E3",
            lines=(elements.motto,),
            place=place_in_head(elements.motto.text),
            as_long=True,
        )
        yield from drawn_line_faults(motto, elements.head, document.sections, floating)
    if issuing:
        body = Underlined(
            rule="E6", lines=issuing, place=place_in_head(issuing[-1].text), as_long=False
        )
        yield from drawn_line_faults(body, elements.head, document.sections, max(floating - 1, 0))


def _number(line: Line) -> Iterator[Fault]:
    place = place_in_head(line.text)
    yield from look_faults(line, _NUMBER_LOOK, place)
    match = _NUMBER.fullmatch(line.text)
    if match is None or match[2] != match[2].upper():
        yield Fault(
            rule="E7",
            place=place,
            found=line.text,
            expected=translate("“Số:” in small letters, the symbol in capitals: Số: 05/BB-ĐKT"),
        )


def _date(line: Line) -> Iterator[Fault]:
    place = place_in_head(line.text)
    yield from look_faults(line, _DATE_LOOK, place)
    match = _DATE.fullmatch(line.text)
    if match is None or ", ngày" not in line.text or match[2] != match[2].lower():
        yield Fault(
            rule="E8",
            place=place,
            found=line.text,
            expected=translate("place, comma, date: Lào Cai, ngày 05 tháng 02 năm 2026"),
        )
