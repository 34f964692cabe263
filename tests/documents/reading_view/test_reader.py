"""The reading view says what the Word file says, section by section, as Word resolves its looks."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from PIL import Image

from app.documents.errors import DocumentUnreadable
from app.documents.reading_view.reader import read_view
from app.documents.reading_view.view import ReadingView, TableBlock, TextBlock
from tests.documents import rich_case
from tests.documents.word_reading import minutes_of


@pytest.fixture
def paper(tmp_path: Path) -> ReadingView:
    """A paper with a centred title, a table whose cells are merged, a picture and a turned page."""
    made = Document()
    title = made.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run("BIÊN BẢN")
    run.bold, run.font.size, run.font.name = True, Pt(14), "Times New Roman"
    body = made.add_paragraph("Hôm nay, ")
    body.paragraph_format.first_line_indent = Cm(1)
    body.add_run("tại xã").italic = True
    table = made.add_table(3, 3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Gộp cột"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "Gộp dòng"
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)  # noqa: SLF001 - no API
    picture = BytesIO()
    Image.new("RGB", (40, 20), "red").save(picture, "PNG")
    picture.seek(0)
    made.add_picture(picture, width=Pt(100))
    section = made.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "Đầu trang"
    picture.seek(0)
    section.header.paragraphs[0].add_run().add_picture(picture, width=Pt(30))
    made.add_paragraph("Phụ lục").paragraph_format.page_break_before = True
    path = tmp_path / "paper.docx"
    made.save(str(path))
    return read_view(path)


def blocks_of(view: ReadingView, section: int = 0) -> list[TextBlock]:
    return [one for one in view.sections[section].blocks if isinstance(one, TextBlock)]


def table_of(view: ReadingView) -> TableBlock:
    return next(one for one in view.sections[0].blocks if isinstance(one, TableBlock))


def test_words_keep_their_look_and_paragraphs_their_place(paper: ReadingView) -> None:
    title, body = blocks_of(paper)[:2]

    assert (title.text, title.align) == ("BIÊN BẢN", "center")
    assert (title.words[0].bold, title.words[0].size) == (True, 14)
    assert title.words[0].family == "Times New Roman"
    assert [one.italic for one in body.words] == [False, True]
    assert round(body.first) == round(Cm(1).pt)


def test_merged_cells_go_over_columns_and_rows(paper: ReadingView) -> None:
    table = table_of(paper)
    spans = {
        (row, column): (cell.columns, cell.rows)
        for row, cells in enumerate(table.rows)
        for column, cell in cells
    }

    assert spans[0, 0] == (2, 1)
    assert spans[1, 2] == (1, 2)
    assert (2, 2) not in spans
    assert (table.heads, table.is_framed, len(table.widths)) == (1, True, 3)


def test_pictures_come_with_the_size_they_are_printed_in(paper: ReadingView) -> None:
    (picture,) = [one for block in blocks_of(paper) for one in block.pictures]

    assert (picture.width, picture.height) == (100, 50)
    assert picture.content.startswith(b"\x89PNG")


def test_a_turned_section_has_its_own_paper_and_head(paper: ReadingView) -> None:
    upright, turned = paper.sections

    assert upright.width < upright.height
    assert turned.width > turned.height
    assert [one.text for one in turned.heads] == ["Đầu trang"]
    (logo,) = turned.heads[0].pictures
    assert (logo.width, logo.content[:4]) == (30, b"\x89PNG")
    assert blocks_of(paper, 1)[-1].breaks_page


def test_every_word_of_the_minutes_is_there(tmp_path: Path) -> None:
    case = rich_case.rich_case(dossier_count=3, photo_count=2)
    written = minutes_of(case, rich_case.pictures(case, tmp_path))
    path = tmp_path / "minutes.docx"
    path.write_bytes(written.content)

    view = read_view(path)

    said = [text.replace("\n", "") for text in view.texts if text.strip()]
    assert said == [text.replace("\n", "") for text in written.texts]
    shown = [
        one
        for section in view.sections
        for block in all_texts(section.blocks)
        for one in block.pictures
    ]
    assert len(shown) == 2
    assert "xem nhanh" in view.note


def all_texts(blocks: tuple[TextBlock | TableBlock, ...]) -> list[TextBlock]:
    found: list[TextBlock] = []
    for block in blocks:
        if isinstance(block, TextBlock):
            found.append(block)
        else:
            for row in block.rows:
                for _column, cell in row:
                    found += all_texts(cell.blocks)
    return found


def test_the_number_of_a_page_is_left_to_whoever_counts(tmp_path: Path) -> None:
    case = rich_case.rich_case(dossier_count=3, photo_count=0)
    path = tmp_path / "minutes.docx"
    path.write_bytes(minutes_of(case, {}).content)

    first = read_view(path).sections[0]

    assert [one.counts_pages for one in first.heads] == [True]
    assert not any(one.counts_pages for one in first.first_heads)


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(b"rubbish")

    with pytest.raises(DocumentUnreadable):
        read_view(path)
