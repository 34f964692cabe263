"""Cells as they were meant: what was mistyped is put right and named, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.documents.workbook import Cell, Faults, Sheet, cell_name
from app.documents.workbook_table import Row
from app.domain.mistyped import mend_keys, mend_signs, plain_quotes
from app.words import translate


def mended(sheet: Sheet, faults: Faults) -> Sheet:
    """Return a sheet whose texts carry no sign that only looks like another."""
    rows = tuple(
        tuple(
            _mended(sheet, line, column, cell, faults) for column, cell in enumerate(cells, start=1)
        )
        for line, cells in enumerate(sheet.rows, start=1)
    )
    return replace(sheet, rows=rows)


def _mended(sheet: Sheet, line: int, column: int, cell: Cell, faults: Faults) -> Cell:
    if not isinstance(cell.value, str):
        return cell
    text = mend_signs(cell.value)
    was = cell.typed or cell.value
    # Line ends of other programs are no slip of anybody's.
    if text and text != was.replace("_x000D_", "").replace("\r\n", "\n"):
        faults.repair(sheet.name, cell_name(line, column), was, text)
    return cell if text == cell.value else replace(cell, value=text or None)


@dataclass(frozen=True, slots=True)
class Mender:
    """Reads cells of a table and puts right what a person meant."""

    is_active: bool = True
    """Off where a file holds exactly what the program wrote into it."""

    def prose(self, row: Row, key: str) -> str:
        """Return what people read, with leftovers of Telex and VNI typed out."""
        text = row.text(key)
        if not self.is_active or not text:
            return text
        found = mend_keys(text)
        self._note(row, key, text, found.text)
        for word in found.doubtful:
            cause = translate("“{word}” may be typed without Vietnamese input", word=word)
            place = cell_name(row.line, row.columns.get(key, 1))
            row.faults.doubt(row.sheet.name, place, cause, translate("Read it once more"))
        return found.text

    def expression(self, row: Row, key: str) -> str:
        """Return what the program works out, with the quotes of a keyboard."""
        text = row.text(key)
        if not self.is_active:
            return text
        plain = plain_quotes(text)
        self._note(row, key, text, plain)
        return plain

    @staticmethod
    def _note(row: Row, key: str, was: str, became: str) -> None:
        if was != became:
            place = cell_name(row.line, row.columns.get(key, 1))
            row.faults.repair(row.sheet.name, place, was, became)
