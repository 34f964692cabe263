"""Scores: what the answers to a checklist earn, and why, criterion by criterion.

The arithmetic is that of `domain` §4: what does not arise or is not asked lowers the
maximum, what is not answered keeps it, bonus and penalty move the points but not the
maximum, the total stays between 0 and the maximum, and everything is decimal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from types import MappingProxyType
from typing import Final

from app.domain.answer import AnswerFacts
from app.domain.answer_check import check_answer, judged
from app.domain.band import DEFAULT_BANDS, Band, band_of
from app.domain.calculation import calculated
from app.domain.checklist import Checklist, CriterionRole
from app.domain.criterion_score import CriterionScore, CriterionState, GroupScore, Judgement
from app.domain.expression import Aspect, Expression, ExpressionFailed, Lookup, Reference, Value
from app.domain.expression_value import CONTEXT
from app.domain.rule import Rule, Tier, same_words
from app.domain.rule_text import RuleInvalid, parse_rule
from app.domain.score_sum import summed
from app.domain.scoring_plan import LeafPlan, ScoringPlan, plan_of
from app.errors import AppError, InvalidValue

__all__ = [
    "ChecklistScore",
    "CriterionScore",
    "CriterionState",
    "GroupScore",
    "Rule",
    "RuleInvalid",
    "Tier",
    "check_answer",
    "parse_rule",
    "score_checklist",
]

_NOTHING: Final = Decimal(0)
_BLANK: Final = AnswerFacts()
_INFORMATION: Final = Judgement(state=CriterionState.INFORMATION)
_UNANSWERED: Final = Judgement(state=CriterionState.UNANSWERED)
_NOT_APPLICABLE: Final = Judgement(state=CriterionState.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistScore:
    """The score of one checklist in one inspection."""

    checklist: Checklist
    criteria: Mapping[str, CriterionScore]
    """Every leaf, by code."""
    groups: Mapping[str, GroupScore]
    """Every other criterion, the root included, by code."""

    @property
    def total(self) -> GroupScore:
        """The score of the whole set."""
        return self.groups[self.checklist.root.code]

    @property
    def is_complete(self) -> bool:
        """Whether no criterion that carries points is left unanswered."""
        return self.total.answered == self.total.leaves

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands that hold: its own, else those of QĐ 766/QĐ-TTg."""
        return self.checklist.bands or DEFAULT_BANDS

    @property
    def band(self) -> Band | None:
        """The band that the points alone reach, once they are complete."""
        converted = self.total.converted
        if not self.is_complete or converted is None:
            return None
        return band_of(converted, self.bands)

    @property
    def rating(self) -> Band | None:
        """The rating, or None as long as the score is incomplete or nothing applies."""
        reached = self.band
        if reached is None:
            return None
        caps = {same_words(one.criterion.rating_cap) for one in self.knocked_out}
        allowed = [band for band in self.bands if same_words(band.name) in caps]
        return min((reached, *allowed), key=lambda band: band.lowest)

    @property
    def knocked_out(self) -> tuple[CriterionScore, ...]:
        """The criteria that hold the rating down (điểm liệt)."""
        return tuple(one for one in self.criteria.values() if one.is_knocked_out)

    def lookup(self, code: str = "") -> Lookup:
        """Return what expressions read, seen from one criterion (`.`)."""
        return self.lookups()(code)

    def lookups(self) -> Callable[[str], Lookup]:
        """Return what gives the lookup of each criterion, for whoever asks of many of them."""
        return _Answers(plan_of(self.checklist), self.criteria).seen_from


def score_checklist(checklist: Checklist, answers: Mapping[str, AnswerFacts]) -> ChecklistScore:
    """Score the answers, by criterion code, against the rules of a checklist.

    An answer that does not fit its criterion is never guessed at: it counts as
    unanswered and its score says why.

    Raises:
        RuleInvalid: if the checklist itself was never checked and a rule is broken.
        ExpressionInvalid: if a condition or calculation is.
    """
    plan = plan_of(checklist)
    scores: dict[str, CriterionScore] = {}
    with localcontext(CONTEXT):
        seen = _Answers(plan, scores)
        for leaf in plan.ordered:
            code = leaf.criterion.code
            answer = answers.get(code)
            scores[code] = (
                _with_logic(leaf, answer, seen) if leaf.has_logic else _score(leaf, answer)
            )
        if plan.ordered is not plan.leaves:
            scores = {leaf.criterion.code: scores[leaf.criterion.code] for leaf in plan.leaves}
        groups = summed(plan, plan.groups, scores)
    return ChecklistScore(
        checklist=checklist, criteria=MappingProxyType(scores), groups=MappingProxyType(groups)
    )


