"""The page Hôm nay: what is open, what is due, what has not been sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.answer import Answer
from app.domain.inspection import Inspection, InspectionState
from app.domain.recommendation import Recommendation, RecommendationState
from app.services.inspections import InspectionRow
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.navigation import PageName, VisitTab
from ui.page import Page
from ui.texts import day_text, state_text, weekday_text
from ui.widgets.basics import button, card, chip, clear, column, label, row
from ui.widgets.form import section
from ui.widgets.scroll_column import ScrollColumn
from ui.widgets.share_bar import ShareBar

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Day:
    """What the day asks for, at one moment."""

    visits: Sequence[InspectionRow]
    recommendations: Sequence[Recommendation]


class TodayPage(Page):
    """Figures at the top, open visits at the left, deadlines at the right."""

    TOPICS = frozenset({Inspection.KIND, Answer.KIND, Recommendation.KIND})

    def __init__(self, desk: Desk) -> None:
        today = desk.clock.today()
        super().__init__(desk, translate("Today"), f"{weekday_text(today)}, {day_text(today)}")
        self.figures = row(spacing=theme.MEDIUM)
        self.resume_buttons: list[QPushButton] = []
        self._visits: QVBoxLayout
        self._due: QVBoxLayout
        self._build()

    @override
    def reload(self) -> None:
        application = self.desk.application
        self.read(
            lambda: Day(application.inspections.rows(), application.recommendations.all()),
            self._show,
        )

    def _build(self) -> None:
        self.body.addLayout(self.figures)
        scroll = ScrollColumn()
        sides = row(spacing=theme.MEDIUM)
        left, visits = section(translate("Visits"))
        self._visits = column(spacing=theme.SMALL)
        visits.addLayout(self._visits)
        right, due = section(translate("Next deadlines"))
        self._due = column(spacing=theme.SMALL)
        due.addLayout(self._due)
        for frame, stretch in ((left, 3), (right, 2)):
            side = column()
            side.addWidget(frame)
            side.addStretch(1)
            sides.addLayout(side, stretch)
        scroll.column.addLayout(sides)
        scroll.column.addStretch(1)
        self.body.addWidget(scroll, 1)

    def _show(self, day: Day) -> None:
        today = self.desk.clock.today()
        live = [one for one in day.visits if one.state is InspectionState.OPEN]
        late = [one for one in day.recommendations if one.days_late(today)]
        clear(self.figures)
        for number, text, tone in (
            (len(live), translate("visits in progress"), ""),
            (sum(one.leaves - one.answered for one in live), translate("criteria to score"), ""),
            (
                sum(one.differences for one in day.visits),
                translate("differences to settle"),
                "",
            ),
            (len(late), translate("recommendations overdue"), "late" if late else ""),
        ):
            self.figures.addWidget(_figure(number, text, tone), 1)
        others = [one for one in day.visits if one.state is not InspectionState.OPEN]
        self._show_visits([*live, *others])
        self._show_due(day)

    def _show_visits(self, visits: Sequence[InspectionRow]) -> None:
        clear(self._visits)
        self.resume_buttons.clear()
        if not visits:
            self._visits.addWidget(
                label(translate("No visits yet. Start one, or take in a package."), "muted")
            )
            steps = row()
            steps.addWidget(
                button(
                    translate("To the visits"),
                    partial(self.desk.navigator.open_page, PageName.INSPECTIONS),
                    variant="primary",
                )
            )
            steps.addWidget(
                button(
                    translate("To the packages"),
                    partial(self.desk.navigator.open_page, PageName.PACKAGES),
                )
            )
            steps.addStretch(1)
            self._visits.addLayout(steps)
        for one in visits[:_SHOWN]:
            self._visits.addWidget(self._visit_line(one))

    def _visit_line(self, one: InspectionRow) -> QWidget:
        line = QWidget()
        grid = QGridLayout(line)
        grid.setContentsMargins(0, theme.scaled(4), 0, theme.scaled(4))
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(theme.scaled(theme.MEDIUM))
        grid.addWidget(label(f"UBND {one.unit_name}"), 0, 0)
        is_open = one.state is InspectionState.OPEN
        grid.addWidget(chip(state_text(one.state), "accent" if is_open else "good"), 0, 1)
        bar = ShareBar()
        bar.show_share(one.answered, one.leaves)
        grid.addWidget(bar, 0, 2)
        figures = label(f"{one.answered}/{one.leaves}", "muted")
        figures.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        figures.setMinimumWidth(theme.scaled(56))
        grid.addWidget(figures, 0, 3)
        resume = button(
            translate("Continue") if is_open else translate("Look at it"),
            partial(self.desk.navigator.open_visit, one.id, VisitTab.CHECKLIST),
        )
        resume.setAccessibleName(translate("Continue: {unit}", unit=one.unit_name))
        grid.addWidget(resume, 0, 4)
        self.resume_buttons.append(resume)
        return line

    def _show_due(self, day: Day) -> None:
        clear(self._due)
        today = self.desk.clock.today()
        names = {one.id: one.unit_name for one in day.visits}
        open_ones = [
            one
            for one in day.recommendations
            if one.due_on and one.state is not RecommendationState.CONFIRMED
        ]
        if not open_ones:
            self._due.addWidget(label(translate("No deadline is running."), "muted"))
        for one in open_ones[:_SHOWN]:
            self._due.addWidget(_due_line(one, names.get(one.inspection_id, ""), today))


def _figure(number: int, text: str, tone: str) -> QFrame:
    frame = card()
    layout = column(frame, margins=theme.MEDIUM, spacing=0)
    figure = label(str(number), "figure")
    if tone:
        figure.setProperty("tone", tone)
    layout.addWidget(figure)
    layout.addWidget(label(text, "muted", wrap=True))
    return frame


def _due_line(one: Recommendation, unit: str, today: date) -> QWidget:
    line = QWidget()
    layout = column(line, spacing=theme.TINY)
    head = row()
    late = one.days_late(today)
    head.addWidget(chip(day_text(one.due_on), "late" if late else "neutral"))
    head.addWidget(label(f"UBND {unit}", "small"))
    head.addStretch(1)
    layout.addLayout(head)
    layout.addWidget(label(one.text, wrap=True))
    return line
