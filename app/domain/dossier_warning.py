"""Doubts about one dossier of the sample: what a person should look at again.

They never block anything: old codes exist, clocks differ, and slips get lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Final

from app.domain.calendar import WorkingCalendar
from app.domain.dossier import Channel, DossierFacts, DossierStatus
from app.domain.dossier_term import expected_on_slip

_CODE: Final = re.compile(r"[A-Z]\d{2}(?:\.\d{2,3})+-(?P<day>\d{6})-\d{3,6}", re.ASCII)
_AFTERNOON: Final = time(15)


class DossierWarning(Enum):
    """What is doubtful about a dossier."""

    CODE_UNUSUAL = "code_unusual"
    CODE_DAY_DIFFERS = "code_day_differs"
    """The day in the code is not the day of receipt."""
    DUPLICATE_CODE = "duplicate_code"
    RECEIVED_ON_DAY_OFF = "received_on_day_off"
    """Received at the counter on a day nobody works."""
    FORWARDED_BEFORE_RECEIVED = "forwarded_before_received"
    FORWARDED_LATE = "forwarded_late"
    """Not on the same working day, or on the next if received after 15:00."""
    RESOLVED_BEFORE_RECEIVED = "resolved_before_received"
    RETURNED_BEFORE_RECEIVED = "returned_before_received"
    FINISHED_WITHOUT_DATE = "finished_without_date"
    NO_DUE_DATE = "no_due_date"
    DUE_BEFORE_RECEIVED = "due_before_received"
    DUE_DIFFERS = "due_differs"
    """The slip's date is not the one that follows from the statutory term."""
    DUE_WITHOUT_RECEIPT = "due_without_receipt"
    SUPPLEMENT_WITHOUT_SLIP = "supplement_without_slip"
    SUPPLEMENT_DATES_DOUBTFUL = "supplement_dates_doubtful"
    """Missing, in the wrong order, or given although nothing was asked for."""
    REFUSAL_WITHOUT_SLIP = "refusal_without_slip"
    APOLOGY_MISSING = "apology_missing"
    APOLOGY_LATE = "apology_late"
    """Not at least one day before the due date (NĐ 61/2018 Điều 19)."""
    NEW_DUE_DOUBTFUL = "new_due_doubtful"
    """A new date without an apology, or not after the first one."""
    FEE_DIFFERS = "fee_differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A dossier as the checks see it."""

    dossier: DossierFacts
    calendar: WorkingCalendar
    is_late: bool
    slip: date | None


def warnings_of(
    dossier: DossierFacts, calendar: WorkingCalendar, *, is_late: bool
) -> tuple[DossierWarning, ...]:
    """Return every doubt about a dossier, in the order of its columns."""
    slip = dossier.due_at.date() if dossier.due_at else None
    case = _Case(dossier=dossier, calendar=calendar, is_late=is_late, slip=slip)
    return tuple(warning for warning, doubts in _CHECKS.items() if doubts(case))


def forwarded_in_time(dossier: DossierFacts, calendar: WorkingCalendar) -> bool | None:
    """Tell whether a dossier went to the competent desk in time, or None if nobody wrote when.

    On the day it was received, or on the next working day if received after 15:00
    (NĐ 118/2025 Điều 18 as amended by NĐ 309/2026).
    """
    if dossier.forwarded_at is None:
        return None
    received = dossier.received_at.date()
    after_hours = dossier.received_at.time() > _AFTERNOON or not calendar.is_workday(received)
    last = calendar.add_workdays(received, 1) if after_hours else received
    return dossier.forwarded_at.date() <= last


def apologised_in_time(dossier: DossierFacts) -> bool:
    """Tell whether an apology was sent, no later than the day before the due date.

    NĐ 61/2018 Điều 19(9). An apology without a date has the benefit of the doubt.
    """
    if not dossier.has_apology:
        return False
    if dossier.apology_at is None or dossier.due_at is None:
        return True
    return dossier.apology_at < dossier.due_at.date()


def _precedes(moment: datetime | None, received_at: datetime) -> bool:
    return moment is not None and moment.date() < received_at.date()


