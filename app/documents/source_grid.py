"""A sheet of cells as a table: its merged ranges spread over the cells they cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from app.domain.source_table import NOTHING, PlaceStyle, SourceCell, SourceRow, SourceTable

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 64

Range = tuple[int, int, int, int]
"""First column, first row, last column, last row; counted from 1."""


def sheet_table(
    name: str, grid: Sequence[list[SourceCell]], merged: Iterable[Range], *, is_hidden: bool
) -> SourceTable:
    """Return a sheet as a table."""
    spread = dict(_spread(grid, merged))
    rows = []
    for line, cells in enumerate(grid, start=1):
        rows.append(SourceRow(line=line, cells=tuple(_merged_into(line, cells, spread))))
    while rows and rows[-1].is_blank:
        rows.pop()
    return SourceTable(name=name, style=PlaceStyle.SHEET, rows=tuple(rows), is_hidden=is_hidden)


def _spread(
    grid: Sequence[list[SourceCell]], merged: Iterable[Range]
) -> Iterator[tuple[tuple[int, int], SourceCell]]:
    """Yield what a merged range says in each of its cells but the first."""
    for left, top, right, bottom in merged:
        first = grid[top - 1][left - 1] if top <= len(grid) and left <= len(grid[top - 1]) else None
        if first is None or not first.text:
            continue
        for line in range(top, min(bottom, len(grid)) + 1):
            for column in range(left, min(right, MAX_COLUMNS) + 1):
                if (line, column) != (top, left):
                    yield (
                        (line, column),
                        SourceCell(text=first.text, is_right_of=column > left, is_below=line > top),
                    )


def _merged_into(
    line: int, cells: list[SourceCell], spread: Mapping[tuple[int, int], SourceCell]
) -> Iterator[SourceCell]:
    last = len(cells)
    while (line, last + 1) in spread:
        last += 1
    for column in range(1, last + 1):
        own = cells[column - 1] if column <= len(cells) else NOTHING
        yield spread.get((line, column), own)


def unread_sheet(name: str, trouble: str, *, is_hidden: bool) -> SourceTable:
    """Return a sheet that says why nothing of it could be read."""
    return SourceTable(
        name=name, style=PlaceStyle.SHEET, rows=(), is_hidden=is_hidden, trouble=trouble
    )


def number_shown(value: Decimal, number_format: str) -> str:
    """Return a number as its cell shows it, so that 1.10 stays apart from 1.1."""
    if number_format.endswith("%"):
        return f"{(value * 100).normalize():f}%".replace(".", ",")
    decimals = number_format.partition(".")[2]
    if decimals and set(decimals) == {"0"} and number_format.startswith("0"):
        value = value.quantize(Decimal(1).scaleb(-len(decimals)))
    elif value == value.to_integral_value():
        value = value.quantize(Decimal(1))
    return f"{value:f}".replace(".", ",")
