"""Buttons to mark whose words go on in the next line where the column is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton
from typing_extensions import override

from ui import theme

_INDENT = "      "
"""Under the words, past the number and the gap after it."""


class WrappedRadio(QRadioButton):
    """Qt draws line breaks in the text of a radio button, but makes none by itself."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words
        """The text without the line breaks of the moment."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(160), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        broken = _broken(self.words, self.fontMetrics(), self.width() - theme.scaled(34))
        if broken != self.text():
            self.setText(broken)
            self.updateGeometry()


class WrappedCheck(QCheckBox):
    """The same for a box to tick."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words
        """The text without the line breaks of the moment."""
        self.setAccessibleName(words)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(160), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        broken = _broken(self.words, self.fontMetrics(), self.width() - theme.scaled(34), "")
        if broken != self.text():
            self.setText(broken)
            self.updateGeometry()


def _broken(words: str, metrics: QFontMetrics, width: int, indent: str = _INDENT) -> str:
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1].strip() and metrics.horizontalAdvance(longer) > width:
            lines.append(f"{indent}{word}")
        else:
            lines[-1] = longer
    return "\n".join(lines)
