"""A list that opens over the window to be searched: words find a row, Enter takes it.

It only ever opens beside a text and never completes inside one: Vietnamese input
methods rewrite the letters before the caret, and a text that changes by itself
under them is spoilt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from app.domain.text import fold
from app.words import translate
from ui import theme
from ui.widgets.basics import column, label, row

_WALKING: Final = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
)
_CHOOSING: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_WIDTH: Final = 460
_HEIGHT: Final = 380
_LEAST_HEIGHT: Final = 150
"""A field that leaves no such room on either side is covered in part."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One row: what stands there, what it is found by, and what taking it means."""

    text: str
    sought: str
    """Without accents (`fold`)."""
    value: object


class SearchList(QFrame):
    """Rows over the window, found without accents; `taken` brings the value of the one chosen."""

    taken = Signal(object)
    closed = Signal()

    def __init__(self, window: QWidget, hint: str, name: str) -> None:
        super().__init__(window)
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(hint)
        self.search.setAccessibleName(hint)
        self.rows = QListWidget()
        self.rows.setAccessibleName(name)
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, or rows wrapped for the whole width lose their last line when it comes.
        self.rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.rows.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.count = label("", "small")
        self.foot = row()
        self.foot.addWidget(self.count, 1)
        self._offers: Sequence[Offer] = ()
        self._found: Sequence[Offer] = ()
        layout = column(self, margins=theme.SMALL, spacing=theme.SMALL)
        layout.addWidget(self.search)
        layout.addWidget(self.rows, 1)
        layout.addLayout(self.foot)
        self.search.textChanged.connect(self._show_found)
        self.search.installEventFilter(self)
        self.rows.itemClicked.connect(lambda _item: self._take())
        self.hide()

    def open_at(self, field: QWidget) -> None:
        """Open under a field, or above it where there is more room; never over what it says."""
        window = self.window()
        gap, edge = theme.scaled(2), theme.scaled(8)
        width = min(max(field.width(), theme.scaled(_WIDTH)), window.width() - theme.scaled(32))
        wanted = theme.scaled(_HEIGHT)
        corner = field.mapTo(window, QPoint(0, 0))
        above = corner.y() - gap - edge
        below = window.height() - corner.y() - field.height() - gap - edge
        is_below = below >= min(wanted, above)
        height = min(wanted, max(below if is_below else above, theme.scaled(_LEAST_HEIGHT)))
        top = corner.y() + field.height() + gap if is_below else corner.y() - gap - height
        left = min(corner.x(), window.width() - width - theme.scaled(16))
        self.setGeometry(left, max(top, edge), width, height)
        self.search.clear()
        self.show()
        self.raise_()
        self.search.setFocus()

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer these rows, the likeliest first."""
        self._offers = offers
        self._show_found(self.search.text())

    def close_list(self) -> None:
        """Close without taking anything."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus() and _left(event):
            # The user went somewhere else, who must not be called back.
            self.hide()
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in _WALKING:
            self._walk(event.key())
        elif event.key() in _CHOOSING:
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_list()
        else:
            return super().eventFilter(watched, event)
        return True

    def _show_found(self, words: str) -> None:
        wanted = fold(words).split()
        self._found = [one for one in self._offers if all(word in one.sought for word in wanted)]
        self._order_found(wanted)
        self.rows.clear()
        for one in self._found:
            self.rows.addItem(QListWidgetItem(one.text))
        if self._found:
            self.rows.setCurrentRow(0)
        self.count.setText(
            translate("{shown} of {total}", shown=len(self._found), total=len(self._offers))
        )

    def _order_found(self, wanted: Sequence[str]) -> None:
        """Bring what begins with the words before what merely has them somewhere."""
        if wanted:
            first = wanted[0]
            self._found = sorted(self._found, key=lambda one: not one.sought.startswith(first))

    def _walk(self, key: int) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5}.get(Qt.Key(key), 5)
        last = self.rows.count() - 1
        self.rows.setCurrentRow(max(0, min(self.rows.currentRow() + step, last)))

    def _take(self) -> None:
        if self._found:
            value = self._found[self.rows.currentRow()].value
            self.hide()
            self.taken.emit(value)


def _left(event: QFocusEvent) -> bool:
    away = {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason}
    return event.reason() in away | {Qt.FocusReason.BacktabFocusReason}
