"""Bad checklist workbooks: a list of what is wrong and where, or a plain refusal."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import openpyxl
import pytest

from app.documents.checklist_file import check_checklist
from app.documents.errors import DocumentForbidden, DocumentUnreadable
from tests.documents.bad_checklists import (
    BAD,
    TABLE,
    encrypted,
    sound,
    with_a_million_empty_rows,
    with_macro,
)
from tests.documents.spoilt_workbooks import retype, rewrite


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A sound checklist."""
    return sound(tmp_path / "bo.xlsx")


def test_the_sound_one_has_no_fault(book: Path) -> None:
    reading = check_checklist(book)

    assert (reading.faults, reading.doubts, reading.repairs) == ((), (), ())


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told_with_its_place_and_its_cure(name: str, book: Path) -> None:
    bad = BAD[name]
    bad.spoil(book)

    faults = check_checklist(book).faults

    told = [fault for fault in faults if (fault.sheet, fault.cell) == (bad.sheet, bad.cell)]
    assert any(bad.cause in fault.cause for fault in told), faults
    assert all(fault.cure for fault in faults)


def test_the_result_of_a_formula_is_taken_and_named(book: Path) -> None:
    rewrite(book, lambda xml: xml.replace("<v>3</v>", "<f>SUM(F4:F5)</f><v>3</v>"))

    reading = check_checklist(book)

    assert reading.fault_count == 0
    assert [(doubt.cell, "lấy kết quả" in doubt.cause) for doubt in reading.doubts] == [
        ("F2", True),
        ("F3", True),
    ]


def test_hidden_rows_and_sheets_are_read_and_named(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook[TABLE].row_dimensions[5].hidden = True
    workbook["Thông tin"].sheet_state = "hidden"
    workbook.save(book)

    reading = check_checklist(book)

    assert len(reading.draft.criteria) == 4
    assert [(doubt.sheet, doubt.cell) for doubt in reading.doubts] == [
        ("Thông tin", ""),
        (TABLE, "A5"),
    ]


@pytest.mark.parametrize("typed", ["2,0", "2.0", "2", 2.0, " 2 ", "２"])
def test_a_number_is_read_however_it_was_typed(book: Path, typed: object) -> None:
    retype(book, {"F5": typed})

    reading = check_checklist(book)

    assert reading.fault_count == 0
    assert reading.draft.criteria[3].max_score == 2


def test_a_million_empty_rows_take_neither_time_nor_memory(tmp_path: Path) -> None:
    path = with_a_million_empty_rows(tmp_path / "bo.xlsx")
    tracemalloc.start()
    started = time.process_time()

    reading = check_checklist(path)

    spent = time.process_time() - started
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reading.fault_count == 0
    assert spent < 10
    assert most < 150 << 20


def test_a_password_is_named_as_the_reason(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable) as refused:
        check_checklist(encrypted(tmp_path / "bo.xlsx"))

    assert "được bảo vệ bằng mật khẩu" in refused.value.text


def test_a_workbook_of_before_2007_is_told_from_it(tmp_path: Path) -> None:
    path = tmp_path / "bo.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048))

    with pytest.raises(DocumentUnreadable) as refused:
        check_checklist(path)

    assert "trước 2007" in refused.value.text


def test_a_macro_is_named_as_the_reason(tmp_path: Path) -> None:
    with pytest.raises(DocumentForbidden) as refused:
        check_checklist(with_macro(tmp_path / "bo.xlsx"))

    assert "(macro)" in refused.value.text
