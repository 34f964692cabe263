"""Words that give way where there is no room; the whole of them is told on hovering and aloud."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)
from typing_extensions import override

_BESIDE_ICON: Final = 4
"""What `QPushButton.sizeHint` leaves between its drawing and its words."""


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where it must."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.setText(text)

    @property
    def is_elided(self) -> bool:
        """Whether something of it cannot be seen."""
        return super().text() != self._whole

    @override
    def text(self) -> str:
        return self._whole

    @override
    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, hint.height())

    @override
    def minimumSizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance("…" * 3)
        return QSize(min(wide, self.sizeHint().width()), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.contentsRect().width(), 0)
        whole = self._whole
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room)
        if super().text() != shown:
            super().setText(shown)
        self.setToolTip(whole if shown != whole else "")


class ElidedButton(QPushButton):
    """A button whose words end in an ellipsis where everything else has given way already."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._told = ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def is_elided(self) -> bool:
        """Whether something of its words cannot be seen."""
        return bool(self.text()) and self._shown() != self.text()

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        spared = self.fontMetrics().horizontalAdvance(self.text())
        least = self.fontMetrics().horizontalAdvance("…" * 3)
        return QSize(hint.width() - max(spared - least, 0), hint.height())

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_elided:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self._shown()
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()

    def _tell(self) -> None:
        """Say the whole on hovering; what somebody else says there stays."""
        told = self.text() if self.is_elided else ""
        if told != self._told and self.toolTip() in {"", self._told}:
            self._told = told
            self.setToolTip(told)

    def _shown(self) -> str:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = (
            self.style()
            .subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
            .width()
        )
        if not self.icon().isNull():
            room -= self.iconSize().width() + _BESIDE_ICON
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
