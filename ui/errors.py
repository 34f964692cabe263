"""The single gate of errors: what the user can act upon is told, the rest is a bug."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

from app.clock import Clock
from app.errors import AppError, Cancelled
from app.words import translate
from ui.prompts import Prompts

_LOG: Final = logging.getLogger(__name__)
_MOST_LINES: Final = 400
_MOST_HELD: Final = 5
"""As many different messages fit one dialog."""
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class ErrorGate(QObject):
    """Where every error ends that nobody expected on the way up.

    Slots of Qt, background threads and failed jobs all come here, from whatever
    thread. An `AppError` becomes a message; anything else a saved crash report.
    """

    _caught = Signal(object)

    def __init__(
        self, prompts: Prompts, clock: Clock, reports: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._prompts = prompts
        self._clock = clock
        self._reports = reports
        self._is_telling = False
        self._held: list[str] | None = None
        self._caught.connect(self._tell)

    def install(self) -> None:
        """Catch what reaches the top of the program, of its threads and of Qt."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_log_message)

    def uninstall(self) -> None:
        """Give the hooks back, at the end of the program or of a test."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def show(self, error: BaseException) -> None:
        """Tell the user about an error; may be called from any thread."""
        self._caught.emit(error)

    def hold(self) -> None:
        """Tell nothing until `release`: a locked screen shows no word of what is behind it."""
        if self._held is None:
            self._held = []

    def release(self) -> None:
        """Tell, in one message, what came up since `hold`."""
        held, self._held = self._held, None
        if held:
            self._say("\n\n".join(held))

    def _on_exception(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        self.show(error)

    def _on_thread_exception(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self.show(caught.exc_value)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, Cancelled) or self._is_telling:
            return
        words = self._words_for(error)
        if self._held is None:
            self._say(words)
        elif words not in self._held and len(self._held) < _MOST_HELD:
            self._held.append(words)

    def _say(self, words: str) -> None:
        # A dialog runs the event loop: an error in a repeated event would stack dialogs.
        self._is_telling = True
        try:
            self._prompts.tell(words)
        finally:
            self._is_telling = False

    def _words_for(self, error: BaseException) -> str:
        if isinstance(error, AppError):
            return error.text
        _LOG.error("bug: %s", type(error).__name__)
        saved = save_crash_report(error, self._clock, self._reports)
        if saved is None:
            return translate(
                "The program met a fault of its own. What was saved is safe. "
                "Close the program and start it again."
            )
        return translate(
            "The program met a fault of its own. What was saved is safe. Close the program and "
            "start it again; if the fault returns, send this report: {path}",
            path=saved,
        )


def save_crash_report(error: BaseException, clock: Clock, folder: Path) -> Path | None:
    """Write what a programmer needs and return its place, or None when nothing could be written.

    The report names files, lines and types, never a message or a value: those may
    hold what was typed about people.
    """
    moment = clock.now()
    pieces: tuple[Callable[[], str], ...] = (
        lambda: f"{type(error).__module__}.{type(error).__qualname__}",
        lambda: f"{moment.isoformat(timespec='seconds')}",
        lambda: f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        lambda: _places(error),
    )
    path = folder / f"crash-{moment:%Y%m%d-%H%M%S}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(_guarded(piece) for piece in pieces) + "\n", encoding="utf-8")
    except OSError:
        return None
    return path


def _guarded(piece: Callable[[], str]) -> str:
    try:
        return piece()
    except Exception as error:  # noqa: BLE001 - a report with one piece missing beats none
        return f"({type(error).__name__})"


def _places(error: BaseException) -> str:
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(lines) < _MOST_LINES:
        lines.append(f"--- {type(cause).__name__}")
        frames = traceback.extract_tb(cause.__traceback__)
        lines += [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def _log_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    _LOG.log(_LEVELS.get(kind, logging.INFO), "Qt: %s", text)
