"""A small button in the corner of a field that opens a list beside it, as a key does."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QToolButton
from typing_extensions import override

from ui import theme
from ui.icons import Icon, icon
from ui.shortcuts import Key, bind
from ui.widgets.fields import AutoLine, AutoText

_SIZE: Final = 24


class FieldOffer(QObject):
    """Offers something to put into a field, unless that is only to be read."""

    def __init__(self, field: AutoLine | AutoText, name: str, drawing: Icon, key: Key) -> None:
        """Watch a field.

        Args:
            field: where what is chosen goes.
            name: what is offered, and the key in words.
            drawing: what stands on the button.
            key: opens the list from the keyboard.
        """
        super().__init__(field)
        self._field = field
        self.button = QToolButton(field)
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.setIcon(icon(drawing, theme.current().muted))
        self.button.setIconSize(QSize(theme.scaled(_SIZE - 8), theme.scaled(_SIZE - 8)))
        self.button.setAccessibleName(name)
        self.button.setToolTip(name)
        self.button.clicked.connect(self.open)
        bind(field, key, self.open, context=Qt.ShortcutContext.WidgetShortcut)
        field.installEventFilter(self)
        # The text must not run under the button.
        if isinstance(field, AutoText):
            field.setViewportMargins(0, 0, theme.scaled(_SIZE), 0)
        else:
            field.setTextMargins(0, 0, theme.scaled(_SIZE), 0)
        self._place()

    def open(self) -> None:
        """Open the list at the field."""
        if not self._field.isReadOnly():
            self.open_list()

    def open_list(self) -> None:
        """Open the list; the field may be written in."""
        raise NotImplementedError

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        elif event.type() is QEvent.Type.ReadOnlyChange:
            self.button.setHidden(self._field.isReadOnly())
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        size = theme.scaled(_SIZE)
        top = 4 if isinstance(self._field, AutoText) else (self._field.height() - size) // 2
        self.button.setGeometry(self._field.width() - size - 4, top, size, size)
