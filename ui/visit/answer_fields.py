"""The facts of an answer in words: what each is called, and what a value of it says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.domain.checklist import AnswerType, Criterion
from app.domain.gap_differences import FIELD_NAMES
from app.services.answer_history import AnswerWrite
from app.words import translate
from ui.texts import day_text, moment_text, number_text, parse_number
from ui.visit.criterion_state import answer_word

_NUMBERS = frozenset({AnswerType.NUMBER, AnswerType.SCORE, AnswerType.COUNT, AnswerType.PERCENT})


def field_text(field: str) -> str:
    """Return what a fact is called."""
    return translate(FIELD_NAMES[field]) if field in FIELD_NAMES else field


def value_text(criterion: Criterion, field: str, value: object) -> str:
    """Return what a value of a fact says; nothing is said in brackets."""
    if value is None or value == "":
        return translate("(empty)")
    match value:
        case bool():
            return translate("yes") if value else translate("no")
        case Decimal():
            return number_text(value)
        case date():
            return day_text(value)
    text = str(value)
    if field != "value":
        return " ".join(text.split())
    number = parse_number(text) if criterion.answer_type in _NUMBERS else None
    return number_text(number) if number is not None else answer_word(criterion.answer_type, text)


def origin_text(write: AnswerWrite) -> str:
    """Return who wrote a value, on which laptop, and when."""
    elsewhere = write.laptop or translate("another laptop")
    where = translate("this laptop") if write.is_here else elsewhere
    return f"{moment_text(write.written_at)}  ·  {write.actor}  ·  {where}"
