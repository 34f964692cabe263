"""The page Kiến nghị: what every inspected unit owes, the earliest deadline first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from app.domain.inspection import Inspection
from app.domain.recommendation import Recommendation, RecommendationState
from app.domain.text import sort_key
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.icons import Icon
from ui.inspections.columns import committee_text
from ui.navigation import VisitTab
from ui.page import Page
from ui.texts import day_text, recommendation_state_text
from ui.widgets.basics import button, column, label, row
from ui.widgets.column_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.table_panel import TablePanel

_TONES: Final = {
    RecommendationState.NOT_STARTED: "neutral",
    RecommendationState.IN_PROGRESS: "partial",
    RecommendationState.REPORTED: "accent",
    RecommendationState.CONFIRMED: "good",
}
_DUE: Final = 0


@dataclass(frozen=True, slots=True)
class FollowedRecommendation:
    """A recommendation with the unit it binds and the days it is late today."""

    recommendation: Recommendation
    unit_name: str
    """As it is shown; that of a sample says so."""
    days_late: int


COLUMNS: Final = (
    Column[FollowedRecommendation](
        header=lambda: translate("Deadline"),
        text=lambda row: day_text(row.recommendation.due_on) or translate("none"),
        sort_key=lambda row: (row.recommendation.due_on or date.max).isoformat(),
        width=110,
    ),
    Column[FollowedRecommendation](
        header=lambda: translate("Days late"),
        text=lambda row: translate("{days} days", days=row.days_late) if row.days_late else "",
        sort_key=lambda row: row.days_late,
        tone=lambda row: "late" if row.days_late else "",
        width=110,
    ),
    Column[FollowedRecommendation](
        header=lambda: translate("Inspected unit"),
        text=lambda row: row.unit_name,
        sort_key=lambda row: sort_key(row.unit_name),
        width=190,
        is_strong=True,
    ),
    Column[FollowedRecommendation](
        header=lambda: translate("Recommendation"),
        text=lambda row: " ".join(row.recommendation.text.split()),
        sort_key=lambda row: sort_key(row.recommendation.text),
        width=320,
        stretches=True,
    ),
    Column[FollowedRecommendation](
        header=lambda: translate("State"),
        text=lambda row: recommendation_state_text(row.recommendation.state),
        sort_key=lambda row: list(RecommendationState).index(row.recommendation.state),
        tone=lambda row: _TONES[row.recommendation.state],
        width=150,
    ),
)


class RecommendationsPage(Page):
    """All recommendations of this store; the one chosen is followed up below."""

    TOPICS = frozenset({Recommendation.KIND, Inspection.KIND})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            translate("Recommendations"),
            translate("Deadlines run here until headquarters confirms what was done."),
        )
        self.panel = TablePanel[FollowedRecommendation](
            COLUMNS,
            translate("Search recommendations (Ctrl+F)"),
            (
                (translate("All"), None),
                (translate("Still open"), _is_open),
                (translate("Overdue"), lambda row: row.days_late > 0),
                (translate("Confirmed"), lambda row: not _is_open(row)),
            ),
            EmptyState(
                Icon.FLAG,
                translate("No recommendations yet"),
                translate("They are written in a visit, under “Findings & recommendations”."),
            ),
        )
        self.detail = _Detail(desk)
        self.body.addWidget(self.panel, 1)
        self.body.addWidget(self.detail)
        self.panel.table.sortByColumn(_DUE, Qt.SortOrder.AscendingOrder)
        self.panel.table.row_chosen.connect(self.detail.show_row)
        self.panel.table.row_opened.connect(self._on_opened)

    @override
    def reload(self) -> None:
        application, today = self.desk.application, self.desk.clock.today()

        def read() -> list[FollowedRecommendation]:
            names = {visit.id: committee_text(visit) for visit in application.inspections.rows()}
            return [
                FollowedRecommendation(one, names.get(one.inspection_id, ""), one.days_late(today))
                for one in application.recommendations.all()
            ]

        self.read(read, self._show)

    def _show(self, rows: Sequence[FollowedRecommendation]) -> None:
        self.panel.show_rows(
            rows, lambda one, other: one.recommendation.id == other.recommendation.id
        )
        self.detail.show_row(self.panel.table.chosen)

    def _on_opened(self, row: FollowedRecommendation) -> None:
        asked = row.recommendation
        self.desk.navigator.open_visit(asked.inspection_id, VisitTab.FINDINGS, asked.id)


class _Detail(QFrame):
    """The whole text of one recommendation, and how far it is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.desk = desk
        self.row: FollowedRecommendation | None = None
        self.text = label("", wrap=True)
        self.facts = label("", "muted", wrap=True)
        self.state = ChoiceField(
            translate("State"),
            [(one, recommendation_state_text(one)) for one in RecommendationState],
        )
        self.open_button = button(translate("Open the visit"), self._on_open)
        layout = row(self, margins=theme.MEDIUM, spacing=theme.LARGE)
        words = column(spacing=theme.TINY)
        words.addWidget(self.text)
        words.addWidget(self.facts)
        layout.addLayout(words, 1)
        layout.addWidget(self.state)
        layout.addWidget(self.open_button)
        self.state.setMinimumWidth(theme.scaled(170))
        self.state.chosen.connect(self._on_state)
        self.hide()

    def show_row(self, shown: FollowedRecommendation | None) -> None:
        """Follow the row chosen."""
        self.row = shown
        self.setVisible(shown is not None)
        if shown is None:
            return
        one = shown.recommendation
        self.text.setText(one.text)
        parts = [one.owner, one.report_form, one.receiving_office, one.no_deadline_reason]
        self.facts.setText("  ·  ".join(part for part in parts if part))
        self.state.show_value(one.state)

    def _on_state(self, state: RecommendationState) -> None:
        if self.row is not None:
            changed = replace(self.row.recommendation, state=state)
            self.desk.jobs.save(partial(self.desk.application.recommendations.save, changed))

    def _on_open(self) -> None:
        if self.row is not None:
            asked = self.row.recommendation
            self.desk.navigator.open_visit(asked.inspection_id, VisitTab.FINDINGS, asked.id)


def _is_open(row: FollowedRecommendation) -> bool:
    return row.recommendation.state is not RecommendationState.CONFIRMED
