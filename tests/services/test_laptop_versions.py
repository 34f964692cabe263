"""Versions of checklists that came from another laptop: which visits begin with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Application, open_application
from app.domain.checklist import Checklist, ChecklistState
from app.domain.checklist_draft import ChecklistDraft, draft_of
from app.domain.inspection import Inspection
from app.services.checklists import VersionOfLaptop
from app.services.version_moves import MoveRefused
from tests import given
from tests.enrolled import enrol
from tests.services.conftest import NewApplication
from tests.services.test_visits import FACTS, PLAN


@pytest.fixture
def mate(new_application: NewApplication, headquarters: Application, tmp_path: Path) -> Application:
    mate = new_application("may-02")
    enrol(headquarters, mate, tmp_path, "doan1/may-02")
    return mate


def bring(sender: Application, taker: Application, place: Path) -> str:
    place.mkdir()
    sender.exports.write(place)
    (taken,) = taker.imports.take_in([place])
    assert taken.error is None
    return taken.package_id


def introduce(
    headquarters: Application, laptop: Application, mate: Application, place: Path
) -> None:
    """Let the two laptops of a team know each other."""
    bring(headquarters, laptop, place / "khóa một")
    bring(headquarters, mate, place / "khóa hai")


def begin(application: Application, code: str = "MC") -> Inspection:
    return application.inspections.start("28108", PLAN, FACTS, (code,))


def changed(application: Application) -> ChecklistDraft:
    """The set that ships, worded anew."""
    ours = application.checklists.current("MC")
    criteria = (replace(ours.criteria[0], text="Bộ tiêu chí khác"), *ours.criteria[1:])
    return replace(draft_of(ours), criteria=criteria)


@pytest.fixture
def theirs(
    laptop: Application, mate: Application, headquarters: Application, tmp_path: Path
) -> Checklist:
    """A version of the laptop, which its mate has with the visit that stands on it."""
    introduce(headquarters, laptop, mate, tmp_path)
    version = laptop.checklists.publish(changed(laptop))
    begin(laptop)
    bring(laptop, mate, tmp_path / "đồng đội")
    return version


def test_a_new_visit_begins_with_no_teammates_version_of_a_set_that_ships(
    mate: Application, theirs: Checklist
) -> None:
    (visit,) = mate.inspections.rows()
    offered = {one.id for one in mate.checklists.rows() if one.is_offered}

    begun = begin(mate)

    assert mate.inspections.case_file(visit.id).checklists == (theirs,)
    assert theirs.id not in begun.checklist_ids
    assert theirs.id not in offered
    assert set(begun.checklist_ids) <= offered


def test_a_teammates_version_is_not_taken_by_its_number_either(
    mate: Application, theirs: Checklist
) -> None:
    before = begin(mate)

    with pytest.raises(VersionOfLaptop):
        begin(mate, f"MC/{theirs.number}")
    with pytest.raises(MoveRefused):
        mate.version_moves.move(before.id, theirs.id)

    assert mate.version_moves.newer(before.id) == []
    assert mate.checklists.current(f"MC/{theirs.number}") == theirs


def test_a_retired_set_does_not_come_back_as_a_teammates_version(
    headquarters: Application, mate: Application, theirs: Checklist, tmp_path: Path
) -> None:
    headquarters.checklist_life.retire(headquarters.checklists.current("MC").id)

    bring(headquarters, mate, tmp_path / "rút")

    assert {one.is_offered for one in mate.checklists.rows() if one.code == "MC"} == {False}
    assert mate.checklists.get(theirs.id).state is ChecklistState.PUBLISHED


def test_a_set_that_only_the_team_has_is_offered(
    laptop: Application, mate: Application, headquarters: Application, tmp_path: Path
) -> None:
    introduce(headquarters, laptop, mate, tmp_path)
    own = laptop.checklists.publish(draft_of(given.checklist(code="RIENG")))
    begin(laptop, "RIENG")

    bring(laptop, mate, tmp_path / "đồng đội")

    assert begin(mate, "RIENG").checklist_ids == (own.id,)


def test_a_version_of_headquarters_that_a_teammate_brought_first_is_in_force_with_its_package(
    headquarters: Application, laptop: Application, mate: Application, tmp_path: Path
) -> None:
    introduce(headquarters, laptop, mate, tmp_path)
    newer = headquarters.checklists.publish(changed(headquarters))
    bring(headquarters, laptop, tmp_path / "bộ mới")
    begin(laptop)
    bring(laptop, mate, tmp_path / "đồng đội")
    before = mate.checklists.current("MC")

    package = bring(headquarters, mate, tmp_path / "bộ mới hai")
    current = mate.checklists.current("MC")
    mate.import_undo.undo(package)

    assert before != newer
    assert current == newer
    assert mate.checklists.current("MC") == before


def test_what_headquarters_brings_back_of_a_laptop_is_in_force_everywhere(
    headquarters: Application,
    laptop: Application,
    mate: Application,
    theirs: Checklist,
    tmp_path: Path,
) -> None:
    bring(laptop, headquarters, tmp_path / "báo cáo")
    before = headquarters.checklists.current("MC")

    restored = headquarters.checklist_life.restore(theirs.id)
    bring(headquarters, mate, tmp_path / "khôi phục")

    assert before.id != theirs.id
    assert headquarters.checklists.current("MC") == restored == theirs
    assert mate.checklists.current("MC") == theirs


def test_headquarters_goes_on_under_its_mark_after_it_retired_a_laptops_version(
    headquarters: Application, laptop: Application, theirs: Checklist, tmp_path: Path
) -> None:
    bring(laptop, headquarters, tmp_path / "báo cáo")
    retired = headquarters.checklists.get(theirs.id).state
    before = headquarters._store.writer.origin_id  # noqa: SLF001 - the mark of what it writes
    headquarters.close()

    with open_application(headquarters.folder) as again:
        after = again._store.writer.origin_id  # noqa: SLF001 - the mark of what it writes

    assert retired is ChecklistState.RETIRED
    assert after == before


def test_headquarters_brings_its_own_version_back_beside_a_later_one_of_a_laptop(
    headquarters: Application, laptop: Application, theirs: Checklist, tmp_path: Path
) -> None:
    bring(laptop, headquarters, tmp_path / "báo cáo")
    ours = headquarters.checklists.current("MC")
    headquarters.checklist_life.retire(ours.id)

    restored = headquarters.checklist_life.restore(ours.id)

    assert theirs.number > ours.number
    assert headquarters.checklists.current("MC") == restored


@pytest.mark.parametrize("who", ["mate", "headquarters"])
def test_whoever_publishes_the_same_content_has_published_it(
    request: pytest.FixtureRequest,
    headquarters: Application,
    laptop: Application,
    theirs: Checklist,
    tmp_path: Path,
    who: str,
) -> None:
    bring(laptop, headquarters, tmp_path / "báo cáo")
    application: Application = request.getfixturevalue(who)
    before = application.checklists.current("MC")

    application.checklists.publish(draft_of(theirs))

    assert before.id != theirs.id
    assert application.checklists.current("MC") == theirs


def test_a_version_after_whose_number_none_comes_is_set_aside(
    headquarters: Application, laptop: Application, tmp_path: Path
) -> None:
    own = replace(given.checklist(code="RIENG"), number=10**6)
    with laptop._store.writing() as work:  # noqa: SLF001 - what no service writes
        work.save(own)
        work.commit()
    begin(laptop, "RIENG")

    bring(laptop, headquarters, tmp_path / "báo cáo")

    assert [one for one in headquarters.checklists.rows() if one.code == "RIENG"] == []
