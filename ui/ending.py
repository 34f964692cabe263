"""The end that the system asks for: the session is over, the computer shuts down, SIGTERM."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Qt
from PySide6.QtGui import QGuiApplication, QSessionManager

_SIGNALS: Final = ("SIGTERM", "SIGHUP", "SIGINT")


class EndingWatch(QObject):
    """Has what is typed brought to the store before the system ends the program.

    A handler of Python runs only when Python runs, which a waiting loop of Qt does
    not do: the signal wakes it through a socket (`signal.set_wakeup_fd`).
    """

    def __init__(self, save: Callable[[], None], close: Callable[[], object]) -> None:
        """Watch for the end.

        Args:
            save: brings everything to the store before it returns.
            close: closes the window, after a signal.
        """
        super().__init__()
        self._save = save
        self._close = close
        self._before: dict[int, object] = {}
        self._woken, self._waking = socket.socketpair()
        for end in (self._woken, self._waking):
            end.settimeout(0)
        self._notifier = QSocketNotifier(self._woken.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)  # noqa: S101 - there is no window without one
        # At once: when the slot returns, the session may be gone.
        app.commitDataRequest.connect(self._on_session_end, Qt.ConnectionType.DirectConnection)
        self._fd = signal.set_wakeup_fd(self._waking.fileno(), warn_on_full_buffer=False)
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, _wake_only)

    def stop(self) -> None:
        """Give the signals back."""
        signal.set_wakeup_fd(self._fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type] # as it was given
        self._before.clear()
        self._notifier.setEnabled(False)
        self._woken.close()
        self._waking.close()

    def _on_session_end(self, _session: QSessionManager) -> None:
        self._save()

    def _on_signal(self) -> None:
        self._woken.recv(64)
        self._save()
        self._close()


def _wake_only(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: the byte in the socket is what matters."""
