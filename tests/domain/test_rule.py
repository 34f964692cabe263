"""Rules as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app import words
from app.domain.checklist import AnswerType
from app.domain.rule import number_text
from app.domain.rule_text import parse_rule


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("text", "kind", "most", "sentence"),
    [
        (
            "Có: 0,5; Không: 0",
            AnswerType.YES_NO,
            "0.5",
            "Maximum 0.5 points. “Có”: 0.5; “Không”: 0.",
        ),
        (
            "Từ 50% trở lên: 3; Từ 20% đến dưới 50%: điểm = tỷ lệ/50% × 3; Dưới 20%: 0 | N/A",
            AnswerType.PERCENT,
            "3",
            (
                "Maximum 3 points. “Từ 50% trở lên”: 3; “Từ 20% đến dưới 50%”: rate/50% × 3; "
                "“Dưới 20%”: 0. May be left out of the maximum where nothing arose."
            ),
        ),
        ("Tự chấm", AnswerType.SCORE, "10", "Points from 0 to 10, entered directly."),
        ("Không chấm điểm | N/A", AnswerType.TEXT, "0", "For information, no points."),
    ],
)
def test_a_rule_is_shown_as_a_sentence(
    text: str, kind: AnswerType, most: str, sentence: str
) -> None:
    assert parse_rule(text, kind, Decimal(most)).sentence == sentence


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("2.50", "2,5"),
        ("100", "100"),
        ("0", "0"),
        ("0.00", "0"),
        ("1E+2", "100"),
        ("0.05", "0,05"),
        ("12500.5", "12.500,5"),
    ],
)
def test_a_number_is_written_as_it_is_read_in_vietnam(number: str, shown: str) -> None:
    assert number_text(Decimal(number)) == shown


def test_a_number_is_written_with_a_point_in_english() -> None:
    words.use_language("en")

    assert number_text(Decimal("1234.50")) == "1,234.5"


def test_a_value_outside_every_tier_has_none() -> None:
    rule = parse_rule("0: 1; Từ 1 trở lên: 0", AnswerType.COUNT, Decimal(1))

    assert rule.tier_at(Decimal(-1)) is None
    assert rule.tier_named("Từ 1  TRỞ lên") is rule.tiers[1]
    assert rule.tier_named("2") is None
