"""The tab Bàn giao: what is missing, the package on the stick, and what came back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from typing_extensions import override

from app.domain.difference import Difference
from app.domain.gap import Gap
from app.services.handover import Handover
from app.words import translate, translate_count
from ui import theme
from ui.exchange.enrolment_panel import EnrolmentPanel
from ui.exchange.export_panel import ExportPanel
from ui.navigation import PageName, VisitTab
from ui.visit.correction_part import CorrectionPart
from ui.visit.gap_places import tab_of
from ui.visit.handover_parts import BroughtPart, DifferencesPart, SentPart, StepsPart
from ui.visit.tab import CaseTab
from ui.visit.verdict_part import VerdictPart
from ui.visit.visit_case import VisitCase
from ui.visit.visit_read import of_visit
from ui.widgets.basics import clear, column, label, link
from ui.widgets.form import section
from ui.widgets.scroll_column import ScrollColumn


class HandoverTab(CaseTab):
    """Leads from the visit to a stick that may be removed, and tells what became of it."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__(case)
        self.handover: Handover | None = None
        self.steps = StepsPart()
        self.missing = column(spacing=theme.TINY)
        self.export_panel = ExportPanel(case.desk, offers_choice=False)
        self.verdict = VerdictPart(case, self._read)
        self.corrections = CorrectionPart(case)
        self.sent = SentPart()
        self.differences = DifferencesPart(self._on_difference, self._on_decide)
        self.brought = BroughtPart()
        self.trust = EnrolmentPanel(case.desk)
        self._build()
        self.export_panel.exported.connect(self._read)
        self.trust.changed.connect(self._read)

    @override
    def show_case(self) -> None:
        self.trust.reload()
        self._read()
        if self.case.is_sealed:
            self._show_gaps(())
            return
        missing, visit = self.case.desk.application.missing, self.case.inspection_id
        job = self.case.desk.jobs.read(of_visit(lambda: missing.gaps(visit)))
        job.succeeded.connect(self._show_gaps)

    @override
    def seal(self, *, sealed: bool) -> None:
        """Nothing to seal: a signed visit is handed over as any other."""

    def _build(self) -> None:
        scroll = ScrollColumn()
        check, inner = section(translate("Check before packing"))
        inner.addLayout(self.missing)
        for part in (
            self.steps,
            self.verdict,
            self.corrections,
            check,
            self.export_panel,
            self.sent,
            self.differences,
            self.brought,
            self.trust,
        ):
            scroll.column.addWidget(part)
        scroll.column.addStretch(1)
        # Once what it says has its place.
        self.export_panel.exported.connect(
            lambda _exported: QTimer.singleShot(
                0, self, lambda: scroll.reach(self.export_panel.result)
            )
        )
        column(self).addWidget(scroll)

    def _read(self) -> None:
        handover, visit = self.case.desk.application.handover, self.case.inspection_id
        job = self.case.desk.jobs.read(of_visit(lambda: handover.of(visit)))
        job.succeeded.connect(self._show)

    def _show(self, found: Handover) -> None:
        if found.row.id != self.case.inspection_id:
            return
        self.handover = found
        self.steps.show_handover(found)
        self.verdict.show_handover(found)
        self.corrections.show_handover(found)
        self.export_panel.show_visits([found.row])
        self.sent.show_packages(found.sent, self.case.desk.clock.today())
        self.differences.show_differences(found.differences)
        self.brought.show_brought(found.brought, found.last_import)

    def _show_gaps(self, gaps: Sequence[Gap]) -> None:
        clear(self.missing)
        blocking = sum(one.blocks for one in gaps)
        hints = len(gaps) - blocking
        if not gaps:
            text = translate("Nothing is missing: the visit can be packed as it is.")
            self.missing.addWidget(label(text, wrap=True))
            return
        if blocking:
            text = translate_count(
                "{count} thing is missing before the signature",
                "{count} things are missing before the signature",
                blocking,
            )
            self.missing.addWidget(link(text, lambda: self._lead(VisitTab.MINUTES)))
        if hints:
            text = translate("{count} more to look at.", count=hints)
            self.missing.addWidget(link(text, lambda: self._lead(VisitTab.MINUTES)))
        note = translate("It can be packed all the same, and packed again when it is complete.")
        self.missing.addWidget(label(note, "muted", wrap=True))

    def _lead(self, tab: VisitTab) -> None:
        self.case.desk.navigator.open_visit(self.case.inspection_id, tab)

    def _on_decide(self) -> None:
        self.case.desk.navigator.open_page(PageName.DIFFERENCES)

    def _on_difference(self, one: Difference) -> None:
        tab = tab_of(Gap(text="", place=one.place))
        self.case.desk.navigator.open_visit(self.case.inspection_id, tab, one.key)
