"""Photos in the minutes: how many a page has, and the references that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given as drawn
from hypothesis import strategies as st
from lxml.etree import _Element as Element

from app.documents.minutes.photo_references import bookmark_of, link_references
from app.documents.word.structure import structure_faults
from app.domain.case_file import CaseFile
from tests.documents import rich_case
from tests.documents.word_reading import W, Written, minutes_of, text_of

_REFERENCE = re.compile(r" REF (\w+) \\h ")


def _case(photos_per_page: int, photo_count: int = 7) -> CaseFile:
    case = rich_case.rich_case(photo_count=photo_count, dossier_count=0)
    return replace(case, inspection=replace(case.inspection, photos_per_page=photos_per_page))


def _table(written: Written) -> Element:
    return next(
        table
        for table in written.body.iter(f"{W}tbl")
        if next(table.iter(f"{W}bookmarkStart"), None) is not None
    )


def _fields(root: Element) -> Iterator[str]:
    for words in root.iter(f"{W}instrText"):
        found = _REFERENCE.fullmatch(words.text or "")
        if found:
            yield found.group(1)


@pytest.mark.parametrize(("a_page", "columns", "rows"), [(2, 1, 2), (4, 2, 2), (6, 2, 3)])
def test_a_page_has_as_many_photos_as_the_visit_wants(
    tmp_path: Path, a_page: int, columns: int, rows: int
) -> None:
    case = _case(a_page)

    written = minutes_of(case, rich_case.pictures(case, tmp_path))

    table = _table(written)
    assert len(list(table.iter(f"{W}gridCol"))) == columns
    heights = {int(height.get(f"{W}val", "0")) for height in table.iter(f"{W}trHeight")}
    section = written.sections[-1]
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    room = int(size.get(f"{W}h", "0")) - sum(
        int(margins.get(f"{W}{side}", "0")) for side in ("top", "bottom")
    )
    (height,) = heights
    assert rows * height < room < (rows + 1) * height


def test_what_the_text_cites_leads_to_the_photo(tmp_path: Path) -> None:
    case = _case(6)

    written = minutes_of(case, rich_case.pictures(case, tmp_path))

    names = {str(mark.get(f"{W}name")) for mark in written.body.iter(f"{W}bookmarkStart")}
    cited = list(_fields(written.body))
    assert names == {bookmark_of(number) for number in range(1, 8)}
    assert cited
    assert set(cited) <= names
    file = tmp_path / "bb.docx"
    file.write_bytes(written.content)
    assert structure_faults(file) == []


def test_a_photo_that_is_not_printed_is_not_referred_to() -> None:
    document = Document()
    document.add_paragraph("Xem Ảnh số 01, 02, 09 và Ảnh số 2.")

    link_references(document, {1, 2})

    assert list(_fields(document.element.body)) == [bookmark_of(1), bookmark_of(2)]


def test_a_draft_says_which_photo_has_no_file(tmp_path: Path) -> None:
    case = _case(6, photo_count=2)
    pictures = rich_case.pictures(case, tmp_path)
    del pictures[case.photos[0].sha256]

    written = minutes_of(case, pictures, is_draft=True)

    assert f"(Chưa có tệp ảnh “{case.photos[0].file_name}”)" in written.texts
    assert sum(name.startswith("word/media/anh") for name in written.parts) == 1


def test_the_same_picture_is_stored_once(tmp_path: Path) -> None:
    case = _case(6, photo_count=2)
    first, second = case.photos
    twice = replace(case, photos=(first, replace(second, sha256=first.sha256)))

    written = minutes_of(twice, rich_case.pictures(case, tmp_path))

    assert sum(name.startswith("word/media/anh") for name in written.parts) == 1
    assert len(list(_table(written).iter(f"{W}drawing"))) == 2


_PIECES = ("Ảnh số ", "01", ", ", "02", "12", " và ", ".", "x ")


@drawn(st.lists(st.sampled_from(_PIECES)).map("".join), st.sets(st.sampled_from([1, 2, 12])))
def test_references_never_change_a_word(text: str, numbers: set[int]) -> None:
    document = Document()
    document.add_paragraph(text)

    link_references(document, numbers)

    assert text_of(document.element.body[0]) == text
