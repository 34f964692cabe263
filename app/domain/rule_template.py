"""Rules to start from: for each type of answer the few that decisions use most."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from app.domain.checklist import AnswerType
from app.domain.rule import CENT
from app.words import mark, translate

_HALF: Final = Decimal("0.5")
_MOST: Final = Decimal("0.7")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTemplate:
    """A rule written for one maximum, and what it is called."""

    name: str
    text: str


_WORDINGS: Final = {
    AnswerType.YES_NO: ((mark("Yes or no"), "Có: {most}; Không: 0"),),
    AnswerType.YES_PARTIAL_NO: (
        (mark("Fully, half, no"), "Đầy đủ: {most}; Một phần: {half}; Không: 0"),
    ),
    AnswerType.PERCENT: (
        (
            mark("Steps by rate"),
            (
                "Từ 95% trở lên: {most}; Từ 80% đến dưới 95%: {more}; "
                "Từ 50% đến dưới 80%: {half}; Dưới 50%: 0"
            ),
        ),
        (
            mark("Proportional above a floor"),
            "Từ 95% trở lên: {most}; Từ 50% đến dưới 95%: điểm = tỷ lệ/95% × {most}; Dưới 50%: 0",
        ),
        (mark("Everything or nothing"), "Đạt 100%: {most}; Dưới 100%: 0"),
    ),
    AnswerType.COUNT: (
        (mark("The fewer the better"), "0: {most}; 1-2: {half}; Từ 3 trở lên: 0"),
        (mark("The more the better"), "Từ 3 trở lên: {most}; 1-2: {half}; 0: 0"),
    ),
    AnswerType.NUMBER: (
        (
            mark("The more the better"),
            "Từ 10 trở lên: {most}; Từ 5 đến dưới 10: {half}; Dưới 5: 0",
        ),
    ),
    AnswerType.DATE: (
        (
            mark("On time or late"),
            "Đúng hạn: {most}; Chậm đến 5 ngày: {half}; Chậm trên 5 ngày hoặc không thực hiện: 0",
        ),
    ),
    AnswerType.MULTIPLE: (
        (mark("Added up"), "Nội dung thứ nhất: {half}; Nội dung thứ hai: {rest}"),
    ),
    AnswerType.CHOICE: (
        (
            mark("Three choices"),
            "Thực hiện tốt: {most}; Thực hiện một phần: {half}; Chưa thực hiện: 0",
        ),
    ),
}


def templates_for(answer_type: AnswerType, most: Decimal) -> tuple[RuleTemplate, ...]:
    """Return the rules to start from for a type of answer and a maximum."""
    if not most.is_finite() or most <= 0:
        return ()
    gaps = {"most": _text(most), "more": _text(most * _MOST), "half": _text(most * _HALF)}
    gaps["rest"] = _text(most - (most * _HALF).quantize(CENT, ROUND_HALF_UP))
    return tuple(
        RuleTemplate(name=translate(name), text=wording.format(**gaps))
        for name, wording in _WORDINGS.get(answer_type, ())
    )


def following(
    rule: str, before: tuple[AnswerType, Decimal], after: tuple[AnswerType, Decimal]
) -> str:
    """Return the rule for another type or maximum: one taken from a template follows it.

    A rule in anybody's own words is left alone.
    """
    old = [template.text for template in templates_for(*before)]
    if rule.strip() and rule not in old:
        return rule
    new = [template.text for template in templates_for(*after)]
    at = old.index(rule) if rule in old and before[0] is after[0] else 0
    return new[at] if at < len(new) else ""


def _text(points: Decimal) -> str:
    shown = f"{points.quantize(CENT, ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
    return shown.replace(".", ",")
