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
        inner = column(full)
        inner.addWidget(self.filter)
        inner.addWidget(self.table, 1)
        self.addWidget(full)
        self.addWidget(empty)
        self.filter.searched.connect(self._on_searched)
        self.filter.choice_made.connect(self._on_choice)
        bind(self, Key.SEARCH, self.filter.words.setFocus)

    def show_rows(self, rows: Sequence[RowT], same: Callable[[RowT, RowT], bool]) -> None:
        """Show rows; the one chosen stays chosen where `same` finds it again."""
        chosen = self.table.chosen
        self.model.show_rows(rows)
        self.setCurrentIndex(0 if rows else 1)
        if chosen is not None:
            self.table.choose_where(lambda row: same(row, chosen))
        if not self.table.currentIndex().isValid() and self.table.count:
            self.table.selectRow(0)
        self._show_count()

    def _show_count(self) -> None:
        self.filter.show_count(self.table.count, len(self.model.rows))

    def _on_searched(self, text: str) -> None:
        self.table.filter.search(text)
        self._show_count()

    def _on_choice(self, number: int) -> None:
        self.table.filter.choose(self._choices[number])
        self._show_count()
