"""A line to type in on the photo itself, where the text is to stand."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from app.domain.text import clean
from app.words import translate
from ui import theme
from ui.visit.zoom_view import ZoomView

_WIDTH = 320


class TextEntry(QLineEdit):
    """Enter or leaving it takes the text, Escape drops it."""

    written = Signal(object, str, str)
    """Where it stands, the identity of the mark it changes if there is one, and the text."""

    def __init__(self, view: ZoomView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._place = (0, 0)
        self._key = ""
        self.setAccessibleName(translate("Text on the photo"))
        self.setPlaceholderText(translate("Text on the photo"))
        self.hide()

    def ask(self, place: tuple[int, int], key: str = "", text: str = "") -> None:
        """Let the user type a text that stands at a place, or change one."""
        self._place, self._key = place, key
        self.setText(text)
        self.selectAll()
        self.resize(theme.scaled(_WIDTH), self.sizeHint().height())
        at = self._view.mapFromScene(self._view.photo.ground.point(*place))
        room = self._view.viewport().rect()
        self.move(
            QPoint(
                max(0, min(at.x(), room.width() - self.width())),
                max(0, min(at.y(), room.height() - self.height())),
            )
        )
        self.show()
        self.setFocus()

    def settle(self) -> None:
        """Take the text as final; an empty one is none."""
        if self.isHidden():
            return
        self.hide()
        text = clean(self.text()).strip()
        if text:
            self.written.emit(self._place, self._key, text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.settle()
            self._view.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._view.setFocus()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()
