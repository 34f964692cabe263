"""The screen lock at the window: everything covered, the PIN asked for, nothing readable.

It covers and does not encrypt; see `app.services.screen_lock`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QLabel, QLineEdit, QToolTip, QWidget
from shiboken6 import isValid
from typing_extensions import override

from app.errors import AppError
from app.services.screen_lock import WAY_OUT, ScreenLockService
from app.words import translate
from ui import theme
from ui.icons import Icon, pixmap
from ui.jobs import JobRunner
from ui.widgets.basics import button, centred, column, label, row

_MINUTE_MS: Final = 60_000
_SECOND_MS: Final = 1_000


class PinDialog(QDialog):
    """Asks for the PIN until it is right; there is no way past it."""

    entered = Signal(str)

    def __init__(self, folder: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Sổ Kiểm Tra"))
        self.may_close = False
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName(translate("PIN"))
        self.pin.setPlaceholderText(translate("PIN"))
        self.problem = label("", wrap=True)
        self.problem.setProperty("tone", "bad")
        self.unlock_button = button(translate("Unlock"), self._on_entered, variant="primary")
        self.unlock_button.setDefault(True)
        self.forgotten = button(translate("The PIN is forgotten"), variant="quiet")
        self.forgotten.setCheckable(True)
        self.way_out = label(
            translate(
                "Close the program. Whoever may open the folder of the store makes an empty "
                "file named “{name}.txt” in it:\n{folder}\nThe next start takes the lock off. "
                "Nothing entered is lost. The lock keeps off a passer-by; it encrypts nothing.",
                name=WAY_OUT,
                folder=folder,
            ),
            "muted",
            wrap=True,
        )
        self.close_button = button(translate("Close the program"), variant="quiet")
        self._build()
        self.pin.setFocus()

    def refuse(self, why: str) -> None:
        """Say why the PIN was not taken."""
        self.problem.setText(why)
        self.problem.setVisible(bool(why))
        self.pin.clear()
        self.pin.setFocus()

    def wait(self, seconds: int) -> None:
        """Take no PIN for so long."""
        self.pin.setEnabled(seconds <= 0)
        self.unlock_button.setEnabled(seconds <= 0)
        self.unlock_button.setText(
            translate("Unlock in {seconds} s", seconds=seconds)
            if seconds > 0
            else translate("Unlock")
        )
        if seconds <= 0:
            self.pin.setFocus()

    @override
    def reject(self) -> None:
        """Stay: Escape is no key to this lock."""

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close:
            event.ignore()
            return
        super().closeEvent(event)

    def _on_entered(self) -> None:
        if self.pin.text():
            self.entered.emit(self.pin.text())

    def _build(self) -> None:
        self.setFixedWidth(theme.scaled(420))
        self._lines = layout = column(self, margins=theme.HUGE, spacing=theme.MEDIUM)
        layout.addWidget(label(translate("The screen is locked"), "heading"))
        layout.addWidget(
            label(translate("What was being typed is in the store."), "muted", wrap=True)
        )
        layout.addWidget(self.pin)
        layout.addWidget(self.problem)
        self.problem.hide()
        layout.addWidget(self.unlock_button)
        layout.addWidget(self.way_out)
        self.way_out.hide()
        self.forgotten.toggled.connect(self._show_way_out)
        foot = row()
        foot.addWidget(self.forgotten)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout.addLayout(foot)

    def _show_way_out(self, shown: bool) -> None:  # noqa: FBT001 - a slot of Qt
        self.way_out.setVisible(shown)
        # Wrapped lines know their height only at a width.
        self._lines.activate()
        self.resize(self.width(), self._lines.totalHeightForWidth(self.width()))


class _Cover(QFrame):
    """Lies over a window whose contents are hidden, and says why."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "page")
        self.setAutoFillBackground(True)
        self._title = window.windowTitle()
        self._hidden = [
            child
            for child in window.children()
            if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
        ]
        self._focus: QWidget | None = window.focusWidget()
        picture = QLabel()
        picture.setPixmap(pixmap(Icon.LOCK, theme.current().frame, 44))
        layout = column(self)
        layout.addStretch(1)
        layout.addLayout(centred(picture))
        layout.addLayout(centred(label(translate("The screen is locked"), "muted")))
        layout.addStretch(1)
        # Hidden, not only covered: neither a tooltip nor a screen reader finds it then.
        for child in self._hidden:
            child.hide()
        window.setWindowTitle(translate("Sổ Kiểm Tra"))
        window.installEventFilter(self)
        self.resize(window.size())
        self.show()
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.resize(watched.size())
        return False

    def lift(self) -> None:
        """Show the window as it was."""
        window = self.window()
        self.hide()
        window.setWindowTitle(self._title)
        for child in self._hidden:
            if isValid(child):
                child.show()
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus()
        self.deleteLater()


