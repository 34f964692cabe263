"""A checklist as an Excel workbook: written to be filled in, read back without loss."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.checklist_guide import put_facts, put_guide
from app.documents.checklist_reader import read_criteria, read_facts
from app.documents.checklist_terms import (
    COLUMNS,
    CRITERIA_SHEET,
    FACTS_SHEET,
    GROUP,
    GUIDE_SHEET,
    TYPE_NAMES,
)
from app.documents.text_width import row_height
from app.documents.workbook import Faults, open_workbook
from app.documents.workbook_sheet import (
    BOX,
    FACE,
    Heading,
    fit_row,
    hide_list,
    offer_list,
    put_headings,
    put_number,
    put_text,
    set_up_page,
    written_book,
)
from app.domain.checklist import AnswerType, Checklist, Criterion
from app.domain.checklist_draft import ChecklistDraft

_WIDTHS: Final = (13, 12, 18, 38, 13, 8, 38, 28, 24, 30)
_TYPE_COLUMN: Final = "E"
_POINTS_COLUMN: Final = "F"
_PRINTED_TO: Final = "I"
_CENTRED_KEYS: Final = frozenset({"code", "parent_code", "answer_type", "max_score"})
# The area and the source say the same in row after row.
_QUIET_KEYS: Final = frozenset({"area", "source"})
# Not printed and long: it shall not make the rows tall.
_UNWRAPPED_KEYS: Final = frozenset({"source"})
_QUIET_SIZE: Final = 9
_QUIET_FONT: Final = Font(name=FACE, size=_QUIET_SIZE, color="44525E")
_LIST: Final = "kieu_tra_loi"
_SPARE_ROWS: Final = 300
_FILLS: Final = ("BDD7EE", "DCE9F5", "EFF5FA")


def write_checklist(checklist: Checklist, target: IO[bytes]) -> None:
    """Write a checklist as a workbook that `read_checklist` takes back without loss.

    Raises:
        InvalidValue: if a text is longer than a cell of Excel can hold.
    """
    with written_book(target, checklist.title) as book:
        sheet = book.create_sheet(CRITERIA_SHEET)
        _put_criteria(sheet, checklist)
        facts = book.create_sheet(FACTS_SHEET)
        put_facts(facts, checklist)
        guide = book.create_sheet(GUIDE_SHEET)
        put_guide(guide)
        _offer_choices(book, sheet, len(checklist.criteria) + 1 + _SPARE_ROWS)
        set_up_page(sheet, checklist.title)
        set_up_page(facts, checklist.title)
        set_up_page(guide, checklist.title)


def read_checklist(path: Path) -> ChecklistDraft:
    """Read and check a checklist workbook; formulas are never worked out.

    Texts lose nothing but the spaces at their ends. A row without an area takes
    that of the row above it in the tree.

    Raises:
        DocumentUnreadable: if it is not a workbook, is damaged or too large.
        DocumentForbidden: if it carries something that could run or load by itself.
        WorkbookInvalid: naming every cell with a mistake, its cause and its cure.
    """
    faults = Faults(path)
    with open_workbook(path) as book:
        facts = read_facts(book, faults)
        criteria = read_criteria(book, faults)
    faults.refuse_any()
    return ChecklistDraft(
        code=facts.code,
        title=facts.title,
        number=facts.number,
        valid_from=facts.valid_from,
        source=facts.source,
        criteria=criteria,
    )


def _put_criteria(sheet: Worksheet, checklist: Checklist) -> None:
    headings = [
        Heading(text=column.heading, width=width, is_text=column.key != "max_score")
        for column, width in zip(COLUMNS, _WIDTHS, strict=True)
    ]
    last_row = len(checklist.criteria) + 1
    put_headings(sheet, headings, last_row)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    # Whole columns, so that rows added below are printed too.
    sheet.print_area = f"A1:{_PRINTED_TO}1048576"
    # A group stands above its criteria, so its fold mark does too.
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    depths = _depths(checklist)
    groups = {row.parent_code for row in checklist.criteria}
    for number, criterion in enumerate(checklist.criteria, start=2):
        is_group = criterion.code in groups
        _put_criterion(sheet, number, criterion, is_group=is_group)
        _dress(sheet, number, depths[criterion.code], is_group=is_group)


def _depths(checklist: Checklist) -> dict[str, int]:
    depths: dict[str, int] = {}
    for row in checklist.criteria:
        depths[row.code] = depths.get(row.parent_code, -1) + 1
    return depths


def _put_criterion(sheet: Worksheet, number: int, criterion: Criterion, *, is_group: bool) -> None:
    kind = criterion.answer_type
    name = GROUP if is_group and kind is AnswerType.SCORE else TYPE_NAMES[kind]
    for position, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(number, position)
        if column.key == "max_score":
            put_number(cell, criterion.max_score)
            continue
        text = name if column.key == "answer_type" else getattr(criterion, column.key)
        put_text(cell, text)
        cell.number_format = "@"


def _dress(sheet: Worksheet, number: int, depth: int, *, is_group: bool) -> None:
    """Show the place of a row in the tree: groups in bold on a tint, criteria indented."""
    size = 12 if depth == 0 else 11
    fill = _FILLS[min(depth, len(_FILLS) - 1)] if is_group else None
    heights = []
    for position, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(number, position)
        is_quiet = column.key in _QUIET_KEYS
        cell.font = _QUIET_FONT if is_quiet else Font(name=FACE, size=size, bold=is_group)
        cell.border = BOX
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        indent = max(depth - 1, 0) if column.key == "text" else 0
        is_wrapped = column.key not in _UNWRAPPED_KEYS
        cell.alignment = Alignment(
            horizontal="center" if column.key in _CENTRED_KEYS else "left",
            vertical="top",
            wrap_text=is_wrapped,
            indent=indent,
        )
        if is_wrapped:
            text, width = str(cell.value or ""), _WIDTHS[position - 1]
            letters = _QUIET_SIZE if is_quiet else size
            heights.append(row_height(text, width, letters, bold=is_group, indent=indent))
    height = max(heights)
    fit_row(sheet, number, height)
    sheet.row_dimensions[number].outlineLevel = max(min(depth - 1, 7), 0)


def _offer_choices(book: Workbook, sheet: Worksheet, last_row: int) -> None:
    hide_list(book, _LIST, [GROUP, *TYPE_NAMES.values()])
    told = ("Kiểu trả lời", "Chọn một kiểu trong danh sách. Mục có mục con: chọn “Nhóm”.")
    offer_list(sheet, f"{_TYPE_COLUMN}2:{_TYPE_COLUMN}{last_row}", _LIST, told)
    points = DataValidation(type="decimal", operator="between", formula1="0", formula2="100000")
    points.errorTitle, points.error = "Điểm tối đa", "Ghi một số từ 0 trở lên, ví dụ 2,5."
    points.showErrorMessage = True
    sheet.add_data_validation(points)
    points.add(f"{_POINTS_COLUMN}2:{_POINTS_COLUMN}{last_row}")
