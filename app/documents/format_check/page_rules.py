"""Rules P1 to P9: paper, margins, font, page numbers, sections of appendices, long tables.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I and IV.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from app.documents.format_check.elements import Elements
from app.documents.format_check.looks import letter_mends, nearest_size
from app.documents.format_check.mends import (
    FirstPageMend,
    FontMend,
    HiddenNumberMend,
    Mend,
    NumberMend,
    PageMend,
    RowMend,
    StandMend,
)
from app.documents.format_check.reading import (
    A4_HEIGHT,
    A4_WIDTH,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    WordDocument,
)
from app.documents.format_check.violation import (
    Fault,
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
_PALEST: Final = 0x90
# Their letters stand for arrows, ticks and Greek; in another font they would be others.
_SIGN_FONTS: Final = {
    "symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings", "mt extra", "marlett",
    "zapfdingbats", "opensymbol", "segoe ui symbol", "segoe ui emoji", "cambria math",
}  # fmt: skip
# Fonts of before Unicode: their words must be converted, not only shown in another font.
_OLDER_CODES: Final = (".vn", "vni-", "vntime", ".tmc")
_PAGE_NUMBER_SIZES: Final = (26, 28)
_NUMBER_ALONE: Final = re.compile(r"[\s\d\-–—|.]*")
_BESIDE_THE_MIDDLE: Final = 220
_ARABIC: Final = {"decimal", "numberInDash"}
_LONG_TABLE: Final = 3


def page_faults(document: WordDocument, elements: Elements) -> Iterator[Fault]:
    """Yield what is wrong with paper, margins, fonts, page numbers and long tables."""
    for section in document.sections:
        yield from _paper(section, elements)
        yield from _margins(section, elements.place_of_section(section.number))
    read = (*document.paragraphs, *document.boxed, *document.notes, *_running(document))
    for paragraph in read:
        yield from _letters(paragraph, elements.place_of(paragraph))
    yield from _page_numbers(document, elements)
    yield from _appendix_numbers(document, elements)
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


def _running(document: WordDocument) -> Iterator[Paragraph]:
    """Yield the paragraphs of all headers and footers once, though sections share them."""
    seen: set[int] = set()
    for section in document.sections:
        for parts in (section.headers, section.footers):
            for paragraphs in parts.values():
                if id(paragraphs) not in seen:
                    seen.add(id(paragraphs))
                    yield from paragraphs


def _letters(paragraph: Paragraph, place: str) -> Iterator[Fault]:
    runs = [run for run in paragraph.runs if run.text.strip()]
    runs += [paragraph.label_run] if paragraph.label_run is not None else []
    foreign = [(run, name) for run in runs for name in _foreign_fonts(run)]
    if foreign:
        yield from _font_faults(foreign, place)
    coloured = [run for run in runs if not _is_black(run.format.colour)]
    if coloured:
        # Pale letters stand on a dark ground, where black ones could not be read.
        pale = any(_is_pale(run.format.colour) for run in coloured)
        colours = dict.fromkeys(run.format.colour for run in coloured)
        yield Fault(
            rule="P6",
            place=place,
            found=translate("letters of colour {colour}", colour=", ".join(colours)),
            expected=translate("black letters"),
            mends=() if pale else letter_mends(coloured, black=True),
        )


def _font_faults(foreign: list[tuple[Run, str]], place: str) -> Iterator[Fault]:
    older = [(run, name) for run, name in foreign if _is_of_older_code(name)]
    if older:
        yield Fault(
            rule="P6",
            place=place,
            found=", ".join(dict.fromkeys(name for _, name in older)),
            expected=translate("letters of Unicode in {font}", font=_FONT),
            cure=translate(
                "Convert the words from the older code (TCVN3, VNI) to Unicode with the keyboard "
                "program, then choose Times New Roman."
            ),
        )
    others = [(run, name) for run, name in foreign if not _is_of_older_code(name)]
    if others:
        runs = list({id(run): run for run, _ in others}.values())
        yield Fault(
            rule="P6",
            place=place,
            found=", ".join(dict.fromkeys(name for _, name in others)),
            expected=_FONT,
            mends=(FontMend(font=_FONT), *letter_mends(runs, font=_FONT)),
        )


def may_change_font(font: str) -> bool:
    """Tell whether letters named in this font may be shown in another: neither signs nor codes."""
    return bool(font) and font.casefold() not in _SIGN_FONTS and not _is_of_older_code(font)


def _foreign_fonts(run: Run) -> Iterator[str]:
    named = dict.fromkeys(_fonts(run))
    yield from (name for name in named if name != _FONT and name.casefold() not in _SIGN_FONTS)


def _is_of_older_code(font: str) -> bool:
    return font.casefold().startswith(_OLDER_CODES)


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


def _is_pale(colour: str) -> bool:
    try:
        channels = bytes.fromhex(colour)
    except ValueError:
        return False
    return min(channels, default=0) >= _PALEST


def _page_numbers(document: WordDocument, elements: Elements) -> Iterator[Fault]:
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
            mends = _number_mends(section, "even")
            yield _no_number(place, translate("none on even pages"), mends)
        if section.number == 1:
            yield from _first_page(section, place)
        elif _hides_a_number(section, elements):
            found = translate("none on the first page of the section")
            yield _no_number(place, found, _shown_first_mends(section))


def _header(section: Section) -> tuple[Paragraph, ...] | None:
    return section.headers.get("default")


def _hides_a_number(section: Section, elements: Elements) -> bool:
    return (
        section.own_first_page
        and section.number not in elements.appendix_sections
        and not _numbered(section.headers.get("first", ()))
    )


def _no_number(place: str, found: str, mends: tuple[Mend, ...]) -> Fault:
    expected = translate("a number in the middle of the top margin from page 2 on")
    return Fault(rule="P7", place=place, found=found, expected=expected, mends=mends)


def _number_mends(section: Section, kind: str) -> tuple[Mend, ...]:
    return () if section.source is None else (NumberMend(section=section.source, kind=kind),)


def _shown_first_mends(section: Section) -> tuple[Mend, ...]:
    """Return what makes the first page like the others, unless something stands there only."""
    running = (*section.headers.get("first", ()), *section.footers.get("first", ()))
    if section.source is None or any(item.text or item.pictures for item in running):
        return ()
    return (FirstPageMend(section=section.source, numbered=True),)


def _page_number(section: Section, place: str) -> Iterator[Fault]:
    numbered = _numbered(section.headers.get("default", ()))
    if not numbered:
        yield _number_missing(section, place)
        return
    below = _at_the_foot(section)
    if below:
        mends = _hidden(below) if all(map(_is_number_alone, below)) else ()
        yield _no_number(place, translate("at the foot of the page too"), mends)
    paragraph = numbered[0]
    if not _in_the_middle(paragraph, section):
        yield _no_number(place, translate("not in the middle"), _middle_mends(paragraph))
    shown = {run.format.size for run in paragraph.runs}
    least, most = _PAGE_NUMBER_SIZES
    wrong = sorted(size for size in shown if not least <= size <= most)
    if wrong:
        expected = translate("{least} to {most}", least=points(least), most=points(most))
        found = ", ".join(points(size) for size in wrong)
        size = nearest_size(wrong[-1], _PAGE_NUMBER_SIZES)
        mends = letter_mends(list(paragraph.runs), size=size)
        yield Fault(rule="P7", place=place, found=found, expected=expected, mends=mends)
    slanted = [run for run in paragraph.runs if run.format.italic]
    if slanted:
        yield Fault(
            rule="P7",
            place=place,
            found=translate("italic"),
            expected=translate("upright"),
            mends=letter_mends(slanted, italic=False),
        )
    if section.count_format not in _ARABIC:
        yield Fault(
            rule="P7",
            place=place,
            found=translate("another form of figures"),
            expected=translate("Arabic figures: 1, 2, 3"),
            mends=_count_mends(section, decimal=True),
        )


def _number_missing(section: Section, place: str) -> Fault:
    below = _at_the_foot(section)
    found = translate("at the foot of the page") if below else translate("nothing there")
    mends = _number_mends(section, "default")
    if all(_is_number_alone(paragraph) for paragraph in below):
        return _no_number(place, found, (*mends, *_hidden(below)))
    # Beside words it is part of a line that only a person can take apart.
    return _no_number(place, found, ())


def _at_the_foot(section: Section) -> list[Paragraph]:
    return [it for parts in section.footers.values() for it in _numbered(parts)]


def _hidden(paragraphs: list[Paragraph]) -> tuple[Mend, ...]:
    sources = (paragraph.source for paragraph in paragraphs)
    return tuple(HiddenNumberMend(paragraph=source) for source in sources if source is not None)


def _is_number_alone(paragraph: Paragraph) -> bool:
    return _NUMBER_ALONE.fullmatch(paragraph.text) is not None


def _in_the_middle(paragraph: Paragraph, section: Section) -> bool:
    """Tell whether a page number stands in the middle: by itself, by its frame or by a tab."""
    if paragraph.format.frame_align:
        return paragraph.format.frame_align == "center"
    tab = paragraph.first_tab
    if tab is not None and paragraph.format.align in {"left", "both"}:
        is_at_middle = not tab.at or abs(tab.at - section.room // 2) <= _BESIDE_THE_MIDDLE
        return tab.align == "center" and is_at_middle
    return paragraph.format.align == "center"


def _middle_mends(paragraph: Paragraph) -> tuple[Mend, ...]:
    if paragraph.source is None or paragraph.format.frame_align or paragraph.first_tab:
        return ()
    if not _is_number_alone(paragraph):
        return ()
    return (StandMend(paragraph=paragraph.source, align="center"),)


def _count_mends(section: Section, *, decimal: bool = False) -> tuple[Mend, ...]:
    if section.source is None:
        return ()
    if decimal:
        return (PageMend(section=section.source, decimal=True),)
    return (PageMend(section=section.source, counts_from=1),)


def _first_page(section: Section, place: str) -> Iterator[Fault]:
    on_first = _numbered(section.headers.get("first", ()))
    shown = not section.own_first_page or on_first
    if _numbered(section.headers.get("default", ())) and shown:
        yield Fault(
            rule="P7",
            place=place,
            found=translate("shown on page 1"),
            expected=translate("no number on page 1"),
            mends=_bare_first_mends(section, on_first),
        )
    if section.counts_from not in {None, 1}:
        yield Fault(
            rule="P7",
            place=place,
            found=translate("counted from {start}", start=section.counts_from),
            expected=translate("counted from 1"),
            mends=_count_mends(section),
        )


def _bare_first_mends(section: Section, on_first: list[Paragraph]) -> tuple[Mend, ...]:
    if section.own_first_page:
        return _hidden(on_first) if all(map(_is_number_alone, on_first)) else ()
    if section.source is None:
        return ()
    return (FirstPageMend(section=section.source, numbered=False),)


def _numbered(paragraphs: tuple[Paragraph, ...]) -> list[Paragraph]:
    return [paragraph for paragraph in paragraphs if "PAGE" in paragraph.fields]


def _appendix_numbers(document: WordDocument, elements: Elements) -> Iterator[Fault]:
    for appendix in elements.appendices:
        place = place_of(appendix.heading.paragraph)
        if not appendix.starts_section:
            yield Fault(
                rule="P8",
                place=place,
                found=translate("in the same section as what stands before it"),
                expected=translate("a section of its own, its pages counted from 1"),
            )
        elif document.sections[appendix.section - 1].counts_from != 1:
            yield Fault(
                rule="P8",
                place=place,
                found=translate("its pages are counted on"),
                expected=translate("its pages counted from 1"),
                mends=_count_mends(document.sections[appendix.section - 1]),
            )


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
