"""The sums of a checklist that is being written: what groups say, and what stands under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    roles = _roles(tree)
    return {at: _sum(tree, at, roles, {}) for at in range(len(tree.rows)) if tree.is_group(at)}


def summed(tree: CriterionTree) -> tuple[Criterion, ...]:
    """Return the criteria with every group saying what stands under it, the deepest first."""
    said: dict[int, Decimal] = {}
    roles = _roles(tree)
    for at in range(len(tree.rows) - 1, -1, -1):
        if tree.is_group(at):
            total = _sum(tree, at, roles, said)
            if total.difference:
                said[at] = total.found
    return tuple(
        replace(row, max_score=said[at]) if at in said else row for at, row in enumerate(tree.rows)
    )


def _roles(tree: CriterionTree) -> Sequence[CriterionRole]:
    """Return what the points of each do: the role of a group is that of all under it."""
    roles: list[CriterionRole] = []
    for at, row in enumerate(tree.rows):
        above = roles[tree.above[at]] if tree.above[at] >= 0 else CriterionRole.SCORED
        roles.append(row.role if above is CriterionRole.SCORED else above)
    return roles


def _sum(
    tree: CriterionTree, at: int, roles: Sequence[CriterionRole], said: Mapping[int, Decimal]
) -> GroupSum:
    counted = [child for child in tree.under[at] if roles[child] is roles[at]]
    points = (said.get(child, tree.rows[child].max_score) for child in counted)
    return GroupSum(
        says=tree.rows[at].max_score,
        found=sum((one for one in points if one.is_finite()), Decimal(0)),
        is_capped=roles[at] is not CriterionRole.SCORED,
    )
