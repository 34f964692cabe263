"""The short lines under the issuing body and the abstract, fitted to the text above them.

A template cannot know how long its text will be, and the decree wants the line a
third to a half as long (NĐ 30/2020/NĐ-CP, Phụ lục I; `minutes_format` E6, E10).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docx.document import Document
from lxml.etree import _Element as Element

from app.documents.text_width import text_width
from app.documents.wordml import qualified

_LINE_STYLE: Final = "KeNgang"
# Styles with a line below, and the size in points of their letters.
_UNDERLINED: Final = {"CoQuanBanHanh": 12.0, "TrichYeu": 14.0}
_SHARE: Final = 0.4
_TWIPS_A_PIXEL: Final = 15


def fit_short_lines(document: Document, width: int) -> None:
    """Make each short line two fifths as long as the text above; `width` is the page's."""
    for line in document.element.body.iter(qualified("w:p")):
        above = line.getprevious()
        if _style(line) != _LINE_STYLE or above is None or _style(above) not in _UNDERLINED:
            continue
        room = _room(line, width)
        size = _UNDERLINED[_style(above)]
        longest = max(text_width(text, size, bold=True) for text in _lines(above))
        side = round((room - _SHARE * min(longest * _TWIPS_A_PIXEL, room)) / 2)
        indent = line.find(f"{qualified('w:pPr')}/{qualified('w:ind')}")
        if indent is not None:
            indent.set(qualified("w:left"), str(side))
            indent.set(qualified("w:right"), str(side))


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{qualified('w:pPr')}/{qualified('w:pStyle')}")
    return str(style.get(qualified("w:val"))) if style is not None else ""


def _lines(paragraph: Element) -> Iterator[str]:
    text = ""
    for part in paragraph.iter(qualified("w:t"), qualified("w:br")):
        if part.tag == qualified("w:br"):
            yield text
            text = ""
        else:
            text += part.text or ""
    yield text


def _room(paragraph: Element, width: int) -> int:
    cell = paragraph.getparent()
    own = (
        cell.find(f"{qualified('w:tcPr')}/{qualified('w:tcW')}")
        if cell is not None and cell.tag == qualified("w:tc")
        else None
    )
    return int(own.get(qualified("w:w")) or width) if own is not None else width
