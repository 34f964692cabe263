"""What a calculation puts in the place of an answer, spelt as its criterion asks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from app.domain.checklist import AnswerType, Criterion
from app.domain.expression_value import CONTEXT, Value, number_of, truth_of, value_text
from app.domain.rule import CENT, WORDS, same_words
from app.errors import InvalidValue
from app.words import translate

_STEPS: Final = {
    AnswerType.SCORE: CENT,
    AnswerType.PERCENT: Decimal("0.0000000001"),
    AnswerType.NUMBER: Decimal("0.000001"),
    AnswerType.COUNT: Decimal(1),
}
"""To how many decimals the result of a calculation is kept, half up."""


def calculated(criterion: Criterion, value: Value) -> str:
    """Return a calculated value as the answer to a criterion; nothing where there is none.

    Raises:
        ExpressionFailed: if it is not of the kind that the criterion is answered by.
        InvalidValue: if a count is not a whole number.
    """
    if value is None or value == "":
        return ""
    step = _STEPS.get(criterion.answer_type)
    if step is not None:
        return _number(criterion.answer_type, value, step)
    if criterion.answer_type in WORDS:
        return _word(criterion.answer_type, value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value if isinstance(value, str) else value_text(value)


def _number(kind: AnswerType, value: Value, step: Decimal) -> str:
    number = number_of(value)
    if number is None:
        return ""
    kept = number.quantize(step, context=CONTEXT)
    if kind is AnswerType.COUNT and kept != number:
        raise InvalidValue(
            field="value", value=value_text(number), reason=translate("a whole number is needed")
        )
    spelt = format(kept, "f")
    return spelt.rstrip("0").rstrip(".") if "." in spelt else spelt


def _word(kind: AnswerType, value: Value) -> str:
    """Return `yes`, `partial` or `no`, from a truth or from the words of people."""
    if isinstance(value, str):
        for spelt, word in WORDS[kind].items():
            if same_words(value) in {spelt, same_words(word)}:
                return spelt
    return "yes" if truth_of(value) else "no"
