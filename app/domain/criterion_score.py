"""The score of one criterion and of one group, and what expressions read from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Final, NamedTuple

from app.domain.answer import AnswerFacts
from app.domain.checklist import AnswerType, Criterion, CriterionRole
from app.domain.expression import Aspect, Value
from app.domain.expression_value import CONTEXT
from app.domain.rule import CENT, NEVER, Tier, number_text
from app.errors import AppError
from app.words import translate

_HUNDRED: Final = Decimal(100)
# Expressions read a hundred thousand values at a time: members are not looked for each time.
_VALUE: Final = Aspect.VALUE
_POINTS: Final = Aspect.POINTS
_NUMERATOR: Final = Aspect.NUMERATOR
_RATE: Final = Aspect.RATE


class CriterionState(Enum):
    """Whether a criterion takes part in the score."""

    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"
    INFORMATION = "information"
    HIDDEN = "hidden"
    """Ẩn: its condition, or that of a group above it, is false; an answer there is kept."""


_HIDDEN: Final = CriterionState.HIDDEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a rule, and who departed from it, make of an answer; equal answers share one.

    `points` are headquarters', else the team's, else the rule's; those of a penalty are
    below 0. `rule_points` are always as the rule gives them.
    """

    state: CriterionState
    points: Decimal | None = None
    rule_points: Decimal | None = None
    tier: Tier | None = None
    rate: Decimal | None = None
    """The percentage that chose the tier, unrounded."""
    amount: Decimal | None = None
    """What was counted or measured; of a day with a deadline, the days late."""
    chosen: tuple[Tier, ...] = ()
    """The tiers that were added up, where several may be chosen."""
    problem: AppError | None = None
    """Why an answer that is there cannot be scored; it then counts as unanswered."""
    hidden_by: str = ""
    """The code of the row whose condition is false."""


class CriterionScore(NamedTuple):
    """What one answer earns. A bare tuple, because a province has a hundred thousand of them."""

    criterion: Criterion
    role: CriterionRole
    judgement: Judgement
    given: AnswerFacts | None
    """What a person recorded."""
    calculated: str | None = None
    """The value that its calculation puts in the place of the person's."""

    @property
    def answer(self) -> AnswerFacts | None:
        """The answer that is scored: what was recorded, with what was calculated."""
        if self.calculated is None:
            return self.given
        kept = self.given or AnswerFacts()
        return replace(kept, value=self.calculated, numerator=None, denominator=None)

    @property
    def state(self) -> CriterionState:
        """Whether it takes part in the score."""
        return self.judgement.state

    @property
    def max_score(self) -> Decimal:
        """The most it can earn, or, of a penalty, cost."""
        return self.criterion.max_score

    @property
    def points(self) -> Decimal | None:
        """The points that count; those of a penalty are below 0."""
        return self.judgement.points

    @property
    def rule_points(self) -> Decimal | None:
        """The points by the rule alone."""
        return self.judgement.rule_points

    @property
    def tier(self) -> Tier | None:
        """The tier the answer falls in."""
        return self.judgement.tier

    @property
    def rate(self) -> Decimal | None:
        """The percentage that chose the tier, unrounded."""
        return self.judgement.rate

    @property
    def problem(self) -> AppError | None:
        """Why an answer that is there cannot be scored."""
        return self.judgement.problem

    @property
    def is_knocked_out(self) -> bool:
        """Whether it holds the rating down (điểm liệt): nothing earned, or a penalty taken."""
        if not self.criterion.rating_cap or self.points is None or not self.max_score:
            return False
        return (self.points == 0) != (self.role is CriterionRole.PENALTY)

    @property
    def reason(self) -> str:
        """Why it has these points, in words."""
        most = number_text(self.max_score)
        if self.state is CriterionState.HIDDEN:
            return translate(
                "Hidden: the condition of {code} is not met; it does not count.",
                code=self.judgement.hidden_by,
            )
        if self.state is CriterionState.INFORMATION:
            return translate("For information, no points.")
        if self.state is CriterionState.NOT_APPLICABLE:
            return translate("Not applicable: the maximum is lower by {most}.", most=most)
        if self.problem is not None:
            return _refused(self.problem)
        if self.state is CriterionState.UNANSWERED or self.answer is None:
            return translate("Not answered: {most} stay in the maximum.", most=most)
        return " ".join((*self.rule_reason(), *self.overrides()))

    def rule_reason(self) -> Iterable[str]:
        """Yield what the rule makes of the answer, if it makes anything."""
        if self.rule_points is None:
            return
        gaps = {"points": number_text(self.rule_points), "most": number_text(self.max_score)}
        if self.judgement.chosen:
            listed = "; ".join(f"“{one.condition}”: {one.earns}" for one in self.judgement.chosen)
            yield translate("{chosen}: together {points} of {most}.", chosen=listed, **gaps)
        elif self.tier is not None:
            yield self._tier_reason(self.tier, gaps)
        elif self.judgement.amount is not None:
            yield translate("{amount}: {points} of {most}.", amount=self.amount_text, **gaps)
        elif self.answer is not None and self.answer.value == NEVER:
            yield translate("Nothing was done or chosen: {points} of {most}.", **gaps)
        elif self.calculated is not None:
            yield translate("By calculation: {points} of {most}.", **gaps)
        else:
            yield translate("Entered directly: {points} of {most}.", **gaps)

    def _tier_reason(self, tier: Tier, gaps: dict[str, str]) -> str:
        gaps = gaps | {"condition": tier.condition, "formula": tier.earns}
        shown = _rate_text(self)
        if not shown:
            if self.judgement.amount is None or self.criterion.answer_type is AnswerType.COUNT:
                return translate("“{condition}”: {points} of {most}.", **gaps)
            amount = self.amount_text
            return translate("{amount}, “{condition}”: {points} of {most}.", amount=amount, **gaps)
        if tier.share is None:
            return translate("{rate}, “{condition}”: {points} of {most}.", rate=shown, **gaps)
        return translate(
            "{rate}, “{condition}”: {formula} = {points} of {most}.", rate=shown, **gaps
        )

    @property
    def amount_text(self) -> str:
        """What was counted or measured, as it is read."""
        if self.judgement.amount is None:
            return ""
        if self.criterion.answer_type is not AnswerType.DATE:
            return number_text(self.judgement.amount)
        if self.judgement.amount > 0:
            return translate("{days} days late", days=number_text(self.judgement.amount))
        if self.judgement.amount < 0:
            return translate("{days} days early", days=number_text(-self.judgement.amount))
        return translate("on the last day")

    def overrides(self) -> Iterable[str]:
        """Yield who gave other points than the rule, and why."""
        answer = self.answer
        if answer is not None and answer.team_score is not None:
            yield translate(
                "The team gave {points}: {reason}.",
                points=number_text(answer.team_score),
                reason=answer.team_reason.strip().rstrip("."),
            )
        if answer is not None and answer.final_score is not None:
            yield translate(
                "Headquarters settled {points}: {reason}.",
                points=number_text(answer.final_score),
                reason=answer.final_reason.strip().rstrip("."),
            )

    def value(self, aspect: Aspect) -> Value:
        """Return what an expression reads here; nothing where it is hidden or not applicable."""
        criterion, _role, judgement, answer, calculated = self
        if aspect is _POINTS:
            return judgement.points
        if calculated is not None:
            answer = self.answer
        if answer is None or answer.not_applicable or judgement.state is _HIDDEN:
            return None
        if aspect is _VALUE:
            return _typed(criterion.answer_type, answer)
        if aspect is _RATE:
            return _rate(answer)
        return _finite(answer.numerator if aspect is _NUMERATOR else answer.denominator)


