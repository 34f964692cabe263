"""Rules to start from: each is in the grammar, for whatever maximum."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.checklist import AnswerType
from app.domain.rule_template import following, templates_for
from app.domain.rule_text import parse_rule

POINTS = st.decimals(min_value=Decimal("0.1"), max_value=100, places=2)


@given(st.sampled_from(list(AnswerType)), POINTS)
def test_every_template_is_a_rule(answer_type: AnswerType, most: Decimal) -> None:
    for template in templates_for(answer_type, most):
        assert parse_rule(template.text, answer_type, most).tiers


@pytest.mark.parametrize("most", [Decimal(0), Decimal("NaN"), Decimal("Infinity")])
def test_what_earns_nothing_needs_no_template(most: Decimal) -> None:
    assert templates_for(AnswerType.YES_NO, most) == ()


def test_another_type_begins_with_its_own_template() -> None:
    one = Decimal(1)

    rule = following("Có: 1; Không: 0", (AnswerType.YES_NO, one), (AnswerType.COUNT, one))

    assert rule == templates_for(AnswerType.COUNT, one)[0].text
