"""Tables whose columns are data, with filter and Vietnamese order, for lists of any length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from app.domain.text import fold
from ui import theme
from ui.widgets.cell_delegate import CellDelegate, CellRole

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
RowT = TypeVar("RowT")


class Role(IntEnum):
    """What the cells answer besides Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    SORT = Qt.ItemDataRole.UserRole + 2
    SEARCH = Qt.ItemDataRole.UserRole + 3


# Without slots: a slotted generic cannot be made with its type named.
@dataclass(frozen=True, kw_only=True)
class Column(Generic[RowT]):
    """One column: its header and what it shows of a row.

    `header` is called when shown, so that it follows the language in use.
    """

    header: Callable[[], str]
    text: Callable[[RowT], str]
    sort_key: Callable[[RowT], Any]
    tone: Callable[[RowT], str] | None = None
    """Where given, the text is a chip of this tone."""
    share: Callable[[RowT], float] | None = None
    """Where given, a bar filled so far stands beside the text."""
    width: int = 120
    stretches: bool = False
    is_number: bool = False
    is_strong: bool = False


class ColumnTableModel(QAbstractTableModel, Generic[RowT]):
    """Shows the rows it is given; it reads no store and changes no record."""

    def __init__(self, columns: Sequence[Column[RowT]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[RowT, ...] = ()
        self._searched: dict[int, str] = {}

    @property
    def rows(self) -> tuple[RowT, ...]:
        """The rows shown, in the order they were given."""
        return self._rows

    def show_rows(self, rows: Sequence[RowT]) -> None:
        """Replace everything shown."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._searched.clear()
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return column.text(row)
            case Role.SORT:
                return column.sort_key(row)
            case Role.ROW:
                return row
            case Role.SEARCH:
                return self._search_text(index.row())
            case _:
                return self._look(row, column, role)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        /,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].header()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def _look(self, row: RowT, column: Column[RowT], role: int) -> object:
        match role:
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case CellRole.TONE:
                return column.tone(row) if column.tone else None
            case CellRole.SHARE:
                return column.share(row) if column.share else None
            case CellRole.STRONG:
                return column.is_strong
        return None

    def _search_text(self, row: int) -> str:
        if row not in self._searched:
            shown = (column.text(self._rows[row]) for column in self.columns)
            self._searched[row] = fold(" ".join(shown))
        return self._searched[row]


class FoldedFilter(QSortFilterProxyModel):
    """Keeps the rows that hold every word, accents ignored, and that a choice lets pass."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._passes: Callable[[Any], bool] | None = None
        self.setSortRole(Role.SORT)

    def search(self, text: str) -> None:
        """Keep the rows that hold every word of the text."""
        self.beginFilterChange()
        self._words = tuple(fold(text).split())
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def choose(self, passes: Callable[[Any], bool] | None) -> None:
        """Keep the rows for which the choice holds; None keeps all."""
        self.beginFilterChange()
        self._passes = passes
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index, /) -> bool:
        index = self.sourceModel().index(source_row, 0, source_parent)
        if self._passes is not None and not self._passes(index.data(Role.ROW)):
            return False
        if not self._words:
            return True
        text = index.data(Role.SEARCH)
        return all(word in text for word in self._words)

    @override
    def lessThan(self, source_left: Index, source_right: Index, /) -> bool:
        # Through Python, because Qt would compare text by its own order.
        left, right = source_left.data(Role.SORT), source_right.data(Role.SORT)
        return bool(left < right)


class ColumnTable(QTableView, Generic[RowT]):
    """A table of rows to look through, choose and open with the mouse or Enter."""

    row_opened = Signal(object)
    row_chosen = Signal(object)

    def __init__(self, model: ColumnTableModel[RowT], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = FoldedFilter(self)
        self.filter.setSourceModel(model)
        self.setModel(self.filter)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self._set_header(model.columns)
        self.doubleClicked.connect(self._on_opened)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    @property
    def chosen(self) -> RowT | None:
        """The row chosen, or None."""
        index = self.currentIndex()
        return index.data(Role.ROW) if index.isValid() else None

    @property
    def count(self) -> int:
        """How many rows pass the filter."""
        return self.filter.rowCount()

    def choose_where(self, holds: Callable[[RowT], bool]) -> None:
        """Choose the first row shown for which this holds."""
        for number in range(self.filter.rowCount()):
            index = self.filter.index(number, 0)
            if holds(index.data(Role.ROW)):
                self.setCurrentIndex(index)
                return

    def layout_kept(self) -> str:
        """Return widths, order and sort of the columns, to be restored another day."""
        return bytes(self.horizontalHeader().saveState().data()).hex()

    def restore_layout(self, kept: str) -> None:
        """Restore what `layout_kept` returned; anything else is ignored."""
        try:
            state = bytes.fromhex(kept)
        except ValueError:
            return
        if state:
            self.horizontalHeader().restoreState(QByteArray(state))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _set_header(self, columns: Sequence[Column[Any]]) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.scaled(40))
        self.verticalHeader().setMinimumSectionSize(theme.scaled(28))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(theme.scaled(56))
        header.setSortIndicatorClearable(False)
        for number, column in enumerate(columns):
            header.resizeSection(number, theme.scaled(column.width))
            if column.stretches:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_opened.emit(index.data(Role.ROW))

    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.row_chosen.emit(index.data(Role.ROW) if index.isValid() else None)


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
