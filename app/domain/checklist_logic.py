"""Whether the logic of a checklist holds: roles, caps, conditions, calculations and demands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from app.domain.band import DEFAULT_BANDS, Band
from app.domain.checklist import AnswerType, Criterion, CriterionRole
from app.domain.demand import DemandInvalid, parse_checks, parse_required
from app.domain.expression import Expression, ExpressionInvalid, parse_expression
from app.domain.rule import Rule, same_words
from app.domain.scoring_plan import roles_of
from app.words import translate

Found = Iterator[tuple[str, str]]
"""Faults: the field that is wrong and why."""

_ASKED: Final = "condition"
_VALUE: Final = "calculation"
_Node = tuple[str, str]
"""Whether a row is asked (`condition`) or what stands there (`calculation`), with its code."""


class ChecklistLogic:
    """The rows of a checklist as far as they depend on each other."""

    def __init__(self, criteria: Sequence[Criterion], bands: Sequence[Band] = ()) -> None:
        self._rows = {row.code: row for row in criteria}
        self._places = {row.code: place for place, row in enumerate(criteria)}
        self._bands = {same_words(band.name) for band in bands or DEFAULT_BANDS}
        self._children: dict[str, list[str]] = {}
        for row in criteria:
            self._children.setdefault(row.parent_code, []).append(row.code)
        self.roles = roles_of(criteria)

    def counted_sum(self, group: Criterion) -> Decimal:
        """Return what the maxima under a group add up to: bonus and penalty only in their own."""
        own = self.roles[group.code]
        return sum(
            (
                self._rows[code].max_score
                for code in self._children.get(group.code, ())
                if self._rows[code].max_score.is_finite() and self.roles[code] is own
            ),
            Decimal(0),
        )

    def faults(self, row: Criterion) -> Found:
        """Yield what is wrong with the logic of one row, circles aside."""
        is_group = row.code in self._children
        yield from self._role_faults(row)
        yield from self._cap_faults(row, is_group=is_group)
        if row.condition.strip():
            if not row.parent_code:
                yield "condition", translate("the root is always asked: it has no condition")
            yield from self._expression_faults(row, "condition")
        if is_group:
            for name in ("calculation", "required", "checks"):
                if getattr(row, name).strip():
                    yield name, translate("a group is not answered: it stands at its criteria")
            return
        if row.calculation.strip():
            yield from self._expression_faults(row, "calculation")
        yield from self._check_faults(row)

    def rule_faults(self, row: Criterion, rule: Rule) -> Found:
        """Yield where a rule contradicts the role of its criterion, or `required` its tiers."""
        adds = rule.each is not None and not rule.each.deducts
        if (
            adds
            and row.answer_type is AnswerType.DATE
            and self.roles[row.code] is not CriterionRole.PENALTY
        ):
            yield (
                "scoring_rule",
                translate("being late would earn points: write “trừ” before the number"),
            )
        try:
            requirements = parse_required(row.required)
        except DemandInvalid as error:
            yield "required", str(error.params["reason"])
            return
        for requirement in requirements:
            if requirement.tier and rule.tier_named(requirement.tier) is None:
                yield (
                    "required",
                    translate(
                        "“{condition}” is no tier of the rule, nor one of mọi trả lời, chưa đạt, "
                        "không đạt, không áp dụng",
                        condition=requirement.tier,
                    ),
                )

    def _role_faults(self, row: Criterion) -> Found:
        if row.role is CriterionRole.SCORED:
            return
        if not row.parent_code:
            yield "role", translate("the root is neither a bonus nor a penalty")
        elif self.roles[row.code] is not row.role:
            yield "role", translate("a bonus and a penalty cannot stand one within the other")

    def _cap_faults(self, row: Criterion, *, is_group: bool) -> Found:
        if not row.rating_cap.strip():
            return
        if is_group or not row.max_score:
            yield "rating_cap", translate("only a criterion with points can hold the rating down")
        elif same_words(row.rating_cap) not in self._bands:
            yield "rating_cap", translate("there is no rating “{name}”", name=row.rating_cap)

    def _expression_faults(self, row: Criterion, name: str) -> Found:
        try:
            found = parse_expression(getattr(row, name))
        except ExpressionInvalid as error:
            yield name, error.clause
            return
        if row.code in found.references or found.looks_at_itself:
            yield name, translate("it looks at the very answer it decides")
        yield from ((name, reason) for reason in self._unknown(found))

    def _check_faults(self, row: Criterion) -> Found:
        try:
            checks = parse_checks(row.checks)
        except DemandInvalid as error:
            yield "checks", str(error.params["reason"])
            return
        for check in checks:
            yield from (("checks", reason) for reason in self._unknown(check.expression))

    def _unknown(self, expression: Expression) -> Iterator[str]:
        for code in sorted(expression.references - self._rows.keys()):
            yield translate("there is no criterion “{code}”", code=code)

    def circles(self) -> Iterator[tuple[str, str, str]]:
        """Yield code, field and reason of every circle of conditions and calculations."""
        done: set[_Node] = set()
        for code in self._rows:
            for start in ((_ASKED, code), (_VALUE, code)):
                for circle in _circles_from(start, self._leads_to, done):
                    yield self._told(circle)

    def _told(self, circle: Sequence[_Node]) -> tuple[str, str, str]:
        written = [
            (field, code) for field, code in circle if getattr(self._rows[code], field).strip()
        ]
        field, code = min(written, key=lambda node: self._places[node[1]])
        turn = list(circle).index((field, code))
        codes: list[str] = []
        for _field, passed in (*circle[turn:], *circle[:turn]):
            if not codes or codes[-1] != passed:
                codes.append(passed)
        if len(codes) == 1 or codes[-1] != codes[0]:
            codes.append(codes[0])
        return code, field, translate("it goes round in a circle: {codes}", codes=" → ".join(codes))

    def _leads_to(self, node: _Node) -> Iterator[_Node]:
        field, code = node
        row = self._rows[code]
        children = [
            child
            for child in self._children.get(code, ())
            if self._places[child] > self._places[code]
        ]
        if field == _ASKED:
            if row.parent_code in self._rows and self._places[row.parent_code] < self._places[code]:
                yield _ASKED, row.parent_code
            yield from self._seen(row.condition, code)
        elif children:
            yield from ((_VALUE, child) for child in children)
        else:
            yield _ASKED, code
            yield from self._seen(row.calculation, code)

    def _seen(self, text: str, own: str) -> Iterator[_Node]:
        if not text.strip():
            return
        try:
            references = parse_expression(text).references
        except ExpressionInvalid:
            return
        for code in sorted(references & self._rows.keys()):
            if code != own:
                yield _VALUE, code


def _circles_from(
    start: _Node, leads_to: Callable[[_Node], Iterator[_Node]], done: set[_Node]
) -> Iterator[tuple[_Node, ...]]:
    """Walk on from one node, without recursion, and yield each way that comes back to itself."""
    if start in done:
        return
    done.add(start)
    path: dict[_Node, Iterator[_Node]] = {start: leads_to(start)}
    while path:
        node = next(reversed(path))
        following = next(path[node], None)
        if following is None:
            del path[node]
        elif following in path:
            nodes = list(path)
            yield tuple(nodes[nodes.index(following) :])
        elif following not in done:
            done.add(following)
            path[following] = leads_to(following)
