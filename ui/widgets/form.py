"""A form: labels above fields, in one or more columns."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import card, column, label, row

_ANY_WIDTH: Final = 16_777_215
"""The greatest width of a widget that has no limit (Qt's `QWIDGETSIZE_MAX`)."""


class Form(QWidget):
    """Fields under their labels; each label is its field's buddy for screen readers."""

    def __init__(self, columns: int = 2) -> None:
        super().__init__()
        self._columns = columns
        self._next = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.scaled(theme.LARGE))
        self._grid.setVerticalSpacing(theme.scaled(theme.MEDIUM))
        for number in range(columns):
            self._grid.setColumnStretch(number, 1)

    def add(self, text: str, field: QWidget, *, span: int = 1) -> None:
        """Add a field; one that spans more columns than are left starts a new row."""
        at = self._next % self._columns
        if at + span > self._columns:
            self._next += self._columns - at
        place, at = divmod(self._next, self._columns)
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
