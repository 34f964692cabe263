"""The page Lịch làm việc: holidays, swapped days and make-up days, to be corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from app.domain.calendar import DayKind, DayStatus, SpecialDay, special_day
from app.domain.text import sort_key
from app.errors import AppError
from app.services.calendar import CalendarEntry
from app.words import translate
from ui import theme
from ui.day_texts import day_kind_text
from ui.desk import Desk
from ui.icons import Icon
from ui.page import Page
from ui.texts import day_text, weekday_text
from ui.widgets.basics import button, column, label, row
from ui.widgets.column_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import AutoLine, ChoiceField, DayField
from ui.widgets.form import Form
from ui.widgets.table_panel import TablePanel

_TONES: Final = {
    DayKind.HOLIDAY: "accent",
    DayKind.COMPENSATORY_OFF: "accent",
    DayKind.SWAPPED_OFF: "partial",
    DayKind.MAKEUP_WORKDAY: "good",
    DayKind.ORDINARY: "neutral",
}
_YEARS: Final = 1


def status_text(status: DayStatus) -> str:
    """Return how sure a special day is."""
    return {
        DayStatus.VERIFIED: translate("verified"),
        DayStatus.SECONDARY: translate("second-hand"),
        DayStatus.MEMORY: translate("from memory"),
        DayStatus.ESTIMATE: translate("estimate"),
    }[status]


COLUMNS: Final = (
    Column[CalendarEntry](
        header=lambda: translate("Day"),
        text=lambda row: day_text(row.day.on),
        sort_key=lambda row: row.day.on.isoformat(),
        width=110,
        is_strong=True,
    ),
    Column[CalendarEntry](
        header=lambda: translate("Weekday"),
        text=lambda row: weekday_text(row.day.on),
        sort_key=lambda row: row.day.on.weekday(),
        width=100,
    ),
    Column[CalendarEntry](
        header=lambda: translate("Kind"),
        text=lambda row: day_kind_text(row.day.kind),
        sort_key=lambda row: list(DayKind).index(row.day.kind),
        tone=lambda row: _TONES[row.day.kind],
        width=200,
    ),
    Column[CalendarEntry](
        header=lambda: translate("Name of the day"),
        text=lambda row: row.day.name,
        sort_key=lambda row: sort_key(row.day.name),
        width=240,
        stretches=True,
    ),
    Column[CalendarEntry](
        header=lambda: translate("Certainty"),
        text=lambda row: status_text(row.day.status),
        sort_key=lambda row: list(DayStatus).index(row.day.status),
        width=140,
    ),
    Column[CalendarEntry](
        header=lambda: translate("Source"),
        text=lambda row: row.day.source,
        sort_key=lambda row: sort_key(row.day.source),
        width=220,
    ),
    Column[CalendarEntry](
        header=lambda: translate("Corrected"),
        text=lambda row: translate("corrected") if row.is_corrected else "",
        sort_key=lambda row: row.is_corrected,
        width=100,
    ),
)


class CalendarPage(Page):
    """All special days this store knows; the one chosen is corrected below."""

    TOPICS = frozenset({SpecialDay.KIND})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            translate("Working calendar"),
            translate(
                "Due dates count working days: Monday to Friday without these days off, with the "
                "make-up days."
            ),
        )
        year = desk.clock.today().year
        years = [year - _YEARS, year, year + _YEARS]
        self.panel = TablePanel[CalendarEntry](
            COLUMNS,
            translate("Search days (Ctrl+F)"),
            (
                (translate("All"), None),
                *((str(one), _in_year(one)) for one in years),
                (translate("Corrected"), lambda row: row.is_corrected),
            ),
            EmptyState(
                Icon.CALENDAR,
                translate("No special day is entered"),
                translate("Add the days off of the yearly notice below."),
            ),
        )
        self.editor = _Editor(desk)
        self.body.addWidget(self.panel, 1)
        self.body.addWidget(self.editor)
        self.panel.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.panel.table.row_chosen.connect(self.editor.show_entry)

    @override
    def reload(self) -> None:
        self.read(self.desk.application.calendar.entries, self._show)

    def _show(self, entries: Sequence[CalendarEntry]) -> None:
        is_first = not self.panel.model.rows
        self.panel.show_rows(entries, lambda one, other: one.day.on == other.day.on)
        if is_first:
            today = self.desk.clock.today()
            self.panel.table.choose_where(lambda row: row.day.on >= today)
        self.editor.show_entry(self.panel.table.chosen)


class _Editor(QFrame):
    """One day: what it is called, whether it is off, where that stands."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.desk = desk
        self.entry: CalendarEntry | None = None
        self.day = DayField(translate("Day"))
        self.kind = ChoiceField(translate("Kind"), [(one, day_kind_text(one)) for one in DayKind])
        self.name = AutoLine(translate("Name of the day"))
        self.certainty = ChoiceField(
            translate("Certainty"), [(one, status_text(one)) for one in DayStatus]
        )
        self.source = AutoLine(translate("Source"), translate("Number and day of the notice"))
        self.outcome = label("", "muted", wrap=True)
        self.save_button = button(translate("Keep this day"), self.save, variant="primary")
        self.back_button = button(translate("Take this day back"), self.take_back)
        self.restore_button = button(translate("As shipped"), self.restore)
        self._build()

    def show_entry(self, entry: CalendarEntry | None) -> None:
        """Show the day chosen."""
        self.entry = entry
        if entry is not None:
            self.day.show_day(entry.day.on)
            self.kind.show_value(entry.day.kind)
            self.name.show_text(entry.day.name)
            self.certainty.show_value(entry.day.status)
            self.source.show_text(entry.day.source)
        is_special = entry is not None and entry.day.kind is not DayKind.ORDINARY
        self.back_button.setEnabled(is_special)
        self.restore_button.setEnabled(entry is not None and entry.is_corrected)

    def save(self) -> None:
        """Keep what the fields say."""
        on = self.day.day
        if on is None:
            self.outcome.setText(translate("Write the day as dd/mm/yyyy."))
            return
        self._keep(on, self.name.text(), self.kind.value)

    def take_back(self) -> None:
        """Make the day chosen an ordinary one."""
        if self.entry is not None:
            self._keep(self.entry.day.on, self.entry.day.name, DayKind.ORDINARY)

    def restore(self) -> None:
        """Let the day chosen be as it was shipped, or not special at all."""
        if self.entry is None:
            return
        on, calendar = self.entry.day.on, self.desk.application.calendar
        self.desk.jobs.save(lambda: calendar.restore(on))

    def _keep(self, on: date, name: str, kind: DayKind) -> None:
        day = special_day(on, name, kind, self.certainty.value, self.source.text())
        calendar = self.desk.application.calendar

        def work() -> object:
            try:
                return calendar.save(day)
            except AppError as error:
                return error

        job = self.desk.jobs.save(work)
        job.succeeded.connect(self._on_kept)

    def _on_kept(self, kept: SpecialDay | AppError) -> None:
        if isinstance(kept, AppError):
            self.outcome.setText(kept.text)
            return
        self.outcome.setText(
            translate(
                "{day} is kept: {kind}.", day=day_text(kept.on), kind=day_kind_text(kept.kind)
            )
        )

    def _build(self) -> None:
        layout = column(self, margins=theme.MEDIUM, spacing=theme.SMALL)
        form = Form(4)
        form.add(translate("Day"), self.day)
        form.add(translate("Kind"), self.kind)
        form.add(translate("Name of the day"), self.name)
        form.add(translate("Certainty"), self.certainty)
        form.add(translate("Source"), self.source, span=4)
        layout.addWidget(form)
        acts = row()
        acts.addWidget(self.outcome, 1)
        acts.addWidget(self.restore_button)
        acts.addWidget(self.back_button)
        acts.addWidget(self.save_button)
        layout.addLayout(acts)
        self.show_entry(None)


def _in_year(year: int) -> Callable[[CalendarEntry], bool]:
    return lambda entry: entry.day.on.year == year
