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
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from ui import theme
from ui.widgets.cell_delegate import CellDelegate, CellRole
from ui.widgets.row_order import KeyedRows, put_in_order, shown_places

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_LEAST_WIDTH: Final = 56
RowT = TypeVar("RowT")


class Role(IntEnum):
    """What the cells answer besides Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    SORT = Qt.ItemDataRole.UserRole + 2


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
    hides_empty: bool = False
    """Whether it is only there while it says something of some row."""


class ColumnTableModel(QAbstractTableModel, Generic[RowT]):
    """Shows the rows it is given; it reads no store and changes no record."""

    def __init__(self, columns: Sequence[Column[RowT]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.keyed: KeyedRows[RowT] = KeyedRows(self.columns, ())

    @property
    def rows(self) -> tuple[RowT, ...]:
        """The rows shown, in the order they were given."""
        return self.keyed.rows

    def show_rows(self, rows: Sequence[RowT] | KeyedRows[RowT]) -> None:
        """Replace everything shown."""
        self.beginResetModel()
        self.keyed = rows if isinstance(rows, KeyedRows) else KeyedRows(self.columns, rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.data_at(index.row(), index.column(), role) if index.isValid() else None

    def data_at(self, place: int, number: int, role: int) -> object:
        """Return what a cell answers, by the place of its row and the number of its column."""
        row, column = self.rows[place], self.columns[number]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return column.text(row)
            case Role.SORT:
                return column.sort_key(row)
            case Role.ROW:
                return row
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


class FoldedFilter(QAbstractTableModel, Generic[RowT]):
    """Keeps the rows that hold every word, accents ignored, and that a choice lets pass.

    Where words are typed with their accents, rows that are spelt so come first.
    """

    def __init__(self, model: ColumnTableModel[RowT], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._words = ""
        self._passes: Callable[[RowT], bool] | None = None
        self._column = -1
        self._falling = False
        self._shown: list[int] = []
        model.modelAboutToBeReset.connect(self.beginResetModel)
        model.modelReset.connect(self._on_reset)
        self._arrange()

    @property
    def shown(self) -> list[RowT]:
        """The rows shown, in their order."""
        return [self.model.rows[at] for at in self._shown]

    def search(self, text: str) -> None:
        """Keep the rows that hold every word of the text."""
        self._words = text
        self._rearrange()

    def choose(self, passes: Callable[[RowT], bool] | None) -> None:
        """Keep the rows for which the choice holds; None keeps all."""
        self._passes = passes
        self._rearrange()

    @override
    def sort(self, column: int, /, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        before = [(index, self._shown[index.row()]) for index in self.persistentIndexList()]
        self._column, self._falling = column, order == Qt.SortOrder.DescendingOrder
        self._arrange()
        places = {at: place for place, at in enumerate(self._shown)}
        for index, at in before:
            self.changePersistentIndex(index, self.index(places[at], index.column()))
        self.layoutChanged.emit()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return self.model.columnCount(parent)

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        return self.model.data_at(self._shown[index.row()], index.column(), role)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        /,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        return self.model.headerData(section, orientation, role)

    def _arrange(self) -> None:
        keyed = self.model.keyed
        places = shown_places(keyed, self._words, self._passes)
        self._shown = put_in_order(keyed, places, self._words, self._column, falling=self._falling)

    def _rearrange(self) -> None:
        self.beginResetModel()
        self._on_reset()

    def _on_reset(self) -> None:
        self._arrange()
        self.endResetModel()


class ColumnTable(QTableView, Generic[RowT]):
    """A table of rows to look through, choose and open with the mouse or Enter."""

    row_opened = Signal(object)
    row_chosen = Signal(object)

    def __init__(self, model: ColumnTableModel[RowT], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = FoldedFilter(model, self)
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
        model.modelReset.connect(self._hide_empty)
        self.doubleClicked.connect(self._on_opened)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def search(self, text: str) -> None:
        """Show the rows that hold every word of a text; the one chosen stays so while shown."""
        self._keeping_choice(lambda: self.filter.search(text))

    def choose_rows(self, passes: Callable[[RowT], bool] | None) -> None:
        """Show the rows for which this holds; the one chosen stays so while shown."""
        self._keeping_choice(lambda: self.filter.choose(passes))

    def _keeping_choice(self, change: Callable[[], None]) -> None:
        chosen = self.chosen
        change()
        if chosen is not None:
            self.choose_where(lambda row: row is chosen)
        if not self.currentIndex().isValid():
            if self.count:
                self.selectRow(0)
            else:
                self.row_chosen.emit(None)

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
        for place, row in enumerate(self.filter.shown):
            if holds(row):
                self.setCurrentIndex(self.filter.index(place, 0))
                return

    def layout_kept(self) -> str:
        """Return widths, order and sort of the columns, to be restored another day."""
        state = bytes(self.horizontalHeader().saveState().data()).hex()
        return f"{theme.zoom_in_use()}:{state}"

    def restore_layout(self, kept: str) -> None:
        """Restore what `layout_kept` returned, at the zoom of now; anything else is ignored."""
        zoom, _colon, text = kept.rpartition(":")
        try:
            state, was = bytes.fromhex(text), int(zoom or 100)
        except ValueError:
            return
        header = self.horizontalHeader()
        if not state or was <= 0 or not header.restoreState(QByteArray(state)):
            return
        # A state also holds the least width, in the pixels of then.
        header.setMinimumSectionSize(theme.scaled(_LEAST_WIDTH))
        for number in range(header.count()):
            if header.sectionResizeMode(number) is QHeaderView.ResizeMode.Interactive:
                width = header.sectionSize(number) * theme.zoom_in_use()
                header.resizeSection(number, round(width / was))

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
        header.setMinimumSectionSize(theme.scaled(_LEAST_WIDTH))
        header.setSortIndicatorClearable(False)
        for number, column in enumerate(columns):
            header.resizeSection(number, theme.scaled(column.width))
            if column.stretches:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def _hide_empty(self) -> None:
        model = self.filter.model
        for number, column in enumerate(model.columns):
            if column.hides_empty:
                self.setColumnHidden(number, not any(map(column.text, model.rows)))

    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_opened.emit(index.data(Role.ROW))

    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.row_chosen.emit(index.data(Role.ROW) if index.isValid() else None)


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
