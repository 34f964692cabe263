"""The panel of a running job: what it does, how far it is, and a way to stop it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar, QWidget

from app.words import translate
from ui import theme
from ui.jobs import Job, Report
from ui.widgets.basics import button, column, label, row

_PATIENCE_MS: Final = 400


class JobPanel(QFrame):
    """Shows itself when a job lasts, and hides when it ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._job: Job | None = None
        self._since = QElapsedTimer()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self.title = label("", "strong")
        self.detail = label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel_button = button(translate("Stop"), self._on_cancel)
        self._build()
        self.hide()

    def watch(self, job: Job, title: str, pressed: QWidget | None = None) -> None:
        """Follow a job until it ends.

        Args:
            job: what is followed.
            title: what it does.
            pressed: the button that began it: it rests meanwhile, and nothing else takes the
                focus that it had, for whatever has the focus is scrolled to.
        """
        self._job = job
        if pressed is not None:
            self._rest(pressed, job)
        self.title.setText(title)
        self.detail.setText(translate("Please wait…"))
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.cancel_button.setEnabled(True)
        self._since.start()
        self._patience.start()
        job.progressed.connect(self._on_progress)
        job.finished.connect(self._on_finished)

    def _rest(self, pressed: QWidget, job: Job) -> None:
        if pressed.hasFocus():
            pressed.clearFocus()
            job.finished.connect(lambda: QTimer.singleShot(0, pressed, lambda: _back_to(pressed)))
        pressed.setEnabled(False)

    def _build(self) -> None:
        layout = row(self, margins=theme.MEDIUM, spacing=theme.LARGE)
        words = column(spacing=theme.TINY)
        words.addWidget(self.title)
        words.addWidget(self.bar)
        words.addWidget(self.detail)
        layout.addLayout(words, 1)
        layout.addWidget(self.cancel_button)

    def _on_progress(self, report: Report) -> None:
        if report.total > 0:
            self.bar.setRange(0, report.total)
            self.bar.setValue(report.done)
        parts = [report.label] if report.label else []
        if report.total > 1:
            parts.append(translate("{done} of {total}", done=report.done, total=report.total))
        seconds = self._since.elapsed() / 1000
        if report.done and seconds > 1:
            rate = f"{report.done / seconds:.1f}"
            parts.append(translate("{rate} per second", rate=rate))
        self.detail.setText("  ·  ".join(parts))

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel_button.setEnabled(False)
            self.detail.setText(translate("Stopping…"))

    def _on_finished(self) -> None:
        self._patience.stop()
        self._job = None
        self.hide()


def _back_to(pressed: QWidget) -> None:
    """Give the focus back, unless somebody went on elsewhere."""
    if pressed.isEnabled() and QApplication.focusWidget() is None:
        pressed.setFocus()
