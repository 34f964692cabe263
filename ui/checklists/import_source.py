"""First stage of taking a table in: the file, the sheet or table, and what its columns say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from app.domain.checklist_reading import ChecklistReading
from app.domain.source_table import SourceTable
from app.domain.table_columns import ColumnMap, MapInvalid, check_map, guess_columns
from app.progress import Progress
from app.words import translate
from ui import theme
from ui.checklists.import_columns import ColumnChooser
from ui.desk import Desk
from ui.icons import Icon
from ui.jobs import Job, Lane
from ui.widgets.basics import button, column, label, row
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import AutoLine, ChoiceField
from ui.widgets.job_panel import JobPanel

if TYPE_CHECKING:
    # Brings Excel and Word, which nothing needs before the first import.
    from app.services.issued_tables import SetName


class SourcePanel(QWidget):
    """Leads from a file to a table whose columns are known."""

    ready = Signal(object, object, object)
    """The table, its columns, and what it may be called."""
    file_read = Signal(object)
    """What a file says that needs no mapping."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.path = Path()
        self.tables: Sequence[SourceTable] = ()
        self.choose_button = button(
            translate("Choose a file…"), self._on_choose, drawing=Icon.FOLDER
        )
        self.file_name = label("", "strong")
        self.choice = ChoiceField[int](translate("Sheet or table"), [])
        self.choice.setMinimumContentsLength(36)
        self.first_row = AutoLine(translate("First row below the headings"))
        self.first_row.setFixedWidth(theme.scaled(70))
        self.guess_button = button(translate("Guess again"), self._on_guess, variant="quiet")
        self.chooser = ColumnChooser()
        self.trouble = label("", wrap=True)
        self.warning = QFrame()
        self.warning.setProperty("role", "warning")
        self.next_button = button(
            translate("See the tree it makes"), self._on_next, variant="primary", drawing=Icon.NEXT
        )
        self.panel = JobPanel()
        self.stack = QStackedWidget()
        self._build()
        self.choice.chosen.connect(self._on_table)
        self.chooser.changed.connect(self._judge)
        self.first_row.settled.connect(self._on_first_row)

    def read(self, path: Path) -> Job:
        """Read the tables of a file in the background."""
        service = self.desk.application

        def work(progress: Progress) -> object:
            if not service.issued_tables.is_issued(path):
                return service.checklist_files.check(path)
            tables = service.issued_tables.read(path, progress)
            shown = max(range(len(tables)), key=lambda at: _rank(tables[at]))
            return path, tables, shown, service.issued_tables.columns(tables[shown])

        job = self.desk.jobs.start(work, Lane.ASIDE)
        self.panel.watch(job, translate("Reading the tables of the file"), self.next_button)
        job.succeeded.connect(self._on_found)
        return job

    @property
    def table(self) -> SourceTable:
        """The table chosen."""
        return self.tables[self.choice.value]

    def _build(self) -> None:
        layout = column(self, spacing=theme.MEDIUM)
        where = row(spacing=theme.MEDIUM)
        where.addWidget(self.choose_button)
        where.addWidget(self.file_name, 1)
        layout.addLayout(where)
        layout.addWidget(self.panel)
        self.stack.addWidget(
            EmptyState(
                Icon.TABLE,
                translate("Choose the table as it was issued, the workbook or the form"),
                translate(
                    "Excel (.xlsx, .xls), Word (.docx) or text (.csv); also this program's own "
                    "workbook and XLSForm. Nothing is written until you have seen what it makes."
                ),
                width=420,
            )
        )
        self.stack.addWidget(self._mapping())
        layout.addWidget(self.stack, 1)

    def _mapping(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=theme.MEDIUM)
        which = row(spacing=theme.SMALL)
        for words, field in (
            (translate("Sheet or table"), self.choice),
            (translate("First row below the headings"), self.first_row),
        ):
            name = label(words, "label")
            name.setBuddy(field)
            which.addWidget(name)
            which.addWidget(field)
            which.addSpacing(theme.scaled(theme.MEDIUM))
        which.addWidget(self.guess_button)
        which.addStretch(1)
        layout.addLayout(which)
        hint = translate("Say above each column what it holds; this is remembered for next time.")
        layout.addWidget(label(hint, "muted", wrap=True))
        layout.addWidget(self.chooser, 1)
        column(self.warning, margins=theme.SMALL).addWidget(self.trouble)
        layout.addWidget(self.warning)
        go = row()
        go.addStretch(1)
        go.addWidget(self.next_button)
        layout.addLayout(go)
        return page

    def _on_choose(self) -> None:
        files = self.desk.prompts.choose_files(
            translate("Choose a table of criteria"),
            translate("Tables (*.xlsx *.xls *.docx *.csv *.txt)"),
        )
        if files:
            self.read(files[0])

    def _on_found(self, found: object) -> None:
        if isinstance(found, ChecklistReading):
            self.file_name.setText(found.file)
            self.stack.setCurrentIndex(0)
            self.file_read.emit(found)
        elif isinstance(found, tuple):
            self._on_read(*found)

    def _on_read(
        self, path: Path, tables: Sequence[SourceTable], shown: int, columns: ColumnMap
    ) -> None:
        self.path, self.tables = path, tables
        self.file_name.setText(path.name)
        self.choice.offer([])
        self.choice.offer([(at, _told(table)) for at, table in enumerate(tables)])
        self.choice.show_value(shown)
        self.stack.setCurrentIndex(1)
        self._show(columns)
        self.choice.setFocus()

    def _on_table(self, _chosen: int) -> None:
        table = self.table
        job = self.desk.jobs.read_aside(lambda: self.desk.application.issued_tables.columns(table))
        # Somebody may have chosen another one before the answer came.
        job.succeeded.connect(lambda columns: self._show(columns) if self.table is table else None)

    def _show(self, columns: ColumnMap) -> None:
        self.chooser.show_table(self.table, columns)
        self.first_row.show_text(str(columns.first_row))
        self._judge()

    def _on_first_row(self, text: str) -> None:
        if text.strip().isdecimal():
            first = int(text[:6])
            self.chooser.show_columns(replace(self.chooser.columns, first_row=first))
        self._judge()

    def _on_guess(self) -> None:
        self._show(guess_columns(self.table))

    def _judge(self) -> None:
        """Say at once why the columns cannot be used yet."""
        reason = self.table.trouble
        if not reason:
            try:
                check_map(self.chooser.columns, self.table)
            except MapInvalid as error:
                reason = error.text
        self.trouble.setText(reason)
        self.warning.setVisible(bool(reason))
        self.next_button.setEnabled(not reason)

    def _on_next(self) -> None:
        table, columns, path = self.table, self.chooser.columns, self.path
        service = self.desk.application
        job = self.desk.jobs.read_aside(lambda: service.issued_tables.suggested_name(table, path))
        job.succeeded.connect(lambda name: self._tell(table, columns, name))

    def _tell(self, table: SourceTable, columns: ColumnMap, name: SetName) -> None:
        self.ready.emit(table, columns, name)


def _rank(table: SourceTable) -> tuple[bool, int]:
    return not table.is_hidden, len(table.rows)


def _told(table: SourceTable) -> str:
    words = translate("{name} · {count} rows", name=table.name, count=len(table.rows))
    if table.title:
        words += f" · {table.title.splitlines()[-1]}"
    return translate("{table} (hidden)", table=words) if table.is_hidden else words
