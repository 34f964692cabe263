"""The outline of the checklists of a visit: how far each group is and what it earns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from app.domain.inspection import Participant
from app.domain.scoring import ChecklistScore, GroupScore
from app.domain.work_division import initials
from app.words import translate
from ui import theme
from ui.icons import Icon, pixmap
from ui.shortcuts import Key, bind
from ui.texts import number_text
from ui.visit.case_marks import GroupMarks
from ui.visit.visit_case import VisitCase
from ui.visit.work_menu import show_work_menu
from ui.widgets.cell_delegate import paint_share

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_FEW: Final = 3


class NodeRole(IntEnum):
    """What a row answers besides Qt's own roles."""

    CODE = Qt.ItemDataRole.UserRole + 1
    GROUP = Qt.ItemDataRole.UserRole + 2
    MARKS = Qt.ItemDataRole.UserRole + 3
    HOLDER = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True, slots=True)
class _Node:
    code: str
    parent: int
    row: int
    children: tuple[int, ...]


class OutlineModel(QAbstractItemModel):
    """The groups as a tree; nodes know each other by number, scores come from the case."""

    def __init__(self, case: VisitCase, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._nodes: tuple[_Node, ...] = ()
        self._tops: tuple[int, ...] = ()
        self._said: list[tuple[GroupScore, GroupMarks, Participant | None]] = []
        case.answer_changed.connect(lambda _code: self.repaint())

    def show_case(self) -> bool:
        """Show the groups of the case; tell whether they are other ones than before."""
        nodes, tops = _tree(self._case.scores)
        if nodes == self._nodes:
            self.repaint()
            return False
        self.beginResetModel()
        self._nodes, self._tops = nodes, tops
        self._said = []
        self.endResetModel()
        return True

    @override
    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        rows = self._nodes[parent.internalId()].children if parent.isValid() else self._tops
        if column != 0 or not 0 <= row < len(rows):
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    @override
    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override] # Qt overloads it with QObject.parent
        if not index.isValid():
            return QModelIndex()
        above = self._nodes[index.internalId()].parent
        return QModelIndex() if above < 0 else self.createIndex(self._nodes[above].row, 0, above)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self._tops)
        return len(self._nodes[parent.internalId()].children)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 1

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        code = self._nodes[index.internalId()].code
        group = self._group(code)
        answers: dict[int, object] = {
            NodeRole.CODE: code,
            NodeRole.GROUP: group,
            Qt.ItemDataRole.DisplayRole: f"{self._number(code)}  {group.text}".strip(),
            NodeRole.MARKS: self._case.marks.group(code),
            NodeRole.HOLDER: self._case.marks.holder(code),
            Qt.ItemDataRole.ToolTipRole: self._told(code, group),
            Qt.ItemDataRole.AccessibleTextRole: self._told(code, group),
        }
        return answers.get(role)

    def lineage(self, code: str) -> list[QModelIndex]:
        """Return the groups a criterion stands in, from the top down."""
        checklist, _score = self._case.place_of(code)
        above = {row.code: row.parent_code for row in checklist.criteria}
        number = {node.code: at for at, node in enumerate(self._nodes)}
        found = []
        while code:
            if code in number:
                found.append(self.createIndex(self._nodes[number[code]].row, 0, number[code]))
            code = above[code]
        return found[::-1]

    def _number(self, code: str) -> str:
        """Return a code without that of its set: `1.2` of CODE.1.2, but I/1/a as it is."""
        checklist, _score = self._case.place_of(code)
        if code == checklist.root.code:
            return ""
        return code.partition(".")[2] or code

    def _told(self, code: str, group: GroupScore) -> str:
        """Return in words all that a row shows by figures and marks."""
        marks, holder = self._case.marks.group(code), self._case.marks.holder(code)
        points = f"{number_text(group.points)}/{number_text(group.applicable_max)}"
        parts = [
            f"{code}  {group.text}",
            translate(
                "{answered} of {leaves} criteria", answered=group.answered, leaves=group.leaves
            ),
            translate("{points} points", points=points),
        ]
        if marks.errors:
            parts.append(translate("{count} criteria to mend", count=marks.errors))
        if marks.photos:
            parts.append(translate("{count} photos", count=marks.photos))
        if holder is not None:
            parts.append(translate("Shared to {name}", name=holder.name))
        return "\n".join(parts)

    def _group(self, code: str) -> GroupScore:
        _checklist, score = self._case.place_of(code)
        return score.groups[code]

    def repaint(self) -> None:
        """Show the rows as they stand now that say something else than before."""
        marks = self._case.marks
        said = [
            (self._group(node.code), marks.group(node.code), marks.holder(node.code))
            for node in self._nodes
        ]
        for number, node in enumerate(self._nodes):
            if number >= len(self._said) or said[number] != self._said[number]:
                index = self.createIndex(node.row, 0, number)
                self.dataChanged.emit(index, index)
        self._said = said


