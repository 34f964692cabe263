"""Words for days and numbers, as they are typed and read in Vietnam."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app import words
from app.domain.checklist import AnswerType
from app.domain.dossier import DossierStatus
from app.domain.dossier_warning import DossierWarning
from app.domain.inspection import Role
from ui import texts
from ui.visit.dossier_texts import warning_text


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20/11/2026", date(2026, 11, 20)),
        (" 2-1-2026 ", date(2026, 1, 2)),
        ("2.1.26", date(2026, 1, 2)),
        ("31/02/2026", None),
        ("20/11/0206", None),
        ("31/12/9999", None),
        ("20/11", None),
        ("", None),
        ("hôm nay", None),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: date | None) -> None:
    assert texts.parse_day(typed) == day


@pytest.mark.parametrize("typed", ["08:30 20/11/2026", "8h30 20/11/2026", "8g30 20-11-2026"])
def test_a_moment_is_read_in_vietnam(typed: str) -> None:
    assert texts.parse_moment(typed) == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["25:00 20/11/2026", "08:30", "sáng nay", ""])
def test_what_is_no_moment_is_none(typed: str) -> None:
    assert texts.parse_moment(typed) is None


def test_a_moment_is_shown_as_it_was_typed() -> None:
    moment = texts.parse_moment("08:30 20/11/2026")

    assert texts.moment_text(moment) == "08:30 20/11/2026"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,5", Decimal("1.5")),
        ("1.5", Decimal("1.5")),
        ("20", Decimal(20)),
        ("1 000", Decimal(1000)),
        ("1,5,0", None),
        ("-1", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_number_is_read_with_comma_or_point(typed: str, number: Decimal | None) -> None:
    assert texts.parse_number(typed) == number


def test_a_number_has_the_decimal_sign_of_the_language() -> None:
    assert texts.number_text(Decimal("1.50")) == "1,5"
    words.use_language("en")
    assert texts.number_text(Decimal("1.50")) == "1.5"
    assert texts.number_text(None) == ""


@pytest.mark.parametrize(
    ("size", "text"), [(12, "12 B"), (2_048, "2 KB"), (5 * 1024 * 1024, "5 MB")]
)
def test_a_size_is_told_in_a_unit_people_know(size: int, text: str) -> None:
    assert texts.size_text(size) == text


def test_every_value_has_its_words() -> None:
    said = [
        *(texts.role_text(role) for role in Role),
        *(texts.dossier_status_text(status) for status in DossierStatus),
        *(texts.answer_type_text(kind) for kind in AnswerType),
        *(warning_text(warning) for warning in DossierWarning),
        *(texts.weekday_text(date(2026, 11, day)) for day in range(16, 23)),
    ]

    assert all(said)
