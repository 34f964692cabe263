"""Whether an answer fits its criterion, and what the criterion's rule gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NoReturn

from app.domain.answer import AnswerFacts
from app.domain.checklist import AnswerType, Criterion
from app.domain.rule import CENT, WORDS, Rule, Tier, number_text
from app.domain.rule_text import parse_rule
from app.errors import InvalidValue
from app.words import translate

_HUNDRED: Final = Decimal(100)
_MOST: Final = Decimal(10) ** 15
_SCORE: Final = re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?")
_RATE: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{1,10})?")
_COUNT: Final = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What a rule gives an answer, and by which tier."""

    points: Decimal
    tier: Tier | None = None
    rate: Decimal | None = None
    """The percentage that chose the tier, unrounded."""


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
    rule = rule_of(criterion)
    if answer.not_applicable:
        _check_left_out(rule, answer)
    _check_points(rule, answer)


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
    return _by_value(rule, value) if value else None


def _by_value(rule: Rule, value: str) -> Earned | None:
    match rule.answer_type:
        case AnswerType.SCORE:
            points = _spelt(_SCORE, value, translate("points are written like 1.5"))
            return Earned(points=_within(rule, "value", points))
        case AnswerType.COUNT:
            count = _spelt(_COUNT, value, translate("a whole number is needed"))
            return _of_tier(rule.tier_at(count))
        case AnswerType.TEXT:
            return None
        case AnswerType.DATE:
            _check_day(value)
            return None
        case _:
            return _by_word(rule, value)


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


def _check_day(value: str) -> None:
    try:
        day = date.fromisoformat(value).isoformat()
    except ValueError:
        day = ""
    if day != value:
        _refuse("value", value, translate("a day is written like 2026-11-20"))


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


def _check_points(rule: Rule, answer: AnswerFacts) -> None:
    for field in ("self_score", "team_score", "final_score"):
        points: Decimal | None = getattr(answer, field)
        if points is not None:
            _within(rule, field, points)
    if answer.not_applicable:
        return
    by_rule = earned(rule, answer)
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
