"""What changed from one version of a checklist to another, criterion by criterion.

Criteria are compared by identity, so that one that was only renumbered is not shown as
removed here and new there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import Enum
from typing import Final

from app.domain.checklist import Checklist, Criterion
from app.domain.rule import number_text

_FACTS: Final = (
    "text",
    "answer_type",
    "scoring_rule",
    "role",
    "rating_cap",
    "condition",
    "calculation",
    "required",
    "checks",
    "evidence",
    "legal_basis",
    "guidance",
    "area",
    "source",
)
"""What is compared besides code, place and points, the weightiest first."""

_MOST_WORDS: Final = 2000
"""A text beyond it is shown as replaced; comparing word by word would take too long."""


class Change(Enum):
    """One way in which a criterion differs between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    POINTS = "points"
    """Its maximum is another."""
    REWORDED = "reworded"
    """One of its facts is another: text, rule, evidence, basis …"""
    MOVED = "moved"
    """It stands in another group, or elsewhere in its own."""
    RENUMBERED = "renumbered"
    """It has another code."""


class Mark(Enum):
    """Whether a piece of text is in both versions, or only in one."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of a text that was compared."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """A fact of a criterion that differs."""

    field: str
    old: str
    new: str
    """As they are stored; a number with its decimal sign, a choice by its code."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The two texts as one, with the words marked that are in one of them only."""
        return tuple(compare_words(self.old, self.new))


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionChange:
    """One criterion in two versions; it is missing in one of them if added or removed."""

    identity: str
    before: Criterion | None
    after: Criterion | None
    changes: frozenset[Change]
    facts: tuple[FactChange, ...] = ()
    is_group: bool = False

    @property
    def criterion(self) -> Criterion:
        """The criterion as the newer version has it, or had it last."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - it is in one of the two
        return found

    @property
    def delta(self) -> Decimal:
        """By how much its maximum rose."""
        before = self.before.max_score if self.before else Decimal(0)
        return (self.after.max_score if self.after else Decimal(0)) - before


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistDifference:
    """Two versions side by side."""

    old: Checklist
    new: Checklist
    criteria: tuple[CriterionChange, ...]
    """Every criterion that differs, in the order of the newer version; what was removed
    stands where it stood."""
    unchanged: int

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many criteria differ in each way; one may differ in several."""
        found = Counter(change for one in self.criteria for change in one.changes)
        return {change: found[change] for change in Change}


def compare_checklists(old: Checklist, new: Checklist) -> ChecklistDifference:
    """Return what changed from one version to another."""
    before = {row.identity: row for row in old.criteria}
    after = {row.identity: row for row in new.criteria}
    moved = set(_moved(old, new))
    groups = {row.parent_code for row in old.criteria} | {row.parent_code for row in new.criteria}
    compared = [
        _compared(before.get(name), after.get(name), has_moved=name in moved, groups=groups)
        for name in _in_order(list(before), list(after))
    ]
    differing = tuple(one for one in compared if one.changes)
    return ChecklistDifference(
        old=old, new=new, criteria=differing, unchanged=len(compared) - len(differing)
    )


def compare_words(old: str, new: str) -> Iterator[Piece]:
    """Yield two texts as one, with the words marked that are in one of them only."""
    left, right = old.split(), new.split()
    if len(left) + len(right) > _MOST_WORDS:
        yield Piece(mark=Mark.REMOVED, text=old)
        yield Piece(mark=Mark.ADDED, text=new)
        return
    for kind, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(mark=Mark.SAME, text=" ".join(left[i:j]))
            continue
        if i < j:
            yield Piece(mark=Mark.REMOVED, text=" ".join(left[i:j]))
        if k < m:
            yield Piece(mark=Mark.ADDED, text=" ".join(right[k:m]))


def _compared(
    before: Criterion | None, after: Criterion | None, *, has_moved: bool, groups: set[str]
) -> CriterionChange:
    known = after or before
    assert known is not None  # noqa: S101 - it is in one of the two
    facts: tuple[FactChange, ...] = ()
    if before is None or after is None:
        changes = {Change.REMOVED if after is None else Change.ADDED}
    else:
        facts = tuple(_changed_facts(before, after))
        found = {
            Change.POINTS: before.max_score != after.max_score,
            Change.REWORDED: bool(facts),
            Change.MOVED: has_moved,
            Change.RENUMBERED: before.code != after.code,
        }
        changes = {change for change, holds in found.items() if holds}
    return CriterionChange(
        identity=known.identity,
        before=before,
        after=after,
        changes=frozenset(changes),
        facts=facts,
        is_group=known.code in groups,
    )


def _changed_facts(before: Criterion, after: Criterion) -> Iterator[FactChange]:
    for field in _FACTS:
        old, new = _spelt(getattr(before, field)), _spelt(getattr(after, field))
        if old.split() != new.split():
            yield FactChange(field=field, old=old, new=new)


def _spelt(value: object) -> str:
    match value:
        case Enum():
            return str(value.value)
        case Decimal():
            return number_text(value)
        case _:
            return str(value)


def _moved(old: Checklist, new: Checklist) -> Iterator[str]:
    """Yield the identities that are in both and stand elsewhere: as few as explain the order."""
    before, after = _families(old), _families(new)
    home = {name: parent for parent, names in before.items() for name in names}
    for parent, names in after.items():
        stayed = [name for name in names if home.get(name) == parent]
        yield from (name for name in names if name in home and home[name] != parent)
        place = {name: at for at, name in enumerate(before.get(parent, ()))}
        kept = _longest_rise([place[name] for name in stayed])
        yield from (name for at, name in enumerate(stayed) if at not in kept)


def _families(checklist: Checklist) -> dict[str, list[str]]:
    names = {row.code: row.identity for row in checklist.criteria}
    families: dict[str, list[str]] = {}
    for row in checklist.criteria:
        families.setdefault(names.get(row.parent_code, ""), []).append(row.identity)
    return families


def _longest_rise(places: Sequence[int]) -> set[int]:
    """Return the indices of a longest rising part of a sequence."""
    ends: list[int] = []
    lasts: list[int] = []
    previous: list[int] = []
    for at, place in enumerate(places):
        length = bisect_left(ends, place)
        previous.append(lasts[length - 1] if length else -1)
        # The slice grows the list by one at its end, else replaces one.
        ends[length : length + 1] = [place]
        lasts[length : length + 1] = [at]
    kept: set[int] = set()
    at = lasts[-1] if lasts else -1
    while at >= 0:
        kept.add(at)
        at = previous[at]
    return kept


def _in_order(before: Sequence[str], after: Sequence[str]) -> Iterable[str]:
    """Return all names in the order of the newer list, each of the others after its neighbour."""
    present = set(after)
    following: dict[str, list[str]] = {}
    neighbour = ""
    for name in before:
        if name in present:
            neighbour = name
        else:
            following.setdefault(neighbour, []).append(name)
    merged = [*following.get("", ())]
    for name in after:
        merged += [name, *following.get(name, ())]
    return merged
