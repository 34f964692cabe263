"""Drawing a sample: the register, how many of each field, the seed, and one button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit

from app.domain.draw import DrawOrder
from app.domain.register import Register
from app.domain.sampling import proposed_size
from app.errors import AppError, Cancelled
from app.progress import Progress
from app.services.draws import MOST, DrawDone, FieldShare
from app.words import translate
from ui import theme
from ui.jobs import Job
from ui.texts import number_text
from ui.visit.register_panel import RegisterPanel
from ui.visit.visit_case import VisitCase
from ui.visit.visit_read import of_visit
from ui.widgets.basics import button, column, label, row, rule
from ui.widgets.fields import AutoLine
from ui.widgets.flow import Flow
from ui.widgets.job_panel import JobPanel


class AmountField(QLineEdit):
    """How many dossiers, as a whole number; 0 where none stands there."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setValidator(QIntValidator(1, MOST, self))
        self.setFixedWidth(theme.scaled(80))
        self.textChanged.connect(lambda _text: self.changed.emit())

    @property
    def amount(self) -> int:
        """The number that stands there."""
        return int(self.text()) if self.hasAcceptableInput() else 0

    def show_amount(self, amount: int) -> None:
        """Show a number."""
        self.setText(str(amount))


class DrawPanel(QFrame):
    """Nothing is drawn before the button; what it would take is shown before."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.case = case
        self.registers: list[Register] = []
        self.register_panel = RegisterPanel(case)
        self.population = label("", wrap=True)
        self.amount = AmountField(translate("How many at random"))
        self.by_field = QCheckBox(translate("As many of each field"))
        self.seed = AutoLine(translate("Seed"))
        self.foreseen = label("", "muted", wrap=True)
        self.draw_button = button(translate("Draw the sample"), self.draw, variant="primary")
        self.job_panel = JobPanel()
        self.code = AutoLine(translate("Dossier code"), translate("Code of a drawn dossier"))
        self.reason = AutoLine(
            translate("Reason"), translate("Why it cannot be looked at, e.g. lent to the court")
        )
        self.replace_button = button(
            translate("Replace by the next in the drawn order"), self.replace_dossier
        )
        self.outcome = label("", wrap=True)
        self._build()
        self.register_panel.kept.connect(lambda _register: self.reload())
        self.amount.changed.connect(self._foresee)
        self.by_field.toggled.connect(self._on_by_field)

    def reload(self) -> Job:
        """Read which registers the visit has, and propose a draw from the latest."""
        application, visit = self.case.desk.application, self.case.inspection_id
        today = self.case.desk.clock.today()
        job = self.case.desk.jobs.read(
            of_visit(
                lambda: (application.registers.of(visit), application.draws.propose_seed(today))
            )
        )
        job.succeeded.connect(self._on_read)
        return job

    @property
    def order(self) -> DrawOrder:
        """What the fields ask for."""
        return DrawOrder(
            size=self.amount.amount, seed=self.seed.text(), by_field=self.by_field.isChecked()
        )

    def draw(self) -> Job:
        """Draw as the fields say."""
        application, visit, order = self.case.desk.application, self.case.inspection_id, self.order

        def work(progress: Progress) -> object:
            try:
                return application.draws.draw(visit, order, None, progress)
            except Cancelled:
                raise
            except AppError as error:
                return error

        job = self.case.desk.jobs.start(work)
        self.job_panel.watch(job, translate("Drawing"), self.draw_button)
        job.succeeded.connect(self._on_drawn)
        job.finished.connect(lambda: self.draw_button.setEnabled(True))
        return job

    def replace_dossier(self) -> Job:
        """Put the next in the drawn order in the place of the dossier named."""
        application, visit = self.case.desk.application, self.case.inspection_id
        # Sent now: nothing of it is half-typed any more.
        self.code.settle()
        self.reason.settle()
        code, reason = self.code.text().strip(), self.reason.text()

        def work() -> object:
            try:
                return application.draws.replace(visit, code, reason)
            except AppError as error:
                return error

        job = self.case.desk.jobs.save(work)
        job.succeeded.connect(lambda found: self._on_replaced(code, found))
        return job

    def _build(self) -> None:
        layout = column(self, margins=theme.MEDIUM, spacing=theme.SMALL)
        layout.addWidget(self.register_panel)
        layout.addWidget(rule())
        layout.addWidget(self.population)
        self.seed.setFixedWidth(theme.scaled(200))
        asked = Flow(spacing=theme.MEDIUM)
        for text, field in (
            (translate("How many at random"), self.amount),
            ("", self.by_field),
            (translate("Seed"), self.seed),
        ):
            if text:
                name = label(text, "label")
                name.setBuddy(field)
                asked.addWidget(name)
            asked.addWidget(field)
        asked.addWidget(self.draw_button)
        layout.addLayout(asked)
        layout.addWidget(self.foreseen)
        layout.addWidget(self.job_panel)
        swap = row(spacing=theme.MEDIUM)
        swap.addWidget(self.code, 1)
        swap.addWidget(self.reason, 2)
        swap.addWidget(self.replace_button)
        layout.addLayout(swap)
        layout.addWidget(self.outcome)
        self._show_registers([])

    def _on_read(self, found: tuple[list[Register], str]) -> None:
        registers, seed = found
        if not self.seed.text():
            self.seed.show_text(seed)
        fresh = [one.id for one in registers] != [one.id for one in self.registers]
        self._show_registers(registers)
        if fresh:
            self._propose()
        self._foresee()

    def _show_registers(self, registers: list[Register]) -> None:
        self.registers = registers
        self.draw_button.setEnabled(bool(registers))
        self.outcome.setVisible(bool(self.outcome.text()))
        for field in (self.amount, self.by_field, self.seed, self.code, self.reason):
            field.setEnabled(bool(registers))
        self.replace_button.setEnabled(bool(registers))
        if not registers:
            self.population.setText(translate("No register yet: choose one first."))
            self.foreseen.clear()
            return
        latest = registers[-1]
        fields = "  ·  ".join(
            f"{one.field or translate('(no field)')}: {number_text(one.entries)}"
            for one in latest.fields
        )
        self.population.setText(
            translate(
                "{name}: {count} dossiers. {fields}",
                name=latest.file_name,
                count=number_text(latest.entries),
                fields=fields,
            )
        )

    def _propose(self) -> None:
        if self.registers:
            entries = {one.field: one.entries for one in self.registers[-1].fields}
            self.amount.show_amount(proposed_size(entries, by_field=self.by_field.isChecked()))

    def _on_by_field(self, _is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._propose()
        self._foresee()

    def _foresee(self) -> None:
        if not self.registers or not self.seed.text():
            return
        application, visit, order = self.case.desk.application, self.case.inspection_id, self.order

        def work() -> object:
            try:
                return application.draws.foresee(visit, order)
            except AppError as error:
                return error

        job = self.case.desk.jobs.read(of_visit(work))
        job.succeeded.connect(self._on_foreseen)

    def _on_foreseen(self, found: Sequence[FieldShare] | AppError) -> None:
        if isinstance(found, AppError):
            self.foreseen.setText(found.text)
            return
        always, random = sum(one.always for one in found), sum(one.random for one in found)
        parts = [
            f"{one.field or translate('(no field)')}: {one.always + one.random}" for one in found
        ]
        total = translate(
            "The sample would have {total} dossiers: {random} at random, {always} always in "
            "(overdue, refused, complained about).",
            total=always + random,
            random=random,
            always=always,
        )
        self.foreseen.setText(f"{total} {'  ·  '.join(parts)}")

    def _on_drawn(self, done: DrawDone | AppError) -> None:
        if isinstance(done, AppError):
            self._say(done.text)
            return
        self._say(
            translate(
                "{count} dossiers drawn with the seed {seed}; {added} are new in the sample.",
                count=len(done.draw.drawn),
                seed=done.draw.seed,
                added=done.added,
            )
        )

    def _on_replaced(self, code: str, found: object) -> None:
        if isinstance(found, AppError):
            self._say(found.text)
            return
        self.code.show_text("")
        self.reason.show_text("")
        new = getattr(found, "dossier_code", "")
        self._say(translate("{new} replaces {old}.", new=new, old=code))

    def _say(self, text: str) -> None:
        self.outcome.setText(text)
        self.outcome.show()
