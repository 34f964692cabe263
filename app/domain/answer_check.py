"""Whether an answer fits its criterion, and what the criterion's rule gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NoReturn

from app.domain.answer import AnswerFacts
from app.domain.checklist import AnswerType, Criterion
from app.domain.rule import CENT, NEVER, WORDS, Rule, Tier, number_text
from app.domain.rule_text import parse_rule
from app.errors import InvalidValue
from app.words import translate

_HUNDRED: Final = Decimal(100)
_MOST: Final = Decimal(10) ** 15
_SCORE: Final = re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?")
_RATE: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{1,10})?")
_COUNT: Final = re.compile(r"[0-9]{1,9}")
_MEASURED: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What a rule gives an answer, and by which tier."""

    points: Decimal
    tier: Tier | None = None
    rate: Decimal | None = None
    """The percentage that chose the tier, unrounded."""
    amount: Decimal | None = None
    """What was counted or measured; of a day with a deadline, the days late."""
    chosen: tuple[Tier, ...] = ()
    """The tiers that were added up, where several may be chosen."""


def rule_of(criterion: Criterion) -> Rule:
    """Return the rule of a criterion.

    Raises:
        RuleInvalid: if its text is not in the grammar.
    """
    return parse_rule(criterion.scoring_rule, criterion.answer_type, criterion.max_score)


def check_answer(criterion: Criterion, answer: AnswerFacts) -> None:
    """Prove that an answer fits its criterion; a percentage half filled in still does.

    Raises:
        InvalidValue: naming the field, if a value does not fit the answer type, points lie
            beyond 0 and the maximum, or a departure from the rule gives no reason.
    """
    judged(rule_of(criterion), answer)


def judged(rule: Rule, answer: AnswerFacts) -> Earned | None:
    """Prove that an answer fits a rule, and return what the rule gives it.

    Raises:
        InvalidValue: as `check_answer` does.
    """
    if answer.not_applicable:
        _check_left_out(rule, answer)
    for field in ("self_score", "team_score", "final_score"):
        points: Decimal | None = getattr(answer, field)
        if points is not None:
            _within(rule, field, points)
    if answer.not_applicable:
        return None
    by_rule = earned(rule, answer)
    if answer.team_score is not None or answer.final_score is not None:
        _check_reasons(answer, by_rule)
    return by_rule


def earned(rule: Rule, answer: AnswerFacts) -> Earned | None:
    """Return what a rule gives an answer, or None where nothing, or only half, is answered.

    Raises:
        InvalidValue: naming the field, if the answer is not spelt as its type asks.
    """
    if rule.answer_type is AnswerType.PERCENT:
        return _percent(rule, answer)
    for field in ("numerator", "denominator"):
        if getattr(answer, field) is not None:
            _refuse(field, getattr(answer, field), translate("only a percentage has it"))
    value = answer.value.strip()
    if not value:
        return None
    return (
        _of_day(rule, answer, value)
        if rule.answer_type is AnswerType.DATE
        else _by_value(rule, value)
    )


def _by_value(rule: Rule, value: str) -> Earned | None:
    match rule.answer_type:
        case AnswerType.SCORE:
            points = _spelt(_SCORE, value, translate("points are written like 1.5"))
            return Earned(points=_within(rule, "value", points))
        case AnswerType.COUNT:
            return _of_amount(rule, _spelt(_COUNT, value, translate("a whole number is needed")))
        case AnswerType.NUMBER:
            return _of_amount(
                rule, _spelt(_MEASURED, value, translate("a number is written like 12.5"))
            )
        case AnswerType.TEXT:
            return None
        case AnswerType.MULTIPLE:
            return _of_choices(rule, value)
        case _:
            return _by_word(rule, value)


def _of_amount(rule: Rule, amount: Decimal) -> Earned | None:
    if rule.each is not None:
        points = rule.each.points_for(amount, rule.max_score)
        return Earned(points=points.quantize(CENT, ROUND_HALF_UP), amount=amount)
    tier = rule.tier_at(amount)
    return Earned(points=tier.points, tier=tier, amount=amount) if tier else None


def _of_day(rule: Rule, answer: AnswerFacts, value: str) -> Earned | None:
    """Return what a day earns by how late it is; without a deadline, nothing yet."""
    if value == NEVER and rule.measures_days:
        if rule.each is None:
            return _of_tier(rule.tier_never)
        return Earned(points=Decimal(0) if rule.each.deducts else rule.max_score)
    day = _day(value)
    deadline = rule.deadline or answer.deadline_on
    if deadline is None or not rule.measures_days:
        return None
    late = Decimal((day - deadline).days)
    return _of_amount(rule, late if rule.each is None else max(late, Decimal(0)))


