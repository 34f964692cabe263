"""A form: labels above fields, in one or more columns."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui import theme
from ui.widgets.basics import card, column, label, row

_ANY_WIDTH: Final = 16_777_215
"""The greatest width of a widget that has no limit (Qt's `QWIDGETSIZE_MAX`)."""
_LEAST_COLUMN: Final = 172
"""As wide as a moment with its day."""


class Form(QWidget):
    """Fields under their labels; each label is its field's buddy for screen readers.

    Where a column would be too narrow for a moment, there are fewer columns.
    """

    def __init__(self, columns: int = 2) -> None:
        super().__init__()
        self._most = self._columns = columns
        self._cells: list[tuple[QLayout, int]] = []
        self._next = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.scaled(theme.LARGE))
        self._grid.setVerticalSpacing(theme.scaled(theme.MEDIUM))
        for number in range(columns):
            self._grid.setColumnStretch(number, 1)

    def add(self, text: str, field: QWidget, *, span: int = 1) -> None:
        """Add a field; one that spans more columns than are left starts a new row."""
        name = label(text, "label", wrap=True)
        name.setBuddy(field)
        cell = column(spacing=theme.TINY)
        cell.addWidget(name)
        if field.maximumWidth() < _ANY_WIDTH:
            # Otherwise label and field would stand in the middle of their column.
            line = row(spacing=0)
            line.addWidget(field, 100)
            line.addStretch(1)
            cell.addLayout(line)
        else:
            cell.addWidget(field)
        cell.addStretch(1)
        self._cells.append((cell, span))
        self._place(cell, span)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Much enlarged, a moment would be cut in a column of its share of the width.
        gap = self._grid.horizontalSpacing()
        fitting = (event.size().width() + gap) // (theme.scaled(_LEAST_COLUMN) + gap)
        columns = max(1, min(self._most, fitting))
        if columns != self._columns:
            self._arrange(columns)

    def _arrange(self, columns: int) -> None:
        """Place all fields again in so many columns."""
        while self._grid.takeAt(0) is not None:
            pass
        for number in range(self._most):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        self._columns, self._next = columns, 0
        for cell, span in self._cells:
            cell.setParent(None)
            self._place(cell, span)

    def _place(self, cell: QLayout, span: int) -> None:
        span = min(span, self._columns)
        at = self._next % self._columns
        if at + span > self._columns:
            self._next += self._columns - at
        place, at = divmod(self._next, self._columns)
        self._grid.addLayout(cell, place, at, 1, span)
        self._next += span


def section(title: str, note: str = "") -> tuple[QFrame, QVBoxLayout]:
    """Return a card with a title, and the layout to fill below it."""
    frame = card()
    layout = column(frame, margins=theme.LARGE, spacing=theme.MEDIUM)
    layout.addWidget(label(title, "strong", wrap=True))
    if note:
        layout.addWidget(label(note, "muted", wrap=True))
    return frame, layout
