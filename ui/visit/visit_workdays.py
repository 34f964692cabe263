"""What deadlines of a visit are counted by: the working calendar, the day of the visit, today."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from app.changes import ChangeSet
from app.domain.calendar import WorkingCalendar
from app.domain.visit_days import visit_days
from ui.visit.visit_case import VisitCase


class VisitWorkdays(QObject):
    """The calendar of the store, read in the background, and the days of a visit."""

    changed = Signal()

    def __init__(self, case: VisitCase, parent: QObject) -> None:
        super().__init__(parent)
        self._case = case
        self.calendar: WorkingCalendar | None = None
        case.desk.changes.changed.connect(self._on_changed)
        self._read()

    @property
    def after(self) -> date:
        """The day from which working days are counted: the last of the visit."""
        case = self._case.case
        last = visit_days(case.inspection).last if case is not None else None
        return last or self.today

    @property
    def today(self) -> date:
        """This day."""
        return self._case.desk.clock.today()

    def _read(self) -> None:
        job = self._case.desk.jobs.read(self._case.desk.application.calendar.current)
        job.succeeded.connect(self._on_read)

    def _on_read(self, calendar: WorkingCalendar) -> None:
        self.calendar = calendar
        self.changed.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("special_day"):
            self._read()
