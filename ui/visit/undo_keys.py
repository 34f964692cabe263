"""Ctrl+Z in a text takes back the typing first, and then the step of the visit before it.

Qt's editors claim these keys even where they have nothing to take back, so that a shortcut
would never hear them. The field in focus is watched, and only that one: a filter on the
whole program would cost every paint and every move of the mouse.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from typing_extensions import override

from ui.shortcuts import Key, bind

Editor = QLineEdit | QPlainTextEdit | QTextEdit

_UNDO = Key.UNDO.value.keys
_REDO = Key.REDO.value.keys


class UndoKeys(QObject):
    """The two shortcuts of a page, and the watch over the text field in focus there."""

    def __init__(
        self, page: QWidget, undo: Callable[[], object], redo: Callable[[], object]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._watched: QWidget | None = None
        bind(page, Key.UNDO, undo)
        bind(page, Key.REDO, redo)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - a widget cannot be without one
        app.focusChanged.connect(self._on_focus_changed)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        editor = _editor_of(watched)
        is_redo = _asks(event, _REDO)
        if editor is None or not (is_redo or _asks(event, _UNDO)):
            return False
        if not _can_turn(editor, is_redo=is_redo):
            event.ignore()
            return True  # the shortcut of the page hears it
        if is_redo:
            # Ctrl+Y is no key of Qt's editors on every system.
            editor.redo()
            event.accept()
            return True
        return False

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None:
            with suppress(RuntimeError):  # it may have gone with the window it stood in
                self._watched.removeEventFilter(self)
            self._watched = None
        if new is not None and self._page.isAncestorOf(new) and _editor_of(new) is not None:
            new.installEventFilter(self)
            self._watched = new


def _asks(event: QKeyEvent, keys: tuple[str, ...]) -> bool:
    return QKeySequence(event.keyCombination()).toString() in keys


def _editor_of(widget: QObject) -> Editor | None:
    """Return the text a widget types into; the cells of a table look after themselves."""
    if isinstance(widget, QAbstractSpinBox):
        return widget.lineEdit()
    if not isinstance(widget, Editor):
        return None
    above = widget.parentWidget()
    in_cell = above is not None and isinstance(above.parentWidget(), QAbstractItemView)
    return None if in_cell else widget


def _can_turn(editor: Editor, *, is_redo: bool) -> bool:
    if editor.isReadOnly():
        return False
    if isinstance(editor, QLineEdit):
        return editor.isRedoAvailable() if is_redo else editor.isUndoAvailable()
    document = editor.document()
    return document.isRedoAvailable() if is_redo else document.isUndoAvailable()
