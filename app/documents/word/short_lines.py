"""The short lines under the issuing body and the abstract, fitted to the text above them.

A template cannot know how long its text will be, and the decree wants the line a
third to a half as long (NĐ 30/2020/NĐ-CP, Phụ lục I; `minutes_format` E6, E10). Styles
are known by their names, for other programs give them new identities when they save.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from docx.document import Document
from lxml.etree import _Element as Element

from app.documents.word.text_width import text_width
from app.documents.word.wordml import qualified

TITLE_STYLE: Final = "BB Trích yếu"
_LINE_STYLE: Final = "BB Kẻ ngang"
# Styles with a line below, and the size in points of their letters.
_UNDERLINED: Final = {"BB Cơ quan ban hành": 12.0, TITLE_STYLE: 14.0}
_SHARE: Final = 0.4
_TWIPS_A_PIXEL: Final = 15


def fit_short_lines(document: Document, width: int) -> None:
    """Make each short line two fifths as long as the text above; `width` is the page's."""
    names = style_names(document)
    for line in document.element.body.iter(qualified("w:p")):
        above = line.getprevious()
        if style_of(line, names) != _LINE_STYLE or above is None:
            continue
        size = _UNDERLINED.get(style_of(above, names))
        if size is None:
            continue
        room = room_of(line, width)
        longest = max(text_width(text, size, bold=True) for text in _lines(above))
        side = round((room - _SHARE * min(longest * _TWIPS_A_PIXEL, room)) / 2)
        indent = line.find(f"{qualified('w:pPr')}/{qualified('w:ind')}")
        if indent is not None:
            indent.set(qualified("w:left"), str(side))
            indent.set(qualified("w:right"), str(side))


def style_names(document: Document) -> Mapping[str, str]:
    """Return the name of each style of a document by its identity."""
    return {
        str(style.get(qualified("w:styleId"))): str(name.get(qualified("w:val")))
        for style in document.styles.element.iter(qualified("w:style"))
        for name in style.iter(qualified("w:name"))
    }


def style_of(paragraph: Element, names: Mapping[str, str]) -> str:
    """Return the name of a paragraph's style; nothing where it has none of its own."""
    style = paragraph.find(f"{qualified('w:pPr')}/{qualified('w:pStyle')}")
    return names.get(str(style.get(qualified("w:val"))), "") if style is not None else ""


def _lines(paragraph: Element) -> Iterator[str]:
    text = ""
    for part in paragraph.iter(qualified("w:t"), qualified("w:br")):
        if part.tag == qualified("w:br"):
            yield text
            text = ""
        else:
            text += part.text or ""
    yield text


def title_width(text: str) -> float:
    """Return how wide a line of the abstract is, in twips."""
    return text_width(text, _UNDERLINED[TITLE_STYLE], bold=True) * _TWIPS_A_PIXEL


def room_of(paragraph: Element, width: int) -> int:
    """Return the length of a paragraph's lines in twips: its cell's, or else the page's."""
    cell = paragraph.getparent()
    own = (
        cell.find(f"{qualified('w:tcPr')}/{qualified('w:tcW')}")
        if cell is not None and cell.tag == qualified("w:tc")
        else None
    )
    return int(own.get(qualified("w:w")) or width) if own is not None else width
