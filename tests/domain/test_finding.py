"""Findings."""

from __future__ import annotations

import pytest

from app.errors import InvalidValue
from tests import given


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_finding_without_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        given.finding(text=text)

    assert refused.value.params["field"] == "text"


def test_a_finding_may_stand_without_a_criterion() -> None:
    assert given.finding(text="Thái độ phục vụ tốt").criterion_code == ""
