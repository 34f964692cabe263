"""Facts that are written once: the first value stands, and every other one is to be seen (§3.4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.canonical import spell
from app.domain.photo import Photo
from app.domain.revision import MAX_LAMPORT, NONCE_BYTES, Revision, commitment
from app.store.adoption import entities_in
from app.store.journal import ChangeToSigned
from app.store.unit_of_work import Store
from tests import given
from tests.store.conftest import NewStore
from tests.store.meeting import differences, find, remove, revisions, save, take

OTHER = "cd" * 32
PLACE = (given.photo().id, "sha256")
BOTH = frozenset({spell(given.photo().sha256), spell(OTHER)})


def first_of(store: Store) -> Revision:
    (found,) = [one for one in revisions(store) if one.field == "sha256"]
    return found


def second(first: Revision, value: str = OTHER, **facts: object) -> Revision:
    """Another value that follows the first, with the highest number there is."""
    nonce, text = bytes(NONCE_BYTES), spell(value)
    said: dict[str, object] = {
        "parents": (first.rev_id,),
        "lam": MAX_LAMPORT,
        "seq": 999,
        "commit_hash": commitment(nonce, text),
        "value": text,
        "nonce": nonce.hex(),
    }
    return replace(first, **{**said, **facts}).sealed()  # type: ignore[arg-type] # the test's facts


@pytest.fixture
def ours(new_store: NewStore) -> Store:
    store = new_store("a")
    save(store, given.photo())
    return store


@pytest.mark.parametrize("is_first_first", [True, False])
def test_the_first_value_stands_in_whatever_order_both_arrive(
    ours: Store, new_store: NewStore, *, is_first_first: bool
) -> None:
    theirs = new_store("b")
    sticks = [revisions(ours), [second(first_of(ours))]]

    for stick in sticks if is_first_first else reversed(sticks):
        take(theirs, stick)

    assert find(theirs, given.photo()) == given.photo()
    assert differences(theirs) == {PLACE: BOTH}
    with theirs.writing() as work:
        assert work.drift() == []
        work.rebuild()
        assert work.drift() == []
        work.commit()
    assert find(theirs, given.photo()) == given.photo()


def test_what_follows_a_second_value_stands_for_no_more_than_that(ours: Store) -> None:
    step = second(first_of(ours))
    again = second(step, parents=tuple(sorted([step.rev_id, first_of(ours).rev_id])), seq=1000)

    take(ours, [again])  # what it follows may come later, or never
    assert find(ours, given.photo()) == given.photo()
    take(ours, [step])

    assert find(ours, given.photo()) == given.photo()
    assert differences(ours) == {PLACE: BOTH}


def test_a_second_value_that_says_the_same_is_no_difference(ours: Store) -> None:
    take(ours, [second(first_of(ours), given.photo().sha256)])

    assert differences(ours) == {}
    assert find(ours, given.photo()) == given.photo()


def test_two_first_values_are_a_difference_and_all_show_the_same_one(
    ours: Store, new_store: NewStore
) -> None:
    theirs = new_store("b")
    beside = second(first_of(ours), parents=())
    take(theirs, [beside])
    take(theirs, revisions(ours))

    take(ours, [beside])

    assert differences(ours) == differences(theirs) == {PLACE: BOTH}
    assert (
        find(ours, given.photo())
        == find(theirs, given.photo())
        == given.photo(id=given.photo().id, sha256=OTHER)
    )


def test_where_the_first_value_was_erased_no_other_takes_its_place(
    ours: Store, new_store: NewStore
) -> None:
    theirs = new_store("b")
    first = first_of(ours)
    stick = [
        replace(one, value=None, nonce=None) if one == first else one for one in revisions(ours)
    ]

    take(theirs, [*stick, second(first)])

    assert find(theirs, given.photo()) is None


def test_a_value_whose_first_has_not_arrived_is_shown_meanwhile(
    ours: Store, new_store: NewStore
) -> None:
    theirs = new_store("b")
    first = first_of(ours)
    rest = [one for one in revisions(ours) if one != first]

    take(theirs, [*rest, second(first)])

    shown = find(theirs, given.photo())
    assert isinstance(shown, Photo)
    assert shown.sha256 == OTHER


def test_a_photo_with_a_second_value_goes_into_the_bin_like_any_other(ours: Store) -> None:
    take(ours, [second(first_of(ours))])

    remove(ours, given.photo())

    assert find(ours, given.photo()) is None
    with ours.reading() as view:
        assert view.drift() == []


def test_nobody_decides_between_two_first_values_by_writing_a_third(ours: Store) -> None:
    take(ours, [second(first_of(ours), parents=())])

    with ours.writing() as work, pytest.raises(ChangeToSigned):
        work.save(given.photo(), settling=["sha256"])

    assert differences(ours) == {PLACE: BOTH}


def test_an_entity_read_off_loose_revisions_has_its_first_values(ours: Store) -> None:
    loose = [*revisions(ours), second(first_of(ours))]

    assert [one.entity for one in entities_in(loose)] == [given.photo()]
