"""The window itself: painted at once, filled later, closed only when all is saved.

It comes before everything else on the screen, so it imports almost nothing and
touches no enumeration of Qt: loading those alone costs as much as the window.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.words import translate
from ui import theme
from ui.settings import SettingsFile


class MainWindow(QMainWindow):
    """Shows one widget at a time; `painted` tells, once, that the user sees the window."""

    painted = Signal()
    closed = Signal()

    def __init__(self, settings: SettingsFile) -> None:
        super().__init__()
        self.settings = settings
        self.may_close: Callable[[], bool] | None = None
        """Asked before the window closes; settles and saves, and says no until that is done."""
        self._is_painted = False
        theme.dress(self)
        self.setWindowTitle(translate("Sổ Kiểm Tra"))
        self.setMinimumSize(960, 600)
        self.resize(1280, 720)
        self._restore_place()

    def show_waiting(self, title: str, advice: str = "", *steps: QPushButton) -> None:
        """Show two lines in the middle, while something is being done, and what can be done."""
        middle = QWidget()
        middle.setProperty("role", "page")
        heading, text = QLabel(title), QLabel(advice)
        heading.setProperty("role", "strong")
        text.setProperty("role", "muted")
        text.setWordWrap(True)
        text.setMinimumWidth(480)
        across = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(heading)
        words.addWidget(text)
        buttons = QHBoxLayout()
        for step in steps:
            buttons.addWidget(step)
        buttons.addStretch(1)
        words.addLayout(buttons)
        across.addStretch(1)
        across.addLayout(words)
        across.addStretch(1)
        down = QVBoxLayout(middle)
        down.addStretch(2)
        down.addLayout(across)
        down.addStretch(3)
        self.show_widget(middle)

    def show_widget(self, widget: QWidget) -> None:
        """Show this widget instead of the one before."""
        self.setCentralWidget(widget)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.change(geometry=bytes(self.saveGeometry().data()).hex())
        if self.may_close is not None and not self.may_close():
            event.ignore()
            return
        self.closed.emit()
        super().closeEvent(event)

    def _restore_place(self) -> None:
        try:
            kept = bytes.fromhex(self.settings.current.geometry)
        except ValueError:
            return
        if kept:
            self.restoreGeometry(QByteArray(kept))
