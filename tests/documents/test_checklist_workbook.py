"""Checklists out to Excel and back: nothing lost, every mistake named."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from app.documents.checklist_examples import TYPE_GUIDES, TypeGuide
from app.documents.checklist_file import read_checklist
from app.documents.checklist_terms import TYPE_NAMES
from app.documents.checklist_workbook import write_checklist
from app.documents.errors import DocumentForbidden, DocumentUnreadable
from app.documents.workbook import MAX_FAULTS, WorkbookInvalid
from app.domain import checklist_check
from app.domain.checklist import AnswerType, Checklist, Criterion, checklist_id, content_sha256
from app.domain.rule_text import parse_rule
from app.domain.text import clean
from app.errors import InvalidValue
from app.paths import RESOURCES
from tests.documents.spoilt_workbooks import retype, rewrite, told, xml_of

SHIPPED = sorted((RESOURCES / "checklists").glob("*.csv"))


def _checklist(*criteria: Criterion) -> Checklist:
    digest = content_sha256(criteria)
    return Checklist(
        id=checklist_id(criteria[0].code, digest),
        code="CCHC",
        title="Bộ tiêu chí CCHC & một cửa",
        number=3,
        criteria=criteria,
        content_sha256=digest,
        valid_from=date(2026, 12, 1),
        source="Quyết định 12/QĐ-UBND",
    )


def _row(code: str, parent_code: str, points: str, **facts: object) -> Criterion:
    plain = Criterion(
        code=code,
        parent_code=parent_code,
        area="Chỉ đạo",
        text=f"Mục {code}",
        answer_type=AnswerType.SCORE,
        max_score=Decimal(points),
    )
    return replace(plain, **facts)  # type: ignore[arg-type] # fields of the criterion


def _small() -> Checklist:
    """A root (row 2), a group (3) with two criteria (4, 5) and a criterion of its own (6)."""
    return _checklist(
        _row("A", "", "10"),
        _row("A.1", "A", "6"),
        _row("A.1.1", "A.1", "2", answer_type=AnswerType.YES_NO, scoring_rule="Có: 2; Không: 0"),
        _row(
            "A.1.2", "A.1", "4", answer_type=AnswerType.COUNT, scoring_rule="0: 4; Từ 1 trở lên: 0"
        ),
        _row("A.2", "A", "4"),
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The small checklist as a workbook."""
    path = tmp_path / "bo.xlsx"
    with path.open("wb") as stream:
        write_checklist(_small(), stream)
    return path


def _refused(path: Path) -> WorkbookInvalid:
    with pytest.raises(WorkbookInvalid) as refused:
        read_checklist(path)
    return refused.value


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_shipped_checklist_comes_back_unchanged(path: Path, tmp_path: Path) -> None:
    criteria = checklist_check.read_criteria(path.read_text(encoding="utf-8"))
    written = replace(_checklist(*criteria), title=criteria[0].text, source=criteria[0].source)
    target = tmp_path / "bo.xlsx"

    with target.open("wb") as stream:
        write_checklist(written, stream)
    draft = read_checklist(target)

    assert draft.criteria == criteria
    assert content_sha256(draft.criteria) == written.content_sha256
    assert (draft.code, draft.title, draft.number) == ("CCHC", criteria[0].text, 3)
    assert (draft.valid_from, draft.source) == (date(2026, 12, 1), criteria[0].source)


_TEXTS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=60)
    | st.sampled_from(["=1+1", "+84", "-", "@x", "_x000D_", "dòng 1\ndòng 2", "1.10", "#REF!"])
).map(lambda text: clean(text).strip())
_POINTS = st.decimals(min_value=0, max_value=30, places=2) | st.integers(0, 30).map(Decimal)


