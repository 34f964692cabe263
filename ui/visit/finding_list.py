"""The findings of a visit as minutes print them; they are put in order by dragging or Alt+↑/↓."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import (
    QByteArray,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem
from typing_extensions import override

from app.domain.finding import Finding, FindingKind
from app.ids import FindingId
from app.words import translate, translate_count
from ui import theme
from ui.texts import finding_kind_text
from ui.visit.visit_past import recurs_text
from ui.widgets.cell_delegate import CellDelegate, paint_band, paint_chip
from ui.widgets.column_table import Column, ColumnTable, ColumnTableModel, Role

MIME: Final = "application/x-sokiemtra-findings"
_ROOT: Final = QModelIndex()
_ROW_HEIGHT: Final = 58
_TONES: Final = {
    FindingKind.STRENGTH: "good",
    FindingKind.SHORTCOMING: "bad",
    FindingKind.DIFFICULTY: "partial",
    FindingKind.VIOLATION: "late",
}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with what is told of it in the list."""

    finding: Finding
    recurs: int = 0
    """In how many earlier visits running it was found."""
    asked: int = 0
    """How many recommendations answer it."""

    @property
    def line(self) -> str:
        """The text in one line."""
        return " ".join(self.finding.text.split())

    @property
    def about(self) -> str:
        """Where it belongs and what answers it."""
        codes = self.finding.criteria or (
            (self.finding.area_code,) if self.finding.area_code else ()
        )
        shown = codes[0] if codes else ""
        if len(codes) > 1:
            shown = f"{shown} +{len(codes) - 1}"
        asked = translate_count("{count} recommendation", "{count} recommendations", self.asked)
        return "  ·  ".join(part for part in (shown, asked if self.asked else "") if part)


COLUMNS: Final = (
    Column[FindingRow](
        header=lambda: translate("Kind"),
        text=lambda row: finding_kind_text(row.finding.kind),
        sort_key=lambda row: row.finding.order,
        tone=lambda row: _TONES[row.finding.kind],
        width=146,
    ),
    Column[FindingRow](
        header=lambda: translate("Finding, in the order of the minutes"),
        text=lambda row: row.line,
        sort_key=lambda row: row.finding.order,
        width=300,
        stretches=True,
    ),
)
_WORDED: Final = 1


