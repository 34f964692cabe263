"""The register of a visit: choose or paste it, see what it says, correct its columns, keep it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.domain.register_columns import KEYS, REQUIRED, RegisterMap, column_label
from app.errors import AppError, Cancelled
from app.progress import Progress
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.jobs import Job
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import ChoiceField
from ui.widgets.form import Form
from ui.widgets.job_panel import JobPanel

if TYPE_CHECKING:
    # Brings what reads Excel, which nothing needs before the first register.
    from app.services.registers import RegisterRead, RegisterSource

_PATTERN = "(*.xlsx *.xls *.csv *.txt *.tsv)"
_COLUMNS = 4
_LINES = 3


class RegisterPanel(QWidget):
    """Leads from a file to a register; nothing is written before its last button."""

    kept = Signal(object)

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.source: RegisterSource | None = None
        self.read: RegisterRead | None = None
        self.choose_button = button(
            translate("Choose the register"), self._on_choose, drawing=Icon.FOLDER
        )
        self.paste_button = button(translate("Paste from the clipboard"), self.paste)
        self.stage = label("", wrap=True)
        self.job_panel = JobPanel()
        self.fields: dict[str, ChoiceField[int | None]] = {}
        self.form = Form(_COLUMNS)
        self.told = QPlainTextEdit()
        self.keep_button = button(translate("Keep this register"), self.keep, variant="primary")
        self._build()

    def look(self, open_source: Callable[[Progress], RegisterSource]) -> Job:
        """Show what a register would bring."""
        return self._start(open_source, None)

    def paste(self) -> Job:
        """Show what the table on the clipboard would bring."""
        text = QGuiApplication.clipboard().text()
        registers = self.case.desk.application
        return self.look(lambda _progress: registers.registers.paste(text))

    def keep(self) -> Job | None:
        """Keep what is shown."""
        read = self.read
        if read is None:
            return None
        application, visit = self.case.desk.application, self.case.inspection_id
        job = self.case.desk.jobs.save(lambda: application.registers.keep(visit, read))
        self.keep_button.setEnabled(False)
        job.succeeded.connect(self._on_kept)
        return job

    def _build(self) -> None:
        layout = column(self, spacing=theme.MEDIUM)
        where = row()
        where.addWidget(self.choose_button)
        where.addWidget(self.paste_button)
        where.addWidget(self.stage, 1)
        where.addWidget(self.keep_button)
        layout.addLayout(where)
        layout.addWidget(self.job_panel)
        self.told.setReadOnly(True)
        self.told.setAccessibleName(translate("Mistakes and doubts"))
        self.told.setTabChangesFocus(True)
        self.told.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + theme.scaled(26))
        layout.addWidget(self.told)
        for key in KEYS:
            field = ChoiceField[int | None](column_label(key), [(None, "")])
            field.chosen.connect(self._on_column)
            self.fields[key] = field
            mark = " *" if key in REQUIRED else ""
            self.form.add(column_label(key) + mark, field)
        layout.addWidget(self.form)
        self._show_nothing(
            translate(
                "An Excel or CSV file from the one-stop software. Names of applicants are not "
                "read in; the rows stay on this computer."
            )
        )

    def _start(
        self, open_source: Callable[[Progress], RegisterSource], wanted: RegisterMap | None
    ) -> Job:
        application = self.case.desk.application

        def work(progress: Progress) -> object:
            try:
                source = open_source(progress)
                return source, application.registers.look(source, wanted, progress)
            except Cancelled:
                raise
            except AppError as error:
                return error

        job = self.case.desk.jobs.start(work)
        self.job_panel.watch(job, translate("Reading the register"), self.keep_button)
        job.succeeded.connect(self._on_looked)
        return job

    def _on_choose(self) -> None:
        title = translate("Choose the register")
        files = self.case.desk.prompts.choose_files(title, f"{title} {_PATTERN}")
        if files:
            path, application = files[0], self.case.desk.application
            self.look(lambda progress: application.registers.open(path, progress))

    def _on_looked(self, result: object) -> None:
        if isinstance(result, AppError):
            self._show_nothing(result.text)
            return
        assert isinstance(result, tuple)  # noqa: S101 - what the work returns
        self.source, self.read = result
        read = self.read
        assert read is not None  # noqa: S101 - set in the line before
        self.stage.setText(
            translate(
                "{name}, sheet “{sheet}”: {count} dossiers · {faults} mistakes · {doubts} doubts",
                name=read.name,
                sheet=read.sheet,
                count=len(read.rows),
                faults=read.fault_count,
                doubts=read.doubt_count,
            )
        )
        self._show_columns(read)
        self._show_told(read)
        self.keep_button.setVisible(True)
        self.keep_button.setEnabled(not read.fault_count)

    def _show_columns(self, read: RegisterRead) -> None:
        offered: list[tuple[int | None, str]] = [(None, translate("(not in the register)"))]
        offered += [(place, text) for place, text in enumerate(read.headings) if text]
        for key, field in self.fields.items():
            field.clear()
            field.values = []
            field.offer(offered)
            field.show_value(read.columns.get(key))
        self.form.show()

    def _show_told(self, read: RegisterRead) -> None:
        lines = [fault.text for fault in read.faults]
        if read.fault_count > len(read.faults):
            lines.append(
                translate("… and {count} more.", count=read.fault_count - len(read.faults))
            )
        lines += [translate("Doubt: {doubt}", doubt=fault.text) for fault in read.doubts]
        if read.doubt_count > len(read.doubts):
            lines.append(
                translate("… and {count} more.", count=read.doubt_count - len(read.doubts))
            )
        self.told.setPlainText("\n".join(lines))
        self.told.setVisible(bool(lines))

    def _show_nothing(self, text: str) -> None:
        self.source = self.read = None
        self.stage.setText(text)
        self.form.hide()
        self.told.hide()
        self.keep_button.hide()

    def _on_column(self, _place: object) -> None:
        source, read = self.source, self.read
        if source is None or read is None:
            return
        chosen = {key: field.value for key, field in self.fields.items()}
        wanted = RegisterMap(
            columns={
                key: None if place is None else read.headings[place]
                for key, place in chosen.items()
            },
            sheet=read.sheet,
        )
        self._start(lambda _progress: source, wanted)

    def _on_kept(self, register: object) -> None:
        self._show_nothing(translate("The register is kept. Draw from it below."))
        self.kept.emit(register)
