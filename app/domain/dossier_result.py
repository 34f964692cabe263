"""The result of a dossier (kết quả giải quyết): early, on time or overdue, and by how much.

After the published formula of the index of QĐ 766/QĐ-TTg: the date on the slip
decides, waiting for the citizen does not count, and a second request for supplements
makes a dossier overdue whatever its dates. The date that follows from the statutory
term only raises a doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from app.domain.calendar import WorkingCalendar
from app.domain.dossier import Digitised, DossierFacts, DossierStatus
from app.domain.dossier_term import due_recomputed, ended_on, term_end
from app.domain.dossier_warning import (
    DossierWarning,
    apologised_in_time,
    forwarded_in_time,
    warnings_of,
)


class DossierOutcome(Enum):
    """How a dossier stands against its term."""

    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"
    WITHIN_TERM = "within_term"
    """Unfinished, the term still runs."""
    RUNNING_LATE = "running_late"
    """Unfinished, the term is over."""

    @property
    def is_late(self) -> bool:
        """Whether the term was missed."""
        return self in {DossierOutcome.OVERDUE, DossierOutcome.RUNNING_LATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierJudgement:
    """What the dates of one dossier amount to."""

    outcome: DossierOutcome | None
    """None where a finished dossier lacks the dates to judge by."""
    overdue_days: int
    """Working days past the term; 0 for one overdue only by its second supplement."""
    due_on: date | None
    """The last day of the term, waiting taken out."""
    ended_on: date | None
    """The day it was done with, or up to which an unfinished one is judged."""
    due_recomputed: date | None
    """The day that follows from the statutory term; None if not given or in hours."""
    warnings: tuple[DossierWarning, ...]


def judge(dossier: DossierFacts, calendar: WorkingCalendar, period_to: date) -> DossierJudgement:
    """Return how a dossier stands, an unfinished one on the last day of the period."""
    due, end = term_end(dossier, calendar), ended_on(dossier, period_to)
    # A term that ends on a day off ends with the next working day (BLDS 2015 Điều 148).
    last = calendar.next_workday(due) if due else None
    outcome = _outcome(dossier, due, last, end)
    late = outcome is not None and outcome.is_late
    return DossierJudgement(
        outcome=outcome,
        overdue_days=calendar.workdays_between(last, end) if late and last and end else 0,
        due_on=due,
        ended_on=end,
        due_recomputed=due_recomputed(dossier, calendar),
        warnings=warnings_of(dossier, calendar, is_late=late),
    )


def judge_sample(
    dossiers: Sequence[DossierFacts], calendar: WorkingCalendar, period_to: date
) -> tuple[DossierJudgement, ...]:
    """Return the judgement of every dossier of a sample, codes used twice included."""
    used = Counter(dossier.dossier_code.casefold() for dossier in dossiers)
    judgements = []
    for dossier in dossiers:
        judgement = judge(dossier, calendar, period_to)
        if used[dossier.dossier_code.casefold()] > 1:
            warnings = (DossierWarning.DUPLICATE_CODE, *judgement.warnings)
            judgement = replace(judgement, warnings=warnings)
        judgements.append(judgement)
    return tuple(judgements)


def _outcome(
    dossier: DossierFacts, due: date | None, last: date | None, end: date | None
) -> DossierOutcome | None:
    finished = dossier.status.is_finished
    if dossier.supplement_count > 1:
        return DossierOutcome.OVERDUE if finished else DossierOutcome.RUNNING_LATE
    if end is None:
        return None
    if due is None or last is None:
        # Returned at once, without a slip (NĐ 61/2018 Điều 17): in time under any term.
        at_once = finished and end == dossier.received_at.date()
        return DossierOutcome.ON_TIME if at_once else None
    if end > last:
        return DossierOutcome.OVERDUE if finished else DossierOutcome.RUNNING_LATE
    if not finished:
        return DossierOutcome.WITHIN_TERM
    return DossierOutcome.EARLY if end < due else DossierOutcome.ON_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A rate as it is printed: both numbers, then the percentage."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> Decimal | None:
        """The percentage, two decimals half up, or None where nothing arose."""
        if not self.denominator:
            return None
        exact = Decimal(100 * self.numerator) / self.denominator
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleStatistics:
    """What a sample amounts to; each rate counts only the dossiers its column applies to."""

    total: int
    finished: int
    """Dossiers the agency is done with, whether or not their dates can be judged."""
    early: int
    on_time: int
    overdue: int
    within_term: int
    running_late: int
    not_judged: int
    """Dossiers without the dates to judge by; they stand in no rate of time."""
    on_time_rate: Rate
    """Early and on time, of those and the overdue and running late ones."""
    apology_rate: Rate
    """Apologised in time, of the overdue and running late ones."""
    forms_rate: Rate
    """With every form that applies: receipt, control slip, tracking book."""
    receipt_rate: Rate
    """With a complete receipt (Mẫu 01)."""
    control_slip_rate: Rate
    """With a complete control slip (Mẫu 06)."""
    forwarded_rate: Rate
    """Forwarded in time, of those with a date."""
    supplement_rate: Rate
    """Supplements asked for on the form and only once, of those asked."""
    refusal_rate: Rate
    """Refused on the form, of the refused."""
    digitised_rate: Rate
    e_result_rate: Rate
    fee_rate: Rate
    """The right fee with its receipt, of those with a fee."""
    paid_online_rate: Rate
    without_receipt: int
    without_control_slip: int
    with_extra_docs: int
    """Asked for papers outside the rules."""
    with_extra_or_available_docs: int
    """Asked for papers outside the rules or already in a database."""
    with_missing_docs: int
    supplemented_again: int
    """Asked for supplements more than once."""
    with_warnings: int


def sample_statistics(
    dossiers: Sequence[DossierFacts], calendar: WorkingCalendar, period_to: date
) -> SampleStatistics:
    """Return the figures of a sample that criteria and minutes use (`dossier_sample` §6)."""
    judged = judge_sample(dossiers, calendar, period_to)
    outcomes = Counter(judgement.outcome for judgement in judged)
    in_time = outcomes[DossierOutcome.EARLY] + outcomes[DossierOutcome.ON_TIME]
    late = outcomes[DossierOutcome.OVERDUE] + outcomes[DossierOutcome.RUNNING_LATE]
    return SampleStatistics(
        total=len(dossiers),
        finished=sum(dossier.status.is_finished for dossier in dossiers),
        early=outcomes[DossierOutcome.EARLY],
        on_time=outcomes[DossierOutcome.ON_TIME],
        overdue=outcomes[DossierOutcome.OVERDUE],
        within_term=outcomes[DossierOutcome.WITHIN_TERM],
        running_late=outcomes[DossierOutcome.RUNNING_LATE],
        not_judged=outcomes[None],
        on_time_rate=Rate(numerator=in_time, denominator=in_time + late),
        apology_rate=_rate(
            apologised_in_time(dossier)
            for dossier, judgement in zip(dossiers, judged, strict=True)
            if judgement.outcome is not None and judgement.outcome.is_late
        ),
        forms_rate=_rate(map(_has_forms, dossiers)),
        receipt_rate=_rate(d.has_receipt and d.receipt_complete is not False for d in dossiers),
        control_slip_rate=_rate(
            d.has_control_slip and d.control_slip_complete is not False for d in dossiers
        ),
        forwarded_rate=_rate(forwarded_in_time(d, calendar) for d in dossiers),
        supplement_rate=_rate(
            bool(d.has_supplement_slip) and d.supplement_count == 1
            for d in dossiers
            if d.supplement_count
        ),
        refusal_rate=_rate(
            bool(d.has_refusal_slip) for d in dossiers if d.status is DossierStatus.REFUSED
        ),
        digitised_rate=_rate(d.digitised is Digitised.FULL for d in dossiers if d.digitised),
        e_result_rate=_rate(d.e_result for d in dossiers),
        fee_rate=_rate(
            d.fee_paid == d.fee_due and bool(d.fee_receipt_ok) for d in _charged(dossiers)
        ),
        paid_online_rate=_rate(bool(d.paid_online) for d in _charged(dossiers)),
        without_receipt=sum(d.has_receipt is False for d in dossiers),
        without_control_slip=sum(d.has_control_slip is False for d in dossiers),
        with_extra_docs=sum(bool(d.extra_docs) for d in dossiers),
        with_extra_or_available_docs=sum(
            bool(d.extra_docs or d.data_available_docs) for d in dossiers
        ),
        with_missing_docs=sum(bool(d.missing_docs) for d in dossiers),
        supplemented_again=sum(d.supplement_count > 1 for d in dossiers),
        with_warnings=sum(bool(judgement.warnings) for judgement in judged),
    )


def _rate(answers: Iterable[bool | None]) -> Rate:
    """Count the true ones among those that apply."""
    counted = Counter(answers)
    return Rate(numerator=counted[True], denominator=counted[True] + counted[False])


def _has_forms(dossier: DossierFacts) -> bool:
    forms = (dossier.has_receipt, dossier.has_control_slip, dossier.in_tracking_book)
    return False not in forms


def _charged(dossiers: Sequence[DossierFacts]) -> list[DossierFacts]:
    return [dossier for dossier in dossiers if dossier.fee_due]
