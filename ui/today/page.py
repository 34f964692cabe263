"""The page Hôm nay: the visits of the week, what each lacks and where it is, and what is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.bootstrap import Application
from app.domain.answer import Answer
from app.domain.calendar import WorkingCalendar
from app.domain.inspection import Inspection, InspectionState
from app.domain.recommendation import Recommendation, RecommendationState
from app.errors import NotFound
from app.ids import InspectionId
from app.services.inspection_rows import InspectionRow
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.icons import Icon
from ui.navigation import PageName, VisitTab
from ui.page import Page
from ui.texts import day_text, weekday_text
from ui.today.visit_line import VisitLine
from ui.today.week import Group, Part, starts_today, week_of
from ui.widgets.basics import button, card, chip, clear, column, label, link, row, rule
from ui.widgets.flow import Flow
from ui.widgets.form import section
from ui.widgets.scroll_column import ScrollColumn

_MOST_VISITS: Final = 12
_MOST_DUE: Final = 8
_NARROW: Final = 760
_LOOK_AFTER_MS: Final = 300
"""What each visit lacks is worked out once the page stands, and only while it is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What the day asks for, at one moment; samples are shown and counted nowhere."""

    visits: int
    groups: Sequence[Group]
    in_progress: int
    to_start: int
    unsent: int
    late: int
    due: Sequence[Recommendation]
    """The first ones that are running."""
    running: int
    units: Mapping[InspectionId, str]
    """The units of those visits."""
    calendar: WorkingCalendar


def day_of(application: Application, today: date) -> Day:
    """Return what a day asks for; off the screen's time, because headquarters has thousands."""
    rows = application.inspections.rows()
    real = {one.id: one for one in rows if not one.is_sample}
    asked = [one for one in application.recommendations.all() if one.inspection_id in real]
    running = [
        one for one in asked if one.due_on and one.state is not RecommendationState.CONFIRMED
    ]
    due = running[:_MOST_DUE]
    return Day(
        visits=len(rows),
        groups=week_of(rows, today),
        in_progress=sum(one.state is InspectionState.OPEN for one in real.values()),
        to_start=sum(starts_today(one, today) for one in real.values()),
        unsent=sum(one.unsent > 0 for one in real.values()),
        late=sum(one.days_late(today) > 0 for one in running),
        due=due,
        running=len(running),
        units={one.inspection_id: real[one.inspection_id].unit_name for one in due},
        calendar=application.calendar.current(),
    )


