"""The tree of a checklist, read only."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView
from typing_extensions import override

from app.domain.checklist import Checklist, Criterion
from app.domain.text import fold
from app.words import translate
from ui import theme
from ui.texts import answer_type_text, number_text

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_HEADERS: Final[tuple[Callable[[], str], ...]] = (
    lambda: translate("Code"),
    lambda: translate("Criterion"),
    lambda: translate("Answer"),
    lambda: translate("Most points"),
)
_POINTS: Final = 3


class TreeRole(IntEnum):
    """What a row answers besides Qt's own roles."""

    CRITERION = Qt.ItemDataRole.UserRole + 1
    SEARCH = Qt.ItemDataRole.UserRole + 2


class CriterionTreeModel(QAbstractItemModel):
    """A checklist; criteria know each other by their number in the list."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Criterion, ...] = ()
        self._children: dict[int, list[int]] = {}
        self._place: list[tuple[int, int]] = []

    def show_checklist(self, checklist: Checklist) -> None:
        """Show another checklist."""
        self.beginResetModel()
        self._rows = checklist.criteria
        number = {row.code: at for at, row in enumerate(self._rows)}
        self._children = {at: [] for at in range(-1, len(self._rows))}
        self._place = []
        for at, row in enumerate(self._rows):
            above = number.get(row.parent_code, -1)
            self._place.append((above, len(self._children[above])))
            self._children[above].append(at)
        self.endResetModel()

    @override
    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        rows = self._under(parent)
        if not (0 <= column < len(_HEADERS) and 0 <= row < len(rows)):
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    @override
    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override] # Qt overloads it with QObject.parent
        if not index.isValid():
            return QModelIndex()
        above = self._place[index.internalId()][0]
        return QModelIndex() if above < 0 else self.createIndex(self._place[above][1], 0, above)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.column() > 0 else len(self._under(parent))

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return len(_HEADERS)

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.internalId()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(index.internalId(), index.column())
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == _POINTS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case TreeRole.CRITERION:
                return row
            case TreeRole.SEARCH:
                return fold(f"{row.code} {row.text}")
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        /,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _HEADERS[section]()
        return None

    def _under(self, parent: Index) -> list[int]:
        return self._children.get(parent.internalId() if parent.isValid() else -1, [])

    def _text(self, number: int, column: int) -> str:
        row = self._rows[number]
        is_leaf = not self._children[number]
        return (
            row.code,
            row.text,
            answer_type_text(row.answer_type) if is_leaf else "",
            number_text(row.max_score),
        )[column]


class _Found(QSortFilterProxyModel):
    """Keeps criteria that hold every word, and what they stand under."""

    def __init__(self) -> None:
        super().__init__()
        self.words: tuple[str, ...] = ()
        self.setRecursiveFilteringEnabled(True)

    def search(self, text: str) -> None:
        """Keep the criteria that hold every word of the text."""
        self.beginFilterChange()
        self.words = tuple(fold(text).split())
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index, /) -> bool:
        text = self.sourceModel().index(source_row, 0, source_parent).data(TreeRole.SEARCH)
        return all(word in text for word in self.words)


class CriterionTree(QTreeView):
    """The tree; it tells which criterion is chosen."""

    criterion_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.criteria = CriterionTreeModel()
        self.criteria.setParent(self)
        self._found = _Found()
        self._found.setParent(self)
        self._found.setSourceModel(self.criteria)
        self.setModel(self._found)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setIndentation(theme.scaled(16))
        self.setAccessibleName(translate("Criteria"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for section, width in ((0, 170), (2, 150), (_POINTS, 90)):
            header.resizeSection(section, theme.scaled(width))
        self.selectionModel().currentRowChanged.connect(self._on_current)

    def show_checklist(self, checklist: Checklist) -> None:
        """Show another checklist, the areas open."""
        self.criteria.show_checklist(checklist)
        self.expandToDepth(1)

    def search(self, text: str) -> tuple[int, int]:
        """Keep what holds every word; return how many criteria of how many are shown."""
        self._found.search(text)
        if text.strip():
            self.expandAll()
        else:
            self.collapseAll()
            self.expandToDepth(1)
        return _leaves(self._found), _leaves(self.criteria)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.criterion_chosen.emit(index.data(TreeRole.CRITERION) if index.isValid() else None)


def _leaves(model: QAbstractItemModel, parent: Index = _ROOT) -> int:
    count = model.rowCount(parent)
    if count == 0:
        return 1 if parent.isValid() else 0
    return sum(_leaves(model, model.index(row, 0, parent)) for row in range(count))
