"""A list whose rows differ in height, and of which one may grow at every key.

By hand because `QListView` asks every row for its size again whenever one of them
changes: with the 400 criteria of a visit that alone takes longer than a key may.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui import theme

Index = QModelIndex | QPersistentModelIndex
_STEP: Final = 24


class TallList(QAbstractItemView):  # noqa: PLR0904 - what Qt asks of a view of items
    """Rows one below the other; `measure` says how tall each is, `set_height` when one grew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: list[int] = []
        self._tops: list[int] = [0]
        self._hovered = -1
        self._measured_width = -1
        self._is_filled = False
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)

    def measure(self, row: int) -> int:
        """Return how tall a row is at the width there is now."""
        raise NotImplementedError

    def rows_moved(self) -> None:
        """Bring what stands in front of a row to where it is now; nothing stands there here."""

    def lay_out(self) -> None:
        """Measure every row and place them anew."""
        self._measured_width = self.viewport().width()
        self._heights = [self.measure(row) for row in range(self.model().rowCount())]
        self._place()

    def measure_again(self, *rows: int) -> None:
        """Place the rows anew after some of them may have grown or shrunk."""
        changed = False
        for row in rows:
            if 0 <= row < len(self._heights):
                height = self.measure(row)
                changed = changed or height != self._heights[row]
                self._heights[row] = height
        if changed:
            self._place()

    def y_of(self, row: int) -> int:
        """Return where a row begins on the screen; above it is less than nothing."""
        return self._tops[row] - self.verticalOffset()

    def scroll_to_y(self, row: int, y: int) -> None:
        """Scroll so that a row begins at a height of the screen, as far as that goes."""
        self.verticalScrollBar().setValue(self._tops[row] - y)

    @override
    def visualRect(self, index: Index) -> QRect:
        row = index.row()
        if not 0 <= row < len(self._heights):
            return QRect()
        return QRect(0, self.y_of(row), self.viewport().width(), self._heights[row])

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._row_at(point.y())
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        row = index.row()
        if not 0 <= row < len(self._heights):
            return
        y, height, room = self.y_of(row), self._heights[row], self.viewport().height()
        at_top = hint is QAbstractItemView.ScrollHint.PositionAtTop
        if at_top or y < 0 or height > room:
            self.scroll_to_y(row, 0)
        elif y + height > room:
            self.scroll_to_y(row, room - height)

    @override
    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        actions = QAbstractItemView.CursorAction
        row, last = self.currentIndex().row(), len(self._heights) - 1
        # Rows that are not chosen, as headings are, are stepped over the way one goes.
        match cursorAction:
            case actions.MoveHome:
                row, step = 0, 1
            case actions.MoveEnd:
                row, step = last, -1
            case actions.MovePageDown:
                row, step = self._row_near(self._tops[max(row, 0)] + self.viewport().height()), 1
            case actions.MovePageUp:
                row, step = self._row_near(self._tops[max(row, 0)] - self.viewport().height()), -1
            case actions.MoveUp | actions.MoveLeft | actions.MovePrevious:
                row, step = row - 1, -1
            case _:
                row, step = row + 1, 1
        return self._chosen_from(row, step)

    @override
    def reset(self) -> None:
        super().reset()
        self._hovered = -1
        self._is_filled = True
        self.lay_out()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    @override
    def horizontalOffset(self) -> int:
        return 0

    @override
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @override
    def isIndexHidden(self, index: Index) -> bool:
        return False

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        if index.isValid():
            self.selectionModel().select(index, command)

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    @override
    def updateGeometries(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._tops[-1] - room))
        bar.setPageStep(room)
        bar.setSingleStep(theme.scaled(_STEP))
        super().updateGeometries()
        if self._heights:
            self.rows_moved()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.scrollDirtyRegion(dx, dy)
        self.viewport().scroll(dx, dy)
        self.rows_moved()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_filled and self.viewport().width() != self._measured_width:
            self.lay_out()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain = option.state
        delegate = self.itemDelegate()
        first = max(self._row_near(self.verticalOffset() + event.rect().top()), 0)
        for row in range(first, len(self._heights)):
            if self.y_of(row) > event.rect().bottom():
                break
            index = self.model().index(row, 0)
            option.rect = self.visualRect(index)
            over = QStyle.StateFlag.State_MouseOver
            option.state = plain | over if row == self._hovered else plain & ~over
            delegate.paint(painter, option, index)
        painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self._row_at(event.position().toPoint().y()))

    def _hover(self, row: int) -> None:
        if row == self._hovered:
            return
        for one in (self._hovered, row):
            self.viewport().update(self.visualRect(self.model().index(one, 0)))
        self._hovered = row

    def _place(self) -> None:
        self._tops = [0, *accumulate(self._heights)]
        self.updateGeometries()
        self.viewport().update()

    def _row_near(self, top: int) -> int:
        """Return the row at a place of the whole list, the first or last one beyond its ends."""
        return max(0, min(bisect_right(self._tops, top) - 1, len(self._heights) - 1))

    def _row_at(self, y: int) -> int:
        top = y + self.verticalOffset()
        return self._row_near(top) if 0 <= top < self._tops[-1] else -1

    def _chosen_from(self, row: int, step: int) -> QModelIndex:
        count = len(self._heights)
        row = max(0, min(row, count - 1))
        while 0 <= row < count:
            index = self.model().index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                return index
            row += step
        return self.currentIndex()
