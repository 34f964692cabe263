"""A Word file as plain paragraphs, tables and pictures, for whoever has no program to lay it out.

Nothing here knows where a line or a page ends: only Word and its kind do. Measures are points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of text with one look; a line ended by hand is a line feed in it."""

    text: str
    family: str
    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPicture:
    """A picture and how large it is printed."""

    content: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """One paragraph: its words, then its pictures."""

    words: tuple[Words, ...] = ()
    pictures: tuple[ShownPicture, ...] = ()
    align: str = "left"
    left: float = 0
    right: float = 0
    first: float = 0
    before: float = 0
    after: float = 0
    line: float = 1
    """The height of a line, as a multiple of the usual one."""
    breaks_page: bool = False
    rule: float = 0
    """The length of the straight line drawn under it; 0 when there is none."""
    is_ruled_below: bool = False
    """Whether a line as wide as the paragraph stands under it."""
    counts_pages: bool = False
    """Whether it ends with the number of the page."""

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(one.text for one in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellBlock:
    """One cell, over so many columns and rows."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A table: the widths of its columns, and each row with its cells by their first column."""

    widths: tuple[float, ...]
    rows: tuple[tuple[tuple[int, CellBlock], ...], ...]
    heads: int
    """How many rows stand again at the top of every page."""
    is_framed: bool


Block = TextBlock | TableBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """Pages of one shape, with what stands above and below the text of each."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    blocks: tuple[Block, ...]
    heads: tuple[TextBlock, ...] = ()
    feet: tuple[TextBlock, ...] = ()
    first_heads: tuple[TextBlock, ...] = ()
    """Above the text of the first page."""
    first_feet: tuple[TextBlock, ...] = ()
    counts_from: int | None = None
    """The number of its first page, where it does not go on counting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """The whole document."""

    sections: tuple[SectionView, ...]
    note: str
    """What a page made from it must say about itself."""

    @property
    def texts(self) -> Iterator[str]:
        """The text of each paragraph in reading order, those in tables included."""
        for section in self.sections:
            yield from _texts(section.blocks)


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, TextBlock):
            yield block.text
            continue
        for row in block.rows:
            for _column, cell in row:
                yield from _texts(cell.blocks)
