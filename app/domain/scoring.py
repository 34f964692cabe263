"""Scores: what the answers to a checklist earn, and why, criterion by criterion.

The arithmetic is that of `domain` §4: what does not arise lowers the maximum, what is
not answered keeps it, and everything is decimal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from types import MappingProxyType
from typing import Final

from app.domain.answer import AnswerFacts
from app.domain.answer_check import Earned, check_answer, earned, rule_of
from app.domain.band import DEFAULT_BANDS, Band, band_of
from app.domain.checklist import Checklist, Criterion
from app.domain.rule import CENT, Rule, Tier, number_text
from app.domain.rule_text import RuleInvalid, parse_rule
from app.errors import InvalidValue
from app.words import translate

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

_HUNDRED: Final = Decimal(100)


class CriterionState(Enum):
    """Whether a criterion takes part in the score."""

    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore:
    """What one answer earns; `points` are headquarters', else the team's, else the rule's."""

    criterion: Criterion
    state: CriterionState
    max_score: Decimal
    points: Decimal | None = None
    rule_points: Decimal | None = None
    tier: Tier | None = None
    rate: Decimal | None = None
    """The percentage that chose the tier, unrounded."""
    answer: AnswerFacts | None = None
    problem: InvalidValue | None = None
    """Why an answer that is there cannot be scored; it then counts as unanswered."""

    @property
    def reason(self) -> str:
        """Why it has these points, in words."""
        most = number_text(self.max_score)
        if self.state is CriterionState.INFORMATION:
            return translate("For information, no points.")
        if self.state is CriterionState.NOT_APPLICABLE:
            return translate("Not applicable: the maximum is lower by {most}.", most=most)
        if self.problem is not None:
            return translate("Not scored: “{value}” was refused, {reason}.", **self.problem.params)
        if self.state is CriterionState.UNANSWERED or self.answer is None:
            return translate("Not answered: {most} stay in the maximum.", most=most)
        return " ".join((*self._rule_reason(self.answer), *_overrides(self.answer)))

    def _rule_reason(self, answer: AnswerFacts) -> Iterable[str]:
        if self.rule_points is None:
            return
        gaps = {"points": number_text(self.rule_points), "most": number_text(self.max_score)}
        if self.tier is None:
            yield translate("Entered directly: {points} of {most}.", **gaps)
            return
        gaps |= {"condition": self.tier.condition, "formula": self.tier.earns}
        if self.rate is None:
            yield translate("“{condition}”: {points} of {most}.", **gaps)
        elif self.tier.share is None:
            yield translate(
                "{rate}, “{condition}”: {points} of {most}.",
                rate=_rate_text(self.rate, answer),
                **gaps,
            )
        else:
            yield translate(
                "{rate}, “{condition}”: {formula} = {points} of {most}.",
                rate=_rate_text(self.rate, answer),
                **gaps,
            )


def _rate_text(rate: Decimal, answer: AnswerFacts) -> str:
    """Return a rate with its two numbers; never rounded up to a whole it does not reach."""
    shown = rate.quantize(CENT, ROUND_HALF_UP)
    if shown == shown.to_integral_value() != rate:
        shown = rate
    if answer.numerator is None or answer.denominator is None:
        return f"{number_text(shown)}%"
    return (
        f"{number_text(shown)}% ({number_text(answer.numerator)}/{number_text(answer.denominator)})"
    )


