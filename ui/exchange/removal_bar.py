"""After writing: what was proved, and when the stick may be pulled out."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from app.services.sticks import Stick, eject
from app.words import translate
from ui import theme
from ui.jobs import JobRunner
from ui.widgets.basics import button, chip, column, label, row


class RemovalBar(QFrame):
    """Green only when the stick may be pulled out, or a folder of the disk holds the package."""

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self._jobs = jobs
        self._stick: Stick | None = None
        self.state = chip()
        self.advice = label("", wrap=True)
        self.eject_button = button(translate("Take the stick out safely"), self.eject)
        head = row(spacing=theme.SMALL)
        head.addWidget(self.state)
        head.addWidget(self.eject_button)
        head.addStretch(1)
        layout = column(self, spacing=theme.TINY)
        layout.addLayout(head)
        layout.addWidget(self.advice)
        self.hide()

    def show_written(self, stick: Stick | None, *, was_read: bool) -> None:
        """Say what was proved of a package that was just written.

        Args:
            stick: the stick it lies on, or None for a folder of the computer.
            was_read: whether it was read back from the stick itself.
        """
        self._stick = stick
        self.eject_button.setVisible(stick is not None)
        if was_read:
            self._say(translate("Read back and compared"), "good" if stick is None else "neutral")
        else:
            self._say(translate("Compared through the memory of the computer"), "partial")
        self.advice.setText(
            ""
            if stick is None
            else translate("Do not pull it out yet: have the system let go of it first.")
        )
        self.advice.setVisible(stick is not None)
        self.show()

    def eject(self) -> None:
        """Ask the system to let go of the stick."""
        stick = self._stick
        if stick is None:
            return
        self.eject_button.setEnabled(False)
        job = self._jobs.read_aside(lambda: eject(stick))
        job.succeeded.connect(self._on_ejected)
        job.finished.connect(lambda: self.eject_button.setEnabled(True))

    def _on_ejected(self, is_out: bool) -> None:  # noqa: FBT001 - a slot of Qt
        if is_out:
            self._say(translate("Safe: the stick may be removed"), "good")
            self.eject_button.hide()
            self.advice.hide()
            return
        self.advice.setText(
            translate(
                "The system did not let go of it. Close what has it open and try again, or use "
                "“Safely remove hardware” of the system; then pull it out."
            )
        )
        self.advice.show()

    def _say(self, text: str, tone: str) -> None:
        theme.mark_as(self.state, chip=tone)
        self.state.setText(text)
