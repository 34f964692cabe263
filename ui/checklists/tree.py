"""The tree of a checklist, read only."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView
from typing_extensions import override

from app.domain.checklist import Checklist
from app.domain.checklist_tree import tree_of
from app.domain.text import fold
from app.words import translate
from ui import theme
from ui.checklists.criteria_model import ROOT, CriteriaModel, Index
from ui.texts import answer_type_text, number_text

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


class CriterionTreeModel(CriteriaModel):
    """A checklist, read only."""

    def __init__(self) -> None:
        super().__init__(_HEADERS)

    def show_checklist(self, checklist: Checklist) -> None:
        """Show another checklist."""
        self.stand(tree_of(checklist.criteria))

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.tree.rows[index.internalId()]
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

    def _text(self, number: int, column: int) -> str:
        row = self.tree.rows[number]
        is_leaf = not self.tree.is_group(number)
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
        for section, width in ((0, 170), (2, 150), (_POINTS, 104)):
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


def _leaves(model: QAbstractItemModel, parent: Index = ROOT) -> int:
    count = model.rowCount(parent)
    if count == 0:
        return 1 if parent.isValid() else 0
    return sum(_leaves(model, model.index(row, 0, parent)) for row in range(count))
