"""Editing a checklist that is being written: every edit is a function from draft to draft.

Nothing is changed in place, so that undo is the draft before. Every edit keeps what
makes a tree: codes that are there once, parents above their children.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Final

from app.domain.checklist import AnswerType, Criterion
from app.domain.checklist_codes import (
    Numbering,
    code_under,
    first_code_of_new,
    free_code,
    recoded,
)
from app.domain.checklist_draft import ChecklistDraft
from app.domain.checklist_sums import summed
from app.domain.checklist_tree import CriterionTree, tree_of
from app.domain.rule_template import following, templates_for
from app.errors import AppError
from app.words import mark, translate

NOTHING_KNOWN: Final[frozenset[str]] = frozenset()


class EditRefused(AppError):
    """An edit would break the tree of a checklist."""

    code = "checklist_edit_refused"
    message = mark("This cannot be done: {reason}. Nothing was changed.")


class Where(Enum):
    """Where a criterion is moved to, seen from another."""

    BEFORE = "before"
    AFTER = "after"
    INTO = "into"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What an edit made."""

    draft: ChecklistDraft
    at: int
    """Where the criterion that was edited stands now."""
    origins: tuple[int, ...]
    """Where each criterion stood before, -1 for one that is new."""


def begun(code: str, title: str) -> ChecklistDraft:
    """Return the draft of a new set: its root, an area and a first criterion to fill in."""
    root = Criterion(
        code=code,
        parent_code="",
        area="",
        text=title,
        answer_type=AnswerType.SCORE,
        max_score=Decimal(0),
    )
    draft = ChecklistDraft(code=code, title=title, number=1, criteria=(root,))
    area = add_child(draft, 0)
    return with_sums(add_child(area.draft, area.at).draft)


def add_child(draft: ChecklistDraft, at: int, known: AbstractSet[str] = NOTHING_KNOWN) -> Edited:
    """Add an empty criterion as the last one under another, which becomes a group."""
    tree = tree_of(draft.criteria)
    return _insert(draft, tree, at, len(tree.under[at]), known)


def add_beside(draft: ChecklistDraft, at: int, known: AbstractSet[str] = NOTHING_KNOWN) -> Edited:
    """Add an empty criterion after another and all under it; the root has none beside it."""
    tree = tree_of(draft.criteria)
    parent = tree.above[at]
    if parent < 0:
        return _insert(draft, tree, 0, len(tree.under[0]), known)
    return _insert(draft, tree, parent, tree.under[parent].index(at) + 1, known)


def remove(draft: ChecklistDraft, at: int) -> Edited:
    """Take a criterion out with all under it.

    Raises:
        EditRefused: for the root.
    """
    tree = tree_of(draft.criteria)
    _refuse_root(at)
    gone = set(tree.subtree(at))
    origins = [one for one in _in_order(tree) if one not in gone]
    beside = [one for one in tree.siblings(at) if one not in gone]
    later = [one for one in beside if one > at]
    next_one = later[0] if later else beside[-1] if beside else max(tree.above[at], 0)
    return _ordered(draft, tree, origins, next_one)


def move(draft: ChecklistDraft, at: int, target: int, where: Where) -> Edited:
    """Put a criterion with all under it before, after or, as the last, into another.

    Raises:
        EditRefused: for the root, for a place beside the root, and for a place within
            what is moved.
    """
    tree = tree_of(draft.criteria)
    _refuse_root(at)
    if target in set(tree.subtree(at)):
        raise EditRefused(reason=translate("a criterion cannot stand under itself"))
    parent = target if where is Where.INTO else tree.above[target]
    if parent < 0:
        raise EditRefused(reason=translate("nothing stands beside the root"))
    under = [list(children) for children in tree.under]
    if tree.above[at] >= 0:
        under[tree.above[at]].remove(at)
    place = {
        Where.INTO: lambda: len(under[parent]),
        Where.BEFORE: lambda: under[parent].index(target),
        Where.AFTER: lambda: under[parent].index(target) + 1,
    }[where]()
    under[parent].insert(place, at)
    rows = list(tree.rows)
    rows[at] = replace(rows[at], parent_code=rows[parent].code)
    rows[parent] = _as_group(rows[parent])
    tops = [one for one in tree.tops if one != at]
    moved = replace(tree, rows=tuple(rows), under=tuple(map(tuple, under)), tops=tuple(tops))
    return _ordered(draft, moved, list(_in_order(moved)), at)


