"""Merging: the union of revisions, whatever the order, however often (merge table §3.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from app.domain.answer import Answer
from app.domain.entity import Entity
from app.domain.finding import Finding
from app.domain.inspection import Inspection
from app.domain.photo import Photo
from app.domain.revision import MAX_LAMPORT, Revision, commitment
from app.store.unit_of_work import Store
from tests import given
from tests.store.conftest import NewStore
from tests.store.stores import temporary_stores


def _save(store: Store, *entities: Entity) -> None:
    with store.writing() as work:
        for entity in entities:
            work.save(entity)
        work.commit()


def _remove(store: Store, entity: Entity) -> None:
    with store.writing() as work:
        work.remove(entity)
        work.commit()


def _revisions(store: Store) -> list[Revision]:
    with store.reading() as view:
        return list(view.history.revisions([given.INSPECTION]))


def _take(store: Store, revisions: Iterable[Revision]) -> int:
    with store.writing() as work:
        new = work.merge(revisions, "package")
        work.commit()
    return new


def _meet(*stores: Store) -> None:
    bundles = [_revisions(store) for store in stores]
    for store in stores:
        for bundle in bundles:
            _take(store, bundle)


def _answer(store: Store) -> Answer | None:
    with store.reading() as view:
        return view.find(Answer, given.answer().id)


def _differences(store: Store) -> set[str]:
    with store.reading() as view:
        return {name for _, name in view.history.differences()}


def test_an_edit_reaches_the_other_laptop(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer(comment="Đạt"))

    _meet(ours, theirs)

    assert _answer(theirs) == given.answer(comment="Đạt")


def test_a_package_taken_in_twice_brings_nothing_new(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer())
    _take(theirs, _revisions(ours))

    new = _take(theirs, _revisions(ours))

    assert new == 0


def test_edits_of_two_fields_of_one_answer_both_stay(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer())
    _meet(ours, theirs)
    _save(ours, given.answer(comment="Có kế hoạch"))
    _save(theirs, given.answer(legal_basis="NQ 76/NQ-CP"))

    _meet(ours, theirs)

    both = given.answer(comment="Có kế hoạch", legal_basis="NQ 76/NQ-CP")
    assert _answer(ours) == _answer(theirs) == both
    assert _differences(ours) == set()


def test_the_same_value_typed_twice_is_no_difference(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer(comment="Đạt"))
    _save(theirs, given.answer(comment="Đạt"))

    _meet(ours, theirs)

    assert _differences(ours) == _differences(theirs) == set()


def test_two_values_for_one_field_are_a_difference_on_both_laptops(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer(value="yes"))
    _save(theirs, given.answer(value="no"))

    _meet(ours, theirs)

    assert _differences(ours) == _differences(theirs) == {"value"}
    assert _answer(ours) == _answer(theirs)


def test_a_person_settles_a_difference_even_with_the_value_that_is_shown(
    new_store: NewStore,
) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer(value="yes"))
    _save(theirs, given.answer(value="no"))
    _meet(ours, theirs)
    shown = _answer(ours)
    assert shown is not None

    with ours.writing() as work:
        work.save(shown, settling=["value"])
        work.commit()
    _meet(ours, theirs)

    assert _differences(ours) == _differences(theirs) == set()
    assert _answer(theirs) == shown


def test_clearing_a_field_is_a_value_that_can_differ(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer(comment="Cũ"))
    _meet(ours, theirs)
    _save(ours, given.answer(comment=""))
    _save(theirs, given.answer(comment="Mới"))

    _meet(ours, theirs)

    assert _differences(ours) == {"comment"}


def test_an_edit_beats_a_removal_that_did_not_see_it(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer())
    _meet(ours, theirs)
    _remove(ours, given.answer())
    _save(theirs, given.answer(comment="Vẫn cần"))

    _meet(ours, theirs)

    assert _answer(ours) == _answer(theirs) == given.answer(comment="Vẫn cần")


def test_a_removal_that_saw_the_edit_removes(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer())
    _meet(ours, theirs)
    _save(theirs, given.answer(comment="Thừa"))
    _meet(ours, theirs)
    _remove(ours, given.answer(comment="Thừa"))

    _meet(ours, theirs)

    assert _answer(theirs) is None


def test_removed_on_both_laptops_is_removed(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer())
    _meet(ours, theirs)
    _remove(ours, given.answer())
    _remove(theirs, given.answer())

    _meet(ours, theirs)

    assert _answer(ours) is None
    assert _answer(theirs) is None


def test_a_newer_package_may_arrive_before_the_older_one(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer(comment="1"))
    older = _revisions(ours)
    _save(ours, given.answer(comment="2"))
    known = {revision.rev_id for revision in older}
    newer = [revision for revision in _revisions(ours) if revision.rev_id not in known]

    _take(theirs, newer)
    _take(theirs, older)

    assert _answer(theirs) == given.answer(comment="2")
    assert _differences(theirs) == set()


def test_an_entity_of_a_newer_version_is_kept_and_passed_on(new_store: NewStore) -> None:
    ours, theirs, third = new_store("a"), new_store("b"), new_store("c")
    _save(ours, given.answer())
    (first, *_) = _revisions(ours)
    unknown = replace(first, entity_type="hologram", entity_id="h-1").sealed()

    _take(theirs, [unknown])
    _take(third, _revisions(theirs))

    assert _revisions(third) == [unknown]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@drawn(data=st.data())
def test_stores_that_met_show_the_same_and_rows_follow_from_revisions(
    data: st.DataObject,
) -> None:
    """Any interleaving of edits, removals and meetings ends equal, and `rebuild` agrees."""
    with temporary_stores("a", "b", "c") as stores:
        for _ in range(data.draw(st.integers(1, 12))):
            store = data.draw(st.sampled_from(stores))
            match data.draw(st.sampled_from(["answer", "finding", "remove", "meet"])):
                case "answer":
                    _save(store, given.answer(comment=data.draw(st.sampled_from("xyz"))))
                case "finding":
                    text = data.draw(st.sampled_from(["Thiếu", "Chậm"]))
                    _save(store, given.finding(data.draw(st.integers(1, 2)), text=text))
                case "remove":
                    _remove_if_there(store)
                case "meet":
                    _take(store, _revisions(data.draw(st.sampled_from(stores))))

        _meet(*stores)
        _meet(*reversed(stores))

        views = [_everything(store) for store in stores]
        assert views[0] == views[1] == views[2]
        for store in stores:
            with store.writing() as work:
                assert work.drift() == []
                before = (work.all(Answer), work.all(Finding))
                work.rebuild()
                assert (work.all(Answer), work.all(Finding)) == before
                assert work.drift() == []


def _remove_if_there(store: Store) -> None:
    there = _answer(store)
    if there is not None:
        _remove(store, there)


def _everything(store: Store) -> tuple[list[Answer], list[Finding], set[str]]:
    with store.reading() as view:
        return view.all(Answer), view.all(Finding), _differences(store)


def test_edits_that_contradict_each_other_after_merging_can_still_be_read(
    new_store: NewStore,
) -> None:
    """Each laptop's period is sound; together they end before they begin."""
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.inspection())
    _meet(ours, theirs)
    _save(ours, given.inspection(period_from=date(2026, 9, 1)))
    _save(theirs, given.inspection(period_to=date(2026, 3, 31)))

    _meet(ours, theirs)

    for store in (ours, theirs):
        with store.reading() as view:
            (visit,) = view.all(Inspection)
        assert (visit.period_from, visit.period_to) == (date(2026, 9, 1), date(2026, 3, 31))


