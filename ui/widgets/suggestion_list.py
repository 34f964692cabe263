"""Suggestions for a field: a list that opens beside it and never completes inside it.

A completer would change the text while Telex or VNI still composes it; so the list opens on
Alt+Down or the small button, has a search line of its own, and gives back what was chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from app.domain.text import fold
from app.words import translate
from ui import theme
from ui.icons import Icon, icon
from ui.shortcuts import Key, bind
from ui.widgets.basics import column, label
from ui.widgets.fields import AutoLine, AutoText
from ui.widgets.typed_text import caret_in

_WALKING: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -5,
    Qt.Key.Key_PageDown: 5,
}
_CHOOSING: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SIZE: Final = 24
_AWAY: Final = frozenset(
    {
        Qt.FocusReason.MouseFocusReason,
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
    }
)

Suggested = tuple[str, str]
"""Words that may be wanted, and in a word where they come from."""
Ask = Callable[[Callable[[Sequence[Suggested]], None]], None]
"""Asks for suggestions; they are given to the function named, now or when they are read."""


class SuggestionList(QFrame):
    """Shows suggestions over the window, near a field; `picked` brings the words."""

    picked = Signal(str)
    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(translate("Search suggestions, accents may be left out"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.items = QListWidget()
        self.items.setAccessibleName(translate("Suggestions"))
        self.items.setWordWrap(True)
        self.items.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.items.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.count = label("", "small")
        self._offered: Sequence[Suggested] = ()
        layout = column(self, margins=theme.SMALL, spacing=theme.SMALL)
        layout.addWidget(self.search)
        layout.addWidget(self.items, 1)
        layout.addWidget(self.count)
        self.search.textChanged.connect(self._show_found)
        self.search.installEventFilter(self)
        self.items.itemClicked.connect(lambda _item: self._pick())
        self.hide()

    def open_at(self, field: QWidget) -> None:
        """Open under a field, or above it where there is more room."""
        window = self.window()
        width = min(max(field.width(), theme.scaled(420)), window.width() - theme.scaled(32))
        height = min(theme.scaled(300), window.height() - theme.scaled(32))
        corner = field.mapTo(window, QPoint(0, field.height() + theme.scaled(2)))
        if corner.y() + height > window.height():
            above = field.mapTo(window, QPoint(0, 0)).y() - height - theme.scaled(2)
            corner.setY(max(above, theme.scaled(8)))
        corner.setX(min(corner.x(), window.width() - width - theme.scaled(16)))
        self.setGeometry(corner.x(), corner.y(), width, height)
        self.search.clear()
        self.show()
        self.raise_()
        self.search.setFocus()

    def show_suggestions(self, offered: Sequence[Suggested]) -> None:
        """Offer these."""
        self._offered = offered
        self._show_found(self.search.text())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() in _AWAY:
            # The user went somewhere else, who must not be called back.
            self.hide()
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in _WALKING:
            last = self.items.count() - 1
            self.items.setCurrentRow(max(0, min(self.items.currentRow() + _WALKING[key], last)))
        elif key in _CHOOSING:
            self._pick()
        elif key == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        else:
            return super().eventFilter(watched, event)
        return True

    def _show_found(self, words: str) -> None:
        wanted = fold(words).split()
        found = [one for one in self._offered if all(word in fold(one[0]) for word in wanted)]
        self.items.clear()
        for text, origin in found:
            item = QListWidgetItem(f"{text}  ·  {origin}" if origin else text)
            item.setData(Qt.ItemDataRole.UserRole, text)
            self.items.addItem(item)
        if found:
            self.items.setCurrentRow(0)
        self.count.setText(
            translate("{shown} of {total}", shown=len(found), total=len(self._offered))
        )

    def _pick(self) -> None:
        item = self.items.currentItem()
        if item is not None:
            self.hide()
            self.picked.emit(str(item.data(Qt.ItemDataRole.UserRole)))


class SuggestionOffer(QObject):
    """Offers suggestions at a field: Alt+Down, or the small button in its corner."""

    def __init__(self, field: AutoLine | AutoText, ask: Ask, *, adds: bool = False) -> None:
        """Watch a field.

        Args:
            field: where the words go.
            ask: gives what is suggested; asked when the list opens.
            adds: whether the words join those that stand there, or take their place.
        """
        super().__init__(field)
        self.field = field
        self.list: SuggestionList | None = None
        self._ask = ask
        self._adds = adds
        self.button = QToolButton(field)
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.setIcon(icon(Icon.SEARCH, theme.current().muted))
        self.button.setIconSize(QSize(theme.scaled(_SIZE - 8), theme.scaled(_SIZE - 8)))
        self.button.setAccessibleName(translate("Suggestions (Alt+Down)"))
        self.button.setToolTip(self.button.accessibleName())
        self.button.clicked.connect(self.open)
        bind(field, Key.SUGGEST, self.open, context=Qt.ShortcutContext.WidgetShortcut)
        field.installEventFilter(self)
        if isinstance(field, AutoText):
            # The text must not run under the button.
            field.setViewportMargins(0, 0, theme.scaled(_SIZE), 0)
        else:
            field.setTextMargins(0, 0, theme.scaled(_SIZE), 0)
        self._place()

    def open(self) -> None:
        """Open the list at the field, unless it is only to be read."""
        if self.field.isReadOnly():
            return
        if self.list is None or self.list.parentWidget() is not self.field.window():
            self.list = SuggestionList(self.field.window())
            self.list.picked.connect(self._take)
            self.list.closed.connect(self.field.setFocus)
        self.list.open_at(self.field)
        self._ask(self.list.show_suggestions)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        elif event.type() is QEvent.Type.ReadOnlyChange:
            self.button.setHidden(self.field.isReadOnly())
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        size = theme.scaled(_SIZE)
        top = 4 if isinstance(self.field, AutoText) else (self.field.height() - size) // 2
        self.button.setGeometry(self.field.width() - size - 4, top, size, size)

    def _take(self, text: str) -> None:
        """Take words as if they had been typed."""
        field = self.field
        if isinstance(field, AutoText):
            written = field.toPlainText().strip()
            if self._adds and text.casefold() in written.casefold():
                text = written
            elif self._adds and written:
                text = f"{written.rstrip(' ;.')}; {text}"
        field.take_up(text, caret_in(text))
        field.setFocus()
        field.settle()
