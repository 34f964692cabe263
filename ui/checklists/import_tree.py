"""The tree that a foreign table makes, corrected where its cells stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
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

from app.domain.checklist import AnswerType, Criterion
from app.domain.checklist_draft import ChecklistDraft
from app.domain.issued_checklist import IssuedChecklist, Remark
from app.domain.issued_correction import recoded, with_points, with_text, with_type
from app.domain.text import clean
from app.words import translate
from ui import theme
from ui.texts import answer_type_text, number_text, parse_number

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
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


class IssuedTreeModel(QAbstractItemModel):
    """The criteria of a draft; a correction is told, and shown once it was judged."""

    corrected = Signal(object)
    """The draft with the correction in it."""

    def __init__(self) -> None:
        super().__init__()
        self._draft: ChecklistDraft | None = None
        self._rows: Sequence[Criterion] = ()
        self._children: Mapping[int, list[int]] = {-1: []}
        self._place: list[tuple[int, int]] = []
        self._remarks: dict[int, list[Remark]] = {}

    def show_issued(self, issued: IssuedChecklist) -> None:
        """Show a table anew."""
        self.beginResetModel()
        self._take(issued)
        number = {row.code: at for at, row in enumerate(self._rows)}
        children: dict[int, list[int]] = {at: [] for at in range(-1, len(self._rows))}
        self._place = []
        for at, row in enumerate(self._rows):
            above = number.get(row.parent_code, -1) if at else -1
            self._place.append((above, len(children[above])))
            children[above].append(at)
        self._children = children
        self.endResetModel()

    def show_corrected(self, issued: IssuedChecklist) -> None:
        """Show the same tree with a correction; what is open and chosen stays so."""
        self._take(issued)
        for above, rows in self._children.items():
            if rows:
                parent = self.at(above) if above >= 0 else QModelIndex()
                first = self.index(0, 0, parent)
                last = self.index(len(rows) - 1, _REMARK, parent)
                self.dataChanged.emit(first, last)

    def at(self, number: int, column: int = 0) -> QModelIndex:
        """Return where a criterion stands, by its number in the draft."""
        if not 0 <= number < len(self._rows):
            return QModelIndex()
        return self.createIndex(self._place[number][1], column, number)

    def is_group(self, number: int) -> bool:
        """Tell whether criteria stand under one."""
        return bool(self._children[number])

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
        return self.at(self._place[index.internalId()][0])

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.column() > 0 else len(self._under(parent))

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return len(_HEADERS)

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

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        number, column = index.internalId(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(number, column)
            case Qt.ItemDataRole.EditRole:
                row = self._rows[number]
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
            may_edit = column == _CODE or not self.is_group(number)
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
        self._rows = issued.draft.criteria
        self._remarks = {}
        for remark in issued.remarks:
            self._remarks.setdefault(remark.criterion, []).append(remark)

    def _look(self, number: int, column: int, role: int) -> object:
        match role:
            case Qt.ItemDataRole.TextAlignmentRole if column == _POINTS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.FontRole if self.is_group(number):
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            case Qt.ItemDataRole.ForegroundRole if column == _REMARK:
                colours = theme.current()
                return QColor(colours.bad.ink if self._has_fault(number) else colours.muted)
        return None

    def _has_fault(self, number: int) -> bool:
        return any(remark.is_fault for remark in self._remarks.get(number, ()))

    def _under(self, parent: Index) -> list[int]:
        return self._children.get(parent.internalId() if parent.isValid() else -1, [])

    def _text(self, number: int, column: int) -> str:
        row = self._rows[number]
        if column == _REMARK:
            return "; ".join(remark.cause for remark in self._remarks.get(number, ()))
        return (
            row.code,
            row.text,
            "" if self.is_group(number) else answer_type_text(row.answer_type),
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