def change(
    draft: ChecklistDraft, at: int, known: AbstractSet[str] = NOTHING_KNOWN, **facts: object
) -> Edited:
    """Change facts of a criterion; what names its code follows, a rule from a template too.

    Raises:
        EditRefused: if the code is empty or that of another.
    """
    row = draft.criteria[at]
    code = str(facts.pop("code", row.code)).strip()
    changed = _replaced(row, facts)
    if "scoring_rule" not in facts:
        rule = following(
            row.scoring_rule,
            (row.answer_type, row.max_score),
            (changed.answer_type, changed.max_score),
        )
        changed = replace(changed, scoring_rule=rule)
    criteria = (*draft.criteria[:at], changed, *draft.criteria[at + 1 :])
    if code != row.code:
        _check_code(code, criteria)
        criteria = recoded(tree_of(criteria), {at: code}, known)
    return _same_places(draft, criteria, at)


def change_set(
    draft: ChecklistDraft, known: AbstractSet[str] = NOTHING_KNOWN, **facts: object
) -> ChecklistDraft:
    """Change facts of the set; its root, and codes that begin with its code, follow."""
    changed = replace(draft, **facts)  # type: ignore[arg-type] # the fields of a form, by name
    if not changed.criteria:
        return changed
    rows = changed.criteria
    if changed.title != draft.title and rows[0].text == draft.title:
        rows = (replace(rows[0], text=changed.title), *rows[1:])
    before, after = draft.code, changed.code.strip()
    if after and after != before and rows[0].code == before:
        codes = {
            at: after + row.code[len(before) :]
            for at, row in enumerate(rows)
            if row.code == before or row.code.startswith(f"{before}.")
        }
        others = {row.code for at, row in enumerate(rows) if at not in codes}
        if others.isdisjoint(codes.values()):
            rows = recoded(tree_of(rows), codes, known)
    return replace(changed, criteria=rows)


def duplicate(draft: ChecklistDraft, at: int, known: AbstractSet[str] = NOTHING_KNOWN) -> Edited:
    """Put a copy of a criterion and all under it after it, under codes of its own.

    Raises:
        EditRefused: for the root.
    """
    tree = tree_of(draft.criteria)
    _refuse_root(at)
    taken = {row.code for row in tree.rows}
    used = {row.identity for row in tree.rows}
    parent = max(tree.above[at], 0)
    codes: dict[int, str] = {}
    copies: list[Criterion] = []
    for one in tree.subtree(at):
        row = tree.rows[one]
        if one == at:
            code = free_code(tree, parent, taken)
        else:
            tail = row.code.removeprefix(tree.rows[at].code)
            code = _not_taken(codes[at] + tail if tail != row.code else row.code, taken)
        codes[one] = code
        taken.add(code)
        above = tree.rows[parent].code if one == at else codes[tree.above[one]]
        first = first_code_of_new(code, known, used)
        used.add(first or code)
        copies.append(replace(row, code=code, parent_code=above, first_code=first))
    order = list(_in_order(tree))
    place = order.index(at) + len(copies)
    rows = [tree.rows[one] for one in order]
    origins = (*order[:place], *(-1 for _copy in copies), *order[place:])
    criteria = (*rows[:place], *copies, *rows[place:])
    return Edited(draft=replace(draft, criteria=criteria), at=place, origins=origins)


def renumber(
    draft: ChecklistDraft, at: int, way: Numbering, known: AbstractSet[str] = NOTHING_KNOWN
) -> Edited:
    """Number everything under a criterion anew, in its order.

    Raises:
        EditRefused: if a criterion elsewhere already has one of the codes.
    """
    tree = tree_of(draft.criteria)
    codes: dict[int, str] = {}
    depths = {at: len(tree.lineage(at)) - 1}
    for one in tree.subtree(at):
        row = tree.rows[one]
        named = replace(row, code=codes.get(one, row.code))
        for number, child in enumerate(tree.under[one], start=1):
            codes[child] = code_under(named, depths[one], number, way)
            depths[child] = depths[one] + 1
    others = {row.code for place, row in enumerate(tree.rows) if place not in codes}
    for code in codes.values():
        if code in others:
            raise EditRefused(
                reason=translate(
                    "the code “{code}” stands elsewhere; number the whole set anew", code=code
                )
            )
    return _same_places(draft, recoded(tree, codes, known), at)


