"""Rules P1 to P9: paper, margins, font, page numbers, sections of appendices, long tables.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I and IV.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from app.documents.format_check.elements import Elements
from app.documents.format_check.reading import (
    A4_HEIGHT,
    A4_WIDTH,
    Paragraph,
    Run,
    Section,
    Table,
    WordDocument,
)
from app.documents.format_check.violation import (
    Violation,
    millimetres,
    place_of,
    place_of_table,
    points,
)
from app.words import mark, translate

TOLERANCE: Final = 2
_FONT: Final = "Times New Roman"
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
# Printed, a letter this dark cannot be told from black.
_DARKEST: Final = 0x20
_PAGE_NUMBER_SIZES: Final = (26, 28)
_LONG_TABLE: Final = 3


def page_faults(document: WordDocument, elements: Elements) -> Iterator[Violation]:
    """Yield what is wrong with paper, margins, fonts, page numbers and long tables."""
    for section in document.sections:
        yield from _paper(section, elements)
        yield from _margins(section, elements.place_of_section(section.number))
    for paragraph in (*document.paragraphs, *document.boxed, *_running(document)):
        yield from _letters(paragraph, elements.place_of(paragraph))
    yield from _page_numbers(document, elements)
    yield from _appendix_numbers(document, elements)
    for table in elements.data_tables:
        yield from _table_cut(table)


def _paper(section: Section, elements: Elements) -> Iterator[Violation]:
    place = translate("{pages}, paper", pages=elements.place_of_section(section.number))
    short, long = sorted((section.width, section.height))
    if abs(short - A4_WIDTH) > TOLERANCE or abs(long - A4_HEIGHT) > TOLERANCE:
        found = translate(
            "{width} × {height}",
            width=millimetres(section.width),
            height=millimetres(section.height),
        )
        yield Violation(rule="P1", place=place, found=found, expected=translate("A4, 210 × 297 mm"))
    if section.landscape and section.number not in elements.appendix_sections:
        yield Violation(
            rule="P1",
            place=place,
            found=translate("lying on its long side"),
            expected=translate("upright; only an appendix may lie on its long side"),
        )


def _margins(section: Section, pages: str) -> Iterator[Violation]:
    readings = _TURNED if section.landscape else _TURNED[:1]
    faults = [_margin_faults(section, names, pages) for names in readings]
    if all(faults):
        yield from faults[0]


def _margin_faults(section: Section, names: dict[str, str], pages: str) -> list[Violation]:
    faults = []
    for rule, margin, least, most, place in _MARGINS:
        width = int(getattr(section, names[margin]))
        if not least - TOLERANCE <= width <= most + TOLERANCE:
            expected = translate(
                "{least} to {most}", least=millimetres(least), most=millimetres(most)
            )
            faults.append(
                Violation(
                    rule=rule,
                    place=translate(place, pages=pages),
                    found=millimetres(width),
                    expected=expected,
                )
            )
    return faults


def _running(document: WordDocument) -> Iterator[Paragraph]:
    """Yield the paragraphs of all headers and footers once, though sections share them."""
    seen: set[int] = set()
    for section in document.sections:
        for parts in (section.headers, section.footers):
            for paragraphs in parts.values():
                if id(paragraphs) not in seen:
                    seen.add(id(paragraphs))
                    yield from paragraphs


def _letters(paragraph: Paragraph, place: str) -> Iterator[Violation]:
    fonts: dict[str, None] = {}
    colours: dict[str, None] = {}
    for run in paragraph.runs:
        if run.text.strip():
            fonts |= dict.fromkeys(name for name in _fonts(run) if name != _FONT)
            if not _is_black(run.format.colour):
                colours[run.format.colour] = None
    if fonts:
        yield Violation(rule="P6", place=place, found=", ".join(fonts), expected=_FONT)
    if colours:
        yield Violation(
            rule="P6",
            place=place,
            found=translate("letters of colour {colour}", colour=", ".join(colours)),
            expected=translate("black letters"),
        )


def _fonts(run: Run) -> Iterator[str]:
    """Yield the fonts that letters of the run are really printed in.

    Word keeps a font for each of four kinds of letter; one for Chinese or Arabic
    letters is no fault where there are none. Signs such as ☐ and ✓ are not in
    Times New Roman at all and are left alone.
    """
    form = run.format
    for letter in run.text:
        category = unicodedata.category(letter)
        if category[0] in "ZC":
            continue
        if letter < "\x80":
            yield form.ascii
        elif category in {"So", "Sk"}:
            continue
        elif unicodedata.east_asian_width(letter) in "WF":
            yield form.east_asia
        elif form.east_asia_hint and unicodedata.east_asian_width(letter) == "A":
            continue
        else:
            yield form.h_ansi


def _is_black(colour: str) -> bool:
    try:
        channels = bytes.fromhex(colour)
    except ValueError:
        return False
    return max(channels, default=0) <= _DARKEST


def _page_numbers(document: WordDocument, elements: Elements) -> Iterator[Violation]:
    if elements.fits_one_page:
        return
    for section in document.sections:
        if section.continues and section.number > 1:
            continue
        place = translate("{pages}, page number", pages=elements.place_of_section(section.number))
        # A section that has no header of its own shows the one before, told there.
        header, before = _header(section), _header(document.sections[section.number - 2])
        if section.number == 1 or header is not before:
            yield from _page_number(section, place)
        if document.even_pages and not _numbered(section.headers.get("even", ())):
            yield _no_number(place, translate("none on even pages"))
        if section.number == 1:
            yield from _first_page(section, place)
        elif _hides_a_number(section, elements):
            yield _no_number(place, translate("none on the first page of the section"))


def _header(section: Section) -> tuple[Paragraph, ...] | None:
    return section.headers.get("default")


def _hides_a_number(section: Section, elements: Elements) -> bool:
    return (
        section.own_first_page
        and section.number not in elements.appendix_sections
        and not _numbered(section.headers.get("first", ()))
    )


def _no_number(place: str, found: str) -> Violation:
    expected = translate("a number in the middle of the top margin from page 2 on")
    return Violation(rule="P7", place=place, found=found, expected=expected)


def _page_number(section: Section, place: str) -> Iterator[Violation]:
    numbered = _numbered(section.headers.get("default", ()))
    if not numbered:
        below = any(_numbered(paragraphs) for paragraphs in section.footers.values())
        found = translate("at the foot of the page") if below else translate("nothing there")
        yield _no_number(place, found)
        return
    paragraph = numbered[0]
    if paragraph.format.align != "center":
        yield _no_number(place, translate("not in the middle"))
    shown = {run.format.size for run in paragraph.runs}
    least, most = _PAGE_NUMBER_SIZES
    wrong = sorted(size for size in shown if not least <= size <= most)
    if wrong:
        expected = translate("{least} to {most}", least=points(least), most=points(most))
        found = ", ".join(points(size) for size in wrong)
        yield Violation(rule="P7", place=place, found=found, expected=expected)
    if any(run.format.italic for run in paragraph.runs):
        yield Violation(
            rule="P7", place=place, found=translate("italic"), expected=translate("upright")
        )
    if section.count_format != "decimal":
        expected = translate("Arabic figures: 1, 2, 3")
        yield Violation(
            rule="P7", place=place, found=translate("another form of figures"), expected=expected
        )


def _first_page(section: Section, place: str) -> Iterator[Violation]:
    shown = not section.own_first_page or _numbered(section.headers.get("first", ()))
    if _numbered(section.headers.get("default", ())) and shown:
        yield Violation(
            rule="P7",
            place=place,
            found=translate("shown on page 1"),
            expected=translate("no number on page 1"),
        )
    if section.counts_from not in {None, 1}:
        yield Violation(
            rule="P7",
            place=place,
            found=translate("counted from {start}", start=section.counts_from),
            expected=translate("counted from 1"),
        )


def _numbered(paragraphs: tuple[Paragraph, ...]) -> list[Paragraph]:
    return [paragraph for paragraph in paragraphs if "PAGE" in paragraph.fields]


def _appendix_numbers(document: WordDocument, elements: Elements) -> Iterator[Violation]:
    for appendix in elements.appendices:
        place = place_of(appendix.heading.paragraph)
        if not appendix.starts_section:
            yield Violation(
                rule="P8",
                place=place,
                found=translate("in the same section as what stands before it"),
                expected=translate("a section of its own, its pages counted from 1"),
            )
        elif document.sections[appendix.section - 1].counts_from != 1:
            yield Violation(
                rule="P8",
                place=place,
                found=translate("its pages are counted on"),
                expected=translate("its pages counted from 1"),
            )


def _table_cut(table: Table) -> Iterator[Violation]:
    if len(table.rows) < _LONG_TABLE:
        return
    place = place_of_table(table)
    if not table.rows[0].repeats:
        yield Violation(
            rule="P9",
            place=place,
            found=translate("its header row stands on its first page only"),
            expected=translate("the header row repeated on every page"),
        )
    split = sum(row.may_split for row in table.rows)
    if split:
        yield Violation(
            rule="P9",
            place=place,
            found=translate("rows that the end of a page may cut: {count}", count=split),
            expected=translate("no row cut by the end of a page"),
        )
