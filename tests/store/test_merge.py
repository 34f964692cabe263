"""Merging: the union of revisions, whatever the order, however often (merge table §3.5)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from app.domain.answer import Answer
from app.domain.inspection import Inspection
from app.domain.photo import Photo
from app.domain.revision import MAX_LAMPORT, commitment
from app.store import opening
from app.store.unit_of_work import Store
from tests import given
from tests.store.conftest import NewStore
from tests.store.meeting import remove, revisions, save, take


def _meet(*stores: Store) -> None:
    bundles = [revisions(store) for store in stores]
    for store in stores:
        for bundle in bundles:
            take(store, bundle)


def _answer(store: Store) -> Answer | None:
    with store.reading() as view:
        return view.find(Answer, given.answer().id)


def _differences(store: Store) -> set[str]:
    with store.reading() as view:
        return {name for _, name in view.history.differences()}


def test_a_person_settles_a_difference_even_with_the_value_that_is_shown(
    new_store: NewStore,
) -> None:
    ours, theirs = new_store("a"), new_store("b")
    save(ours, given.answer(value="yes"))
    save(theirs, given.answer(value="no"))
    _meet(ours, theirs)
    shown = _answer(ours)
    assert shown is not None

    with ours.writing() as work:
        work.save(shown, settling=["value"])
        work.commit()
    _meet(ours, theirs)

    assert _differences(ours) == _differences(theirs) == set()
    assert _answer(theirs) == shown


def test_a_newer_package_may_arrive_before_the_older_one(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    save(ours, given.answer(comment="1"))
    older = revisions(ours)
    save(ours, given.answer(comment="2"))
    known = {revision.rev_id for revision in older}
    newer = [revision for revision in revisions(ours) if revision.rev_id not in known]

    take(theirs, newer)
    take(theirs, older)

    assert _answer(theirs) == given.answer(comment="2")
    assert _differences(theirs) == set()


def test_edits_that_contradict_each_other_after_merging_can_still_be_read(
    new_store: NewStore,
) -> None:
    """Each laptop's period is sound; together they end before they begin."""
    ours, theirs = new_store("a"), new_store("b")
    save(ours, given.inspection())
    _meet(ours, theirs)
    save(ours, given.inspection(period_from=date(2026, 9, 1)))
    save(theirs, given.inspection(period_to=date(2026, 3, 31)))

    _meet(ours, theirs)

    for store in (ours, theirs):
        with store.reading() as view:
            (visit,) = view.all(Inspection)
        assert (visit.period_from, visit.period_to) == (date(2026, 9, 1), date(2026, 3, 31))


def test_a_revision_supersedes_nothing_in_another_entity_or_field(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    save(ours, given.answer(comment="Đạt"))
    save(theirs, given.finding())
    victim = next(one for one in revisions(ours) if one.field == "comment")
    (first, *_) = revisions(theirs)
    hostile = replace(first, parents=(victim.rev_id,)).sealed()

    take(ours, [hostile])

    with ours.writing() as work:
        work.rebuild()
        assert work.drift() == []
        work.commit()
    assert _answer(ours) == given.answer(comment="Đạt")


def test_one_identity_under_two_kinds_mixes_nothing(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    save(ours, given.answer(comment="Đạt"))
    save(theirs, given.finding())
    foreign = [replace(one, entity_id=given.answer().id).sealed() for one in revisions(theirs)]

    take(ours, foreign)

    assert _answer(ours) == given.answer(comment="Đạt")
    with ours.reading() as view:
        assert view.drift() == []


def test_another_kind_under_an_identity_makes_no_difference_and_is_no_parent(
    store: Store,
) -> None:
    save(store, given.answer(comment="Đạt"))
    (mine,) = [one for one in revisions(store) if one.field == "comment"]
    foreign = replace(mine, entity_type="no_such_kind", commit_hash="0" * 64).sealed()

    take(store, [foreign])
    before = _differences(store)
    save(store, given.answer(comment="Đạt một phần"))
    remove(store, given.answer())

    made = [one for one in revisions(store) if one.rev_id not in {mine.rev_id, foreign.rev_id}]
    named = {name for one in made for name in (*one.parents, *(one.observed or ()))}
    assert before == set()
    assert mine.rev_id in named
    assert foreign.rev_id not in named
    with store.reading() as view:
        assert view.drift() == []


def test_a_difference_stands_out_beside_another_kind_under_its_identity(
    new_store: NewStore,
) -> None:
    ours, theirs = new_store("a"), new_store("b")
    save(ours, given.answer(comment="Đạt"))
    save(theirs, given.answer(comment="Chưa đạt"))
    _meet(ours, theirs)
    forged = [
        replace(one, entity_type="photo", field="caption", seq=900 + number).sealed()
        for number, one in enumerate(revisions(theirs))
        if one.field == "comment"
    ]

    take(ours, [replace(one, field="comment").sealed() for one in forged])

    assert _differences(ours) == {"comment"}


def test_differences_of_more_aggregates_than_a_statement_has_variables(store: Store) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        most = connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)

    with store.reading() as view:
        names = [f"a-{number}" for number in range(most + 1)]
        assert view.history.differences(*names) == {}
        assert view.packages.carriers(names) == {}


def test_after_the_highest_number_of_a_package_ours_still_travel(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    save(ours, given.answer())
    (first, *_) = revisions(ours)
    take(theirs, [replace(first, lam=MAX_LAMPORT).sealed()])

    save(theirs, given.answer(comment="Sau đó"))

    assert max(one.lam for one in revisions(theirs)) == MAX_LAMPORT


def test_an_erased_value_shows_its_default_and_differs_from_nothing(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    save(ours, given.answer(comment="Nguyễn Văn A, số CCCD"))
    save(theirs, given.answer(comment="Đạt"))
    erased = [
        replace(one, value=None, nonce=None) if one.field == "comment" else one
        for one in revisions(ours)
    ]

    take(theirs, erased)

    assert _differences(theirs) == set()
    with theirs.reading() as view:
        assert view.drift() == []
        writes = view.history.of_entity(given.answer().id, "comment")
    assert None in [write.value for write in writes]


def test_a_photo_whose_hash_is_none_is_kept_and_leads_nowhere(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    save(ours, given.photo())
    odd = '"../../../etc/passwd"'
    (first,) = [one for one in revisions(ours) if one.field == "sha256"]
    changed = replace(
        first, value=odd, commit_hash=commitment(bytes.fromhex(first.nonce or ""), odd)
    )
    forged = [changed.sealed() if one == first else one for one in revisions(ours)]

    take(theirs, forged)

    with theirs.reading() as view:
        assert view.all(Photo) == []
        assert view.drift() == []
    assert {one.value for one in revisions(theirs)} >= {odd}


def test_only_a_revision_that_is_here_already_is_passed_over(store: Store) -> None:
    """Any other rule of the table that a revision breaks stops the import, nothing vanishes."""
    save(store, given.answer(comment="1"))
    (one, *_) = revisions(store)
    other = replace(one, actor_id="bản sao").sealed()
    with closing(sqlite3.connect(store.folder / opening.FILE)) as connection:
        connection.execute("CREATE UNIQUE INDEX stricter ON rev (origin_id, seq)")
        connection.commit()

    assert take(store, [one]) == 0
    with pytest.raises(sqlite3.IntegrityError):
        take(store, [other])

    assert other.rev_id not in {revision.rev_id for revision in revisions(store)}
