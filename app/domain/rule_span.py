"""Which values a tier of a scoring rule stands for, read from the wording of its condition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from app.domain.checklist import AnswerType
from app.domain.rule import Span, Tier

_HUNDRED: Final = Decimal(100)
_LOWEST: Final = Decimal("-Infinity")
_NUMBER: Final = r"[0-9]{1,6}(?:,[0-9]{1,4})?"
_PERCENT: Final = re.compile(
    rf"(?P<full>Đạt 100 ?%)|Từ (?P<least>{_NUMBER}) ?% trở lên"
    rf"|Từ (?P<low>{_NUMBER}) ?% đến dưới (?P<below>{_NUMBER}) ?%|Dưới (?P<under>{_NUMBER}) ?%",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(
    r"Từ (?P<least>[0-9]{1,6}) trở lên|Dưới (?P<under>[0-9]{1,6})"
    r"|(?P<low>[0-9]{1,6})(?: ?[-–] ?(?P<last>[0-9]{1,6}))?",
    re.IGNORECASE,
)
_MEASURED: Final = re.compile(
    rf"Từ (?P<least>{_NUMBER}) trở lên|Dưới (?P<under>{_NUMBER})"
    rf"|Từ (?P<low>{_NUMBER}) đến dưới (?P<below>{_NUMBER})",
    re.IGNORECASE,
)
_DAYS: Final = r"(?P<{name}>[0-9]{{1,4}})"
_LATE: Final = re.compile(
    r"(?P<early>(?:Trước|Sớm) hạn)|(?P<in_time>Đúng hạn|Trong hạn)"
    r"|(?:Chậm|Quá hạn)(?P<any> hạn)?(?:(?: đến| không quá| trong) "
    + _DAYS.format(name="last")
    + r" ngày| (?:quá|trên|hơn) "
    + _DAYS.format(name="over")
    + r" ngày| từ "
    + _DAYS.format(name="low")
    + r" (?:đến|-) "
    + _DAYS.format(name="end")
    + r" ngày)?(?P<never> (?:hoặc|hay|,) ?(?:không|chưa) .+)?"
    r"|(?P<only_never>(?:Không|Chưa) .+)",
    re.IGNORECASE,
)


def with_spans(tiers: Sequence[Tier], answer_type: AnswerType) -> tuple[Tier, ...]:
    """Return tiers with the values that their conditions name for this type of answer.

    Raises:
        ValueError: with the condition that names none.
    """
    if answer_type is AnswerType.DATE:
        return _by_days(tiers)
    if answer_type not in _SPANS:
        return tuple(tiers)
    return tuple(replace(tier, span=_span(tier.condition, answer_type)) for tier in tiers)


def _span(condition: str, answer_type: AnswerType) -> Span:
    pattern, spell = _SPANS[answer_type]
    found = pattern.fullmatch(condition)
    span = spell(found) if found else None
    if span is None or (span.below is not None and span.below <= span.low):
        raise ValueError(condition)
    return span


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _percent_span(found: re.Match[str]) -> Span | None:
    if found["full"]:
        return Span(_HUNDRED, None)
    low = _number(found["least"] or found["low"] or "0")
    below = found["below"] or found["under"]
    end = _number(below) if below else None
    return None if max(low, end or low) > _HUNDRED else Span(low, end)


def _count_span(found: re.Match[str]) -> Span:
    if found["least"]:
        return Span(Decimal(found["least"]), None)
    if found["under"]:
        return Span(Decimal(0), Decimal(found["under"]))
    return Span(Decimal(found["low"]), Decimal(found["last"] or found["low"]) + 1)


def _measured_span(found: re.Match[str]) -> Span:
    """A measured number may lie below 0; the lowest step takes that too."""
    low = _number(found["least"] or found["low"] or "0")
    below = found["below"] or found["under"]
    return Span(low or _LOWEST, _number(below) if below else None)


_SPANS: Final = {
    AnswerType.PERCENT: (_PERCENT, _percent_span),
    AnswerType.COUNT: (_COUNT, _count_span),
    AnswerType.NUMBER: (_MEASURED, _measured_span),
}


def _by_days(tiers: Sequence[Tier]) -> tuple[Tier, ...]:
    """Give tiers the days late they stand for, each from where the one before it ends."""
    made: list[Tier] = []
    start = _LOWEST
    for tier in tiers:
        found = _LATE.fullmatch(tier.condition)
        if found is None:
            raise ValueError(tier.condition)
        if found["only_never"]:
            made.append(replace(tier, is_never=True))
            continue
        span = _late_span(found, start)
        if span.below is not None and span.below <= span.low:
            raise ValueError(tier.condition)
        made.append(replace(tier, span=span, is_never=bool(found["never"])))
        start = span.below if span.below is not None else span.low
    return tuple(made)


def _late_span(found: re.Match[str], start: Decimal) -> Span:
    if found["early"]:
        return Span(start, Decimal(0))
    if found["in_time"]:
        return Span(start, Decimal(1))
    if found["last"]:
        return Span(max(start, Decimal(1)), Decimal(found["last"]) + 1)
    if found["low"]:
        return Span(Decimal(found["low"]), Decimal(found["end"]) + 1)
    return Span(Decimal(found["over"]) + 1 if found["over"] else max(start, Decimal(1)), None)
