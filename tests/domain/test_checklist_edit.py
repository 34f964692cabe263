"""Editing a checklist: every edit keeps the tree sound, and undo gives back what was."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.checklist import AnswerType, Criterion, CriterionRole
from app.domain.checklist_check import find_faults
from app.domain.checklist_codes import Numbering
from app.domain.checklist_draft import ChecklistDraft
from app.domain.checklist_edit import (
    Edited,
    EditRefused,
    Where,
    add_beside,
    add_child,
    begun,
    change,
    duplicate,
    move,
    remove,
    renumber,
    with_sums,
)
from app.domain.checklist_sums import group_sums
from app.domain.checklist_tree import tree_of
from app.domain.undo import History
from tests.given import criterion

GROUP = {"answer_type": AnswerType.SCORE, "scoring_rule": ""}


def draft(*rows: Criterion) -> ChecklistDraft:
    """Two areas with two criteria and one, or what is given."""
    criteria = rows or (
        criterion("T", "", "3", **GROUP),
        criterion("T.1", "T", "2", **GROUP),
        criterion("T.1.1", "T.1"),
        criterion("T.1.2", "T.1", condition="${T.1.1} = 'yes'"),
        criterion("T.2", "T", "1", **GROUP),
        criterion("T.2.1", "T.2", condition="${T.1.2:điểm} > 0"),
    )
    return ChecklistDraft(code="T", title="Bộ T", number=2, criteria=criteria)


KNOWN = frozenset(row.code for row in draft().criteria)


def codes(edited: Edited | ChecklistDraft) -> list[str]:
    found = edited.draft if isinstance(edited, Edited) else edited
    return [row.code for row in found.criteria]


def test_a_criterion_is_added_beside_another_with_the_next_code() -> None:
    edited = add_beside(draft(), 2)

    assert codes(edited) == ["T", "T.1", "T.1.1", "T.1.3", "T.1.2", "T.2", "T.2.1"]
    assert edited.at == 3
    assert edited.origins == (0, 1, 2, -1, 3, 4, 5)


def test_a_criterion_added_under_a_leaf_makes_it_a_group() -> None:
    edited = add_child(draft(), 3)

    assert edited.draft.criteria[3].answer_type is AnswerType.SCORE
    assert edited.draft.criteria[edited.at].parent_code == "T.1.2"
    assert edited.draft.criteria[edited.at].code == "T.1.2.1"


def test_what_is_added_continues_roman_numbers_and_letters() -> None:
    outline = draft(
        criterion("T", "", "1", **GROUP),
        criterion("I", "T", "1", **GROUP),
        criterion("I/1", "I", "1", **GROUP),
        criterion("I/1/a", "I/1"),
    )

    area = add_child(outline, 0)
    letter = add_beside(outline, 3)

    assert area.draft.criteria[area.at].code == "II"
    assert letter.draft.criteria[letter.at].code == "I/1/b"


def test_a_removed_criterion_goes_with_all_under_it() -> None:
    edited = remove(draft(), 1)

    assert codes(edited) == ["T", "T.2", "T.2.1"]
    assert edited.at == 1


def test_a_moved_criterion_takes_all_under_it_along() -> None:
    edited = move(draft(), 1, 5, Where.AFTER)

    assert codes(edited) == ["T", "T.2", "T.2.1", "T.1", "T.1.1", "T.1.2"]
    assert edited.draft.criteria[edited.at].parent_code == "T.2"


@pytest.mark.parametrize(
    ("at", "target", "where"),
    [(0, 1, Where.INTO), (1, 2, Where.INTO), (1, 1, Where.AFTER), (2, 0, Where.BEFORE)],
)
def test_the_root_stays_and_nothing_stands_under_itself(at: int, target: int, where: Where) -> None:
    with pytest.raises(EditRefused):
        move(draft(), at, target, where)


def test_a_code_that_stands_there_already_is_refused() -> None:
    with pytest.raises(EditRefused):
        change(draft(), 2, code="T.2.1")
    with pytest.raises(EditRefused):
        change(draft(), 2, code="  ")


def test_what_names_a_code_follows_it() -> None:
    edited = change(draft(), 1, code="A")
    renamed = change(edited.draft, 3, code="A.2")

    assert [row.parent_code for row in renamed.draft.criteria] == ["", "T", "A", "A", "T", "T.2"]
    assert renamed.draft.criteria[5].condition == "${A.2:điểm} > 0"


def test_a_published_criterion_keeps_its_identity_under_another_code() -> None:
    there = change(draft(), 2, KNOWN, code="T.1.9")
    back = change(there.draft, 2, KNOWN, code="T.1.1")

    assert there.draft.criteria[2].identity == "T.1.1"
    assert back.draft == draft()


def test_a_new_criterion_never_takes_the_identity_of_a_published_one() -> None:
    moved = change(draft(), 3, KNOWN, code="T.1.8").draft
    taken = change(add_beside(moved, 2, KNOWN).draft, 3, KNOWN, code="T.1.2").draft

    identities = Counter(row.identity for row in taken.criteria)

    assert taken.criteria[3].code == "T.1.2"
    assert taken.criteria[4].identity == "T.1.2"
    assert max(identities.values()) == 1


def test_numbering_anew_keeps_identities_and_references() -> None:
    shifted = move(draft(), 3, 2, Where.BEFORE).draft

    edited = renumber(shifted, 0, Numbering.DOTTED, KNOWN)

    assert codes(edited) == ["T", "T.1", "T.1.1", "T.1.2", "T.2", "T.2.1"]
    assert [row.identity for row in edited.draft.criteria[2:4]] == ["T.1.2", "T.1.1"]
    assert edited.draft.criteria[2].condition == "${T.1.2} = 'yes'"


def test_areas_are_numbered_in_roman_and_points_by_letters() -> None:
    edited = renumber(add_child(draft(), 2).draft, 0, Numbering.OUTLINE)

    assert codes(edited) == ["T", "I", "I/1", "I/1/a", "I/2", "II", "II/1"]


def test_numbering_a_group_stops_at_a_code_that_stands_elsewhere() -> None:
    moved = move(draft(), 2, 5, Where.AFTER).draft

    with pytest.raises(EditRefused):
        renumber(add_child(moved, 1).draft, 1, Numbering.DOTTED)


def test_a_copy_has_codes_and_an_identity_of_its_own() -> None:
    edited = duplicate(draft(), 1, KNOWN)

    assert codes(edited)[4:7] == ["T.3", "T.3.1", "T.3.2"]
    assert edited.at == 4
    assert [row.text for row in edited.draft.criteria[4:7]] == [
        row.text for row in draft().criteria[1:4]
    ]


def test_a_rule_from_a_template_follows_the_points() -> None:
    row = change(draft(), 2, max_score=Decimal("2.5")).draft.criteria[2]

    assert row.scoring_rule == "Có: 2,5; Không: 0"


def test_a_rule_in_own_words_is_left_alone() -> None:
    own = "Có: 1; Không: 0 | Chỉ tính văn bản còn hiệu lực"
    changed = change(draft(), 2, scoring_rule=own).draft

    row = change(changed, 2, max_score=Decimal(2)).draft.criteria[2]

    assert row.scoring_rule == own


def test_groups_say_what_stands_under_them() -> None:
    changed = change(draft(), 2, max_score=Decimal(4)).draft

    before = group_sums(tree_of(changed.criteria))
    after = with_sums(changed)

    assert before[1].difference == 3
    assert [row.max_score for row in after.criteria] == [6, 5, 4, 1, 1, 1]
    assert not any(one.difference for one in group_sums(tree_of(after.criteria)).values())


def test_bonus_points_stay_out_of_the_sum_and_up_to_a_cap() -> None:
    bonus = {"role": CriterionRole.BONUS}
    mixed = draft(
        criterion("T", "", "1", **GROUP),
        criterion("T.1", "T", "1", **GROUP),
        criterion("T.1.1", "T.1"),
        criterion("T.2", "T", "2", **GROUP, **bonus),
        criterion("T.2.1", "T.2", "2", **bonus),
        criterion("T.2.2", "T.2", "2"),
    )

    assert with_sums(mixed) == mixed
    assert not any(one.difference for one in group_sums(tree_of(mixed.criteria)).values())


def test_a_new_set_lacks_nothing_but_words() -> None:
    made = begun("KT", "Bộ kiểm tra")

    assert {fault.field for fault in find_faults(made.criteria)} == {"text"}


def _edit(value: ChecklistDraft, kind: int, first: int, second: int) -> ChecklistDraft:
    """Do one of the edits somewhere."""
    count = len(value.criteria)
    at, target = first % count, second % count
    where = list(Where)[second % 3]
    edits = (
        lambda: add_child(value, at, KNOWN).draft,
        lambda: add_beside(value, at, KNOWN).draft,
        lambda: remove(value, at).draft,
        lambda: move(value, at, target, where).draft,
        lambda: duplicate(value, at, KNOWN).draft,
        lambda: change(value, at, KNOWN, code=f"N{second}").draft,
        lambda: renumber(value, at, list(Numbering)[second % 2], KNOWN).draft,
        lambda: with_sums(value),
    )
    try:
        return edits[kind % len(edits)]()
    except EditRefused:
        return value


def _assert_sound(value: ChecklistDraft) -> None:
    tree = tree_of(value.criteria)
    found = [row.code for row in value.criteria]
    assert len(set(found)) == len(found)
    assert len({row.identity for row in value.criteria}) == len(found)
    assert tree.tops == (0,)
    assert list(tree.subtree(0)) == list(range(len(found)))


EDITS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 99), st.integers(0, 99)), max_size=25)


@given(EDITS)
@settings(max_examples=150, deadline=None)
def test_every_edit_keeps_the_tree_sound_and_undo_gives_the_first_again(
    edits: list[tuple[int, int, int]],
) -> None:
    history = History(present=draft())
    steps = [history.present]
    for kind, first, second in edits:
        history = history.done(_edit(history.present, kind, first, second))
        steps.append(history.present)
        _assert_sound(history.present)

    for _before, after in reversed(list(pairwise(steps))):
        assert history.present == after
        history = history.undone()

    assert history.present == draft()
    for _step in edits:
        history = history.redone()
    assert history.present == steps[-1]


@given(EDITS)
@settings(max_examples=80, deadline=None)
def test_moves_lose_no_criterion(edits: list[tuple[int, int, int]]) -> None:
    value = draft()
    for _kind, first, second in edits:
        value = _edit(value, 3, first, second)

    assert sorted(codes(value)) == sorted(codes(draft()))


def test_two_thousand_criteria_are_edited_at_once() -> None:
    rows = [criterion("T", "", "0", **GROUP)]
    for area in range(20):
        rows.append(criterion(f"T.{area}", "T", "0", **GROUP))
        rows += [criterion(f"T.{area}.{one}", f"T.{area}") for one in range(100)]
    large = with_sums(draft(*rows))

    begun_at = time.perf_counter()
    edited = renumber(with_sums(duplicate(large, 1).draft), 0, Numbering.OUTLINE).draft
    moved = move(edited, 1, len(edited.criteria) - 1, Where.AFTER).draft
    taken = time.perf_counter() - begun_at

    assert len(moved.criteria) == 2021 + 101
    # Some 50 ms; wide, because test machines are shared.
    assert taken < 1.0


def test_keys_typed_in_one_field_are_one_step() -> None:
    history = History(present="a").done("ab", typing="text").done("abc", typing="text")

    assert history.undone().present == "a"
    assert history.paused().done("abcd", typing="text").undone().present == "abc"
    assert replace(history.undone(), typing="").redone().present == "abc"
