"""Paints the cells of the dossier grid and edits them where they stand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from app.domain.text import clean
from ui import theme
from ui.visit.dossier_columns import COLUMNS
from ui.visit.dossier_table import GridRole
from ui.widgets.cell_delegate import paint_chip

Index = QModelIndex | QPersistentModelIndex
_LEAVING = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
}


class DossierCellDelegate(QStyledItemDelegate):
    """One line of text a cell; keys that leave it are told, so that the grid moves as Excel does.

    No key that may belong to an input method is looked at.
    """

    left = Signal(QKeyEvent)

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        problem = index.data(GridRole.PROBLEM)
        painter.save()
        self._paint_ground(painter, option, index, is_wrong=problem is not None)
        pad = theme.scaled(theme.SMALL)
        room = option.rect.adjusted(pad, 0, -pad, 0)
        text = str(index.data() or "")
        tone = index.data(GridRole.TONE)
        if index.column() == 0:
            text = f"• {index.row() + 1}" if index.data(GridRole.UNSAVED) else str(index.row() + 1)
        if problem is not None:
            text = f"⚠ {text}"
        if tone and text:
            paint_chip(painter, room, text, str(tone), option.font)
        elif text:
            is_quiet = text == "–" or COLUMNS[index.column()].filled is None
            ink = colours.bad.ink if problem is not None else colours.text
            painter.setPen(QColor(colours.muted if is_quiet else ink))
            _draw_line(painter, room, text, index)
        painter.restore()

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setAccessibleName(COLUMNS[index.column()].heading())
        editor.setStyleSheet("border-radius: 0; padding: 0 6px; border-width: 2px;")
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)  # noqa: S101 - made above
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    @override
    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        assert isinstance(editor, QLineEdit)  # noqa: S101 - made above
        index.model().setData(index, clean(editor.text()))

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(editor, QLineEdit)
            and event.key() in _LEAVING
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.left.emit(event)
            return True
        return super().eventFilter(editor, event)

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, *, is_wrong: bool
    ) -> None:
        colours = theme.current()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.accent_wash))
        elif is_wrong:
            painter.fillRect(option.rect, QColor(colours.bad.wash))
        elif COLUMNS[index.column()].filled is None:
            painter.fillRect(option.rect, QColor(colours.window))
        painter.setPen(QColor(colours.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.drawLine(option.rect.topRight(), option.rect.bottomRight())
        if index == self._view.currentIndex():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))


def _draw_line(painter: QPainter, room: QRect, text: str, index: Index) -> None:
    line = text.replace("\n", " ")
    shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room.width())
    flags = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignVCenter
    painter.drawText(room, int(flags), shown)
