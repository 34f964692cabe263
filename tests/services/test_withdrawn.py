"""Laptops whose key was withdrawn: what they claim, and the same laptop after a repair."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import Inspection
from app.packages.manifest import PackageKind
from app.packages.packing import PackageContent, Sender, build_package
from app.packages.writer import copy_package
from app.services.import_preview import MOST_REMOVED, RemovesMuch
from tests.enrolled import enrol
from tests.services.conftest import NewApplication
from tests.services.test_papers import FACTS, PLAN

NAME = "doan1/may-01"


@pytest.fixture
def hq(new_application: NewApplication) -> Application:
    return new_application("so-noi-vu", "hq")


@pytest.fixture
def laptop(application: Application, hq: Application, tmp_path: Path) -> Application:
    enrol(hq, application, tmp_path, NAME)
    return application


@pytest.fixture
def visit(laptop: Application, hq: Application, tmp_path: Path) -> Inspection:
    """A visit that headquarters has, of a laptop whose key was withdrawn since."""
    visit = laptop.inspections.start("28108", PLAN, FACTS, ("MC",))
    facts = FindingFacts(kind=FindingKind.SHORTCOMING, area_code="CCHC.1", text="Sai.")
    for _ in range(MOST_REMOVED + 1):
        laptop.findings.add(visit.id, facts)
    first = tmp_path / "usb-đầu"
    first.mkdir()
    laptop.exports.write(first)
    (taken,) = hq.imports.take_in([first])
    assert taken.error is None
    hq.headquarters.revoke(NAME)
    return visit


Claimed = Callable[[str, int], Path]


@pytest.fixture
def claimed(laptop: Application, visit: Inspection, tmp_path: Path) -> Claimed:
    """Write a stick whose package gives itself an origin and a number."""

    def write(origin: str, seq: int) -> Path:
        place = tmp_path / "usb-gian"
        place.mkdir()
        sender = Sender(keys=laptop.enrolment.keys(), keyring=laptop.enrolment.keyring())
        with laptop._store.reading() as view:  # noqa: SLF001 - no export of ours lies
            content = PackageContent(
                package_id="0198f3c2-aaaa-7bbb-8ccc-000000000009",
                kind=PackageKind.TEAM,
                origin_id=origin,
                origin_seq=seq,
                made_at=datetime(2026, 11, 20, tzinfo=UTC),
                revisions=view.history.revisions([visit.id]),
            )
            built = build_package(content, sender, outgoing=tmp_path / "ra")
        copy_package(built, place)
        return place

    return write


def words_of(laptop: Application) -> str:
    """Return the words that the person at a laptop says."""
    return laptop.enrolment.words().code


def test_what_was_written_after_it_said_so_is_set_aside(
    hq: Application, laptop: Application, visit: Inspection, claimed: Claimed
) -> None:
    before = laptop._store.writer.seq  # noqa: SLF001 - see above
    facts = FindingFacts(kind=FindingKind.SHORTCOMING, area_code="CCHC.1", text="Sau khi thu hồi.")
    laptop.findings.add(visit.id, facts)
    hq.imports.take_in([claimed(laptop._store.writer.origin_id, before)])  # noqa: SLF001 - see above
    (waiting,) = hq.quarantine.waiting()

    taken = hq.quarantine.approve(waiting.name, words_of(laptop))

    texts = [one.text for one in hq.inspections.case_file(visit.id).findings]
    assert waiting.is_from_before
    assert (taken.error, taken.new) == (None, 0)
    assert taken.rejected > 0
    assert "Sau khi thu hồi." not in texts


def test_a_store_that_never_sent_anything_was_not_there_before(
    hq: Application, claimed: Claimed
) -> None:
    hq.imports.take_in([claimed("0123456789abcdef", 1)])

    (waiting,) = hq.quarantine.waiting()

    assert (waiting.is_revoked, waiting.is_from_before) == (True, False)


def test_the_words_of_a_withdrawn_laptop_stand_on_no_list(
    hq: Application, visit: Inspection
) -> None:
    codes = {one.name: one.code for one in hq.headquarters.members()}

    assert visit.unit_name
    assert codes.pop(NAME) == ""
    assert all(len(code.split()) == 6 for code in codes.values())


def test_a_repaired_laptop_under_its_withdrawn_name_can_be_approved(
    hq: Application, new_application: NewApplication, tmp_path: Path
) -> None:
    laptop = new_application("may-07")
    enrol(hq, laptop, tmp_path, "may-07")
    hq.headquarters.revoke("may-07")
    laptop.enrolment.request(tmp_path / "xin.skt", new_keys=True)
    laptop.inspections.start("28108", PLAN, FACTS, ("MC",))
    (tmp_path / "usb").mkdir()
    laptop.exports.write(tmp_path / "usb")
    hq.imports.take_in([tmp_path / "usb"])
    (waiting,) = hq.quarantine.waiting()

    taken = hq.quarantine.approve(waiting.name, words_of(laptop))

    assert (waiting.is_revoked, waiting.can_be_approved) == (False, True)
    assert taken.error is None
    assert len(hq.inspections.rows()) == 1


def test_a_package_that_removes_much_waits_until_somebody_agrees(
    hq: Application, laptop: Application, visit: Inspection, tmp_path: Path
) -> None:
    for one in laptop.inspections.case_file(visit.id).findings:
        laptop.findings.remove(one)
    (tmp_path / "usb").mkdir()
    laptop.exports.write(tmp_path / "usb")
    hq.imports.take_in([tmp_path / "usb"])
    (waiting,) = hq.quarantine.waiting()

    asked = hq.quarantine.approve(waiting.name, words_of(laptop))
    still = hq.quarantine.waiting()
    agreed = hq.quarantine.approve(waiting.name, words_of(laptop), removals=True)

    assert isinstance(asked.error, RemovesMuch)
    assert still == [waiting]
    assert agreed.error is None
    assert hq.inspections.case_file(visit.id).findings == ()
    assert hq.quarantine.waiting() == []
