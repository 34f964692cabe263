"""The first rows of a foreign table, and above each column a choice of what it says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)
from typing_extensions import override

from app.domain.source_table import PlaceStyle, SourceTable, column_letters
from app.domain.table_columns import ColumnMap, Meaning, find_headings
from app.words import translate
from ui import theme
from ui.widgets.fields import ChoiceField

MOST_ROWS: Final = 60
_WIDTHS: Final = {
    Meaning.IGNORED: 116,
    Meaning.NUMBER: 136,
    Meaning.AREA: 160,
    Meaning.POINTS: 146,
    Meaning.EVIDENCE: 160,
    Meaning.LEGAL_BASIS: 178,
    Meaning.GUIDANCE: 190,
}
"""How wide each column is; what is not named here shares the rest."""
_LEAST: Final = 190
_PADDING: Final = 24
_LONGEST_SHOWN: Final = 160

MEANINGS: Final[dict[Meaning, Callable[[], str]]] = {
    Meaning.IGNORED: lambda: translate("(leave out)"),
    Meaning.NUMBER: lambda: translate("No. or code"),
    Meaning.AREA: lambda: translate("Area (its own column)"),
    Meaning.TEXT: lambda: translate("Text of the criterion"),
    Meaning.POINTS: lambda: translate("Most points"),
    Meaning.SCORING: lambda: translate("How it is scored"),
    Meaning.EVIDENCE: lambda: translate("Evidence"),
    Meaning.LEGAL_BASIS: lambda: translate("Legal basis"),
    Meaning.GUIDANCE: lambda: translate("Guidance, notes"),
}


class ColumnChooser(QTableWidget):
    """Shows a table as it is; its first row holds the choices."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.columns = ColumnMap(first_row=1, text=0)
        self.combos: list[ChoiceField[Meaning]] = []
        self._table: SourceTable | None = None
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setAccessibleName(translate("First rows of the table"))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_table(self, table: SourceTable, columns: ColumnMap) -> None:
        """Show a table with what its columns were taken for."""
        self._table = table
        self.clear()
        first = min(find_headings(table).first, max(columns.first_row - 1, 0))
        rows = range(first, min(len(table.rows), first + MOST_ROWS))
        self.setColumnCount(table.width)
        self.setRowCount(len(rows) + 1)
        self.setHorizontalHeaderLabels(
            [_column_name(table, column) for column in range(1, table.width + 1)]
        )
        lines = [_line_name(table, index) for index in rows]
        self.setVerticalHeaderLabels([translate("Meaning"), *lines])
        self._add_combos(table)
        for at, index in enumerate(rows, start=1):
            self._add_row(at, index)
        self.show_columns(columns)

    def show_columns(self, columns: ColumnMap) -> None:
        """Show another mapping of the same table."""
        self.columns = columns
        for column, combo in enumerate(self.combos, start=1):
            meaning = columns.meaning(column)
            combo.show_value(meaning)
        self._shade()
        self._fit()

    def _add_combos(self, table: SourceTable) -> None:
        self.combos = []
        for column in range(1, table.width + 1):
            name = translate("What column {column} says", column=_column_name(table, column))
            combo = ChoiceField[Meaning](
                name, [(meaning, words()) for meaning, words in MEANINGS.items()]
            )
            combo.chosen.connect(partial(self._on_chosen, column))
            self.combos.append(combo)
            self.setCellWidget(0, column - 1, combo)

    def _add_row(self, at: int, index: int) -> None:
        assert self._table is not None  # noqa: S101 - a table is being shown
        row = self._table.rows[index]
        for column, cell in enumerate(row.cells, start=1):
            text = cell.trouble or ("" if cell.is_right_of else cell.text)
            short = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
            item = QTableWidgetItem(short)
            item.setData(Qt.ItemDataRole.UserRole, index)
            item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self.setItem(at, column - 1, item)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.combos:
            self._fit()

    def _fit(self) -> None:
        """Share the width among the columns, and give each row the height of its text."""
        meanings = [combo.value for combo in self.combos]
        fixed = sum(theme.scaled(_WIDTHS.get(meaning, 0)) for meaning in meanings)
        wide = sum(1 for meaning in meanings if meaning not in _WIDTHS)
        share = (self.viewport().width() - fixed) // max(wide, 1)
        widths = [
            theme.scaled(_WIDTHS[meaning])
            if meaning in _WIDTHS
            else max(share, theme.scaled(_LEAST))
            for meaning in meanings
        ]
        for column, width in enumerate(widths):
            # The padding of the theme is not counted when heights are worked out.
            self.setColumnWidth(column, width - theme.scaled(_PADDING))
        self.resizeRowsToContents()
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self.setRowHeight(0, theme.scaled(50))

    def _shade(self) -> None:
        """Show headings bold, and what is left out muted."""
        colours = theme.current()
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        for line in range(1, self.rowCount()):
            for column in range(self.columnCount()):
                item = self.item(line, column)
                if item is None:
                    continue
                above = item.data(Qt.ItemDataRole.UserRole) < self.columns.first_row - 1
                ignored = self.columns.meaning(column + 1) is Meaning.IGNORED
                item.setFont(strong if above else self.font())
                item.setForeground(QColor(colours.muted if ignored else colours.text))

    def _on_chosen(self, column: int, meaning: Meaning) -> None:
        self.show_columns(self.columns.with_meaning(column, meaning))
        self.changed.emit()


def _column_name(table: SourceTable, column: int) -> str:
    return column_letters(column) if table.style is PlaceStyle.SHEET else str(column)


def _line_name(table: SourceTable, index: int) -> str:
    """Return the number of a row; in a table put together of several, with that of its table."""
    row = table.rows[index]
    if table.style is PlaceStyle.DOCUMENT and row.part != table.rows[0].part:
        return f"{row.part}/{row.line}"
    return str(row.line)
