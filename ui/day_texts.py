"""The words for a day of the working calendar: what it is, and whether anybody works on it."""

from __future__ import annotations

from datetime import date

from app.domain.calendar import DayKind, DayStatus, WorkingCalendar
from app.words import translate
from ui.texts import day_text, weekday_text


def day_kind_text(kind: DayKind) -> str:
    """Return what a kind of special day is called."""
    return {
        DayKind.HOLIDAY: translate("Public holiday"),
        DayKind.COMPENSATORY_OFF: translate("Compensatory day off"),
        DayKind.SWAPPED_OFF: translate("Swapped day off"),
        DayKind.MAKEUP_WORKDAY: translate("Make-up working day"),
        DayKind.ORDINARY: translate("Ordinary day (taken back)"),
    }[kind]


def what_day(day: date, calendar: WorkingCalendar) -> str:
    """Return what a day is: a working day, a day of the weekend, or a special one by name."""
    special = calendar.special_day(day)
    if special is None:
        return translate("working day") if calendar.is_workday(day) else translate("weekend")
    kind = day_kind_text(special.kind)
    named = kind if special.name in {"", kind} else f"{kind} – {special.name}"
    foreseen = special.status is DayStatus.ESTIMATE
    return translate("{day}, foreseen", day=named) if foreseen else named


def full_day(day: date) -> str:
    """Return a day with its weekday."""
    return f"{weekday_text(day)} {day_text(day)}"


def day_described(day: date, calendar: WorkingCalendar, after: date | None) -> str:
    """Return in a sentence what a day is, and how many working days it lies after another."""
    told = f"{full_day(day)}: {what_day(day, calendar)}"
    if not calendar.is_workday(day):
        return f"{told}. {next_workday_text(day, calendar)}"
    if after is None or day <= after:
        return f"{told}."
    count = calendar.workdays_between(after, day)
    placed = translate("{told}, number {count} after the visit.", told=told, count=count)
    return placed + holidays_unknown(day, calendar)


def next_workday_text(day: date, calendar: WorkingCalendar) -> str:
    """Return which working day comes next after a day off."""
    return translate("The next working day is {day}.", day=full_day(calendar.next_workday(day)))


def holidays_unknown(day: date, calendar: WorkingCalendar) -> str:
    """Return that the holidays of a day's year are not known yet; nothing if they are."""
    if calendar.knows(day.year):
        return ""
    return " " + translate("The holidays of {year} are not known yet.", year=day.year)
