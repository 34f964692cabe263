"""Rules P1 to P9: paper, margins, long tables; letters and page numbers have files of their own.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I and IV.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.documents.format_check.elements import Elements
from app.documents.format_check.letter_rules import letter_faults
from app.documents.format_check.mends import (
    Mend,
    PageMend,
    RowMend,
)
from app.documents.format_check.page_number_rules import page_number_faults
from app.documents.format_check.reading import (
    A4_HEIGHT,
    A4_WIDTH,
    Row,
    Section,
    Table,
    WordDocument,
)
from app.documents.format_check.violation import (
    Fault,
    millimetres,
    place_of_table,
)
from app.words import mark, translate

TOLERANCE: Final = 2
_MARGINS: Final = (
    ("P2", "top", 1134, 1417, mark("{pages}, top margin")),
    ("P3", "bottom", 1134, 1417, mark("{pages}, bottom margin")),
    ("P4", "left", 1701, 1984, mark("{pages}, left margin")),
    ("P5", "right", 850, 1134, mark("{pages}, right margin")),
)
# A page turned on its side may keep the names of its margins or turn them along,
# as Word does, either way round.
_TURNED: Final = (
    {"top": "top", "bottom": "bottom", "left": "left", "right": "right"},
    {"top": "right", "right": "bottom", "bottom": "left", "left": "top"},
    {"top": "left", "left": "bottom", "bottom": "right", "right": "top"},
)
_LONG_TABLE: Final = 3


def page_faults(document: WordDocument, elements: Elements) -> Iterator[Fault]:
    """Yield what is wrong with paper, margins, fonts, page numbers and long tables."""
    for section in document.sections:
        yield from _paper(section, elements)
        yield from _margins(section, elements.place_of_section(section.number))
    yield from letter_faults(document, elements)
    yield from page_number_faults(document, elements)
    for table in elements.data_tables:
        yield from _table_cut(table)


def _paper(section: Section, elements: Elements) -> Iterator[Fault]:
    place = translate("{pages}, paper", pages=elements.place_of_section(section.number))
    short, long = sorted((section.width, section.height))
    if abs(short - A4_WIDTH) > TOLERANCE or abs(long - A4_HEIGHT) > TOLERANCE:
        found = translate(
            "{width} × {height}",
            width=millimetres(section.width),
            height=millimetres(section.height),
        )
        yield Fault(
            rule="P1",
            place=place,
            found=found,
            expected=translate("A4, 210 × 297 mm"),
            mends=_paper_mends(section),
        )
    if section.landscape and section.number not in elements.appendix_sections:
        yield Fault(
            rule="P1",
            place=place,
            found=translate("lying on its long side"),
            expected=translate("upright; only an appendix may lie on its long side"),
        )


def _paper_mends(section: Section) -> tuple[Mend, ...]:
    if section.source is None:
        return ()
    width, height = (A4_HEIGHT, A4_WIDTH) if section.landscape else (A4_WIDTH, A4_HEIGHT)
    return (PageMend(section=section.source, width=width, height=height),)


def _margins(section: Section, pages: str) -> Iterator[Fault]:
    readings = _TURNED if section.landscape else _TURNED[:1]
    faults = [_margin_faults(section, names, pages) for names in readings]
    if all(faults):
        yield from faults[0]


def _margin_faults(section: Section, names: dict[str, str], pages: str) -> list[Fault]:
    faults = []
    for rule, margin, least, most, place in _MARGINS:
        side = names[margin]
        width = int(getattr(section, side))
        if not least - TOLERANCE <= width <= most + TOLERANCE:
            expected = translate(
                "{least} to {most}", least=millimetres(least), most=millimetres(most)
            )
            faults.append(
                Fault(
                    rule=rule,
                    place=translate(place, pages=pages),
                    found=millimetres(width),
                    expected=expected,
                    mends=_margin_mends(section, side, min(max(width, least), most)),
                )
            )
    return faults


def _margin_mends(section: Section, side: str, width: int) -> tuple[Mend, ...]:
    if section.source is None:
        return ()
    # What the binding takes is counted in already.
    gutter = (("gutter", 0),) if section.gutter and side in {"top", "left"} else ()
    return (PageMend(section=section.source, margins=((side, width), *gutter)),)


def _table_cut(table: Table) -> Iterator[Fault]:
    if len(table.rows) < _LONG_TABLE:
        return
    place = place_of_table(table)
    first = table.rows[0]
    if not first.repeats:
        yield Fault(
            rule="P9",
            place=place,
            found=translate("its header row stands on its first page only"),
            expected=translate("the header row repeated on every page"),
            mends=_row_mends([first], repeats=True),
        )
    split = [row for row in table.rows if row.may_split]
    if split:
        yield Fault(
            rule="P9",
            place=place,
            found=translate("rows that the end of a page may cut: {count}", count=len(split)),
            expected=translate("no row cut by the end of a page"),
            cure=translate(
                "Select the table; Properties, Row: clear Allow row to break across pages."
            ),
            mends=_row_mends(split, repeats=False),
        )


def _row_mends(rows: list[Row], *, repeats: bool) -> tuple[Mend, ...]:
    sources = (row.source for row in rows)
    return tuple(
        RowMend(row=source, repeats=repeats, whole=not repeats)
        for source in sources
        if source is not None
    )
