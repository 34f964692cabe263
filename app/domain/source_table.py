"""A table as it was issued: rows of cells with their places, before anybody knows what it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from app.words import translate

_LETTERS: Final = 26


class PlaceStyle(Enum):
    """How a cell of the table is named to whoever has to find it again."""

    SHEET = "sheet"
    """As Excel does: `B17`."""
    DOCUMENT = "document"
    """As one counts in Word: table 2, row 5, column 3."""
    LINES = "lines"
    """As a text file is counted: line 5, column 3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCell:
    """One cell; a merged one speaks for its whole range."""

    text: str = ""
    is_right_of: bool = False
    """Its text stands in a merged cell that begins in a column to the left."""
    is_below: bool = False
    """Its text stands in a merged cell that begins in a row above."""
    trouble: str = ""
    """Why what stands there cannot be used, such as an error of Excel."""

    @property
    def own(self) -> str:
        """The text, where it begins in this very cell."""
        return "" if self.is_right_of or self.is_below else self.text


NOTHING: Final = SourceCell()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One row, and where it stands in its file."""

    line: int
    """Counted from 1 within its sheet, its table or its file."""
    cells: tuple[SourceCell, ...]
    part: int = 1
    """Which table of a document it stands in, counted from 1."""

    def cell(self, column: int) -> SourceCell:
        """Return the cell in a column, counted from 1; 0 is no column."""
        return self.cells[column - 1] if 0 < column <= len(self.cells) else NOTHING

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it, or only what a cell above says."""
        return not any(cell.own or cell.trouble for cell in self.cells)

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in its cells, spaces aside, nothing said twice by a merged one."""
        return tuple("" if cell.is_right_of else " ".join(cell.text.split()) for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """One table of a file: a sheet, a table of a document (over all its pages), a text file."""

    name: str
    """The sheet, or which table of the document."""
    style: PlaceStyle
    rows: tuple[SourceRow, ...]
    title: str = ""
    """What stands above it in the document."""
    is_hidden: bool = False
    trouble: str = ""
    """Why nothing of it could be read, where it could not."""

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row.cells) for row in self.rows), default=0)

    def place(self, index: int, column: int = 0) -> str:
        """Return the name of a cell, or of a whole row; the row is counted from 0."""
        if not 0 <= index < len(self.rows):
            return self.name
        row = self.rows[index]
        if self.style is PlaceStyle.SHEET:
            return f"{column_letters(max(column, 1))}{row.line}"
        gaps = {"table": row.part, "row": row.line, "column": column}
        if self.style is PlaceStyle.DOCUMENT:
            if column:
                return translate("table {table}, row {row}, column {column}", **gaps)
            return translate("table {table}, row {row}", **gaps)
        if column:
            return translate("line {row}, column {column}", **gaps)
        return translate("line {row}", **gaps)


def column_letters(column: int) -> str:
    """Return the letters by which Excel names a column, counted from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