class _Answers:
    """What expressions read while, and after, a checklist is scored."""

    def __init__(self, plan: ScoringPlan, scores: Mapping[str, CriterionScore]) -> None:
        self._plan = plan
        self._scores = scores
        self._met: dict[str, bool | ExpressionFailed] = {}

    def met(self, code: str, condition: Expression) -> bool | ExpressionFailed:
        """Tell whether the condition of a row holds, or why that cannot be said; asked once."""
        found = self._met.get(code)
        if found is None:
            try:
                found = condition.holds(self)
            except ExpressionFailed as failed:
                found = failed
            self._met[code] = found
        return found

    def __call__(self, reference: Reference) -> Value:
        score = self._scores.get(reference.code)
        if score is not None:
            return score.value(reference.aspect)
        if reference.code in self._plan.groups:
            return self._of_group(reference.code, reference.aspect)
        return None

    def seen_from(self, code: str) -> Lookup:
        """Return the lookup of one criterion, which `.` stands for."""
        return lambda reference: self(
            reference if reference.code else Reference(code, reference.aspect)
        )

    def _of_group(self, code: str, aspect: Aspect) -> Value:
        wanted = {code}
        for other, group in self._plan.groups.items():
            if group.criterion.parent_code in wanted:
                wanted.add(other)
        groups = {other: group for other, group in self._plan.groups.items() if other in wanted}
        if any(leaf not in self._scores for leaf in groups[code].leaves):
            return None
        found = summed(self._plan, groups, self._scores)[code]
        match aspect:
            case Aspect.RATE:
                return found.converted
            case Aspect.DENOMINATOR:
                return found.applicable_max
        return found.points


def _with_logic(leaf: LeafPlan, answer: AnswerFacts | None, seen: _Answers) -> CriterionScore:
    """Score a criterion that may be hidden or calculated."""
    problem: AppError | None = None
    for code, condition in leaf.conditions:
        met = seen.met(code, condition)
        if met is False:
            hidden = Judgement(state=CriterionState.HIDDEN, hidden_by=code)
            return CriterionScore(leaf.criterion, leaf.role, hidden, answer)
        if met is not True:
            # What cannot be decided is asked: nothing drops out of a score by mistake.
            problem = met
    if leaf.calculation is None:
        score = _score(leaf, answer)
    else:
        score, problem = _calculated(leaf, leaf.calculation, answer, seen)
    if problem is None or score.problem is not None:
        return score
    return score._replace(judgement=replace(score.judgement, problem=problem))


def _calculated(
    leaf: LeafPlan, calculation: Expression, answer: AnswerFacts | None, seen: _Answers
) -> tuple[CriterionScore, AppError | None]:
    problem: AppError | None = None
    try:
        value = calculated(leaf.criterion, calculation.evaluate(seen))
    except (ExpressionFailed, InvalidValue) as failed:
        value, problem = "", failed
    judgement: Judgement | None = _INFORMATION
    if leaf.has_points:
        plain = answer is None or _is_plain(answer)
        key = (value, None, None, answer.deadline_on if answer else None)
        judgement = leaf.judged.get(key) if plain else None
    score = CriterionScore(leaf.criterion, leaf.role, judgement or _UNANSWERED, answer, value)
    if judgement is None:
        score = score._replace(judgement=_judgement(leaf, score.answer))
    return score, problem


def _score(leaf: LeafPlan, answer: AnswerFacts | None) -> CriterionScore:
    judgement = _judgement(leaf, answer) if leaf.has_points else _INFORMATION
    return CriterionScore(leaf.criterion, leaf.role, judgement, answer)


def _is_plain(answer: AnswerFacts) -> bool:
    """Tell whether only the value decides: it applies and nobody gave points."""
    return (
        not answer.not_applicable
        and answer.self_score is answer.team_score is answer.final_score is None
    )


def _judgement(leaf: LeafPlan, answer: AnswerFacts | None) -> Judgement:
    """Return the judgement of an answer, from memory where an equal one was judged before."""
    if answer is None:
        return _UNANSWERED
    if answer.not_applicable:
        return _NOT_APPLICABLE
    key = _key(answer)
    try:
        return leaf.judged[key]
    except KeyError:
        judgement = _judged(leaf, answer)
        return judgement if judgement.problem else leaf.keep(key, judgement)
    except TypeError:
        # A signalling NaN has no hash; it is refused like any other.
        return _judged(leaf, answer)


def _key(answer: AnswerFacts) -> tuple[object, ...]:
    """Return all that the judgement of an answer that applies depends on."""
    value = (answer.value, answer.numerator, answer.denominator, answer.deadline_on)
    if answer.self_score is answer.team_score is answer.final_score is None:
        return value
    # Points are kept as they are spelt: 0.5 and 0.50 are equal and read differently.
    return (
        *value,
        answer.self_score,
        str(answer.team_score),
        not answer.team_reason.strip(),
        str(answer.final_score),
        not answer.final_reason.strip(),
    )


def _judged(leaf: LeafPlan, answer: AnswerFacts) -> Judgement:
    try:
        by_rule = judged(leaf.rule, answer)
    except InvalidValue as problem:
        return Judgement(state=CriterionState.UNANSWERED, problem=problem)
    by_rule_points = by_rule.points if by_rule else None
    given = (answer.final_score, answer.team_score, by_rule_points)
    points = next((number for number in given if number is not None), None)
    if points is None:
        return _UNANSWERED
    return Judgement(
        state=CriterionState.SCORED,
        points=_NOTHING - points if leaf.role is CriterionRole.PENALTY else points,
        rule_points=by_rule_points,
        tier=by_rule.tier if by_rule else None,
        rate=by_rule.rate if by_rule else None,
        amount=by_rule.amount if by_rule else None,
        chosen=by_rule.chosen if by_rule else (),
    )
