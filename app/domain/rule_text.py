"""The grammar of scoring rules: `condition: points; condition: points; … | note` (`domain` §12).

By hand, with a handful of patterns, because the grammar is the wording that decisions
are issued in; nothing of it is ever evaluated as code.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final

from app.domain.checklist import AnswerType
from app.domain.rule import NEVER, WORDS, Each, Rule, Share, Tier, number_text, same_words
from app.domain.rule_span import with_spans
from app.domain.text import clean
from app.errors import AppError
from app.words import mark, translate

_NOT_SCORED: Final = "không chấm điểm"
_NUMBER: Final = r"[0-9]{1,6}(?:,[0-9]{1,4})?"
_FORMULA: Final = rf"điểm\s*=\s*tỷ lệ\s*/\s*(?P<base>{_NUMBER})\s*%\s*[×x*]\s*(?P<top>{_NUMBER})"
_TIER: Final = re.compile(
    rf"(?P<condition>.+?)\s*:\s*(?:(?P<points>{_NUMBER})|{_FORMULA})", re.IGNORECASE
)
_EACH: Final = re.compile(
    rf"Mỗi (?P<unit>[^;:]+?)\s*:\s*(?P<deducts>trừ |-)?\s*(?P<points>{_NUMBER})", re.IGNORECASE
)
_DEADLINE: Final = re.compile(r"\bHạn:?\s*(?P<day>[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})", re.IGNORECASE)
_CHOSEN: Final = frozenset({AnswerType.CHOICE, AnswerType.MULTIPLE})
_COUNTED: Final = frozenset({AnswerType.COUNT, AnswerType.NUMBER, AnswerType.DATE})
"""The answers that `Mỗi …` can multiply."""


class RuleInvalid(AppError):
    """A scoring rule breaks its grammar or contradicts its criterion."""

    code = "rule_invalid"
    message = mark(
        "A scoring rule cannot be used: {reason}. Nothing was changed. Correct the rule."
    )


@lru_cache(maxsize=4096)
def parse_rule(text: str, answer_type: AnswerType, max_score: Decimal) -> Rule:
    """Read a scoring rule as issued, for a criterion of this answer type and maximum.

    Raises:
        RuleInvalid: with the reason, if it is not in the grammar, leaves a gap, or gives
            other points than the criterion has.
    """
    body, _, note = (part.strip() for part in clean(text).partition("|"))
    if not max_score.is_finite() or max_score < 0:
        raise RuleInvalid(reason=translate("the maximum is not a number from 0 up"))
    each = _each(body, answer_type, max_score)
    rule = Rule(
        answer_type=answer_type,
        max_score=max_score,
        tiers=() if each else _tiers(body, answer_type, max_score),
        note=note,
        each=each,
        deadline=_deadline(note) if answer_type is AnswerType.DATE else None,
    )
    if answer_type is AnswerType.MULTIPLE:
        _check_choices(rule)
    elif rule.tiers:
        _check_conditions(rule)
        _check_points(rule)
    return rule


def _each(body: str, answer_type: AnswerType, max_score: Decimal) -> Each | None:
    found = _EACH.fullmatch(" ".join(body.rstrip("; ").split()))
    if found is None or answer_type not in _COUNTED or not max_score:
        return None
    points = _number(found["points"])
    if not 0 < points <= max_score:
        raise RuleInvalid(
            reason=translate(
                "“{unit}” counts {points}, it must lie between 0 and the maximum of {most}",
                unit=found["unit"],
                points=number_text(points),
                most=number_text(max_score),
            )
        )
    return Each(unit=found["unit"], points=points, deducts=bool(found["deducts"]))


def _deadline(note: str) -> date | None:
    found = _DEADLINE.search(note)
    if found is None:
        return None
    day, month, year = map(int, found["day"].split("/"))
    try:
        return date(year, month, day)
    except ValueError as error:
        raise RuleInvalid(
            reason=translate("the deadline {day} is not a day", day=found["day"])
        ) from error


def _tiers(body: str, answer_type: AnswerType, max_score: Decimal) -> tuple[Tier, ...]:
    free = answer_type in {AnswerType.SCORE, AnswerType.TEXT}
    if max_score and (
        answer_type is AnswerType.TEXT or (answer_type is AnswerType.DATE and _informs(body))
    ):
        raise RuleInvalid(
            reason=translate("a text, or a date without tiers, earns no points: its maximum is 0")
        )
    informs = not max_score and _informs(body) and answer_type not in _CHOSEN
    if free or informs or (answer_type is AnswerType.DATE and not max_score):
        return ()
    steps = [" ".join(step.split()) for step in body.rstrip("; ").split(";")]
    tiers = [_tier(step) for step in steps]
    try:
        return with_spans(tiers, answer_type)
    except ValueError as error:
        raise RuleInvalid(
            reason=translate(
                "“{condition}” is not a condition for this type of answer", condition=error
            )
        ) from error


def _informs(body: str) -> bool:
    return same_words(body) in {"", _NOT_SCORED}


def _tier(step: str) -> Tier:
    found = _TIER.fullmatch(step)
    if found is None:
        raise RuleInvalid(
            reason=translate(
                "“{tier}” is not “condition: points” with a decimal comma, as in “Có: 0,5”",
                tier=step,
            )
        )
    share = None
    if found["base"]:
        share = Share(_number(found["base"]), _number(found["top"]))
    return Tier(
        condition=found["condition"],
        points=share.top if share else _number(found["points"]),
        share=share,
    )


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _check_conditions(rule: Rule) -> None:
    words = WORDS.get(rule.answer_type)
    named = [same_words(tier.condition) for tier in rule.tiers]
    if words is not None and sorted(named) != sorted(map(same_words, words.values())):
        raise RuleInvalid(
            reason=translate(
                "the tiers must be exactly {conditions}",
                conditions=", ".join(f"“{word}”" for word in words.values()),
            )
        )
    if len(named) == 1:
        raise RuleInvalid(reason=translate("there is only one tier; at least two are needed"))
    for condition in named:
        if named.count(condition) > 1:
            raise RuleInvalid(
                reason=translate("“{condition}” stands there twice", condition=condition)
            )
    if rule.tiers[0].span is not None:
        _check_spans(rule.tiers)


def _check_choices(rule: Rule) -> None:
    """Refuse choices that stand there twice or cannot reach the maximum together."""
    named = [same_words(tier.condition) for tier in rule.tiers]
    for tier, condition in zip(rule.tiers, named, strict=True):
        if named.count(condition) > 1 or condition == NEVER:
            raise RuleInvalid(
                reason=translate("“{condition}” stands there twice", condition=tier.condition)
            )
        if tier.share or tier.points > rule.max_score:
            raise RuleInvalid(
                reason=translate(
                    "“{condition}” gives {found}, the maximum is {expected} points",
                    condition=tier.condition,
                    found=tier.earns,
                    expected=number_text(rule.max_score),
                )
            )
    together = sum((tier.points for tier in rule.tiers), Decimal(0))
    if rule.tiers and together < rule.max_score:
        raise RuleInvalid(
            reason=translate(
                "all choices together give {found}, the maximum is {expected} points",
                found=number_text(together),
                expected=number_text(rule.max_score),
            )
        )


def _check_spans(tiers: tuple[Tier, ...]) -> None:
    """Refuse tiers that leave a value out or claim it twice, in their order up or down."""
    steps = [(tier.condition, tier.span) for tier in tiers if tier.span is not None]
    if steps[0][1].low > steps[-1][1].low:
        steps.reverse()
    if steps[0][1].low > 0:
        raise RuleInvalid(
            reason=translate("no tier covers values below “{condition}”", condition=steps[0][0])
        )
    if steps[-1][1].below is not None:
        raise RuleInvalid(
            reason=translate("no tier covers values above “{condition}”", condition=steps[-1][0])
        )
    for (lower, below), (upper, above) in pairwise(steps):
        if below.below != above.low:
            gap = below.below is not None and below.below < above.low
            told = (
                translate(
                    "there is a gap between “{lower}” and “{upper}”", lower=lower, upper=upper
                )
                if gap
                else translate("“{lower}” and “{upper}” overlap", lower=lower, upper=upper)
            )
            raise RuleInvalid(reason=told)


def _check_points(rule: Rule) -> None:
    first, last = rule.tiers[0], rule.tiers[-1]
    if first.share or first.points != rule.max_score:
        raise RuleInvalid(
            reason=translate(
                "the first tier gives {found}, the maximum is {expected} points",
                found=first.earns,
                expected=number_text(rule.max_score),
            )
        )
    if last.share or last.points != 0:
        raise RuleInvalid(
            reason=translate("the last tier gives {found} instead of 0", found=last.earns)
        )
    for tier in rule.tiers:
        if tier.share is not None:
            _check_share(rule, tier, tier.share)
    for better, worse in pairwise(rule.tiers):
        if _least(better) < _most(worse):
            raise RuleInvalid(
                reason=translate(
                    "“{worse}” can give more than “{better}”",
                    worse=worse.condition,
                    better=better.condition,
                )
            )


def _check_share(rule: Rule, tier: Tier, share: Share) -> None:
    """Refuse a formula that could give more than the maximum, or more for a lower rate."""
    best, span = rule.tiers[0].span, tier.span
    if best is None or span is None or span.below is None or best.low < span.below:
        raise RuleInvalid(
            reason=translate(
                "“{condition}” cannot be proportional: it must lie below the best tier, "
                "between two percentages",
                condition=tier.condition,
            )
        )
    if share.top != rule.max_score or share.base < span.below:
        raise RuleInvalid(
            reason=translate(
                "the formula of “{condition}” must use the maximum of {points} points "
                "and at least {base}%",
                condition=tier.condition,
                points=number_text(rule.max_score),
                base=number_text(span.below),
            )
        )


def _least(tier: Tier) -> Decimal:
    return tier.points if tier.span is None else tier.points_at(tier.span.low, Decimal(1))


def _most(tier: Tier) -> Decimal:
    if tier.span is None or tier.span.below is None:
        return tier.points
    return tier.points_at(tier.span.below, Decimal(1))
