"""The time, as something that can be handed in.

Moments are aware and in UTC; days are those of Vietnam, which keeps UTC+7 all
year, whatever the laptop's own zone says (`data_and_exchange` §14).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, Protocol

VIETNAM: Final = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
YEARS: Final = range(1900, 3000)
"""Those of anything that is dated here; a day far from them comes from a slip or from malice."""


def local(moment: datetime) -> datetime:
    """Return a moment as clocks in Vietnam show it; one without a zone is local already.

    At the two ends of time, where the calendar has no other day, it stays as it is.
    """
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(VIETNAM)
    except OverflowError:
        return moment.replace(tzinfo=VIETNAM)


class Clock(Protocol):
    """Tells the current moment and the current day in Vietnam."""

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        ...

    def today(self) -> date:
        """Return the day in Vietnam."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the day in Vietnam."""
        return local(self.now()).date()
