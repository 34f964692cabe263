"""The tab Biên bản: what is missing, what the unit says, and the Word file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from typing_extensions import override

from app.domain.inspection import UnitAgreement
from app.domain.minutes import Minutes
from app.files import safe_name
from app.progress import Progress
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.jobs import Job
from ui.texts import agreement_text, moment_text
from ui.visit.gap_list import GapList
from ui.visit.phrase_offer import PhraseOffer
from ui.visit.sealing import show_sealed
from ui.visit.tab import CaseTab
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, clear, column, label, row
from ui.widgets.fields import AutoText, ChoiceField, DayField
from ui.widgets.form import Form, section
from ui.widgets.job_panel import JobPanel
from ui.widgets.scroll_column import ScrollColumn


class MinutesTab(CaseTab):
    """Leads from what is missing to the minutes on the table."""

    place_asked = Signal(object, str)

    def __init__(self, case: VisitCase) -> None:
        super().__init__(case)
        self.opinion = AutoText(translate("Opinion of the unit"), lines=4)
        self.phrases = PhraseOffer(self.opinion, case, lambda: "y_kien_don_vi")
        self.agreement = ChoiceField(
            translate("Agreement"), [(one, agreement_text(one)) for one in UnitAgreement]
        )
        self.refused = AutoText(translate("Why the unit does not sign, if it refuses"), lines=1)
        self.report_due = DayField(translate("Remediation report due"))
        self.write_button = button(
            translate("Write the minutes (Word)"),
            self._on_write,
            variant="primary",
            drawing=Icon.DOCUMENT,
        )
        self.panel = JobPanel()
        self.result = label("", wrap=True)
        self.open_button = button(translate("Open the file"), self._on_open_file)
        self.folder_button = button(translate("Open its folder"), self._on_open_folder)
        self.written: Path | None = None
        self.gaps = GapList(case)
        self.gaps.place_asked.connect(self.place_asked)
        self._versions_column = column(spacing=theme.TINY)
        self._build()
        self._connect()

    @override
    def show_case(self) -> None:
        if self.case.case is None:
            return
        inspection = self.case.case.inspection
        self.opinion.show_text(inspection.unit_opinion)
        self.agreement.show_value(inspection.unit_agreement)
        self.refused.show_text(inspection.refused_to_sign)
        self.report_due.show_day(inspection.report_due_on)
        self.gaps.read()
        application, visit = self.case.desk.application, self.case.inspection_id
        job = self.case.desk.jobs.read(lambda: application.minutes.versions(visit))
        job.succeeded.connect(self._show_versions)

    @override
    def seal(self, *, sealed: bool) -> None:
        # The papers of a signed visit are still printed.
        for field in (self.opinion, self.agreement, self.refused, self.report_due):
            show_sealed(field, sealed=sealed)

    @override
    def open_key(self, key: str) -> None:
        fields = {"unit_opinion": self.opinion, "report_due_on": self.report_due}
        if key in fields:
            fields[key].setFocus()

    @override
    def settle(self) -> None:
        for field in (self.opinion, self.refused, self.report_due):
            field.settle()

    def write_to(self, target: Path) -> Job:
        """Write the minutes to a file, and show how it went."""
        application, visit = self.case.desk.application, self.case.inspection_id

        def work(progress: Progress) -> object:
            application.minutes.draft(visit, target, progress)
            return target

        job = self.case.desk.jobs.start(work)
        self.write_button.setEnabled(False)
        self._show_result("", None)
        self.panel.watch(job, translate("Writing the minutes"))
        job.succeeded.connect(lambda _done: self._on_written(target))
        job.finished.connect(lambda: self.write_button.setEnabled(True))
        return job

    def _build(self) -> None:
        scroll = ScrollColumn()
        column(self).addWidget(scroll)
        columns = row(spacing=theme.MEDIUM)
        left, right = column(spacing=theme.MEDIUM), column(spacing=theme.MEDIUM)
        frame, inner = section(translate("Still missing"))
        inner.addWidget(self.gaps)
        left.addWidget(frame)
        frame, inner = section(translate("What the unit says"))
        form = Form(2)
        form.add(translate("Opinion of the unit"), self.opinion, span=2)
        form.add(translate("Agreement"), self.agreement)
        form.add(translate("Remediation report due"), self.report_due)
        form.add(translate("Why the unit does not sign, if it refuses"), self.refused, span=2)
        inner.addWidget(form)
        left.addWidget(frame)
        left.addStretch(1)
        frame, inner = section(
            translate("Word minutes"),
            translate("Presented as Decree 30/2020 asks, ready to print, read aloud and sign."),
        )
        inner.addWidget(self.write_button)
        inner.addWidget(self.panel)
        inner.addWidget(self.result)
        after = row()
        after.addWidget(self.open_button)
        after.addWidget(self.folder_button)
        after.addStretch(1)
        inner.addLayout(after)
        right.addWidget(frame)
        frame, inner = section(translate("Printed so far"))
        inner.addLayout(self._versions_column)
        right.addWidget(frame)
        right.addStretch(1)
        columns.addLayout(left, 3)
        columns.addLayout(right, 2)
        scroll.column.addLayout(columns)
        self._show_result("", None)

    def _connect(self) -> None:
        self.opinion.settled.connect(lambda text: self._change(unit_opinion=text))
        self.agreement.chosen.connect(lambda value: self._change(unit_agreement=value))
        self.refused.settled.connect(lambda text: self._change(refused_to_sign=text))
        self.report_due.day_settled.connect(lambda day: self._change(report_due_on=day))

    def _change(self, **changes: object) -> None:
        self.case.change_inspection(**changes)

    def _show_versions(self, versions: Sequence[Minutes]) -> None:
        clear(self._versions_column)
        if not versions:
            self._versions_column.addWidget(label(translate("Nothing printed yet."), "muted"))
        for one in reversed(versions):
            text = translate(
                "Version {number}, written {moment}",
                number=one.version,
                moment=moment_text(one.written_at),
            )
            self._versions_column.addWidget(label(text))

    def _on_write(self) -> None:
        if self.case.case is None:
            return
        self.settle()
        name = safe_name(f"Biên bản kiểm tra {self.case.case.unit.committee}") + ".docx"
        target = self.case.desk.prompts.save_as(
            translate("Write the minutes"),
            Path.home() / name,
            translate("Word files (*.docx)"),
        )
        if target is not None:
            self.write_to(target.with_suffix(".docx"))

    def _on_written(self, target: Path) -> None:
        text = translate("The draft is at {path}", path=target)
        self._show_result(text, target)

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
