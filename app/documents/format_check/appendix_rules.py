"""Rules E21 to E24: appendices and the text of tables.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, mục III, 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.documents.format_check.elements import Appendix, Elements
from app.documents.format_check.looks import Look, look_faults
from app.documents.format_check.mends import Mend, StandMend
from app.documents.format_check.reading import Paragraph, Table, TableCell, lines_of
from app.documents.format_check.violation import (
    Fault,
    place_of,
    shown,
)
from app.domain.text import fold
from app.words import translate

_HEADING_LOOK: Final = Look(rule="E21", sizes=(28, 28), bold=True, upper=False)
_TITLE_LOOK: Final = Look(rule="E22", sizes=(26, 28), bold=True, upper=True)
_REFERENCE_LOOK: Final = Look(rule="E23", sizes=(26, 28), italic=True)
_CELL_SIZES: Final = (22, 26)
_ROMAN: Final = re.compile(r"phu luc [ivxlc]+[.:]?")
_REFERENCE: Final = re.compile(r"\(?\s*kem theo\b")
_INDEX: Final = re.compile(r"\(?[\d\sa-z=+:x/*-]{1,12}\)?", re.IGNORECASE)
_SINGLE: Final = 240
_TOLERANCE: Final = 2
_HEAD_LINES: Final = 6


def appendix_faults(elements: Elements) -> Iterator[Fault]:
    """Yield what is wrong with appendices and tables."""
    for appendix in elements.appendices:
        yield from _heading(appendix, several=len(elements.appendices) > 1)
        yield from _title(appendix)
    for table in elements.data_tables:
        yield from _header_row(table)
        yield from _cells(table)


def _heading(appendix: Appendix, *, several: bool) -> Iterator[Fault]:
    line = appendix.heading
    place = place_of(line.paragraph)
    yield from look_faults(line, _HEADING_LOOK, place)
    if several and not _ROMAN.fullmatch(fold(line.text)):
        yield Fault(
            rule="E21",
            place=place,
            found=line.text,
            expected=translate("a Roman number: Phụ lục I, Phụ lục II"),
        )


def _title(appendix: Appendix) -> Iterator[Fault]:
    begun = True
    for line in appendix.lines[:_HEAD_LINES]:
        if line.paragraph.cell is not None:
            return
        place = place_of(line.paragraph)
        if _REFERENCE.match(fold(line.text)):
            yield from look_faults(line, _REFERENCE_LOOK, place)
            return
        begun = begun and line.paragraph.format.align == "center"
        if begun and not line.text.startswith("("):
            yield from look_faults(line, _TITLE_LOOK, place)


def _header_row(table: Table) -> Iterator[Fault]:
    look = Look(rule="E24", sizes=_CELL_SIZES, bold=True)
    for cell in table.rows[0].cells:
        for line in lines_of(cell.blocks):
            yield from look_faults(line, look, place_of(line.paragraph))
            yield from _spacing(line.paragraph)


def _cells(table: Table) -> Iterator[Fault]:
    """Judge the rows under the header row."""
    for row in table.rows[1:]:
        for cell in row.cells:
            yield from _cell(cell, repeats=row.repeats)


def _cell(cell: TableCell, *, repeats: bool) -> Iterator[Fault]:
    for line in lines_of(cell.blocks):
        free = repeats or _INDEX.fullmatch(line.text) or line.text.startswith("(")
        slanted = None if free or not _wholly_italic(cell) else False
        look = Look(rule="E24", sizes=_CELL_SIZES, bold=None, italic=slanted, align=None)
        yield from look_faults(line, look, place_of(line.paragraph))
        yield from _spacing(line.paragraph)


def _wholly_italic(cell: TableCell) -> bool:
    runs = [run for paragraph in cell.paragraphs for run in paragraph.runs if run.text.strip()]
    return all(run.format.italic for run in runs)


def _spacing(paragraph: Paragraph) -> Iterator[Fault]:
    form = paragraph.format
    if form.line_rule == "auto" and form.line > _SINGLE + _TOLERANCE:
        yield Fault(
            rule="E24",
            place=place_of(paragraph),
            found=translate("line spacing {times}", times=shown(form.line / _SINGLE, 2)),
            expected=translate("single line spacing"),
            mends=_single_mends(paragraph),
        )


def _single_mends(paragraph: Paragraph) -> tuple[Mend, ...]:
    if paragraph.source is None:
        return ()
    return (StandMend(paragraph=paragraph.source, line=_SINGLE),)
