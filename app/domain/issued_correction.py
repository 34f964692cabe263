"""Corrections by hand to what an issued table came to, one field of one criterion at a time."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from app.domain.checklist import AnswerType, Criterion
from app.domain.checklist_draft import ChecklistDraft
from app.domain.issued_rule import read_issued_rule

_UNSCORED: Final = frozenset({AnswerType.TEXT, AnswerType.DATE})


def with_code(draft: ChecklistDraft, code: str, title: str) -> ChecklistDraft:
    """Return a draft under another code and title; the codes of its criteria follow."""
    old = draft.criteria[0].code

    def renamed(one: str) -> str:
        return code + one[len(old) :] if one == old or one.startswith(f"{old}.") else one

    criteria = [
        replace(row, code=renamed(row.code), parent_code=renamed(row.parent_code))
        for row in draft.criteria
    ]
    criteria[0] = replace(criteria[0], text=title, area=title)
    return replace(draft, code=code, title=title, criteria=tuple(criteria))


def with_points(draft: ChecklistDraft, index: int, points: Decimal) -> ChecklistDraft:
    """Return a draft with other points of a criterion; its rule goes where it no longer fits."""
    row = replace(draft.criteria[index], max_score=points)
    return _with(draft, index, row)


def with_type(draft: ChecklistDraft, index: int, kind: AnswerType) -> ChecklistDraft:
    """Return a draft with another type of answer; a rule of another type becomes guidance."""
    row = draft.criteria[index]
    wording = row.scoring_rule or row.guidance
    again = _typed(wording, kind, row.max_score)
    guidance = "" if again and not row.guidance else row.guidance or wording
    points = Decimal(0) if kind in _UNSCORED else row.max_score
    changed = replace(
        row, answer_type=kind, scoring_rule=again, guidance=guidance, max_score=points
    )
    return _with(draft, index, changed)


def with_text(draft: ChecklistDraft, index: int, text: str) -> ChecklistDraft:
    """Return a draft with another text of a criterion."""
    return _with(draft, index, replace(draft.criteria[index], text=text))


def recoded(draft: ChecklistDraft, index: int, code: str) -> ChecklistDraft:
    """Return a draft with another code of a criterion; those under it follow their parent."""
    old = draft.criteria[index].code
    criteria = [
        replace(row, parent_code=code) if row.parent_code == old else row for row in draft.criteria
    ]
    criteria[index] = replace(criteria[index], code=code)
    return replace(draft, criteria=tuple(criteria))


def _with(draft: ChecklistDraft, index: int, row: Criterion) -> ChecklistDraft:
    criteria = list(draft.criteria)
    criteria[index] = row
    return replace(draft, criteria=tuple(criteria))


def _typed(wording: str, kind: AnswerType, points: Decimal) -> str:
    read = read_issued_rule(wording, points or None)
    return read.scoring_rule if read.answer_type is kind else ""
