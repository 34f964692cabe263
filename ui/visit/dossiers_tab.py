"""The tab Hồ sơ mẫu: the sample, dossier by dossier, and what it amounts to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from app.domain.calendar import WorkingCalendar
from app.domain.dossier import Dossier
from app.domain.dossier_result import DossierJudgement, judge_sample
from app.domain.text import sort_key
from app.paths import RESOURCES
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.texts import dossier_status_text, local_text
from ui.visit.dossier_texts import outcome_text, outcome_tone, warning_text
from ui.visit.tab import CaseTab
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import column, label, row
from ui.widgets.column_table import Column, ColumnTable, ColumnTableModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar


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
        self.model = ColumnTableModel[JudgedDossier](COLUMNS, self)
        self.table = ColumnTable(self.model)
        self.filter = FilterBar(
            translate("Search dossiers (Ctrl+F)"), (translate("All"), translate("Overdue"))
        )
        self.summary = label("", "strong")
        self.detail = label("", "muted", wrap=True)
        self.stack = QStackedWidget()
        self._build()

    @override
    def show_case(self) -> None:
        if self.case.case is None:
            return
        dossiers = self.case.case.dossiers
        period_to = self.case.case.inspection.period_to
        self.stack.setCurrentIndex(0 if dossiers else 1)
        job = self.case.desk.jobs.read(
            lambda: judge_sample(dossiers, working_calendar(), period_to)
        )
        job.succeeded.connect(lambda judged: self._show(dossiers, judged))

    def _build(self) -> None:
        full = QWidget()
        inner = column(full, spacing=theme.SMALL)
        inner.addWidget(self.summary)
        inner.addWidget(self.filter)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.detail)
        empty = EmptyState(
            Icon.TABLE,
            translate("No dossier in the sample yet"),
            translate(
                "Dossiers come with an inspection document or a package: import one on the "
                "page “Packages”."
            ),
        )
        self.stack.addWidget(full)
        self.stack.addWidget(empty)
        row(self).addWidget(self.stack)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.filter.searched.connect(self._on_searched)
        self.filter.choice_made.connect(self._on_choice)
        search = QShortcut(QKeySequence("Ctrl+F"), self)
        search.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        search.activated.connect(self.filter.words.setFocus)

    def _show(self, dossiers: Sequence[Dossier], judged: Sequence[DossierJudgement]) -> None:
        rows = [JudgedDossier(*pair) for pair in zip(dossiers, judged, strict=True)]
        self.model.show_rows(rows)
        late = sum(1 for one in judged if one.outcome is not None and one.outcome.is_late)
        without = sum(1 for one in dossiers if one.has_receipt is False)
        self.summary.setText(
            translate(
                "{late}/{total} overdue  ·  {without} without a receipt slip",
                late=late,
                total=len(rows),
                without=without,
            )
        )
        self.filter.show_count(self.table.count, len(rows))

    def _on_searched(self, text: str) -> None:
        self.table.filter.search(text)
        self.filter.show_count(self.table.count, len(self.model.rows))

    def _on_choice(self, number: int) -> None:
        self.table.filter.choose(_is_late if number else None)
        self.filter.show_count(self.table.count, len(self.model.rows))

    def _on_row_chosen(self, chosen: JudgedDossier | None) -> None:
        if chosen is None:
            self.detail.clear()
            return
        parts = [dossier_status_text(chosen.dossier.status)]
        parts += [warning_text(warning) for warning in chosen.judgement.warnings]
        if chosen.dossier.note:
            parts.append(chosen.dossier.note)
        self.detail.setText("  ·  ".join(parts))


@cache
def working_calendar() -> WorkingCalendar:
    """Return the working calendar that ships with the program."""
    days = (RESOURCES / "holidays_vn_2025_2027.csv").read_text(encoding="utf-8")
    return WorkingCalendar.from_csv(days)


def _is_late(row: JudgedDossier) -> bool:
    return row.judgement.outcome is not None and row.judgement.outcome.is_late
