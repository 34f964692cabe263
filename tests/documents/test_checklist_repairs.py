"""What was mistyped in a checklist workbook is repaired and named, or asked about."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import openpyxl
import pytest

from app.documents.checklist_file import check_checklist
from app.domain.checklist import AnswerType
from tests.documents.spoilt_workbooks import retype
from tests.documents.test_checklist_facts import full, written
from tests.given import checklist, criterion


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A checklist with every fact as a workbook."""
    return written(full(), tmp_path / "bo.xlsx")


@pytest.mark.parametrize(
    ("cell", "typed", "became"),
    [
        ("D4", "Niêm yết  đủ\u00a0thủ tục ", "Niêm yết đủ thủ tục"),
        ("D4", unicodedata.normalize("NFD", "Niêm yết"), "Niêm yết"),
        ("D4", "Ｎｉêｍ yết（１）", "Niêm yết(1)"),
        ("D4", "Tie61p nhận hồ sơ", "Tiếp nhận hồ sơ"),
        ("D4", "chinhs quyền", "chính quyền"),
        ("D4", "Céng khai thñ tôc", "Cộng khai thủ tục"),
        ("H4", "Coâng khai thuû tuïc", "Công khai thủ tục"),
        ("F4", "１", "1"),
        ("M5", "${T.1.1} = “Có”", '${T.1.1} = "Có"'),
    ],
)
def test_a_repair_is_named_with_its_cell(book: Path, cell: str, typed: str, became: str) -> None:
    retype(book, {cell: typed})
    retype(book, {"B4": "Tên khác"}, sheet="Thông tin")

    reading = check_checklist(book)

    (repair,) = reading.repairs
    assert (repair.sheet, repair.cell, repair.was, repair.became) == (
        "Bộ tiêu chí",
        cell,
        typed,
        became,
    )
    assert f"ô {cell}: " in repair.text


def test_a_file_nobody_touched_is_not_repaired(tmp_path: Path) -> None:
    odd = criterion("T.1.1", "T.1", text="Đủ\u00a0thủ tục chinhs")

    reading = check_checklist(written(checklist(odd), tmp_path / "bo.xlsx"))

    assert reading.repairs == ()
    assert reading.draft.criteria[2].text == odd.text


def test_quotes_in_what_people_read_are_right_and_stay(book: Path) -> None:
    retype(book, {"D4": "Có bảng “Một cửa”"})

    reading = check_checklist(book)

    assert reading.repairs == ()
    assert reading.draft.criteria[2].text == "Có bảng “Một cửa”"


def test_a_heading_and_a_sheet_nearly_named_right_are_taken_and_named(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook["Bộ tiêu chí"]["H1"] = "Tài liệu kiểm chứg"
    workbook["Thông tin"].title = "Thông tim"
    workbook.save(book)

    reading = check_checklist(book)

    assert reading.fault_count == 0
    assert [(one.sheet, one.cell, one.was, one.became) for one in reading.repairs] == [
        ("Thông tim", "", "Thông tim", "Thông tin"),
        ("Bộ tiêu chí", "H1", "Tài liệu kiểm chứg", "Tài liệu kiểm chứng"),
    ]


def test_a_sheet_somewhat_like_the_right_one_is_asked_about(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook["Bộ tiêu chí"].title = "Bộ tiêu chuẩn năm"
    workbook.save(book)

    (fault,) = check_checklist(book).faults

    assert "Có phải trang “Bộ tiêu chuẩn năm” là “Bộ tiêu chí”?" in fault.cure


def test_a_heading_somewhat_like_the_right_one_is_asked_about(book: Path) -> None:
    retype(book, {"G1": "Cách thức chấm thi"})

    (fault,) = check_checklist(book).faults

    assert (fault.cell, "thiếu tên cột “Cách chấm”" in fault.cause) == ("A1", True)
    assert "Có phải “Cách thức chấm thi” ở ô G1 là “Cách chấm”?" in fault.cure


def test_what_only_may_be_a_leftover_is_asked_about(book: Path) -> None:
    retype(book, {"D4": "chinhs sachs"})

    reading = check_checklist(book)

    assert [(doubt.cell, "“sachs”" in doubt.cause) for doubt in reading.doubts] == [("D4", True)]
    assert reading.fault_count == 0


def test_titles_are_repaired_too(book: Path) -> None:
    retype(book, {"B4": "Bộ tiêu chí\u00a0CCHC"}, sheet="Thông tin")

    reading = check_checklist(book)

    assert reading.draft.title == "Bộ tiêu chí CCHC"
    assert [(one.sheet, one.cell) for one in reading.repairs] == [("Thông tin", "B4")]


def test_types_of_answer_are_known_by_the_names_people_use(book: Path) -> None:
    retype(book, {"E6": "Số thập phân", "E7": "nhiều lựa chọn"})

    kinds = [row.answer_type for row in check_checklist(book).draft.criteria]

    assert kinds[-2:] == [AnswerType.NUMBER, AnswerType.MULTIPLE]
