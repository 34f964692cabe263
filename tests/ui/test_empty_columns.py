"""Columns that say nothing leave their room to the names."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.widgets.column_table import Column, ColumnTable, ColumnTableModel

Row = tuple[str, int]
_COLUMNS = (
    Column[Row](
        header=lambda: "Name", text=lambda row: row[0], sort_key=lambda row: row[0], stretches=True
    ),
    Column[Row](
        header=lambda: "Missing",
        text=lambda row: str(row[1] or ""),
        sort_key=lambda row: row[1],
        hides_empty=True,
    ),
)


def test_a_column_without_a_word_is_there_only_once_a_row_fills_it(qtbot: QtBot) -> None:
    model = ColumnTableModel[Row](_COLUMNS)
    table = ColumnTable[Row](model)
    qtbot.addWidget(table)

    model.show_rows([("xã Cần Đước", 0)])
    without = table.isColumnHidden(1)
    model.show_rows([("xã Cần Đước", 0), ("xã Mỹ Lâm", 2)])

    assert (without, table.isColumnHidden(1)) == (True, False)
