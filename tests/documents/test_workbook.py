"""Workbooks from outside, cell by cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.documents.errors import DocumentForbidden, DocumentUnreadable
from app.documents.guard import guard_ooxml
from app.documents.ooxml import OfficeKind
from app.documents.workbook import (
    MAX_ROWS,
    Cell,
    Fault,
    Faults,
    Sheet,
    WorkbookInvalid,
    open_workbook,
)
from app.documents.workbook_table import Column, read_rows
from tests.documents.spoilt_workbooks import recode, rewrite

CODE = (Column(key="code", heading="Mã"),)


def _saved(path: Path, *rows: tuple[str | int | float | dt.datetime | dt.time | None, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def _read(path: Path) -> Sheet:
    with open_workbook(path) as book:
        return book.sheet(book.names[0])


def test_cells_are_shown_as_a_reader_of_the_sheet_sees_them(tmp_path: Path) -> None:
    day = dt.datetime(2026, 11, 20, 8, 30)  # noqa: DTZ001 - Excel knows no zones
    path = _saved(tmp_path / "x.xlsx", (True, False, 2.5, day, dt.time(8, 30), " chữ "))

    cells = _read(path).rows[0]

    assert [cell.text for cell in cells] == [
        "Có",
        "Không",
        "2,5",
        "20/11/2026",
        "08:30:00",
        "chữ",
    ]
    assert cells[3].value == dt.date(2026, 11, 20)


def test_a_cell_beyond_the_content_is_blank(tmp_path: Path) -> None:
    sheet = _read(_saved(tmp_path / "x.xlsx", ("a",)))

    assert sheet.cell(1, 2) == Cell()
    assert sheet.cell(9, 9).is_blank


def test_an_empty_sheet_has_no_rows_however_many_it_declares(tmp_path: Path) -> None:
    path = _saved(tmp_path / "x.xlsx")
    rewrite(path, lambda xml: xml.replace("<sheetData/>", '<sheetData><row r="9"/></sheetData>'))

    assert _read(path).rows == ()


def test_names_of_other_makers_are_read_with_their_prefix(tmp_path: Path) -> None:
    path = _saved(tmp_path / "x.xlsx", ("a",), ("b",))

    def prefixed(xml: str) -> str:
        xml = xml.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
        return xml.replace("xmlns=", "xmlns:x=")

    rewrite(path, prefixed)

    assert [row[0].value for row in _read(path).rows] == ["a", "b"]


def test_a_sheet_in_another_encoding_is_read_too(tmp_path: Path) -> None:
    path = _saved(tmp_path / "x.xlsx", ("Cần Đước",))

    recode(path, "utf-16")

    assert _read(path).rows[0][0].value == "Cần Đước"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_object_inside_a_sheet_is_refused_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = _saved(tmp_path / "x.xlsx", ("a",))
    ole = '<oleObjects><oleObject progId="Package"/></oleObjects></worksheet>'
    rewrite(path, lambda xml: xml.replace("</worksheet>", ole))
    recode(path, encoding)

    with pytest.raises(DocumentForbidden):
        _read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_sheet_that_is_not_well_formed_is_refused(tmp_path: Path, encoding: str) -> None:
    path = _saved(tmp_path / "x.xlsx", ("a",))
    rewrite(path, lambda xml: xml.replace("</sheetData>", "</sheet>"))
    recode(path, encoding)

    with pytest.raises(DocumentUnreadable):
        _read(path)


def test_rows_without_numbers_beyond_the_limit_are_refused(tmp_path: Path) -> None:
    path = _saved(tmp_path / "x.xlsx", ("a",))
    many = "<row><c><v>1</v></c></row>" * (MAX_ROWS + 5)
    rewrite(path, lambda xml: xml.replace("</sheetData>", f"{many}</sheetData>"))

    with pytest.raises(WorkbookInvalid):
        _read(path)


def test_a_sheet_whose_part_is_missing_is_refused(tmp_path: Path) -> None:
    path = _saved(tmp_path / "x.xlsx", ("a",))
    rewrite(path, lambda xml: xml.replace('name="Sheet"', 'name="Khác"'), "xl/workbook.xml")

    with open_workbook(path) as book, pytest.raises(DocumentUnreadable):
        book.sheet("Sheet")


def test_a_damaged_list_of_styles_is_refused(tmp_path: Path) -> None:
    path = _saved(tmp_path / "x.xlsx", ("a",))
    rewrite(path, lambda xml: xml.replace('numFmtId="0"', 'numFmtId="?"'), "xl/styles.xml")

    with pytest.raises(DocumentUnreadable):
        _read(path)


def test_a_link_to_another_workbook_is_refused(tmp_path: Path) -> None:
    path = _saved(tmp_path / "x.xlsx", ("a",))
    link = (
        '<Relationship Id="rId99" TargetMode="External" Target="file:///c:/x.xlsx" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"/>'
    )
    rewrite(
        path,
        lambda xml: xml.replace("</Relationships>", f"{link}</Relationships>"),
        "xl/_rels/workbook.xml.rels",
    )

    with pytest.raises(DocumentForbidden):
        _read(path)


def test_a_sheet_is_found_by_a_name_written_otherwise(tmp_path: Path) -> None:
    path = _saved(tmp_path / "x.xlsx", ("a",))

    with open_workbook(path) as book:
        assert book.find(" SHEET ") == "Sheet"
        assert book.find("Sheet2") is None


def test_a_code_shown_with_leading_zeros_keeps_them(tmp_path: Path) -> None:
    path = _saved(tmp_path / "x.xlsx", ("Mã",), (913,))
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A2"].number_format = "00000"
    book.save(path)
    faults = Faults(path)

    (row,) = read_rows(_read(path), CODE, faults)

    assert row.code("code") == "00913"
    assert row.cell("code").value == Decimal(913)


def test_a_title_merged_above_the_headings_does_no_harm(tmp_path: Path) -> None:
    path = _saved(tmp_path / "x.xlsx", ("DANH SÁCH", None), ("Mã", "Tên"), ("1", "một"))
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("A1:B1")
    book.save(path)
    faults = Faults(path)

    rows = list(read_rows(_read(path), CODE, faults))

    assert [row.code("code") for row in rows] == ["1"]
    assert faults.count == 0


def test_a_mistake_of_a_whole_sheet_is_told_without_a_cell() -> None:
    fault = Fault(sheet="Đơn vị", cell="", cause="trống", cure="Điền vào")

    assert fault.text == "Trang “Đơn vị”: trống. Điền vào."


def test_a_part_nobody_reads_must_be_well_formed_too(tmp_path: Path) -> None:
    path = _saved(tmp_path / "x.xlsx", ("a",))
    rewrite(path, lambda xml: f"{xml}<", "docProps/app.xml")

    with pytest.raises(DocumentUnreadable):
        guard_ooxml(path, OfficeKind.EXCEL)
