"""A Word document as its reader sees it: sections, paragraphs, lines, tables.

Every run carries its effective look, so that the rules need not know where it
was set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml.etree import _Element as Element

from app.documents.format_check.formatting import ParagraphFormat, RunFormat, Tab

A4_WIDTH: Final = 11_906
A4_HEIGHT: Final = 16_838


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text with one look."""

    text: str
    format: RunFormat
    source: Element | None = field(default=None, compare=False, repr=False)
    """What carries its look in the file: the run, or the paragraph of an automatic number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where a paragraph lies in a table; `table` is 0 when the table has no borders."""

    table: int
    row: int
    column: int
    last_column: bool
    width: int
    """The room for its text in twips, 0 when unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; `number` counts those with text outside tables, from 1."""

    number: int
    section: int
    text: str
    """Its text with the automatic number, on one line."""
    lines: tuple[tuple[Run, ...], ...]
    """Its runs, parted at line breaks set by hand."""
    format: ParagraphFormat
    label: str = ""
    """The automatic number printed before it."""
    cell: Cell | None = None
    rules: tuple[int, ...] = ()
    """The drawn straight lines anchored in it: their lengths in twips, 0 when unknown."""
    fields: tuple[str, ...] = ()
    """The names of its fields that are printed."""
    pictures: int = 0
    breaks_page: bool = False
    first_tab: Tab | None = None
    """The first tab stop when the text begins with a tab."""
    label_run: Run | None = None
    """The automatic number with its own look."""
    source: Element | None = field(default=None, compare=False, repr=False)

    @property
    def runs(self) -> tuple[Run, ...]:
        """All runs of the paragraph."""
        return tuple(run for line in self.lines for run in line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a paragraph, as parted by hand; what most elements of a head are."""

    paragraph: Paragraph
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The text of the line without the space around it."""
        return "".join(run.text for run in self.runs).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One cell and what is in it."""

    blocks: tuple[Paragraph | Table, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its paragraphs, those of tables inside it included."""
        return tuple(paragraphs_of(self.blocks))

    @property
    def text(self) -> str:
        """Its text on one line."""
        return " ".join(paragraph.text for paragraph in self.paragraphs).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its cells, whether it repeats on every page, whether a page may cut it."""

    cells: tuple[TableCell, ...]
    repeats: bool
    may_split: bool
    height: int = 0
    """How high it is at least, in twips, 0 when as high as its text."""
    source: Element | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; one without borders only lays out text."""

    number: int
    section: int
    bordered: bool
    rows: tuple[Row, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All its paragraphs in reading order."""
        return tuple(paragraphs_of((self,)))


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of pages of one shape, with its margins in twips, headers and footers."""

    number: int
    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    own_first_page: bool
    continues: bool
    """It goes on on the page where the section before it ends."""
    counts_from: int | None
    count_format: str
    gutter: int = 0
    """The part of a margin that the binding takes; it is counted into that margin."""
    headers: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    footers: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    source: Element | None = field(default=None, compare=False, repr=False)

    @property
    def room(self) -> int:
        """How wide the text may run, in twips."""
        return self.width - self.left - self.right

    @property
    def landscape(self) -> bool:
        """Whether its pages lie on their long side."""
        return self.width > self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class WordDocument:
    """The whole document, in reading order."""

    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    boxed: tuple[Paragraph, ...]
    """Paragraphs in text boxes, which stand anywhere."""
    even_pages: bool
    """Even pages have headers of their own."""
    notes: tuple[Paragraph, ...] = ()
    """Paragraphs of footnotes and endnotes."""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the text and its tables."""
        return tuple(paragraphs_of(self.blocks))


def paragraphs_of(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks in reading order, those in tables included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        for row in block.rows:
            for cell in row.cells:
                yield from paragraphs_of(cell.blocks)


def lines_of(blocks: tuple[Block, ...]) -> Iterator[Line]:
    """Yield the lines that hold text, in reading order."""
    for paragraph in paragraphs_of(blocks):
        for runs in paragraph.lines:
            line = Line(paragraph=paragraph, runs=runs)
            if line.text:
                yield line
