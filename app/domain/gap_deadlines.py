"""What is wrong with a day by which something is due after a visit."""

from __future__ import annotations

from datetime import date

from app.domain.calendar import DayStatus, WorkingCalendar
from app.domain.visit_days import VisitDays, day_text
from app.words import translate


def early(due_on: date, days: VisitDays) -> str:
    """Return why a day comes too early to be a deadline; nothing if it does not."""
    if days.last is None or due_on > days.last:
        return ""
    return translate(
        "{day} is not after the visit, which ends on {last}",
        day=day_text(due_on),
        last=day_text(days.last),
    )


def day_off(due_on: date, calendar: WorkingCalendar) -> str:
    """Return why nobody works on a day; nothing if it is a working day."""
    if calendar.is_workday(due_on):
        return ""
    return translate(
        "{day} is no working day; the next one is {next}",
        day=day_text(due_on),
        next=day_text(calendar.next_workday(due_on)),
    )


def is_foreseen(day: date, calendar: WorkingCalendar) -> bool:
    """Whether a day off is only expected, because its year's notice has not come yet."""
    special = calendar.special_day(day)
    return special is not None and special.status is DayStatus.ESTIMATE
