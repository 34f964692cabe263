"""The offer to write receipts onto the stick that brought the packages, at headquarters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.progress import Progress
from app.services.sticks import Stick, stick_at
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.exchange.removal_bar import RemovalBar
from ui.exchange.texts import recipients_text
from ui.icons import Icon
from ui.jobs import Job
from ui.widgets.basics import button, column, label
from ui.widgets.flow import Flow
from ui.widgets.job_panel import JobPanel

if TYPE_CHECKING:
    # Brings cryptography, which nothing needs before the first package.
    from app.services.receipts import Receipted


class ReceiptOffer(QFrame):
    """Stands there from an import on, until the receipts lie on the stick; never on a laptop."""

    told = Signal(object)
    """Something stands there that was not there before: the widget, to be brought into sight."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.medium: Path | None = None
        self.text = label("", wrap=True)
        self.write_button = button(
            translate("Write receipts to the stick"), self.write, drawing=Icon.EXPORT
        )
        self.other_button = button(translate("Other stick"), self._on_other)
        self.panel = JobPanel()
        self.removal = RemovalBar(desk.jobs)
        self.result = label("", wrap=True)
        layout = column(self, spacing=theme.SMALL)
        layout.addWidget(self.text)
        buttons = Flow()
        buttons.addWidget(self.write_button)
        buttons.addWidget(self.other_button)
        layout.addLayout(buttons)
        for part in (self.panel, self.removal, self.result):
            layout.addWidget(part)
        self.withdraw()

    def offer(self, place: Path) -> None:
        """Offer to write onto the stick that was taken in; a laptop is offered nothing."""
        if not self.desk.application.receipts.are_written_here:
            return
        self.medium = place
        self.text.setText(
            translate(
                "The laptops wait for your receipts: only with them do they know that "
                "headquarters has everything. Write them onto {stick} before you pull it out.",
                stick=place,
            )
        )
        self.removal.hide()
        self.result.hide()
        self.write_button.setEnabled(True)
        self.show()

    def withdraw(self) -> None:
        """Offer nothing."""
        self.medium = None
        self.hide()

    def write(self) -> Job | None:
        """Write the receipts; None where nothing is offered."""
        medium, receipts = self.medium, self.desk.application.receipts
        if medium is None:
            return None

        def work(progress: Progress) -> object:
            done = receipts.write(medium, progress)
            # Asked here: a drive that is about to fail may not answer for seconds.
            return done, stick_at(done.written.place)

        job = self.desk.jobs.start(work)
        self.panel.watch(job, translate("Writing receipts"), self.write_button)
        job.succeeded.connect(self._on_written)
        job.finished.connect(lambda: self.write_button.setEnabled(True))
        return job

    def _on_other(self) -> None:
        place = self.desk.prompts.choose_folder(translate("Choose the stick or folder"))
        if place is not None:
            self.offer(place)

    def _on_written(self, found: tuple[Receipted, Stick | None]) -> None:
        done, stick = found
        self.result.setText(
            "\n".join(
                (
                    translate(
                        "{count} receipts for {laptops} were written.",
                        count=done.receipts,
                        laptops=recipients_text(", ".join(done.laptops)),
                    ),
                    str(done.written.place),
                )
            )
        )
        written = done.written
        self.removal.show_written(stick, was_read=written.was_read_from_medium)
        self.result.show()
        self.told.emit(self.result)
