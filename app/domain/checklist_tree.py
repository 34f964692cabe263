"""The tree that criteria make, by their places in the sequence: parents stand above children."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.checklist import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionTree:
    """Criteria with their places in the tree; every place is a number in `rows`, from 0."""

    rows: tuple[Criterion, ...]
    above: tuple[int, ...]
    """The parent of each, -1 where none stands above it."""
    under: tuple[tuple[int, ...], ...]
    """The children of each, in their order."""
    tops: tuple[int, ...]
    """What stands under nothing: the root, and whatever names a parent that is not there."""

    def is_group(self, at: int) -> bool:
        """Tell whether others stand under it."""
        return bool(self.under[at])

    def subtree(self, at: int) -> Iterator[int]:
        """Yield a place and all under it, as they are read from top to bottom."""
        waiting = [at]
        while waiting:
            found = waiting.pop()
            yield found
            waiting.extend(reversed(self.under[found]))

    def lineage(self, at: int) -> list[int]:
        """Return what it stands under, from the top down, itself last."""
        found = [at]
        while self.above[found[-1]] >= 0:
            found.append(self.above[found[-1]])
        return found[::-1]

    def siblings(self, at: int) -> tuple[int, ...]:
        """Return all that stand beside it, itself included."""
        return self.under[self.above[at]] if self.above[at] >= 0 else self.tops


def tree_of(criteria: Sequence[Criterion]) -> CriterionTree:
    """Return the tree of criteria; of two with one code, the nearest above is the parent."""
    place: dict[str, int] = {}
    above: list[int] = []
    under: list[list[int]] = [[] for _row in criteria]
    tops: list[int] = []
    for at, row in enumerate(criteria):
        parent = place.get(row.parent_code, -1) if row.parent_code else -1
        above.append(parent)
        (under[parent] if parent >= 0 else tops).append(at)
        place[row.code] = at
    return CriterionTree(
        rows=tuple(criteria),
        above=tuple(above),
        under=tuple(map(tuple, under)),
        tops=tuple(tops),
    )