def with_sums(draft: ChecklistDraft) -> ChecklistDraft:
    """Let every group have the points of what stands under it."""
    criteria = summed(tree_of(draft.criteria))
    return draft if criteria == draft.criteria else replace(draft, criteria=criteria)


def _insert(
    draft: ChecklistDraft, tree: CriterionTree, parent: int, number: int, known: AbstractSet[str]
) -> Edited:
    """Put an empty criterion at a place under a parent."""
    above = tree.rows[parent]
    code = free_code(tree, parent, {row.code for row in tree.rows})
    points = Decimal(1)
    made = Criterion(
        code=code,
        parent_code=above.code,
        area=above.area or (above.text if tree.above[parent] >= 0 else ""),
        text="",
        answer_type=AnswerType.YES_NO,
        max_score=points,
        scoring_rule=templates_for(AnswerType.YES_NO, points)[0].text,
        role=above.role,
    )
    used = {row.identity for row in tree.rows}
    made = replace(made, first_code=first_code_of_new(code, known, used))
    order = list(_in_order(tree))
    follower = _after(tree, parent, number)
    place = order.index(follower) if follower >= 0 else len(order)
    rows = [_as_group(tree.rows[one]) if one == parent else tree.rows[one] for one in order]
    criteria = (*rows[:place], made, *rows[place:])
    origins = (*order[:place], -1, *order[place:])
    return Edited(draft=replace(draft, criteria=criteria), at=place, origins=origins)


def _after(tree: CriterionTree, parent: int, number: int) -> int:
    """Return what is read next after the n-th place under a parent, -1 at the end."""
    if number < len(tree.under[parent]):
        return tree.under[parent][number]
    while parent >= 0:
        beside = tree.siblings(parent)
        at = beside.index(parent) + 1
        if at < len(beside):
            return beside[at]
        parent = tree.above[parent]
    return -1


def _in_order(tree: CriterionTree) -> Iterable[int]:
    """Yield every place as the tree is read, from top to bottom."""
    for top in tree.tops:
        yield from tree.subtree(top)


def _ordered(draft: ChecklistDraft, tree: CriterionTree, origins: Sequence[int], at: int) -> Edited:
    criteria = tuple(tree.rows[one] for one in origins)
    return Edited(
        draft=replace(draft, criteria=criteria), at=origins.index(at), origins=tuple(origins)
    )


def _same_places(draft: ChecklistDraft, criteria: tuple[Criterion, ...], at: int) -> Edited:
    return Edited(
        draft=replace(draft, criteria=criteria), at=at, origins=tuple(range(len(criteria)))
    )


def _as_group(row: Criterion) -> Criterion:
    """Return a criterion as a group: it is not answered, so it has no rule of its own."""
    if row.answer_type is AnswerType.SCORE:
        return row
    return replace(row, answer_type=AnswerType.SCORE, scoring_rule="")


def _replaced(row: Criterion, facts: dict[str, object]) -> Criterion:
    return replace(row, **facts)  # type: ignore[arg-type] # the fields of a form, by name


def _check_code(code: str, criteria: Sequence[Criterion]) -> None:
    if not code:
        raise EditRefused(reason=translate("the code is missing"))
    if any(row.code == code for row in criteria):
        raise EditRefused(reason=translate("the code “{code}” stands there twice", code=code))


def _not_taken(code: str, taken: AbstractSet[str]) -> str:
    number, found = 1, code
    while found in taken:
        number += 1
        found = f"{code}-{number}"
    return found


def _refuse_root(at: int) -> None:
    if at == 0:
        raise EditRefused(reason=translate("the root carries the whole set and stays where it is"))
