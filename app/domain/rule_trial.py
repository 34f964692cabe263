"""Trying a rule that is still written: what an answer would earn, and why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.domain.answer import AnswerFacts
from app.domain.checklist import AnswerType, Checklist, Criterion
from app.domain.scoring import CriterionScore, score_checklist
from app.ids import ChecklistId

_ROOT = "*"


def try_answer(criterion: Criterion, answer: AnswerFacts) -> CriterionScore:
    """Return what an answer earns at a criterion that stands alone.

    Raises:
        RuleInvalid: if its rule is not in the grammar.
    """
    root = Criterion(
        code=_ROOT,
        parent_code="",
        area="",
        text="",
        answer_type=AnswerType.SCORE,
        max_score=criterion.max_score,
    )
    alone = replace(
        criterion, parent_code=_ROOT, condition="", calculation="", required="", checks=""
    )
    checklist = Checklist(
        id=ChecklistId(""),
        code=_ROOT,
        title="",
        number=1,
        criteria=(replace(root, max_score=max(criterion.max_score, Decimal(0))), alone),
        content_sha256="",
    )
    return score_checklist(checklist, {criterion.code: answer}).criteria[criterion.code]
