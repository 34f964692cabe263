"""What can be mended without a person: values that say which element is to look how.

A rule that finds a fault says here what would mend it; nothing in this package
changes a document. Elements are those of the file that was read.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element as Element


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterMend:
    """Letters of a run, or of the automatic number when the target is a paragraph."""

    target: Element
    size: int | None = None
    """Half-points."""
    bold: bool | None = None
    italic: bool | None = None
    font: str | None = None
    black: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StandMend:
    """How a paragraph stands; measures in twips, `line` in 240ths of a single line."""

    paragraph: Element
    align: str | None = None
    left: int | None = None
    right: int | None = None
    first: int | None = None
    before: int | None = None
    apart: bool = False
    """Its distance counts between paragraphs of one style too."""
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMend:
    """Paper and margins of a section, in twips; where its page numbers begin."""

    section: Element
    width: int | None = None
    height: int | None = None
    margins: tuple[tuple[str, int], ...] = ()
    counts_from: int | None = None
    decimal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMend:
    """A row of a table: repeated on every page, never cut by one."""

    row: Element
    repeats: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FontMend:
    """The font that the styles, defaults and theme of the whole document name."""

    font: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMend:
    """A page number in the header `kind` of a section: `default` or `even`."""

    section: Element
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPageMend:
    """A first page of a section without a number, or with one like all the others."""

    section: Element
    numbered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenNumberMend:
    """A paragraph whose page number is not to be printed."""

    paragraph: Element


Mend = (
    LetterMend
    | StandMend
    | PageMend
    | RowMend
    | FontMend
    | NumberMend
    | FirstPageMend
    | HiddenNumberMend
)
