"""The tree that a foreign table makes, corrected where its cells stand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from app.domain.checklist import AnswerType
from app.domain.checklist_draft import ChecklistDraft
from app.domain.checklist_tree import tree_of
from app.domain.issued_checklist import IssuedChecklist, Remark
from app.domain.issued_correction import recoded, with_points, with_text, with_type
from app.domain.text import clean
from app.words import translate
from ui import theme
from ui.checklists.criteria_model import CriteriaModel, Index
from ui.texts import answer_type_text, number_text, parse_number

_CODE, _TEXT, _TYPE, _POINTS, _REMARK = range(5)
_KINDS: Final = tuple(
    kind for kind in AnswerType if kind not in {AnswerType.NUMBER, AnswerType.MULTIPLE}
)
"""What a table as issued may ask for; the other two are written in the editor."""
_WIDEST_CODE: Final = 240
_HEADERS: Final[tuple[Callable[[], str], ...]] = (
    lambda: translate("Code"),
    lambda: translate("Criterion"),
    lambda: translate("Answer"),
    lambda: translate("Most points"),
    lambda: translate("To look at"),
)


class IssuedTreeModel(CriteriaModel):
    """The criteria of a draft; a correction is told, and shown once it was judged."""

    corrected = Signal(object)
    """The draft with the correction in it."""

    def __init__(self) -> None:
        super().__init__(_HEADERS)
        self._draft: ChecklistDraft | None = None
        self._remarks: dict[int, list[Remark]] = {}

    def show_issued(self, issued: IssuedChecklist) -> None:
        """Show a table anew."""
        self._take(issued)
        self.stand(tree_of(issued.draft.criteria))

    def show_corrected(self, issued: IssuedChecklist) -> None:
        """Show the same tree with a correction; what is open and chosen stays so."""
        self._take(issued)
        tree = tree_of(issued.draft.criteria)
        if tree.above != self.tree.above:  # a code that stands there twice moves what is under it
            self.stand(tree)
            return
        self.tree = tree
        for beside in (self.tree.tops, *self.tree.under):
            if beside:
                self.dataChanged.emit(self.at(beside[0]), self.at(beside[-1], _REMARK))

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        number, column = index.internalId(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(number, column)
            case Qt.ItemDataRole.EditRole:
                row = self.tree.rows[number]
                return row.answer_type.value if column == _TYPE else self._text(number, column)
        return self._look(number, column, role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        number, column = index.internalId(), index.column()
        may_edit = column in {_TEXT, _POINTS} if number else column == _POINTS
        if number and column in {_CODE, _TYPE}:
            may_edit = column == _CODE or not self.tree.is_group(number)
        return flags | Qt.ItemFlag.ItemIsEditable if may_edit else flags

    @override
    def setData(self, index: Index, value: object, /, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self._draft is None or not index.isValid():
            return False
        changed = self._changed(index.internalId(), index.column(), clean(str(value)).strip())
        if changed is None or changed == self._draft:
            return False
        self.corrected.emit(changed)
        return True

    def _changed(self, number: int, column: int, text: str) -> ChecklistDraft | None:
        """Return the draft with a correction, or None where it means nothing."""
        assert self._draft is not None  # noqa: S101 - asked of setData alone
        match column:
            case 0 if text:
                return recoded(self._draft, number, text)
            case 1:
                return with_text(self._draft, number, text)
            case 2:
                return with_type(self._draft, number, AnswerType(text))
            case 3:
                points = parse_number(text) if text else Decimal(0)
                return None if points is None else with_points(self._draft, number, points)
        return None

    def _take(self, issued: IssuedChecklist) -> None:
        self._draft = issued.draft
        self._remarks = {}
        for remark in issued.remarks:
            self._remarks.setdefault(remark.criterion, []).append(remark)

    def _look(self, number: int, column: int, role: int) -> object:
        match role:
            case Qt.ItemDataRole.TextAlignmentRole if column == _POINTS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.FontRole if self.tree.is_group(number):
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            case Qt.ItemDataRole.ForegroundRole if column == _REMARK:
                colours = theme.current()
                return QColor(colours.bad.ink if self._has_fault(number) else colours.muted)
        return None

    def _has_fault(self, number: int) -> bool:
        return any(remark.is_fault for remark in self._remarks.get(number, ()))

    def _text(self, number: int, column: int) -> str:
        row = self.tree.rows[number]
        if column == _REMARK:
            return "; ".join(remark.cause for remark in self._remarks.get(number, ()))
        return (
            row.code,
            row.text,
            "" if self.tree.is_group(number) else answer_type_text(row.answer_type),
            number_text(row.max_score),
        )[column]


class _TypeDelegate(QStyledItemDelegate):
    """Offers the types of answers where one is corrected."""

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        combo = QComboBox(parent)
        for kind in _KINDS:
            combo.addItem(answer_type_text(kind), kind.value)
        combo.activated.connect(lambda _at: self._settle(combo))
        return combo

    def _settle(self, combo: QComboBox) -> None:
        """Take a choice at once: nobody expects to confirm it."""
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())


class IssuedTree(QTreeView):
    """The tree with its corrections; F2 or a double click begins one."""

    criterion_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.criteria = IssuedTreeModel()
        self.criteria.setParent(self)
        self.setModel(self.criteria)
        self.setUniformRowHeights(True)
        self.setIndentation(theme.scaled(16))
        self.setAccessibleName(translate("Criteria"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._types = _TypeDelegate(self)
        self.setItemDelegateForColumn(_TYPE, self._types)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        for section, width in ((_CODE, 150), (_TYPE, 168), (_POINTS, 96), (_REMARK, 260)):
            header.resizeSection(section, theme.scaled(width))
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_issued(self, issued: IssuedChecklist) -> None:
        """Show what a table came to, all of it open."""
        self.criteria.show_issued(issued)
        self.expandAll()
        self.resizeColumnToContents(_CODE)
        widest = theme.scaled(_WIDEST_CODE)
        self.setColumnWidth(_CODE, min(self.columnWidth(_CODE), widest))
        self.setCurrentIndex(self.criteria.at(0))

    def go_to(self, number: int) -> None:
        """Choose a criterion and bring it into sight."""
        index = self.criteria.at(number, _POINTS)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.setFocus()

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.criterion_chosen.emit(index.internalId() if index.isValid() else -1)
