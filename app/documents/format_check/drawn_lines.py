"""Rules E3, E6 and the line of E10: the drawn lines under motto, body and abstract.

A line may be a drawing, the lower border of a paragraph, or underscores. How
long a text is printed follows from the widths of the letters of Times New Roman;
no font need be there for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from app.documents.format_check.mends import Mend, StandMend
from app.documents.format_check.reading import (
    Block,
    Line,
    Paragraph,
    Section,
    paragraphs_of,
)
from app.documents.format_check.sorts import is_bare_line
from app.documents.format_check.violation import Fault, shown
from app.documents.word.letter_widths import ems
from app.words import translate

# What the eye takes as “as long as” and as “one third to one half”.
_AS_LONG: Final = (0.85, 1.15)
_THIRD_TO_HALF: Final = (0.30, 0.55)
_WELL_BETWEEN: Final = 0.42


@dataclass(frozen=True, slots=True, kw_only=True)
class Underlined:
    """A text that must have a line under it, and how long the line must be."""

    rule: str
    lines: tuple[Line, ...]
    place: str
    as_long: bool
    """As long as the text; otherwise a third to a half of it."""


def printed_width(line: Line) -> float:
    """Return how long a line is in print, in twips, accents not counted."""
    return sum(ems(run.text, bold=run.format.bold) * run.format.size * 10 for run in line.runs)


def room_for(paragraph: Paragraph, sections: tuple[Section, ...]) -> int:
    """Return how wide the column is in which a paragraph stands, 0 when unknown."""
    if paragraph.cell is not None:
        return paragraph.cell.width
    section = sections[min(paragraph.section, len(sections)) - 1]
    return section.width - section.left - section.right


def drawn_line_faults(
    text: Underlined, below: tuple[Block, ...], sections: tuple[Section, ...], spare: int
) -> Iterator[Fault]:
    """Judge the line under a text.

    `below` is where it may stand: from the text on. `spare` counts drawn lines
    anchored elsewhere in the head, which Word lets float to this place.
    """
    expected = (
        translate("an unbroken line as long as the text")
        if text.as_long
        else translate("an unbroken line, a third to a half as long as the text")
    )
    lengths = list(_lengths(text.lines[-1], below, sections))
    if not lengths:
        instead = _instead(text.lines[-1], below)
        if instead or not spare:
            yield _fault(text, instead or translate("nothing there"), expected)
        return
    known = [length for length in lengths if length > 0]
    # In a column of no width nothing can be told.
    widths = [width for line in text.lines if (width := _column(line, sections)) > 0]
    least, most = _AS_LONG if text.as_long else _THIRD_TO_HALF
    fits = any(least <= length / width <= most for length in known for width in widths)
    if known and widths and not fits:
        times = shown(known[0] / max(widths), 2)
        found = translate("a line {times} times as long as the text", times=times)
        length = max(widths) if text.as_long else _WELL_BETWEEN * max(widths)
        yield replace(_fault(text, found, expected), mends=_mends(text, below, sections, length))


def _mends(
    text: Underlined, below: tuple[Block, ...], sections: tuple[Section, ...], length: float
) -> tuple[Mend, ...]:
    """Return what makes a line as long as it should be, if it is the border of a bare paragraph."""
    drawn = [it for it in _under(text.lines[-1], below) if it.rules or it.format.border_below]
    if len(drawn) != 1 or drawn[0].text or drawn[0].rules or drawn[0].source is None:
        return ()
    side = max(0, round((room_for(drawn[0], sections) - length) / 2))
    return (StandMend(paragraph=drawn[0].source, left=side, right=side, first=0),)


def drawn_elsewhere(blocks: Iterable[Block]) -> int:
    """Count the lines drawn as shapes in these blocks."""
    return sum(len(paragraph.rules) for paragraph in paragraphs_of(tuple(blocks)))


def _fault(text: Underlined, found: str, expected: str) -> Fault:
    return Fault(rule=text.rule, place=text.place, found=found, expected=expected)


def _column(line: Line, sections: tuple[Section, ...]) -> float:
    width = printed_width(line)
    room = room_for(line.paragraph, sections)
    return min(width, room) if room else width


def _under(line: Line, below: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Yield the paragraph of the text and those after it, until the next words."""
    begun = False
    for paragraph in paragraphs_of(below):
        if paragraph is line.paragraph:
            begun = True
            yield paragraph
        elif begun and paragraph.cell == line.paragraph.cell:
            if paragraph.text and not is_bare_line(paragraph.text):
                return
            yield paragraph


def _lengths(
    line: Line, below: tuple[Block, ...], sections: tuple[Section, ...]
) -> Iterator[float]:
    for paragraph in _under(line, below):
        yield from (float(length) for length in paragraph.rules)
        if paragraph.format.border_below:
            room = room_for(paragraph, sections)
            indents = paragraph.format.left + paragraph.format.right
            yield float(room - indents) if room else 0.0
        for runs in paragraph.lines:
            row = Line(paragraph=paragraph, runs=runs)
            if row.text and set(row.text) <= set("_─━"):
                yield printed_width(row)


def _instead(line: Line, below: tuple[Block, ...]) -> str:
    """Say what stands there instead of a line, if anything does."""
    for paragraph in _under(line, below):
        for runs in paragraph.lines:
            text = Line(paragraph=paragraph, runs=runs).text
            if text and is_bare_line(text):
                return translate("signs such as {signs}", signs=text[:5])
    return ""
