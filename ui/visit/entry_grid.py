"""Entries of a visit in a small table of fields: one row each, saved as they are left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.values import with_changes
from ui.widgets.basics import button, label
from ui.widgets.fields import AutoLine, stand

Columns = Sequence[tuple[str, int]]
"""The heading of each column and its share of the width."""


class Entry(QObject):
    """One row: its fields, and the value they show."""

    changed = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.value: Any = None
        self.heads: list[QLabel] = []
        """Over the fields of the second line, each of them there alone."""
        self.remove = button("", self._on_removed, variant="danger", drawing=Icon.REMOVE)
        self.remove.setAccessibleName(translate("Remove"))
        self.remove.setToolTip(translate("Remove"))

    @property
    def fields(self) -> Sequence[QWidget]:
        """The fields in the order of the columns."""
        raise NotImplementedError

    @property
    def below(self) -> Sequence[tuple[QWidget, int]]:
        """What stands on a second line, each with the columns it takes; nothing by default."""
        return ()

    @property
    def cells(self) -> Sequence[QWidget]:
        """The fields of the first line, and the button that takes the row out."""
        return (*self.fields, self.remove)

    @property
    def texts(self) -> Mapping[str, AutoLine]:
        """What is typed here, by the fact of the value it becomes."""
        raise NotImplementedError

    def show_entry(self, key: str, value: Any) -> None:  # noqa: ANN401 - any entry
        """Show what the case holds under a key; a text being typed is left alone."""
        self.value = value
        stand(key, **self.texts)
        self._show()

    def settle(self) -> None:
        """Take texts being typed as final."""
        for field in self.texts.values():
            field.settle()

    def change(self, **changes: object) -> None:
        """Change facts of the value, and tell."""
        if self.value is None:
            return
        changed = with_changes(self.value, changes)
        if changed != self.value:
            self.value = changed
            self.changed.emit(changed)

    def _show(self) -> None:
        raise NotImplementedError

    def _on_removed(self) -> None:
        if self.value is not None:
            self.removed.emit(self.value)


class EntryGrid(QWidget):
    """The rows under their headings; nothing is shown while there are none."""

    changed = Signal(str, object)
    removed = Signal(str, object)

    def __init__(self, columns: Columns, make: Callable[[], Entry]) -> None:
        super().__init__()
        self._make = make
        self.rows: dict[str, Entry] = {}
        self._next = 1
        self._place = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.scaled(theme.SMALL))
        self._grid.setVerticalSpacing(theme.scaled(theme.SMALL))
        for place, (text, share) in enumerate(columns):
            self._grid.addWidget(label(text, "label", wrap=True), 0, place)
            self._grid.setColumnStretch(place, share)
        self.hide()

    def show_entries(self, entries: Mapping[str, object], place: str = "") -> None:
        """Show the entries, each under its key.

        Args:
            entries: what is shown, by key.
            place: what makes the keys identities, where they are none.
        """
        self._place = place
        for key in set(self.rows) - set(entries):
            self._drop(self.rows.pop(key))
        for key, value in entries.items():
            if key not in self.rows:
                self._put(key, self._make())
            self.rows[key].show_entry(self._place + key, value)
        self.setVisible(bool(entries))

    def settle(self) -> None:
        """Take texts being typed as final."""
        for entry in list(self.rows.values()):
            entry.settle()

    def reach(self, key: str) -> QWidget | None:
        """Put the keyboard into a row; return its first field."""
        entry = self.rows.get(key)
        if entry is None:
            return None
        entry.fields[0].setFocus()
        return entry.fields[0]

    def _put(self, key: str, entry: Entry) -> None:
        entry.setParent(self)
        for place, cell in enumerate(entry.cells):
            self._grid.addWidget(cell, self._next, place)
        self._next += 1
        if entry.below:
            self._put_below(entry)
        self.rows[key] = entry
        entry.changed.connect(lambda value: self.changed.emit(key, value))
        entry.removed.connect(lambda value: self.removed.emit(key, value))

    def _put_below(self, entry: Entry) -> None:
        place = 0
        for field, span in entry.below:
            # The headings of the first line stand far above, and say nothing of this one.
            head = label(field.accessibleName(), "label", wrap=True)
            head.setBuddy(field)
            entry.heads.append(head)
            self._grid.addWidget(head, self._next, place, 1, span)
            self._grid.addWidget(field, self._next + 1, place, 1, span)
            place += span
        self._grid.setRowMinimumHeight(self._next + 2, theme.scaled(theme.TINY))
        self._next += 3

    def _drop(self, entry: Entry) -> None:
        for cell in (*entry.cells, *entry.heads, *(field for field, _span in entry.below)):
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        entry.deleteLater()
