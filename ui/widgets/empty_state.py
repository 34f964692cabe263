"""What a list shows when it is empty: why, and the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

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
        self.title = label(title, "strong", wrap=True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title.setFixedWidth(theme.scaled(width))
        self.advice = label(advice, "muted", wrap=True)
        self.advice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.advice.setFixedWidth(theme.scaled(width))
        layout = column(self, margins=theme.HUGE, spacing=theme.SMALL)
        layout.addStretch(2)
        for widget in (picture, self.title, self.advice):
            layout.addLayout(centred(widget))
        layout.addSpacing(theme.scaled(theme.SMALL))
        for step in steps:
            layout.addWidget(step, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
