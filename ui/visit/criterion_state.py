"""What a criterion shows at a glance: a word, a tone, and the answer in short."""

from __future__ import annotations

from app.domain.answer import AnswerFacts
from app.domain.checklist import AnswerType, CriterionRole
from app.domain.rule import CENT, NEVER
from app.domain.scoring import CriterionScore, CriterionState
from app.words import translate
from ui.texts import day_text, number_text, parse_iso_day, parse_number


def verdict(score: CriterionScore) -> tuple[str, str]:
    """Return the word and the tone of a criterion."""
    match score.state:
        case CriterionState.NOT_APPLICABLE:
            return translate("Not applicable"), "neutral"
        case CriterionState.INFORMATION:
            return translate("Information"), "neutral"
        case CriterionState.HIDDEN:
            return translate("Hidden"), "neutral"
        case CriterionState.UNANSWERED:
            return translate("Not yet scored"), "open"
        case CriterionState.SCORED:
            return _scored(score)


def verdict_or_review(score: CriterionScore, *, to_review: bool) -> tuple[str, str]:
    """Return word and tone; an answer that was given to another wording says so first."""
    return (translate("To review"), "differs") if to_review else verdict(score)


def points_text(score: CriterionScore) -> str:
    """Return the points and the maximum, e.g. `1,5 / 2`."""
    if score.max_score == 0:
        return ""
    got = "–" if score.points is None else number_text(score.points)
    return f"{got} / {number_text(score.max_score)}"


def answer_text(score: CriterionScore, answer: AnswerFacts | None) -> str:
    """Return the answer in short."""
    if answer is None or answer.not_applicable:
        return ""
    kind = score.criterion.answer_type
    if kind is AnswerType.PERCENT:
        return _share_text(answer)
    if kind is AnswerType.DATE and answer.value != NEVER:
        late = f" ({score.amount_text})" if score.amount_text else ""
        return day_text(parse_iso_day(answer.value)) + late
    if (
        kind in {AnswerType.NUMBER, AnswerType.SCORE}
        and (number := parse_number(answer.value)) is not None
    ):
        return number_text(number)
    return answer_word(kind, answer.value)


def answer_word(kind: AnswerType, value: str) -> str:
    """Return a spelt answer in words; what has none is shown as it is."""
    words = {
        (AnswerType.YES_NO, "yes"): translate("Yes"),
        (AnswerType.YES_NO, "no"): translate("No"),
        (AnswerType.YES_PARTIAL_NO, "yes"): translate("Fully"),
        (AnswerType.YES_PARTIAL_NO, "partial"): translate("Partly"),
        (AnswerType.YES_PARTIAL_NO, "no"): translate("No"),
        (AnswerType.DATE, NEVER): translate("Never done"),
        (AnswerType.MULTIPLE, NEVER): translate("None of them"),
    }
    if kind is AnswerType.DATE and (day := parse_iso_day(value)) is not None:
        return day_text(day)
    return words.get((kind, value), value)


def _scored(score: CriterionScore) -> tuple[str, str]:
    match score.role:
        case CriterionRole.PENALTY:
            return (translate("Penalty"), "bad") if score.points else (translate("None"), "good")
        case CriterionRole.BONUS:
            return (translate("Bonus"), "good") if score.points else (translate("None"), "neutral")
    if score.points is None or score.points >= score.max_score:
        return translate("Met"), "good"
    if score.points == 0:
        return translate("Not met"), "bad"
    return translate("Partly met"), "partial"


def _share_text(answer: AnswerFacts) -> str:
    if answer.numerator is None and answer.denominator is None:
        return f"{answer.value}%" if answer.value else ""
    parts = (number_text(answer.numerator) or "…", number_text(answer.denominator) or "…")
    text = "/".join(parts)
    if answer.numerator is not None and answer.denominator:
        rate = answer.numerator * 100 / answer.denominator
        text += f" = {number_text(rate.quantize(CENT))}%"
    return text
