"""Scoring rules: how the answer to one criterion earns points, tier by tier."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from app.domain.checklist import AnswerType
from app.domain.text import clean
from app.words import language, translate

CENT: Final = Decimal("0.01")
"""Points are kept to two decimals, half up."""

NEVER: Final = "none"
"""How an answer says that nothing of it was ever done (không ban hành, không có)."""

_COMMA_FOR_POINT: Final = str.maketrans(",.", ".,")

WORDS: Final = {
    AnswerType.YES_NO: {"yes": "Có", "no": "Không"},
    AnswerType.YES_PARTIAL_NO: {"yes": "Đầy đủ", "partial": "Một phần", "no": "Không"},
}
"""The condition that each spelt answer meets."""


@dataclass(frozen=True, slots=True)
class Span:
    """The values a tier stands for: from `low` up to, not including, `below`."""

    low: Decimal
    below: Decimal | None
    """None where there is no upper end."""

    def holds(self, amount: Decimal, of: Decimal) -> bool:
        """Tell whether amount/of lies in the span, without dividing."""
        return self.low * of <= amount and (self.below is None or amount < self.below * of)


@dataclass(frozen=True, slots=True)
class Share:
    """Proportional points: rate / `base` % × `top`."""

    base: Decimal
    top: Decimal

    def points(self, amount: Decimal, of: Decimal) -> Decimal:
        """Return the points of the rate amount/of (in percent), rounded once, half up."""
        return (amount * self.top / (of * self.base)).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One step of a rule: a condition and what it earns."""

    condition: str
    points: Decimal
    """The points; of a proportional tier the most it can give."""
    span: Span | None = None
    """The values it stands for, where the answer is a number."""
    share: Share | None = None
    is_never: bool = False
    """Whether it also stands for what was never done, where the answer is a day."""

    def points_at(self, amount: Decimal, of: Decimal) -> Decimal:
        """Return what the value amount/of earns in this tier."""
        return self.points if self.share is None else self.share.points(amount, of)

    @property
    def earns(self) -> str:
        """Its points, or the formula that gives them."""
        if self.share is None:
            return number_text(self.points)
        return translate(
            "rate/{base}% × {top}",
            base=number_text(self.share.base),
            top=number_text(self.share.top),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Each:
    """Points for every single one (`Mỗi sáng kiến: 0,5`), added up or taken off the maximum."""

    unit: str
    points: Decimal
    deducts: bool = False

    def points_for(self, amount: Decimal, most: Decimal) -> Decimal:
        """Return what so many earn, between 0 and the maximum."""
        moved = self.points * amount
        return max(most - moved, Decimal(0)) if self.deducts else min(moved, most)

    @property
    def sentence(self) -> str:
        """It as a clause."""
        points = number_text(self.points)
        if self.deducts:
            return translate("{points} less for each “{unit}”", points=points, unit=self.unit)
        return translate("{points} for each “{unit}”", points=points, unit=self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one criterion is scored; its tiers stand from the best to the worst."""

    answer_type: AnswerType
    max_score: Decimal
    tiers: tuple[Tier, ...]
    note: str = ""
    each: Each | None = None
    """What every single one counts, instead of tiers."""
    deadline: date | None = None
    """The last day in time, where the rule itself names it (`Hạn: 31/01/2026`)."""

    @property
    def is_informative(self) -> bool:
        """Whether the answer only informs and earns no points."""
        return self.max_score == 0

    @property
    def may_be_left_out(self) -> bool:
        """Whether the rule itself provides for `N/A` (không phát sinh)."""
        return re.search(r"\bN/A\b", self.note) is not None

    @property
    def sentence(self) -> str:
        """The rule as a sentence a person can check."""
        most = number_text(self.max_score)
        if self.is_informative:
            said = translate("For information, no points.")
        elif self.each is not None:
            said = translate("Maximum {most} points. {steps}.", most=most, steps=self.each.sentence)
        elif not self.tiers:
            said = translate("Points from 0 to {most}, entered directly.", most=most)
        else:
            steps = "; ".join(f"“{tier.condition}”: {tier.earns}" for tier in self.tiers)
            said = translate("Maximum {most} points. {steps}.", most=most, steps=steps)
        said += self._more()
        if self.may_be_left_out and not self.is_informative:
            said += " " + translate("May be left out of the maximum where nothing arose.")
        return said

    @property
    def measures_days(self) -> bool:
        """Whether points depend on how late a day is."""
        return self.answer_type is AnswerType.DATE and not self.is_informative

    def _more(self) -> str:
        if self.answer_type is AnswerType.MULTIPLE and self.tiers:
            return " " + translate("What is chosen is added up.")
        if not self.measures_days:
            return ""
        if self.deadline is None:
            return " " + translate("The deadline is entered with the answer.")
        return " " + translate("Deadline: {day}.", day=self.deadline.strftime("%d/%m/%Y"))

    def tier_named(self, condition: str) -> Tier | None:
        """Return the tier with this condition, or None."""
        wanted = same_words(condition)
        return next((tier for tier in self.tiers if same_words(tier.condition) == wanted), None)

    @property
    def tier_never(self) -> Tier | None:
        """What stands for never done: the tier that names it, else the worst."""
        named = (tier for tier in self.tiers if tier.is_never)
        return next(named, self.tiers[-1] if self.tiers else None)

    def tier_at(self, amount: Decimal, of: Decimal = Decimal(1)) -> Tier | None:
        """Return the tier that the value amount/of falls in, or None."""
        return next(
            (tier for tier in self.tiers if tier.span and tier.span.holds(amount, of)), None
        )


def number_text(value: Decimal) -> str:
    """Return a number as it is read: no idle zeros; 1.234,5 in Vietnamese."""
    shown = format(value.normalize(), ",f")
    return shown.translate(_COMMA_FOR_POINT) if language() == "vi" else shown


def same_words(condition: str) -> str:
    """Return a condition as it is compared: case and spaces aside."""
    return " ".join(clean(condition).casefold().split())
