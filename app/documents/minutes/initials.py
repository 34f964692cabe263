"""The place for initials at the foot of each page (ký nháy, `minutes_format` G5)."""

from __future__ import annotations

from typing import Final

from docx.document import Document

from app.documents.word.wordml import Look, elements, paragraph

_LOOK: Final = Look(size=20, italic=True, align="right", before=160)
_WORDS: Final = "Ký nháy: đơn vị được kiểm tra ..................; Đoàn kiểm tra .................."


def put_initials(document: Document) -> None:
    """Put the place into the feet of all pages; what stands there already stays."""
    written = set()
    for section in document.sections:
        for foot in (section.footer, section.first_page_footer):
            is_first = section is document.sections[0]
            part = foot.part.partname if is_first or not foot.is_linked_to_previous else None
            if part is not None and part not in written:
                written.add(part)
                foot._element.extend(elements(paragraph(_WORDS, _LOOK)))  # noqa: SLF001 - no API