@settings(max_examples=8, deadline=None)
@given(leaves=st.lists(st.tuples(_TEXTS.filter(bool), _TEXTS, _POINTS), min_size=1, max_size=30))
def test_any_text_and_any_points_come_back_unchanged(
    leaves: list[tuple[str, str, Decimal]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = [
        _row(f"A.{at}", "A", str(points), text=text, scoring_rule=free, source=free, evidence=text)
        for at, (text, free, points) in enumerate(leaves)
    ]
    text, free, _ = leaves[0]
    total = str(sum(points for _, _, points in leaves))
    written = replace(_checklist(_row("A", "", total), *rows), title=text, source=free)
    target = tmp_path_factory.mktemp("round") / "bo.xlsx"

    with target.open("wb") as stream:
        write_checklist(written, stream)
    draft = read_checklist(target)

    assert content_sha256(draft.criteria) == content_sha256(written.criteria)
    assert (draft.title, draft.source) == (text, free)


def test_text_that_looks_like_a_formula_is_written_as_text() -> None:
    leaf = _row("A.1", "A", "1", text='=HYPERLINK("http://x")')
    target = io.BytesIO()

    write_checklist(_checklist(_row("A", "", "1"), leaf), target)

    sheet = openpyxl.load_workbook(target)["Bộ tiêu chí"]
    assert sheet["D3"].data_type == "s"
    assert sheet["D3"].quotePrefix


def test_a_text_longer_than_a_cell_is_refused_before_anything_is_cut() -> None:
    leaf = _row("A.1", "A", "1", text="x" * 32_768)

    with pytest.raises(InvalidValue):
        write_checklist(_checklist(_row("A", "", "1"), leaf), io.BytesIO())


def test_the_workbook_is_ready_to_fill_in_and_print(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["Bộ tiêu chí"]

    assert workbook.sheetnames == [
        *("Bộ tiêu chí", "Thông tin", "Xếp loại", "Hướng dẫn", "Danh mục")
    ]
    assert workbook["Danh mục"].sheet_state == "hidden"
    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center.text == "Bộ tiêu chí CCHC && một cửa"
    choices = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert "=kieu_tra_loi" in choices
    names = [cell.value for cell in workbook["Danh mục"]["A"] if cell.value]
    assert names == ["Nhóm", *TYPE_NAMES.values()]
    assert workbook.defined_names["kieu_tra_loi"].attr_text == f"'Danh mục'!$A$1:$A${len(names)}"


def test_rows_of_two_lines_are_taller_and_still_fitted_by_excel(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["Hướng dẫn"]
    heights = [row.height for row in sheet.row_dimensions.values() if row.height]
    xml = xml_of(book)

    assert max(heights) > 1.5 * min(heights)
    assert xml.count("customHeight") == 1  # the row of headings


def test_only_what_openpyxl_always_writes_differs_from_the_standard(book: Path) -> None:
    findings = [str(error) for error in OpenXmlValidator().validate(book).errors]

    known = ("inline-string cell(s)", "/styleSheet[1]/fonts[1]/font[")
    assert [finding for finding in findings if not any(sign in finding for sign in known)] == []


@pytest.mark.parametrize("guide", TYPE_GUIDES, ids=lambda guide: guide.kind.value)
def test_every_example_of_the_guide_is_a_rule_that_works(guide: TypeGuide) -> None:
    rule = parse_rule(guide.rule, guide.kind, guide.max_score)

    assert rule.max_score == guide.max_score


def test_the_guide_explains_every_type_of_answer() -> None:
    assert {guide.kind for guide in TYPE_GUIDES} == set(AnswerType)


@pytest.mark.parametrize(
    ("cells", "cell", "cause"),
    [
        ({"E4": "Có hoặc không"}, "E4", "“Có hoặc không” không phải là kiểu trả lời"),
        ({"E4": None}, "E4", "ô để trống"),
        ({"E6": "Nhóm"}, "E6", "không có mục nào thuộc nhóm này"),
        ({"F4": "hai"}, "F4", "“hai” không phải là số"),
        ({"F4": None}, "F4", "ô để trống"),
        ({"F4": "1.000"}, "F4", "“1.000” có thể hiểu là hàng nghìn hoặc số lẻ"),
        ({"F4": 1e300}, "F4", "1E+300 vượt giới hạn cho phép"),
        ({"F4": "=1+1"}, "F4", "công thức chưa có kết quả được lưu"),
        ({"D4": "=A1"}, "D4", "công thức chưa có kết quả được lưu"),
        ({"B4": "A.9"}, "B4", "“A.9”"),
        ({"B6": None}, "B6", ""),
        ({"B2": "A.2"}, "B2", ""),
        ({"A6": "A.1.1"}, "A6", "“A.1.1”"),
        ({"A4": 1.1}, "A4", "Excel đã đổi mã thành 1,1"),
        ({"A4": date(2026, 1, 2)}, "A4", "Excel đã đổi mã thành 02/01/2026"),
        ({"D5": "  "}, "D5", ""),
        ({"G4": "Có 2 điểm; Không: 0"}, "G4", "“Có 2 điểm”"),
        ({"G5": "Từ 1 trở lên: 4; Dưới 1: 1"}, "G5", ""),
    ],
)
def test_a_mistake_is_told_with_its_cell_its_cause_and_its_cure(
    book: Path, cells: dict[str, object], cell: str, cause: str
) -> None:
    retype(book, cells)

    refused = _refused(book)

    fault = next(fault for fault in refused.faults if fault.cell == cell)
    assert cause in fault.cause
    assert fault.sheet == "Bộ tiêu chí"
    assert fault.cure
    assert f"ô {cell}: " in refused.text


def test_points_that_do_not_add_up_name_the_group_and_both_sums(book: Path) -> None:
    retype(book, {"F4": 3, "G4": "Có: 3; Không: 0"})

    refused = _refused(book)

    assert list(told(refused)) == ["F3"]
    assert "7" in told(refused)["F3"]
    assert "6" in told(refused)["F3"]


def test_all_mistakes_are_told_at_once_in_reading_order(book: Path) -> None:
    retype(book, {"E5": "?", "F4": "x", "G6": "gì cũng được", "D3": None})
    retype(book, {"B5": "lần đầu"}, sheet="Thông tin")

    faults = _refused(book).faults

    assert [(fault.sheet, fault.cell) for fault in faults] == [
        ("Thông tin", "B5"),
        ("Bộ tiêu chí", "D3"),
        ("Bộ tiêu chí", "F4"),
        ("Bộ tiêu chí", "E5"),
    ]


def test_beyond_fifty_mistakes_the_rest_is_counted(book: Path) -> None:
    retype(book, {f"A{row}": "x" for row in range(7, 107)})

    refused = _refused(book)

    assert len(refused.faults) == MAX_FAULTS
    assert str(refused.params["list"]).endswith(" chỗ khác.")


@pytest.mark.parametrize(
    ("cell", "value", "cause"),
    [
        ("B3", None, "ô để trống"),
        ("B4", None, "ô để trống"),
        ("B5", 1.5, "phiên bản không phải là số nguyên"),
        ("B5", 0, "phiên bản không phải là số nguyên"),
        ("B5", None, "phiên bản không phải là số nguyên"),
        ("B6", "31/02/2026", "“31/02/2026” không phải là ngày"),
        ("B6", "sang năm", "“sang năm” không phải là ngày"),
    ],
)
def test_mistakes_in_the_facts_are_told_too(
    book: Path, cell: str, value: object, cause: str
) -> None:
    retype(book, {cell: value}, sheet="Thông tin")

    assert cause in told(_refused(book))[cell]


@pytest.mark.parametrize("typed", ["01/7/2025", "1-7-2025", "2025-07-01", date(2025, 7, 1)])
def test_a_day_is_read_however_it_was_typed(book: Path, typed: object) -> None:
    retype(book, {"B6": typed}, sheet="Thông tin")

    assert read_checklist(book).valid_from == date(2025, 7, 1)


def test_headings_are_found_wherever_and_however_they_are_written(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["Bộ tiêu chí"]
    sheet.title = "BO TIEU CHI "
    sheet.insert_rows(1, amount=2)
    sheet.insert_cols(1)
    sheet["C1"] = "UBND TỈNH TÂY NINH"
    for name, heading in {
        "B3": unicodedata.normalize("NFD", "  MÃ  "),
        "E3": "Nôi dung",
        "F3": "Kiểu trả lời:",
        "G3": "Điểm tối đa\n(điểm)",
        "H3": "cach cham diem",
        "I3": "Tài liệu kiểm chứg",
        "J3": "Căn cứ pháp lý",
    }.items():
        sheet[name] = heading
    workbook.save(book)

    assert read_checklist(book).criteria == _small().criteria


def test_missing_headings_are_named(book: Path) -> None:
    retype(book, {"F1": "Ghi chú riêng", "G1": None})

    refused = _refused(book)

    assert told(refused) == {"A1": "thiếu tên cột “Điểm tối đa”, “Cách chấm”"}


def test_a_form_without_its_labels_is_told(book: Path) -> None:
    retype(book, {"A3": None, "A5": "Số hiệu"}, sheet="Thông tin")

    assert told(_refused(book)) == {"A1": "thiếu tên cột “Mã bộ”, “Phiên bản”"}


def test_a_table_without_rows_is_told(book: Path) -> None:
    retype(book, {f"{letter}{row}": None for letter in "ABCDEFGHIJ" for row in range(2, 7)})

    assert told(_refused(book)) == {"": "không có tiêu chí nào dưới hàng tên cột"}


def test_a_text_or_a_date_needs_no_points(tmp_path: Path) -> None:
    path = tmp_path / "bo.xlsx"
    leaf = _row("A.1", "A", "0", answer_type=AnswerType.DATE)
    with path.open("wb") as stream:
        write_checklist(_checklist(_row("A", "", "0"), leaf), stream)
    retype(path, {"F3": None})

    assert read_checklist(path).criteria[1] == leaf


def test_a_missing_sheet_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "khac.xlsx"
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].title = "Sheet1"
    workbook.save(path)

    faults = _refused(path).faults

    assert [fault.sheet for fault in faults] == ["Thông tin", "Bộ tiêu chí"]
    assert "Sheet1" in faults[0].cause


def test_numbers_and_types_are_read_as_people_type_them(book: Path) -> None:
    retype(book, {"F4": "2,0", "E4": "CÓ/KHÔNG", "E3": None, "E5": "so luong", "F2": "10,0"})

    draft = read_checklist(book)

    assert draft.criteria[2].max_score == 2
    assert [row.answer_type for row in draft.criteria] == [
        row.answer_type for row in _small().criteria
    ]


def test_the_dust_of_a_calculation_is_refused_and_that_of_storing_is_not(book: Path) -> None:
    rewrite(book, lambda xml: xml.replace("<v>4</v>", "<v>0.30000000000000004</v>", 1))
    rewrite(book, lambda xml: xml.replace("<v>2</v>", "<v>2.2999999999999998</v>", 1))

    causes = told(_refused(book))

    assert causes["F5"] == "0.30000000000000004 có hơn 4 chữ số thập phân"
    assert "2,3" in causes["G4"]


def test_closing_zeros_of_a_decision_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "bo.xlsx"
    with path.open("wb") as stream:
        write_checklist(_checklist(_row("A", "", "4.50"), _row("A.1", "A", "4.50")), stream)

    draft = read_checklist(path)

    assert [str(row.max_score) for row in draft.criteria] == ["4.50", "4.50"]
    assert openpyxl.load_workbook(path).worksheets[0]["F2"].number_format == "0.00"


def test_a_formula_counts_by_the_result_excel_stored(book: Path) -> None:
    rewrite(book, lambda xml: xml.replace("<v>6</v>", "<f>SUM(F4:F5)</f><v>6</v>", 1))

    assert read_checklist(book).criteria[1].max_score == 6


def test_an_error_of_excel_is_told(book: Path) -> None:
    rewrite(book, lambda xml: xml.replace('t="n"><v>6</v>', 't="e"><v>#REF!</v>', 1))

    assert told(_refused(book))["F3"] == "Excel báo lỗi #REF!"


def test_a_percentage_is_not_taken_for_points(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook.worksheets[0]["F4"].number_format = "0%"
    workbook.save(book)

    assert told(_refused(book))["F4"] == "ô đang định dạng phần trăm"


def test_evidence_merged_over_its_rows_speaks_for_all_of_them(book: Path) -> None:
    retype(book, {"H4": "Sổ theo dõi", "H5": "Sổ theo dõi"})
    workbook = openpyxl.load_workbook(book)
    workbook.worksheets[0].merge_cells("H4:H5")
    workbook.worksheets[0].merge_cells("C3:C5")
    workbook.save(book)

    criteria = read_checklist(book).criteria

    assert [row.evidence for row in criteria] == ["", "", "Sổ theo dõi", "Sổ theo dõi", ""]
    assert [row.area for row in criteria] == ["Chỉ đạo"] * 5


def test_merged_codes_or_points_are_refused(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook.worksheets[0].merge_cells("F4:G4")
    workbook.save(book)

    assert told(_refused(book))["F4"] == "các ô F4:G4 bị gộp"


def test_an_empty_area_is_that_of_the_row_above_in_the_tree(book: Path) -> None:
    retype(book, {"C4": None, "C5": None})

    assert [row.area for row in read_checklist(book).criteria] == ["Chỉ đạo"] * 5


def test_blank_rows_and_notes_beside_the_table_are_left_aside(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook.worksheets[0].insert_rows(4, amount=3)
    workbook.worksheets[0]["Z5"] = "xem lại"
    workbook.save(book)

    assert read_checklist(book).criteria == _small().criteria


def test_carriage_returns_of_other_programs_are_line_breaks(book: Path) -> None:
    retype(book, {"H4": "Quyết định_x000D_\nSổ theo dõi"})

    assert read_checklist(book).criteria[2].evidence == "Quyết định\nSổ theo dõi"


def test_hundreds_of_thousands_of_empty_rows_do_no_harm(book: Path) -> None:
    empty = "".join(f'<row r="{row}" ht="15"/>' for row in range(7, 300_000))
    rewrite(book, lambda xml: xml.replace("</sheetData>", f"{empty}</sheetData>"))

    assert read_checklist(book).criteria == _small().criteria


def test_a_sheet_that_lies_about_its_size_loses_no_row(book: Path) -> None:
    rewrite(book, lambda xml: xml.replace('ref="A1:R6"', 'ref="A1:B2"'))

    assert read_checklist(book).criteria == _small().criteria


def test_content_far_below_is_refused_not_dropped(book: Path) -> None:
    far = '<row r="900000"><c r="A900000" t="n"><v>1</v></c></row>'
    rewrite(book, lambda xml: xml.replace("</sheetData>", f"{far}</sheetData>"))

    assert told(_refused(book)) == {"A900000": "trang có nội dung nằm sau dòng 20000"}


@pytest.mark.parametrize(
    "content",
    [b"", b"M\xc3\xa3;T\xc3\xaan\n", b"PK\x03\x04 and then nothing", b"\xd0\xcf\x11\xe0" * 9],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bo.xlsx"
    path.write_bytes(content)

    with pytest.raises(DocumentUnreadable):
        read_checklist(path)


def test_a_word_document_by_the_name_of_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bo.xlsx"
    docx.Document().save(str(path))

    with pytest.raises(DocumentUnreadable):
        read_checklist(path)


@pytest.mark.parametrize("size", [200, 2000, 6000])
def test_a_workbook_cut_off_is_refused(book: Path, size: int) -> None:
    book.write_bytes(book.read_bytes()[:size])

    with pytest.raises(DocumentUnreadable):
        read_checklist(book)


def test_a_damaged_sheet_is_refused(book: Path) -> None:
    rewrite(book, lambda xml: xml.replace('r="A3"', 'r="??"'))

    with pytest.raises(DocumentUnreadable):
        read_checklist(book)


def test_a_workbook_that_declares_entities_is_refused(book: Path) -> None:
    rewrite(book, lambda xml: f'<!DOCTYPE x [<!ENTITY y "z">]>{xml}')

    with pytest.raises((DocumentUnreadable, DocumentForbidden)):
        read_checklist(book)
