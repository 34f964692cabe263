"""A returned criterion: waiting for the team, answered, settled, and opened again."""

from __future__ import annotations

from dataclasses import replace

from app.domain.criterion_return import CriterionReturn, criterion_return_id
from tests import given

RETURNED = CriterionReturn(
    id=criterion_return_id(given.INSPECTION, "CCHC.1.1.2"),
    inspection_id=given.INSPECTION,
    criterion_code="CCHC.1.1.2",
    reason="Thiếu minh chứng.",
)
ANSWERED = replace(RETURNED, reply="Đã bổ sung.", replied_to="Thiếu minh chứng.")


def _state(one: CriterionReturn) -> tuple[bool, bool, bool]:
    return one.waits, one.is_answered, one.is_settled


def test_a_reason_waits_until_it_is_answered_and_is_settled_by_its_end() -> None:
    assert _state(RETURNED) == (True, False, False)
    assert _state(ANSWERED) == (False, True, False)
    assert _state(replace(ANSWERED, reason=" ")) == (False, False, True)


def test_an_answer_is_to_the_reason_it_was_written_under() -> None:
    assert _state(replace(ANSWERED, reason="Vẫn thiếu ảnh.")) == (True, False, False)
    assert _state(replace(ANSWERED, reply="  ")) == (True, False, False)


def test_two_laptops_meet_in_one_matter_for_a_criterion() -> None:
    same = criterion_return_id(given.INSPECTION, "CCHC.1.1.2")

    assert same == RETURNED.id != criterion_return_id(given.INSPECTION, "CCHC.1.1.3")
