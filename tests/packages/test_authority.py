"""Who may write and send what."""

from __future__ import annotations

import pytest

from app.domain.criterion_return import CriterionReturn
from app.domain.entities import ENTITIES
from app.domain.entity import Merge, facts_of
from app.packages.authority import may_send, may_write
from app.packages.manifest import PackageKind
from app.packages.trust import Role

_PRESCRIBED = {
    "unit",
    "plan",
    "checklist",
    "phrase",
    "special_day",
    "template",
    "visit_ruling",
}
_RETURNED = {"criterion_return"}
"""What headquarters makes and a laptop answers."""


@pytest.mark.parametrize("kind", sorted(ENTITIES))
def test_a_laptop_writes_what_it_finds_and_not_what_is_prescribed(kind: str) -> None:
    assert may_write(Role.DEVICE, kind) is (kind not in _PRESCRIBED)
    assert may_write(Role.DEVICE, kind, "_exists") is (kind not in _PRESCRIBED | _RETURNED)
    assert may_write(Role.HQ, kind)
    assert may_write(Role.HQ, kind, "_exists")


def test_of_what_headquarters_returned_a_laptop_writes_the_reply_alone() -> None:
    facts = {fact.name for fact in facts_of(CriterionReturn)} | {"_exists", "of_the_future"}

    written = {name for name in facts if may_write(Role.DEVICE, "criterion_return", name)}

    assert written == {"reply", "replied_to"}


@pytest.mark.parametrize("kind", sorted(ENTITIES))
def test_what_is_headquarters_own_lies_in_no_kind_that_laptops_make(kind: str) -> None:
    own = {fact.name for fact in facts_of(ENTITIES[kind]) if fact.merge is Merge.HQ}

    assert not own or not may_write(Role.DEVICE, kind, "_exists")
    assert not any(may_write(Role.DEVICE, kind, name) for name in own)


def test_every_kind_a_laptop_writes_belongs_to_an_inspection() -> None:
    for name, kind in ENTITIES.items():
        if may_write(Role.DEVICE, name):
            assert name == "inspection" or kind.AGGREGATE == "inspection_id"


def test_kinds_of_the_future_are_carried() -> None:
    assert may_write(Role.DEVICE, "drone_flight", "height")


@pytest.mark.parametrize("kind", list(PackageKind))
def test_a_laptop_sends_only_its_teams_work(kind: PackageKind) -> None:
    assert may_send(Role.HQ, kind)
    assert may_send(Role.DEVICE, kind) is (kind in {PackageKind.TEAM, PackageKind.HANDOVER})
