"""When a visit took place, and what lies outside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.clock import local
from app.domain.inspection import InspectionFacts


@dataclass(frozen=True, slots=True)
class VisitDays:
    """The moments between which a visit took place, as far as they are recorded."""

    started_at: datetime | None
    ended_at: datetime | None

    @property
    def first(self) -> date | None:
        """The first day, in Vietnam."""
        return local_day(self.started_at) if self.started_at else None

    @property
    def last(self) -> date | None:
        """The last day; the first while the visit has no recorded end."""
        moment = self.ended_at or self.started_at
        return local_day(moment) if moment else None

    def holds_day(self, moment: datetime) -> bool:
        """Whether a moment lies on a day of the visit; one without known end lasts."""
        day = local_day(moment)
        return not (
            (self.first is not None and day < self.first)
            or (self.ended_at is not None and self.last is not None and day > self.last)
        )

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies within the visit, to the minute."""
        wanted = _minute(moment)
        return not (
            (self.started_at is not None and wanted < _minute(self.started_at))
            or (self.ended_at is not None and wanted > _minute(self.ended_at))
        )


def visit_days(visit: InspectionFacts) -> VisitDays:
    """Return when a visit took place."""
    return VisitDays(visit.started_at, visit.ended_at)


def local_day(moment: datetime) -> date:
    """Return the day of a moment in Vietnam."""
    return local(moment).date()


def moment_text(moment: datetime) -> str:
    """Return a moment as it is written in Vietnam, e.g. `08:30 20/11/2026`."""
    return f"{local(moment):%H:%M %d/%m/%Y}"


def day_text(day: date) -> str:
    """Return a day as it is written in Vietnam, e.g. `20/11/2026`."""
    return f"{day:%d/%m/%Y}"


def _minute(moment: datetime) -> datetime:
    # What people type has no seconds; what the clock gave has.
    return moment.replace(second=0, microsecond=0)
