"""What a paper shows of its standing: the mark of a draft, or the code of a frozen text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from docx.document import Document

from app.documents.terms import day_text, local_day, time_text
from app.documents.word.wordml import Look, elements, paragraph
from app.ids import InspectionId

_DRAFT: Look = Look(size=26, bold=True, align="right")
_CODE: Look = Look(size=18, align="left")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMark:
    """Says on every page that the paper is not the one to be signed."""

    printed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Says on every page which frozen text the paper shows."""

    inspection_id: InspectionId
    version: int
    content_sha256: str
    code: str
    """What stands in the footer, e.g. `v1 · 0123456789abcdef`."""


Stamp = DraftMark | Seal


def put_stamp(document: Document, stamp: Stamp) -> None:
    """Put a stamp on every page of every section."""
    match stamp:
        case DraftMark(printed_at=moment):
            words = f"DỰ THẢO, in lúc {time_text(moment)}, {day_text(local_day(moment))}"
            _put(document, words, _DRAFT, at_head=True)
        case Seal(code=code):
            _put(document, code, _CODE, at_head=False)


def _put(document: Document, words: str, look: Look, *, at_head: bool) -> None:
    for section in document.sections:
        own, first = (
            (section.header, section.first_page_header)
            if at_head
            else (section.footer, section.first_page_footer)
        )
        for part in (own, first):
            if not part.is_linked_to_previous or section is document.sections[0]:
                part._element.extend(elements(paragraph(words, look)))  # noqa: SLF001 - no API
