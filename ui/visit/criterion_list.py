"""The criteria as cards to walk through with mouse or keys; the current one is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget
from typing_extensions import override

from app.words import translate
from ui import theme
from ui.shortcuts import Key, bind
from ui.visit.criterion_delegate import CriterionDelegate
from ui.visit.criterion_editor import CriterionEditor
from ui.visit.criterion_model import CriterionListModel, Entry, EntryRole, Index
from ui.visit.visit_case import VisitCase
from ui.visit.work_menu import show_work_menu
from ui.widgets.tab_order import walk_by_tab
from ui.widgets.tall_list import TallList


class CriterionList(TallList):
    """A list whose current row holds the one editor there is."""

    code_chosen = Signal(str)
    photo_asked = Signal(str)
    finding_asked = Signal(str)

    def __init__(self, case: VisitCase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self.criteria = CriterionListModel(case, self)
        # First of all: Qt asks for heights and places while the rest is set up.
        self.editor = CriterionEditor(case, self.viewport())
        self._cards = CriterionDelegate(self.criteria, self._is_open, self)
        self.setItemDelegate(self._cards)
        self.setModel(self.criteria)
        self.setProperty("role", "cards")
        self.setAccessibleName(translate("Criteria"))
        self._y_in_hand = 0
        self._keys: list[QWidget] = []
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.setInterval(0)
        self._fit_soon.timeout.connect(self._fit)
        self._connect()

    def open_first(self) -> None:
        """Open the first criterion of the list."""
        if self.criteria.entries:
            self.open_code(self.criteria.entries[0].criterion.code)

    def open_code(self, code: str) -> None:
        """Open a criterion, or the first one under a group."""
        row = self.criteria.row_of(code)
        while 0 <= row < self.criteria.rowCount() and self.criteria.entries[row].is_group:
            row += 1
        if 0 <= row < self.criteria.rowCount():
            self.setCurrentIndex(self.criteria.index(row))

    def show_group(self, code: str) -> None:
        """Scroll a group to the top and open its first criterion."""
        self.open_code(code)
        row = self.criteria.row_of(code)
        if row >= 0:
            self.scrollTo(self.criteria.index(row), QAbstractItemView.ScrollHint.PositionAtTop)
        # The keys of the open card work at once, wherever the click was.
        self.setFocus()

    def open_next_unanswered(self) -> bool:
        """Open the next criterion without an answer; tell whether there is one."""
        row = self.criteria.next_unanswered(max(self.currentIndex().row(), 0))
        if row < 0:
            return False
        self.setCurrentIndex(self.criteria.index(row))
        if self.editor.input is not None:
            self.editor.input.take_focus()
        return True

    @override
    def measure(self, row: int) -> int:
        width = self.viewport().width() - 1
        entry = self.criteria.entries[row]
        if self._is_open(row):
            return self.editor.height_at(width) + theme.scaled(theme.SMALL)
        return self._cards.height_of(entry, width)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        entry: Entry | None = current.data(EntryRole.ENTRY)
        if entry is None or entry.is_group:
            self.editor.close_card()
        else:
            # What is opened stays where the eye is, though a card above it closes.
            y = self.y_of(current.row())
            self.editor.open(entry.criterion.code)
            self._order_keys()
            self.measure_again(previous.row(), current.row())
            self.scroll_to_y(current.row(), y)
            self.rows_moved()
            self.code_chosen.emit(entry.criterion.code)
        super().currentChanged(current, previous)
        self.scrollTo(current)

    @override
    def dataChanged(self, topLeft: Index, bottomRight: Index, roles: Sequence[int] = ()) -> None:
        super().dataChanged(topLeft, bottomRight, roles)
        self.measure_again(*range(topLeft.row(), bottomRight.row() + 1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._enter()
        elif key == Qt.Key.Key_Escape:
            # Out of a field of the card: digits choose and arrows walk again.
            self.setFocus()
        elif key == Qt.Key.Key_F7:
            # Beside the comment; in it, its own key opens the phrases.
            self._offer_phrases()
        elif event.text().isdecimal() and not event.modifiers() & ~_PLAIN:
            self._choose(int(event.text()))
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._share_out()
        elif index.isValid():
            code = self.criteria.entries[index.row()].criterion.code
            show_work_menu(self.case, code, self, event.globalPos())

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters typed beside a field move nothing: Ctrl+J looks for a code or for words."""

    def _connect(self) -> None:
        editor = self.editor
        editor.height_changed.connect(self._fit_soon.start)
        editor.photo_asked.connect(lambda: self.photo_asked.emit(editor.code))
        editor.finding_asked.connect(lambda: self.finding_asked.emit(editor.code))
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - there is no widget without it
        app.focusChanged.connect(self._reveal)
        self.criteria.painted_anew.connect(self.viewport().update)
        self.criteria.modelAboutToBeReset.connect(self._remember_place)
        self.criteria.modelReset.connect(self._on_reset)
        for key, act in (
            (Key.NEXT_UNANSWERED, self.open_next_unanswered),
            (Key.COMMENT, editor.comment.setFocus),
            (Key.BASIS, editor.ask_for_basis),
            (Key.PHOTO, lambda: self.photo_asked.emit(editor.code)),
            (Key.FINDING, lambda: self.finding_asked.emit(editor.code)),
            (Key.SHARE_OUT, self._share_out),
        ):
            bind(self, key, act)

    def _share_out(self) -> None:
        if self.editor.code:
            corner = self.editor.mapToGlobal(self.editor.code_label.geometry().bottomLeft())
            show_work_menu(self.case, self.editor.code, self, corner)

    def _enter(self) -> None:
        """Go into the card; in it, press what has the keyboard, or go on from a field."""
        focused = QApplication.focusWidget()
        if focused is None or not self.editor.isAncestorOf(focused):
            if self.editor.input is not None and self.editor.code:
                self.editor.input.take_focus()
        elif isinstance(focused, QAbstractButton):
            focused.click()
        else:
            self.focusNextChild()

    def _offer_phrases(self) -> None:
        if self.editor.code:
            self.editor.comment.setFocus()
            self.editor.phrases.open()

    def _walk(self, step: int) -> None:
        row = self.currentIndex().row() + step
        while 0 <= row < self.criteria.rowCount():
            if not self.criteria.entries[row].is_group:
                self.setCurrentIndex(self.criteria.index(row))
                self.setFocus()
                return
            row += step

    def _choose(self, number: int) -> None:
        if not self.editor.code or self.editor.input is None:
            return
        if number == 0:
            self.editor.leave_out()
        else:
            self.editor.input.choose(number)

    def _remember_place(self) -> None:
        self._y_in_hand = self.y_of(max(self.currentIndex().row(), 0))

    def _on_reset(self) -> None:
        code = self.editor.code
        row = self.criteria.row_of(code) if code else -1
        if row < 0:
            self.editor.close_card()
            return
        # The card in hand stays as it is: what is being typed goes on.
        self.setCurrentIndex(self.criteria.index(row))
        self.scroll_to_y(row, self._y_in_hand)
        self.scrollTo(self.currentIndex())

    def _is_open(self, row: int) -> bool:
        return bool(self.editor.code) and row == self.criteria.row_of(self.editor.code)

    def _order_keys(self) -> None:
        keys = self.editor.keys()
        if keys != self._keys:
            self._keys = keys
            walk_by_tab([self, *keys])

    def _fit(self) -> None:
        """Give the open card the height its contents need at this width, and Tab its way."""
        self._order_keys()
        row = self.criteria.row_of(self.editor.code) if self.editor.code else -1
        if row >= 0:
            before = self.visualRect(self.criteria.index(row))
            self.measure_again(row)
            if self.visualRect(self.criteria.index(row)) != before:
                typing = QApplication.focusWidget()
                if typing is not None and self.editor.isAncestorOf(typing):
                    self._reveal(None, typing)
                else:
                    self.scrollTo(self.currentIndex())
        self.rows_moved()

    def _reveal(self, _before: QWidget | None, widget: QWidget | None) -> None:
        """Bring into sight what has the keyboard: a card may be taller than the list."""
        if widget is None or not self.editor.isAncestorOf(widget):
            return
        self.rows_moved()
        bar, room = self.verticalScrollBar(), self.viewport().height()
        margin = theme.scaled(theme.SMALL)
        top = widget.mapTo(self.viewport(), QPoint(0, 0)).y() - margin
        bottom = top + widget.height() + 2 * margin
        if bottom > room:
            bar.setValue(bar.value() + min(bottom - room, top))
        elif top < 0:
            bar.setValue(bar.value() + top)

    @override
    def rows_moved(self) -> None:
        row = self.criteria.row_of(self.editor.code) if self.editor.code else -1
        if row < 0:
            self.editor.hide()
            return
        rect = self.visualRect(self.criteria.index(row))
        self.editor.setGeometry(
            rect.left(), rect.top(), rect.width() - 1, rect.height() - theme.scaled(theme.SMALL)
        )
        self.editor.show()


_PLAIN = Qt.KeyboardModifier.KeypadModifier
