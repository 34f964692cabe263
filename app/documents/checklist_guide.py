"""The sheets of the checklist workbook that are read by people: “Thông tin” and “Hướng dẫn”."""

from __future__ import annotations

from typing import Final

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.checklist_examples import FACT_GUIDES, GRAMMAR, STEPS, TYPE_GUIDES
from app.documents.checklist_terms import FACTS, GROUP, TYPE_NAMES
from app.documents.word.text_width import row_height
from app.documents.workbook_sheet import BOX, FACE, fit_row, put_day, put_number, put_text
from app.domain.checklist import Checklist

_TITLE: Final = Font(name=FACE, size=15, bold=True, color="1F4E79")
_SECTION: Final = Font(name=FACE, size=12, bold=True, color="1F4E79")
_SIZE: Final = 11
_PLAIN: Final = Font(name=FACE, size=_SIZE)
_STRONG: Final = Font(name=FACE, size=_SIZE, bold=True)
_HINT: Final = Font(name=FACE, size=10, italic=True, color="5B6770")
_LABEL_FILL: Final = PatternFill("solid", fgColor="DCE9F5")
_HEAD_FILL: Final = PatternFill("solid", fgColor="DCE9F5")
_FACT_WIDTHS: Final = (18, 70, 52)
_GUIDE_WIDTHS: Final = (27, 50, 10, 73)
_POINTS: Final = 3
_WRAPPED: Final = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_CENTRED: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)


def put_facts(sheet: Worksheet, checklist: Checklist) -> None:
    """Write the labels and values of “Thông tin”, each with a word on how to fill it in."""
    sheet.sheet_view.showGridLines = False
    for letter, width in zip("ABC", _FACT_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    put_text(sheet["A1"], "THÔNG TIN BỘ TIÊU CHÍ")
    sheet["A1"].font = _TITLE
    sheet.row_dimensions[1].height = 28
    for row, fact in enumerate(FACTS, start=3):
        label, value, hint = (sheet.cell(row, column) for column in (1, 2, 3))
        put_text(label, fact.label)
        label.font, label.fill = _STRONG, _LABEL_FILL
        value.number_format = "@"
        put_text(hint, fact.hint)
        for cell in (label, value):
            cell.border = BOX
        for cell in (label, value, hint):
            cell.alignment = Alignment(
                vertical="center", horizontal="left", wrap_text=True, indent=1
            )
        value.font, hint.font = _PLAIN, _HINT
    put_text(sheet["B3"], checklist.code)
    put_text(sheet["B4"], checklist.title)
    sheet["B5"].value, sheet["B5"].number_format = checklist.number, "0"
    put_day(sheet["B6"], checklist.valid_from)
    put_text(sheet["B7"], checklist.source)
    for row in range(3, 3 + len(FACTS)):
        text = str(sheet.cell(row, 2).value or "")
        fit_row(sheet, row, row_height(text, _FACT_WIDTHS[1], _SIZE, indent=1) + 6)


def put_guide(sheet: Worksheet) -> None:
    """Write the instructions, the types of answer and the grammar of rules with examples."""
    sheet.sheet_view.showGridLines = False
    for letter, width in zip("ABCD", _GUIDE_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    put_text(sheet["A1"], "HƯỚNG DẪN LẬP BỘ TIÊU CHÍ")
    sheet["A1"].font = _TITLE
    sheet.row_dimensions[1].height = 28
    row = _put_steps(sheet, 3)
    row = _put_types(sheet, row + 1)
    row = _put_grammar(sheet, row + 1, "3. Cách viết cột “Cách chấm”", GRAMMAR)
    _put_grammar(sheet, row + 1, "4. Các cột ẩn: điểm cộng, điều kiện, công thức…", FACT_GUIDES)


def _put_steps(sheet: Worksheet, row: int) -> int:
    _section(sheet, row, "1. Các bước")
    for number, step in enumerate(STEPS, start=1):
        row += 1
        cell = sheet.cell(row, 1)
        text = f"{number}. {step}"
        put_text(cell, text)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
        cell.font, cell.alignment = _PLAIN, _WRAPPED
        fit_row(sheet, row, row_height(text, sum(_GUIDE_WIDTHS), _SIZE))
    return row + 1


def _put_types(sheet: Worksheet, row: int) -> int:
    _section(sheet, row, "2. Kiểu trả lời")
    row += 1
    _line(sheet, row, ("Kiểu trả lời", "Khi nào dùng", "Điểm tối đa", "Ví dụ cột “Cách chấm”"))
    _head(sheet, row)
    row += 1
    use = "Mục có mục con; không trả lời trực tiếp, điểm là tổng của các mục con."
    _line(sheet, row, (GROUP, use, "tổng", "Tổng điểm các mục con"))
    for guide in TYPE_GUIDES:
        row += 1
        _line(sheet, row, (TYPE_NAMES[guide.kind], guide.use, "", guide.rule))
        put_number(sheet.cell(row, _POINTS), guide.max_score)
    sheet.row_breaks.append(Break(id=row))
    return row + 1


def _put_grammar(
    sheet: Worksheet, row: int, title: str, examples: tuple[tuple[str, str, str], ...]
) -> int:
    _section(sheet, row, title)
    row += 1
    _line(sheet, row, ("Muốn ghi", "Viết như sau", "", "Ý nghĩa"))
    _head(sheet, row)
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)
    for wanted, written, meaning in examples:
        row += 1
        _line(sheet, row, (wanted, written, "", meaning))
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)
    return row + 1


def _section(sheet: Worksheet, row: int, title: str) -> None:
    cell = sheet.cell(row, 1)
    put_text(cell, title)
    cell.font = _SECTION
    sheet.row_dimensions[row].height = 22


def _line(sheet: Worksheet, row: int, texts: tuple[str, str, str, str]) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        put_text(cell, text)
        cell.font = _STRONG if column == 1 else _PLAIN
        cell.border = BOX
        cell.alignment = _CENTRED if column == _POINTS else _WRAPPED
    fit_row(sheet, row, max(map(_height, range(4), texts)))


def _height(position: int, text: str) -> float:
    return row_height(text, _GUIDE_WIDTHS[position], _SIZE, bold=position == 0, indent=1)


def _head(sheet: Worksheet, row: int) -> None:
    for column in range(1, 5):
        cell = sheet.cell(row, column)
        cell.font, cell.fill = _STRONG, _HEAD_FILL
        cell.alignment = _CENTRED