class FindingModel(ColumnTableModel[FindingRow]):
    """Lets findings be dragged between others; it asks for the new order and changes nothing."""

    arranged = Signal(list, list)
    """The identities in their new order, and those that were dragged."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)
        self.is_sealed = False

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        given = super().flags(index)
        if self.is_sealed:
            return given
        if index.isValid():
            return given | Qt.ItemFlag.ItemIsDragEnabled
        return given | Qt.ItemFlag.ItemIsDropEnabled

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
            row = self.rows[index.row()]
            told = (row.line, row.about, recurs_text(row.recurs))
            if index.column() == _WORDED:
                return ". ".join(part for part in told if part)
        return super().data(index, role)

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex], /) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        ids = "\n".join(self.rows[row].finding.id for row in rows)
        data.setData(MIME, QByteArray(ids.encode()))
        return data

    @override
    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        return action == Qt.DropAction.MoveAction and bool(self._dragged(data))

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        # Dropped on a row, it stands before it; below the last, behind all.
        at = row if row >= 0 else parent.row() if parent.isValid() else len(self.rows)
        # When the drag is over: until then Qt holds on to the rows as they are.
        QTimer.singleShot(0, self, partial(self.move, self._dragged(data), at))
        return True

    def move(self, dragged: Sequence[FindingId], at: int) -> None:
        """Ask for an order in which some findings stand before the row at a place."""
        ids = [one.finding.id for one in self.rows]
        before = [one for one in ids[:at] if one not in dragged]
        behind = [one for one in ids[at:] if one not in dragged]
        moved = [one for one in ids if one in dragged]
        wanted = [*before, *moved, *behind]
        if wanted != ids:
            self.arranged.emit(wanted, moved)

    def shift(self, chosen: Sequence[FindingId], by: int) -> None:
        """Ask for an order in which some findings stand one place higher or lower."""
        places = [at for at, one in enumerate(self.rows) if one.finding.id in chosen]
        if not places:
            return
        at = places[0] - 1 if by < 0 else places[-1] + 2
        if 0 <= at <= len(self.rows):
            self.move(chosen, at)

    def _dragged(self, data: QMimeData) -> list[FindingId]:
        """Return the findings that are dragged; none if they are of another visit."""
        known = {one.finding.id for one in self.rows}
        text = bytes(data.data(MIME).data()).decode(errors="replace")
        return [FindingId(one) for one in text.split("\n") if one in known]


class FindingTable(ColumnTable[FindingRow]):
    """The list: several may be chosen, and dragged together."""

    several_chosen = Signal(list)

    def __init__(self, model: FindingModel) -> None:
        super().__init__(model)
        self.findings = model
        # They stand as they are printed: neither sorted nor filtered, so that dragging is plain.
        self.setSortingEnabled(False)
        self.setModel(model)
        self._set_header(model.columns)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.setItemDelegate(_FindingDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.setAccessibleName(translate("Findings"))
        self.verticalHeader().setDefaultSectionSize(theme.scaled(_ROW_HEIGHT))
        self.selectionModel().selectionChanged.connect(
            lambda *_: self.several_chosen.emit(self.chosen_ids)
        )

    @property
    def chosen_ids(self) -> list[FindingId]:
        """The findings chosen, in the order of the list."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.findings.rows[row].finding.id for row in rows]

    @override
    def choose_where(self, holds: Callable[[FindingRow], bool]) -> None:
        for at, row in enumerate(self.findings.rows):
            if holds(row):
                self._choose_row(at)
                return

    def choose_several(self, ids: Sequence[FindingId]) -> None:
        """Choose findings; the first of them is in hand."""
        rows = [at for at, row in enumerate(self.findings.rows) if row.finding.id in ids]
        if not rows:
            return
        self._choose_row(rows[0])
        choosing = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for at in rows[1:]:
            self.selectionModel().select(self.findings.index(at, 0), choosing)

    def _choose_row(self, row: int) -> None:
        # Qt would ask the keyboard what to do: with Ctrl of Ctrl+Z held down, what was chosen
        # before would stay so, and Delete would remove that.
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self.findings.index(row, 0), flags.ClearAndSelect | flags.Rows
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if not self.findings.is_sealed:
                self.findings.shift(self.chosen_ids, step)
            return
        super().keyPressEvent(event)


class _FindingDelegate(CellDelegate):
    """Paints the words of a finding on one line, and what is known of it on the next."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() != _WORDED:
            super().paint(painter, option, index)
            return
        row: FindingRow = index.data(Role.ROW)
        colours = theme.current()
        painter.save()
        paint_band(painter, option)
        pad = theme.scaled(theme.SMALL)
        room = option.rect.adjusted(pad, theme.scaled(5), -pad, -theme.scaled(5))
        half = room.height() // 2
        above = QRect(room.left(), room.top(), room.width(), half)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.text))
        shown = QFontMetrics(option.font).elidedText(
            row.line, Qt.TextElideMode.ElideRight, above.width()
        )
        painter.drawText(above, int(Qt.AlignmentFlag.AlignVCenter), shown)
        under = QRect(room.left(), room.top() + half, room.width(), room.height() - half)
        if row.recurs:
            width = paint_chip(painter, under, recurs_text(row.recurs), "late", option.font)
            under.setLeft(under.left() + width + pad)
        small = theme.font(theme.TEXT_PT - 1)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        about = QFontMetrics(small).elidedText(
            row.about, Qt.TextElideMode.ElideRight, under.width()
        )
        painter.drawText(under, int(Qt.AlignmentFlag.AlignVCenter), about)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.scaled(60), theme.scaled(_ROW_HEIGHT))