def test_a_revision_supersedes_nothing_in_another_entity_or_field(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer(comment="Đạt"))
    _save(theirs, given.finding())
    victim = next(one for one in _revisions(ours) if one.field == "comment")
    (first, *_) = _revisions(theirs)
    hostile = replace(first, parents=(victim.rev_id,)).sealed()

    _take(ours, [hostile])

    with ours.writing() as work:
        work.rebuild()
        assert work.drift() == []
        work.commit()
    assert _answer(ours) == given.answer(comment="Đạt")


def test_one_identity_under_two_kinds_mixes_nothing(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer(comment="Đạt"))
    _save(theirs, given.finding())
    foreign = [replace(one, entity_id=given.answer().id).sealed() for one in _revisions(theirs)]

    _take(ours, foreign)

    assert _answer(ours) == given.answer(comment="Đạt")
    with ours.reading() as view:
        assert view.drift() == []


def test_after_the_highest_number_of_a_package_ours_still_travel(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer())
    (first, *_) = _revisions(ours)
    _take(theirs, [replace(first, lam=MAX_LAMPORT).sealed()])

    _save(theirs, given.answer(comment="Sau đó"))

    assert max(one.lam for one in _revisions(theirs)) == MAX_LAMPORT


def test_an_erased_value_shows_its_default_and_differs_from_nothing(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.answer(comment="Nguyễn Văn A, số CCCD"))
    _save(theirs, given.answer(comment="Đạt"))
    erased = [
        replace(one, value=None, nonce=None) if one.field == "comment" else one
        for one in _revisions(ours)
    ]

    _take(theirs, erased)

    assert _differences(theirs) == set()
    with theirs.reading() as view:
        assert view.drift() == []
        writes = view.history.of_entity(given.answer().id, "comment")
    assert None in [write.value for write in writes]


def test_a_photo_whose_hash_is_none_is_kept_and_leads_nowhere(new_store: NewStore) -> None:
    ours, theirs = new_store("a"), new_store("b")
    _save(ours, given.photo())
    odd = '"../../../etc/passwd"'
    (first,) = [one for one in _revisions(ours) if one.field == "sha256"]
    changed = replace(
        first, value=odd, commit_hash=commitment(bytes.fromhex(first.nonce or ""), odd)
    )
    revisions = [changed.sealed() if one == first else one for one in _revisions(ours)]

    _take(theirs, revisions)

    with theirs.reading() as view:
        assert view.all(Photo) == []
        assert view.drift() == []
    assert {one.value for one in _revisions(theirs)} >= {odd}