class Outline(QTreeView):
    """The tree at the left of the checklist."""

    group_chosen = Signal(str)

    def __init__(self, case: VisitCase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self.setAccessibleName(translate("Outline"))
        self.nodes = OutlineModel(case, self)
        self.setModel(self.nodes)
        self.setItemDelegate(_OutlineDelegate(self))
        self.setHeaderHidden(True)
        self.setIndentation(theme.scaled(10))
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setUniformRowHeights(True)
        self.setProperty("role", "outline")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate("Areas of the checklist"))
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)
        bind(self, Key.SHARE_OUT, self._share_out)

    def show_case(self) -> None:
        """Show the groups of the case, the areas open."""
        if self.nodes.show_case() and self.nodes.rowCount() <= _FEW:
            self.expandToDepth(0)

    def repaint_all(self) -> None:
        """Show every group as it stands now."""
        self.nodes.repaint()

    def mark(self, code: str) -> None:
        """Mark the group a criterion belongs to, as deep as it is open."""
        found = QModelIndex()
        for index in self.nodes.lineage(code):
            found = index
            if not self.isExpanded(index):
                break
        if found.isValid():
            self.setCurrentIndex(found)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._share_out()
            return
        index = self.indexAt(event.pos())
        if index.isValid():
            show_work_menu(self._case, index.data(NodeRole.CODE), self, event.globalPos())

    @override
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw nothing: the indentation says it."""

    def _share_out(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            corner = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            show_work_menu(self._case, index.data(NodeRole.CODE), self, corner)

    def _on_chosen(self, index: QModelIndex) -> None:
        if not self.isExpanded(index):
            self.expand(index)
        self.group_chosen.emit(index.data(NodeRole.CODE))


class _OutlineDelegate(QStyledItemDelegate):
    """Two lines: the name; a bar, done of total, and the points."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.scaled(100), option.fontMetrics.height() * 2 + theme.scaled(12))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        group: GroupScore = index.data(NodeRole.GROUP)
        painter.save()
        _paint_ground(painter, option)
        pad = theme.scaled(theme.SMALL)
        box = option.rect.adjusted(pad, theme.scaled(4), -pad, -theme.scaled(4))
        is_top = not index.parent().isValid() or not index.parent().parent().isValid()
        painter.setFont(theme.font(theme.TEXT_PT - 0.5, bold=is_top))
        metrics = QFontMetrics(painter.font())
        painter.setPen(QColor(colours.text))
        taken = _paint_marks(painter, box, index.data(NodeRole.MARKS), index.data(NodeRole.HOLDER))
        painter.setFont(theme.font(theme.TEXT_PT - 0.5, bold=is_top))
        painter.setPen(QColor(colours.text))
        first = QRect(box.left(), box.top(), box.width() - taken, metrics.height())
        shown = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, first.width())
        painter.drawText(first, int(Qt.AlignmentFlag.AlignVCenter), shown)
        _paint_figures(painter, box, group)
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    colours = theme.current()
    if option.state & QStyle.StateFlag.State_Selected:
        colour = colours.accent_wash
    elif option.state & QStyle.StateFlag.State_MouseOver:
        colour = colours.raised
    else:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6)


def _paint_marks(
    painter: QPainter, box: QRect, marks: GroupMarks, holder: Participant | None
) -> int:
    """Paint at the right of the first line what needs a hand, photos and whose it is."""
    colours = theme.current()
    painter.setFont(theme.font(theme.TEXT_PT - 1.5, bold=True))
    metrics = painter.fontMetrics()
    line = QRect(box.left(), box.top(), box.width(), metrics.height())
    right, side = line.right(), theme.scaled(13)
    shown = [
        (None, initials(holder.name) if holder else "", colours.muted),
        (Icon.CAMERA, str(marks.photos or ""), colours.muted),
        (Icon.ALERT, str(marks.errors or ""), colours.bad.ink),
    ]
    for drawing, text, ink in shown:
        if not text:
            continue
        painter.setPen(QColor(ink))
        painter.drawText(
            QRect(line.left(), line.top(), right - line.left() + 1, line.height()),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            text,
        )
        right -= metrics.horizontalAdvance(text) + theme.scaled(2)
        if drawing is not None:
            painter.drawPixmap(
                right - side, line.center().y() - side // 2 + 1, pixmap(drawing, ink, 13)
            )
            right -= side
        right -= theme.scaled(6)
    return line.right() - right


def _paint_figures(painter: QPainter, box: QRect, group: GroupScore) -> None:
    colours = theme.current()
    painter.setFont(theme.font(theme.TEXT_PT - 1.5))
    metrics = QFontMetrics(painter.font())
    line = QRect(box.left(), box.bottom() - metrics.height(), box.width(), metrics.height())
    done = f"{group.answered}/{group.leaves}"
    points = f"{number_text(group.points)}/{number_text(group.applicable_max)}"
    painter.setPen(QColor(colours.muted))
    painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), points)
    bar = QRectF(line.left(), line.center().y() - 1, theme.scaled(56), theme.scaled(5))
    share = group.answered / group.leaves if group.leaves else 1.0
    paint_share(painter, bar, share)
    painter.setPen(QColor(colours.muted))
    painter.drawText(line.adjusted(theme.scaled(64), 0, 0, 0), 0, done)


def _tree(scores: tuple[ChecklistScore, ...]) -> tuple[tuple[_Node, ...], tuple[int, ...]]:
    parents: list[str] = []
    codes: list[str] = []
    for score in scores:
        for row in score.checklist.criteria:
            # The root of a single checklist says nothing that the total above does not.
            is_idle = len(scores) == 1 and row is score.checklist.root
            if row.code in score.groups and not is_idle:
                codes.append(row.code)
                parents.append(row.parent_code)
    number = {code: at for at, code in enumerate(codes)}
    children: dict[int, list[int]] = {at: [] for at in range(-1, len(codes))}
    for at, parent in enumerate(parents):
        children[number.get(parent, -1)].append(at)
    nodes = []
    for at, code in enumerate(codes):
        above = number.get(parents[at], -1)
        nodes.append(_Node(code, above, children[above].index(at), tuple(children[at])))
    return tuple(nodes), tuple(children[-1])
