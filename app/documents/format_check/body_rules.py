"""Rules E12 to E15, W3, W10 and S7: the text between title and signatures.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, 6; what minutes of an
inspection must say: NĐ 217/2025/NĐ-CP, Điều 15.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from app.documents.format_check.elements import Elements
from app.documents.format_check.looks import Look, is_pushed, look_faults
from app.documents.format_check.mends import Mend, StandMend
from app.documents.format_check.reading import Line, Paragraph, Table
from app.documents.format_check.sorts import Sort, is_bare_line, item_number
from app.documents.format_check.violation import (
    Fault,
    ending,
    millimetres,
    place_of,
    shown,
    whole_document,
)
from app.domain.text import fold
from app.words import translate

_SIZES: Final = (26, 28)
_PART_LOOK: Final = Look(rule="E13", sizes=_SIZES, bold=True, align=None, upper=True)
_ITEM_LOOK: Final = Look(rule="E14", sizes=_SIZES, bold=True, align=None)
_INDENTS: Final = (567, 720)
_TOLERANCE: Final = 2
_GAP: Final = 120
_LINE: Final = (240, 360)
# A line of Times New Roman takes 1.15 times its size; Word may be told exact points instead.
_SINGLE: Final = 1.15
# Shorter paragraphs do not fill a line, where it cannot be seen how they are aligned.
_FULL_LINE: Final = 80
_TITLE_MOST: Final = 80
_FORMED: Final = {Sort.TEXT, Sort.ITEM, Sort.POINT}
_FREE: Final = re.compile(
    r"(\(|\[|kinh gui|ghi chu|hinh\b|anh\b|bang\b|bieu\b|noi nhan|quyet dinh:|quyet nghi:|dieu \d)"
)
_END: Final = "./."
_ANY_END: Final = re.compile(r"\.\s*/\s*\.")
_CLOSES: Final = re.compile(
    r"(bien ban|cuoc hop|hoi nghi|buoi lam viec|cuoc kiem tra|viec kiem tra)\b.*"
    r"\b(ket thuc|duoc lap|lap thanh|doc lai)"
)
_OPINION: Final = re.compile(
    r"(y kien|kien nghi)\b(?!.{0,12}doi voi).{0,20}"
    r"\b(don vi|doi tuong|co quan|dia phuong)\b.{0,12}\bkiem tra"
)
_LEAD_IN: Final = re.compile(r"[IVX\da-zđ]+[.)]\s*(.*)")


def body_faults(elements: Elements) -> Iterator[Fault]:
    """Yield what is wrong in the text."""
    previous: Paragraph | None = None
    for index, (paragraph, sort) in enumerate(elements.body):
        if is_bare_line(paragraph.text):
            continue
        yield from _letters(elements, index)
        if sort in _FORMED and not _stands_free(paragraph):
            yield from _alignment(paragraph)
            yield from _line_spacing(paragraph)
            if previous is not None:
                yield from _gap(previous, paragraph)
        previous = paragraph if _next_block_is_text(elements, index) else None
    yield from _end_mark(elements)
    yield from _empty_headings(elements)
    if elements.is_inspection:
        yield from _opinion(elements)


def _stands_free(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is no running text: centred, a note, a caption, an address."""
    centred = paragraph.format.align in {"center", "right"} and len(paragraph.text) < _FULL_LINE
    return bool(centred or paragraph.pictures or _FREE.match(fold(paragraph.text)))


def _letters(elements: Elements, index: int) -> Iterator[Fault]:
    paragraph, sort = elements.body[index]
    line = Line(paragraph=paragraph, runs=paragraph.runs)
    place = place_of(paragraph)
    if sort is Sort.PART:
        yield from look_faults(line, replace(_PART_LOOK, usual=elements.usual_size), place)
    elif _is_item_title(elements, index):
        yield from look_faults(line, replace(_ITEM_LOOK, usual=elements.usual_size), place)
    elif sort is not Sort.BASIS:
        numbered = sort in {Sort.ITEM, Sort.POINT}
        look = Look(
            rule="E15" if numbered else "E12",
            sizes=_SIZES,
            bold=False if numbered and _has_one_look(paragraph) else None,
            italic=False if _has_one_look(paragraph) and not _stands_free(paragraph) else None,
            align=None,
            usual=elements.usual_size,
        )
        yield from look_faults(line, look, place)


