"""The tab Biên bản: the life of the minutes, from what is missing to the signed pages."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QPushButton
from typing_extensions import override

from app.domain.minutes import Minutes
from app.domain.paper import Paper
from app.domain.plan import Head
from app.errors import AppError
from app.files import safe_name
from app.progress import Progress
from app.services.minutes import Standing
from app.services.previews import Writer
from app.words import translate
from ui import theme
from ui.documents.preview_dialog import PreviewDialog
from ui.jobs import Job
from ui.visit.gap_list import GapList
from ui.visit.minutes_actions import MinutesActions
from ui.visit.minutes_changes import ChangesNotice
from ui.visit.minutes_steps import LifeOfMinutes, StepsBar
from ui.visit.minutes_versions import MinutesVersions
from ui.visit.papers_panel import PapersPanel
from ui.visit.rival_notice import RivalNotice
from ui.visit.sealing import show_sealed
from ui.visit.sign_dialog import SignDialog
from ui.visit.tab import CaseTab
from ui.visit.unit_says import UnitSays
from ui.visit.verify_dialog import VerifyDialog
from ui.visit.visit_case import VisitCase
from ui.visit.visit_read import of_visit
from ui.widgets.basics import button, column, label, row
from ui.widgets.form import section
from ui.widgets.job_panel import JobPanel
from ui.widgets.scroll_column import ScrollColumn


class MinutesTab(CaseTab):
    """Leads from what is missing over draft and reading back to the signature."""

    place_asked = Signal(object, str)

    def __init__(self, case: VisitCase) -> None:
        super().__init__(case)
        self.steps = StepsBar()
        self.changes = ChangesNotice()
        self.gaps = GapList(case)
        self.says = UnitSays(case)
        self.acts = MinutesActions()
        self.rivals = RivalNotice(case)
        self.versions = MinutesVersions()
        self.panel = JobPanel()
        self.result = label("", wrap=True)
        self.open_button = button(translate("Open the file"), self._on_open_file)
        self.folder_button = button(translate("Open its folder"), self._on_open_folder)
        self.written: Path | None = None
        self.dialog: QDialog | None = None
        """The paper, or the question, that stands above the tab."""
        self.life: LifeOfMinutes | None = None
        self._standing: Standing | None = None
        self._blocking = 0
        self._asked = 0
        self._build()
        self._connect()

    @cached_property
    def papers(self) -> PapersPanel:
        """The other papers: many buttons, made when what stands above them is on the screen."""
        made = PapersPanel(self.case, self.settle)
        self._others.addWidget(made)
        return made

    @property
    def write_button(self) -> QPushButton:
        """The button that writes the draft to a file."""
        return self.acts.write_button

    @override
    def show_case(self) -> None:
        if self.case.case is None:
            return
        self.says.show_case(self.case.case)
        self.acts.show_head(self.case.case.plan.head)
        self.gaps.read()
        self._read_standing()
        QTimer.singleShot(0, self, self._show_others)

    @override
    def seal(self, *, sealed: bool) -> None:
        # The papers of a signed visit are still printed.
        show_sealed(self.says, sealed=sealed)
        show_sealed(self.acts.head, sealed=sealed)

    @override
    def open_key(self, key: str) -> None:
        self.says.open_key(key)

    @override
    def settle(self) -> None:
        self.says.settle()

    def write_to(self, target: Path) -> Job:
        """Write the draft to a file, and show how it went."""
        application, visit = self.case.desk.application, self.case.inspection_id

        def work(progress: Progress) -> str:
            application.minutes.draft(visit, target, progress)
            return application.templates.notice(Paper.MINUTES)

        job = self._start(work, translate("Writing the minutes"))
        done = translate("The draft is at {path}", path=target)
        job.succeeded.connect(
            lambda notice: self._show_result("\n".join(filter(None, (done, notice))), target)
        )
        return job

    def preview_draft(self) -> None:
        """Show the draft as it would print now."""
        application, visit = self.case.desk.application, self.case.inspection_id
        self.settle()

        def write(target: Path, progress: Progress) -> None:
            application.minutes.draft(visit, target, progress)

        dialog = self._paper(write, translate("Draft minutes – {unit}", unit=self._unit()))
        # What was typed last is in the store when this comes to its turn.
        self.case.desk.jobs.save(_nothing).succeeded.connect(lambda _none: dialog.begin())

    def preview(self, minutes: Minutes) -> None:
        """Show a frozen text as it prints."""
        service = self.case.desk.application.minutes

        def write(target: Path, _progress: Progress) -> None:
            service.copy(minutes, target)

        self._paper(write, self._named(minutes)).begin()

    def show_scan(self, minutes: Minutes) -> None:
        """Show the scan of the signed pages."""
        service = self.case.desk.application.minutes

        def write(target: Path, _progress: Progress) -> None:
            service.copy_scan(minutes, target)

        name = translate("Signed pages – {name}", name=self._named(minutes))
        self._paper(write, name, is_scan=True).begin()

    def freeze(self, *, supplement: bool = False) -> None:
        """Freeze the text that is read back and signed, and show it for printing."""
        service, visit = self.case.desk.application.minutes, self.case.inspection_id
        self.settle()

        def work(progress: Progress) -> Minutes:
            with tempfile.TemporaryDirectory() as folder:
                target = Path(folder) / "minutes.docx"
                return service.freeze(visit, target, progress, supplement=supplement)

        job = self._start(work, translate("Writing the minutes for signature"))
        job.succeeded.connect(self._on_frozen)

    def _build(self) -> None:
        scroll = ScrollColumn()
        column(self).addWidget(scroll)
        scroll.column.addWidget(self.steps)
        scroll.column.addWidget(self.changes)
        scroll.column.addWidget(self.rivals)
        columns = row(spacing=theme.MEDIUM)
        left, right = column(spacing=theme.MEDIUM), column(spacing=theme.MEDIUM)
        self.missing, inner = section(translate("Still missing"))
        inner.addWidget(self.gaps)
        left.addWidget(self.missing)
        frame, inner = section(translate("What the unit says"))
        inner.addWidget(self.says)
        left.addWidget(frame)
        frame, self._others = section(
            translate("Other papers of the inspection"),
            translate("Each is written from what is recorded now; writing changes nothing."),
        )
        left.addWidget(frame)
        left.addStretch(1)
        frame, inner = section(translate("Draft, reading back, signature"))
        inner.addWidget(self.acts)
        inner.addWidget(self.panel)
        inner.addWidget(self.result)
        after = row()
        after.addWidget(self.open_button)
        after.addWidget(self.folder_button)
        after.addStretch(1)
        inner.addLayout(after)
        right.addWidget(frame)
        frame, inner = section(translate("Written for signature"))
        inner.addWidget(self.versions)
        right.addWidget(frame)
        right.addStretch(1)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        scroll.column.addLayout(columns)
        scroll.column.addStretch(1)
        self._show_result("", None)

    def _show_others(self) -> None:
        self.papers.show()

    def _connect(self) -> None:
        self.gaps.place_asked.connect(self.place_asked)
        self.gaps.counted.connect(self._on_counted)
        self.says.place_asked.connect(self.place_asked)
        acts = self.acts
        acts.preview_button.clicked.connect(lambda _checked: self.preview_draft())
        acts.write_button.clicked.connect(lambda _checked: self._on_write())
        acts.freeze_button.clicked.connect(lambda _checked: self.freeze())
        acts.supplement_button.clicked.connect(lambda _checked: self.freeze(supplement=True))
        acts.sign_button.clicked.connect(lambda _checked: self._on_sign())
        acts.verify_button.clicked.connect(lambda _checked: self._on_verify())
        acts.form_button.clicked.connect(lambda _checked: self._on_form())
        acts.head.chosen.connect(self._on_head)
        self.rivals.decided.connect(self._on_recorded)
        self.versions.preview_asked.connect(self.preview)
        self.versions.word_asked.connect(self._on_word)
        self.versions.scan_asked.connect(self.show_scan)
        self.versions.attach_asked.connect(lambda minutes: self._ask_pages(minutes, ()))

    def _read_standing(self) -> None:
        service, visit = self.case.desk.application.minutes, self.case.inspection_id
        self._asked += 1
        asked = self._asked

        def work() -> Standing | tuple[AppError, list[Minutes]]:
            try:
                return service.standing(visit)
            except AppError as error:
                # A text that is not proved here is said on the tab, at every look.
                return error, service.versions(visit)

        job = self.case.desk.jobs.read(of_visit(work))
        job.succeeded.connect(lambda found: self._on_standing(asked, found))

    def _on_standing(self, asked: int, found: Standing | tuple[AppError, list[Minutes]]) -> None:
        if asked != self._asked:
            return
        if isinstance(found, Standing):
            self._standing = found
            self._show_versions(found.versions)
            self._show_life()
            return
        error, versions = found
        self._standing = None
        self._show_versions(versions)
        self.changes.show_error(error)

    def _show_versions(self, versions: Sequence[Minutes]) -> None:
        self.rivals.show_versions(versions)
        self.versions.show_versions(versions)

    def _on_counted(self, blocking: int) -> None:
        self._blocking = blocking
        self._show_life()

    def _show_life(self) -> None:
        if self._standing is None:
            return
        self.life = LifeOfMinutes(standing=self._standing, blocking=self._blocking)
        # Of what is signed nothing is missing any more.
        self.missing.setVisible(self.life.now is not None)
        self.steps.show_life(self.life)
        self.changes.show_life(self.life)
        self.acts.show_life(self.life, is_sealed=self.case.is_sealed)

    def _start(self, work: Callable[[Progress], object], title: str) -> Job:
        job = self.case.desk.jobs.start(work)
        self._show_result("", None)
        self.panel.watch(job, title)
        self.acts.set_busy(busy=True)
        job.finished.connect(lambda: self.acts.set_busy(busy=False))
        return job

    def _paper(self, write: Writer, name: str, *, is_scan: bool = False) -> PreviewDialog:
        dialog = PreviewDialog(self.case.desk, write, name, self.window(), is_scan=is_scan)
        self._open(dialog)
        return dialog

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(partial(self._on_dialog_closed, dialog))
        dialog.open()

    def _on_dialog_closed(self, dialog: QDialog, _result: int) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()

    def _on_frozen(self, minutes: Minutes) -> None:
        self._show_result(
            translate(
                "Version {code} is written. Print it, read it aloud, have it signed, then record "
                "the signature.",
                code=minutes.code,
            ),
            None,
        )
        self.preview(minutes)

    def _on_sign(self) -> None:
        if self._standing is not None and self._standing.to_sign is not None:
            self._ask_pages(self._standing.to_sign, self._standing.signers)

    def _ask_pages(self, minutes: Minutes, signers: tuple[str, ...]) -> None:
        dialog = SignDialog(self.case.desk, minutes, signers, self.window())
        dialog.recorded.connect(self._on_recorded)
        self._open(dialog)

    def _on_recorded(self) -> None:
        self._show_result("", None)
        self._read_standing()

    def _on_verify(self) -> None:
        self._open(VerifyDialog(self.case.desk, self.window()))

    def _on_form(self) -> None:
        from ui.documents.format_check_dialog import (  # noqa: PLC0415 - loads the Word readers
            FormatCheckDialog,
        )

        self._open(FormatCheckDialog(self.case.desk, self.window()))

    def _on_head(self, head: Head) -> None:
        if self.case.case is None:
            return
        plan = replace(self.case.case.plan, head=head)
        self.case.case = replace(self.case.case, plan=plan)
        plans = self.case.desk.application.plans
        job = self.case.save(lambda: plans.save(plan))
        job.succeeded.connect(lambda _plan: self._read_standing())

    def _on_write(self) -> None:
        self.settle()
        target = self._ask_word(translate("Draft minutes – {unit}", unit=self._unit()))
        if target is not None:
            self.write_to(target)

    def _on_word(self, minutes: Minutes) -> None:
        target = self._ask_word(self._named(minutes))
        if target is None:
            return
        service = self.case.desk.application.minutes
        job = self._start(
            lambda _progress: service.copy(minutes, target), translate("Writing the minutes")
        )
        done = translate("The minutes are at {path}", path=target)
        job.succeeded.connect(lambda _none: self._show_result(done, target))

    def _ask_word(self, name: str) -> Path | None:
        target = self.case.desk.prompts.save_as(
            translate("Write the minutes"),
            Path.home() / f"{safe_name(name)}.docx",
            translate("Word files (*.docx)"),
        )
        return target.with_suffix(".docx") if target is not None else None

    def _unit(self) -> str:
        return self.case.case.unit.committee if self.case.case is not None else ""

    def _named(self, minutes: Minutes) -> str:
        return translate("Minutes v{number} – {unit}", number=minutes.version, unit=self._unit())

    def _show_result(self, text: str, written: Path | None) -> None:
        self.written = written
        self.result.setText(text)
        self.result.setVisible(bool(text))
        self.open_button.setVisible(written is not None)
        self.folder_button.setVisible(written is not None)

    def _on_open_file(self) -> None:
        if self.written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written)))

    def _on_open_folder(self) -> None:
        if self.written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written.parent)))


def _nothing() -> None:
    """Take a turn behind the saves that wait."""
