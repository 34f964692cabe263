"""Tables as issued, out of plain rows of text, for the tests of the domain."""

from __future__ import annotations

from app.domain.issued_checklist import IssuedChecklist
from app.domain.issued_criteria import read_issued
from app.domain.source_table import PlaceStyle, SourceCell, SourceRow, SourceTable
from app.domain.table_columns import guess_columns

HEADINGS = ("STT", "Nội dung", "Điểm tối đa", "Cách chấm")


def table_of(*rows: tuple[str, ...]) -> SourceTable:
    """Return a sheet with these rows."""
    return SourceTable(
        name="Phụ lục",
        style=PlaceStyle.SHEET,
        rows=tuple(
            SourceRow(line=line, cells=tuple(SourceCell(text=text) for text in row))
            for line, row in enumerate(rows, start=1)
        ),
    )


def issued(*rows: tuple[str, ...]) -> IssuedChecklist:
    """Return what rows below the usual headings come to."""
    table = table_of(HEADINGS, *rows)
    return read_issued(table, guess_columns(table), code="TC", title="Bộ tiêu chí")
