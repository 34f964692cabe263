"""The criteria as cards to walk through with mouse or keys; the current one is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget
from typing_extensions import override

from app.words import translate
from ui import theme
from ui.shortcuts import Key, bind
from ui.visit.criterion_delegate import CriterionDelegate
from ui.visit.criterion_editor import CriterionEditor
from ui.visit.criterion_model import CriterionListModel, Entry, EntryRole, Index
from ui.visit.visit_case import VisitCase


class CriterionList(QListView):
    """A list whose current row holds the one editor there is."""

    code_chosen = Signal(str)
    photo_asked = Signal(str)
    finding_asked = Signal(str)

    def __init__(self, case: VisitCase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criteria = CriterionListModel(case, self)
        # First of all: Qt asks for heights and places while the rest is set up.
        self.editor = CriterionEditor(case, self.viewport())
        self.setModel(self.criteria)
        self.setProperty("role", "cards")
        self.setAccessibleName(translate("Criteria"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(theme.scaled(24))
        self.setItemDelegate(
            CriterionDelegate(self.criteria, self._card_width, self._height_of_open, self)
        )
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
            if not self.currentIndex().isValid():
                # Or a long list would be laid out twice: without the open card, then with it.
                self.editor.open(self.criteria.entries[row].criterion.code)
                self._fit()
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
    def currentChanged(self, current: Index, previous: Index) -> None:
        entry: Entry | None = current.data(EntryRole.ENTRY)
        if entry is None or entry.is_group:
            self.editor.close_card()
        else:
            # The editor must know its row before the list asks for heights.
            self.editor.open(entry.criterion.code)
            self._fit()
            self.code_chosen.emit(entry.criterion.code)
        super().currentChanged(current, previous)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if self.editor.input is not None and self.editor.code:
                self.editor.input.take_focus()
        elif event.text().isdecimal() and not event.modifiers() & ~_PLAIN:
            self._choose(int(event.text()))
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_soon.start()

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_editor()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_editor()

    def _connect(self) -> None:
        editor = self.editor
        editor.height_changed.connect(self._fit_soon.start)
        editor.photo_asked.connect(lambda: self.photo_asked.emit(editor.code))
        editor.finding_asked.connect(lambda: self.finding_asked.emit(editor.code))
        self.criteria.modelReset.connect(self._on_reset)
        for key, act in (
            (Key.NEXT_UNANSWERED, self.open_next_unanswered),
            (Key.COMMENT, editor.comment.setFocus),
            (Key.PHOTO, lambda: self.photo_asked.emit(editor.code)),
            (Key.FINDING, lambda: self.finding_asked.emit(editor.code)),
        ):
            bind(self, key, act)

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

    def _on_reset(self) -> None:
        code = self.editor.code
        self.editor.close_card()
        if code:
            self.open_code(code)

    def _card_width(self) -> int:
        return self.viewport().width() - 1

    def _height_of_open(self, row: int) -> int | None:
        is_open = bool(self.editor.code) and row == self.criteria.row_of(self.editor.code)
        return self.editor.height() if is_open else None

    def _fit(self) -> None:
        """Give the editor the height its contents need at this width."""
        if not self.editor.code:
            return
        width = self._card_width()
        wanted = self.editor.height_at(width)
        if wanted != self.editor.height() or width != self.editor.width():
            self.editor.resize(width, wanted)
            self.scheduleDelayedItemsLayout()
            self.executeDelayedItemsLayout()
            self.scrollTo(self.currentIndex())
        self._place_editor()

    def _place_editor(self) -> None:
        row = self.criteria.row_of(self.editor.code) if self.editor.code else -1
        if row < 0:
            self.editor.hide()
            return
        rect = self.visualRect(self.criteria.index(row))
        self.editor.move(rect.left(), rect.top())
        self.editor.show()


_PLAIN = Qt.KeyboardModifier.KeypadModifier
