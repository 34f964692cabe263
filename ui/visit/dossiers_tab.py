"""The tab Hồ sơ mẫu: the sample, dossier by dossier, and what it amounts to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from typing_extensions import override

from app.domain.dossier import Dossier
from app.domain.dossier_result import DossierJudgement, judge_sample
from app.domain.text import sort_key
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.texts import dossier_status_text, local_text
from ui.visit.dossier_texts import outcome_text, outcome_tone, warning_text
from ui.visit.sample_tools import SampleTools
from ui.visit.tab import CaseTab
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import column, label
from ui.widgets.column_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.table_panel import TablePanel


@dataclass(frozen=True, slots=True)
class JudgedDossier:
    """A dossier and what its dates amount to."""

    dossier: Dossier
    judgement: DossierJudgement


COLUMNS: Final = (
    Column[JudgedDossier](
        header=lambda: translate("Dossier code"),
        text=lambda row: row.dossier.dossier_code,
        sort_key=lambda row: row.dossier.dossier_code,
        width=190,
        is_strong=True,
    ),
    Column[JudgedDossier](
        header=lambda: translate("Procedure"),
        text=lambda row: row.dossier.procedure_name,
        sort_key=lambda row: sort_key(row.dossier.procedure_name),
        width=260,
        stretches=True,
    ),
    Column[JudgedDossier](
        header=lambda: translate("Field"),
        text=lambda row: row.dossier.field,
        sort_key=lambda row: sort_key(row.dossier.field),
        width=130,
    ),
    Column[JudgedDossier](
        header=lambda: translate("Received"),
        text=lambda row: local_text(row.dossier.received_at),
        sort_key=lambda row: row.dossier.received_at.isoformat(),
        width=100,
    ),
    Column[JudgedDossier](
        header=lambda: translate("Due"),
        text=lambda row: local_text(row.dossier.due_at),
        sort_key=lambda row: row.dossier.due_at.isoformat() if row.dossier.due_at else "",
        width=100,
    ),
    Column[JudgedDossier](
        header=lambda: translate("Returned"),
        text=lambda row: local_text(row.dossier.returned_at),
        sort_key=lambda row: row.dossier.returned_at.isoformat() if row.dossier.returned_at else "",
        width=100,
    ),
    Column[JudgedDossier](
        header=lambda: translate("Result"),
        text=lambda row: outcome_text(row.judgement),
        sort_key=lambda row: (row.judgement.overdue_days, outcome_text(row.judgement)),
        tone=lambda row: outcome_tone(row.judgement),
        width=150,
    ),
    Column[JudgedDossier](
        header=lambda: translate("Doubts"),
        text=lambda row: str(len(row.judgement.warnings) or ""),
        sort_key=lambda row: len(row.judgement.warnings),
        width=90,
        is_number=True,
    ),
)


class DossiersTab(CaseTab):
    """The dossiers of the sample with their results, and the doubts of the one chosen."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__(case)
        self.panel = TablePanel[JudgedDossier](
            COLUMNS,
            translate("Search dossiers (Ctrl+F)"),
            (
                (translate("All"), None),
                (translate("Overdue"), _is_late),
                (translate("Doubtful"), _is_doubtful),
            ),
            EmptyState(
                Icon.TABLE,
                translate("No dossier in the sample yet"),
                translate(
                    "Dossiers come with an inspection document or a package: import one on the "
                    "page “Packages”."
                ),
            ),
        )
        self.tools = SampleTools(case)
        self.summary = label("", "strong")
        self.detail = label("", "muted", wrap=True)
        layout = column(self, spacing=theme.SMALL)
        layout.addWidget(self.tools)
        layout.addWidget(self.summary)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.detail)
        self.panel.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.panel.table.row_chosen.connect(self._on_row_chosen)

    @override
    def show_case(self) -> None:
        if self.case.case is None:
            return
        dossiers = self.case.case.dossiers
        period_to = self.case.case.inspection.period_to
        calendar = self.case.desk.application.calendar
        job = self.case.desk.jobs.read(
            lambda: judge_sample(dossiers, calendar.current(), period_to)
        )
        job.succeeded.connect(lambda judged: self._show(dossiers, judged))

    def _show(self, dossiers: Sequence[Dossier], judged: Sequence[DossierJudgement]) -> None:
        rows = [JudgedDossier(*pair) for pair in zip(dossiers, judged, strict=True)]
        self.panel.show_rows(rows, lambda one, other: one.dossier.id == other.dossier.id)
        self.summary.setVisible(bool(rows))
        self.summary.setText(
            translate(
                "{late}/{total} overdue  ·  {without} without a receipt slip",
                late=sum(1 for row in rows if _is_late(row)),
                total=len(rows),
                without=sum(1 for one in dossiers if one.has_receipt is False),
            )
        )

    def _on_row_chosen(self, chosen: JudgedDossier | None) -> None:
        if chosen is None:
            self.detail.clear()
            return
        parts = [dossier_status_text(chosen.dossier.status)]
        parts += [warning_text(warning) for warning in chosen.judgement.warnings]
        if chosen.dossier.note:
            parts.append(chosen.dossier.note)
        self.detail.setText("  ·  ".join(parts))


def _is_late(row: JudgedDossier) -> bool:
    return row.judgement.outcome is not None and row.judgement.outcome.is_late


def _is_doubtful(row: JudgedDossier) -> bool:
    return bool(row.judgement.warnings)
