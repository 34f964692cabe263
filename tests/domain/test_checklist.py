"""The tree of a checklist, and the identity of a version."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.checklist import checklist_id, content_sha256
from tests import given
from tests.domain.shipped import CHECKLISTS

CCHC = CHECKLISTS[0]


def test_the_areas_stand_directly_under_the_root_in_order() -> None:
    assert CCHC.root.code == "CCHC"
    assert [area.code for area in CCHC.areas] == [f"CCHC.{number}" for number in range(1, 8)]
    assert [area.max_score for area in CCHC.areas] == [18, 10, 28, 9, 13, 9, 13]


def test_the_leaves_are_the_criteria_without_children() -> None:
    leaves = list(CCHC.leaves())

    assert len(leaves) == 80
    assert all(not CCHC.children(leaf.code) for leaf in leaves)
    assert sum(leaf.max_score for leaf in leaves) == 100


@pytest.mark.parametrize(
    ("under", "first", "count"),
    [("CCHC", "CCHC.1.1.1", 80), ("CCHC.1", "CCHC.1.1.1", 15), ("CCHC.1.1.2", "CCHC.1.1.2", 1)],
)
def test_leaves_are_found_at_any_depth(under: str, first: str, count: int) -> None:
    leaves = list(CCHC.leaves(under))

    assert leaves[0].code == first
    assert len(leaves) == count


def test_a_code_that_is_a_beginning_of_another_is_not_above_it() -> None:
    checklist = given.checklist(given.criterion("T.1.1", "T.1"), given.criterion("T.1.10", "T.1"))

    assert [leaf.code for leaf in checklist.leaves("T.1.1")] == ["T.1.1"]
    assert list(checklist.leaves("T.9")) == []


def test_a_criterion_is_found_by_its_code() -> None:
    found = CCHC.criterion("CCHC.3.4.1")

    assert found is not None
    assert found.max_score == 4
    assert CCHC.criterion("MC.1.1") is None


def test_the_same_content_is_the_same_version_everywhere() -> None:
    one, other = given.checklist(), given.checklist()

    assert one.id == other.id
    assert one.content_sha256 == other.content_sha256


@pytest.mark.parametrize(
    "facts",
    [{"text": "Khác"}, {"max_score": Decimal("1.0")}, {"scoring_rule": ""}, {"code": "T.9"}],
)
def test_any_change_of_a_criterion_makes_another_version(facts: dict[str, object]) -> None:
    before = given.checklist()
    after = (*before.criteria[:-1], replace(before.criteria[-1], **facts))  # type: ignore[arg-type] # one field

    assert content_sha256(after) != before.content_sha256
    assert checklist_id("T", content_sha256(after)) != before.id


def test_the_shipped_sets_have_one_identity_each() -> None:
    assert len({checklist.id for checklist in CHECKLISTS}) == 4
