"""Tables in workbooks of Excel 97-2003: runs in a worker process, never in the program itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.documents.errors import DocumentUnreadable
from app.documents.source_grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    number_shown,
    sheet_table,
    unread_sheet,
)
from app.domain.source_table import NOTHING, SourceCell, SourceTable
from app.domain.text import clean
from app.words import translate

_EXCEL_ERRORS: Final = frozenset(
    {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}
)


def read_xls(path: Path) -> tuple[SourceTable, ...]:
    """Read the sheets of a workbook of Excel 97-2003; runs in a worker process.

    Raises:
        DocumentUnreadable: if it is damaged or protected by a password.
    """
    try:
        with CalamineWorkbook.from_path(path) as book:
            return tuple(
                _old_sheet(
                    book.get_sheet_by_name(about.name),
                    is_hidden=about.visible is not SheetVisibleEnum.Visible,
                )
                for about in book.sheets_metadata
                if about.typ is SheetTypeEnum.WorkSheet
            )
    except PasswordError as error:
        raise _damaged(path, translate("it is protected by a password")) from error
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(path, translate("it is damaged or cut off")) from error


def _old_sheet(sheet: CalamineSheet, *, is_hidden: bool) -> SourceTable:
    rows: list[list[SourceCell]] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MAX_ROWS:
            cause = translate("the sheet has content beyond row {most}", most=MAX_ROWS)
            return unread_sheet(sheet.name, cause, is_hidden=is_hidden)
        rows.append([_old_cell(value) for value in row[:MAX_COLUMNS]])
    merged = [
        (left + 1, top + 1, right + 1, bottom + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    # What is empty before the first cell is left out of the rows, but counted in the ranges.
    above, left = sheet.start or (0, 0)
    grid = [*([] for _ in range(above)), *([NOTHING] * left + row for row in rows)]
    return sheet_table(sheet.name, grid, merged, is_hidden=is_hidden)


def _old_cell(value: object) -> SourceCell:
    if isinstance(value, str) and value.strip() in _EXCEL_ERRORS:
        trouble = translate("Excel reports the error {error}", error=value.strip())
        return SourceCell(trouble=trouble)
    text = _shown(value)
    return SourceCell(text=text) if text else NOTHING


def _shown(value: object) -> str:
    match value:
        case bool():
            return translate("Yes") if value else translate("No")
        case int() | float():
            return number_shown(Decimal(repr(value)), "")
        case date():
            return f"{value:%d/%m/%Y}"
    return clean(str(value)).strip()


def _damaged(path: Path, reason: str) -> DocumentUnreadable:
    kind = translate("a workbook of Excel 97-2003 (.xls)")
    return DocumentUnreadable(path=str(path), kind=kind, reason=reason)
