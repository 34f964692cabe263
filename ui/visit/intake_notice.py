"""The notice of photos coming in: how far they are, a way to stop, and what became of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame

from app.services.photo_intake import PhotoIntake
from app.words import translate
from ui import theme
from ui.jobs import Job
from ui.visit.intake_texts import intake_lines, needs_a_look
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, label, row
from ui.widgets.job_panel import JobPanel


class IntakeNotice(QObject):
    """Two lines above the tabs, because photos come in while another one is filled.

    The page puts `panel` and `result` where they belong; each takes room only while it has
    something to say.
    """

    photos_asked = Signal()

    def __init__(self, case: VisitCase, parent: QObject) -> None:
        super().__init__(parent)
        self.case = case
        self.panel = JobPanel()
        self.result = QFrame()
        self.text = label("", wrap=True)
        self.show_button = button(translate("Show the photos"), self._on_show)
        self.close_button = button(translate("Close"), self.dismiss)
        for one in (self.show_button, self.close_button):
            one.setProperty("reads", True)  # noqa: FBT003 - Qt takes it so
        inner = row(self.result, margins=theme.SMALL, spacing=theme.MEDIUM)
        inner.addWidget(self.text, 1)
        for one in (self.show_button, self.close_button):
            inner.addWidget(one, alignment=Qt.AlignmentFlag.AlignTop)
        self.result.hide()
        case.intake.began.connect(self._on_began)
        case.intake.ended.connect(self._on_ended)
        case.intake.stopped.connect(self._on_stopped)

    def dismiss(self) -> None:
        """Say no more of what was done."""
        self.result.hide()

    def _on_began(self, job: Job) -> None:
        self.dismiss()
        self.panel.watch(job, translate("Taking in photos"))

    def _on_ended(self, intake: PhotoIntake, visit: str) -> None:
        if visit != self.case.inspection_id:
            return  # its own page tells by its photos
        self._tell(intake_lines(intake), "warning" if needs_a_look(intake) else "notice")
        self.show_button.setVisible(bool(intake.photos))

    def _on_stopped(self) -> None:
        self._tell([translate("Stopped as asked. Nothing was changed.")], "notice")
        self.show_button.hide()

    def _on_show(self) -> None:
        self.dismiss()
        self.photos_asked.emit()

    def _tell(self, lines: list[str], role: str) -> None:
        self.text.setText("\n".join(lines))
        theme.mark_as(self.result, role=role)
        self.result.show()
