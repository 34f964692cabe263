"""Rows of a small CSV table, every mistake named by its row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import InvalidOperation
from typing import TypeVar

from app.domain.text import clean
from app.errors import AppError
from app.words import translate

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvRow:
    """One row; `number` counts the lines of the file from 1, the heading included."""

    number: int
    cells: Mapping[str, str]
    error: type[AppError]
    """What is raised for a mistake; its sentence has the gaps `place` and `reason`."""

    def read(self, column: str, kind: Callable[[str], T]) -> T:
        """Return a cell as what `kind` makes of its text.

        Raises:
            AppError: the table's own, if the cell holds anything else.
        """
        value = self.cells[column]
        try:
            return kind(value)
        except (ValueError, InvalidOperation) as error:
            raise self.refuse(
                column, translate("“{value}” is not expected here", value=value)
            ) from error

    def refuse(self, column: str, reason: str) -> AppError:
        """Return the error for a cell of this row, to be raised."""
        return self.error(place=_place(self.number, column), reason=reason)


def read_rows(text: str, columns: tuple[str, ...], error: type[AppError]) -> Iterator[CsvRow]:
    """Yield the rows of a table that must have these columns; their cells are stripped.

    Raises:
        AppError: the given one, if a column is missing or the text is no CSV.
    """
    reader = csv.reader(io.StringIO(clean(text.removeprefix("\ufeff")), newline=""), strict=True)
    try:
        heading = [name.strip() for name in next(reader, [])]
        for column in columns:
            if column not in heading:
                raise error(place=_place(1, column), reason=translate("the column is missing"))
        for cells in reader:
            row = CsvRow(number=reader.line_num, cells=_named(heading, cells), error=error)
            if len(cells) > len(heading):
                raise row.refuse(heading[-1], translate("the row has more cells than the heading"))
            if any(row.cells.values()):
                yield row
    except csv.Error as problem:
        place = translate("row {row}", row=reader.line_num)
        raise error(place=place, reason=str(problem)) from problem


def _place(row: int, column: str) -> str:
    return translate("row {row}, column “{column}”", row=row, column=column)


def _named(heading: list[str], cells: list[str]) -> dict[str, str]:
    padded = [cell.strip() for cell in cells] + [""] * (len(heading) - len(cells))
    return dict(zip(heading, padded, strict=False))
