"""The sums of a checklist that is being written: what groups say, and what stands under them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from app.domain.checklist import Criterion, CriterionRole
from app.domain.checklist_tree import CriterionTree


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSum:
    """The maximum a group says it has, and what its criteria add up to."""

    says: Decimal
    found: Decimal
    is_capped: bool = False
    """Whether the group may say less: bonus and penalty points count up to its maximum."""

    @property
    def difference(self) -> Decimal:
        """How much its criteria have too many, or, below 0, too few."""
        found = self.found - self.says
        return Decimal(0) if self.is_capped and found > 0 else found


def group_sums(tree: CriterionTree) -> Mapping[int, GroupSum]:
    """Return the sum of every group, by its place."""
    return {at: _sum(tree, at, {}) for at in range(len(tree.rows)) if tree.is_group(at)}


def summed(tree: CriterionTree) -> tuple[Criterion, ...]:
    """Return the criteria with every group saying what stands under it, the deepest first."""
    said: dict[int, Decimal] = {}
    for at in range(len(tree.rows) - 1, -1, -1):
        if tree.is_group(at):
            total = _sum(tree, at, said)
            if total.difference:
                said[at] = total.found
    return tuple(
        replace(row, max_score=said[at]) if at in said else row for at, row in enumerate(tree.rows)
    )


def _sum(tree: CriterionTree, at: int, said: Mapping[int, Decimal]) -> GroupSum:
    group = tree.rows[at]
    counted = [child for child in tree.under[at] if tree.rows[child].role is group.role]
    points = (said.get(child, tree.rows[child].max_score) for child in counted)
    return GroupSum(
        says=group.max_score,
        found=sum((one for one in points if one.is_finite()), Decimal(0)),
        is_capped=group.role is not CriterionRole.SCORED,
    )
