"""Units of work: nothing half-written, nothing lost, everybody told."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.changes import ChangeSet
from app.domain.answer import Answer
from app.domain.checklist import Checklist
from app.domain.dossier import Dossier
from app.errors import NotFound
from app.ids import SeededIds
from app.store import opening
from app.store.journal import ChangeToSigned
from app.store.unit_of_work import Store
from tests import given
from tests.fakes import FrozenClock


def test_every_fact_of_an_entity_comes_back_as_it_was_saved(store: Store) -> None:
    dossier = given.dossier(extra_docs=("Sổ hộ khẩu", "CCCD"), has_receipt=False)

    with store.writing() as work:
        work.save(dossier)
        work.commit()

    with store.reading() as view:
        assert view.get(Dossier, dossier.id) == dossier


def test_a_checklist_comes_back_with_its_criteria(store: Store) -> None:
    checklist = given.checklist()

    with store.writing() as work:
        work.save(checklist)
        work.commit()

    with store.reading() as view:
        assert view.get(Checklist, checklist.id) == checklist


def test_work_without_commit_is_lost(store: Store) -> None:
    with store.writing() as work:
        work.save(given.answer())

    with store.reading() as view:
        assert view.all(Answer) == []


def test_saving_the_same_value_twice_writes_nothing(store: Store) -> None:
    with store.writing() as work:
        work.save(given.answer())
        work.commit()

    with store.writing() as work:
        changed = work.save(given.answer())

    assert not changed


def test_only_the_fact_that_changed_gives_a_revision(store: Store) -> None:
    with store.writing() as work:
        work.save(given.answer())
        work.save(given.answer(value="no"))
        work.commit()

    with store.reading() as view:
        writes = view.history.of_entity(given.answer().id, "value")
    assert [write.value for write in writes] == ['"yes"', '"no"']
    assert [write.is_head for write in writes] == [False, True]


def test_text_is_kept_in_nfc_whatever_was_typed(store: Store) -> None:
    with store.writing() as work:
        work.save(given.answer(comment="Hồ sơ"))
        work.commit()

    with store.reading() as view:
        assert view.get(Answer, given.answer().id).comment == "Hồ sơ"


def test_a_removed_entity_is_gone_and_its_history_stays(store: Store) -> None:
    with store.writing() as work:
        work.save(given.answer())
        work.remove(given.answer())
        work.commit()

    with store.reading() as view:
        assert view.find(Answer, given.answer().id) is None
        assert view.history.of_entity(given.answer().id)


def test_saving_a_removed_entity_takes_it_out_of_the_bin(store: Store) -> None:
    with store.writing() as work:
        work.save(given.answer())
        work.remove(given.answer())
        work.save(given.answer(comment="Bổ sung"))
        work.commit()

    with store.reading() as view:
        assert view.get(Answer, given.answer().id).comment == "Bổ sung"
        assert view.drift() == []


def test_a_fact_written_once_takes_no_second_value(store: Store) -> None:
    checklist = given.checklist()
    with store.writing() as work:
        work.save(checklist)
        work.commit()

    with store.writing() as work, pytest.raises(ChangeToSigned):
        work.save(given.checklist(number=2))


def test_a_missing_entity_is_named(store: Store) -> None:
    with store.reading() as view, pytest.raises(NotFound):
        view.get(Answer, "nothing")


def test_the_listener_hears_after_the_commit_what_was_touched(
    tmp_path: Path, clock: FrozenClock
) -> None:
    heard: list[ChangeSet] = []
    opening.create(tmp_path / "s", "field", "s", SeededIds("s"))

    with (
        Store(tmp_path / "s", clock, SeededIds("t"), heard.append) as store,
        store.writing() as work,
    ):
        work.save(given.answer())
        before = list(heard)
        work.commit()

    assert before == []
    assert heard == [ChangeSet(frozenset({"answer"}), frozenset({given.INSPECTION}))]
