"""What both halves of the dossier grid share: rows, columns, selection."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui import theme
from ui.visit.dossier_columns import COLUMNS, GridColumn
from ui.visit.dossier_delegate import DossierCellDelegate
from ui.visit.dossier_model import DossierGridModel


def _width_for(column: GridColumn) -> int:
    """Return the width of a column, wide enough for its heading on two lines."""
    metrics = QFontMetrics(theme.font(theme.TEXT_PT - 1, bold=True))
    width, room = theme.scaled(column.width), QRect(0, 0, 0, 1000)
    while True:
        room.setWidth(width - theme.scaled(2 * theme.MEDIUM))
        flags = int(Qt.TextFlag.TextWordWrap)
        found = metrics.boundingRect(room, flags, column.heading())
        if found.height() <= 2 * metrics.lineSpacing() and found.width() <= room.width():
            return width
        width += theme.scaled(theme.SMALL)


class GridHalf(QTableView):
    """What both halves of the grid look like."""

    def __init__(self, model: DossierGridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.cells = DossierCellDelegate(self, model)
        self.setItemDelegate(self.cells)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.scaled(30))
        self.verticalHeader().setMinimumSectionSize(theme.scaled(24))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(theme.scaled(52))
        header.setMinimumSectionSize(theme.scaled(48))
        for place, column in enumerate(COLUMNS):
            header.resizeSection(place, _width_for(column))

    def selected_places(self) -> tuple[range, list[int]]:
        """Return the rows and the visible columns of the selected block."""
        ranges = [*self.selectionModel().selection()]  # type: ignore[misc] # a list in C++
        if not ranges:
            current = self.currentIndex()
            return range(current.row(), current.row() + 1), [current.column()]
        rows = range(min(one.top() for one in ranges), max(one.bottom() for one in ranges) + 1)
        left, right = min(r.left() for r in ranges), max(r.right() for r in ranges)
        return rows, [at for at in range(left, right + 1) if not self.isColumnHidden(at)]

    def visible_columns(self, first: int) -> list[int]:
        """Return the columns in sight from one on."""
        return [at for at in range(first, len(COLUMNS)) if not self.isColumnHidden(at)]

    def select_block(self, rows: range, columns: Sequence[int]) -> None:
        """Select a block of cells."""
        block = QItemSelection(
            self.model().index(rows[0], columns[0]), self.model().index(rows[-1], columns[-1])
        )
        self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
