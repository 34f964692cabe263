"""Results of dossiers: early, on time, overdue, still running, and the figures of a sample."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given as such_that
from hypothesis import strategies as st

from app.domain.dossier import Digitised, Dossier, DossierFacts, DossierStatus, TermUnit
from app.domain.dossier_result import (
    DossierJudgement,
    DossierOutcome,
    Rate,
    judge,
    judge_sample,
    sample_statistics,
)
from app.domain.dossier_warning import DossierWarning
from tests import given
from tests.domain.shipped import CALENDAR

PERIOD_TO = date(2026, 10, 31)
CODE = "H15.50.05.13-261008-0975"


def _at(day: str, hour: int = 10) -> datetime:
    return datetime.fromisoformat(f"2026-{day}T{hour:02}:00")


def _judge(**facts: object) -> DossierJudgement:
    return judge(given.dossier(CODE, **facts), CALENDAR, PERIOD_TO)


def _received_thursday(**facts: object) -> DossierJudgement:
    """Received on Thursday 8 October, due on Monday 12 October (two working days)."""
    return _judge(**{"returned_at": None, **facts})


@pytest.mark.parametrize(
    ("resolved", "outcome", "days"),
    [
        ("10-09", DossierOutcome.EARLY, 0),
        ("10-12", DossierOutcome.ON_TIME, 0),
        ("10-13", DossierOutcome.OVERDUE, 1),
        ("10-19", DossierOutcome.OVERDUE, 5),
    ],
)
def test_the_date_on_the_slip_decides(resolved: str, outcome: DossierOutcome, days: int) -> None:
    judgement = _received_thursday(resolved_at=_at(resolved, 17))

    assert judgement.outcome is outcome
    assert judgement.overdue_days == days
    assert judgement.due_on == date(2026, 10, 12)


def test_overdue_days_are_working_days() -> None:
    judgement = _judge(
        received_at=_at("11-18"), due_at=_at("11-20"), returned_at=None, resolved_at=_at("11-25")
    )

    # 21 and 22 are a weekend, 24 November is a holiday.
    assert judgement.overdue_days == 2


def test_a_citizen_who_comes_late_does_not_make_a_result_late() -> None:
    judgement = _judge(resolved_at=_at("10-12"), returned_at=_at("10-20"))

    assert judgement.outcome is DossierOutcome.ON_TIME
    assert judgement.ended_on == date(2026, 10, 12)


def test_without_the_moment_of_the_result_the_moment_of_return_counts() -> None:
    assert _judge(returned_at=_at("10-13")).outcome is DossierOutcome.OVERDUE


@pytest.mark.parametrize(
    ("due", "outcome", "days"),
    [
        ("10-30", DossierOutcome.RUNNING_LATE, 0),  # 31 October 2026 is a Saturday
        ("10-28", DossierOutcome.RUNNING_LATE, 2),
        ("10-31", DossierOutcome.WITHIN_TERM, 0),
        ("11-02", DossierOutcome.WITHIN_TERM, 0),
    ],
)
def test_an_open_dossier_is_judged_on_the_last_day_of_the_period(
    due: str, outcome: DossierOutcome, days: int
) -> None:
    judgement = _received_thursday(due_at=_at(due), status=DossierStatus.IN_PROGRESS)

    assert judgement.outcome is outcome
    assert judgement.overdue_days == days
    assert judgement.ended_on == PERIOD_TO


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        (date(2026, 10, 12), DossierOutcome.WITHIN_TERM),
        (date(2026, 10, 13), DossierOutcome.RUNNING_LATE),
        (None, DossierOutcome.RUNNING_LATE),
    ],
)
def test_waiting_for_a_first_supplement_is_judged_on_the_day_of_the_request(
    asked: date | None, outcome: DossierOutcome
) -> None:
    judgement = _received_thursday(
        status=DossierStatus.WAITING_SUPPLEMENT, supplement_count=1, supplement_from=asked
    )

    assert judgement.outcome is outcome


def test_once_the_supplement_is_there_a_waiting_dossier_is_open_again() -> None:
    judgement = _received_thursday(
        status=DossierStatus.WAITING_SUPPLEMENT,
        supplement_count=1,
        supplement_from=date(2026, 10, 9),
        supplement_to=date(2026, 10, 12),
    )

    assert judgement.ended_on == PERIOD_TO


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (DossierStatus.RETURNED, DossierOutcome.OVERDUE),
        (DossierStatus.REFUSED, DossierOutcome.OVERDUE),
        (DossierStatus.IN_PROGRESS, DossierOutcome.RUNNING_LATE),
        (DossierStatus.WAITING_SUPPLEMENT, DossierOutcome.RUNNING_LATE),
    ],
)
def test_a_second_request_for_supplements_counts_as_overdue_whatever_the_dates(
    status: DossierStatus, outcome: DossierOutcome
) -> None:
    judgement = _received_thursday(
        resolved_at=_at("10-09"), due_at=_at("12-30"), supplement_count=2, status=status
    )

    assert judgement.outcome is outcome
    assert judgement.overdue_days == 0


def test_one_request_for_supplements_does_not() -> None:
    assert _judge(supplement_count=1).outcome is DossierOutcome.EARLY


@pytest.mark.parametrize(
    ("resolved", "outcome"),
    [("10-14", DossierOutcome.ON_TIME), ("10-15", DossierOutcome.OVERDUE)],
)
def test_waiting_for_the_citizen_is_taken_out(resolved: str, outcome: DossierOutcome) -> None:
    judgement = _received_thursday(
        resolved_at=_at(resolved),
        statutory_days=2,
        supplement_count=1,
        supplement_from=date(2026, 10, 9),
        supplement_to=date(2026, 10, 13),
    )

    assert judgement.due_on == judgement.due_recomputed == date(2026, 10, 14)
    assert judgement.outcome is outcome


def test_a_slip_written_anew_after_the_supplement_is_not_given_the_waiting_twice() -> None:
    judgement = _received_thursday(
        due_at=_at("10-14"),
        resolved_at=_at("10-15"),
        statutory_days=2,
        supplement_count=1,
        supplement_from=date(2026, 10, 9),
        supplement_to=date(2026, 10, 13),
    )

    assert judgement.outcome is DossierOutcome.OVERDUE
    assert judgement.overdue_days == 1


def test_an_apology_with_a_new_date_does_not_undo_the_delay() -> None:
    judgement = _received_thursday(
        resolved_at=_at("10-15"),
        has_apology=True,
        apology_at=date(2026, 10, 9),
        new_due_at=date(2026, 10, 16),
    )

    assert judgement.outcome is DossierOutcome.OVERDUE


@pytest.mark.parametrize(
    ("resolved", "outcome", "days"),
    [
        ("11-23", DossierOutcome.EARLY, 0),
        ("11-24", DossierOutcome.ON_TIME, 0),
        ("11-25", DossierOutcome.ON_TIME, 0),
        ("11-26", DossierOutcome.OVERDUE, 1),
    ],
)
def test_a_slip_that_names_a_day_off_ends_with_the_next_working_day(
    resolved: str, outcome: DossierOutcome, days: int
) -> None:
    judgement = _judge(
        received_at=_at("11-18"), due_at=_at("11-24"), returned_at=None, resolved_at=_at(resolved)
    )

    assert (judgement.outcome, judgement.overdue_days) == (outcome, days)


def test_without_a_slip_the_statutory_term_decides() -> None:
    judgement = _judge(due_at=None, statutory_days=2, returned_at=_at("10-13"))

    assert judgement.outcome is DossierOutcome.OVERDUE
    assert judgement.due_on == date(2026, 10, 12)


@pytest.mark.parametrize(
    "facts",
    [
        {"due_at": None},
        {"returned_at": None},
        {"returned_at": None, "due_at": None},
        {"due_at": None, "returned_at": None, "status": DossierStatus.IN_PROGRESS},
    ],
)
def test_without_dates_nothing_is_judged(facts: dict[str, object]) -> None:
    judgement = _judge(**facts)

    assert judgement.outcome is None
    assert judgement.overdue_days == 0


def test_a_result_given_at_once_needs_no_slip() -> None:
    judgement = _judge(due_at=None, returned_at=_at("10-08", 9))

    assert judgement.outcome is DossierOutcome.ON_TIME
    assert DossierWarning.NO_DUE_DATE not in judgement.warnings


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({"statutory_days": 2}, date(2026, 10, 12)),
        ({"statutory_days": 0}, date(2026, 10, 8)),
        ({"statutory_days": 2, "statutory_unit": TermUnit.DAYS}, date(2026, 10, 12)),
        ({"statutory_days": 5, "statutory_unit": TermUnit.DAYS}, date(2026, 10, 13)),
        ({"statutory_days": -5, "statutory_unit": TermUnit.DAYS}, date(2026, 10, 8)),
        ({"statutory_days": 10**7, "statutory_unit": TermUnit.DAYS}, date.max),
        ({"statutory_days": 4, "statutory_unit": TermUnit.HOURS}, None),
        ({}, None),
        (
            {"statutory_days": 2, "cross_area": True, "forwarded_at": _at("10-09")},
            date(2026, 10, 13),
        ),
        ({"statutory_days": 2, "cross_area": True}, date(2026, 10, 12)),
        ({"statutory_days": 2, "forwarded_at": _at("10-09")}, date(2026, 10, 12)),
        (
            {
                "statutory_days": 5,
                "statutory_unit": TermUnit.DAYS,
                "supplement_from": date(2026, 10, 9),
                "supplement_to": date(2026, 10, 12),
            },
            date(2026, 10, 14),
        ),
    ],
)
def test_the_due_date_is_computed_again_from_the_statutory_term(
    facts: dict[str, object], due: date | None
) -> None:
    assert _judge(**facts).due_recomputed == due


def test_a_code_used_twice_is_doubtful_in_both_dossiers() -> None:
    sample = [
        given.dossier(),
        given.dossier("H15.50.05.13-261008-0976"),
        given.dossier("h15.50.05.13-261008-0975"),
    ]

    judged = judge_sample(sample, CALENDAR, PERIOD_TO)

    assert [DossierWarning.DUPLICATE_CODE in entry.warnings for entry in judged] == [
        True,
        False,
        True,
    ]


FACTS = st.builds(
    DossierFacts,
    dossier_code=st.text(max_size=30),
    procedure_name=st.just("Đăng ký khai sinh"),
    field=st.just("Hộ tịch"),
    received_at=st.datetimes(),
    cross_area=st.booleans(),
    statutory_days=st.none() | st.integers(-(10**6), 10**6),
    statutory_unit=st.sampled_from(TermUnit),
    due_at=st.none() | st.datetimes(),
    forwarded_at=st.none() | st.datetimes(),
    resolved_at=st.none() | st.datetimes(),
    returned_at=st.none() | st.datetimes(),
    status=st.sampled_from(DossierStatus),
    supplement_count=st.integers(0, 3),
    supplement_from=st.none() | st.dates(),
    supplement_to=st.none() | st.dates(),
    has_apology=st.none() | st.booleans(),
    apology_at=st.none() | st.dates(),
    new_due_at=st.none() | st.dates(),
)


@such_that(sample=st.lists(FACTS, max_size=6), period_to=st.dates())
def test_any_dates_are_judged_and_the_counts_add_up(
    sample: list[DossierFacts], period_to: date
) -> None:
    figures = sample_statistics(sample, CALENDAR, period_to)

    judged = figures.early + figures.on_time + figures.overdue + figures.running_late
    assert judged + figures.within_term + figures.not_judged == figures.total == len(sample)
    assert figures.on_time_rate.denominator == judged
    assert figures.apology_rate.denominator == figures.overdue + figures.running_late
    for entry in judge_sample(sample, CALENDAR, period_to):
        assert entry.overdue_days >= 0
        assert entry.overdue_days == 0 or (entry.outcome is not None and entry.outcome.is_late)


def _sample() -> list[Dossier]:
    """Eight dossiers, each with something to count."""
    return [
        given.dossier("1"),
        given.dossier("2", returned_at=_at("10-12")),
        given.dossier(
            "3", returned_at=_at("10-13"), has_apology=True, apology_at=date(2026, 10, 9)
        ),
        given.dossier(
            "4", returned_at=_at("10-20"), has_apology=True, apology_at=date(2026, 10, 12)
        ),
        given.dossier("5", returned_at=None, status=DossierStatus.IN_PROGRESS),
        given.dossier("6", supplement_count=2, has_supplement_slip=True),
        given.dossier("7", returned_at=None, status=DossierStatus.IN_PROGRESS, due_at=_at("11-30")),
        given.dossier("8", due_at=None),
    ]


def test_the_rate_on_time_counts_the_finished_and_those_running_late() -> None:
    figures = sample_statistics(_sample(), CALENDAR, PERIOD_TO)

    assert figures.total == 8
    assert figures.finished == 6
    assert (figures.early, figures.on_time, figures.overdue) == (1, 1, 3)
    assert (figures.running_late, figures.within_term, figures.not_judged) == (1, 1, 1)
    assert figures.on_time_rate == Rate(numerator=2, denominator=6)
    assert figures.on_time_rate.percent == Decimal("33.33")


def test_apologies_count_among_the_late_and_only_when_sent_the_day_before() -> None:
    figures = sample_statistics(_sample(), CALENDAR, PERIOD_TO)

    assert figures.apology_rate == Rate(numerator=1, denominator=4)


def test_the_forms_of_a_sample_are_counted_where_they_apply() -> None:
    sample = [
        given.dossier("1", has_receipt=True, has_control_slip=True, in_tracking_book=True),
        given.dossier("2", has_receipt=True, receipt_complete=False, has_control_slip=False),
        given.dossier("3", has_receipt=False, has_control_slip=True, control_slip_complete=False),
        given.dossier("4", has_receipt=None, has_control_slip=True, control_slip_complete=True),
    ]

    figures = sample_statistics(sample, CALENDAR, PERIOD_TO)

    assert figures.forms_rate == Rate(numerator=2, denominator=4)
    assert figures.receipt_rate == Rate(numerator=1, denominator=3)
    assert figures.control_slip_rate == Rate(numerator=2, denominator=4)
    assert (figures.without_receipt, figures.without_control_slip) == (1, 1)


def test_supplements_and_refusals_are_counted_by_their_forms() -> None:
    sample = [
        given.dossier("1", supplement_count=1, has_supplement_slip=True),
        given.dossier("2", supplement_count=1, has_supplement_slip=False),
        given.dossier("3", supplement_count=2, has_supplement_slip=True),
        given.dossier("4", status=DossierStatus.REFUSED, has_refusal_slip=True),
        given.dossier("5", status=DossierStatus.REFUSED),
    ]

    figures = sample_statistics(sample, CALENDAR, PERIOD_TO)

    assert figures.supplement_rate == Rate(numerator=1, denominator=3)
    assert figures.supplemented_again == 1
    assert figures.refusal_rate == Rate(numerator=1, denominator=2)


def test_papers_digitising_and_forwarding_are_counted() -> None:
    sample = [
        given.dossier("1", extra_docs=("Giấy xác nhận",), digitised=Digitised.FULL, e_result=True),
        given.dossier("2", data_available_docs=True, digitised=Digitised.PARTIAL, e_result=False),
        given.dossier("3", missing_docs=("Tờ khai",), forwarded_at=_at("10-08", 11)),
        given.dossier("4", forwarded_at=_at("10-12", 8)),
    ]

    figures = sample_statistics(sample, CALENDAR, PERIOD_TO)

    assert figures.with_extra_docs == 1
    assert figures.with_extra_or_available_docs == 2
    assert figures.with_missing_docs == 1
    assert figures.digitised_rate == Rate(numerator=1, denominator=2)
    assert figures.e_result_rate == Rate(numerator=1, denominator=2)
    assert figures.forwarded_rate == Rate(numerator=1, denominator=2)
    assert figures.with_warnings == 4  # these short codes are unusual


def test_fees_are_right_when_paid_in_full_with_a_receipt() -> None:
    fee = Decimal(8000)
    sample = [
        given.dossier("1", fee_due=fee, fee_paid=fee, fee_receipt_ok=True, paid_online=True),
        given.dossier("2", fee_due=fee, fee_paid=fee, fee_receipt_ok=False, paid_online=False),
        given.dossier("3", fee_due=fee, fee_paid=Decimal(10000), fee_receipt_ok=True),
        given.dossier("4", fee_due=Decimal(0), fee_paid=Decimal(0)),
        given.dossier("5"),
    ]

    figures = sample_statistics(sample, CALENDAR, PERIOD_TO)

    assert figures.fee_rate == Rate(numerator=1, denominator=3)
    assert figures.paid_online_rate == Rate(numerator=1, denominator=3)


def test_an_empty_sample_has_no_rates() -> None:
    figures = sample_statistics([], CALENDAR, PERIOD_TO)

    assert figures.total == 0
    assert figures.on_time_rate.percent is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [(1, 3, "33.33"), (2, 3, "66.67"), (17, 20, "85"), (1, 8, "12.5"), (0, 5, "0"), (5, 5, "100")],
)
def test_a_rate_has_two_decimals(numerator: int, denominator: int, percent: str) -> None:
    assert Rate(numerator=numerator, denominator=denominator).percent == Decimal(percent)
