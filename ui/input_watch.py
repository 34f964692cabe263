"""Hears keys, clicks and wheels before any widget does: for the zoom and for the screen lock.

It listens at the windows of the system, which get only what a person does; a filter
on the application would be called for every event there is.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QWheelEvent, QWindow
from typing_extensions import override

_KINDS: Final = QEvent.Type
_BY_HAND: Final = frozenset(
    {
        _KINDS.KeyPress,
        _KINDS.InputMethod,
        _KINDS.MouseButtonPress,
        _KINDS.MouseMove,
        _KINDS.Wheel,
        _KINDS.TouchBegin,
        _KINDS.TouchUpdate,
        _KINDS.TabletPress,
    }
)


class InputWatch(QObject):
    """Listens at each window of the program from the moment it gets the keyboard.

    `used` tells that somebody is there; `wheel_turned` of notches of the wheel with
    Ctrl held, up or down, over the window it was asked to take them from.
    """

    used = Signal()
    wheel_turned = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._zoomed: QWindow | None = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)  # noqa: S101 - made for a program with windows
        app.focusWindowChanged.connect(self.listen)
        self.listen(QGuiApplication.focusWindow())

    def take_wheel_of(self, window: QWindow | None) -> None:
        """Take the wheel with Ctrl held from this window; others keep theirs."""
        self._zoomed = window
        self.listen(window)

    def listen(self, window: QWindow | None) -> None:
        """Listen at a window."""
        if window is not None:
            # Once more at the same window changes nothing.
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _BY_HAND:
            return False
        self.used.emit()
        if (
            isinstance(event, QWheelEvent)
            and watched is self._zoomed
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            turned = event.angleDelta().y()
            if turned:
                self.wheel_turned.emit(1 if turned > 0 else -1)
            return True
        return False
