"""Long tables, written as XML where their tag stands in a template.

A loop of tags over two thousand rows is slow and holds the text several times over;
so a long table has one tag, alone in its paragraph, and is put there afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from docx.document import Document

from app.documents.word.placing import place_before
from app.documents.word.wordml import elements, flat_paragraph, qualified

# Private letters that `printed` lets through from no data: see `marked_places`.
_BEGIN: Final = "\uf8f0"
_END: Final = "\uf8f1"
_TEXT: Final = qualified("w:t")
_PARAGRAPH: Final = qualified("w:p")


def marked_places(tags: Iterable[str]) -> dict[str, str]:
    """Return what each tag prints, so that its paragraph is found again."""
    return {tag: f"{_BEGIN}{tag}{_END}" for tag in tags}


def fill_tables(document: Document, tables: Mapping[str, str]) -> None:
    """Put each table, written as WordprocessingML, in place of the paragraph with its mark."""
    for paragraph in list(document.element.body.iter(_PARAGRAPH)):
        words = "".join(text.text or "" for text in paragraph.iter(_TEXT)).strip()
        written = tables.get(words)
        if written is None:
            continue
        # Word wants a paragraph behind a table, and two tables side by side become one.
        place_before(paragraph, elements(written + flat_paragraph()))
        paragraph.getparent().remove(paragraph)
