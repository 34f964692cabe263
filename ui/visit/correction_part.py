"""In the tab Bàn giao: what headquarters corrected, each a link, and the package that says so."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from app.domain.gap import Gap
from app.progress import Progress
from app.services.corrections import Correction
from app.services.handover import Handover
from app.services.sticks import Stick, stick_at
from app.words import translate
from ui import theme
from ui.exchange.removal_bar import RemovalBar
from ui.exchange.texts import recipients_text
from ui.texts import moment_text
from ui.visit.gap_places import tab_of
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, clear, column, label, link
from ui.widgets.flow import Flow
from ui.widgets.form import section
from ui.widgets.job_panel import JobPanel

if TYPE_CHECKING:
    # Brings cryptography, which nothing needs before the first package.
    from app.services.correction_package import Corrected

_MOST: Final = 30


class CorrectionPart(QWidget):
    """Stands there from the first correction on."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self._case = case
        frame, inner = section(translate("Corrected by headquarters"))
        self.lines = column(spacing=theme.SMALL)
        inner.addLayout(self.lines)
        self.send_button = button(translate("Correction package…"), self._on_send)
        # It writes a package; what the visit says stays.
        self.send_button.setProperty("reads", "yes")
        acts = Flow()
        acts.addWidget(self.send_button)
        inner.addLayout(acts)
        self.panel = JobPanel()
        self.removal = RemovalBar(case.desk.jobs)
        self.result = label("", wrap=True)
        for part in (self.panel, self.removal, self.result):
            inner.addWidget(part)
        column(self).addWidget(frame)
        self.result.hide()
        self.hide()

    def show_handover(self, found: Handover) -> None:
        """Show each fact as the team had it and as it is now, with the reason that was given."""
        clear(self.lines)
        reason = found.ruling.correction if found.ruling is not None else ""
        if reason:
            self.lines.addWidget(label(reason, "strong", wrap=True))
        for one in found.corrections[:_MOST]:
            self.lines.addWidget(self._line(one))
        hidden = len(found.corrections) - _MOST
        if hidden > 0:
            text = translate("{count} more are not shown.", count=hidden)
            self.lines.addWidget(label(text, "muted"))
        self.send_button.setVisible(self._case.desk.application.returns.are_decided_here)
        self.setVisible(bool(found.corrections))

    def _line(self, one: Correction) -> QWidget:
        part = QWidget()
        lines = column(part, spacing=theme.TINY)
        lines.addWidget(link(f"{one.name}: {one.label}", partial(self._lead, one)))
        lines.addWidget(
            label(
                translate(
                    "“{before}” → “{now}”  ·  {actor}, {moment}",
                    before=one.before,
                    now=one.now,
                    actor=one.actor,
                    moment=moment_text(one.written_at),
                ),
                "muted",
                wrap=True,
            )
        )
        return part

    def _lead(self, one: Correction) -> None:
        tab = tab_of(Gap(text="", place=one.place))
        self._case.desk.navigator.open_visit(self._case.inspection_id, tab, one.key)

    def _on_send(self) -> None:
        prompts = self._case.desk.prompts
        question = translate("Why was it corrected? The team reads this.")
        reason = prompts.ask_text(question) or ""
        if not reason.strip():
            return
        place = prompts.choose_folder(translate("Choose the stick or folder"))
        if place is None:
            return
        application, visit = self._case.desk.application, self._case.inspection_id

        def work(progress: Progress) -> object:
            done = application.corrections.send(visit, reason, place, progress)
            # Asked here: a drive that is about to fail may not answer for seconds.
            return done, stick_at(done.written.place)

        job = self._case.desk.jobs.start(work)
        self.panel.watch(job, translate("Writing the package"), self.send_button)
        job.succeeded.connect(self._on_sent)
        job.finished.connect(lambda: self.send_button.setEnabled(True))

    def _on_sent(self, found: tuple[Corrected, Stick | None]) -> None:
        done, stick = found
        text = translate(
            "{count} corrections for {laptops} were written.",
            count=len(done.corrections),
            laptops=recipients_text(", ".join(done.readers)),
        )
        self.result.setText(f"{text}\n{done.written.place}")
        written = done.written
        self.removal.show_written(stick, was_read=written.was_read_from_medium)
        self.result.show()
