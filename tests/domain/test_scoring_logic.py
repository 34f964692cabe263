"""Bonus, penalty, knock-out, conditions and calculations in the score of a checklist."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_DOWN, Decimal, localcontext

import pytest

from app.domain.answer import AnswerFacts
from app.domain.checklist import AnswerType, Checklist, Criterion, CriterionRole
from app.domain.scoring import CriterionState
from tests.scored import LEFT_OUT, Answers, group, leaf, rate, scored, whole

pytestmark = pytest.mark.usefixtures("english")

YES_NO = AnswerType.YES_NO


def _yes(code: str, points: str = "2", **facts: object) -> Criterion:
    return leaf(code, points, YES_NO, f"Có: {points.replace('.', ',')}; Không: 0 | N/A", **facts)


def _with_extras(**penalty: object) -> Checklist:
    return whole(
        group("T", "10"),
        group("T.1", "10", "T"),
        _yes("T.1.1", "6"),
        _yes("T.1.2", "4"),
        group("T.2", "3", "T", role=CriterionRole.BONUS),
        leaf("T.2.1", "2", AnswerType.COUNT, "Mỗi sáng kiến: 0,5"),
        _yes("T.2.2", "2"),
        group("T.3", "5", "T", role=CriterionRole.PENALTY),
        _yes("T.3.1", "4", **penalty),
        leaf("T.3.2", "4", AnswerType.DATE, "Mỗi ngày chậm: 1 | Hạn: 15/12/2026"),
    )


GOOD = {"T.1.1": "yes", "T.1.2": "no", "T.2.1": "0", "T.2.2": "no", "T.3.1": "no"}
IN_TIME = {"T.3.2": "2026-12-15"}


def test_bonus_and_penalty_leave_the_maximum_alone() -> None:
    score = scored(_with_extras(), {**GOOD, **IN_TIME, "T.2.1": "3", "T.3.2": "2026-12-16"})

    assert (score.total.points, score.total.applicable_max) == (Decimal("6.5"), Decimal(10))
    assert score.criteria["T.3.2"].points == -1
    assert score.criteria["T.3.2"].rule_points == 1
    assert (score.total.bonus, score.total.penalty) == (Decimal("1.5"), Decimal(-1))
    assert score.is_complete


def test_bonus_and_penalty_are_held_within_their_caps() -> None:
    score = scored(
        _with_extras(),
        {**GOOD, "T.2.1": "9", "T.2.2": "yes", "T.3.1": "yes", "T.3.2": "none"},
    )

    assert (score.groups["T.2"].points, score.groups["T.2"].uncapped) == (Decimal(3), Decimal(4))
    assert (score.groups["T.3"].points, score.groups["T.3"].uncapped) == (Decimal(-5), Decimal(-8))
    assert score.total.points == 4


def test_the_total_stays_between_nothing_and_the_maximum() -> None:
    best = {"T.1.1": "yes", "T.1.2": "yes", "T.2.1": "9", "T.2.2": "yes", "T.3.1": "no"}
    worst = {**GOOD, "T.1.1": "no", "T.3.1": "yes", "T.3.2": "none"}

    assert scored(_with_extras(), {**best, **IN_TIME}).total.points == 10
    assert scored(_with_extras(), worst).total.points == 0


def test_an_open_bonus_leaves_the_score_incomplete() -> None:
    score = scored(_with_extras(), {"T.1.1": "yes", "T.1.2": "yes"})

    assert not score.is_complete
    assert score.total.leaves == 6


def test_what_does_not_arise_lowers_the_maximum_and_all_of_it_leaves_no_total() -> None:
    some = scored(_with_extras(), {**GOOD, **IN_TIME, "T.1.2": LEFT_OUT})
    none = scored(_with_extras(), {**GOOD, **IN_TIME, "T.1.1": LEFT_OUT, "T.1.2": LEFT_OUT})

    assert (some.total.applicable_max, some.total.converted) == (Decimal(6), Decimal(100))
    assert (none.total.converted, none.rating) == (None, None)


def test_a_knock_out_holds_the_rating_down() -> None:
    table = whole(
        group("T", "10"),
        group("T.1", "10", "T"),
        _yes("T.1.1", "9.5"),
        _yes("T.1.2", "0.5", rating_cap="Trung bình"),
    )

    lost = scored(table, {"T.1.1": "yes", "T.1.2": "no"})
    kept = scored(table, {"T.1.1": "no", "T.1.2": "no"})
    free = scored(table, {"T.1.1": "yes", "T.1.2": LEFT_OUT})

    assert lost.band is not None
    assert [one.name for one in (lost.band, lost.rating) if one] == ["Xuất sắc", "Trung bình"]
    assert [one.name for one in (kept.band, kept.rating) if one] == ["Yếu", "Yếu"]
    assert free.rating is not None
    assert free.rating.name == "Xuất sắc"


def test_a_penalty_taken_can_hold_the_rating_down() -> None:
    table = _with_extras(rating_cap="Khá")
    best = {**GOOD, **IN_TIME, "T.1.2": "yes", "T.2.1": "9", "T.2.2": "yes"}

    assert not scored(table, best).knocked_out
    assert [one.criterion.code for one in scored(table, {**best, "T.3.1": "yes"}).knocked_out] == [
        "T.3.1"
    ]


def _with_conditions() -> Checklist:
    return whole(
        group("T", "10"),
        group("T.1", "4", "T"),
        _yes("T.1.1", "2"),
        _yes("T.1.2", "2", condition="${T.1.1} = 'Có'"),
        group("T.2", "6", "T", condition="${T.1.2:điểm} > 0"),
        _yes("T.2.1", "3"),
        _yes("T.2.2", "3", condition="${T.2.1} = 'Không'"),
    )


def test_what_is_not_asked_leaves_the_maximum_and_keeps_its_answer() -> None:
    answers = {"T.1.1": "yes", "T.1.2": "no", "T.2.1": "yes", "T.2.2": "yes"}
    score = scored(_with_conditions(), answers)

    hidden = score.criteria["T.2.1"]
    assert hidden.state is CriterionState.HIDDEN
    assert (hidden.judgement.hidden_by, hidden.points) == ("T.2", None)
    assert hidden.answer is not None
    assert hidden.answer.value == "yes"
    assert (score.total.applicable_max, score.total.max_score) == (Decimal(4), Decimal(10))
    assert score.is_complete
    assert "condition of T.2 is not met" in hidden.reason


def test_conditions_follow_what_stands_below_in_the_order_they_need() -> None:
    table = whole(
        group("T", "4"),
        group("T.1", "4", "T"),
        _yes("T.1.1", "2", condition="${T.1.2} = 'Có'"),
        _yes("T.1.2", "2"),
    )

    assert scored(table, {"T.1.2": "no"}).criteria["T.1.1"].state is CriterionState.HIDDEN
    assert scored(table, {"T.1.2": "yes"}).criteria["T.1.1"].state is CriterionState.UNANSWERED


def test_a_hidden_answer_says_nothing_to_other_conditions() -> None:
    answers = {"T.1.1": "no", "T.1.2": "yes", "T.2.1": "no", "T.2.2": "yes"}
    score = scored(_with_conditions(), answers)

    assert [one.state for one in score.criteria.values()] == [
        CriterionState.SCORED,
        *[CriterionState.HIDDEN] * 3,
    ]


def test_a_condition_that_cannot_be_decided_asks() -> None:
    table = whole(
        group("T", "4"),
        group("T.1", "4", "T"),
        leaf("T.1.1", "2", AnswerType.COUNT, "Mỗi việc: 1"),
        _yes("T.1.2", "2", condition="10 / ${T.1.1} > 1"),
    )

    found = scored(table, {"T.1.1": "0", "T.1.2": "yes"}).criteria["T.1.2"]

    assert found.state is CriterionState.SCORED
    assert found.problem is not None


def _calculating(kind: AnswerType, rule: str, expression: str, points: str = "2") -> Checklist:
    return whole(
        group("T", str(Decimal(points) + 2)),
        group("T.1", str(Decimal(points) + 2), "T"),
        leaf("T.1.1", points, kind, rule, calculation=expression),
        leaf("T.1.2", "0", AnswerType.COUNT, "Không chấm điểm"),
        leaf("T.1.3", "0", AnswerType.PERCENT, "Không chấm điểm"),
        leaf("T.1.4", "0", AnswerType.DATE, "Không chấm điểm"),
        _yes("T.1.5", "2"),
    )


FACTS: Answers = {"T.1.2": "7", "T.1.3": rate(3, 8), "T.1.4": "2026-03-01", "T.1.5": "yes"}
TIERS = "Từ 5 trở lên: 2; Từ 3 đến dưới 5: 1; Dưới 3: 0"


@pytest.mark.parametrize(
    ("kind", "rule", "expression", "value", "points"),
    [
        (AnswerType.NUMBER, TIERS, "${T.1.2} * 2 / 3", "4.666667", "1"),
        (AnswerType.NUMBER, TIERS, "làm tròn(${T.1.2} / 2; 1)", "3.5", "1"),
        (AnswerType.COUNT, "Mỗi việc: 0,5", "${T.1.3:mẫu số} - ${T.1.3:tử số}", "5", "2.0"),
        (AnswerType.SCORE, "Tính", "${T.1.5:điểm} / 3", "0.67", "0.67"),
        (
            AnswerType.PERCENT,
            "Từ 37,5% trở lên: 2; Dưới 37,5%: 0",
            "${T.1.3}",
            "37.5",
            "2",
        ),
        (YES_NO, "Có: 2; Không: 0", "${T.1.2} > 5 và ${T.1.5} = 'Có'", "yes", "2"),
        (YES_NO, "Có: 2; Không: 0", "nếu(${T.1.2} > 9; 'Có'; 'Không')", "no", "0"),
        (
            AnswerType.NUMBER,
            TIERS,
            "số ngày(ngày('2026-02-25'); ${T.1.4})",
            "4",
            "1",
        ),
    ],
)
def test_a_calculated_criterion_answers_itself(
    kind: AnswerType, rule: str, expression: str, value: str, points: str
) -> None:
    found = scored(_calculating(kind, rule, expression), FACTS).criteria["T.1.1"]

    assert found.answer is not None
    assert found.answer.value == value
    assert found.points == Decimal(points)


def test_a_calculation_without_its_answers_is_open_whatever_a_person_typed() -> None:
    table = _calculating(AnswerType.NUMBER, TIERS, "${T.1.2} * 2")

    score = scored(table, {"T.1.1": "9"})

    assert score.criteria["T.1.1"].state is CriterionState.UNANSWERED


@pytest.mark.parametrize(
    ("kind", "rule", "expression", "reason"),
    [
        (AnswerType.NUMBER, TIERS, "1 / (${T.1.2} - 7)", "1 is divided by 0"),
        (AnswerType.COUNT, "Mỗi việc: 0,5", "${T.1.2} / 2", "a whole number is needed"),
        (AnswerType.SCORE, "Tính", "${T.1.2}", "points lie between 0 and 2"),
        (AnswerType.NUMBER, TIERS, "'năm'", "“năm” is not a number"),
    ],
)
def test_a_calculation_that_fails_says_why(
    kind: AnswerType, rule: str, expression: str, reason: str
) -> None:
    found = scored(_calculating(kind, rule, expression), FACTS).criteria["T.1.1"]

    assert found.state is CriterionState.UNANSWERED
    assert reason in found.reason


def test_the_team_may_still_depart_from_a_calculation() -> None:
    table = _calculating(AnswerType.NUMBER, TIERS, "${T.1.2}")
    own = AnswerFacts(team_score=Decimal(1), team_reason="Số liệu chưa đủ")

    found = scored(table, {**FACTS, "T.1.1": own}).criteria["T.1.1"]

    assert (found.points, found.rule_points) == (Decimal(1), Decimal(2))


def test_the_points_of_a_group_can_be_referred_to() -> None:
    table = whole(
        group("T", "6"),
        group("T.1", "4", "T"),
        _yes("T.1.1", "2"),
        _yes("T.1.2", "2"),
        group("T.2", "2", "T"),
        leaf("T.2.1", "2", AnswerType.SCORE, "Tính", calculation="${T.1:điểm} / 2"),
    )

    answered = scored(table, {"T.1.1": "yes", "T.1.2": "no"})

    assert answered.criteria["T.2.1"].points == 1


def test_the_same_score_comes_out_in_every_decimal_context() -> None:
    table = _calculating(AnswerType.NUMBER, TIERS, "${T.1.2} * 2 / 3")

    here = scored(table, FACTS)
    with localcontext() as context:
        context.prec, context.rounding = 2, ROUND_DOWN
        there = scored(table, FACTS)
        assert here.total.converted == there.total.converted
        assert here.criteria == there.criteria


def test_a_circle_that_was_never_checked_ends() -> None:
    good = _with_conditions()
    rows = [
        replace(row, condition="${T.2.1} = 'Có'") if row.code == "T.1.1" else row
        for row in good.criteria
    ]

    score = scored(replace(good, criteria=tuple(rows)), {"T.1.1": "yes"})

    assert set(score.criteria) == {"T.1.1", "T.1.2", "T.2.1", "T.2.2"}
