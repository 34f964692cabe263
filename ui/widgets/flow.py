"""A line of widgets that goes on in the next line where the width ends.

By hand because Qt has no such layout: on a small screen or much enlarged, a row of buttons
would cut the words of its first one.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override

from ui import theme


class Flow(QLayout):
    """Places its widgets from left to right, and below where there is no more room."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        spacing: int = theme.SMALL,
        widgets: Iterable[QWidget] = (),
    ) -> None:
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        """The height it needs, by width, until something in it changes."""
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.scaled(spacing))
        for widget in widgets:
            self.addWidget(widget)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        # Asked again and again while what is around it is laid out.
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    @override
    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        """Return the size of everything in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        gaps = self.spacing() * max(len(sizes) - 1, 0)
        return QSize(
            sum(size.width() for size in sizes) + gaps,
            max((size.height() for size in sizes), default=0),
        )

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Place everything in a rectangle; return the height it needs."""
        at, line_height = rect.topLeft(), 0
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self._shown():
            wanted = item.sizeHint().expandedTo(item.minimumSize())
            size = QSize(
                min(wanted.width(), max(rect.width(), item.minimumSize().width())), wanted.height()
            )
            if item.hasHeightForWidth():
                size.setHeight(max(size.height(), item.heightForWidth(size.width())))
            if line and at.x() + size.width() > rect.right() + 1:
                at = QPoint(rect.x(), at.y() + line_height + self.spacing())
                _centre(line, line_height, move=move)
                line, line_height = [], 0
            line.append((item, QRect(at, size)))
            at = QPoint(at.x() + size.width() + self.spacing(), at.y())
            line_height = max(line_height, size.height())
        _centre(line, line_height, move=move)
        return at.y() + line_height - rect.y()


def _centre(line: list[tuple[QLayoutItem, QRect]], height: int, *, move: bool) -> None:
    """Set what stands in one line on its middle."""
    for item, place in line if move else ():
        item.setGeometry(place.translated(0, (height - place.height()) // 2))
