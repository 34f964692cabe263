"""The grammar of scoring rules: what is read, what is refused and why."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.checklist import AnswerType, Criterion
from app.domain.rule import Rule
from app.domain.rule_text import RuleInvalid, parse_rule
from tests.domain.shipped import CHECKLISTS

pytestmark = pytest.mark.usefixtures("english")

PERCENT = "Đạt 100%: 2,5; Từ 80% đến dưới 100%: điểm = tỷ lệ/100% × 2,5; Dưới 80%: 0"


def _read(text: str, kind: AnswerType, most: str) -> Rule:
    return parse_rule(text, kind, Decimal(most))


def _refusal(text: str, kind: AnswerType, most: str) -> str:
    with pytest.raises(RuleInvalid) as refused:
        _read(text, kind, most)
    return str(refused.value.params["reason"])


def test_a_rule_is_read_into_tiers_and_a_note() -> None:
    rule = _read("Có: 0,5; Không: 0 | Không phát sinh: N/A", AnswerType.YES_NO, "0.5")

    assert [(tier.condition, tier.points) for tier in rule.tiers] == [
        ("Có", Decimal("0.5")),
        ("Không", Decimal(0)),
    ]
    assert rule.note == "Không phát sinh: N/A"
    assert rule.may_be_left_out


def test_a_note_that_does_not_say_na_leaves_the_criterion_in() -> None:
    rule = _read("Có: 1; Không: 0 | DNA/ANA không tính", AnswerType.YES_NO, "1")

    assert not rule.may_be_left_out


def test_idle_spaces_case_and_decomposed_letters_do_not_matter() -> None:
    loose = "  đạt  100 %:2,5 ;từ 80% ĐẾN dưới 100% : điểm=tỷ lệ / 100%x2,5;\u00a0Dưới 80%: 0 ; "

    assert _read(loose, AnswerType.PERCENT, "2.5").tiers[1].share is not None
    assert len(_read("Có: 1; Không: 0".replace("ó", "o\u0301"), AnswerType.YES_NO, "1").tiers) == 2


def test_a_free_condition_may_hold_colons_and_numbers() -> None:
    rule = _read("Trước 15:00: 1; Sau 15:00: 0", AnswerType.CHOICE, "1")

    assert [tier.condition for tier in rule.tiers] == ["Trước 15:00", "Sau 15:00"]


def test_yes_and_no_may_stand_in_either_order() -> None:
    rule = _read("Không: 2; Có: 0", AnswerType.YES_NO, "2")

    assert rule.tiers[0].condition == "Không"


@pytest.mark.parametrize("amount", ["0", "4.99", "5", "9.99", "10", "100"])
def test_a_low_rate_may_be_the_good_one(amount: str) -> None:
    rule = _read("Dưới 5%: 2; Từ 5% đến dưới 10%: 1; Từ 10% trở lên: 0", AnswerType.PERCENT, "2")

    tier = rule.tier_at(Decimal(amount))

    assert tier is not None
    assert tier.points == (2 if Decimal(amount) < 5 else 1 if Decimal(amount) < 10 else 0)


@pytest.mark.parametrize("text", ["", "Không chấm điểm", "không chấm  điểm | ghi chú"])
@pytest.mark.parametrize(
    "kind", [AnswerType.TEXT, AnswerType.DATE, AnswerType.COUNT, AnswerType.YES_NO]
)
def test_a_criterion_without_points_only_informs(text: str, kind: AnswerType) -> None:
    rule = _read(text, kind, "0")

    assert rule.is_informative
    assert rule.tiers == ()


def test_a_choice_without_points_still_names_its_choices() -> None:
    rule = _read("Đột xuất: 0; Báo trước: 0", AnswerType.CHOICE, "0")

    assert [tier.condition for tier in rule.tiers] == ["Đột xuất", "Báo trước"]


def test_a_score_is_entered_directly_whatever_its_wording() -> None:
    rule = _read("Theo biểu điểm của tỉnh | Không phát sinh: N/A", AnswerType.SCORE, "5")

    assert rule.tiers == ()
    assert rule.may_be_left_out


@pytest.mark.parametrize(
    ("text", "kind", "most", "reason"),
    [
        ("Có: 0.5; Không: 0", AnswerType.YES_NO, "0.5", "“Có: 0.5” is not"),
        ("Có 1; Không: 0", AnswerType.YES_NO, "1", "“Có 1” is not"),
        ("", AnswerType.YES_NO, "1", "“” is not"),
        ("Không chấm điểm", AnswerType.CHOICE, "0", "“Không chấm điểm” is not"),
        ("Không chấm điểm", AnswerType.YES_NO, "1", "“Không chấm điểm” is not"),
        ("Có: -1; Không: 0", AnswerType.YES_NO, "1", "“Có: -1” is not"),
        ("Có: 1; Một phần: 0,5; Không: 0", AnswerType.YES_NO, "1", "exactly “Có”, “Không”"),
        ("Đầy đủ: 1; Không: 0", AnswerType.YES_PARTIAL_NO, "1", "exactly “Đầy đủ”"),
        ("Có: 1", AnswerType.CHOICE, "1", "only one tier"),
        ("A: 1; a: 1; B: 0", AnswerType.CHOICE, "1", "“a” stands there twice"),
        ("Có: 2; Không: 0", AnswerType.YES_NO, "1", "gives 2, the maximum is 1"),
        ("Có: 1; Không: 0,5", AnswerType.YES_NO, "1", "the last tier gives 0.5"),
        ("Có: 1; Không: 0", AnswerType.YES_NO, "0", "gives 1, the maximum is 0"),
        ("Có: 1; Không: 0", AnswerType.YES_NO, "-1", "not a number from 0 up"),
        ("Có: 1; Không: 0", AnswerType.YES_NO, "NaN", "not a number from 0 up"),
        ("A: 2; B: 0,5; C: 1; D: 0", AnswerType.CHOICE, "2", "“C” can give more than “B”"),
        ("Không chấm điểm", AnswerType.TEXT, "1", "its maximum is 0"),
        ("Không chấm điểm", AnswerType.DATE, "1", "its maximum is 0"),
        ("Cao: 1; Thấp: 0", AnswerType.PERCENT, "1", "“Cao” is not a condition"),
        ("Cao: 1; Thấp: 0", AnswerType.COUNT, "1", "“Cao” is not a condition"),
        ("Từ 110% trở lên: 1; Dưới 110%: 0", AnswerType.PERCENT, "1", "“Từ 110% trở lên” is not"),
        ("Từ 80% trở lên: 1; Dưới 120%: 0", AnswerType.PERCENT, "1", "“Dưới 120%” is not"),
        ("Từ 0% trở lên: 1; Dưới 0%: 0", AnswerType.PERCENT, "1", "“Dưới 0%” is not"),
        ("3-1: 1; Từ 4 trở lên: 0", AnswerType.COUNT, "1", "“3-1” is not a condition"),
        (
            "Từ 90% trở lên: 1; Dưới 80%: 0",
            AnswerType.PERCENT,
            "1",
            "a gap between “Dưới 80%” and “Từ 90% trở lên”",
        ),
        (
            "Từ 80% trở lên: 1; Dưới 90%: 0",
            AnswerType.PERCENT,
            "1",
            "“Dưới 90%” and “Từ 80% trở lên” overlap",
        ),
        (
            "Từ 90% trở lên: 1; Từ 80% trở lên: 0,5; Dưới 80%: 0",
            AnswerType.PERCENT,
            "1",
            "“Từ 80% trở lên” and “Từ 90% trở lên” overlap",
        ),
        ("Đạt 100%: 1; Từ 50% đến dưới 100%: 0", AnswerType.PERCENT, "1", "below “Từ 50%"),
        ("Từ 50% đến dưới 100%: 1; Dưới 50%: 0", AnswerType.PERCENT, "1", "above “Từ 50%"),
        ("Từ 3 trở lên: 1; 1: 0,5; Dưới 1: 0", AnswerType.COUNT, "1", "between “1” and “Từ 3"),
        ("0: 1; 0-2: 0,5; Từ 3 trở lên: 0", AnswerType.COUNT, "1", "“0” and “0-2” overlap"),
        ("1: 1; Từ 2 trở lên: 0", AnswerType.COUNT, "1", "below “1”"),
        ("0: 1; 1-2: 0", AnswerType.COUNT, "1", "above “1-2”"),
        (
            "Từ 50% trở lên: điểm = tỷ lệ/50% × 1; Dưới 50%: 0",
            AnswerType.PERCENT,
            "1",
            "the first tier gives rate/50% × 1",
        ),
        (
            "Từ 50% trở lên: 1; Dưới 50%: điểm = tỷ lệ/50% × 1",
            AnswerType.PERCENT,
            "1",
            "the last tier gives rate/50% × 1",
        ),
        (
            "Có: 1; Chậm: điểm = tỷ lệ/50% × 1; Không: 0",
            AnswerType.CHOICE,
            "1",
            "“Chậm” cannot be proportional",
        ),
        (
            "Dưới 5%: 1; Từ 5% đến dưới 10%: điểm = tỷ lệ/10% × 1; Từ 10% trở lên: 0",
            AnswerType.PERCENT,
            "1",
            "“Từ 5% đến dưới 10%” cannot be proportional",
        ),
        (
            "Từ 80% trở lên: 2; Từ 40% đến dưới 80%: điểm = tỷ lệ/80% × 1; Dưới 40%: 0",
            AnswerType.PERCENT,
            "2",
            "must use the maximum of 2 points and at least 80%",
        ),
        (
            "Từ 80% trở lên: 2; Từ 40% đến dưới 80%: điểm = tỷ lệ/70% × 2; Dưới 40%: 0",
            AnswerType.PERCENT,
            "2",
            "at least 80%",
        ),
        (
            (
                "Từ 80% trở lên: 2; Từ 60% đến dưới 80%: 1; "
                "Từ 40% đến dưới 60%: điểm = tỷ lệ/80% × 2; Dưới 40%: 0"
            ),
            AnswerType.PERCENT,
            "2",
            "“Từ 40% đến dưới 60%” can give more than “Từ 60% đến dưới 80%”",
        ),
    ],
)
def test_a_broken_rule_is_refused_with_what_is_wrong(
    text: str, kind: AnswerType, most: str, reason: str
) -> None:
    assert reason in _refusal(text, kind, most)


def test_a_formula_may_continue_below_a_fixed_tier() -> None:
    rule = _read(
        "Từ 80% trở lên: 2; Từ 60% đến dưới 80%: 1,6; "
        "Từ 40% đến dưới 60%: điểm = tỷ lệ/100% × 2; Dưới 40%: 0",
        AnswerType.PERCENT,
        "2",
    )

    assert rule.tiers[2].points_at(Decimal(50), Decimal(1)) == 1


@pytest.mark.parametrize(
    ("numerator", "denominator", "points"),
    [
        (20, 20, "2.50"),
        (19, 20, "2.38"),  # 2,375 half up
        (17, 20, "2.13"),  # 2,125 half up
        (16, 20, "2.00"),
        (15, 20, "0"),
    ],
)
def test_a_formula_rounds_once_and_half_up(numerator: int, denominator: int, points: str) -> None:
    rule = _read(PERCENT, AnswerType.PERCENT, "2.5")

    amount, of = Decimal(100 * numerator), Decimal(denominator)
    tier = rule.tier_at(amount, of)

    assert tier is not None
    assert tier.points_at(amount, of) == Decimal(points)


def test_a_rate_that_never_ends_still_rounds_as_its_exact_value() -> None:
    # One third of 100 % over 80 %, times 1.5, is 0.625 exactly: half up to 0.63.
    rule = _read(
        "Từ 80% trở lên: 1,5; Từ 20% đến dưới 80%: điểm = tỷ lệ/80% × 1,5; Dưới 20%: 0",
        AnswerType.PERCENT,
        "1.5",
    )

    assert rule.tiers[1].points_at(Decimal(100), Decimal(3)) == Decimal("0.63")


@given(
    rate=st.decimals(0, 100, places=4),
    leaf=st.sampled_from(
        [
            leaf
            for checklist in CHECKLISTS
            for leaf in checklist.leaves()
            if leaf.answer_type is AnswerType.PERCENT
        ]
    ),
)
def test_no_rate_falls_through_a_gap_and_a_better_rate_never_earns_less(
    rate: Decimal, leaf: Criterion
) -> None:
    rule = parse_rule(leaf.scoring_rule, leaf.answer_type, leaf.max_score)

    holding = [tier for tier in rule.tiers if tier.span and tier.span.holds(rate, Decimal(1))]
    better = min(rate + Decimal("0.5"), Decimal(100))
    above = rule.tier_at(better)

    assert len(holding) == 1
    assert above is not None
    assert above.points_at(better, Decimal(1)) >= holding[0].points_at(rate, Decimal(1))


@given(text=st.text(alphabet="Cóhng:;|0123, %×ừđạt", max_size=40), kind=st.sampled_from(AnswerType))
def test_any_text_is_read_or_refused_and_never_crashes(text: str, kind: AnswerType) -> None:
    with suppress(RuleInvalid):
        rule = parse_rule(text, kind, Decimal(1))

        assert not rule.tiers or rule.tiers[0].points == 1


@pytest.mark.parametrize("code", [leaf.code for c in CHECKLISTS for leaf in c.leaves()])
def test_every_published_rule_is_read_and_says_itself(code: str) -> None:
    checklist = next(c for c in CHECKLISTS if c.criterion(code))
    leaf = checklist.criterion(code)
    assert leaf is not None

    rule = parse_rule(leaf.scoring_rule, leaf.answer_type, leaf.max_score)

    assert rule.sentence.endswith(".")
    assert all(tier.condition in rule.sentence for tier in rule.tiers if leaf.max_score)
