"""The tab Bàn giao: this visit as a package on the stick."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from app.services.inspection_rows import InspectionRow
from ui import theme
from ui.exchange.enrolment_panel import EnrolmentPanel
from ui.exchange.export_panel import ExportPanel
from ui.visit.tab import CaseTab
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import column


class HandoverTab(CaseTab):
    """Leads from the visit to a stick that may be removed."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__(case)
        self.trust = EnrolmentPanel(case.desk)
        self.export_panel = ExportPanel(case.desk, offers_choice=False)
        layout = column(self, spacing=theme.MEDIUM)
        layout.addWidget(self.export_panel)
        layout.addWidget(self.trust)
        layout.addStretch(1)

    @override
    def show_case(self) -> None:
        self.trust.reload()
        job = self.case.desk.jobs.read(self.case.desk.application.inspections.rows)
        job.succeeded.connect(self._show)

    @override
    def seal(self, *, sealed: bool) -> None:
        """Nothing to seal: a signed visit is handed over as any other."""

    def _show(self, rows: Sequence[InspectionRow]) -> None:
        mine = [one for one in rows if one.id == self.case.inspection_id]
        self.export_panel.show_visits(mine)
