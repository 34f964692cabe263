"""The sums of groups: bonus and penalty held within their caps, the total within the maximum."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from app.domain.checklist import CriterionRole
from app.domain.criterion_score import CriterionScore, CriterionState, GroupScore
from app.domain.scoring_plan import GroupPlan, ScoringPlan

_NOTHING: Final = Decimal(0)
_SCORED: Final = CriterionRole.SCORED


class _Sum:
    """What has been added up under one group so far."""

    __slots__ = ("answered", "bonus", "leaves", "left_out", "lost", "most", "penalty", "points")

    def __init__(self, group: GroupPlan) -> None:
        self.points = self.bonus = self.penalty = self.lost = _NOTHING
        self.most = group.most
        self.answered = self.leaves = group.pointed
        self.left_out = 0


def summed(
    plan: ScoringPlan, groups: Mapping[str, GroupPlan], scores: Mapping[str, CriterionScore]
) -> dict[str, GroupScore]:
    """Return the sums of these groups, from below: leaves into groups, groups into those above."""
    sums = {code: _Sum(group) for code, group in groups.items()}
    for code, parent, role in plan.places:
        total = sums.get(parent)
        if total is None:
            continue
        score = scores[code]
        points = score.judgement.points
        if points is None:
            _leave_out(total, score)
            continue
        total.points += points
        if role is not _SCORED:
            _note_extra(total, points, role)
    made: dict[str, GroupScore] = {}
    for code, group in reversed(list(groups.items())):
        total = sums[code]
        made[code] = score_of_group = _group(group, total)
        above = sums.get(group.criterion.parent_code)
        if above is not None:
            _add_group(above, total, score_of_group)
    return {code: made[code] for code in groups}


def _leave_out(total: _Sum, score: CriterionScore) -> None:
    """Take a criterion without points out of what was counted on."""
    if not score.max_score:
        return
    state = score.state
    if state is CriterionState.UNANSWERED:
        total.answered -= 1
        return
    total.left_out += 1
    if score.role is _SCORED:
        total.lost += score.max_score
    if state is CriterionState.HIDDEN:
        total.leaves -= 1
        total.answered -= 1


def _note_extra(total: _Sum, points: Decimal, role: CriterionRole) -> None:
    if role is CriterionRole.BONUS:
        total.bonus += points
    else:
        total.penalty += points


def _add_group(above: _Sum, total: _Sum, score: GroupScore) -> None:
    above.answered += total.answered
    above.leaves += total.leaves
    above.left_out += total.left_out
    above.points += score.points
    above.bonus += score.bonus
    above.penalty += score.penalty
    if score.role is CriterionRole.SCORED:
        above.most += total.most
        above.lost += total.lost


def _group(group: GroupPlan, total: _Sum) -> GroupScore:
    cap, points = group.criterion.max_score, total.points
    is_root = not group.criterion.parent_code
    applicable = total.most - total.lost
    if group.role is CriterionRole.BONUS:
        points = min(points, cap)
    elif group.role is CriterionRole.PENALTY:
        points = max(points, -cap)
    elif is_root:
        points = max(min(points, applicable), _NOTHING)
    scored = group.role is CriterionRole.SCORED
    return GroupScore(
        code=group.criterion.code,
        text=group.criterion.text,
        points=points,
        applicable_max=applicable if scored else cap,
        max_score=total.most if scored else cap,
        answered=total.answered,
        leaves=total.leaves,
        left_out=total.left_out,
        role=group.role,
        uncapped=total.points,
        bonus=points if group.role is CriterionRole.BONUS else total.bonus,
        penalty=points if group.role is CriterionRole.PENALTY else total.penalty,
    )
