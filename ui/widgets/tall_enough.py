"""A page that keeps the height it needs: where the window is lower, it scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from ui import theme

_LEAST = 540
"""What every page was drawn for: a window of 960 × 600, less its status line."""


class TallEnough(QScrollArea):
    """Holds one widget in its full width; much enlarged, the widget is higher than the window.

    By hand because a resizable scroll area of Qt grows with whatever wraps its lines, so
    that a page would scroll as a whole where only its list should.
    """

    def __init__(self) -> None:
        super().__init__()
        self.inner = QWidget()
        self.inner.setProperty("role", "page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self.inner)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().size()
        self.inner.resize(room.width(), max(room.height(), theme.scaled(_LEAST)))
