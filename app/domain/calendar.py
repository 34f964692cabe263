"""The working calendar: which days count when a term runs.

Holidays, compensatory days and swapped days are data that headquarters ships and a
user may correct; nothing lunar is ever computed here (`dossier_sample` §3).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Annotated, ClassVar, Final

from app.domain.csv_rows import read_rows
from app.domain.entity import Merge
from app.errors import AppError, InvalidValue
from app.ids import SpecialDayId, place_id
from app.words import mark, translate

MONDAY_TO_FRIDAY: Final = frozenset(range(5))
"""The week of the state's offices; a centre open on Saturday morning does not lengthen it."""

COLUMNS: Final = ("date", "name", "kind", "status", "source")
_DAY: Final = timedelta(days=1)
_WEEKDAYS: Final = frozenset(range(7))


class CalendarInvalid(AppError):
    """A list of holidays cannot be read."""

    code = "calendar_invalid"
    message = mark(
        "The calendar cannot be read, {place}: {reason}. "
        "The calendar in use stays as it was. Correct it there and try again."
    )


class DayKind(Enum):
    """Why a day departs from the week's pattern."""

    HOLIDAY = "holiday"
    COMPENSATORY_OFF = "compensatory_off"
    """Nghỉ bù: the holiday fell on a weekend (BLLĐ 2019 Điều 111)."""
    SWAPPED_OFF = "swapped_off"
    MAKEUP_WORKDAY = "makeup_workday"
    """Làm bù: a weekend day on which everybody works."""
    ORDINARY = "ordinary"
    """Nothing special after all: takes a shipped day back."""

    @property
    def is_off(self) -> bool:
        """Whether nobody works on it."""
        return self not in {DayKind.MAKEUP_WORKDAY, DayKind.ORDINARY}


class DayStatus(Enum):
    """How sure a day is."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    MEMORY = "memory"
    ESTIMATE = "estimate"
    """Foreseen before the yearly notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """One day that departs from the week's pattern, as shipped or as somebody corrected it."""

    KIND: ClassVar[str] = "special_day"
    AGGREGATE: ClassVar[str] = "id"

    id: SpecialDayId
    on: Annotated[date, Merge.IMMUTABLE]
    name: Annotated[str, Merge.AUTO]
    kind: Annotated[DayKind, Merge.AUTO]
    status: Annotated[DayStatus, Merge.AUTO] = DayStatus.VERIFIED
    source: Annotated[str, Merge.AUTO] = ""


def special_day(
    on: date, name: str, kind: DayKind, status: DayStatus = DayStatus.VERIFIED, source: str = ""
) -> SpecialDay:
    """Return the special day of this date; a date is one day on every laptop."""
    identity = SpecialDayId(place_id("special_day", on.isoformat()))
    return SpecialDay(id=identity, on=on, name=name, kind=kind, status=status, source=source)


class WorkingCalendar:
    """Tells working days from days off; immutable.

    A year without any special day is a year nobody has entered yet (`knows`).
    """

    def __init__(
        self, days: Iterable[SpecialDay] = (), work_week: frozenset[int] = MONDAY_TO_FRIDAY
    ) -> None:
        """Build the calendar from special days and the weekdays worked (Monday is 0).

        Of two for one date the later counts, so that corrections follow what is shipped.
        """
        if not work_week or not work_week <= _WEEKDAYS:
            raise InvalidValue(
                field="work_week",
                value=str(sorted(work_week)),
                reason=translate("weekdays are numbers from 0 (Monday) to 6"),
            )
        self.work_week = work_week
        latest = {day.on: day for day in days}
        self._days = {d.on: d for d in latest.values() if d.kind is not DayKind.ORDINARY}
        special = self._days.values()
        # Only the days that really change the pattern, in order, to count with.
        self._off = sorted(d.on for d in special if d.kind.is_off and self._in_week(d.on))
        self._made_up = sorted(
            d.on for d in special if not d.kind.is_off and not self._in_week(d.on)
        )

    @classmethod
    def from_csv(cls, text: str, work_week: frozenset[int] = MONDAY_TO_FRIDAY) -> WorkingCalendar:
        """Return the calendar of a list with the columns `date,name,kind,status,source`.

        Raises:
            CalendarInvalid: naming row and column, if it cannot be read.
        """
        return cls(read_days(text), work_week)

    @property
    def special_days(self) -> tuple[SpecialDay, ...]:
        """Every special day, in order."""
        return tuple(self._days[on] for on in sorted(self._days))

    def special_day(self, day: date) -> SpecialDay | None:
        """Return what is special about a day, or None."""
        return self._days.get(day)

    def knows(self, year: int) -> bool:
        """Tell whether the holidays of a year have been entered."""
        return any(day.year == year for day in self._days)

    def is_workday(self, day: date) -> bool:
        """Tell whether a day counts as a working day."""
        special = self._days.get(day)
        return self._in_week(day) if special is None else not special.kind.is_off

    def add_workdays(self, day: date, count: int) -> date:
        """Return the day on which a term of `count` working days ends.

        The day itself is not counted (BLDS 2015 Điều 147); a term of none ends on it.
        """
        first = day.toordinal()
        # In so many weeks the term is over, even if every day off fell into them.
        weeks = -(-(max(count, 0) + len(self._off)) // len(self.work_week))
        days = range(first, min(first + 7 * weeks, date.max.toordinal()))
        passed = bisect_left(
            days, count, key=lambda ordinal: self.workdays_between(day, date.fromordinal(ordinal))
        )
        return date.fromordinal(first + passed)

    def next_workday(self, day: date) -> date:
        """Return the day itself if it is worked, else the next that is (BLDS 2015 Điều 148)."""
        return day if self.is_workday(day) else self.add_workdays(day, 1)

    def workdays_between(self, after: date, until: date) -> int:
        """Return how many working days lie after one day, up to and including the other."""
        if until <= after:
            return 0
        weeks, rest = divmod((until - after).days, 7)
        worked = weeks * len(self.work_week)
        worked += sum((until - index * _DAY).weekday() in self.work_week for index in range(rest))
        return worked - _within(self._off, after, until) + _within(self._made_up, after, until)

    def _in_week(self, day: date) -> bool:
        return day.weekday() in self.work_week


def _within(days: list[date], after: date, until: date) -> int:
    return bisect_right(days, until) - bisect_right(days, after)


def read_days(text: str) -> tuple[SpecialDay, ...]:
    """Read a list of special days.

    Raises:
        CalendarInvalid: naming row and column, if a day, kind or status is not one, or a
            day stands there twice.
    """
    days: dict[date, SpecialDay] = {}
    for row in read_rows(text, COLUMNS, CalendarInvalid):
        on = row.read("date", date.fromisoformat)
        if on in days:
            raise row.refuse("date", translate("the day stands there twice"))
        days[on] = special_day(
            on,
            row.cells["name"],
            row.read("kind", DayKind),
            row.read("status", DayStatus),
            row.cells["source"],
        )
    return tuple(days.values())
