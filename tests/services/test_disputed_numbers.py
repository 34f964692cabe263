"""Two senders of one number: whoever takes the number of a package does not keep it away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.inspection import Inspection
from app.packages.manifest import PackageKind
from app.packages.packing import PackageContent, Sender, build_package
from app.packages.writer import copy_package
from app.services.inspection_rows import HandoverState
from tests.enrolled import enrol
from tests.packages.given import revision
from tests.services.conftest import NewApplication
from tests.services.test_papers import FACTS, PLAN


@pytest.fixture
def other(
    new_application: NewApplication, headquarters: Application, tmp_path: Path
) -> Application:
    second = new_application("may-07")
    enrol(headquarters, second, tmp_path, "doan1/may-07")
    return second


@pytest.fixture
def visit(laptop: Application) -> Inspection:
    return laptop.inspections.start("28108", PLAN, FACTS, ("MC",))


def taken_number(other: Application, number: str, place: Path) -> Path:
    """Write a package of another laptop under a number that is not its own."""
    place.mkdir()
    content = PackageContent(
        package_id=number,
        kind=PackageKind.TEAM,
        origin_id=other._store.writer.origin_id,  # noqa: SLF001 - no export of ours does that
        origin_seq=1,
        made_at=datetime(2026, 11, 20, tzinfo=UTC),
        revisions=(revision(1),),
    )
    sender = Sender(keys=other.enrolment.keys(), keyring=other.enrolment.keyring())
    copy_package(build_package(content, sender, outgoing=place.parent / "ra"), place)
    return place


@pytest.mark.parametrize("is_first", [False, True])
def test_a_package_comes_in_though_another_laptop_took_its_number(
    laptop: Application,
    other: Application,
    headquarters: Application,
    tmp_path: Path,
    *,
    is_first: bool,
) -> None:
    laptop.inspections.start("28108", PLAN, FACTS, ("MC",))
    mine = tmp_path / "usb"
    mine.mkdir()
    sent = laptop.exports.write(mine)
    squat = taken_number(other, sent.package_id, tmp_path / "usb-gian")
    sticks = [mine, squat] if is_first else [squat, mine]

    first = headquarters.imports.take_in(sticks)
    again = headquarters.imports.take_in(sticks)

    journal = headquarters.package_journal.read()
    names = [one.signer for one in first]
    assert [one.error for one in (*first, *again)] == [None] * 4
    assert {one.status for one in again} == {"known"}
    assert len(headquarters.inspections.rows()) == 1
    assert sorted(one.signer for one in journal.entries) == ["doan1/may-01", "doan1/may-07"]
    assert journal.disputed == (tuple(names),)
    assert all(name in "\n".join(journal.warnings) for name in names)


def test_each_sender_gets_the_receipt_of_its_own_package(
    laptop: Application,
    other: Application,
    headquarters: Application,
    visit: Inspection,
    tmp_path: Path,
) -> None:
    mine = tmp_path / "usb"
    mine.mkdir()
    sent = laptop.exports.write(mine)
    headquarters.imports.take_in(
        [taken_number(other, sent.package_id, tmp_path / "usb-gian"), mine]
    )

    written = headquarters.receipts.write(mine)
    laptop.imports.take_in([mine])

    (row,) = laptop.inspections.rows()
    assert row.id == visit.id
    assert "doan1/may-01" in written.laptops
    assert written.packages_here == 1
    assert row.handover is HandoverState.RECEIVED


def test_each_is_taken_back_by_itself(
    laptop: Application,
    other: Application,
    headquarters: Application,
    visit: Inspection,
    tmp_path: Path,
) -> None:
    mine = tmp_path / "usb"
    mine.mkdir()
    sent = laptop.exports.write(mine)
    squat = taken_number(other, sent.package_id, tmp_path / "usb-gian")
    _first, second = headquarters.imports.take_in([squat, mine])

    gone = headquarters.import_undo.undo(second.package_id)

    (left,) = headquarters.package_journal.read().entries
    assert visit.unit_name
    assert (gone.signer, left.signer) == ("doan1/may-01", "doan1/may-07")
    assert headquarters.inspections.rows() == []
