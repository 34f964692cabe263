"""The tree of a draft whose criteria can be dragged: it asks the case for every move."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, Qt, QTimer
from typing_extensions import override

from app.domain.checklist_edit import Where
from ui.checklists.criteria_model import Index
from ui.checklists.draft_case import moving
from ui.checklists.editor_model import DraftTreeModel, EditorRole

MIME: Final = "application/x-sokiemtra-criterion"


class EditorTreeModel(DraftTreeModel):
    """Takes a criterion that is dropped on another, or between two."""

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex], /) -> QMimeData:
        data = QMimeData()
        # The draft is named too: another window has other criteria under the same numbers.
        text = f"{self.case.draft_id} {indexes[0].data(EditorRole.KEY)}"
        data.setData(MIME, QByteArray(text.encode()))
        return data

    @override
    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        key = self._dragged(data)
        if key is None or self.standing is None or not parent.isValid():
            return False
        at = self.standing.places.get(key)
        lineage = self.standing.tree.lineage(parent.internalId())
        return action == Qt.DropAction.MoveAction and bool(at) and at not in lineage

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        key = self._dragged(data)
        if key is None or not self.canDropMimeData(data, action, row, column, parent):
            return False
        beside = self.index(row, 0, parent) if row >= 0 else QModelIndex()
        target = beside if beside.isValid() else parent
        where = Where.BEFORE if beside.isValid() else Where.INTO
        to = int(target.data(EditorRole.KEY))
        if to != key:
            # When the drag is over: until then Qt holds on to the rows as they are.
            move = partial(self.case.edit, key, moving(self.case, to, where))
            QTimer.singleShot(0, self, move)
        return True

    def _dragged(self, data: QMimeData) -> int | None:
        """Return the key of what is dragged, None if it comes from elsewhere."""
        text = bytes(data.data(MIME).data()).decode(errors="replace")
        draft, _, key = text.partition(" ")
        return int(key) if draft == self.case.draft_id and key.isdecimal() else None
