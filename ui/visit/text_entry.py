"""A line to type in on the photo itself, where the text is to stand."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from app.words import translate
from ui import theme
from ui.visit.zoom_view import ZoomView
from ui.widgets.fields import AutoLine, stand

_WIDTH = 320


class TextEntry(AutoLine):
    """Enter or leaving it takes the text, Escape drops it."""

    written = Signal(str, str)
    """The identity of a mark, or what stands for it, and its text."""

    def __init__(self, view: ZoomView) -> None:
        name = translate("Text on the photo")
        super().__init__(name, name, view.viewport())
        self._view = view
        self._record = ""
        self.settled.connect(self._on_settled)
        self.hide()

    def ask(self, place: tuple[int, int], record: str, text: str = "") -> None:
        """Let the user type the text of a mark at its place on the photo, or change it."""
        self.settle()
        self._record = record
        stand(record, text=self)
        self.show_text(text)
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

    @override
    def settle(self) -> None:
        if self.isHidden():
            return
        super().settle()
        self._close()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            # As if nothing had been typed: the draft of it goes, too.
            self.setText(self.typing.settled_text)
            self._close()
        else:
            super().keyPressEvent(event)

    def _on_settled(self, text: str) -> None:
        # An empty text is none: a mark that says nothing cannot be seen.
        if text := text.strip():
            self.written.emit(self._record, text)

    def _close(self) -> None:
        had_keys = self.hasFocus()
        self.hide()
        if had_keys:
            self._view.setFocus()
