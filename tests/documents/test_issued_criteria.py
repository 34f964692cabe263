"""Annexes in the shape provinces issue them, from each kind of file to the same draft."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from app.documents.source_tables import read_tables
from app.domain.checklist import AnswerType, Criterion
from app.domain.checklist_check import check_criteria
from app.domain.issued_checklist import IssuedChecklist
from app.domain.issued_criteria import read_issued
from app.domain.table_columns import guess_columns
from tests.documents.issued_tables import (
    ANNEXES,
    AREAS,
    HA_NOI,
    IN_TEXT,
    KHANH_HOA,
    NESTED,
    UNNUMBERED_HEADINGS,
    Annex,
    as_csv,
    as_docx,
    as_xls,
    as_xlsx,
)
from tests.documents.spoilt_workbooks import retype

Write = Callable[[Annex, Path], Path]
FORMATS: Final[dict[str, Write]] = {
    "xlsx": as_xlsx,
    "xls": as_xls,
    "docx": as_docx,
    "csv": as_csv,
}
TREES: Final = {
    KHANH_HOA.name: {
        "": "30", "I": "10", "I.1": "3", "I.2": "2", "I.3": "5", "I.3.1": "2", "I.3.2": "3",
        "II": "20", "II.1": "10", "II.2": "10",
    },
    HA_NOI.name: {
        "": "8", "1": "4.5", "1.1": "2.5", "1.1.1": "1", "1.1.2": "1.5", "1.2": "2", "2": "3.5",
        "2.1": "1.5", "2.2": "2",
    },
    AREAS.name: {
        "": "7.5", "I": "4.5", "I.1": "2", "I.2": "1", "I.3": "1.5", "II": "3", "II.1": "2",
        "II.2": "1",
    },
    NESTED.name: {
        "": "15", "A": "9", "A.I": "5", "A.I.a": "2", "A.I.b": "3", "A.II": "4", "B": "6",
        "B.I": "6",
    },
    IN_TEXT.name: {
        "": "5.5", "1": "3", "1.a": "1", "1.b": "2", "2": "2.5", "2.a": "1", "2.b": "1.5",
    },
    UNNUMBERED_HEADINGS.name: {
        "": "10", "1": "5", "1.1": "2", "1.2": "3", "2": "5", "2.1": "4", "2.2": "1",
    },
}  # fmt: skip


def read(path: Path) -> IssuedChecklist:
    table = read_tables(path)[0]
    return read_issued(table, guess_columns(table), code="TC", title="Bộ tiêu chí")


def criterion(issued: IssuedChecklist, code: str) -> Criterion:
    return next(row for row in issued.draft.criteria if row.code == code)


@pytest.fixture(params=FORMATS)
def write(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Annex], Path]:
    form: str = request.param
    return lambda annex: FORMATS[form](annex, tmp_path / f"phu-luc.{form}")


@pytest.mark.parametrize("annex", ANNEXES, ids=lambda annex: annex.name)
def test_an_annex_becomes_the_same_whole_tree_from_every_kind_of_file(
    annex: Annex, write: Callable[[Annex], Path]
) -> None:
    issued = read(write(annex))

    found = {
        row.code.removeprefix("TC").lstrip("."): row.max_score for row in issued.draft.criteria
    }
    assert found == {code: Decimal(points) for code, points in TREES[annex.name].items()}
    assert issued.faults == ()
    check_criteria(issued.draft.criteria)


def test_steps_in_rows_of_their_own_become_rules(write: Callable[[Annex], Path]) -> None:
    issued = read(write(KHANH_HOA))

    plan, tasks = criterion(issued, "TC.I.1"), criterion(issued, "TC.II.1")
    assert plan.answer_type is AnswerType.CHOICE
    assert plan.scoring_rule == ("Trong vòng 30 ngày: 3; Chậm đến 60 ngày: 1,5; Không ban hành: 0")
    assert tasks.answer_type is AnswerType.PERCENT
    assert tasks.scoring_rule == "Đạt 100%: 10; Từ 90% đến dưới 100%: 8; Dưới 90%: 0"


def test_every_column_lands_in_its_field(write: Callable[[Annex], Path]) -> None:
    issued = read(write(HA_NOI))

    plan, rate = criterion(issued, "TC.1.1.1"), criterion(issued, "TC.2.2")
    assert (plan.text, plan.evidence) == ("Ban hành kế hoạch đúng hạn", "Kế hoạch")
    assert (plan.legal_basis, plan.area) == ("NQ 76/NQ-CP", "CÔNG TÁC CHỈ ĐẠO ĐIỀU HÀNH")
    assert plan.scoring_rule.startswith("Đúng thời hạn: 1; ")
    assert (rate.answer_type, rate.scoring_rule) == (AnswerType.SCORE, "")
    assert rate.guidance == "Tỷ lệ hồ sơ đúng hạn x 2 điểm"
    assert [remark.is_fault for remark in issued.remarks] == [False]


@pytest.mark.parametrize("form", ["xlsx", "xls", "docx"])
def test_a_merged_cell_speaks_for_its_whole_range(form: str, tmp_path: Path) -> None:
    issued = read(FORMATS[form](AREAS, tmp_path / f"phu-luc.{form}"))

    found = [criterion(issued, f"TC.I.{number}").evidence for number in (1, 2, 3)]
    assert found == ["Sổ chấm công", "Ảnh chụp", "Ảnh chụp"]


def test_text_goes_on_in_a_row_without_a_number(write: Callable[[Annex], Path]) -> None:
    issued = read(write(IN_TEXT))

    assert criterion(issued, "TC.2.b").text == (
        "Thái độ phục vụ tại bộ phận một cửa và qua điện thoại"
    )


def test_a_formula_without_a_result_is_a_mistake_at_its_cell(tmp_path: Path) -> None:
    path = as_xlsx(HA_NOI, tmp_path / "a.xlsx")
    retype(path, {"C5": "=1+0,5"})

    found = read(path)

    assert [(one.place, one.cause) for one in found.faults] == [
        ("C5", "công thức chưa có kết quả được lưu")
    ]


def test_a_hidden_sheet_is_read_and_named(tmp_path: Path) -> None:
    path = as_xlsx(HA_NOI, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.create_sheet("Trống")
    book["Phụ lục"].sheet_state = "hidden"
    book.save(path)

    found = read(path)

    assert found.is_whole
    assert [one.cause for one in found.remarks if one.place == "Phụ lục"] == [
        "trang đang bị ẩn và vẫn được đọc"
    ]
