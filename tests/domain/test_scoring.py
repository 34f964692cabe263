"""Scores of a checklist: sums, what leaves the maximum, what keeps it, and why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given as such_that
from hypothesis import strategies as st

from app.domain.answer import AnswerFacts
from app.domain.band import DEFAULT_BANDS, Band, band_of
from app.domain.checklist import AnswerType, Checklist, Criterion
from app.domain.rule_text import RuleInvalid, parse_rule
from app.domain.scoring import (
    ChecklistScore,
    CriterionState,
    score_checklist,
)
from tests import given
from tests.domain.shipped import CHECKLISTS

pytestmark = pytest.mark.usefixtures("english")

PROPORTIONAL = "Từ 80% trở lên: 1,5; Từ 40% đến dưới 80%: điểm = tỷ lệ/80% × 1,5; Dưới 40%: 0"
YES = AnswerFacts(value="yes")
NO = AnswerFacts(value="no")
LEFT_OUT = AnswerFacts(not_applicable=True, comment="Không phát sinh")
WORDS = {"Có": "yes", "Đầy đủ": "yes", "Một phần": "partial", "Không": "no"}


def _percent_leaf(code: str = "T.1.1") -> Criterion:
    return given.criterion(
        code,
        "T.1",
        "1.5",
        answer_type=AnswerType.PERCENT,
        scoring_rule=PROPORTIONAL,
    )


def _rate(numerator: int, denominator: int) -> AnswerFacts:
    return AnswerFacts(numerator=Decimal(numerator), denominator=Decimal(denominator))


def _answer(leaf: Criterion, *, best: bool) -> AnswerFacts:
    """The best or the worst answer to a published criterion, made from its own rule."""
    rule = parse_rule(leaf.scoring_rule, leaf.answer_type, leaf.max_score)
    tier = rule.tiers[0 if best else -1]
    if tier.span is not None:
        return AnswerFacts(value=str(tier.span.low))
    return AnswerFacts(value=WORDS.get(tier.condition, tier.condition))


def _scored_leaves(checklist: Checklist) -> list[Criterion]:
    return [leaf for leaf in checklist.leaves() if leaf.max_score]


def test_the_total_is_the_sum_of_the_answers() -> None:
    checklist = given.checklist(given.criterion("T.1.1", "T.1", "2"), _percent_leaf("T.1.2"))

    score = score_checklist(checklist, {"T.1.1": YES, "T.1.2": _rate(3, 5)})

    assert score.total.points == Decimal("3.13")  # 2 + 60/80 × 1,5 = 1,125 half up
    assert score.total.applicable_max == score.total.max_score == Decimal("3.5")
    assert score.total.converted == Decimal("89.43")
    assert (score.total.answered, score.total.leaves) == (2, 2)
    assert score.is_complete
    assert score.groups["T.1"].points == score.total.points


def test_what_does_not_arise_leaves_the_maximum() -> None:
    checklist = given.checklist()

    score = score_checklist(checklist, {"T.1.1": YES, "T.1.2": LEFT_OUT})

    assert score.criteria["T.1.2"].state is CriterionState.NOT_APPLICABLE
    assert score.criteria["T.1.2"].points is None
    assert score.total.points == 1
    assert score.total.applicable_max == 1
    assert score.total.max_score == 2
    assert score.total.converted == 100
    assert score.is_complete


def test_an_unanswered_criterion_keeps_its_maximum_and_the_score_is_incomplete() -> None:
    score = score_checklist(given.checklist(), {"T.1.1": YES, "T.1.2": AnswerFacts(comment="xem")})

    assert score.criteria["T.1.2"].state is CriterionState.UNANSWERED
    assert score.total.points == 1
    assert score.total.applicable_max == 2
    assert score.total.converted == 50
    assert not score.is_complete
    assert score.rating is None


def test_where_nothing_applies_there_is_no_converted_score_and_no_rating() -> None:
    score = score_checklist(given.checklist(), {"T.1.1": LEFT_OUT, "T.1.2": LEFT_OUT})

    assert score.total.applicable_max == 0
    assert score.total.converted is None
    assert score.is_complete
    assert score.rating is None


def test_information_takes_no_part_in_the_score() -> None:
    note = given.criterion("T.1.2", "T.1", "0", answer_type=AnswerType.TEXT, scoring_rule="")
    checklist = given.checklist(given.criterion("T.1.1", "T.1"), note)

    score = score_checklist(checklist, {"T.1.1": YES})

    assert score.criteria["T.1.2"].state is CriterionState.INFORMATION
    assert score.criteria["T.1.2"].points is None
    assert score.total.leaves == 1
    assert score.is_complete


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        ({}, "2"),
        ({"team_score": Decimal("1.5"), "team_reason": "a"}, "1.5"),
        ({"final_score": Decimal(1), "final_reason": "b"}, "1"),
        (
            {
                "team_score": Decimal("1.5"),
                "team_reason": "a",
                "final_score": Decimal(0),
                "final_reason": "b",
            },
            "0",
        ),
    ],
)
def test_the_settled_points_count_before_the_teams_and_those_before_the_rules(
    facts: dict[str, object], points: str
) -> None:
    checklist = given.checklist(given.criterion("T.1.1", "T.1", "2"))
    answer = replace(YES, **facts)  # type: ignore[arg-type] # the fields of the case

    score = score_checklist(checklist, {"T.1.1": answer}).criteria["T.1.1"]

    assert score.points == Decimal(points)
    assert score.rule_points == 2
    assert score.state is CriterionState.SCORED


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        ({"team_score": Decimal("0.50")}, "0.50"),
        ({"team_reason": " "}, None),
        ({"self_score": Decimal(9)}, None),
        ({"final_score": Decimal(1), "final_reason": "Đã thẩm định"}, "1"),
        ({"final_score": Decimal(1)}, None),
        ({"value": "no", "team_score": Decimal(1)}, "1"),
        ({"team_score": None, "self_score": Decimal(1)}, "2"),
    ],
)
def test_an_answer_judged_before_does_not_speak_for_one_that_differs(
    facts: dict[str, object], points: str | None
) -> None:
    checklist = given.checklist(given.criterion("T.1.1", "T.1", "2"))
    before = replace(YES, team_score=Decimal("0.5"), team_reason="Đã đối chiếu")
    answer = replace(before, **facts)  # type: ignore[arg-type] # the fields of the case

    score_checklist(checklist, {"T.1.1": before})
    score = score_checklist(checklist, {"T.1.1": answer}).criteria["T.1.1"]

    assert (score.points if points is None else str(score.points)) == points
    assert (score.problem is None) == (points is not None)


def test_points_may_be_given_where_the_rule_has_no_answer() -> None:
    answer = AnswerFacts(team_score=Decimal(1), team_reason="Xem tại chỗ")

    score = score_checklist(given.checklist(), {"T.1.1": answer}).criteria["T.1.1"]

    assert score.points == 1
    assert score.rule_points is None
    assert score.reason == "The team gave 1: Xem tại chỗ."


@pytest.mark.parametrize(
    "answer", [_rate(9, 0), _rate(9, 8), AnswerFacts(value="nhiều"), _rate(-1, 8)]
)
def test_an_answer_that_does_not_fit_counts_as_unanswered_and_says_why(
    answer: AnswerFacts,
) -> None:
    score = score_checklist(given.checklist(_percent_leaf()), {"T.1.1": answer})

    assert score.criteria["T.1.1"].state is CriterionState.UNANSWERED
    assert score.criteria["T.1.1"].problem is not None
    assert score.criteria["T.1.1"].reason.startswith("Not scored: “")
    assert score.total.applicable_max == Decimal("1.5")
    assert not score.is_complete


def test_half_a_rate_is_not_answered_yet() -> None:
    answer = AnswerFacts(numerator=Decimal(3))

    score = score_checklist(given.checklist(_percent_leaf()), {"T.1.1": answer})

    assert score.criteria["T.1.1"].state is CriterionState.UNANSWERED
    assert score.criteria["T.1.1"].problem is None


def test_answers_to_other_checklists_of_the_visit_are_left_alone() -> None:
    score = score_checklist(given.checklist(), {"T.1.1": YES, "MC.1.1": YES})

    assert set(score.criteria) == {"T.1.1", "T.1.2"}


def test_a_checklist_with_a_broken_rule_cannot_score() -> None:
    broken = given.checklist(given.criterion("T.1.1", "T.1", scoring_rule="Có: 5; Không: 0"))

    with pytest.raises(RuleInvalid):
        score_checklist(broken, {})


def test_a_tree_that_bites_its_tail_does_not_hang() -> None:
    good = given.checklist()
    ring = [replace(row, parent_code="T.1") if row.code == "T" else row for row in good.criteria]
    lost = [replace(row, parent_code="T.9") if row.code == "T.1.2" else row for row in ring]

    assert score_checklist(replace(good, criteria=tuple(ring)), {}).total.leaves == 0
    assert score_checklist(replace(good, criteria=tuple(lost)), {}).total.leaves == 0


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (None, "Not answered: 1.5 stay in the maximum."),
        (AnswerFacts(), "Not answered: 1.5 stay in the maximum."),
        (LEFT_OUT, "Not applicable: the maximum is lower by 1.5."),
        (_rate(4, 5), "80% (4/5), “Từ 80% trở lên”: 1.5 of 1.5."),
        (_rate(3, 5), "60% (3/5), “Từ 40% đến dưới 80%”: rate/80% × 1.5 = 1.13 of 1.5."),
        (_rate(2, 3), "66.67% (2/3), “Từ 40% đến dưới 80%”: rate/80% × 1.5 = 1.25 of 1.5."),
        (AnswerFacts(value="12.5"), "12.5%, “Dưới 40%”: 0 of 1.5."),
        (
            replace(_rate(4, 5), team_score=Decimal(1), team_reason="Số liệu lệch. "),
            "80% (4/5), “Từ 80% trở lên”: 1.5 of 1.5. The team gave 1: Số liệu lệch.",
        ),
        (
            _rate(0, 0),
            "Not scored: “0” was refused, it is 0: mark the criterion as not applicable.",
        ),
    ],
)
def test_each_score_explains_itself(answer: AnswerFacts | None, reason: str) -> None:
    answers = {} if answer is None else {"T.1.1": answer}

    score = score_checklist(given.checklist(_percent_leaf()), answers)

    assert score.criteria["T.1.1"].reason == reason


@pytest.mark.parametrize(
    ("kind", "rule", "points", "value", "reason"),
    [
        (AnswerType.YES_NO, "Có: 2; Không: 0", "2", "yes", "“Có”: 2 of 2."),
        (AnswerType.COUNT, "0: 2; Từ 1 trở lên: 0", "2", "3", "“Từ 1 trở lên”: 0 of 2."),
        (AnswerType.SCORE, "Tự do", "2", "1.5", "Entered directly: 1.5 of 2."),
        (AnswerType.TEXT, "", "0", "chữ", "For information, no points."),
    ],
)
def test_each_type_of_answer_explains_itself(
    kind: AnswerType, rule: str, points: str, value: str, reason: str
) -> None:
    leaf = given.criterion("T.1.1", "T.1", points, answer_type=kind, scoring_rule=rule)

    score = score_checklist(given.checklist(leaf), {"T.1.1": AnswerFacts(value=value)})

    assert score.criteria["T.1.1"].reason == reason


def test_both_departures_from_the_rule_are_told() -> None:
    answer = AnswerFacts(
        value="yes",
        team_score=Decimal("0.5"),
        team_reason="Chưa đủ",
        final_score=Decimal(1),
        final_reason="Theo giải trình",
    )

    score = score_checklist(given.checklist(), {"T.1.1": answer}).criteria["T.1.1"]

    assert score.reason == (
        "“Có”: 1 of 1. The team gave 0.5: Chưa đủ. Headquarters settled 1: Theo giải trình."
    )


def test_a_rate_just_below_a_whole_is_not_shown_as_reached() -> None:
    leaf = given.criterion(
        "T.1.1",
        "T.1",
        answer_type=AnswerType.PERCENT,
        scoring_rule="Đạt 100%: 1; Dưới 100%: 0",
    )

    score = score_checklist(given.checklist(leaf), {"T.1.1": _rate(99_999, 100_000)})

    assert score.criteria["T.1.1"].reason == "99.999% (99,999/100,000), “Dưới 100%”: 0 of 1."


@pytest.mark.parametrize(
    ("converted", "name"),
    [
        ("100", "Xuất sắc"),
        ("90", "Xuất sắc"),
        ("89.99", "Tốt"),
        ("80", "Tốt"),
        ("79.99", "Khá"),
        ("70", "Khá"),
        ("69.99", "Trung bình"),
        ("50", "Trung bình"),
        ("49.99", "Yếu"),
        ("0", "Yếu"),
    ],
)
def test_a_score_is_rated_by_the_bands_of_the_766_index(converted: str, name: str) -> None:
    band = band_of(Decimal(converted))

    assert band is not None
    assert band.name == name


def test_a_province_may_rate_by_its_own_bands_in_any_order() -> None:
    bands = (Band(name="Đạt", lowest=Decimal(60)), Band(name="Giỏi", lowest=Decimal(85)))
    plain = given.checklist()
    banded = replace(plain, bands=bands)

    ratings = [
        score_checklist(checklist, {"T.1.1": YES, "T.1.2": YES}).rating
        for checklist in (plain, banded)
    ]

    assert ratings == [DEFAULT_BANDS[0], bands[1]]
    assert band_of(Decimal(59), bands) is None


@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda checklist: checklist.code)
def test_the_best_answers_earn_everything_and_the_worst_nothing(checklist: Checklist) -> None:
    leaves = _scored_leaves(checklist)

    best = score_checklist(checklist, {leaf.code: _answer(leaf, best=True) for leaf in leaves})
    worst = score_checklist(checklist, {leaf.code: _answer(leaf, best=False) for leaf in leaves})

    for leaf in leaves:
        assert best.criteria[leaf.code].points == leaf.max_score
        assert worst.criteria[leaf.code].points == 0
    assert best.total.points == best.total.converted == Decimal(100)
    assert worst.total.points == worst.total.converted == Decimal(0)
    assert best.is_complete
    assert worst.is_complete
    assert worst.rating == DEFAULT_BANDS[-1]


@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda checklist: checklist.code)
def test_an_empty_inspection_has_the_whole_maximum_and_no_points(checklist: Checklist) -> None:
    score = score_checklist(checklist, {})

    assert score.total.points == 0
    assert score.total.applicable_max == 100
    assert score.total.answered == 0
    for row in checklist.criteria:
        if row.code in score.groups:
            assert score.groups[row.code].max_score == row.max_score


def _answers_to(leaf: Criterion) -> st.SearchStrategy[AnswerFacts | None]:
    """Anything a person may answer to a published criterion, nothing included."""
    rule = parse_rule(leaf.scoring_rule, leaf.answer_type, leaf.max_score)
    given_answers: st.SearchStrategy[AnswerFacts]
    if leaf.answer_type is AnswerType.PERCENT:
        given_answers = st.integers(1, 500).flatmap(
            lambda whole: st.integers(0, whole).map(lambda part: _rate(part, whole))
        )
    elif leaf.answer_type is AnswerType.COUNT:
        given_answers = st.integers(0, 50).map(lambda count: AnswerFacts(value=str(count)))
    else:
        spelt = [WORDS.get(tier.condition, tier.condition) for tier in rule.tiers] or [""]
        given_answers = st.sampled_from(spelt).map(lambda value: AnswerFacts(value=value))
    points = st.integers(0, int(leaf.max_score * 100)).map(lambda cents: Decimal(cents) / 100)
    overridden = st.builds(
        lambda answer, given_points: replace(
            answer, team_score=given_points, team_reason="Kiểm tra thực tế"
        ),
        given_answers,
        points,
    )
    return st.one_of(st.none(), st.just(LEFT_OUT), given_answers, overridden)


ONE_STOP = CHECKLISTS[1]
ANSWERS = st.fixed_dictionaries({leaf.code: _answers_to(leaf) for leaf in ONE_STOP.leaves()})


def _scored(answers: dict[str, AnswerFacts | None]) -> ChecklistScore:
    return score_checklist(
        ONE_STOP, {code: answer for code, answer in answers.items() if answer is not None}
    )


@such_that(answers=ANSWERS)
def test_every_group_is_the_sum_of_the_criteria_under_it(
    answers: dict[str, AnswerFacts | None],
) -> None:
    score = _scored(answers)

    assert all(entry.problem is None for entry in score.criteria.values())
    for code, group in score.groups.items():
        under = [score.criteria[leaf.code] for leaf in ONE_STOP.leaves(code)]
        counted = [entry for entry in under if entry.state is not CriterionState.NOT_APPLICABLE]
        assert group.points == sum(entry.points or 0 for entry in under)
        assert group.applicable_max == sum(entry.max_score for entry in counted)
        assert 0 <= group.points <= group.applicable_max <= group.max_score
        assert group.answered <= group.leaves
        assert group.converted is None or 0 <= group.converted <= 100


@such_that(answers=ANSWERS, data=st.data())
def test_leaving_a_criterion_out_never_raises_the_maximum(
    answers: dict[str, AnswerFacts | None], data: st.DataObject
) -> None:
    code = data.draw(st.sampled_from(sorted(answers)))

    before = _scored(answers).total
    after = _scored({**answers, code: LEFT_OUT}).total

    assert after.applicable_max <= before.applicable_max
    assert after.points <= before.points
    assert after.max_score == before.max_score
