"""Whether a draft can be published: its criteria, and the set they make."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.answer import AnswerFacts
from app.domain.band import DEFAULT_BANDS, Band
from app.domain.checklist_check import ChecklistInvalid
from app.domain.checklist_draft import ChecklistDraft, draft_of
from app.domain.draft_check import SET, check_draft, find_draft_faults
from app.domain.rule_trial import try_answer
from tests.given import checklist, criterion

WHOLE = draft_of(checklist())


def fields(draft: ChecklistDraft) -> list[str]:
    return [fault.field for fault in find_draft_faults(draft) if fault.index == SET]


def bands(*lowest: str) -> tuple[Band, ...]:
    return tuple(Band(name=f"Mức {one}", lowest=Decimal(one)) for one in lowest)


def test_a_whole_draft_has_no_faults() -> None:
    assert list(find_draft_faults(replace(WHOLE, bands=DEFAULT_BANDS))) == []


def test_a_set_needs_a_code_and_a_title() -> None:
    assert fields(replace(WHOLE, code=" ", title="")) == ["code", "title"]


@pytest.mark.parametrize(
    "wrong",
    [
        bands("80", "90", "0"),
        bands("90", "50"),
        bands("120", "0"),
        (Band(name=" ", lowest=Decimal(50)), *bands("0")),
    ],
)
def test_bands_go_down_to_nothing_and_have_names(wrong: tuple[Band, ...]) -> None:
    assert fields(replace(WHOLE, bands=wrong)) == ["bands"]


@pytest.mark.usefixtures("english")
def test_what_is_wrong_names_its_place() -> None:
    with pytest.raises(ChecklistInvalid) as refused:
        check_draft(replace(WHOLE, title=""))

    assert refused.value.params == {"place": "T", "reason": "the title is missing"}


@pytest.mark.usefixtures("english")
def test_a_rule_is_tried_alone() -> None:
    asked = criterion("T.1.1", "T.1", "2", condition="${T.9} = 'yes'")

    score = try_answer(asked, AnswerFacts(value="yes"))

    assert score.points == 2
    assert score.reason == "“Có”: 2 of 2."
