"""“Vì sao?”: how a score came about, step by step, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from app.domain.answer import AnswerFacts
from app.domain.answer_check import rule_of
from app.domain.checklist import AnswerType, Criterion, CriterionRole
from app.domain.criterion_score import CriterionScore, CriterionState, GroupScore
from app.domain.expression import Expression, ExpressionFailed, parse_expression
from app.domain.expression_value import value_text
from app.domain.rule import NEVER, WORDS, number_text
from app.domain.scoring import ChecklistScore
from app.errors import NotFound
from app.words import translate, translate_count

_NUMBERS: Final = frozenset(
    {AnswerType.PERCENT, AnswerType.COUNT, AnswerType.NUMBER, AnswerType.SCORE}
)


def derivation_of(score: ChecklistScore, code: str) -> tuple[str, ...]:
    """Return how the points of a criterion, a group or the whole came about.

    Raises:
        NotFound: if the checklist has no such criterion.
    """
    if code in score.criteria:
        return tuple(_of_criterion(score, score.criteria[code]))
    if code in score.groups:
        return tuple(_of_group(score, score.groups[code]))
    raise NotFound(kind="criterion", id=code)


def _of_criterion(score: ChecklistScore, one: CriterionScore) -> Iterator[str]:
    row, answer = one.criterion, one.answer
    yield from _conditions(score, row)
    if row.max_score and not (row.calculation.strip() and row.answer_type is AnswerType.SCORE):
        yield translate("Rule: {sentence}", sentence=rule_of(row).sentence)
    if row.calculation.strip():
        expression = parse_expression(row.calculation)
        yield from _calculation(score, row, expression)
    if answer is not None and answer.is_given:
        yield from _answer(row, answer)
    yield from _result(one)
    if answer is not None and answer.self_score is not None:
        yield translate("The unit gave itself {points}.", points=number_text(answer.self_score))
    yield from _effect(one)


def _effect(one: CriterionScore) -> Iterator[str]:
    if one.points is None:
        return
    if one.role is CriterionRole.BONUS:
        yield translate("Bonus: +{points} beyond the maximum.", points=number_text(one.points))
    elif one.role is CriterionRole.PENALTY:
        yield translate("Penalty: {points} off the total.", points=number_text(one.points))
    if one.is_knocked_out:
        yield translate("Knock-out: the rating is at most “{band}”.", band=one.criterion.rating_cap)


def _conditions(score: ChecklistScore, row: Criterion) -> Iterator[str]:
    """Yield the conditions of a row and of the groups above it, the nearest first."""
    above = {one.code: one for one in score.checklist.criteria}
    found: Criterion | None = row
    seen: set[str] = set()
    while found is not None and found.code not in seen:
        seen.add(found.code)
        if found.condition.strip():
            yield _condition(score, found)
        found = above.get(found.parent_code)


def _condition(score: ChecklistScore, row: Criterion) -> str:
    expression, lookup = parse_expression(row.condition), score.lookup()
    gaps = {
        "code": row.code,
        "sentence": expression.sentence(),
        "values": expression.with_values(lookup),
    }
    try:
        holds = expression.holds(lookup)
    except ExpressionFailed as failed:
        reason = str(failed.params["reason"])
        return translate(
            "Condition of {code}: {sentence} ({values}). It cannot be decided ({reason}), so it "
            "is asked.",
            reason=reason,
            **gaps,
        )
    if holds:
        return translate("Condition of {code}: {sentence} ({values}). It is met.", **gaps)
    return translate("Condition of {code}: {sentence} ({values}). It is not met.", **gaps)


def _calculation(score: ChecklistScore, row: Criterion, expression: Expression) -> Iterator[str]:
    lookup = score.lookup(row.code)
    names = {one.code: one.text for one in score.checklist.criteria}
    for code in sorted(expression.references):
        yield from _referred(score, code, names.get(code, ""))
    try:
        result = value_text(expression.evaluate(lookup))
    except ExpressionFailed as failed:
        result = str(failed.params["reason"])
    yield translate(
        "Calculated: {formula} → {values} = {result}",
        formula=expression.text,
        values=expression.with_values(lookup),
        result=result,
    )


def _referred(score: ChecklistScore, code: str, name: str) -> Iterator[str]:
    one = score.criteria.get(code)
    if one is None:
        return
    answer = one.answer
    said = answer_words(one.criterion, answer) if answer and answer.is_given else ""
    points = "" if one.points is None else translate("{n} points", n=number_text(one.points))
    told = ", ".join(part for part in (said, points) if part) or translate("(not answered)")
    yield translate("{code} ({name}): {answer}", code=code, name=name, answer=told)


def answer_words(row: Criterion, answer: AnswerFacts) -> str:
    """Return what was answered, in words."""
    if answer.not_applicable:
        return translate("not applicable")
    if answer.numerator is not None or answer.denominator is not None:
        pair = (answer.numerator, answer.denominator)
        return "/".join("…" if number is None else number_text(number) for number in pair)
    return _value_words(row, answer.value.strip())


def _value_words(row: Criterion, value: str) -> str:
    if value == NEVER:
        return translate("Never done") if row.answer_type is AnswerType.DATE else translate("none")
    if row.answer_type in _NUMBERS:
        unit = "%" if row.answer_type is AnswerType.PERCENT and value else ""
        return _number_words(value) + unit
    if row.answer_type is AnswerType.DATE:
        return _day_words(value)
    return WORDS.get(row.answer_type, {}).get(value, value)


def _day_words(value: str) -> str:
    try:
        return value_text(date.fromisoformat(value))
    except ValueError:
        return value


def _number_words(value: str) -> str:
    try:
        return number_text(Decimal(value))
    except InvalidOperation:
        return value


def _answer(row: Criterion, answer: AnswerFacts) -> Iterator[str]:
    said = answer_words(row, answer)
    if said:
        yield translate("Answer: {answer}", answer=said)
    if answer.rate_source.strip():
        yield translate("Source: {source}", source=answer.rate_source.strip())
    if answer.rate_on is not None:
        yield translate("As of {day}", day=value_text(answer.rate_on))
    if answer.deadline_on is not None:
        yield translate("Deadline: {day}.", day=value_text(answer.deadline_on))
    if answer.comment.strip():
        yield translate("Comment: {comment}", comment=answer.comment.strip())


def _result(one: CriterionScore) -> Iterator[str]:
    if one.state is CriterionState.SCORED:
        yield from one.rule_reason()
        yield from one.overrides()
    else:
        yield one.reason
    if one.state is CriterionState.HIDDEN and one.answer is not None and one.answer.is_given:
        yield translate("Its answer is kept, and counts again once it is asked.")


def _of_group(score: ChecklistScore, group: GroupScore) -> Iterator[str]:
    row = next(one for one in score.checklist.criteria if one.code == group.code)
    yield from _conditions(score, row)
    for child in score.checklist.children(group.code):
        yield _line(score, child)
    yield translate("Together: {sum}", sum=sum_text(group))
    yield from _held(group)
    if row is score.checklist.root:
        yield from _of_total(score)


def sum_text(group: GroupScore) -> str:
    """Return the points of a group of how many, e.g. `42,5/48 (trừ 2 tiêu chí …)`."""
    said = f"{number_text(group.points)}/{number_text(group.applicable_max)}"
    if not group.left_out:
        return said
    without = translate_count(
        "without {count} criterion that does not apply",
        "without {count} criteria that do not apply",
        group.left_out,
    )
    return f"{said} ({without})"


def _line(score: ChecklistScore, row: Criterion) -> str:
    group = score.groups.get(row.code)
    if group is not None:
        return f"{row.code} {row.text}: {sum_text(group)}"
    one = score.criteria[row.code]
    if one.points is not None:
        points = f"{number_text(one.points)}/{number_text(one.max_score)}"
        return f"{row.code} {row.text}: {points}"
    return f"{row.code} {row.text}: {one.reason}"


def _held(group: GroupScore) -> Iterator[str]:
    if group.uncapped != group.points:
        yield translate(
            "{uncapped} were held at {points}: the limit of this group.",
            uncapped=number_text(group.uncapped),
            points=number_text(group.points),
        )
    if group.role is not CriterionRole.SCORED:
        yield translate("It does not count in the maximum of what is above.")
        return
    scored = group.uncapped - group.bonus - group.penalty
    if group.bonus or group.penalty:
        yield translate(
            "{scored} by the criteria, bonus {bonus}, penalty {penalty}.",
            scored=number_text(scored),
            bonus=_signed(group.bonus),
            penalty=_signed(group.penalty),
        )
    open_rows = group.leaves - group.answered
    if open_rows:
        yield translate_count(
            "{count} criterion is not yet scored.",
            "{count} criteria are not yet scored.",
            open_rows,
        )


def _signed(number: Decimal) -> str:
    return f"+{number_text(number)}" if number > 0 else number_text(number)


def _of_total(score: ChecklistScore) -> Iterator[str]:
    total = score.total
    if total.converted is None:
        yield translate("Nothing applies, so there is no total.")
        return
    yield translate(
        "Converted: {points} × 100 / {most} = {converted}",
        points=number_text(total.points),
        most=number_text(total.applicable_max),
        converted=number_text(total.converted),
    )
    band, rating = score.band, score.rating
    if band is None or rating is None:
        yield translate("The rating waits until every criterion is scored.")
        return
    yield translate(
        "Rating by points: “{band}”, from {lowest}.",
        band=band.name,
        lowest=number_text(band.lowest),
    )
    for one in score.knocked_out:
        yield translate(
            "Knock-out {code}: the rating is at most “{band}”.",
            code=one.criterion.code,
            band=one.criterion.rating_cap,
        )
    if rating != band:
        yield translate("Rating: “{band}”.", band=rating.name)
