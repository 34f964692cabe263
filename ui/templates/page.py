"""The page Mẫu văn bản: the papers, the template each is written from, and one's own ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from app.domain.paper import Paper, PaperTemplate, paper_text
from app.files import safe_name
from app.progress import Progress
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.icons import Icon
from ui.jobs import Job
from ui.page import Page
from ui.templates.report_list import ReportList
from ui.texts import moment_text
from ui.widgets.basics import button, column, label, row
from ui.widgets.column_table import Column, ColumnTable, ColumnTableModel
from ui.widgets.flow import Flow
from ui.widgets.job_panel import JobPanel

if TYPE_CHECKING:
    # Brings Word, which nothing needs before the first template is looked at.
    from app.services.template_check import TemplateReport
    from app.services.templates import TemplateInUse

_ORDER: Final = list(Paper)
_PATTERN: Final = "Word (*.docx)"


def state_text(one: TemplateInUse) -> str:
    """Return which template a paper is written from."""
    if one.unused is not None:
        return translate("Own one not used")
    return translate("Own one") if one.is_own else translate("The one that ships")


def _tone(one: TemplateInUse) -> str:
    if one.unused is not None:
        return "bad"
    return "good" if one.is_own else "neutral"


def _columns() -> tuple[Column[TemplateInUse], ...]:
    return (
        Column(
            header=lambda: translate("Paper"),
            text=lambda one: paper_text(one.paper),
            sort_key=lambda one: _ORDER.index(one.paper),
            width=260,
            stretches=True,
            is_strong=True,
        ),
        Column(
            header=lambda: translate("Template in use"),
            text=state_text,
            sort_key=state_text,
            tone=_tone,
            width=170,
        ),
    )


class TemplatesPage(Page):
    """All papers; the template of the one chosen is taken out, checked and installed beside."""

    TOPICS = frozenset({PaperTemplate.KIND})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            translate("Paper templates"),
            translate(
                "The wording of each paper is a Word file that an office may edit; data come in "
                "where its tags stand."
            ),
        )
        self.model: ColumnTableModel[TemplateInUse] = ColumnTableModel(_columns(), self)
        self.table: ColumnTable[TemplateInUse] = ColumnTable(self.model)
        self.table.setAccessibleName(translate("Papers"))
        self.card = TemplateCard(desk)
        sides = row(spacing=theme.LARGE)
        sides.addWidget(self.table, 5)
        sides.addWidget(self.card, 6)
        self.body.addLayout(sides, 1)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.row_chosen.connect(self.card.show_template)
        self.format_button = button(
            translate("Check the form of a Word file…"), self._on_check_form, drawing=Icon.TICK
        )
        self.add_action(self.format_button)

    @override
    def reload(self) -> None:
        application = self.desk.application

        def read() -> object:
            # Loads Word, so not in the thread of the screens.
            return application.templates.all()

        self.read(read, self._show)

    def _on_check_form(self) -> None:
        # Brings the reading of Word files, which the page itself does not need.
        from ui.documents.format_check_dialog import FormatCheckDialog  # noqa: PLC0415

        dialog = FormatCheckDialog(self.desk, self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self, rows: Sequence[TemplateInUse]) -> None:
        chosen = self.table.chosen
        self.model.show_rows(rows)
        paper = chosen.paper if chosen is not None else Paper.MINUTES
        self.table.choose_where(lambda one: one.paper is paper)
        self.card.show_template(self.table.chosen)


class TemplateCard(QFrame):
    """The template of one paper, what one can do with it, and what a check found."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.desk = desk
        self.shown: TemplateInUse | None = None
        self.sound: Path | None = None
        """A file that was checked for this paper and can be installed."""
        self.title = label("", "heading", wrap=True)
        self.state = label("", "muted", wrap=True)
        self.export_button = button(
            translate("Take the template out to edit"), self._on_export, drawing=Icon.EDIT
        )
        self.check_button = button(
            translate("Check a file"), self._on_check, drawing=Icon.CHECKLIST
        )
        self.install_button = button(
            translate("Install"), self._on_install, variant="primary", drawing=Icon.IMPORT
        )
        self.remove_button = button(
            translate("Use the one that ships again"), self._on_remove, variant="danger"
        )
        self.panel = JobPanel()
        self.result = label("", wrap=True)
        self.report = ReportList()
        self._build()
        self.hide()

    def show_template(self, one: TemplateInUse | None) -> None:
        """Show the template of a paper; what was found in a file of another is gone."""
        if one is None or self.shown is None or one.paper is not self.shown.paper:
            self._forget()
        self.shown = one
        self.setVisible(one is not None)
        if one is None:
            return
        self.title.setText(paper_text(one.paper))
        self.state.setText(_state(one))
        self.remove_button.setVisible(one.own is not None)

    def check(self, file: Path) -> Job | None:
        """Look a file over as a template of the paper shown."""
        if self.shown is None:
            return None
        paper = self.shown.paper

        def work(_progress: Progress) -> object:
            from app.services.template_check import check_template  # noqa: PLC0415 - loads Word

            return check_template(file, paper)

        job = self._started(work, translate("Checking the template"))
        job.succeeded.connect(partial(self._on_checked, paper))
        return job

    def install(self, file: Path) -> Job | None:
        """Use a file as the template of the paper shown, if nothing is wrong with it."""
        if self.shown is None:
            return None
        paper, templates = self.shown.paper, self.desk.application.templates

        def work(_progress: Progress) -> object:
            from app.services.templates import TemplateRefused  # noqa: PLC0415 - loads Word

            try:
                return templates.install(file, paper)
            except TemplateRefused as refused:
                # Its faults are listed here, which says more than a message does.
                return refused.report

        job = self._started(work, translate("Installing the template"))
        job.succeeded.connect(partial(self._on_installed, paper))
        return job

    def _build(self) -> None:
        layout = column(self, margins=theme.LARGE, spacing=theme.MEDIUM)
        layout.addWidget(self.title)
        layout.addWidget(self.state)
        layout.addLayout(Flow(widgets=(self.export_button, self.check_button)))
        layout.addLayout(Flow(widgets=(self.install_button, self.remove_button)))
        layout.addWidget(self.panel)
        layout.addWidget(self.result)
        layout.addWidget(self.report, 1)
        layout.addStretch(0)

    def _started(self, work: Callable[[Progress], object], title: str) -> Job:
        self._forget()
        job = self.desk.jobs.start(work)
        self._enable(yes=False)
        self.panel.watch(job, title)
        job.finished.connect(lambda: self._enable(yes=True))
        return job

    def _enable(self, *, yes: bool) -> None:
        for one in (
            self.export_button,
            self.check_button,
            self.install_button,
            self.remove_button,
        ):
            one.setEnabled(yes)

    def _forget(self) -> None:
        self.sound = None
        self.install_button.setText(translate("Install"))
        self.result.clear()
        self.result.hide()
        self.report.hide()

    def _say(self, text: str) -> None:
        self.result.setText(text)
        self.result.show()

    def _on_export(self) -> None:
        if self.shown is None:
            return
        paper, own = self.shown.paper, self.shown.is_own
        name = safe_name(f"Mẫu - {paper_text(paper)}")
        target = self.desk.prompts.save_as(
            translate("Take the template out to edit"), Path(f"{name}.docx"), _PATTERN
        )
        if target is None:
            return
        templates = self.desk.application.templates
        job = self._started(
            lambda _progress: templates.copy_out(paper, target, own=own),
            translate("Writing the template"),
        )
        said = translate("The template was written to {path}. Edit it in Word.", path=target)
        job.succeeded.connect(lambda _done: self._say(said))

    def _on_check(self) -> None:
        if (file := self._chosen(translate("Check a file"))) is not None:
            self.check(file)

    def _on_install(self) -> None:
        file = self.sound or self._chosen(translate("Install"))
        if file is not None:
            self.install(file)

    def _on_remove(self) -> None:
        if self.shown is None or not self.desk.prompts.confirm(
            translate("Write this paper from the template that ships again?"),
            translate("Use the one that ships again"),
        ):
            return
        templates, paper = self.desk.application.templates, self.shown.paper
        self._forget()
        job = self.desk.jobs.save(lambda: templates.remove(paper))
        said = translate("The template that ships is in use again.")
        job.succeeded.connect(lambda _done: self._say(said))

    def _chosen(self, title: str) -> Path | None:
        files = self.desk.prompts.choose_files(title, _PATTERN)
        return files[0] if files else None

    def _on_checked(self, paper: Paper, report: TemplateReport) -> None:
        if self.shown is None or self.shown.paper is not paper:
            return
        self.report.show_report(report)
        if report.is_usable:
            self.sound = report.file
            self.install_button.setText(translate("Install “{file}”", file=report.file.name))

    def _on_installed(self, paper: Paper, report: TemplateReport) -> None:
        if self.shown is None or self.shown.paper is not paper:
            return
        self.report.show_report(report)
        self._say(
            translate("Installed: this paper is written from “{file}” now.", file=report.file.name)
            if report.is_usable
            else translate("Not installed: the template used until now stays in use.")
        )


def _state(one: TemplateInUse) -> str:
    if one.unused is not None:
        return one.unused.text
    if one.own is None:
        return translate("Written from the template that ships with the program.")
    return translate(
        "Written from the office's own template “{file}”, installed at {moment}.",
        file=one.own.file_name,
        moment=moment_text(one.own.installed_at),
    )
