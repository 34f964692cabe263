"""The other papers of a visit: each looked at or written, or all at once into a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.paper import OTHER_PAPERS, Paper, paper_text
from app.files import safe_name
from app.progress import Progress
from app.words import translate
from ui import theme
from ui.documents.preview_dialog import PreviewDialog
from ui.icons import Icon
from ui.jobs import Job
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, label, row
from ui.widgets.job_panel import JobPanel

if TYPE_CHECKING:
    # Brings Word, which is loaded when the first paper is written.
    from app.services.papers import WrittenPaper


class PapersPanel(QWidget):
    """Writes what can be written of the visit; nothing is recorded by it."""

    def __init__(self, case: VisitCase, settle: Callable[[], None]) -> None:
        """Offer the papers.

        Args:
            case: the visit they are of.
            settle: sends what is still being typed into the store.
        """
        super().__init__()
        self.case = case
        self._settle = settle
        self.view_buttons = {
            paper: _tool(paper, translate("View"), self.view) for paper in OTHER_PAPERS
        }
        self.word_buttons = {
            paper: _tool(paper, translate("Word file…"), self._on_word) for paper in OTHER_PAPERS
        }
        self.all_button = button(
            translate("Write all into a folder…"), self._on_all, drawing=Icon.FOLDER
        )
        self.all_button.setProperty("reads", "yes")
        self.panel = JobPanel()
        self.result = label("", wrap=True)
        self.open_button = button(translate("Open the file"), self._on_open_file)
        self.folder_button = button(translate("Open its folder"), self._on_open_folder)
        for one in (self.open_button, self.folder_button):
            one.setProperty("reads", "yes")
        self.written: Path | None = None
        """The file, or the folder, that was written last."""
        self.dialog: PreviewDialog | None = None
        self._build()

    def view(self, paper: Paper) -> None:
        """Show a paper as it would print now."""
        papers, visit = self.case.desk.application, self.case.inspection_id
        self._settle()

        def write(target: Path, progress: Progress) -> None:
            papers.papers.write(paper, visit, target, progress)

        dialog = PreviewDialog(self.case.desk, write, self._named(paper), self.window())
        self.dialog = dialog
        dialog.finished.connect(partial(self._on_dialog_closed, dialog))
        dialog.open()
        # What was typed last is in the store when this comes to its turn.
        self.case.desk.jobs.save(_nothing).succeeded.connect(lambda _none: dialog.begin())

    def write(self, paper: Paper, target: Path) -> Job:
        """Write a paper to a file, and show where it is."""
        papers, visit = self.case.desk.application, self.case.inspection_id

        def work(progress: Progress) -> None:
            papers.papers.write(paper, visit, target, progress)

        job = self._start(work)
        done = translate("{paper}: written to {path}.", paper=paper_text(paper), path=target)
        job.succeeded.connect(lambda _none: self._show_result(done, target))
        return job

    def write_all(self, folder: Path) -> Job:
        """Write every paper into a folder, and show what became of each."""
        papers, visit = self.case.desk.application, self.case.inspection_id

        def work(progress: Progress) -> list[WrittenPaper]:
            return papers.papers.write_all(visit, folder, progress)

        job = self._start(work)
        job.succeeded.connect(lambda found: self._show_all(found, folder))
        return job

    def _build(self) -> None:
        layout = column(self, spacing=theme.SMALL)
        lines = column(spacing=0)
        for paper in OTHER_PAPERS:
            line = row(spacing=theme.TINY)
            line.addWidget(label(paper_text(paper), wrap=True), 1)
            line.addWidget(self.view_buttons[paper])
            line.addWidget(self.word_buttons[paper])
            lines.addLayout(line)
        layout.addLayout(lines)
        go = row()
        go.addWidget(self.all_button)
        go.addStretch(1)
        layout.addLayout(go)
        layout.addWidget(self.panel)
        layout.addWidget(self.result)
        after = row()
        after.addWidget(self.open_button)
        after.addWidget(self.folder_button)
        after.addStretch(1)
        layout.addLayout(after)
        self._show_result("", None)

    def _start(self, work: Callable[[Progress], object]) -> Job:
        self._settle()
        job = self.case.desk.jobs.start(work)
        self._show_result("", None)
        self.panel.watch(job, translate("Writing papers"))
        self._enable(shown=False)
        job.finished.connect(lambda: self._enable(shown=True))
        return job

    def _enable(self, *, shown: bool) -> None:
        for one in (self.all_button, *self.word_buttons.values()):
            one.setEnabled(shown)

    def _on_word(self, paper: Paper) -> None:
        target = self.case.desk.prompts.save_as(
            paper_text(paper),
            Path.home() / f"{safe_name(self._named(paper))}.docx",
            translate("Word files (*.docx)"),
        )
        if target is not None:
            self.write(paper, target.with_suffix(".docx"))

    def _on_all(self) -> None:
        folder = self.case.desk.prompts.choose_folder(translate("Choose a folder for the papers"))
        if folder is not None:
            self.write_all(folder)

    def _named(self, paper: Paper) -> str:
        unit = self.case.case.unit.committee if self.case.case is not None else ""
        return f"{paper_text(paper)} – {unit}"

    def _show_all(self, found: Sequence[WrittenPaper], folder: Path) -> None:
        failed = [one for one in found if one.error is not None]
        lines = [
            translate(
                "{count} papers are in {folder}.", count=len(found) - len(failed), folder=folder
            )
        ]
        lines += [
            translate(
                "{paper}: not written. {why}", paper=paper_text(one.paper), why=one.error.text
            )
            for one in failed
            if one.error is not None
        ]
        self._show_result("\n".join(lines), folder)

    def _show_result(self, text: str, written: Path | None) -> None:
        self.written = written
        self.result.setText(text)
        self.result.setVisible(bool(text))
        self.open_button.setVisible(written is not None and written.suffix == ".docx")
        self.folder_button.setVisible(written is not None)

    def _on_open_file(self) -> None:
        if self.written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written)))

    def _on_open_folder(self) -> None:
        if self.written is not None:
            is_file = self.written.suffix == ".docx"
            folder = self.written.parent if is_file else self.written
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _on_dialog_closed(self, dialog: PreviewDialog, _result: int) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()


def _tool(paper: Paper, text: str, pressed: Callable[[Paper], object]) -> QPushButton:
    """Return a quiet button of a paper, which a reader hears the name of."""
    made = button(text, partial(pressed, paper), variant="quiet")
    made.setAccessibleName(f"{text} ({paper_text(paper)})")
    made.setProperty("reads", "yes")
    return made


def _nothing() -> None:
    """Take a turn behind the saves that wait."""
