"""A checklist as an Excel workbook: written to be filled in; `checklist_file` reads it back."""

from __future__ import annotations

from typing import IO, Final

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.checklist_bands import put_bands
from app.documents.checklist_guide import put_facts, put_guide
from app.documents.checklist_terms import (
    BANDS_SHEET,
    COLUMNS,
    CRITERIA_SHEET,
    DIGEST,
    FACTS_SHEET,
    GROUP,
    GUIDE_SHEET,
    LATER_COLUMNS,
    ROLE_NAMES,
    TYPE_NAMES,
)
from app.documents.word.text_width import row_height
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
from app.domain.band import DEFAULT_BANDS
from app.domain.checklist import AnswerType, Checklist, Criterion, CriterionRole
from app.domain.checklist_draft import content_digest, draft_of

_WIDTHS: Final = (13, 12, 18, 38, 13, 8, 38, 28, 24, 30)
_LATER_WIDTHS: Final = (13, 16, 32, 32, 28, 32, 34, 13)
_ALL: Final = (*COLUMNS, *LATER_COLUMNS)
_LATER_KEYS: Final = frozenset(column.key for column in LATER_COLUMNS)
_ALL_WIDTHS: Final = (*_WIDTHS, *_LATER_WIDTHS)
_TYPE_COLUMN: Final = "E"
_POINTS_COLUMN: Final = "F"
_PRINTED_TO: Final = "I"
_CENTRED_KEYS: Final = frozenset(
    {"code", "parent_code", "answer_type", "max_score", "role", "rating_cap", "first_code"}
)
# The area and the source say the same in row after row.
_QUIET_KEYS: Final = frozenset({"area", "source"})
# Not printed and long: it shall not make the rows tall.
_UNWRAPPED_KEYS: Final = frozenset({"source"})
_QUIET_SIZE: Final = 9
_QUIET_FONT: Final = Font(name=FACE, size=_QUIET_SIZE, color="44525E")
_LIST: Final = "kieu_tra_loi"
_ROLE_LIST: Final = "vai_tro"
_BAND_LIST: Final = "xep_loai"
_PROMPTS: Final = {
    "condition": ("Điều kiện", "Mục chỉ được hỏi khi đúng, ví dụ: ${CCHC.1.1} = 'Có'"),
    "calculation": ("Công thức", "Phần mềm tự tính, ví dụ: ${CCHC.3.1} / ${CCHC.3.2} * 100"),
    "required": ("Bắt buộc kèm", "Ví dụ: Không: nhận xét, ảnh; Một phần: nhận xét"),
    "checks": ("Kiểm tra", "Mỗi dòng một phép, ví dụ: Chặn: . <= 100: Tỷ lệ quá 100%"),
}
"""What is said beside a cell while it is filled in: title and text."""
_SPARE_ROWS: Final = 300
_FILLS: Final = ("BDD7EE", "DCE9F5", "EFF5FA")


def write_checklist(checklist: Checklist, target: IO[bytes]) -> None:
    """Write a checklist as a workbook that is read back without loss.

    What nobody says stays out of the way: its columns are hidden behind a plus sign.

    Raises:
        InvalidValue: if a text is longer than a cell of Excel can hold.
    """
    with written_book(target, checklist.title) as book:
        sheet = book.create_sheet(CRITERIA_SHEET)
        _put_criteria(sheet, checklist)
        facts = book.create_sheet(FACTS_SHEET)
        put_facts(facts, checklist)
        bands = book.create_sheet(BANDS_SHEET)
        put_bands(bands, checklist.bands)
        guide = book.create_sheet(GUIDE_SHEET)
        put_guide(guide)
        _offer_choices(book, sheet, checklist)
        for page in (sheet, facts, bands, guide):
            set_up_page(page, checklist.title)
        seal = StringProperty(name=DIGEST, value=content_digest(draft_of(checklist)))
        book.custom_doc_props.append(seal)  # type: ignore[attr-defined] # its types leave it out


def _put_criteria(sheet: Worksheet, checklist: Checklist) -> None:
    headings = [
        Heading(text=column.heading, width=width, is_text=column.key != "max_score")
        for column, width in zip(_ALL, _ALL_WIDTHS, strict=True)
    ]
    last_row = len(checklist.criteria) + 1
    put_headings(sheet, headings, last_row)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    # Whole columns, so that rows added below are printed too.
    sheet.print_area = f"A1:{_PRINTED_TO}1048576"
    unused = _unused(checklist)
    _fold_away(sheet, unused)
    # A group stands above its criteria, so its fold mark does too.
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False, summaryRight=False)
    depths = _depths(checklist)
    groups = {row.parent_code for row in checklist.criteria}
    for number, criterion in enumerate(checklist.criteria, start=2):
        is_group = criterion.code in groups
        _put_criterion(sheet, number, criterion, is_group=is_group)
        _dress(sheet, number, depths[criterion.code], is_group=is_group, unused=unused)


