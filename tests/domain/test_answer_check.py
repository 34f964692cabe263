"""Answers that fit their criterion, and those that are refused, field by field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.domain.answer import AnswerFacts
from app.domain.answer_check import check_answer, earned, rule_of
from app.domain.checklist import AnswerType, Criterion
from app.errors import InvalidValue
from tests import given

pytestmark = pytest.mark.usefixtures("english")

PERCENT = "Đạt 100%: 2; Từ 80% đến dưới 100%: điểm = tỷ lệ/100% × 2; Dưới 80%: 0"


def _leaf(kind: AnswerType, rule: str, points: str = "2") -> Criterion:
    return given.criterion("T.1.1", "T.1", points, answer_type=kind, scoring_rule=rule)


YES_NO = _leaf(AnswerType.YES_NO, "Có: 2; Không: 0")
PARTIAL = _leaf(AnswerType.YES_PARTIAL_NO, "Đầy đủ: 2; Một phần: 1; Không: 0")
CHOICE = _leaf(AnswerType.CHOICE, "Đúng hạn: 2; Chậm đến 30 ngày: 1; Không ban hành: 0")
COUNT = _leaf(AnswerType.COUNT, "0: 2; 1-2: 1; Từ 3 trở lên: 0")
RATE = _leaf(AnswerType.PERCENT, PERCENT)
SCORE = _leaf(AnswerType.SCORE, "Theo biểu điểm")
TEXT = _leaf(AnswerType.TEXT, "Không chấm điểm", "0")
DAY = _leaf(AnswerType.DATE, "Không chấm điểm", "0")
NOTED = _leaf(AnswerType.COUNT, "Không chấm điểm", "0")
NOTED_RATE = _leaf(AnswerType.PERCENT, "Không chấm điểm", "0")
MAY_LEAVE = _leaf(AnswerType.YES_NO, "Có: 2; Không: 0 | Không phát sinh: N/A")


def _refusal(criterion: Criterion, answer: AnswerFacts) -> tuple[str, str]:
    with pytest.raises(InvalidValue) as refused:
        check_answer(criterion, answer)
    return str(refused.value.params["field"]), str(refused.value.params["reason"])


@pytest.mark.parametrize(
    ("criterion", "value", "points"),
    [
        (YES_NO, "yes", "2"),
        (YES_NO, " no ", "0"),
        (PARTIAL, "yes", "2"),
        (PARTIAL, "partial", "1"),
        (PARTIAL, "no", "0"),
        (CHOICE, "Chậm đến 30 ngày", "1"),
        (CHOICE, "không ban  hành", "0"),
        (COUNT, "0", "2"),
        (COUNT, "2", "1"),
        (COUNT, "999999999", "0"),
        (RATE, "100", "2"),
        (RATE, "99.9", "2.00"),
        (RATE, "97.5", "1.95"),
        (RATE, "79.9999", "0"),
        (SCORE, "1.5", "1.5"),
        (SCORE, "0", "0"),
    ],
)
def test_a_spelt_answer_earns_the_points_of_its_tier(
    criterion: Criterion, value: str, points: str
) -> None:
    answer = AnswerFacts(value=value)

    check_answer(criterion, answer)
    found = earned(rule_of(criterion), answer)

    assert found is not None
    assert found.points == Decimal(points)


@pytest.mark.parametrize(
    ("criterion", "value", "reason"),
    [
        (YES_NO, "Có", "must be one of yes, no"),
        (YES_NO, "partial", "must be one of yes, no"),
        (PARTIAL, "maybe", "must be one of yes, partial, no"),
        (CHOICE, "Chậm", "not one of the choices"),
        (COUNT, "1.5", "a whole number"),
        (COUNT, "-1", "a whole number"),
        (COUNT, "٣", "a whole number"),
        (NOTED, "many", "a whole number"),
        (RATE, "97,5", "written like 97.5"),
        (RATE, "100.01", "between 0 and 100"),
        (RATE, "NaN", "written like 97.5"),
        (SCORE, "1,5", "written like 1.5"),
        (SCORE, "1.234", "written like 1.5"),
        (SCORE, "2.01", "between 0 and 2"),
        (DAY, "20/11/2026", "written like 2026-11-20"),
        (DAY, "20261120", "written like 2026-11-20"),
        (DAY, "2026-02-30", "written like 2026-11-20"),
    ],
)
def test_an_answer_spelt_otherwise_is_refused(
    criterion: Criterion, value: str, reason: str
) -> None:
    field, told = _refusal(criterion, AnswerFacts(value=value))

    assert field == "value"
    assert reason in told


@pytest.mark.parametrize(
    ("criterion", "value"),
    [
        (TEXT, "Không có đường truyền"),
        (DAY, "2026-11-20"),
        (NOTED, "12"),
        (NOTED_RATE, "12.5"),
        (YES_NO, ""),
    ],
)
def test_information_and_empty_answers_fit_and_earn_nothing(
    criterion: Criterion, value: str
) -> None:
    answer = AnswerFacts(value=value)

    check_answer(criterion, answer)

    assert earned(rule_of(criterion), answer) is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "field", "reason"),
    [
        ("1", "0", "denominator", "mark the criterion as not applicable"),
        (None, "0", "denominator", "mark the criterion as not applicable"),
        ("21", "20", "numerator", "greater than the denominator"),
        ("-1", "20", "numerator", "a number from 0 up"),
        ("NaN", "20", "numerator", "a number from 0 up"),
        ("1", "Infinity", "denominator", "a number from 0 up"),
        ("1", "1E+20", "denominator", "a number from 0 up"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(
    numerator: str | None, denominator: str, field: str, reason: str
) -> None:
    answer = AnswerFacts(
        numerator=None if numerator is None else Decimal(numerator),
        denominator=Decimal(denominator),
    )

    assert _refusal(RATE, answer)[0] == field
    assert reason in _refusal(RATE, answer)[1]


@pytest.mark.parametrize(
    "answer",
    [AnswerFacts(numerator=Decimal(3)), AnswerFacts(denominator=Decimal(3))],
)
def test_a_rate_half_filled_in_fits_and_earns_nothing_yet(answer: AnswerFacts) -> None:
    check_answer(RATE, answer)

    assert earned(rule_of(RATE), answer) is None


def test_the_two_numbers_of_a_rate_go_before_its_spelt_value() -> None:
    answer = AnswerFacts(value="12", numerator=Decimal(9), denominator=Decimal(10))

    found = earned(rule_of(RATE), answer)

    assert found is not None
    assert found.rate == 90
    assert found.points == Decimal("1.80")


@pytest.mark.parametrize("field", ["numerator", "denominator"])
def test_only_a_percentage_has_two_numbers(field: str) -> None:
    answer = AnswerFacts(**{"value": "yes", field: Decimal(1)})  # type: ignore[arg-type] # one field

    assert _refusal(YES_NO, answer) == (field, "only a percentage has it")


@pytest.mark.parametrize("field", ["self_score", "team_score", "final_score"])
@pytest.mark.parametrize("points", ["-0.01", "2.01", "NaN", "Infinity"])
def test_points_beyond_the_maximum_are_refused(field: str, points: str) -> None:
    answer = AnswerFacts(
        team_reason="có",
        final_reason="có",
        **{field: Decimal(points)},  # type: ignore[arg-type] # one field
    )

    assert _refusal(YES_NO, answer) == (field, "points lie between 0 and 2")


def test_points_with_three_decimals_are_refused() -> None:
    answer = AnswerFacts(team_score=Decimal("1.005"), team_reason="Thiếu một phần")

    assert _refusal(YES_NO, answer) == ("team_score", "points have two decimals at most")


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (AnswerFacts(value="yes", team_score=Decimal(1)), "team_score"),
        (AnswerFacts(value="yes", team_score=Decimal(1), team_reason="  "), "team_score"),
        (AnswerFacts(team_score=Decimal(1)), "team_score"),
        (AnswerFacts(value="yes", final_score=Decimal(1)), "final_score"),
        (
            AnswerFacts(
                value="yes", team_score=Decimal(1), team_reason="a", final_score=Decimal(2)
            ),
            "final_score",
        ),
    ],
)
def test_a_departure_without_a_reason_is_refused(answer: AnswerFacts, field: str) -> None:
    assert _refusal(YES_NO, answer) == (field, "other points than before need their reason")


@pytest.mark.parametrize(
    "answer",
    [
        AnswerFacts(value="yes", team_score=Decimal(2), final_score=Decimal(2)),
        AnswerFacts(value="yes", team_score=Decimal(1), team_reason="a", final_score=Decimal(1)),
        AnswerFacts(value="no", self_score=Decimal(2)),
        AnswerFacts(final_score=Decimal("0.75"), final_reason="Theo giải trình"),
    ],
)
def test_points_that_change_nothing_or_give_a_reason_fit(answer: AnswerFacts) -> None:
    check_answer(YES_NO, answer)


def test_what_does_not_arise_needs_a_reason_where_the_rule_does_not_foresee_it() -> None:
    silent = AnswerFacts(not_applicable=True)
    explained = AnswerFacts(not_applicable=True, comment="Xã không có trung tâm riêng")

    assert _refusal(YES_NO, silent)[0] == "not_applicable"
    check_answer(YES_NO, explained)
    check_answer(MAY_LEAVE, silent)
    check_answer(TEXT, silent)


def test_what_does_not_arise_has_no_points_but_may_keep_what_was_typed() -> None:
    kept = AnswerFacts(
        not_applicable=True, numerator=Decimal(0), denominator=Decimal(0), comment="Không có"
    )
    scored = AnswerFacts(not_applicable=True, team_score=Decimal(1), team_reason="a", comment="b")
    settled = AnswerFacts(not_applicable=True, final_score=Decimal(1), comment="b")

    check_answer(RATE, kept)
    assert _refusal(YES_NO, scored)[0] == "team_score"
    assert _refusal(YES_NO, settled)[0] == "final_score"


def test_any_nonsense_of_a_unit_giving_itself_points_is_still_refused_when_not_applicable() -> None:
    answer = AnswerFacts(not_applicable=True, self_score=Decimal(3), comment="Không phát sinh")

    assert _refusal(MAY_LEAVE, answer)[0] == "self_score"


@pytest.mark.parametrize(
    ("answer", "is_given"),
    [
        (AnswerFacts(), False),
        (AnswerFacts(value=" "), False),
        (AnswerFacts(comment="Đã xem", rate_on=date(2026, 11, 20)), False),
        (AnswerFacts(value="yes"), True),
        (AnswerFacts(not_applicable=True), True),
        (AnswerFacts(numerator=Decimal(0)), True),
        (AnswerFacts(team_score=Decimal(0)), True),
    ],
)
def test_an_answer_is_given_once_it_says_something(answer: AnswerFacts, is_given: bool) -> None:
    assert answer.is_given is is_given
