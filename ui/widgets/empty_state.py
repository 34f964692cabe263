"""What a list shows when it is empty: why, and the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from typing_extensions import override

from ui import theme
from ui.icons import Icon, pixmap
from ui.widgets.basics import centred, column, label


class EmptyState(QWidget):
    """A drawing, a sentence and the button of the next step, in the middle."""

    def __init__(
        self,
        drawing: Icon,
        title: str,
        advice: str,
        *steps: QPushButton,
        width: int = 440,
    ) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(pixmap(drawing, theme.current().frame, 44))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = label("", "strong", wrap=True)
        self.advice = label("", "muted", wrap=True)
        for words in (self.title, self.advice):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.setFixedWidth(theme.scaled(width))
        self.say(title, advice)
        layout = column(self, margins=theme.HUGE, spacing=theme.SMALL)
        layout.addStretch(2)
        for widget in (picture, self.title, self.advice):
            layout.addLayout(centred(widget))
        layout.addSpacing(theme.scaled(theme.SMALL))
        for step in steps:
            layout.addWidget(step, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, title: str, advice: str) -> None:
        """Say why there is nothing, and what to do."""
        self.title.setText(title)
        self.advice.setText(advice)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Hold the height that the words need: a layout short of room would cut their lines."""
        for words in (self.title, self.advice):
            words.setMinimumHeight(max(0, words.heightForWidth(words.width())))
