"""The summary workbook: one row for each thing, values of their own type, ready to print."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.summary_rows import Case
from app.documents.summary_workbook import write_summary
from app.domain.case_file import CaseFile
from tests.documents import rich_case


def _case(unit: str = "xã Cần Đước") -> Case:
    case = rich_case.rich_case(finding_count=10, dossier_count=6, photo_count=2, unit_name=unit)
    return case, rich_case.scores(case)


def _written(*cases: Case) -> Workbook:
    target = io.BytesIO()
    write_summary(cases, target, rich_case.calendar())
    return load_workbook(target)


def _columns(sheet: Worksheet) -> dict[str, list[object]]:
    """The values under each heading."""
    return {str(column[0].value): [cell.value for cell in column[1:]] for column in sheet.columns}


@pytest.fixture(scope="module")
def book() -> Workbook:
    """Three visits, given out of order."""
    return _written(_case("xã Đước Hòa"), _case("xã Ân Hội"), _case("xã Anh Sơn"))


def test_units_stand_in_the_order_of_the_vietnamese_alphabet(book: Workbook) -> None:
    units = _columns(book["Tổng hợp"])["Đơn vị"]

    assert units == ["UBND xã Anh Sơn", "UBND xã Ân Hội", "UBND xã Đước Hòa"]


def test_each_sheet_holds_a_row_for_each_of_its_things(book: Workbook) -> None:
    rows = {sheet.title: sheet.max_row - 1 for sheet in book.worksheets}

    assert rows == {"Tổng hợp": 3, "Phát hiện": 30, "Kiến nghị": 15, "Hồ sơ": 18}


def test_scores_are_numbers_area_by_area(book: Workbook) -> None:
    columns = _columns(book["Tổng hợp"])
    score = rich_case.scores(rich_case.rich_case())[0]
    area = next(heading for heading in columns if heading.startswith("CCHC.3: "))

    assert columns[area][0] == pytest.approx(float(score.groups["CCHC.3"].points))
    assert columns["CCHC: Điểm quy đổi"][0] == pytest.approx(float(score.total.converted or 0))
    assert columns["CCHC: Xếp loại"] == ["Trung bình"] * 3
    assert area.endswith("(28)")


def test_days_are_days_and_shown_as_in_vietnam(book: Workbook) -> None:
    columns = _columns(book["Kiến nghị"])
    cell = book["Hồ sơ"]["H2"]

    assert columns["Ngày kiểm tra"][0] == datetime(2026, 11, 20)  # noqa: DTZ001 - a day of Excel
    assert isinstance(columns["Thời hạn"][0], datetime)
    assert cell.is_date
    assert cell.number_format == "dd/mm/yyyy"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    case, scores = _case()
    finding = replace(case.findings[0], text="=1+1", legal_basis="@SUM(A1)", evidence="-2")

    sheet = _written((replace(case, findings=(finding,)), scores))["Phát hiện"]
    told = _columns(sheet)

    assert told["Nội dung"] == ["=1+1"]
    assert told["Căn cứ"] == ["@SUM(A1)"]
    assert {cell.data_type for cell in sheet[2] if isinstance(cell.value, str)} == {"s"}


def test_the_applicant_is_nowhere(book: Workbook) -> None:
    values = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    ]

    assert not [value for value in values if "Bí Mật" in value]


def test_sheets_are_frozen_filtered_and_print_their_headings(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"


def test_each_checklist_has_its_own_columns() -> None:
    case, _ = _case()
    both = _with_checklist(case, "criteria_one_stop")

    columns = _columns(_written(_case("xã A"), (both, rich_case.scores(both)))["Tổng hợp"])

    assert columns["MC: Tổng điểm"][0] is None
    assert columns["MC: Xếp loại"][1] == "Chưa chấm xong"
    assert not any(heading.startswith("MC.0:") for heading in columns)


def _with_checklist(case: CaseFile, name: str) -> CaseFile:
    return replace(case, checklists=(*case.checklists, rich_case.checklist(name)))


def test_no_visit_at_all_gives_headings_only() -> None:
    book = _written()

    assert [sheet.max_row for sheet in book.worksheets] == [1, 1, 1, 1]


def test_counts_and_rates_are_numbers(book: Workbook) -> None:
    columns = _columns(book["Tổng hợp"])

    assert columns["Số hồ sơ mẫu"] == [6, 6, 6]
    assert columns["Số kiến nghị với đơn vị"] == [4, 4, 4]
    assert columns["Tỷ lệ đúng hạn (%)"][0] == pytest.approx(float(Decimal("83.33")))
