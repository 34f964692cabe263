"""Criteria in their tree, for every view of them; what a cell says is for each model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from app.domain.checklist_tree import CriterionTree, tree_of

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()


class CriteriaModel(QAbstractItemModel):
    """A tree of criteria; each is known by its number in the set, which its indexes carry."""

    def __init__(self, headers: Sequence[Callable[[], str]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headers = headers
        self._beside: tuple[int, ...] = ()
        self.tree: CriterionTree = tree_of(())

    def stand(self, tree: CriterionTree) -> None:
        """Show another tree."""
        self.beginResetModel()
        self.tree = tree
        self._beside = _numbers_beside(tree)
        self.endResetModel()

    def at(self, number: int, column: int = 0) -> QModelIndex:
        """Return where a criterion stands, by its number; nowhere for a number that is none."""
        if not 0 <= number < len(self._beside):
            return QModelIndex()
        return self.createIndex(self._beside[number], column, number)

    @override
    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        rows = self._under(parent)
        if not (0 <= column < len(self._headers) and 0 <= row < len(rows)):
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    @override
    def parent(self, index: Index = ROOT) -> QModelIndex:  # type: ignore[override] # Qt overloads it with QObject.parent
        return self.at(self.tree.above[index.internalId()]) if index.isValid() else QModelIndex()

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.column() > 0 else len(self._under(parent))

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return len(self._headers)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        /,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._headers[section]()
        return None

    def _under(self, parent: Index) -> tuple[int, ...]:
        return self.tree.under[parent.internalId()] if parent.isValid() else self.tree.tops


def _numbers_beside(tree: CriterionTree) -> tuple[int, ...]:
    """Return for each criterion which one it is under its parent."""
    numbers = [0] * len(tree.rows)
    for beside in (tree.tops, *tree.under):
        for number, at in enumerate(beside):
            numbers[at] = number
    return tuple(numbers)