def _overrides(answer: AnswerFacts) -> Iterable[str]:
    if answer.team_score is not None:
        yield translate(
            "The team gave {points}: {reason}.",
            points=number_text(answer.team_score),
            reason=answer.team_reason.strip().rstrip("."),
        )
    if answer.final_score is not None:
        yield translate(
            "Headquarters settled {points}: {reason}.",
            points=number_text(answer.final_score),
            reason=answer.final_reason.strip().rstrip("."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScore:
    """The sum of the criteria under one group; the root's is the total."""

    code: str
    text: str
    points: Decimal
    applicable_max: Decimal
    """The maximum without what does not arise."""
    max_score: Decimal
    answered: int
    """How many of the `leaves` are scored or not applicable."""
    leaves: int
    """The criteria that carry points; those that only inform do not count."""

    @property
    def converted(self) -> Decimal | None:
        """The points on a scale of 100, or None where nothing applies."""
        if self.applicable_max == 0:
            return None
        return (self.points * _HUNDRED / self.applicable_max).quantize(CENT, ROUND_HALF_UP)


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
    def rating(self) -> Band | None:
        """The rating, or None as long as the score is incomplete or nothing applies."""
        bands = self.checklist.bands or DEFAULT_BANDS
        converted = self.total.converted
        return band_of(converted, bands) if self.is_complete and converted is not None else None


def score_checklist(checklist: Checklist, answers: Mapping[str, AnswerFacts]) -> ChecklistScore:
    """Score the answers, by criterion code, against the rules of a checklist.

    An answer that does not fit its criterion is never guessed at: it counts as
    unanswered and its score says why.

    Raises:
        RuleInvalid: if the checklist itself was never checked and a rule is broken.
    """
    leaves = {leaf.code: _score(leaf, answers.get(leaf.code)) for leaf in checklist.leaves()}
    under: dict[str, list[CriterionScore]] = {
        row.code: [] for row in checklist.criteria if row.code not in leaves
    }
    lineage: dict[str, tuple[str, ...]] = {}
    for row in checklist.criteria:
        lineage[row.code] = (*lineage.get(row.parent_code, ()), row.code)
    for code, score in leaves.items():
        for group in lineage[code][:-1]:
            under[group].append(score)
    groups = {
        row.code: _sum(row, under[row.code]) for row in checklist.criteria if row.code in under
    }
    return ChecklistScore(
        checklist=checklist, criteria=MappingProxyType(leaves), groups=MappingProxyType(groups)
    )


def _score(criterion: Criterion, answer: AnswerFacts | None) -> CriterionScore:
    rule = rule_of(criterion)
    score = CriterionScore(
        criterion=criterion,
        state=CriterionState.UNANSWERED,
        max_score=criterion.max_score,
        answer=answer,
    )
    if rule.is_informative:
        return replace(score, state=CriterionState.INFORMATION)
    if answer is None:
        return score
    if answer.not_applicable:
        return replace(score, state=CriterionState.NOT_APPLICABLE)
    try:
        check_answer(criterion, answer)
    except InvalidValue as problem:
        return replace(score, problem=problem)
    return _counted(score, answer, earned(rule, answer))


def _counted(score: CriterionScore, answer: AnswerFacts, by_rule: Earned | None) -> CriterionScore:
    """Return the score with the points that count: settled, else the team's, else the rule's."""
    by_rule_points = by_rule.points if by_rule else None
    given = (answer.final_score, answer.team_score, by_rule_points)
    points = next((number for number in given if number is not None), None)
    if points is None:
        return score
    return replace(
        score,
        state=CriterionState.SCORED,
        points=points,
        rule_points=by_rule_points,
        tier=by_rule.tier if by_rule else None,
        rate=by_rule.rate if by_rule else None,
    )


def _sum(row: Criterion, scores: Sequence[CriterionScore]) -> GroupScore:
    scored = [score for score in scores if score.state is not CriterionState.INFORMATION]
    left_out = [score for score in scored if score.state is CriterionState.NOT_APPLICABLE]
    most = sum((score.max_score for score in scored), Decimal(0))
    return GroupScore(
        code=row.code,
        text=row.text,
        points=sum((score.points for score in scored if score.points is not None), Decimal(0)),
        applicable_max=most - sum((score.max_score for score in left_out), Decimal(0)),
        max_score=most,
        answered=sum(score.state is not CriterionState.UNANSWERED for score in scored),
        leaves=len(scored),
    )
