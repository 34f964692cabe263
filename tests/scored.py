"""Whole checklists for tests of the engine, built row by row, and their scores."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.domain.answer import AnswerFacts
from app.domain.band import Band
from app.domain.checklist import (
    AnswerType,
    Checklist,
    ChecklistState,
    Criterion,
    checklist_id,
    content_sha256,
)
from app.domain.checklist_check import check_criteria
from app.domain.scoring import ChecklistScore, score_checklist
from tests import given

Answers = Mapping[str, AnswerFacts | str]


def group(code: str, points: str, parent: str = "", **facts: object) -> Criterion:
    """A row that adds up those under it."""
    kind = AnswerType.SCORE
    return given.criterion(
        code, parent, points, answer_type=kind, scoring_rule="Tổng điểm", **facts
    )


def leaf(code: str, points: str, kind: AnswerType, rule: str, **facts: object) -> Criterion:
    """A row that is answered, under the code before its last dot."""
    parent = code.rpartition(".")[0]
    return given.criterion(code, parent, points, answer_type=kind, scoring_rule=rule, **facts)


def whole(*criteria: Criterion, bands: tuple[Band, ...] = ()) -> Checklist:
    """A published checklist of these rows, which are proved to make one."""
    check_criteria(criteria, bands)
    digest = content_sha256(criteria, bands)
    return Checklist(
        id=checklist_id(criteria[0].code, digest),
        code=criteria[0].code,
        title="Bộ tiêu chí",
        number=1,
        criteria=criteria,
        content_sha256=digest,
        state=ChecklistState.PUBLISHED,
        bands=bands,
    )


def scored(checklist: Checklist, answers: Answers) -> ChecklistScore:
    """Score answers; a text stands for its value."""
    return score_checklist(
        checklist,
        {
            code: AnswerFacts(value=answer) if isinstance(answer, str) else answer
            for code, answer in answers.items()
        },
    )


def rate(part: int, whole_: int = 100) -> AnswerFacts:
    """A percentage with its two numbers."""
    return AnswerFacts(numerator=Decimal(part), denominator=Decimal(whole_))


LEFT_OUT = AnswerFacts(not_applicable=True, comment="Không phát sinh")
