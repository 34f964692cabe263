"""Doubts about a dossier: each one raised by what is wrong, and none by a sound dossier."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from app.domain.dossier import Channel, DossierStatus
from app.domain.dossier_result import judge
from app.domain.dossier_warning import (
    DossierWarning,
    apologised_in_time,
    forwarded_in_time,
)
from tests import given
from tests.domain.shipped import CALENDAR

PERIOD_TO = date(2026, 10, 31)
CODE = "H15.50.05.13-261008-0975"


def _at(moment: str) -> datetime:
    return datetime.fromisoformat(f"2026-{moment}")


def _warnings(code: str = CODE, **facts: object) -> set[DossierWarning]:
    return set(judge(given.dossier(code, **facts), CALENDAR, PERIOD_TO).warnings)


def test_a_sound_dossier_raises_no_doubt() -> None:
    assert not _warnings(
        has_receipt=True,
        statutory_days=2,
        forwarded_at=_at("10-08T09:00"),
        resolved_at=_at("10-09T09:00"),
        fee_due=Decimal(0),
        fee_paid=Decimal(0),
    )


LATE = {"returned_at": _at("10-14T08:00")}
ASKED = {"supplement_count": 1, "has_supplement_slip": True}


@pytest.mark.parametrize(
    ("facts", "warning"),
    [
        ({"received_at": _at("10-09T08:00")}, DossierWarning.CODE_DAY_DIFFERS),
        ({"received_at": _at("10-10T08:00")}, DossierWarning.RECEIVED_ON_DAY_OFF),
        ({"forwarded_at": _at("10-07T08:00")}, DossierWarning.FORWARDED_BEFORE_RECEIVED),
        ({"forwarded_at": _at("10-09T08:00")}, DossierWarning.FORWARDED_LATE),
        ({"resolved_at": _at("10-07T08:00")}, DossierWarning.RESOLVED_BEFORE_RECEIVED),
        ({"returned_at": _at("10-07T08:00")}, DossierWarning.RETURNED_BEFORE_RECEIVED),
        ({"returned_at": None}, DossierWarning.FINISHED_WITHOUT_DATE),
        ({"due_at": None, "has_receipt": True}, DossierWarning.NO_DUE_DATE),
        ({"due_at": None, "has_receipt": False}, DossierWarning.NO_DUE_DATE),
        ({"due_at": _at("10-07T08:00")}, DossierWarning.DUE_BEFORE_RECEIVED),
        ({"statutory_days": 3}, DossierWarning.DUE_DIFFERS),
        ({"has_receipt": False}, DossierWarning.DUE_WITHOUT_RECEIPT),
        (
            {"supplement_count": 1, "has_supplement_slip": False},
            DossierWarning.SUPPLEMENT_WITHOUT_SLIP,
        ),
        (ASKED, DossierWarning.SUPPLEMENT_DATES_DOUBTFUL),
        ({"supplement_to": date(2026, 10, 9)}, DossierWarning.SUPPLEMENT_DATES_DOUBTFUL),
        ({"supplement_from": date(2026, 10, 9)}, DossierWarning.SUPPLEMENT_DATES_DOUBTFUL),
        (
            {**ASKED, "supplement_from": date(2026, 10, 9)},
            DossierWarning.SUPPLEMENT_DATES_DOUBTFUL,
        ),
        (
            {**ASKED, "supplement_from": date(2026, 10, 7), "supplement_to": date(2026, 10, 9)},
            DossierWarning.SUPPLEMENT_DATES_DOUBTFUL,
        ),
        (
            {**ASKED, "supplement_from": date(2026, 10, 9), "supplement_to": date(2026, 10, 8)},
            DossierWarning.SUPPLEMENT_DATES_DOUBTFUL,
        ),
        ({"status": DossierStatus.REFUSED}, DossierWarning.REFUSAL_WITHOUT_SLIP),
        (LATE, DossierWarning.APOLOGY_MISSING),
        ({**LATE, "has_apology": False}, DossierWarning.APOLOGY_MISSING),
        (
            {**LATE, "has_apology": True, "apology_at": date(2026, 10, 12)},
            DossierWarning.APOLOGY_LATE,
        ),
        ({"new_due_at": date(2026, 10, 20)}, DossierWarning.NEW_DUE_DOUBTFUL),
        (
            {**LATE, "has_apology": True, "new_due_at": date(2026, 10, 12)},
            DossierWarning.NEW_DUE_DOUBTFUL,
        ),
        (
            {"fee_due": Decimal(8000), "fee_paid": Decimal(10000)},
            DossierWarning.FEE_DIFFERS,
        ),
    ],
)
def test_what_is_wrong_with_a_dossier_is_named(
    facts: dict[str, object], warning: DossierWarning
) -> None:
    assert warning in _warnings(CODE, **facts)


@pytest.mark.parametrize(
    "code", ["", "261008-0975", "H15-261008-0975", "H15.50-2610-0975", "H15.50.05.13-261008-75"]
)
def test_a_code_of_another_shape_is_doubtful_but_its_day_is_not_guessed(code: str) -> None:
    assert _warnings(code) == {DossierWarning.CODE_UNUSUAL}


@pytest.mark.parametrize(
    "facts",
    [
        {"received_at": _at("10-10T08:00"), "channel": Channel.ONLINE},
        {"received_at": _at("10-10T08:00"), "channel": Channel.POST},
    ],
)
def test_what_comes_by_itself_may_come_on_a_day_off(facts: dict[str, object]) -> None:
    assert DossierWarning.RECEIVED_ON_DAY_OFF not in _warnings(CODE, **facts)


@pytest.mark.parametrize(
    ("facts", "warning"),
    [
        ({"statutory_days": 2, "due_at": None}, DossierWarning.DUE_DIFFERS),
        ({"due_at": _at("10-30T08:00")}, DossierWarning.DUE_DIFFERS),
        ({**LATE, "has_apology": True}, DossierWarning.APOLOGY_LATE),
        ({"fee_due": Decimal(8000)}, DossierWarning.FEE_DIFFERS),
        (
            {**LATE, "has_apology": True, "new_due_at": date(2026, 10, 13)},
            DossierWarning.NEW_DUE_DOUBTFUL,
        ),
        (
            {"due_at": None, "has_apology": True, "new_due_at": date(2026, 10, 13)},
            DossierWarning.NEW_DUE_DOUBTFUL,
        ),
        (
            {
                **ASKED,
                "status": DossierStatus.WAITING_SUPPLEMENT,
                "supplement_from": date(2026, 10, 9),
            },
            DossierWarning.SUPPLEMENT_DATES_DOUBTFUL,
        ),
        (
            {**ASKED, "supplement_from": date(2026, 10, 9), "supplement_to": date(2026, 10, 9)},
            DossierWarning.SUPPLEMENT_DATES_DOUBTFUL,
        ),
        (
            {"status": DossierStatus.REFUSED, "has_refusal_slip": True},
            DossierWarning.REFUSAL_WITHOUT_SLIP,
        ),
    ],
)
def test_what_may_be_is_not_doubted(facts: dict[str, object], warning: DossierWarning) -> None:
    assert warning not in _warnings(CODE, **facts)


@pytest.mark.parametrize("due", ["10-12T08:00", "10-14T08:00"])
def test_a_slip_may_give_the_term_with_or_without_the_waiting(due: str) -> None:
    facts = {
        **ASKED,
        "statutory_days": 2,
        "supplement_from": date(2026, 10, 9),
        "supplement_to": date(2026, 10, 13),
        "due_at": _at(due),
    }

    assert DossierWarning.DUE_DIFFERS not in _warnings(CODE, **facts)


@pytest.mark.parametrize(
    ("received", "forwarded", "in_time"),
    [
        ("10-08T08:15", "10-08T16:59", True),
        ("10-08T15:00", "10-09T07:30", False),
        ("10-08T15:01", "10-09T07:30", True),
        ("10-08T15:01", "10-12T07:30", False),
        ("10-09T15:30", "10-12T07:30", True),  # Friday afternoon to Monday
        ("10-10T09:00", "10-12T07:30", True),  # online on a Saturday
        ("11-23T16:00", "11-25T07:30", True),  # 24 November is a holiday
        ("10-08T08:15", None, None),
    ],
)
def test_a_dossier_is_forwarded_on_its_day_or_after_three_on_the_next(
    received: str, forwarded: str | None, in_time: bool | None
) -> None:
    dossier = given.dossier(
        received_at=_at(received), forwarded_at=_at(forwarded) if forwarded else None
    )

    assert forwarded_in_time(dossier, CALENDAR) is in_time


@pytest.mark.parametrize(
    ("facts", "in_time"),
    [
        ({"has_apology": None}, False),
        ({"has_apology": False, "apology_at": date(2026, 10, 9)}, False),
        ({"has_apology": True, "apology_at": date(2026, 10, 11)}, True),
        ({"has_apology": True, "apology_at": date(2026, 10, 12)}, False),
        ({"has_apology": True}, True),
        ({"has_apology": True, "apology_at": date(2026, 10, 12), "due_at": None}, True),
    ],
)
def test_an_apology_is_sent_at_least_one_day_before_the_due_date(
    facts: dict[str, object], in_time: bool
) -> None:
    assert apologised_in_time(given.dossier(CODE, **facts)) is in_time