def _rate_text(score: CriterionScore) -> str:
    """Return its rate with the two numbers; never rounded up to a whole it does not reach."""
    if score.rate is None:
        return ""
    shown = score.rate.quantize(CENT, ROUND_HALF_UP)
    if shown == shown.to_integral_value() != score.rate:
        shown = score.rate
    answer = score.answer
    if answer is None or answer.numerator is None or answer.denominator is None:
        return f"{number_text(shown)}%"
    numbers = f"{number_text(answer.numerator)}/{number_text(answer.denominator)}"
    return f"{number_text(shown)}% ({numbers})"


def _refused(problem: AppError) -> str:
    if {"value", "reason"} <= problem.params.keys():
        return translate("Not scored: “{value}” was refused, {reason}.", **problem.params)
    return translate("Not scored: {reason}.", reason=problem.params.get("reason", problem.text))


def _finite(number: Decimal | None) -> Decimal | None:
    return number if number is not None and number.is_finite() else None


def _rate(answer: AnswerFacts) -> Decimal | None:
    part, whole = _finite(answer.numerator), _finite(answer.denominator)
    if part is not None and whole:
        return CONTEXT.divide(CONTEXT.multiply(part, _HUNDRED), whole)
    return _spelt(answer.value)


def _spelt(value: str) -> Decimal | None:
    """Return the number an answer spells, or None; answers that do not fit give nothing."""
    text = value.strip()
    plain = text.removeprefix("-").replace(".", "", 1)
    return Decimal(text) if plain.isascii() and plain.isdigit() and len(plain) < _LONGEST else None


_LONGEST: Final = 26


def _typed(kind: AnswerType, answer: AnswerFacts) -> Value:
    if kind is _PERCENT:
        return _rate(answer)
    value = answer.value.strip()
    if kind in _NUMBERS:
        return _spelt(value)
    if kind is _DATE:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value or None


_PERCENT: Final = AnswerType.PERCENT
_DATE: Final = AnswerType.DATE
_NUMBERS: Final = (AnswerType.COUNT, AnswerType.NUMBER, AnswerType.SCORE)


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
    """The criteria that carry points; those that only inform or are hidden do not count."""
    left_out: int = 0
    """How many criteria do not arise or are hidden."""
    role: CriterionRole = CriterionRole.SCORED
    uncapped: Decimal = Decimal(0)
    """The points before they were held within the group's limits."""
    bonus: Decimal = Decimal(0)
    penalty: Decimal = Decimal(0)
    """How much of the points was added or taken by bonus and penalty; of a penalty, below 0."""

    @property
    def converted(self) -> Decimal | None:
        """The points on a scale of 100, or None where nothing applies."""
        if self.applicable_max == 0:
            return None
        hundredfold = CONTEXT.multiply(self.points, _HUNDRED)
        return CONTEXT.divide(hundredfold, self.applicable_max).quantize(CENT, context=CONTEXT)