def _of_choices(rule: Rule, value: str) -> Earned | None:
    names = [] if value == NEVER else [part.strip() for part in value.split(";")]
    chosen = []
    for name in names:
        tier = rule.tier_named(name)
        if tier is None and rule.tiers:
            _refuse("value", name, translate("it is not one of the choices of the rule"))
        if tier in chosen:
            _refuse("value", name, translate("it is chosen twice"))
        if tier is not None:
            chosen.append(tier)
    total = sum((tier.points for tier in chosen), Decimal(0))
    return Earned(points=min(total, rule.max_score), chosen=tuple(chosen))


def _by_word(rule: Rule, value: str) -> Earned | None:
    words = WORDS.get(rule.answer_type)
    if words is not None and value not in words:
        _refuse("value", value, translate("it must be one of {words}", words=", ".join(words)))
    tier = rule.tier_named(words[value] if words else value)
    if tier is None and rule.tiers:
        _refuse("value", value, translate("it is not one of the choices of the rule"))
    return _of_tier(tier)


def _of_tier(tier: Tier | None) -> Earned | None:
    return Earned(points=tier.points, tier=tier) if tier else None


def _day(value: str) -> date:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        _refuse("value", value, translate("a day is written like 2026-11-20"))
    return day


def _percent(rule: Rule, answer: AnswerFacts) -> Earned | None:
    part, whole = answer.numerator, answer.denominator
    if part is None and whole is None:
        if not answer.value.strip():
            return None
        part, whole = _spelt_rate(answer.value.strip()), _HUNDRED
    _check_share("numerator", part)
    _check_share("denominator", whole)
    if whole == 0:
        _refuse("denominator", whole, translate("it is 0: mark the criterion as not applicable"))
    if part is None or whole is None:
        return None
    if part > whole:
        _refuse("numerator", part, translate("it is greater than the denominator"))
    return _by_rate(rule, part * _HUNDRED, whole)


def _by_rate(rule: Rule, amount: Decimal, of: Decimal) -> Earned | None:
    tier = rule.tier_at(amount, of)
    if tier is None:
        return None
    return Earned(points=tier.points_at(amount, of), tier=tier, rate=amount / of)


def _spelt_rate(value: str) -> Decimal:
    rate = _spelt(_RATE, value, translate("a rate is written like 97.5"))
    if rate > _HUNDRED:
        _refuse("value", value, translate("a rate lies between 0 and 100"))
    return rate


def _check_share(field: str, number: Decimal | None) -> None:
    if number is not None and not (number.is_finite() and 0 <= number < _MOST):
        _refuse(field, number, translate("it must be a number from 0 up"))


def _check_left_out(rule: Rule, answer: AnswerFacts) -> None:
    if not (rule.may_be_left_out or rule.is_informative or answer.comment.strip()):
        _refuse(
            "not_applicable",
            translate("not applicable"),
            translate("the rule does not provide for it: say why in the comment"),
        )
    for field in ("team_score", "final_score"):
        if getattr(answer, field) is not None:
            _refuse(
                field,
                getattr(answer, field),
                translate("a criterion that is not applicable has no points"),
            )


def _check_reasons(answer: AnswerFacts, by_rule: Earned | None) -> None:
    counted = by_rule.points if by_rule else None
    for field, points, reason in (
        ("team_score", answer.team_score, answer.team_reason),
        ("final_score", answer.final_score, answer.final_reason),
    ):
        if points is None:
            continue
        if points != counted and not reason.strip():
            _refuse(field, points, translate("other points than before need their reason"))
        counted = points


def _within(rule: Rule, field: str, points: Decimal) -> Decimal:
    if not points.is_finite() or not 0 <= points <= rule.max_score:
        most = number_text(rule.max_score)
        _refuse(field, points, translate("points lie between 0 and {most}", most=most))
    if points != points.quantize(CENT):
        _refuse(field, points, translate("points have two decimals at most"))
    return points


def _spelt(pattern: re.Pattern[str], value: str, reason: str) -> Decimal:
    if not pattern.fullmatch(value):
        _refuse("value", value, reason)
    return Decimal(value)


def _refuse(field: str, value: object, reason: str) -> NoReturn:
    raise InvalidValue(field=field, value=str(value), reason=reason)
