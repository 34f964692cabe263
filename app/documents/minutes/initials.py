"""The place for initials at the foot of each page (ký nháy, `minutes_format` G5)."""

from __future__ import annotations

from typing import Final

from docx.document import Document

from app.documents.word.wordml import Look, elements, paragraph

_LOOK: Final = Look(size=20, italic=True, align="right", before=160)
_WORDS: Final = "Ký nháy: đơn vị được kiểm tra ..................; Đoàn kiểm tra .................."


def put_initials(document: Document) -> None:
    """Put the place into the feet of all pages, annexes included; what stands there stays.

    To be called when all sections are there: those behind share the feet of the first.
    """
    even = document.settings.odd_and_even_pages_header_footer
    written = set()
    for number, section in enumerate(document.sections):
        feet = (section.footer, section.first_page_footer)
        for foot in (*feet, section.even_page_footer) if even else feet:
            is_new = foot.is_linked_to_previous
            if is_new and number:
                continue
            element = foot._element  # noqa: SLF001 - no API
            if is_new:
                # A foot that is made here comes with a paragraph of a style that may not be.
                element[:] = []
            if foot.part.partname not in written:
                written.add(foot.part.partname)
                element.extend(elements(paragraph(_WORDS, _LOOK)))
