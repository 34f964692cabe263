"""Rules E9 to E11 and W9: title, abstract and the legal bases under them.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, 5 and 6.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from app.documents.format_check.drawn_lines import Underlined, drawn_elsewhere, drawn_line_faults
from app.documents.format_check.elements import Elements
from app.documents.format_check.looks import Look, look_faults
from app.documents.format_check.reading import Block, Line, Paragraph, WordDocument, lines_of
from app.documents.format_check.sorts import Sort
from app.documents.format_check.violation import Fault, ending, place_of, whole_document
from app.domain.text import fold
from app.words import translate

_TITLE_LOOK: Final = Look(rule="E9", sizes=(26, 28), bold=True, upper=True)
_ABSTRACT_LOOK: Final = Look(rule="E10", sizes=(26, 28), bold=True, upper=False)
_BASIS_LOOK: Final = Look(rule="E11", sizes=(26, 28), italic=True, align=None)
_NOT_HERE: Final = "vi pham hanh chinh"
_UNDER_ABSTRACT: Final = 3


def title_faults(document: WordDocument, elements: Elements) -> Iterator[Fault]:
    """Yield what is wrong with title, abstract and legal bases."""
    yield from _title(elements)
    for line in elements.abstract:
        yield from look_faults(line, _ABSTRACT_LOOK, place_of(line.paragraph))
    if elements.abstract:
        yield from _line_under(document, elements)
    yield from _bases(elements)


def _title(elements: Elements) -> Iterator[Fault]:
    line = elements.title
    if line is None:
        # A letter (công văn) has no title; its subject stands under its number.
        if elements.subject is None:
            yield Fault(
                rule="E9",
                place=whole_document(),
                found=translate("no title"),
                expected=translate("the kind of document in capitals on a line of its own"),
            )
        return
    yield from look_faults(line, _TITLE_LOOK, place_of(line.paragraph))
    if elements.is_minutes:
        for named in (line, *elements.abstract):
            if _NOT_HERE in fold(named.text):
                yield Fault(
                    rule="W9",
                    place=place_of(named.paragraph),
                    found=named.text,
                    expected=translate("a title without “vi phạm hành chính”"),
                )


def _line_under(document: WordDocument, elements: Elements) -> Iterator[Fault]:
    last = elements.abstract[-1]
    after = _from(document.blocks, last)
    text = Underlined(
        rule="E10", lines=elements.abstract, place=place_of(last.paragraph), as_long=False
    )
    spare = drawn_elsewhere(after[:_UNDER_ABSTRACT])
    yield from drawn_line_faults(text, after, document.sections, spare)


def _from(blocks: tuple[Block, ...], line: Line) -> tuple[Block, ...]:
    at = next((index for index, block in enumerate(blocks) if block is line.paragraph), 0)
    return blocks[at:]


def _bases(elements: Elements) -> Iterator[Fault]:
    first = takewhile(lambda pair: pair[1] not in {Sort.PART, Sort.ITEM}, elements.body)
    bases = [paragraph for paragraph, sort in first if sort is Sort.BASIS]
    if len(bases) == 1 and not _surely_basis(bases[0]):
        return
    for paragraph in bases:
        for line in list(lines_of((paragraph,)))[:1]:
            yield from look_faults(line, _BASIS_LOOK, place_of(paragraph))
    yield from _ends(bases, [paragraph for paragraph, _ in elements.body])


def _surely_basis(paragraph: Paragraph) -> bool:
    """Tell whether a single one is a legal basis and not a sentence that begins like one."""
    italic = all(run.format.italic for run in paragraph.runs if run.text.strip())
    return italic or paragraph.text.endswith(";")


def _ends(bases: list[Paragraph], body: list[Paragraph]) -> Iterator[Fault]:
    places = {id(paragraph): place for place, paragraph in enumerate(body)}
    for index, basis in enumerate(bases):
        last = index == len(bases) - 1
        # Before a sentence that goes on with “căn cứ …, … ban hành …” the list is not over.
        at = places[id(basis)]
        following = body[at + 1 : at + 2]
        runs_on = last and any(item.text.startswith("Căn cứ") for item in following)
        wanted = {";", "."} if runs_on else {"."} if last else {";"}
        if basis.text[-1] not in wanted:
            expected = (
                translate("“.” at the end of the last one")
                if last
                else translate("“;” at the end of each but the last")
            )
            yield Fault(
                rule="E11", place=place_of(basis), found=ending(basis.text), expected=expected
            )
