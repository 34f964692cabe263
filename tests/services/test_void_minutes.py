"""Declaring minutes void: only beside others, with what stands beside them, and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.minutes import AlreadySigned, Minutes, MinutesState
from app.errors import InvalidValue, NotFound
from app.ids import MinutesId
from app.services.void_minutes import NotVoid, OnlyMinutes
from tests.complete import complete_visit
from tests.services.signing import Visit
from tests.services.test_visits import FACTS, PLAN


@pytest.fixture
def visit(application: Application, tmp_path: Path) -> Visit:
    found = application.inspections.start("28108", PLAN, FACTS, ("MC",))
    complete_visit(application, found.id)
    return Visit(application, found.id, tmp_path)


def beside(visit: Visit, minutes: Minutes, name: str) -> Minutes:
    """Another laptop's text, signed at the place of this one."""
    other = replace(minutes, id=MinutesId(name))
    with visit.application._store.writing() as work:  # noqa: SLF001 - what a package would bring
        work.save(other)
        work.commit()
    return other


def states(visit: Visit) -> dict[str, MinutesState]:
    return {one.id: one.state for one in visit.application.minutes.versions(visit.id)}


def test_the_only_minutes_hold(visit: Visit) -> None:
    signed = visit.sign()

    with pytest.raises(OnlyMinutes):
        visit.application.void_minutes.declare(signed.id, "nhầm")

    assert states(visit) == {signed.id: MinutesState.SIGNED}


def test_minutes_that_are_not_there_or_without_a_reason_are_refused(visit: Visit) -> None:
    signed = visit.sign()
    other = beside(visit, signed, "bản hai")

    with pytest.raises(InvalidValue):
        visit.application.void_minutes.declare(other.id, " ")
    with pytest.raises(NotFound):
        visit.application.void_minutes.declare(MinutesId("không có"), "nhầm")

    assert set(states(visit).values()) == {MinutesState.SIGNED}


def test_a_supplement_falls_with_the_minutes_it_stands_beside_and_comes_back_with_them(
    visit: Visit,
) -> None:
    signed = visit.sign()
    visit.reopen()
    visit.remark("Có bổ sung")
    visit.freeze(supplement=True)
    supplement = visit.application.minutes.sign(visit.id)
    other = beside(visit, signed, "bản hai")
    void = visit.application.void_minutes

    gone = void.declare(signed.id, "ký nhầm bản")
    fallen = states(visit)
    back = void.take_back(signed.id)

    assert {one.id for one in gone} == {one.id for one in back} == {signed.id, supplement.id}
    assert fallen == {
        signed.id: MinutesState.VOID,
        supplement.id: MinutesState.VOID,
        other.id: MinutesState.SIGNED,
    }
    assert set(states(visit).values()) == {MinutesState.SIGNED}


def test_what_holds_cannot_be_taken_back(visit: Visit) -> None:
    signed = visit.sign()

    with pytest.raises(NotVoid):
        visit.application.void_minutes.take_back(signed.id)


def test_void_minutes_are_signed_by_nobody_and_their_number_is_not_used_again(
    visit: Visit,
) -> None:
    signed = visit.sign()
    other = beside(visit, signed, "bản hai")
    visit.application.void_minutes.declare(other.id, "ký nhầm bản")

    with pytest.raises(AlreadySigned):
        visit.application.minutes.sign(visit.id)
    visit.reopen()
    visit.remark("Có bổ sung")
    following = visit.freeze()

    assert (following.version, following.amends) == (2, signed.id)
    assert visit.application.minutes.standing(visit.id).to_sign == following
