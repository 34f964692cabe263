"""The screen lock as it is set: after how many minutes, and the PIN."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from typing_extensions import override

from app.errors import AppError
from app.services.screen_lock import (
    LEAST_PIN,
    MOST_MINUTES,
    MOST_PIN,
    WAY_OUT,
    ScreenLockService,
)
from app.words import translate
from ui import theme
from ui.jobs import JobRunner
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import CountField
from ui.widgets.form import Form
from ui.widgets.wrapped_radio import WrappedCheck


class LockSettings(QDialog):
    """Turns the screen lock on and off; `changed` tells that it was."""

    changed = Signal()

    def __init__(
        self, service: ScreenLockService, jobs: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Screen lock"))
        self._service = service
        self._jobs = jobs
        self.wanted = WrappedCheck(translate("Lock the screen when nobody is at the computer"))
        self.wanted.setChecked(service.is_on)
        self.minutes = CountField(translate("After how many minutes"))
        self.minutes.show_count(service.minutes)
        self.pin = self._pin_field(translate("New PIN"))
        self.again = self._pin_field(translate("The same PIN again"))
        self.problem = label("", wrap=True)
        self.problem.setProperty("tone", "bad")
        self.set_button = button(translate("Set"), self.set, variant="primary")
        self.set_button.setDefault(True)
        self._build()
        self.wanted.toggled.connect(self._show_fields)
        self._show_fields()

    def set(self) -> None:
        """Take what stands there; say what is wrong with it and stay otherwise."""
        problem = self._wrong()
        if problem:
            self._tell(problem)
            return
        self.set_button.setEnabled(False)
        pin, minutes, wanted = self.pin.text(), int(self.minutes.text()), self.wanted.isChecked()
        self._jobs.save(lambda: self._change(pin, minutes, wanted=wanted)).succeeded.connect(
            self._on_set
        )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Wrapped lines know their height only at a width.
        self.resize(self.width(), self._lines.totalHeightForWidth(self.width()))

    def _wrong(self) -> str:
        if not self.wanted.isChecked():
            return ""
        minutes = self.minutes.text().strip()
        if not (minutes.isascii() and minutes.isdecimal() and 1 <= int(minutes) <= MOST_MINUTES):
            return translate("The idle time is 1 to {most} minutes.", most=MOST_MINUTES)
        if self.pin.text() != self.again.text():
            return translate("The two PINs are not the same.")
        if not self.pin.text() and not self._service.is_on:
            return translate(
                "Type a PIN of {least} to {most} characters.", least=LEAST_PIN, most=MOST_PIN
            )
        return ""

    def _change(self, pin: str, minutes: int, *, wanted: bool) -> str:
        try:
            if not wanted:
                self._service.turn_off()
            elif pin:
                self._service.turn_on(pin, minutes)
            else:
                self._service.change_minutes(minutes)
        except AppError as error:
            return error.text
        return ""

    def _on_set(self, problem: str) -> None:
        self.set_button.setEnabled(True)
        if problem:
            self._tell(problem)
            return
        self.changed.emit()
        self.accept()

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.show()

    def _show_fields(self) -> None:
        self.fields.setEnabled(self.wanted.isChecked())

    def _pin_field(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setAccessibleName(name)
        made.setMaxLength(MOST_PIN)
        return made

    def _build(self) -> None:
        self.setFixedWidth(theme.scaled(500))
        self._lines = layout = column(self, margins=theme.LARGE, spacing=theme.MEDIUM)
        layout.addWidget(label(translate("Screen lock"), "heading"))
        layout.addWidget(
            label(
                translate(
                    "It keeps a passer-by from reading and writing. It encrypts nothing: whoever "
                    "may open the folder of the store reads it without the PIN. A forgotten PIN "
                    "is taken off by a file “{name}.txt” in that folder.",
                    name=WAY_OUT,
                ),
                "muted",
                wrap=True,
            )
        )
        layout.addWidget(self.wanted)
        self.fields = Form(2)
        self.fields.add(translate("After how many minutes"), self.minutes, span=2)
        self.fields.add(translate("New PIN"), self.pin)
        self.fields.add(translate("The same PIN again"), self.again)
        layout.addWidget(self.fields)
        if self._service.is_on:
            self.pin.setPlaceholderText(translate("as before"))
            self.again.setPlaceholderText(translate("as before"))
        layout.addWidget(self.problem)
        self.problem.hide()
        foot = row()
        foot.addStretch(1)
        foot.addWidget(button(translate("Cancel"), self.reject))
        foot.addWidget(self.set_button)
        layout.addLayout(foot)
