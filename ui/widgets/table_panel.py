"""A list as every page shows it: search, choices, count, table, and what to do when empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.words import translate
from ui.shortcuts import Key, bind
from ui.widgets.basics import column
from ui.widgets.column_table import Column, ColumnTable, ColumnTableModel, RowT
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.row_order import KeyedRows

Choice = tuple[str, Callable[[RowT], bool] | None]


class TablePanel(QStackedWidget, Generic[RowT]):
    """Shows rows, or an empty state; Ctrl+F goes to the search field."""

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        hint: str,
        choices: Sequence[Choice[RowT]],
        empty: EmptyState,
    ) -> None:
        super().__init__()
        self.model = ColumnTableModel[RowT](columns, self)
        self.table = ColumnTable[RowT](self.model)
        self.table.setAccessibleName(translate("List"))
        self.filter = FilterBar(hint, [text for text, _passes in choices])
        self.empty = empty
        self._choices = [passes for _text, passes in choices]
        full = QWidget()
        self._lines = column(full)
        self._lines.addWidget(self.filter)
        self._lines.addWidget(self.table, 1)
        self.addWidget(full)
        self.addWidget(empty)
        self.filter.searched.connect(self._on_searched)
        self.filter.choice_made.connect(self._on_choice)
        bind(self, Key.SEARCH, self.filter.words.setFocus)

    def add_line(self, line: QWidget) -> None:
        """Put a line of further choices above the table."""
        self._lines.insertWidget(self._lines.count() - 1, line)

    def choose_rows(self, passes: Callable[[RowT], bool] | None) -> None:
        """Show the rows for which this holds; None shows all."""
        self.table.choose_rows(passes)
        self._show_count()

    def keyed(self, rows: Sequence[RowT]) -> KeyedRows[RowT]:
        """Return rows made ready to be searched and sorted; may be called in the background."""
        return KeyedRows(self.model.columns, rows).ready()

    def show_rows(
        self, rows: Sequence[RowT] | KeyedRows[RowT], same: Callable[[RowT, RowT], bool]
    ) -> None:
        """Show rows; the one chosen stays chosen where `same` finds it again."""
        chosen = self.table.chosen
        self.model.show_rows(rows)
        self.setCurrentIndex(0 if self.model.rows else 1)
        if chosen is not None:
            self.table.choose_where(lambda row: same(row, chosen))
        if not self.table.currentIndex().isValid() and self.table.count:
            self.table.selectRow(0)
        self._show_count()

    def _show_count(self) -> None:
        self.filter.show_count(self.table.count, len(self.model.rows))

    def _on_searched(self, text: str) -> None:
        self.table.search(text)
        self._show_count()

    def _on_choice(self, number: int) -> None:
        self.choose_rows(self._choices[number])
