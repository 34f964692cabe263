"""The guard of signed visits at the one place where every change passes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.answer import Answer
from app.domain.entity import Entity
from app.domain.inspection import Inspection, InspectionState
from app.domain.signed_scope import VisitSigned
from app.ids import InspectionId
from app.store.unit_of_work import Store
from tests import given
from tests.store.conftest import NewStore


def _keep(store: Store, *entities: Entity) -> None:
    with store.writing() as work:
        for entity in entities:
            work.save(entity)
        work.commit()


def _sign(store: Store) -> Inspection:
    visit = given.inspection(state=InspectionState.SIGNED)
    _keep(store, given.answer(), visit)
    return visit


def test_a_step_counts_within_the_same_work(store: Store) -> None:
    _keep(store, given.inspection(state=InspectionState.FINISHED), given.answer())
    signed = given.inspection(state=InspectionState.SIGNED)

    with store.writing() as work:
        work.save(given.answer(comment="trước khi ký"))
        work.save(signed)
        with pytest.raises(VisitSigned):
            work.save(given.answer(comment="sau khi ký"))
        work.save(replace(signed, state=InspectionState.OPEN, reopened_reason="bổ sung"))
        work.save(given.answer(comment="sau khi mở lại"))
        work.commit()

    with store.reading() as view:
        assert view.get(Answer, given.answer().id).comment == "sau khi mở lại"


def test_saving_what_is_there_already_is_no_change(store: Store) -> None:
    visit = _sign(store)

    with store.writing() as work:
        assert not work.save(given.answer())
        assert not work.save(visit)
        work.save(given.answer(), settling=["comment"])
        work.commit()


def test_what_another_laptop_wrote_is_taken_in(new_store: NewStore) -> None:
    here, there = new_store("may-1"), new_store("may-2")
    visit = _sign(here)
    _keep(there, given.answer(comment="máy khác ghi"))

    with there.reading() as view, here.writing() as work:
        new = work.merge(view.history.revisions([visit.id]), "goi-1")
        work.commit()

    assert new > 0
    with here.reading() as view:
        assert view.get(Inspection, visit.id).state is InspectionState.SIGNED


def test_another_visit_is_not_touched_by_it(store: Store) -> None:
    _sign(store)
    other = replace(given.finding(), inspection_id=InspectionId("khác"))

    _keep(store, other)

    with store.reading() as view:
        assert [one.id for one in view.all(type(other))] == [other.id]
