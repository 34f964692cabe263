"""Who may write and send what."""

from __future__ import annotations

import pytest

from app.domain.entities import ENTITIES
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


@pytest.mark.parametrize("kind", sorted(ENTITIES))
def test_a_laptop_writes_what_it_finds_and_not_what_is_prescribed(kind: str) -> None:
    assert may_write(Role.DEVICE, kind) is (kind not in _PRESCRIBED)
    assert may_write(Role.DEVICE, kind, "_exists") is (kind not in _PRESCRIBED)
    assert may_write(Role.HQ, kind)


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