class TodayPage(Page):
    """Figures at the top, the visits of the week at the left, deadlines at the right."""

    TOPICS = frozenset({Inspection.KIND, Answer.KIND, Recommendation.KIND, "special_day"})

    def __init__(self, desk: Desk) -> None:
        today = desk.clock.today()
        super().__init__(desk, translate("Today"), f"{weekday_text(today)}, {day_text(today)}")
        self.figures = row(spacing=theme.MEDIUM)
        self.lines: list[VisitLine] = []
        self._visits: QVBoxLayout
        self._due: QVBoxLayout
        self._round = 0
        self._look_soon = QTimer(self)
        self._look_soon.setSingleShot(True)
        self._look_soon.setInterval(_LOOK_AFTER_MS)
        self._look_soon.timeout.connect(self._look)
        self._build()
        self.start_button = button(
            translate("Start a visit"), self._on_start, variant="primary", drawing=Icon.ADD
        )
        self.add_action(self.start_button)

    @property
    def resume_buttons(self) -> list[QPushButton]:
        """The buttons that lead into the visits, in their order."""
        return [line.go_button for line in self.lines]

    @property
    def is_looking(self) -> bool:
        """Whether what the visits lack is still to be worked out."""
        return self._look_soon.isActive()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Much enlarged, the deadlines stand below the visits instead of beside them.
        narrow = event.size().width() < theme.scaled(_NARROW)
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    @override
    def reload(self) -> None:
        application, today = self.desk.application, self.desk.clock.today()
        self.read(lambda: day_of(application, today), self._show)

    def _on_start(self) -> None:
        from ui.inspections.start_dialog import StartDialog  # noqa: PLC0415 - the day comes first

        dialog = StartDialog(self.desk, self)
        dialog.started.connect(self.desk.navigator.open_visit)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _build(self) -> None:
        self.body.addLayout(self.figures)
        scroll = ScrollColumn()
        self._sides = row(spacing=theme.MEDIUM)
        left, visits = section(translate("The visits of this week"))
        self._visits = column(spacing=theme.TINY)
        visits.addLayout(self._visits)
        right, due = section(translate("Next deadlines"))
        self._due = column(spacing=theme.SMALL)
        due.addLayout(self._due)
        for frame, stretch in ((left, 5), (right, 3)):
            side = column()
            side.addWidget(frame)
            side.addStretch(1)
            self._sides.addLayout(side, stretch)
        scroll.column.addLayout(self._sides)
        scroll.column.addStretch(1)
        self.body.addWidget(scroll, 1)

    def _show(self, day: Day) -> None:
        if not self.isVisible():
            # Whoever went on to another page at once does not wait for this one to be built.
            self._is_stale = True
            return
        today = self.desk.clock.today()
        clear(self.figures)
        for number, text, tone in (
            (day.in_progress, translate("visits in progress"), ""),
            (day.to_start, translate("visits to start today"), ""),
            (day.unsent, translate("visits with entries not sent"), ""),
            (day.late, translate("recommendations overdue"), "late" if day.late else ""),
        ):
            self.figures.addWidget(_figure(number, text, tone), 1)
        self._show_visits(day, today)
        self._show_due(day, today)
        self._round += 1
        self._look_soon.start()

    def _show_visits(self, day: Day, today: date) -> None:
        clear(self._visits)
        self.lines.clear()
        groups = day.groups
        if not day.visits:
            self._show_empty(translate("No visits yet. Start one, or take in a package."))
        elif not groups:
            self._show_empty(translate("Nothing is planned or under way this week."))
        for group in groups:
            room = _MOST_VISITS - len(self.lines)
            if room <= 0:
                break
            self._show_group(group, group.visits[:room], today)
        hidden = day.visits - len(self.lines)
        if groups and hidden:
            self._visits.addWidget(rule())
            more = translate("All visits ({count})", count=day.visits)
            to_list = partial(self.desk.navigator.open_page, PageName.INSPECTIONS)
            self._visits.addWidget(link(more, to_list))

    def _show_group(self, group: Group, visits: Sequence[InspectionRow], today: date) -> None:
        if self.lines:
            self._visits.addWidget(rule())
        self._visits.addWidget(label(_heading(group, today), "label"))
        for one in visits:
            line = VisitLine(one, self.desk.navigator)
            line.start_asked.connect(self._on_start_asked)
            self.lines.append(line)
            self._visits.addWidget(line)

    def _show_empty(self, text: str) -> None:
        self._visits.addWidget(label(text, "muted", wrap=True))
        steps = row()
        go = self.desk.navigator.open_page
        steps.addWidget(
            button(translate("To the visits"), partial(go, PageName.INSPECTIONS), variant="primary")
        )
        steps.addWidget(button(translate("To the packages"), partial(go, PageName.PACKAGES)))
        steps.addStretch(1)
        self._visits.addLayout(steps)

    def _look(self) -> None:
        """Work out what each visit lacks; what was shown anew since is not touched."""
        if not self.isVisible():
            return
        application = self.desk.application
        for line in self.lines:
            if line.row.state is InspectionState.SIGNED:
                continue
            visit, live = line.row.id, line.wants_gaps
            job = self.desk.jobs.read_aside(partial(_looked_at, application, visit, with_gaps=live))
            job.succeeded.connect(partial(self._on_looked, self._round, line))

    def _on_looked(self, asked: int, line: VisitLine, found: tuple[int, int]) -> None:
        if asked == self._round:
            line.show_missing(*found)

    def _on_start_asked(self, one: InspectionRow) -> None:
        inspections = self.desk.application.inspections
        job = self.desk.jobs.save(lambda: inspections.take_step(one.id, InspectionState.OPEN))
        job.succeeded.connect(lambda _visit: self._on_started(one))

    def _on_started(self, one: InspectionRow) -> None:
        # Who is there and where: the first thing a visit asks for.
        self.desk.navigator.open_visit(one.id, VisitTab.OVERVIEW)

    def _show_due(self, day: Day, today: date) -> None:
        clear(self._due)
        if not day.due:
            self._due.addWidget(label(translate("No deadline is running."), "muted"))
        for one in day.due:
            unit = day.units[one.inspection_id]
            self._due.addWidget(_due_line(one, unit, today, day.calendar))
        if day.running > len(day.due):
            go = partial(self.desk.navigator.open_page, PageName.RECOMMENDATIONS)
            more = translate("All deadlines ({count})", count=day.running)
            self._due.addWidget(link(more, go))


def _looked_at(
    application: Application, visit: InspectionId, *, with_gaps: bool
) -> tuple[int, int]:
    """Return how many things block the signature of a visit, and what it has to verify."""
    try:
        blocking = sum(one.blocks for one in application.missing.gaps(visit)) if with_gaps else 0
        earlier = application.remediation.earlier(visit)
    except NotFound:  # it went into the bin meanwhile, and the page is about to hear of it
        return 0, 0
    return blocking, sum(not one.is_verified for one in earlier)


def _heading(group: Group, today: date) -> str:
    match group.part:
        case Part.UNDER_WAY:
            return translate("In progress")
        case Part.MISSED:
            return translate("The planned day has passed")
        case Part.ENDED:
            return translate("Ended")
        case Part.LATER:
            return translate("After this week")
        case Part.UNDATED:
            return translate("No day planned")
        case Part.DAY:
            day = group.day or today
            name = f"{weekday_text(day)}, {day_text(day)}"
            return translate("Today, {day}", day=name) if day == today else name


def _figure(number: int, text: str, tone: str) -> QFrame:
    frame = card()
    layout = column(frame, margins=theme.MEDIUM, spacing=0)
    figure = label(str(number), "figure")
    if tone:
        figure.setProperty("tone", tone)
    layout.addWidget(figure)
    layout.addWidget(label(text, "muted", wrap=True))
    return frame


def _due_line(one: Recommendation, unit: str, today: date, calendar: WorkingCalendar) -> QWidget:
    line = QWidget()
    layout = column(line, spacing=theme.TINY)
    head = Flow()
    late = bool(one.days_late(today))
    head.addWidget(chip(left_text(one, today, calendar), "late" if late else "neutral"))
    head.addWidget(label(day_text(one.due_on), "small"))
    layout.addLayout(head)
    layout.addWidget(label(f"UBND {unit}", "small"))
    layout.addWidget(label(one.text, wrap=True))
    return line


def left_text(one: Recommendation, today: date, calendar: WorkingCalendar) -> str:
    """Return how many working days a deadline leaves, or how many it has passed by."""
    due = one.due_on or today
    if due < today:
        return translate("{days} working days late", days=calendar.workdays_between(due, today))
    if due == today:
        return translate("due today")
    return translate("{days} working days left", days=calendar.workdays_between(today, due))