def _code_day_differs(case: _Case) -> bool:
    found = _CODE.fullmatch(case.dossier.dossier_code)
    return found is not None and found["day"] != f"{case.dossier.received_at:%y%m%d}"


def _supplement_doubtful(case: _Case) -> bool:
    facts = case.dossier
    begun, ended = facts.supplement_from, facts.supplement_to
    if begun is None:
        return ended is not None or facts.supplement_count > 0
    waits = facts.status is DossierStatus.WAITING_SUPPLEMENT
    begins_early = begun < facts.received_at.date() or facts.supplement_count == 0
    return begins_early or (ended < begun if ended else not waits)


def _due_differs(case: _Case) -> bool:
    expected = expected_on_slip(case.dossier, case.calendar)
    return case.slip is not None and bool(expected) and case.slip not in expected


def _new_due_doubtful(case: _Case) -> bool:
    facts = case.dossier
    if facts.new_due_at is None:
        return False
    return not facts.has_apology or (case.slip is not None and facts.new_due_at <= case.slip)


def _finished_without_date(case: _Case) -> bool:
    facts = case.dossier
    return facts.status.is_finished and not (facts.resolved_at or facts.returned_at)


def _fee_differs(case: _Case) -> bool:
    due, paid = case.dossier.fee_due, case.dossier.fee_paid
    return due is not None and paid is not None and due != paid


def _received_on_day_off(case: _Case) -> bool:
    at_counter = case.dossier.channel is Channel.IN_PERSON
    return at_counter and not case.calendar.is_workday(case.dossier.received_at.date())


_CHECKS: Final[dict[DossierWarning, Callable[[_Case], bool]]] = {
    DossierWarning.CODE_UNUSUAL: lambda case: not _CODE.fullmatch(case.dossier.dossier_code),
    DossierWarning.CODE_DAY_DIFFERS: _code_day_differs,
    DossierWarning.RECEIVED_ON_DAY_OFF: _received_on_day_off,
    DossierWarning.FORWARDED_BEFORE_RECEIVED: lambda case: _precedes(
        case.dossier.forwarded_at, case.dossier.received_at
    ),
    DossierWarning.FORWARDED_LATE: lambda case: (
        forwarded_in_time(case.dossier, case.calendar) is False
    ),
    DossierWarning.RESOLVED_BEFORE_RECEIVED: lambda case: _precedes(
        case.dossier.resolved_at, case.dossier.received_at
    ),
    DossierWarning.RETURNED_BEFORE_RECEIVED: lambda case: _precedes(
        case.dossier.returned_at, case.dossier.received_at
    ),
    DossierWarning.FINISHED_WITHOUT_DATE: _finished_without_date,
    DossierWarning.NO_DUE_DATE: lambda case: (
        case.slip is None and case.dossier.has_receipt is not None
    ),
    DossierWarning.DUE_BEFORE_RECEIVED: lambda case: _precedes(
        case.dossier.due_at, case.dossier.received_at
    ),
    DossierWarning.DUE_DIFFERS: _due_differs,
    DossierWarning.DUE_WITHOUT_RECEIPT: lambda case: (
        case.slip is not None and case.dossier.has_receipt is False
    ),
    DossierWarning.SUPPLEMENT_WITHOUT_SLIP: lambda case: (
        case.dossier.supplement_count > 0 and case.dossier.has_supplement_slip is False
    ),
    DossierWarning.SUPPLEMENT_DATES_DOUBTFUL: _supplement_doubtful,
    DossierWarning.REFUSAL_WITHOUT_SLIP: lambda case: (
        case.dossier.status is DossierStatus.REFUSED and not case.dossier.has_refusal_slip
    ),
    DossierWarning.APOLOGY_MISSING: lambda case: case.is_late and not case.dossier.has_apology,
    DossierWarning.APOLOGY_LATE: lambda case: (
        bool(case.dossier.has_apology) and not apologised_in_time(case.dossier)
    ),
    DossierWarning.NEW_DUE_DOUBTFUL: _new_due_doubtful,
    DossierWarning.FEE_DIFFERS: _fee_differs,
}