def _fold_away(sheet: Worksheet, unused: frozenset[str]) -> None:
    """Fold away the later columns that no criterion uses; a plus sign opens them."""
    for position, column in enumerate(_ALL, start=1):
        if column.key in unused:
            dimension = sheet.column_dimensions[get_column_letter(position)]
            dimension.hidden, dimension.outlineLevel = True, 1


def _unused(checklist: Checklist) -> frozenset[str]:
    return frozenset(
        column.key
        for column in LATER_COLUMNS
        if not any(_said(criterion, column.key) for criterion in checklist.criteria)
    )


def _said(criterion: Criterion, key: str) -> str:
    """Return what a cell of a criterion says; what goes without saying is left empty."""
    if key == "role":
        usual = criterion.role is CriterionRole.SCORED
        return "" if usual else ROLE_NAMES[criterion.role]
    return str(getattr(criterion, key))


def _depths(checklist: Checklist) -> dict[str, int]:
    depths: dict[str, int] = {}
    for row in checklist.criteria:
        depths[row.code] = depths.get(row.parent_code, -1) + 1
    return depths


def _put_criterion(sheet: Worksheet, number: int, criterion: Criterion, *, is_group: bool) -> None:
    kind = criterion.answer_type
    name = GROUP if is_group and kind is AnswerType.SCORE else TYPE_NAMES[kind]
    for position, column in enumerate(_ALL, start=1):
        if column.key in _LATER_KEYS and not _said(criterion, column.key):
            continue  # the column itself is formatted as text
        cell = sheet.cell(number, position)
        if column.key == "max_score":
            put_number(cell, criterion.max_score)
            continue
        text = name if column.key == "answer_type" else _said(criterion, column.key)
        put_text(cell, text)
        cell.number_format = "@"


def _dress(
    sheet: Worksheet, number: int, depth: int, *, is_group: bool, unused: frozenset[str]
) -> None:
    """Show the place of a row in the tree: groups in bold on a tint, criteria indented."""
    size = 12 if depth == 0 else 11
    fill = _FILLS[min(depth, len(_FILLS) - 1)] if is_group else None
    heights = []
    for position, column in enumerate(_ALL, start=1):
        if column.key in unused:
            continue
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
            text, width = str(cell.value or ""), _ALL_WIDTHS[position - 1]
            letters = _QUIET_SIZE if is_quiet else size
            heights.append(row_height(text, width, letters, bold=is_group, indent=indent))
    height = max(heights)
    fit_row(sheet, number, height)
    sheet.row_dimensions[number].outlineLevel = max(min(depth - 1, 7), 0)


def _offer_choices(book: Workbook, sheet: Worksheet, checklist: Checklist) -> None:
    last_row = len(checklist.criteria) + 1 + _SPARE_ROWS
    hide_list(book, _LIST, [GROUP, *TYPE_NAMES.values()])
    told = ("Kiểu trả lời", "Chọn một kiểu trong danh sách. Mục có mục con: chọn “Nhóm”.")
    offer_list(sheet, f"{_TYPE_COLUMN}2:{_TYPE_COLUMN}{last_row}", _LIST, told)
    points = DataValidation(type="decimal", operator="between", formula1="0", formula2="100000")
    points.errorTitle, points.error = "Điểm tối đa", "Ghi một số từ 0 trở lên, ví dụ 2,5."
    points.showErrorMessage = True
    sheet.add_data_validation(points)
    points.add(f"{_POINTS_COLUMN}2:{_POINTS_COLUMN}{last_row}")
    letters = {
        column.key: get_column_letter(position) for position, column in enumerate(_ALL, start=1)
    }
    hide_list(book, _ROLE_LIST, list(ROLE_NAMES.values()))
    told = ("Vai trò", "Để trống là “Tính điểm”.")
    offer_list(sheet, f"{letters['role']}2:{letters['role']}{last_row}", _ROLE_LIST, told)
    names = [band.name for band in checklist.bands or DEFAULT_BANDS]
    hide_list(book, _BAND_LIST, names)
    told = ("Điểm liệt", "Chọn xếp loại cao nhất còn được khi mục này không đạt.")
    place = f"{letters['rating_cap']}2:{letters['rating_cap']}{last_row}"
    # Somebody may give the set other bands than the list was made of.
    offer_list(sheet, place, _BAND_LIST, told, is_strict=False)
    for column in ("condition", "calculation", "required", "checks"):
        prompt = DataValidation(showInputMessage=True, allow_blank=True)
        prompt.promptTitle, prompt.prompt = _PROMPTS[column]
        sheet.add_data_validation(prompt)
        prompt.add(f"{letters[column]}2:{letters[column]}{last_row}")
