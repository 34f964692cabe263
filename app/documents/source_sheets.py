"""Tables in Excel workbooks, through the gate."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from app.documents.source_grid import number_shown, sheet_table, unread_sheet
from app.documents.workbook import Cell, WorkbookInvalid, open_workbook
from app.domain.source_table import SourceCell, SourceTable
from app.progress import Progress


def read_xlsx(path: Path, progress: Progress) -> tuple[SourceTable, ...]:
    """Read the sheets of an Excel workbook; a sheet that is too long says so.

    Raises:
        DocumentUnreadable: if it is not an Excel workbook, is damaged or too large.
        DocumentForbidden: if it carries something that could run or load by itself.
        Cancelled: if the user asked to stop.
    """
    tables = []
    with open_workbook(path) as book:
        for number, name in enumerate(book.names):
            progress.step(number, len(book.names), name)
            hidden = name in book.hidden_names
            try:
                sheet = book.sheet(name)
            except WorkbookInvalid as error:
                tables.append(unread_sheet(name, error.faults[0].text, is_hidden=hidden))
                continue
            grid = [
                [SourceCell(text=_shown(cell), trouble=cell.trouble) for cell in row]
                for row in sheet.rows
            ]
            tables.append(sheet_table(name, grid, sheet.merged, is_hidden=hidden))
    return tuple(tables)


def _shown(cell: Cell) -> str:
    """Return a cell as Excel shows it, as far as numbering and points need it."""
    if isinstance(cell.value, Decimal):
        return number_shown(cell.value, cell.number_format)
    return cell.text.strip()
