"""The tree of a draft for the view: it reads the case and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    Qt,
)
from PySide6.QtGui import QColor
from typing_extensions import override

from app.domain.checklist_check import Fault
from app.words import translate
from ui import theme
from ui.checklists.criteria_model import CriteriaModel, Index
from ui.checklists.draft_case import DraftCase, Standing
from ui.texts import answer_type_text, criterion_role_text, number_text

_HEADERS: Final[tuple[Callable[[], str], ...]] = (
    lambda: translate("Code"),
    lambda: translate("Criterion"),
    lambda: translate("Answer"),
    lambda: translate("Most points"),
    lambda: translate("Role"),
)
# Made once: Qt asks for them with every row.
_FIXED: Final = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
)
_MOVABLE: Final = _FIXED | Qt.ItemFlag.ItemIsDragEnabled
CODE, TEXT, ANSWER, POINTS, ROLE = range(5)


class EditorRole(IntEnum):
    """What a row answers besides Qt's own roles."""

    KEY = Qt.ItemDataRole.UserRole + 1


class DraftTreeModel(CriteriaModel):
    """Shows what stands in the case; a criterion is known by its number in the draft."""

    def __init__(self, case: DraftCase, parent: QObject | None = None) -> None:
        super().__init__(_HEADERS, parent)
        self.case = case
        self.standing: Standing | None = None
        self._faults: Mapping[int, Sequence[Fault]] = {}

    def show_case(self) -> bool:
        """Show the draft as it stands; tell whether criteria came, went or moved."""
        before, now = self.standing, self.case.standing
        if before is not None and now.keys == before.keys and now.tree.above == before.tree.above:
            self.standing, self.tree = now, now.tree
            for at, row in enumerate(now.draft.criteria):
                if row is not before.draft.criteria[at] or now.tree.is_group(at):
                    self._repaint(at)
            return False
        self.standing, self._faults = now, {}
        self.stand(now.tree)
        return True

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Mark the criteria that have faults."""
        found: dict[int, list[Fault]] = {}
        for fault in faults:
            found.setdefault(fault.index, []).append(fault)
        changed = {at for at in found.keys() | self._faults.keys() if at >= 0}
        self._faults = found
        for at in changed:
            if self.standing is not None and at < len(self.standing.keys):
                self._repaint(at)

    def index_of(self, key: int) -> QModelIndex:
        """Return the index of a criterion, an invalid one if it is not there."""
        at = self.standing.places.get(key) if self.standing is not None else None
        return QModelIndex() if at is None else self.at(at)

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self.standing is None:
            return None
        at = index.internalId()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(self.standing, at, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return self._advice(self.standing, at, index.column())
            case EditorRole.KEY:
                return self.standing.keys[at]
            case _:
                return self._look(self.standing, at, index.column(), role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _MOVABLE if index.internalId() else _FIXED

    def _text(self, standing: Standing, at: int, column: int) -> str:
        row, is_group = standing.draft.criteria[at], standing.tree.is_group(at)
        if column == POINTS and is_group and (difference := standing.sums[at].difference):
            sign = "+" if difference > 0 else "−"
            return f"{number_text(row.max_score)} ({sign}{number_text(abs(difference))})"
        return (
            row.code,
            row.text or translate("(no text yet)"),
            "" if is_group else answer_type_text(row.answer_type),
            number_text(row.max_score),
            criterion_role_text(row.role),
        )[column]

    def _look(self, standing: Standing, at: int, column: int, role: int) -> object:
        match role:
            case Qt.ItemDataRole.TextAlignmentRole if column == POINTS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.FontRole if standing.tree.above[at] <= 0:
                return theme.font(bold=True)
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(standing, at, column)
        return None

    def _ink(self, standing: Standing, at: int, column: int) -> QColor | None:
        colours = theme.current()
        if column == CODE and self._faults.get(at):
            return QColor(colours.bad.ink)
        if column == POINTS and standing.tree.is_group(at) and standing.sums[at].difference:
            return QColor(colours.bad.ink)
        return QColor(colours.muted) if column in {ANSWER, ROLE} else None

    def _advice(self, standing: Standing, at: int, column: int) -> str | None:
        if self._faults.get(at):
            return "\n".join(fault.reason for fault in self._faults[at])
        return standing.draft.criteria[at].text if column == TEXT else None

    def _repaint(self, at: int) -> None:
        self.dataChanged.emit(self.at(at), self.at(at, ROLE))
