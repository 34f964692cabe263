"""Paints the cells of the dossier grid and edits them where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QEvent, QLine, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
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

from app.domain.dossier_cell import NOT_APPLICABLE
from ui import theme
from ui.visit.dossier_columns import COLUMNS
from ui.visit.dossier_table import CellLook, DossierTable
from ui.widgets.cell_delegate import paint_chip
from ui.widgets.fields import AutoLine, stand
from ui.widgets.typed_text import as_line, new_record

Index = QModelIndex | QPersistentModelIndex
_LEAVING = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
}


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inks:
    """The colours of a theme, made once."""

    text: QColor
    quiet: QColor
    wrong: QColor
    wrong_wash: QColor
    selected: QColor
    computed: QColor
    line: QColor
    frame: QPen


@lru_cache(maxsize=4)
def _inks(colours: theme.Theme) -> _Inks:
    return _Inks(
        text=QColor(colours.text),
        quiet=QColor(colours.muted),
        wrong=QColor(colours.bad.ink),
        wrong_wash=QColor(colours.bad.wash),
        selected=QColor(colours.accent_wash),
        computed=QColor(colours.window),
        line=QColor(colours.line),
        frame=QPen(QColor(colours.accent), 2),
    )


class CellField(AutoLine):
    """The editor of a cell; what is typed is a draft until the grid has brought it to the store."""

    @override
    def settle(self) -> None:
        # Leaving a cell gives its text to the model; the tab lets go of the draft.
        pass


class DossierCellDelegate(QStyledItemDelegate):
    """One line of text a cell; keys that leave it are told, so that the grid moves as Excel does.

    No key that may belong to an input method is looked at.
    """

    left = Signal(QKeyEvent)
    closed = Signal(object)
    """A cell is edited no more; its place, for the draft of it."""

    def __init__(self, view: QAbstractItemView, table: DossierTable) -> None:
        super().__init__(view)
        self.closeEditor.connect(self._on_closed)
        self._view = view
        self._table = table

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        at = index.column()
        look = self._table.look(index.row(), at)
        inks, rect = _inks(theme.current()), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, inks.selected)
        elif look.is_wrong:
            painter.fillRect(rect, inks.wrong_wash)
        elif look.is_computed:
            painter.fillRect(rect, inks.computed)
        painter.setPen(inks.line)
        painter.drawLines(
            [
                QLine(rect.bottomLeft(), rect.bottomRight()),
                QLine(rect.topRight(), rect.bottomRight()),
            ]
        )
        if look.text:
            self._paint_text(painter, option, look, inks)
        if index == self._view.currentIndex():
            painter.setPen(inks.frame)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, look: CellLook, inks: _Inks
    ) -> None:
        pad = theme.scaled(theme.SMALL)
        room = option.rect.adjusted(pad, 0, -pad, 0)
        if look.tone:
            painter.save()
            paint_chip(painter, room, look.text, look.tone, option.font)
            painter.restore()
            return
        is_quiet = look.is_computed or look.text == NOT_APPLICABLE
        painter.setPen(inks.wrong if look.is_wrong else inks.quiet if is_quiet else inks.text)
        text = look.text.replace("\n", " ")
        metrics = option.fontMetrics
        if len(text) * metrics.averageCharWidth() > room.width():
            # Only what may be too long is measured.
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _RIGHT if look.is_number else _LEFT, text)

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellField(COLUMNS[index.column()].heading(), parent=parent)
        editor.setFrame(False)
        editor.setProperty("cell", "yes")
        row = self._table.row_at(index.row())
        new = new_record(row.dossier.inspection_id, "dossier")
        stand(row.stored.id if row.stored else new, **{COLUMNS[index.column()].name: editor})
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, CellField)  # noqa: S101 - made above
        # Asked for again whenever the row is saved, while somebody types.
        editor.show_text(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    @override
    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        assert isinstance(editor, CellField)  # noqa: S101 - made above
        editor.finish_word()
        index.model().setData(index, as_line(editor.text()))

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)

    def _on_closed(self, editor: QWidget) -> None:
        if isinstance(editor, CellField):
            self.closed.emit(editor.typing.place)

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
