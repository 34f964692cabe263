"""A thin bar: how much of something is done."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui import theme
from ui.widgets.cell_delegate import paint_share


class ShareBar(QWidget):
    """Filled so far; green when full. The numbers stand beside it, as text."""

    def __init__(self, width: int = 120) -> None:
        super().__init__()
        self.setFixedSize(theme.scaled(width), theme.scaled(8))
        self._share = 0.0

    def show_share(self, done: int, total: int) -> None:
        """Show how much is done."""
        self._share = done / total if total else 0.0
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_share(painter, QRectF(self.rect()), self._share)
        painter.end()
