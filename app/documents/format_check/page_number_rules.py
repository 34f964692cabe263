"""Rules P7 and P8: page numbers, and those of appendices.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I and IV.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.documents.format_check.elements import Elements
from app.documents.format_check.looks import letter_mends, nearest_size
from app.documents.format_check.mends import (
    FirstPageMend,
    HiddenNumberMend,
    Mend,
    NumberMend,
    PageMend,
    StandMend,
)
from app.documents.format_check.reading import (
    Paragraph,
    Section,
    WordDocument,
)
from app.documents.format_check.violation import (
    Fault,
    place_of,
    points,
)
from app.words import translate

_PAGE_NUMBER_SIZES: Final = (26, 28)
_NUMBER_ALONE: Final = re.compile(r"[\s\d\-–—|.]*")
_BESIDE_THE_MIDDLE: Final = 220
_ARABIC: Final = {"decimal", "numberInDash"}


def page_number_faults(document: WordDocument, elements: Elements) -> Iterator[Fault]:
    """Yield what is wrong with the numbers of pages, appendices among them."""
    yield from _page_numbers(document, elements)
    yield from _appendix_numbers(document, elements)


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
    asleep = (*section.headers.get("first", ()), *section.footers.get("first", ()))
    if section.source is None or any(one.text.strip() or one.fields for one in asleep):
        # What sleeps there would be printed all at once: a person decides.
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
