"""What is written as XML stands in the document whole and in its order."""

from __future__ import annotations

from docx import Document
from lxml.etree import _Element as Element

from app.documents.word.placing import place_before
from app.documents.word.wordml import Look, cell, elements, paragraph, row, table
from tests.documents.word_reading import text_of


def _shape(element: Element) -> list[tuple[str, str | None]]:
    return [(str(part.tag), part.text) for part in element.iter()]


def test_elements_stand_before_their_anchor_as_they_were_written() -> None:
    document = Document()
    rows = (row([cell(1000, paragraph(f"dòng {number}", Look()))]) for number in range(3))
    written = elements(paragraph("đầu", Look()) + table((1000,), rows) + paragraph("cuối", Look()))
    expected = [_shape(element) for element in written]
    anchor = document.element.body.get_or_add_sectPr()

    place_before(anchor, written)

    body = document.element.body
    assert [_shape(element) for element in body[:-1]] == expected
    assert body[-1] is anchor
    assert "dòng 0dòng 1dòng 2" in text_of(body[1])
