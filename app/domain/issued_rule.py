"""Cách chấm as decisions word it, read into the grammar of scoring rules where it can be.

Only what leaves no doubt becomes a rule; the rest stays as wording beside the answer,
and the points are entered directly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from app.domain.checklist import AnswerType
from app.domain.rule import WORDS, number_text
from app.domain.rule_text import RuleInvalid, parse_rule
from app.domain.text import fold
from app.words import translate

_POINTS: Final = r"(?P<points>[0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*(?P<unit>đ(?:iểm)?\b)?"
_NUMBER: Final = r"[0-9]{1,6}(?:[.,][0-9]{1,4})?"
_STEP: Final = re.compile(
    rf"(?P<condition>.+?)\s*(?P<joint>:|=|→|=>|\(|,?\s*(?:thì\s+)?(?:được|đạt|tính|chấm|cho)\s"
    rf"|\s[-–—]\s)\s*(?:đạt |được |chấm |cho )?{_POINTS}\s*\)?\s*[.;,]?",
    re.IGNORECASE | re.DOTALL,
)
_POINTS_FIRST: Final = re.compile(
    rf"(?:đạt |được )?{_POINTS}\s*(?:khi|nếu|:|-|–)\s*(?P<condition>.+?)\s*[.;]?",
    re.IGNORECASE | re.DOTALL,
)
_FORMULA: Final = "tỷ lệ/"
_BULLET: Final = re.compile(r"^\s*(?:[-–—+*•·▪►]\s*|[a-zđ]\)\s+|[0-9]{1,2}\)\s+)")
_ZERO: Final = re.compile(r"không (?:được )?(?:chấm|tính|có)? ?điểm", re.IGNORECASE)
# What may follow a rate without changing it: "90% hồ sơ", never "90% nhưng chậm".
_TAIL: Final = r"(?: (?!.*\b(?:nhưng|và|hoặc|trong|chậm|quá|trừ)\b).*)?"
_PERCENT: Final = (
    (re.compile(rf"(?:đạt|bằng|=)? ?100 ?%{_TAIL}"), "full"),
    (re.compile(rf"(?:từ|≥|>=|đạt từ|đạt) ?({_NUMBER}) ?%? (?:đến|-|–) (?:dưới|<) ?({_NUMBER}) ?%"
                rf"{_TAIL}"), "span"),
    (re.compile(rf"(?:từ |đạt từ |đạt )?({_NUMBER}) ?%? ?(?:đến|-|–) ?(?:dưới |<)?({_NUMBER}) ?%"
                rf"{_TAIL}"), "closed"),
    (re.compile(rf"(?:từ|≥|>=|đạt từ|đạt|tối thiểu|ít nhất) ?({_NUMBER}) ?%(?: trở lên)?{_TAIL}"),
     "least"),
    (re.compile(rf"({_NUMBER}) ?% trở lên{_TAIL}"), "least"),
    (re.compile(rf"(?:dưới|<|đạt dưới|nhỏ hơn|ít hơn) ?({_NUMBER}) ?%{_TAIL}"), "under"),
)  # fmt: skip
_EACH_POINTS: Final = r"(?P<points>[0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*(?:đ|điểm)"
_UNIT: Final = r"mỗi (?:0?1 )?(?P<unit>[^0-9%;:.,()]{2,60}?)"
_AT_MOST: Final = (
    r"(?:,?\s*\(?(?:nhưng )?(?:tối đa|không quá)\s*"
    r"(?P<most>[0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*(?:đ|điểm)\)?)?\s*\.?"
)
_EACH: Final = (
    re.compile(rf"(?P<verb>(?:bị )?trừ|cộng|được|chấm)\s*{_EACH_POINTS}\s*(?:cho|đối với|/)?\s*"
               rf"{_UNIT}{_AT_MOST}", re.IGNORECASE),
    re.compile(rf"{_UNIT}\s*(?P<verb>:|(?::\s*)?(?:bị )?trừ|cộng|được|chấm|đạt|tính|)\s*"
               rf"{_EACH_POINTS}{_AT_MOST}", re.IGNORECASE),
)  # fmt: skip
_YES: Final = {"co", "dat", "co thuc hien", "thuc hien", "co ban hanh", "dung", "day du", "du"}
_NO: Final = {
    "khong", "khong co", "khong dat", "khong thuc hien", "chua thuc hien", "khong ban hanh", "sai",
    "chua co", "chua dat",
}  # fmt: skip
_PARTLY: Final = {
    "mot phan",
    "chua day du",
    "khong day du",
    "day du mot phan",
    "thuc hien mot phan",
}
_FULLY: Final = {"day du", "du", "thuc hien day du", "co day du"}


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedRule:
    """What a wording came to."""

    answer_type: AnswerType = AnswerType.SCORE
    scoring_rule: str = ""
    max_score: Decimal | None = None
    """The points of its best step, where the table gives the criterion none."""
    guidance: str = ""
    """The wording, where it could not become a rule."""
    said: str = ""
    """What was added or left, in a clause for the user; empty where it was read as it stands."""


@dataclass(frozen=True, slots=True)
class _Step:
    condition: str
    points: Decimal


def read_issued_rule(
    text: str, max_score: Decimal | None, *, is_penalty: bool = False
) -> IssuedRule:
    """Read a wording for a criterion of these points; those of a penalty are taken off anyway."""
    wording, _, note = (part.strip() for part in text.partition("|"))
    if not wording:
        return IssuedRule(guidance=note)
    in_one_line = " ".join(text.split())
    if max_score and _FORMULA in wording and _holds(in_one_line, AnswerType.PERCENT, max_score):
        return IssuedRule(answer_type=AnswerType.PERCENT, scoring_rule=in_one_line)
    found = _each(wording, max_score, is_penalty=is_penalty) or _read(wording, max_score)
    if not note:
        return found
    if not found.scoring_rule:
        return replace(found, guidance=f"{wording} | {note}")
    return replace(found, scoring_rule=f"{found.scoring_rule} | {note}")


def _each(wording: str, max_score: Decimal | None, *, is_penalty: bool) -> IssuedRule | None:
    """Read points for every single one: `Trừ 0,5 điểm cho mỗi vụ`, `Mỗi sáng kiến 0,5 điểm`."""
    in_one_line = " ".join(_BULLET.sub("", wording).split())
    found = next((way.fullmatch(in_one_line) for way in _EACH if way.fullmatch(in_one_line)), None)
    if found is None or not max_score:
        return None
    most = found["most"]
    if most and Decimal(most.replace(",", ".")) != max_score:
        return None
    takes_off = "trừ" in found["verb"].lower() and not is_penalty
    points = Decimal(found["points"].replace(",", "."))
    rule = f"Mỗi {found['unit'].strip()}: {'trừ ' if takes_off else ''}{_number(points)}"
    try:
        is_rule = parse_rule(rule, AnswerType.COUNT, max_score).each is not None
    except RuleInvalid:
        return None
    if not is_rule:
        return None
    return IssuedRule(answer_type=AnswerType.COUNT, scoring_rule=rule, guidance=wording)


def _read(wording: str, max_score: Decimal | None) -> IssuedRule:
    steps = _steps(wording)
    best = max((step.points for step in steps), default=None)
    if best is None or not best:
        return IssuedRule(
            guidance=wording, said=translate("its way of scoring is no list of steps")
        )
    if max_score is not None and best != max_score:
        said = translate(
            "its best step gives {found}, the criterion has {expected}",
            found=number_text(best),
            expected=number_text(max_score),
        )
        return IssuedRule(guidance=wording, said=said)
    steps = sorted(steps, key=lambda step: -step.points)
    for kind, conditions in _readings(steps):
        rule, added = _written(kind, conditions, steps)
        if _holds(rule, kind, best):
            said = translate("“{step}” was added", step=added) if added else ""
            is_reworded = conditions != [step.condition for step in steps]
            return IssuedRule(
                answer_type=kind,
                scoring_rule=rule,
                max_score=best,
                guidance=wording if is_reworded else "",
                said=said,
            )
    return IssuedRule(
        guidance=wording,
        max_score=best,
        said=translate("its steps do not make a rule that leaves no doubt"),
    )


def is_step(text: str) -> bool:
    """Tell whether a row reads as a step of the criterion above: a condition and its points."""
    return _step(_BULLET.sub("", text)) is not None


def _steps(wording: str) -> list[_Step]:
    """Return the steps of a wording; none if any part of it is something else."""
    found = []
    for part in _parts(wording):
        step = _step(part)
        if step is None:
            return []
        found.append(step)
    return found


def _parts(wording: str) -> Iterator[str]:
    for line in re.split(r"\n|;", wording):
        part = _BULLET.sub("", line).strip()
        if part:
            yield part


def _step(part: str) -> _Step | None:
    nothing = _ZERO.search(part)
    if nothing is not None and nothing.end() >= len(part.rstrip(" .;")):
        condition = part[: nothing.start()].rstrip(" :,-–=(")
        return _Step(_condition(condition), Decimal(0)) if condition else None
    found = _STEP.fullmatch(part)
    if found is not None and not (found["unit"] or found["joint"].strip() in {":", "=", "→", "=>"}):
        # "Trong vòng 30 ngày - 45" gives no points.
        found = None
    if found is None:
        found = _POINTS_FIRST.fullmatch(part)
        if found is None or not found["unit"]:
            return None
    return _Step(_condition(found["condition"]), Decimal(found["points"].replace(",", ".")))


def _condition(text: str) -> str:
    return " ".join(text.replace("|", "/").replace(";", ",").split()).strip(" :,.")


def _readings(steps: Sequence[_Step]) -> Iterator[tuple[AnswerType, list[str]]]:
    """Yield the ways to understand the conditions, the most telling first."""
    words = [_words(fold(step.condition)) for step in steps]
    plain = [step.condition for step in steps]
    if len(steps) == 2 and words == ["yes", "no"]:  # noqa: PLR2004 - yes or no
        yield AnswerType.YES_NO, list(WORDS[AnswerType.YES_NO].values())
    if len(steps) == 3 and words[1:] == ["partial", "no"] and fold(plain[0]) in _FULLY:  # noqa: PLR2004 - fully, partly, not
        yield AnswerType.YES_PARTIAL_NO, list(WORDS[AnswerType.YES_PARTIAL_NO].values())
    percents = _percents(plain)
    if percents:
        yield AnswerType.PERCENT, percents
    if all(re.fullmatch(r"(?:Từ |Dưới )?[0-9]+(?: ?[-–] ?[0-9]+| trở lên)?", one) for one in plain):
        yield AnswerType.COUNT, plain
    yield AnswerType.CHOICE, plain


def _words(condition: str) -> str:
    if condition in _NO:
        return "no"
    if condition in _PARTLY:
        return "partial"
    return "yes" if condition in _YES else ""


def _percents(conditions: Sequence[str]) -> list[str]:
    """Return conditions on a rate as the grammar spells them, or nothing if one is none."""
    spelt = [_percent(re.sub(r"^tỷ lệ |^tỉ lệ ", "", one.lower())) for one in conditions]
    return spelt if all(spelt) else []


def _percent(condition: str) -> str:
    for pattern, kind in _PERCENT:
        found = pattern.fullmatch(condition)
        if found is None:
            continue
        numbers = [number.replace(".", ",") for number in found.groups() if number]
        match kind:
            case "full":
                return "Đạt 100%"
            case "closed" if numbers[1] == "100":
                return f"Từ {numbers[0]}% trở lên"
            case "span" | "closed":
                return f"Từ {numbers[0]}% đến dưới {numbers[1]}%"
            case "least":
                return f"Từ {numbers[0]}% trở lên"
            case _:
                return f"Dưới {numbers[0]}%"
    return ""


def _written(
    kind: AnswerType, conditions: Sequence[str], steps: Sequence[_Step]
) -> tuple[str, str]:
    """Return the rule, and the step for nothing that had to be added to it."""
    said = [
        f"{condition}: {_number(step.points)}"
        for condition, step in zip(conditions, steps, strict=True)
    ]
    added = ""
    if steps[-1].points:
        added = _otherwise(kind, conditions)
        said.append(added)
    return "; ".join(said), added


def _otherwise(kind: AnswerType, conditions: Sequence[str]) -> str:
    if kind is AnswerType.PERCENT:
        last = conditions[-1]
        least = re.search(_NUMBER, last)
        return f"Dưới {least[0] if least else 0}%: 0"
    return "Trường hợp khác: 0"


def _number(points: Decimal) -> str:
    return f"{points.normalize():f}".replace(".", ",")


def _holds(rule: str, kind: AnswerType, max_score: Decimal) -> bool:
    try:
        return bool(parse_rule(rule, kind, max_score).tiers)
    except RuleInvalid:
        return False
