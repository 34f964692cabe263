"""What a proposal says of one answer: by its type, its numbers and its remark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from app.domain import wording
from app.domain.answer import AnswerFacts
from app.domain.answer_check import rule_of
from app.domain.checklist import AnswerType, Criterion, CriterionRole
from app.domain.rule import Span
from app.domain.scoring import CriterionScore
from app.domain.wording import counted, decimal, in_full, inside, spelt_out

_LONGEST: Final = 220
_CODES_SHOWN: Final = 5
_DOUBT: Final = re.compile(r"\s*\([^()]*(theo trí nhớ|cần rà)[^()]*\)")
_HINT: Final = re.compile(r"\(tham khảo\)")
_NOTE: Final = re.compile(r"\s*\((?!Điều|khoản|Mẫu|sửa)[^()]*\)")
"""What the author of a checklist adds to a law for its readers; minutes cite the law alone."""
_PARTIAL: Final = re.compile(r"(?:^|;)\s*Một phần: ([^;]+)")


def text_by(score: CriterionScore, of: int = 0) -> str:
    """Return what is wrong, in the criterion's own words, without a full stop.

    Args:
        score: what the answer earned.
        of: how many dossiers the sample counted, where it counts what the answer says.
    """
    criterion, answer = score.criterion, score.answer
    points = score.points if score.points is not None else Decimal(0)
    by_rule = score.rule_points is not None and score.rule_points < score.max_score
    if score.role is CriterionRole.PENALTY:
        return wording.penalised(criterion.text, abs(points))
    if answer is None or not by_rule:
        return wording.not_full(criterion.text, points, score.max_score)
    return _by_answer(score, answer, of) or wording.not_full(
        criterion.text, points, score.max_score
    )


def _by_answer(score: CriterionScore, answer: AnswerFacts, of: int) -> str:
    half = bool(score.rule_points)
    match score.criterion.answer_type:
        case AnswerType.YES_NO | AnswerType.YES_PARTIAL_NO:
            return _by_word(score, half=half)
        case AnswerType.PERCENT:
            return _by_rate(score)
        case AnswerType.COUNT:
            return _by_count(score, Decimal(answer.value.strip()), of)
        case AnswerType.CHOICE:
            return wording.chosen_badly(score.criterion.text, answer.value, half=half)
        case _:
            return ""


def asked_by(score: CriterionScore) -> str:
    """Return what is asked for, in the criterion's own words, without a full stop."""
    text, best = score.criterion.text, best_of(score)
    if score.role is CriterionRole.PENALTY:
        return wording.asked_none(text)
    match score.criterion.answer_type:
        case AnswerType.PERCENT if best is None or not _more_is_better(score):
            return wording.asked_less(text)
        case AnswerType.PERCENT:
            return wording.asked_rate(text, _aim(best))
        case AnswerType.COUNT if best is not None and _more_is_better(score):
            return wording.asked_more(text, f"từ {counted(best)} trở lên")
        case AnswerType.COUNT:
            return wording.asked_none(text)
        case _:
            return wording.asked_for(text)


def best_of(score: CriterionScore) -> Decimal | None:
    """Return the value from which an answer earns everything, or None where it is no number."""
    tiers = rule_of(score.criterion).tiers
    return tiers[0].span.low if tiers and tiers[0].span is not None else None


def reached_percent(score: CriterionScore) -> str:
    """Return the percentage that was reached, without its sign."""
    answer = score.answer
    if answer is not None and answer.numerator is not None and answer.denominator:
        return wording.rate(answer.numerator, answer.denominator)
    return decimal(score.rate) if score.rate is not None else ""


def remark_of(score: CriterionScore) -> str:
    """Return what was remarked on an answer, as it continues a sentence."""
    answer = score.answer
    remark = answer.comment if answer is not None else ""
    return inside(spelt_out(remark)) if remark.strip() else ""


def details_of(score: CriterionScore) -> tuple[str, str]:
    """Return the remark as the end of the finding's sentence, or else as evidence of its own.

    Only one short sentence fits behind "cụ thể:"; the reason of the team's own points does
    where nothing else was remarked.
    """
    answer = score.answer
    if answer is None:
        return "", ""
    by_rule = score.rule_points is not None and score.rule_points < score.max_score
    remark = answer.comment if by_rule or answer.comment.strip() else answer.team_reason
    remark = " ".join(remark.split()).rstrip(" .;")
    if not remark:
        return "", ""
    fits = len(remark) <= _LONGEST and not re.search(r"[.!?] ", remark)
    return (inside(spelt_out(remark)), "") if fits else ("", in_full(remark))


def evidence_of(score: CriterionScore | None, remark: str, codes: Sequence[str]) -> str:
    """Return the evidence in words: the remark, where the numbers come from, the dossiers."""
    parts = [remark] if remark else []
    answer = score.answer if score is not None else None
    if answer is not None and answer.rate_source.strip():
        source = in_full(answer.rate_source).rstrip(" .")
        day = f"{answer.rate_on:%d/%m/%Y}" if answer.rate_on else ""
        dated = source if not day or day in source else f"{source}, ngày {day}"
        parts.append(f"Nguồn số liệu: {dated}")
    if codes:
        more = len(codes) - _CODES_SHOWN
        rest = f" và {counted(more)} hồ sơ khác" if more > 0 else ""
        parts.append(f"Hồ sơ mẫu: {', '.join(codes[:_CODES_SHOWN])}{rest}")
    return "; ".join(parts)


def basis_of(criterion: Criterion) -> tuple[str, tuple[str, ...]]:
    """Return the legal basis as minutes cite it, and what is left out as not verified."""
    kept: list[str] = []
    left_out: list[str] = []
    for law in filter(None, (part.strip() for part in criterion.legal_basis.split(";"))):
        doubtful = _DOUBT.search(law) or _HINT.search(law)
        (left_out if doubtful else kept).append(in_full(_NOTE.sub("", law)))
    return "; ".join(kept), tuple(left_out)


def _by_word(score: CriterionScore, *, half: bool) -> str:
    text = score.criterion.text
    if not half:
        return wording.failed(text)
    said = wording.half_failed(text)
    partial = _PARTIAL.search(rule_of(score.criterion).note)
    remarked = score.answer is not None and score.answer.comment.strip()
    if partial is None or remarked or re.search(r"\bhoặc\b|\d", partial[1]):
        # What may be one thing or another is no fact; a remark says it better.
        return said
    return f"{said}: {inside(spelt_out(partial[1]))}"


def _by_rate(score: CriterionScore) -> str:
    answer, text = score.answer, score.criterion.text
    reached = f"{reached_percent(score)}%"
    if answer is not None and answer.numerator is not None and answer.denominator is not None:
        reached += f" ({counted(answer.numerator)}/{counted(answer.denominator)})"
    best = best_of(score)
    if best is None or not _more_is_better(score):
        return wording.too_high(text, reached)
    return wording.too_low(text, reached, f"{decimal(best)}%")


def _by_count(score: CriterionScore, count: Decimal, of: int) -> str:
    best = best_of(score)
    if best is not None and _more_is_better(score):
        return wording.too_few(score.criterion.text, count, counted(best))
    return wording.too_many(score.criterion.text, count, of)


def _more_is_better(score: CriterionScore) -> bool:
    spans: list[Span | None] = [tier.span for tier in rule_of(score.criterion).tiers]
    first, last = spans[0], spans[-1]
    return first is not None and last is not None and first.low > last.low


def _aim(best: Decimal | None) -> str:
    if best is None:
        return ""
    return "100%" if best == Decimal(100) else f"từ {decimal(best)}% trở lên"