def _has_one_look(paragraph: Paragraph) -> bool:
    """Tell whether weight and slant are the same all through: a word set apart is no fault."""
    looks = {(run.format.bold, run.format.italic) for run in paragraph.runs if run.text.strip()}
    return len(looks) == 1


def _is_item_title(elements: Elements, index: int) -> bool:
    """Tell whether a numbered item is a title: short, unpunctuated, with text under it.

    Items that follow one another without anything between are a list.
    """
    paragraph, sort = elements.body[index]
    text = paragraph.text
    if sort is not Sort.ITEM or len(text) > _TITLE_MOST or text[-1] in ".;:," or ": " in text:
        return False
    number = item_number(paragraph)
    table_follows = not _next_block_is_text(elements, index)
    # A table between two items parts them as text does.
    follows = index > 0 and _next_block_is_text(elements, index - 1)
    before = item_number(elements.body[index - 1][0]) if follows else 0
    after = 0 if table_follows else item_number(elements.body[index + 1][0])
    in_list = (before and before == number - 1) or after == number + 1
    return table_follows or not in_list


def _alignment(paragraph: Paragraph) -> Iterator[Fault]:
    form = paragraph.format
    text = paragraph.text
    if len(text) >= _FULL_LINE and form.align not in {"both", "distribute"}:
        found, expected = translate("not justified"), translate("justified, both edges straight")
        cure = translate("Put the cursor into the paragraph and press Ctrl+J.")
        yield replace(_fault(paragraph, found, expected, align="both"), cure=cure)
    start = form.left + form.first
    if not form.first and paragraph.first_tab is not None:
        start = paragraph.first_tab.at
    marked = text.startswith(("-", "–", "+")) or bool(_LEAD_IN.match(text))
    if (len(text) < _FULL_LINE and not marked) or any(
        abs(start - indent) <= _TOLERANCE for indent in _INDENTS
    ):
        return
    expected = translate("first line indented 1 cm or 1.27 cm")
    if is_pushed(Line(paragraph=paragraph, runs=paragraph.runs)):
        yield Fault(
            rule="E12",
            place=place_of(paragraph),
            found=translate("first line moved with spaces or tabs"),
            expected=expected,
            cure=translate(
                "Delete the spaces and tabs before the first word; Paragraph, Special: "
                "First line 1 cm."
            ),
        )
        return
    found = translate("first line indented {length}", length=millimetres(start))
    # Text that hangs beside its number keeps its own left edge.
    left = form.left if form.left > 0 and form.first >= 0 else 0
    first = _INDENTS[0] - left if left in range(_INDENTS[0]) else _INDENTS[0]
    fault = _fault(paragraph, found, expected, left=_INDENTS[0] - first, first=first)
    yield replace(fault, cure=translate("Paragraph, Indentation, Special: First line, 1 cm."))


def _line_spacing(paragraph: Paragraph) -> Iterator[Fault]:
    form = paragraph.format
    if form.line_rule == "auto":
        line = float(form.line)
    else:
        size = max((run.format.size for run in paragraph.runs if run.text.strip()), default=28)
        line = form.line / (size * 10 * _SINGLE) * 240
        if form.line_rule == "atLeast":
            line = max(line, 240.0)
    least, most = _LINE
    # Exact points that fit the letters are as tight as a single line looks.
    slack = _TOLERANCE if form.line_rule == "auto" else 24
    if not least - slack <= line <= most + _TOLERANCE:
        found = translate("line spacing {times}", times=shown(line / 240, 2))
        expected = translate("line spacing single to 1.5")
        fault = _fault(paragraph, found, expected, line=least if line < least else most)
        yield replace(fault, cure=translate("Paragraph, Line spacing: Single or 1.5 lines."))


def _gap(above: Paragraph, below: Paragraph) -> Iterator[Fault]:
    same_style = above.format.style == below.format.style
    after = 0 if above.format.contextual and same_style else above.format.after
    before = 0 if below.format.contextual and same_style else below.format.before
    gap = max(after, before)
    if gap < _GAP - _TOLERANCE:
        found = translate("{size} pt above the paragraph", size=shown(gap / 20))
        expected = translate("at least 6 pt between paragraphs")
        fault = _fault(below, found, expected, before=_GAP, apart=below.format.contextual)
        yield replace(fault, cure=translate("Paragraph, Spacing, Before: 6 pt."))


