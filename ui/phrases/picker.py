"""The list of phrases that opens at a field: searched without accents, inserted at the caret.

It only ever opens beside the text and never completes inside it: Vietnamese input
methods rewrite the letters before the caret, and a text that changes by itself
under them is spoilt.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from app.domain.text import fold
from app.services.proposals import OfferedPhrase
from app.words import translate
from ui import theme
from ui.widgets.basics import button, column, label, row

_WALKING = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_CHOOSING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PhrasePicker(QFrame):
    """Shows phrases over the window, near a field; `picked` brings the words to insert."""

    picked = Signal(str)
    save_asked = Signal()
    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(translate("Search phrases, accents may be left out"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.phrases = QListWidget()
        self.phrases.setAccessibleName(translate("Phrases"))
        self.phrases.setWordWrap(True)
        self.phrases.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.phrases.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.count = label("", "small")
        self.keep = button(translate("Keep my text as a phrase"), self.save_asked.emit)
        self.keep.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._offered: Sequence[OfferedPhrase] = ()
        layout = column(self, margins=theme.SMALL, spacing=theme.SMALL)
        layout.addWidget(self.search)
        layout.addWidget(self.phrases, 1)
        foot = row()
        foot.addWidget(self.count, 1)
        foot.addWidget(self.keep)
        layout.addLayout(foot)
        self.search.textChanged.connect(self._show_found)
        self.search.installEventFilter(self)
        self.phrases.itemClicked.connect(lambda _item: self._pick())
        self.hide()

    def open_at(self, field: QWidget) -> None:
        """Open under a field, or above it where there is more room."""
        window = self.window()
        width = min(max(field.width(), theme.scaled(460)), window.width() - theme.scaled(32))
        height = min(theme.scaled(380), window.height() - theme.scaled(32))
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

    def show_phrases(self, offered: Sequence[OfferedPhrase]) -> None:
        """Offer these phrases."""
        self._offered = offered
        self._show_found(self.search.text())

    def close_list(self) -> None:
        """Close without picking anything."""
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
            self._pick()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_list()
        else:
            return super().eventFilter(watched, event)
        return True

    def _show_found(self, words: str) -> None:
        wanted = fold(words).split()
        found = [one for one in self._offered if all(word in fold(one.text) for word in wanted)]
        self.phrases.clear()
        for one in found:
            self.phrases.addItem(QListWidgetItem(one.text))
        if found:
            self.phrases.setCurrentRow(0)
        self.count.setText(
            translate("{shown} of {total}", shown=len(found), total=len(self._offered))
        )

    def _walk(self, key: int) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5}.get(Qt.Key(key), 5)
        last = self.phrases.count() - 1
        self.phrases.setCurrentRow(max(0, min(self.phrases.currentRow() + step, last)))

    def _pick(self) -> None:
        if self.phrases.count():
            self.hide()
            self.picked.emit(self.phrases.currentItem().text())


def _left(event: QFocusEvent) -> bool:
    away = {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason}
    return event.reason() in away | {Qt.FocusReason.BacktabFocusReason}
