"""Answers that the dossier sample gives by itself, for a person to take over or correct.

Which figure answers which criterion is data, because the criteria are (`dossier_sample` §6).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from app.domain.answer import AnswerFacts
from app.domain.answer_check import rule_of
from app.domain.checklist import AnswerType, Checklist, Criterion
from app.domain.csv_rows import read_rows
from app.domain.dossier_result import Rate, SampleStatistics
from app.errors import AppError
from app.words import mark, translate

COLUMNS: Final = ("criterion_code", "figure")
FIGURES: Final = frozenset(field.name for field in dataclasses.fields(SampleStatistics))


class SampleAnswersInvalid(AppError):
    """The list of criteria that a sample answers cannot be read."""

    code = "sample_answers_invalid"
    message = mark(
        "The list of criteria answered by the dossier sample cannot be read, {place}: {reason}. "
        "Nothing was changed. Correct it there and try again."
    )


def read_sample_answers(text: str) -> Mapping[str, str]:
    """Read which figure of a sample answers which criterion, by code.

    Raises:
        SampleAnswersInvalid: naming row and column, if a figure is unknown or a code stands
            there twice.
    """
    uses: dict[str, str] = {}
    for row in read_rows(text, COLUMNS, SampleAnswersInvalid):
        code, figure = row.cells["criterion_code"], row.cells["figure"]
        if figure not in FIGURES:
            raise row.refuse("figure", translate("“{value}” is not expected here", value=figure))
        if not code or code in uses:
            raise row.refuse(
                "criterion_code", translate("the code is missing or stands there twice")
            )
        uses[code] = figure
    return uses


def suggest_answers(
    checklist: Checklist,
    figures: SampleStatistics,
    uses: Mapping[str, str],
    *,
    source: str,
    on: date,
) -> dict[str, AnswerFacts]:
    """Return the answers, by criterion code, that a sample gives to a checklist.

    A rate of nothing suggests that the criterion is not applicable if its rule provides for
    that, else nothing; a sample without dossiers suggests nothing at all.
    """
    answers = {}
    for leaf in checklist.leaves() if figures.total else ():
        figure = getattr(figures, uses[leaf.code]) if leaf.code in uses else None
        answer = _answer(leaf, figure, source, on)
        if answer is not None:
            answers[leaf.code] = answer
    return answers


def _answer(leaf: Criterion, figure: object, source: str, on: date) -> AnswerFacts | None:
    if leaf.calculation.strip():
        return None
    if isinstance(figure, int) and leaf.answer_type is AnswerType.COUNT:
        return AnswerFacts(value=str(figure))
    if not isinstance(figure, Rate) or leaf.answer_type is not AnswerType.PERCENT:
        return None
    if not figure.denominator:
        left_out = rule_of(leaf).may_be_left_out
        return AnswerFacts(not_applicable=True) if left_out else None
    return AnswerFacts(
        numerator=Decimal(figure.numerator),
        denominator=Decimal(figure.denominator),
        rate_source=source,
        rate_on=on,
    )
