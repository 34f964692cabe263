"""The grid of dossiers: one row a dossier, worked with the keyboard as a spreadsheet is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QMenu,
)
from typing_extensions import override

from app.domain.clipboard_table import write_table
from app.domain.dossier_cell import show_cell
from app.domain.dossier_column import ColumnGroup, ColumnKind, DossierColumn
from app.words import translate
from ui import theme
from ui.visit.dossier_columns import COLUMNS, FROZEN
from ui.visit.dossier_half import GridHalf
from ui.visit.dossier_model import DossierGridModel
from ui.widgets.fields import AutoLine
from ui.widgets.reading_order import go_on

Index = QModelIndex | QPersistentModelIndex
_KEYS: Final = Qt.Key
_STEPS: Final = {
    _KEYS.Key_Return: (1, 0),
    _KEYS.Key_Enter: (1, 0),
    _KEYS.Key_Down: (1, 0),
    _KEYS.Key_Up: (-1, 0),
    _KEYS.Key_Tab: (0, 1),
    _KEYS.Key_Backtab: (0, -1),
}
_ENTERS: Final = (_KEYS.Key_Return, _KEYS.Key_Enter)


class FrozenColumns(GridHalf):
    """The first columns, which stay in sight; the grid below keeps the keyboard."""

    def __init__(self, grid: DossierGrid, model: DossierGridModel) -> None:
        super().__init__(model, grid)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(grid)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        edge = theme.current().frame
        self.setStyleSheet(
            f"QTableView {{ border: none; border-right: 1px solid {edge}; border-radius: 0; }}"
        )
        self.setAccessibleName(translate("Dossier code"))
        for place in range(FROZEN, len(COLUMNS)):
            self.hideColumn(place)


class DossierGrid(GridHalf):
    """The sheet; what is to happen with more than one cell it asks for."""

    row_chosen = Signal(int)
    """The place of the row, or -1."""
    texts_entered = Signal(list)
    """Of (place of row, name of column, text)."""
    pasted = Signal(str)
    row_wanted = Signal()
    removal_wanted = Signal(list)

    def __init__(self, model: DossierGridModel, today: Callable[[], str]) -> None:
        super().__init__(model)
        self.rows = model
        self._today = today
        self._tab_began: int | None = None
        self.setAccessibleName(translate("Dossier sample"))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(True)
        self.frozen = FrozenColumns(self, model)
        self.frozen.setSelectionModel(self.selectionModel())
        self.frozen.setEditTriggers(self.editTriggers())
        self.verticalScrollBar().valueChanged.connect(self.frozen.verticalScrollBar().setValue)
        self.frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.frozen.pressed.connect(lambda _index: self.setFocus())
        self.cells.left.connect(self._on_left)
        self.frozen.cells.left.connect(self._on_left)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        model.modelReset.connect(self._on_reset)

    @property
    def place(self) -> int:
        """The place of the current row, or -1."""
        return self.currentIndex().row()

    def show_groups(self, groups: Sequence[ColumnGroup]) -> None:
        """Show the columns of these groups, and those that are always there."""
        for place, column in enumerate(COLUMNS):
            self.setColumnHidden(place, column.group is not None and column.group not in groups)
        current = self.currentIndex()
        if current.isValid() and self.isColumnHidden(current.column()):
            self.choose(current.row(), 1)
        self._fit_frozen()

    def choose(self, place: int, column: int = 1) -> None:
        """Go to a cell."""
        # Whatever key is held down meanwhile.
        self.selectionModel().setCurrentIndex(
            self.rows.index(place, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    # What Qt asks.

    @override
    def edit(  # type: ignore[override] # Qt's two functions of this name are one here
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        if self.rows.is_sealed:
            return False
        if index.isValid() and index.column() < FROZEN:
            return bool(self.frozen.edit(index, trigger, event))  # type: ignore[arg-type] # None is taken
        return bool(super().edit(index, trigger, event))  # type: ignore[arg-type] # None is taken

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._take_command(event) or self._take_key(event)):
            super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin a cell with what an input method brings.

        Qt's own way loses a word that comes finished at once, and knows one view only.
        """
        editor = self._editor()
        in_frozen = self.currentIndex().column() < FROZEN
        if editor is None and (in_frozen or event.commitString()):
            self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.EditKeyPressed)
            editor = self._editor()
        elif not in_frozen:
            super().inputMethodEvent(event)
            return
        if editor is not None:
            editor.setFocus()
            QApplication.sendEvent(editor, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_frozen()

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if index.isValid() and index.column() < FROZEN:
            # It is in sight wherever the rest has been scrolled to.
            self.frozen.scrollTo(index, hint)
            return
        super().scrollTo(index, hint)
        if not index.isValid():
            return
        hidden = self.frozen.width() - self.visualRect(index).left()
        if hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def open_editor(self, place: int, column: int) -> AutoLine | None:
        """Edit a cell; return its editor, or None where a cell is computed or only to be read."""
        self.choose(place, column)
        self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.EditKeyPressed)
        return self._editor()

    def _editor(self) -> AutoLine | None:
        """Return the editor that is open, or None."""
        view = self.frozen if self.currentIndex().column() < FROZEN else self
        found = view.viewport().findChildren(AutoLine)
        return found[-1] if found else None

    def _fit_frozen(self) -> None:
        width = sum(self.columnWidth(place) for place in range(FROZEN))
        frame = self.frameWidth()
        height = self.viewport().height() + self.horizontalHeader().height()
        self.frozen.setGeometry(frame, frame, width + 1, height)

    def _take_command(self, event: QKeyEvent) -> bool:
        """Do what a key with Ctrl asks for; tell whether it was one."""
        standard = QKeySequence.StandardKey
        for keys, act in (
            (standard.Copy, self.copy),
            (standard.Paste, self.paste),
        ):
            if event.matches(keys):
                act()
                return True
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        commands: dict[int, Callable[[], object]] = {
            _KEYS.Key_D: self.fill_down,
            _KEYS.Key_Semicolon: self._enter_today,
            # Tab alone goes from cell to cell.
            _KEYS.Key_Tab: lambda: go_on(self.window(), forward=True),
            _KEYS.Key_Delete: lambda: self.removal_wanted.emit(list(self.selected_places()[0])),
        }
        act_on = commands.get(event.key())
        if act_on is not None:
            act_on()
        return act_on is not None

    def _take_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; tell whether the grid knows it."""
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        match event.key():
            case _KEYS.Key_Return | _KEYS.Key_Enter | _KEYS.Key_Tab | _KEYS.Key_Backtab:
                self._on_left(event)
            case _KEYS.Key_Delete if plain:
                self._empty()
            case _KEYS.Key_Insert if plain:
                self.row_wanted.emit()
            case _KEYS.Key_Space if plain and self._column_kind() in _CYCLED:
                self._cycle()
            case _KEYS.Key_Down if event.modifiers() == Qt.KeyboardModifier.AltModifier:
                self.offer_choices()
            case _:
                return False
        return True

    # What the keys do.

    def copy(self) -> None:
        """Put the selected block on the clipboard, for a spreadsheet."""
        rows, columns = self.selected_places()
        texts = [
            [str(self.rows.index(row, at).data() or "") if at else str(row + 1) for at in columns]
            for row in rows
        ]
        QGuiApplication.clipboard().setText(write_table(texts))

    def paste(self) -> None:
        """Ask for what is on the clipboard to be pasted."""
        self.pasted.emit(QGuiApplication.clipboard().text())

    def fill_down(self) -> None:
        """Give every selected row what the first one holds; a single row takes the one above."""
        rows, columns = self.selected_places()
        if len(rows) == 1:
            rows = range(rows[0] - 1, rows[0] + 1)
        if rows[0] < 0:
            return
        source = self.rows.row_at(rows[0])
        self.texts_entered.emit(
            [
                (place, column.name, source.shown(column.filled))
                for place in rows[1:]
                for column in (COLUMNS[at] for at in columns)
                if column.filled is not None
            ]
        )

    def offer_choices(self) -> None:
        """Show what the cell may hold, to pick from."""
        column = self._filled()
        if column is None or not (offered := choices_of(column)):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text in offered:
            menu.addAction(text).triggered.connect(
                lambda _checked, text=text: self._enter_everywhere(text)
            )
        view = self.frozen if self.currentIndex().column() < FROZEN else self
        menu.popup(view.viewport().mapToGlobal(view.visualRect(self.currentIndex()).bottomLeft()))

    def _empty(self) -> None:
        self._enter_everywhere("")

    def _enter_today(self) -> None:
        column = self._filled()
        if column is not None and column.kind in {ColumnKind.DAY, ColumnKind.MOMENT}:
            self._enter_everywhere(self._today())

    def _cycle(self) -> None:
        column = self._filled()
        if column is None:
            return
        offered = choices_of(column)
        shown = self.rows.row_at(self.place).shown(column)
        at = offered.index(shown) if shown in offered else -1
        self._enter_everywhere(offered[(at + 1) % len(offered)])

    def _enter_everywhere(self, text: str) -> None:
        rows, columns = self.selected_places()
        self.texts_entered.emit(
            [
                (place, COLUMNS[at].name, text)
                for place in rows
                for at in columns
                if COLUMNS[at].filled is not None
            ]
        )

    def _filled(self) -> DossierColumn | None:
        current = self.currentIndex()
        return COLUMNS[current.column()].filled if current.isValid() else None

    def _column_kind(self) -> ColumnKind | None:
        column = self._filled()
        return column.kind if column else None

    def _on_left(self, event: QKeyEvent) -> None:
        """Move on from a cell as a spreadsheet does."""
        current = self.currentIndex()
        if not current.isValid():
            return
        down, right = _STEPS[Qt.Key(event.key())]
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and right >= 0:
            down, right = -down, -right
        column = current.column()
        if right:
            began = self._tab_began if self._tab_began is not None else column
            ways = [at for at in self.visible_columns(1) if (at > column) == (right > 0)]
            ways = [at for at in ways if at != column]
            column = (ways[0] if right > 0 else ways[-1]) if ways else column
        else:
            began = None
            # Enter after Tab goes back below the cell where the line was begun.
            if event.key() in _ENTERS and self._tab_began is not None:
                column = self._tab_began
        row = min(max(current.row() + down, 0), self.rows.rowCount() - 1)
        self.choose(row, column)
        self._tab_began = began

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._tab_began = None
        self.frozen.viewport().update()
        self.row_chosen.emit(current.row())

    def _on_reset(self) -> None:
        if self.rows.rowCount():
            self.choose(0)
        else:
            self.row_chosen.emit(-1)


_CYCLED: Final = {ColumnKind.YES_NO, ColumnKind.CHOICE}


def choices_of(column: DossierColumn) -> list[str]:
    """Return what a cell of this column may hold, where that is a short list."""
    if column.kind is ColumnKind.YES_NO:
        values = (True, False, None) if column.when_empty is None else (True, False)
        return [show_cell(column, value) for value in values]
    if column.kind is ColumnKind.CHOICE:
        return [show_cell(column, value) for value in column.words]
    return list(column.suggestions)
