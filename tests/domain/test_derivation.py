"""“Vì sao?”: the way from an answer to its points, and from points to the rating, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.domain.answer import AnswerFacts
from app.domain.checklist import AnswerType, CriterionRole
from app.domain.derivation import derivation_of
from app.errors import NotFound
from app.words import use_language
from tests.scored import LEFT_OUT, Answers, group, leaf, scored, whole

pytestmark = pytest.mark.usefixtures("english")

_SHARE = "Từ 85% trở lên: 10; Từ 60% đến dưới 85%: điểm = tỷ lệ/85% × 10; Dưới 60%: 0 | N/A"
TABLE = whole(
    group("T", "16"),
    group("T.1", "16", "T"),
    leaf("T.1.1", "10", AnswerType.PERCENT, _SHARE),
    leaf("T.1.2", "2", AnswerType.NUMBER, "Mỗi lần: 0,5", calculation="${T.1.1:tử số} / 20"),
    leaf("T.1.3", "2", AnswerType.YES_NO, "Có: 2; Không: 0 | N/A", rating_cap="Trung bình"),
    leaf("T.1.4", "2", AnswerType.YES_NO, "Có: 2; Không: 0", condition="${T.1.3:điểm} > 0"),
    group("T.2", "1", "T", role=CriterionRole.BONUS),
    leaf("T.2.1", "4", AnswerType.COUNT, "Mỗi sáng kiến: 0,5"),
    group("T.3", "5", "T", role=CriterionRole.PENALTY),
    leaf("T.3.1", "5", AnswerType.DATE, "Mỗi ngày chậm: 1 | Hạn: 15/12/2026"),
)
RATE = AnswerFacts(
    numerator=Decimal(68),
    denominator=Decimal(85),
    rate_source="Báo cáo 12/BC-UBND",
    rate_on=date(2026, 10, 31),
    comment="Đã đối chiếu",
    self_score=Decimal(10),
    team_score=Decimal(9),
    team_reason="Có 2 công trình chờ quyết toán.",
    final_score=Decimal("8.5"),
    final_reason="Theo biên bản thẩm định",
)
ANSWERS: Answers = {
    "T.1.1": RATE,
    "T.1.3": "no",
    "T.1.4": "yes",
    "T.2.1": "3",
    "T.3.1": "2026-12-17",
}


def _derived(code: str, answers: Answers = ANSWERS) -> list[str]:
    return list(derivation_of(scored(TABLE, answers), code))


def test_a_score_is_derived_from_its_numbers_to_what_headquarters_settled() -> None:
    assert _derived("T.1.1") == [
        (
            "Rule: Maximum 10 points. “Từ 85% trở lên”: 10; “Từ 60% đến dưới 85%”: rate/85% × 10; "
            "“Dưới 60%”: 0. May be left out of the maximum where nothing arose."
        ),
        "Answer: 68/85",
        "Source: Báo cáo 12/BC-UBND",
        "As of 31/10/2026",
        "Comment: Đã đối chiếu",
        "80% (68/85), “Từ 60% đến dưới 85%”: rate/85% × 10 = 9.41 of 10.",
        "The team gave 9: Có 2 công trình chờ quyết toán.",
        "Headquarters settled 8.5: Theo biên bản thẩm định.",
        "The unit gave itself 10.",
    ]


def test_a_calculation_shows_the_values_put_in() -> None:
    derived = _derived("T.1.2")

    assert "T.1.1 (Nội dung T.1.1): 68/85, 8.5 points" in derived
    assert "Calculated: ${T.1.1:tử số} / 20 → 68 / 20 = 3,4" in derived
    assert "3.4: 1.7 of 2." in derived


def test_a_hidden_criterion_names_the_condition_and_keeps_its_answer() -> None:
    assert _derived("T.1.4") == [
        "Condition of T.1.4: the points of T.1.3 is greater than 0 (0 > 0). It is not met.",
        "Rule: Maximum 2 points. “Có”: 2; “Không”: 0.",
        "Answer: Có",
        "Hidden: the condition of T.1.4 is not met; it does not count.",
        "Its answer is kept, and counts again once it is asked.",
    ]


def test_bonus_penalty_and_knock_out_say_what_they_do() -> None:
    assert "Bonus: +1.5 beyond the maximum." in _derived("T.2.1")
    assert _derived("T.3.1")[-2:] == ["2 days late: 2 of 5.", "Penalty: -2 off the total."]
    assert _derived("T.1.3")[-1] == "Knock-out: the rating is at most “Trung bình”."


def test_a_group_adds_up_what_stands_under_it() -> None:
    assert _derived("T.2") == [
        "T.2.1 Nội dung T.2.1: 1.5/4",
        "Together: 1/1",
        "1.5 were held at 1: the limit of this group.",
        "It does not count in the maximum of what is above.",
    ]
    assert "Together: 10.2/14 (without 1 criterion that does not apply)" in _derived("T.1")


def test_the_total_is_derived_down_to_the_rating() -> None:
    best = {**ANSWERS, "T.1.1": AnswerFacts(numerator=Decimal(90), denominator=Decimal(100))}

    assert _derived("T", best) == [
        "T.1 Nội dung T.1: 12/14 (without 1 criterion that does not apply)",
        "T.2 Nội dung T.2: 1/1",
        "T.3 Nội dung T.3: -2/5",
        "Together: 11/14 (without 1 criterion that does not apply)",
        "12 by the criteria, bonus +1, penalty -2.",
        "Converted: 11 × 100 / 14 = 78.57",
        "Rating by points: “Khá”, from 70.",
        "Knock-out T.1.3: the rating is at most “Trung bình”.",
        "Rating: “Trung bình”.",
    ]


def test_an_open_or_empty_total_says_what_it_waits_for() -> None:
    assert _derived("T", {})[-2:] == [
        "Converted: 0 × 100 / 14 = 0",
        "The rating waits until every criterion is scored.",
    ]
    left_out = dict.fromkeys(("T.1.1", "T.1.2", "T.1.3"), LEFT_OUT)
    assert _derived("T", left_out)[-1] == "Nothing applies, so there is no total."


def test_a_code_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        _derived("T.9")


def test_it_speaks_vietnamese() -> None:
    use_language("vi")

    assert "Cộng: 10,2/14 (trừ 1 tiêu chí không áp dụng)" in _derived("T.1")
    assert "Công thức: ${T.1.1:tử số} / 20 → 68 / 20 = 3,4" in _derived("T.1.2")
