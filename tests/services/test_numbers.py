"""The numbers of a store are its own: no package uses them up."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import Application, open_application
from app.ids import SeededIds
from tests.fakes import FrozenClock
from tests.services.forged import forged, plant
from tests.services.test_visits import FACTS, PLAN


def send(sender: Application, receiver: Application, place: Path) -> None:
    place.mkdir()
    sender.exports.write(place)
    (brought,) = receiver.imports.take_in([place])
    assert brought.error is None


@pytest.mark.parametrize("is_opened_again", [True, False])
def test_headquarters_writes_packages_after_a_laptop_used_its_highest_number(
    laptop: Application,
    headquarters: Application,
    tmp_path: Path,
    clock: FrozenClock,
    *,
    is_opened_again: bool,
) -> None:
    origin = headquarters._store.writer.origin_id  # noqa: SLF001 - it stands in every manifest
    visit = laptop.inspections.start("28108", PLAN, FACTS, ("MC",))
    plant(laptop, forged("new", visit.id, "y", "z", origin_id=origin, seq=2**53 - 1))
    send(laptop, headquarters, tmp_path / "usb")
    if is_opened_again:
        headquarters.close()
        with open_application(headquarters.folder, clock=clock, ids=SeededIds("again")) as again:
            made = again.inspections.start("28108", PLAN, FACTS, ("MC",))
            send(again, laptop, tmp_path / "back")
    else:
        made = headquarters.inspections.start("28108", PLAN, FACTS, ("MC",))
        send(headquarters, laptop, tmp_path / "back")

    assert laptop.inspections.get(made.id) == made
    assert laptop.package_journal.read().copied == ()
