"""The elements of an administrative document, once they are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.documents.format_check.reading import Block, Line, Paragraph, Table
from app.documents.format_check.sorts import SENT_TYPES, Sort
from app.documents.format_check.violation import (
    place_by_signatures,
    place_in_head,
    place_of,
)
from app.domain.text import fold
from app.words import translate

NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appendix:
    """One appendix: its heading and where it begins."""

    heading: Line
    section: int
    starts_section: bool
    lines: tuple[Line, ...]
    """The lines that follow its heading, up to the next appendix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """The elements that were found; what is not there is None or empty."""

    nation: Line | None
    motto: Line | None
    left_block: tuple[Line, ...]
    number: Line | None
    date: Line | None
    subject: Line | None
    head: tuple[Block, ...]
    """Everything before the title."""
    title: Line | None
    abstract: tuple[Line, ...]
    body: tuple[tuple[Paragraph, Sort], ...]
    """The paragraphs between title and signatures, outside tables, with what each is."""
    body_blocks: tuple[Block, ...]
    head_paragraphs: frozenset[int]
    """The `id` of each paragraph of the head."""
    signature_paragraphs: frozenset[int]
    body_places: dict[int, int]
    """Where in `body_blocks` a paragraph stands, by its `id`."""
    signatures: tuple[Block, ...]
    recipients: tuple[Line, ...]
    """`Nơi nhận:` and the lines under it."""
    appendices: tuple[Appendix, ...]
    appendix_sections: frozenset[int]
    data_tables: tuple[Table, ...]
    fits_one_page: bool
    usual_size: int
    """The size that most of the text has, in half-points."""

    def place_of(self, paragraph: Paragraph) -> str:
        """Say where a paragraph is: above the title, below the text, or anywhere else."""
        if id(paragraph) in self.head_paragraphs:
            return place_in_head(paragraph.text)
        if id(paragraph) in self.signature_paragraphs:
            return place_by_signatures(paragraph.text)
        return place_of(paragraph)

    def place_of_section(self, number: int) -> str:
        """Say which pages a section has, by the appendix that stands on them."""
        names = [it.heading.text for it in self.appendices if it.section == number]
        pages = ", ".join(names) if names else translate("the text")
        return translate("Section {number} ({pages})", number=number, pages=pages)

    @property
    def is_minutes(self) -> bool:
        """Whether the document is minutes (biên bản)."""
        return self.title is not None and fold(self.title.text).startswith("bien ban")

    @property
    def is_sent(self) -> bool:
        """Whether it is of a kind that goes out under a number and a date: no minutes, no form."""
        if self.title is None:
            return self.subject is not None
        title = fold(self.title.text)
        return any(title == kind or title.startswith(f"{kind} ") for kind in SENT_TYPES)

    @property
    def is_inspection(self) -> bool:
        """Whether the minutes are those of an inspection."""
        lines = (self.title, *self.abstract, *self.left_block)
        return self.is_minutes and any(line and "kiem tra" in fold(line.text) for line in lines)
