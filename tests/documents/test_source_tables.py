"""Tables read out of foreign files: every cell with its place, nothing of it trusted."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from app.documents.errors import DocumentForbidden, DocumentUnreadable
from app.documents.source_tables import read_tables
from app.documents.source_text import MAX_ROWS, read_csv
from app.domain.source_table import SourceTable, column_letters
from app.errors import AppError, Cancelled
from app.progress import Unheard
from tests.documents.issued_tables import (
    HA_NOI,
    KHANH_HOA,
    NESTED,
    as_csv,
    as_docx,
    as_xls,
    as_xlsx,
)
from tests.documents.old_workbook import OldSheet, compound_file, write_xls
from tests.documents.spoilt_workbooks import rewrite


def texts(table: SourceTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [
        ("utf-8", ","),
        ("utf-8-sig", ";"),
        ("utf-16", "\t"),
        ("utf-16-le", ";"),
    ],
)
def test_encoding_and_separator_are_found(tmp_path: Path, encoding: str, separator: str) -> None:
    file = as_csv(HA_NOI, tmp_path / "a.csv", encoding, separator)

    assert texts(read_csv(file)) == HA_NOI.grid


def test_windows_1258_is_read_and_composed(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    # Its tones are letters of their own: "ề" is ê and a mark.
    file.write_bytes(
        "STT;Đi\xea\u0300u khoa\u0309n;Điê\u0309m\n1;Ban ha\u0300nh;2".encode("cp1258")
    )

    assert texts(read_csv(file))[0] == ["STT", "Điều khoản", "Điểm"]


def test_a_line_break_inside_quotation_marks_keeps_the_count_of_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('STT,Nội dung\n1,"một\nhai"\n2,ba\n', encoding="utf-8")

    table = read_csv(file)

    assert table.place(2, 1) == "dòng 4, cột 1"
    assert table.rows[1].cells[1].text == "một\nhai"


def test_places_are_named_as_each_program_counts(tmp_path: Path) -> None:
    sheet = read_tables(as_xlsx(KHANH_HOA, tmp_path / "a.xlsx"))[0]
    document = read_tables(as_docx(KHANH_HOA, tmp_path / "a.docx"))[0]

    assert sheet.place(16, 2) == "B17"
    assert (document.rows[10].part, document.rows[10].line) == (2, 3)
    assert column_letters(28) == "AB"


def test_a_table_over_several_pages_is_one(tmp_path: Path) -> None:
    tables = read_tables(as_docx(HA_NOI, tmp_path / "a.docx"))

    assert len(tables) == 1
    assert texts(tables[0]) == HA_NOI.grid
    assert tables[0].title == f"PHỤ LỤC\n{HA_NOI.title}"


def test_two_tables_with_text_between_stay_two(tmp_path: Path) -> None:
    paper = Document()
    for title in ("Phụ lục I", "Phụ lục II"):
        paper.add_paragraph(title)
        paper.add_table(rows=1, cols=2).cell(0, 0).text = title
    paper.save(str(tmp_path / "a.docx"))

    tables = read_tables(tmp_path / "a.docx")

    assert [table.title for table in tables] == ["Phụ lục I", "Phụ lục II"]


def test_numbers_that_word_prints_by_itself_are_read(tmp_path: Path) -> None:
    paper = Document()
    table = paper.add_table(rows=2, cols=2)
    for line, text in enumerate(("Ban hành", "Báo cáo")):
        table.cell(line, 1).text = text
        table.cell(line, 0).paragraphs[0].style = paper.styles["List Number"]
        properties = table.cell(line, 0).paragraphs[0]._p.get_or_add_pPr()  # noqa: SLF001 - no public door
        numbered = OxmlElement("w:numPr")
        for name, value in (("w:ilvl", "0"), ("w:numId", "1")):
            part = OxmlElement(name)
            part.set(qn("w:val"), value)
            numbered.append(part)
        properties.append(numbered)
    paper.save(str(tmp_path / "a.docx"))

    rows = texts(read_tables(tmp_path / "a.docx")[0])

    assert [row[1] for row in rows] == ["Ban hành", "Báo cáo"]
    assert all(row[0] for row in rows)


@pytest.mark.parametrize("form", ["xlsx", "xls", "docx"])
def test_merged_headings_reach_over_their_columns(form: str, tmp_path: Path) -> None:
    write = {"xlsx": as_xlsx, "xls": as_xls, "docx": as_docx}[form]

    table = read_tables(write(NESTED, tmp_path / f"a.{form}"))[0]

    assert [cell.text for cell in table.rows[0].cells][2:5] == ["Điểm"] * 3
    assert table.rows[0].cell(4).is_right_of
    assert table.rows[1].cell(1).text == "Số TT"
    assert table.rows[1].cell(1).is_below


def test_a_hidden_sheet_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "x"
    hidden = book.create_sheet("Nháp")
    hidden["A1"] = "y"
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    sheets = [
        OldSheet(name="Một", rows=[["x"]]),
        OldSheet(name="Hai", rows=[["y"]], is_hidden=True),
    ]
    write_xls(tmp_path / "a.xls", sheets)

    new, old = read_tables(tmp_path / "a.xlsx"), read_tables(tmp_path / "a.xls")

    assert [table.is_hidden for table in new] == [False, True]
    assert [table.is_hidden for table in old] == [False, True]


def test_errors_of_excel_are_told_in_their_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["B2"] = "#REF!"
    book.worksheets[0]["C2"] = "=1+1"
    book.save(tmp_path / "a.xlsx")

    row = read_tables(tmp_path / "a.xlsx")[0].rows[1]

    assert "#REF!" in row.cell(2).trouble
    assert row.cell(3).trouble


def test_a_million_empty_rows_are_quick(tmp_path: Path) -> None:
    file = as_xlsx(KHANH_HOA, tmp_path / "a.xlsx")
    rows = "".join(f'<row r="{line}"/>' for line in range(100, 1_000_000))
    rewrite(file, lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>"))
    began = time.monotonic()

    table = read_tables(file)[0]

    assert len(table.rows) == len(KHANH_HOA.rows)
    assert time.monotonic() - began < 10


def test_a_text_that_is_too_long_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n" * (MAX_ROWS + 2), encoding="utf-8")

    with pytest.raises(DocumentUnreadable):
        read_tables(file)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.xls", compound_file("EncryptedPackage", b"x"), DocumentUnreadable),
        ("a.xlsx", compound_file("EncryptedPackage", b"x"), DocumentUnreadable),
        ("a.xls", compound_file("_VBA_PROJECT", b"x"), DocumentForbidden),
        ("a.doc", compound_file("WordDocument", b"x"), DocumentUnreadable),
        ("a.xls", compound_file("Workbook", b"x"), AppError),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", DocumentUnreadable),
        ("a.xlsx", b"PK\x03\x04 cut off", DocumentUnreadable),
        ("a.docx", b"PK\x03\x04 cut off", DocumentUnreadable),
        ("a.csv", b"\x00\x01\x02\x03", DocumentUnreadable),
        ("a.csv", b"", DocumentUnreadable),
        ("a.csv", b'a;"b\n', DocumentUnreadable),
    ],
)
def test_what_is_no_table_is_refused(
    tmp_path: Path, name: str, content: bytes, error: type[AppError]
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    with pytest.raises(error):
        read_tables(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable):
        read_tables(tmp_path / "không có.xlsx")


@given(content=st.binary(max_size=300))
def test_no_bytes_break_the_reader_of_text(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.mktemp("csv") / "a.csv"
    file.write_bytes(content)

    try:
        read_csv(file)
    except DocumentUnreadable as error:
        assert error.text  # noqa: PT017 - being refused is one of two good ends


def test_reading_stops_when_asked(tmp_path: Path) -> None:
    class Impatient(Unheard):
        @override
        def step(self, done: int, total: int, label: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_tables(as_xlsx(KHANH_HOA, tmp_path / "a.xlsx"), Impatient())
