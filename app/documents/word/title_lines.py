"""Breaks a long title (trích yếu) into lines of like length, at places where it may be broken.

By hand because Word fills the first line and leaves the last word or two alone on the
next (NĐ 30/2020/NĐ-CP, Phụ lục I; `minutes_format` E10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Final

from docx.document import Document
from lxml.etree import _Element as Element

from app.documents.word.short_lines import (
    TITLE_STYLE,
    room_of,
    style_names,
    style_of,
    title_width,
)
from app.documents.word.wordml import qualified

_TEXT: Final = qualified("w:t")
_BREAK: Final = qualified("w:br")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_NO_BREAK: Final = "\u00a0"
# A number stays with the word that says what it counts.
_NUMBERED: Final = re.compile(r"\b(năm|tháng|ngày|quý|số|khóa) (?=\d|[IVX]+\b)", re.IGNORECASE)
_OPENING: Final = frozenset({"và", "về", "tại", "theo", "trên", "đối", "của", "trong", "cho"})
_BREAK_BEFORE_WORD, _BREAK_ANYWHERE, _TOO_WIDE = 0.02, 0.1, 100.0
# Fonts that stand in for Times New Roman may be a little wider.
_SPARE: Final = 0.96
_MOST_LINES: Final = 6
"""A text of more lines is no title; Word sets it as it comes."""


def balance_titles(document: Document, width: int) -> None:
    """Break each title that is longer than its line; `width` is the page's, in twips."""
    names = style_names(document)
    for paragraph in list(document.element.body.iter(qualified("w:p"))):
        if style_of(paragraph, names) == TITLE_STYLE:
            room = room_of(paragraph, width) * _SPARE
            for pieces in list(_lines(paragraph)):
                _balance(pieces, room)


def _lines(paragraph: Element) -> Iterator[list[Element]]:
    """Return the pieces of text of each line that the template has."""
    pieces: list[Element] = []
    for part in paragraph.iter(_TEXT, _BREAK):
        if part.tag == _BREAK:
            yield pieces
            pieces = []
        else:
            pieces.append(part)
    yield pieces


def _balance(pieces: Sequence[Element], room: float) -> None:
    text = "".join(piece.text or "" for piece in pieces)
    broken = balanced(text, room)
    start = 0
    for piece in pieces:
        end = start + len(piece.text or "")
        _write(piece, broken[start:end])
        start = end


def _write(piece: Element, text: str) -> None:
    """Put a text into a piece; each line feed becomes a break and a piece of its own."""
    first, *others = text.split("\n")
    piece.text = first
    for line in others:
        further = piece.makeelement(_TEXT, {})
        further.set(_SPACE, "preserve")
        further.text = line
        line_break = piece.makeelement(_BREAK, {})
        piece.addnext(line_break)
        line_break.addnext(further)
        piece = further


def balanced(text: str, room: float) -> str:
    """Return a title with some of its spaces made line feeds; as long as it was.

    `room` is the length of a line in twips.
    """
    if not room < title_width(text) <= _MOST_LINES * room:
        return text
    words = _NUMBERED.sub(rf"\1{_NO_BREAK}", text).split(" ")
    for count in range(2, _MOST_LINES + 1):
        unfit, breaks = _best(words, room, count)
        if unfit < _TOO_WIDE:
            edges = (0, *breaks, len(words))
            return "\n".join(" ".join(words[start:end]) for start, end in pairwise(edges))
    return text


def _best(words: Sequence[str], room: float, count: int) -> tuple[float, tuple[int, ...]]:
    """Return how ill the best breaks into so many lines sit, and before which words they are."""
    space = title_width(" ")
    # Where each word would start if all stood on one line.
    starts = tuple(accumulate((title_width(word) + space for word in words), initial=0.0))
    wanted = starts[-1] / count

    def line(start: int, end: int) -> float:
        width = starts[end] - starts[start] - space
        return ((width - wanted) / room) ** 2 + (_TOO_WIDE if width > room else 0)

    @cache
    def rest(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            return line(start, len(words)), ()
        tried = (
            (line(start, end) + _cost(words, end) + rest(end, left - 1)[0], end)
            for end in range(start + 1, len(words) - left + 2)
        )
        unfit, end = min(tried, default=(_TOO_WIDE, start))
        return (unfit, (end, *rest(end, left - 1)[1])) if end > start else (unfit, ())

    return rest(0, count)


def _cost(words: Sequence[str], before: int) -> float:
    """Return how ill a break sits before this word."""
    if words[before - 1].endswith((",", ";", ":")):
        return 0
    return _BREAK_BEFORE_WORD if words[before].casefold() in _OPENING else _BREAK_ANYWHERE
