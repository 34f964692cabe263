"""Criteria returned and answered, visits approved: who may, what travels, what the list says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.criterion_return import CriterionReturn
from app.domain.inspection import Inspection
from app.errors import InvalidValue, NotFound
from app.ids import InspectionId
from app.services.inspection_rows import HandoverState, InspectionRow
from app.services.office import NotHeadquarters
from app.services.returns import NotReturned, RepliesComeFromTheTeam, StillReturned
from app.store.unit_of_work import UnitOfWork
from tests.complete import complete_visit
from tests.enrolled import enrol
from tests.services.conftest import NewApplication
from tests.services.signing import Visit
from tests.services.test_visits import FACTS, PLAN

CODE = "MC.1.1"
OTHER = "MC.3.4"


@pytest.fixture
def visit(laptop: Application, headquarters: Application, tmp_path: Path) -> Inspection:
    """A visit of the laptop that headquarters has received."""
    made = laptop.inspections.start("28108", PLAN, FACTS, ("MC",))
    brought(laptop, headquarters, made, tmp_path / "lần đầu")
    return made


def brought(sender: Application, taker: Application, visit: Inspection, place: Path) -> None:
    place.mkdir()
    sender.exports.write(place, [visit.id])
    (taken,) = taker.imports.take_in([place])
    assert (taken.error, taken.rejected) == (None, 0)


def row(application: Application, visit: Inspection) -> InspectionRow:
    return application.handover.of(visit.id).row


def test_a_returned_criterion_goes_to_the_team_comes_back_answered_and_is_settled(
    headquarters: Application, laptop: Application, visit: Inspection, tmp_path: Path
) -> None:
    headquarters.returns.give_back(visit.id, CODE, " Thiếu minh chứng. ")
    brought(headquarters, laptop, visit, tmp_path / "đi")
    asked = laptop.returns.of(visit.id)[CODE]
    gaps = [gap for gap in laptop.missing.gaps(visit.id) if "trả lại" in gap.text]
    states = [row(laptop, visit).handover]
    laptop.returns.reply(visit.id, CODE, "Đã bổ sung ảnh.")
    answered = row(laptop, visit)
    brought(laptop, headquarters, visit, tmp_path / "về")
    heard = headquarters.returns.of(visit.id)[CODE]
    headquarters.returns.settle(visit.id, CODE)
    brought(headquarters, laptop, visit, tmp_path / "xong")

    assert (asked.reason, asked.waits) == ("Thiếu minh chứng.", True)
    assert [(gap.key, gap.blocks) for gap in gaps] == [(CODE, False)]
    assert (states, answered.returned, answered.replied) == ([HandoverState.RETURNED], 1, 1)
    assert (heard.reply, heard.is_answered) == ("Đã bổ sung ảnh.", True)
    assert laptop.returns.of(visit.id) == {}
    assert row(laptop, visit).handover is not HandoverState.RETURNED


def test_an_approval_travels_and_ends_with_a_new_return(
    headquarters: Application, laptop: Application, visit: Inspection, tmp_path: Path
) -> None:
    before = row(headquarters, visit).handover
    headquarters.returns.approve(visit.id, " Hồ sơ đầy đủ. ")
    brought(headquarters, laptop, visit, tmp_path / "duyệt")
    approved = row(laptop, visit)
    note = laptop.rulings.of(visit.id).approval_note

    headquarters.returns.give_back(visit.id, CODE, "Xem lại.")
    brought(headquarters, laptop, visit, tmp_path / "trả lại")

    assert before is HandoverState.RECEIVED
    assert (approved.handover, str(approved.approved_on)) == (HandoverState.APPROVED, "2026-11-20")
    assert note == "Hồ sơ đầy đủ."
    assert row(laptop, visit).handover is HandoverState.RETURNED
    assert laptop.rulings.of(visit.id).approved_on is None


def test_a_visit_is_not_approved_while_criteria_are_with_the_team(
    headquarters: Application, visit: Inspection
) -> None:
    headquarters.returns.give_back(visit.id, CODE, "Thiếu.")
    headquarters.returns.give_back(visit.id, OTHER, "Sai.")

    with pytest.raises(StillReturned) as refused:
        headquarters.returns.approve(visit.id)
    for code in (CODE, OTHER):
        headquarters.returns.settle(visit.id, code)
    approved = headquarters.returns.approve(visit.id)
    taken_back = headquarters.returns.take_back(visit.id)

    assert refused.value.params == {"count": 2, "codes": f"{CODE}, {OTHER}"}
    assert approved.approved_on is not None
    assert taken_back.approved_on is None
    assert row(headquarters, visit).handover is HandoverState.RECEIVED


def test_returned_again_even_in_the_same_words_it_waits_again(
    headquarters: Application, laptop: Application, visit: Inspection, tmp_path: Path
) -> None:
    headquarters.returns.give_back(visit.id, CODE, "Thiếu.")
    brought(headquarters, laptop, visit, tmp_path / "đi")
    laptop.returns.reply(visit.id, CODE, "Đã có.")
    brought(laptop, headquarters, visit, tmp_path / "về")

    again = headquarters.returns.give_back(visit.id, CODE, "Thiếu.")

    assert (again.waits, again.reply) == (True, "Đã có.")


def test_a_return_or_a_reply_that_says_nothing_is_refused(
    headquarters: Application, laptop: Application, visit: Inspection, tmp_path: Path
) -> None:
    with pytest.raises(InvalidValue):
        headquarters.returns.give_back(visit.id, CODE, "  ")
    with pytest.raises(NotFound):
        headquarters.returns.give_back(visit.id, "MC.99", "Thiếu.")
    with pytest.raises(NotFound):
        headquarters.returns.approve(InspectionId("không có"))
    headquarters.returns.give_back(visit.id, CODE, "Thiếu.")
    brought(headquarters, laptop, visit, tmp_path / "đi")
    with pytest.raises(InvalidValue):
        laptop.returns.reply(visit.id, CODE, " ")

    assert laptop.returns.of(visit.id)[CODE].waits


def test_each_side_says_only_its_own_part(
    headquarters: Application, laptop: Application, visit: Inspection
) -> None:
    rules: list[Callable[[], object]] = [
        lambda: laptop.returns.give_back(visit.id, CODE, "x"),
        lambda: laptop.returns.settle(visit.id, CODE),
        lambda: laptop.returns.approve(visit.id),
        lambda: laptop.returns.take_back(visit.id),
    ]
    for rule in rules:
        with pytest.raises(NotHeadquarters):
            rule()
    with pytest.raises(RepliesComeFromTheTeam):
        headquarters.returns.reply(visit.id, CODE, "x")
    with pytest.raises(NotReturned):
        laptop.returns.reply(visit.id, CODE, "x")
    with pytest.raises(NotReturned):
        headquarters.returns.settle(visit.id, CODE)


def test_a_laptop_that_returns_or_settles_behind_our_back_is_set_aside(
    headquarters: Application, laptop: Application, visit: Inspection, tmp_path: Path
) -> None:
    asked = headquarters.returns.give_back(visit.id, CODE, "Thiếu.")
    brought(headquarters, laptop, visit, tmp_path / "đi")
    with laptop._store.writing() as work:  # noqa: SLF001 - what no service writes
        settled = work.get(CriterionReturn, asked.id)
        work.save(CriterionReturn(**{**_facts(settled), "reason": ""}))  # type: ignore[arg-type] # facts
        work.commit()
    place = tmp_path / "về"
    place.mkdir()
    laptop.exports.write(place, [visit.id])

    (taken,) = headquarters.imports.take_in([place])

    assert taken.rejected == 1
    assert headquarters.returns.of(visit.id)[CODE].reason == "Thiếu."


def _removed(work: UnitOfWork, matter: CriterionReturn) -> None:
    work.remove(matter)


def _moved(work: UnitOfWork, matter: CriterionReturn) -> None:
    work.save(replace(matter, criterion_code=OTHER))


@pytest.mark.parametrize("act", [_removed, _moved])
def test_a_laptop_neither_removes_nor_moves_what_headquarters_returned(
    headquarters: Application,
    laptop: Application,
    visit: Inspection,
    tmp_path: Path,
    act: Callable[[UnitOfWork, CriterionReturn], None],
) -> None:
    asked = headquarters.returns.give_back(visit.id, CODE, "Thiếu.")
    brought(headquarters, laptop, visit, tmp_path / "đi")
    with laptop._store.writing() as work:  # noqa: SLF001 - what no service writes
        act(work, asked)
        work.commit()
    place = tmp_path / "về"
    place.mkdir()
    laptop.exports.write(place, [visit.id])

    (taken,) = headquarters.imports.take_in([place])

    assert taken.rejected == 1
    assert headquarters.returns.of(visit.id) == {CODE: asked}


def _facts(one: CriterionReturn) -> dict[str, object]:
    return {name: getattr(one, name) for name in type(one).__slots__}


def test_a_signed_visit_is_returned_answered_and_approved_and_its_minutes_stay_proved(
    headquarters: Application, laptop: Application, visit: Inspection, tmp_path: Path
) -> None:
    complete_visit(laptop, visit.id)
    Visit(application=laptop, id=visit.id, folder=tmp_path).sign()
    brought(laptop, headquarters, visit, tmp_path / "ký")

    headquarters.returns.give_back(visit.id, CODE, "Thiếu.")
    brought(headquarters, laptop, visit, tmp_path / "đi")
    laptop.returns.reply(visit.id, CODE, "Đã có trong biên bản.")
    brought(laptop, headquarters, visit, tmp_path / "về")
    headquarters.returns.settle(visit.id, CODE)
    headquarters.returns.approve(visit.id)

    assert row(headquarters, visit).handover is HandoverState.APPROVED
    assert headquarters.maintenance.check().is_whole


def test_two_laptops_that_reply_unlike_are_asked_and_no_signature_waits(
    headquarters: Application,
    laptop: Application,
    new_application: NewApplication,
    visit: Inspection,
    tmp_path: Path,
) -> None:
    second = new_application("may-02")
    enrol(headquarters, second, tmp_path, "doan1/may-02")
    headquarters.returns.give_back(visit.id, CODE, "Thiếu.")
    brought(headquarters, laptop, visit, tmp_path / "đi")
    brought(headquarters, second, visit, tmp_path / "đi hai")
    laptop.returns.reply(visit.id, CODE, "Có rồi.")
    second.returns.reply(visit.id, CODE, "Không có.")
    brought(laptop, headquarters, visit, tmp_path / "về")

    brought(second, headquarters, visit, tmp_path / "về hai")

    (differs,) = headquarters.differences.open(visit.id)
    assert (differs.key, differs.field) == (CODE, "reply")
    (gap,) = (one for one in headquarters.missing.gaps(visit.id) if one.difference is not None)
    assert not gap.blocks