class ScreenLock(QObject):
    """Locks after idle time, or when asked; saves what is being typed first."""

    locked = Signal()
    unlocked = Signal()

    def __init__(
        self,
        window: QWidget,
        service: ScreenLockService,
        jobs: JobRunner,
        *,
        folder: str,
        settle: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._service = service
        self._jobs = jobs
        self._folder = folder
        self._settle = settle
        self._covers: list[_Cover] = []
        self.dialog: PinDialog | None = None
        self.idle = QTimer(self)
        self.idle.setSingleShot(True)
        self.idle.timeout.connect(self.lock)
        self._countdown = QTimer(self)
        self._countdown.setInterval(_SECOND_MS)
        self._countdown.timeout.connect(self._show_wait)
        self.follow_settings()

    @property
    def is_locked(self) -> bool:
        """Whether the PIN is asked for."""
        return self.dialog is not None

    def follow_settings(self) -> None:
        """Count the idle time that is set, or none."""
        if self._service.is_on:
            self.idle.start(self._service.minutes * _MINUTE_MS)
        else:
            self.idle.stop()

    def note_use(self) -> None:
        """Count the idle time anew: somebody is there."""
        if self.idle.isActive():
            self.idle.start()

    def lock(self) -> None:
        """Save what is being typed and cover everything, if a PIN is set."""
        if self.is_locked or not self._service.is_on:
            return
        self.idle.stop()
        self._settle()
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        windows = [
            one
            for one in QApplication.topLevelWidgets()
            if one.isVisible() and (one is self._window or isinstance(one, QDialog))
        ]
        self._covers = [_Cover(one) for one in windows]
        self._ask()
        self.locked.emit()

    def leave(self) -> None:
        """Ask no more: the window has closed."""
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.may_close = True
            self.dialog.hide()

    def _ask(self) -> None:
        above = QApplication.activeModalWidget() or self._window
        self.dialog = dialog = PinDialog(self._folder, above)
        dialog.entered.connect(self._on_entered)
        dialog.close_button.clicked.connect(self._on_close_asked)
        dialog.destroyed.connect(self._on_taken_along)
        # Above whatever asks something: it, and nothing else, gets the keys.
        dialog.setModal(True)
        dialog.show()
        self._show_wait()

    def _on_taken_along(self) -> None:
        """Ask again where what stood below ended, and took with it what asked above it."""
        if self.dialog is not None and not isValid(self.dialog) and self._window.isVisible():
            self._ask()

    def _on_entered(self, pin: str) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        dialog.unlock_button.setEnabled(False)
        dialog.pin.setEnabled(False)
        # The hash is slow on purpose, and wrong ones are counted in the store. Not in the lane
        # of the saves: behind what a full disk refuses, nobody would get in to make room.
        job = self._jobs.read_aside(lambda: self._judged(pin))
        job.succeeded.connect(self._on_judged)

    def _judged(self, pin: str) -> str:
        try:
            self._service.check(pin)
        except AppError as error:
            return error.text
        return ""

    def _on_judged(self, why: str) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        self._show_wait()
        if why:
            dialog.refuse(why)
            return
        self._open()

    def _open(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        self.dialog = None
        self._countdown.stop()
        dialog.may_close = True
        dialog.hide()
        dialog.deleteLater()
        for cover in self._covers:
            if isValid(cover):
                cover.lift()
        self._covers.clear()
        (QApplication.activeModalWidget() or self._window).activateWindow()
        self.follow_settings()
        self.unlocked.emit()

    def _show_wait(self) -> None:
        if self.dialog is None:
            return
        seconds = self._service.seconds_to_wait
        self.dialog.wait(seconds)
        if seconds > 0:
            self._countdown.start()
        else:
            self._countdown.stop()

    def _on_close_asked(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        dialog.may_close = True
        dialog.hide()
        QApplication.closeAllWindows()
        if not self._window.isVisible():
            return
        # Something is still being saved, or somebody thought better of it: locked it stays.
        if isValid(dialog):
            dialog.may_close = False
            dialog.show()
        else:
            self._on_taken_along()
