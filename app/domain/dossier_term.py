"""The term of a dossier: when it ends, and when the dossier was done with."""

from __future__ import annotations

from datetime import date

from app.domain.calendar import WorkingCalendar
from app.domain.dossier import DossierFacts, DossierStatus, TermUnit


def due_recomputed(dossier: DossierFacts, calendar: WorkingCalendar) -> date | None:
    """Return the day on which the statutory term ends, the waiting for supplements added.

    The day of receipt is not counted, and a term that would end on a day off ends on the
    next working day (BLDS 2015 Điều 147-148); a dossier received for another area starts
    when the competent agency has it (NĐ 309/2026). A term in hours has no such day.
    """
    return _computed(dossier, calendar, _waiting(dossier, calendar))


def expected_on_slip(dossier: DossierFacts, calendar: WorkingCalendar) -> frozenset[date]:
    """Return the days a right slip may give: with the waiting, or as written before it."""
    waitings = {0, _waiting(dossier, calendar)}
    days = (_computed(dossier, calendar, waiting) for waiting in waitings)
    return frozenset(day for day in days if day is not None)


def term_end(dossier: DossierFacts, calendar: WorkingCalendar) -> date | None:
    """Return the last day of the term: what the slip says, and the waiting.

    A slip that already gives the waiting time, because it was written anew when the
    supplements came, is not given it twice. Without a slip the statutory term decides.
    """
    recomputed = due_recomputed(dossier, calendar)
    if dossier.due_at is None:
        return recomputed
    slip = dossier.due_at.date()
    if recomputed is not None and slip >= recomputed:
        return slip
    return calendar.add_workdays(slip, _waiting(dossier, calendar))


def ended_on(dossier: DossierFacts, period_to: date) -> date | None:
    """Return the day a dossier was done with, or up to which an open one is judged.

    The result counts, not the day the citizen came for it; one that waits for its first
    supplement is judged by the day of the request. None for a finished one without dates.
    """
    if dossier.status.is_finished:
        moment = dossier.resolved_at or dossier.returned_at
        return moment.date() if moment else None
    waits = dossier.status is DossierStatus.WAITING_SUPPLEMENT and dossier.supplement_to is None
    return (dossier.supplement_from if waits else None) or period_to


def _computed(dossier: DossierFacts, calendar: WorkingCalendar, waiting: int) -> date | None:
    days = dossier.statutory_days
    if days is None or dossier.statutory_unit is TermUnit.HOURS:
        return None
    start = dossier.received_at.date()
    if dossier.cross_area and dossier.forwarded_at is not None:
        start = dossier.forwarded_at.date()
    if dossier.statutory_unit is TermUnit.WORKING_DAYS:
        return calendar.add_workdays(start, days + waiting)
    last = min(start.toordinal() + max(days, 0), date.max.toordinal())
    return calendar.add_workdays(calendar.next_workday(date.fromordinal(last)), waiting)


def _waiting(dossier: DossierFacts, calendar: WorkingCalendar) -> int:
    """The working days between a request for supplements and their arrival."""
    if dossier.supplement_from is None or dossier.supplement_to is None:
        return 0
    return calendar.workdays_between(dossier.supplement_from, dossier.supplement_to)
