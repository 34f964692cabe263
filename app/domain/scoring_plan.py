"""What scoring needs of a checklist, worked out once per version.

Rules and expressions are read, the tree is laid out for adding up from below, and
criteria whose conditions or calculations look at others are put after those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from app.domain.answer_check import rule_of
from app.domain.checklist import Checklist, Criterion, CriterionRole
from app.domain.criterion_score import Judgement
from app.domain.expression import Expression, parse_expression
from app.domain.rule import Rule

_MOST_PLANS: Final = 64
_MOST_JUDGED: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafPlan:
    """One criterion that is answered, ready to be scored."""

    criterion: Criterion
    rule: Rule
    role: CriterionRole
    conditions: tuple[tuple[str, Expression], ...]
    """Its own condition and those of the groups above it, with the code they stand at."""
    calculation: Expression | None
    has_logic: bool
    """Whether it has a condition, of its own or from above, or a calculation."""
    has_points: bool
    """Whether it can earn points, or only informs."""
    judged: dict[tuple[object, ...], Judgement] = field(default_factory=dict)
    """Judgements of answers met before; they depend on rule and answer alone."""

    def keep(self, key: tuple[object, ...], judgement: Judgement) -> Judgement:
        """Remember the judgement of an answer."""
        if len(self.judged) >= _MOST_JUDGED:
            self.judged.clear()
        self.judged[key] = judgement
        return judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPlan:
    """One criterion that only adds up what stands under it."""

    criterion: Criterion
    role: CriterionRole
    leaves: tuple[str, ...]
    """The codes of all leaves under it."""
    most: Decimal
    """What the scored leaves directly under it can earn together."""
    pointed: int
    """How many leaves directly under it carry points."""

    @property
    def is_capped(self) -> bool:
        """Whether its maximum limits what its criteria add or take."""
        return self.role is not CriterionRole.SCORED


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringPlan:
    """A checklist, ready to be scored."""

    criteria: tuple[Criterion, ...]
    leaves: tuple[LeafPlan, ...]
    """In the order of the checklist."""
    ordered: tuple[LeafPlan, ...]
    """In an order in which nothing is scored before what it looks at."""
    groups: Mapping[str, GroupPlan]
    """By code, parents before children."""
    places: tuple[tuple[str, str, CriterionRole], ...]
    """The code, the group and the role of each leaf, in the order of the checklist."""


_plans: dict[str, ScoringPlan] = {}


def plan_of(checklist: Checklist) -> ScoringPlan:
    """Return the plan of a checklist; the same version is worked out once.

    Raises:
        RuleInvalid: if the checklist was never checked and a rule is broken.
        ExpressionInvalid: if a condition or calculation is.
    """
    known = _plans.get(checklist.content_sha256)
    # A draft or a test may carry any hash; only equal criteria are scored alike.
    if known is not None and known.criteria == checklist.criteria:
        return known
    made = _plan(checklist)
    if len(_plans) >= _MOST_PLANS:
        _plans.clear()
    _plans[checklist.content_sha256] = made
    return made


def _plan(checklist: Checklist) -> ScoringPlan:
    answered = {row.code for row in checklist.leaves()}
    roles = roles_of(checklist.criteria)
    conditions: dict[str, tuple[tuple[str, Expression], ...]] = {"": ()}
    leaves: dict[str, LeafPlan] = {}
    under: dict[str, list[str]] = {}
    above: dict[str, tuple[str, ...]] = {"": ()}
    for row in checklist.criteria:
        own = ((row.code, parse_expression(row.condition)),) if row.condition.strip() else ()
        conditions[row.code] = (*conditions.get(row.parent_code, ()), *own)
        above[row.code] = (*above.get(row.parent_code, ()), row.code)
        if row.code not in answered:
            under[row.code] = []
            continue
        leaves[row.code] = _leaf(row, roles[row.code], conditions[row.code])
        for group in above[row.code][:-1]:
            under[group].append(row.code)
    groups = {
        row.code: _group(row, roles[row.code], under[row.code], leaves)
        for row in checklist.criteria
        if row.code not in answered
    }
    in_order = tuple(leaves.values())
    ordered = _ordered(leaves, groups)
    return ScoringPlan(
        criteria=checklist.criteria,
        leaves=in_order,
        ordered=in_order if ordered == in_order else ordered,
        groups=groups,
        places=tuple(
            (code, leaf.criterion.parent_code, leaf.role) for code, leaf in leaves.items()
        ),
    )


def _leaf(
    row: Criterion, role: CriterionRole, conditions: tuple[tuple[str, Expression], ...]
) -> LeafPlan:
    calculation = parse_expression(row.calculation) if row.calculation.strip() else None
    return LeafPlan(
        criterion=row,
        rule=rule_of(row),
        role=role,
        conditions=conditions,
        calculation=calculation,
        has_logic=bool(conditions) or calculation is not None,
        has_points=bool(row.max_score),
    )


def _group(
    row: Criterion, role: CriterionRole, under: Sequence[str], leaves: Mapping[str, LeafPlan]
) -> GroupPlan:
    own = [
        leaves[code]
        for code in under
        if leaves[code].criterion.parent_code == row.code and leaves[code].criterion.max_score
    ]
    scored = (leaf.criterion.max_score for leaf in own if leaf.role is CriterionRole.SCORED)
    return GroupPlan(
        criterion=row,
        role=role,
        leaves=tuple(under),
        most=sum(scored, Decimal(0)),
        pointed=len(own),
    )


def roles_of(criteria: Sequence[Criterion]) -> dict[str, CriterionRole]:
    """Return what the points of every criterion do: a group's role is that of all under it."""
    roles: dict[str, CriterionRole] = {}
    for row in criteria:
        inherited = roles.get(row.parent_code, CriterionRole.SCORED)
        roles[row.code] = row.role if inherited is CriterionRole.SCORED else inherited
    return roles


def _ordered(
    leaves: Mapping[str, LeafPlan], groups: Mapping[str, GroupPlan]
) -> tuple[LeafPlan, ...]:
    """Return leaves after what they look at; those in a circle come last, as they stand."""
    waiting = {code: set(_looks_at(leaf, leaves, groups)) for code, leaf in leaves.items()}
    if not any(waiting.values()):
        return tuple(leaves.values())
    asked_by: dict[str, list[str]] = {}
    for code, seen in waiting.items():
        for other in seen:
            asked_by.setdefault(other, []).append(code)
    ready = [code for code, seen in waiting.items() if not seen]
    order: list[str] = []
    for code in ready:
        order.append(code)
        for asking in asked_by.get(code, ()):
            waiting[asking].discard(code)
            if not waiting[asking]:
                ready.append(asking)
    placed = set(order)
    return tuple(leaves[code] for code in (*order, *(c for c in leaves if c not in placed)))


def _looks_at(
    leaf: LeafPlan, leaves: Mapping[str, LeafPlan], groups: Mapping[str, GroupPlan]
) -> Iterator[str]:
    expressions = [expression for _code, expression in leaf.conditions]
    if leaf.calculation is not None:
        expressions.append(leaf.calculation)
    for expression in expressions:
        for code in expression.references:
            if code in groups:
                yield from groups[code].leaves
            elif code in leaves:
                yield code