def _fault(paragraph: Paragraph, found: str, expected: str, **stand: object) -> Fault:
    mends: tuple[Mend, ...] = ()
    if paragraph.source is not None:
        mends = (StandMend(paragraph=paragraph.source, **stand),)  # type: ignore[arg-type] # its fields
    return Fault(rule="E12", place=place_of(paragraph), found=found, expected=expected, mends=mends)


def _next_block_is_text(elements: Elements, index: int) -> bool:
    """Tell whether the next paragraph of the text follows with nothing between."""
    if index + 1 >= len(elements.body):
        return False
    blocks = elements.body_blocks
    at = elements.body_places[id(elements.body[index][0])]
    return at + 1 < len(blocks) and blocks[at + 1] is elements.body[index + 1][0]


def _end_mark(elements: Elements) -> Iterator[Fault]:
    marked = [paragraph for paragraph, _ in elements.body if _ANY_END.search(paragraph.text)]
    expected = translate("“./.” once, at the very end of the text")
    if not marked:
        if elements.is_minutes and elements.body:
            last = elements.body[-1][0]
            found = translate("no “./.”")
            yield Fault(rule="W3", place=place_of(last), found=found, expected=expected)
        return
    for paragraph in marked:
        once = len(_ANY_END.findall(paragraph.text)) == 1
        ends = paragraph is elements.body[-1][0] and paragraph.text.endswith(_END)
        if not (once and ends):
            yield Fault(
                rule="W3",
                place=place_of(paragraph),
                found=ending(paragraph.text),
                expected=expected,
            )


def _empty_headings(elements: Elements) -> Iterator[Fault]:
    for index, (paragraph, sort) in enumerate(elements.body):
        if _is_opinion(paragraph) and elements.is_inspection:
            continue
        if sort is Sort.PART:
            empty = _part_is_empty(elements, index)
        else:
            empty = _lead_in_is_empty(elements, index)
        if empty:
            yield Fault(
                rule="W10",
                place=place_of(paragraph),
                found=translate("nothing under the heading"),
                expected=translate("text under every heading, “Không có.” at least"),
            )


def _part_is_empty(elements: Elements, index: int) -> bool:
    if _table_follows(elements, index):
        return False
    if index + 1 == len(elements.body):
        return True
    paragraph, sort = elements.body[index + 1]
    return sort is Sort.PART or _is_closing(elements, index + 1, paragraph)


def _lead_in_is_empty(elements: Elements, index: int) -> bool:
    """Tell whether a heading such as `a) Ưu điểm:` is followed by one of its own rank or above."""
    paragraph, sort = elements.body[index]
    if sort not in {Sort.ITEM, Sort.POINT} or not paragraph.text.endswith(":"):
        return False
    if _table_follows(elements, index):
        return False
    if index + 1 == len(elements.body):
        return True
    following, next_sort = elements.body[index + 1]
    above = {Sort.PART, Sort.ITEM} | ({Sort.POINT} if sort is Sort.POINT else set())
    return next_sort in above or _is_closing(elements, index + 1, following)


def _table_follows(elements: Elements, index: int) -> bool:
    blocks = elements.body_blocks
    at = elements.body_places[id(elements.body[index][0])]
    for block in blocks[at + 1 :]:
        if isinstance(block, Table) or block.pictures:
            return True
        if block.text:
            return False
    return False


def _is_closing(elements: Elements, index: int, paragraph: Paragraph) -> bool:
    return index == len(elements.body) - 1 and bool(_CLOSES.match(fold(paragraph.text)))


def _is_opinion(paragraph: Paragraph) -> bool:
    match = _LEAD_IN.match(paragraph.text)
    return match is not None and bool(_OPINION.match(fold(match[1])))


def _opinion(elements: Elements) -> Iterator[Fault]:
    expected = translate("the opinion of the inspected unit, even when it has none")
    headings = [index for index, pair in enumerate(elements.body) if _is_opinion(pair[0])]
    if not headings:
        found = translate("no such part")
        yield Fault(rule="S7", place=whole_document(), found=found, expected=expected)
        return
    index = headings[-1]
    paragraph, _ = elements.body[index]
    inline = paragraph.text.rpartition(":")[2].strip() if ":" in paragraph.text else ""
    if not inline and _part_is_empty(elements, index):
        found = translate("nothing under the heading")
        yield Fault(rule="S7", place=place_of(paragraph), found=found, expected=expected)
