"""What given answers still owe their checklist: comments, photos, legal basis, checks not met."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.answer import AnswerFacts
from app.domain.case_file import CaseFile
from app.domain.criterion_score import CriterionScore, CriterionState
from app.domain.demand import (
    Check,
    Gravity,
    Moment,
    Need,
    Requirement,
    parse_checks,
    parse_required,
)
from app.domain.expression import ExpressionFailed, Lookup, Reference, Value
from app.domain.photo import PhotoTarget
from app.domain.rule import NEVER, WORDS, same_words
from app.domain.scoring import ChecklistScore
from app.errors import AppError
from app.words import mark, translate

_OWED: Final = {
    Need.COMMENT: mark("this answer needs a comment"),
    Need.PHOTO: mark("this answer needs a photo"),
    Need.LEGAL_BASIS: mark("this answer needs its legal basis"),
    Need.ANSWER: mark("it must be answered"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that an answer owes."""

    criterion_code: str
    gravity: Gravity
    text: str
    need: Need | None = None
    """What must be added, where it is that."""

    @property
    def blocks(self) -> bool:
        """Whether the visit is not finished while it stands."""
        return self.gravity is Gravity.BLOCKS


class VisitNotReady(AppError):
    """A visit cannot be finished while an answer owes what its checklist demands."""

    code = "visit_not_ready"
    message = mark(
        "The visit cannot be finished yet: {count} demands of the checklist are not met, the first "
        "at {criterion}: {reason}. Nothing was changed. Complete the answers listed under what is "
        "missing, then finish again."
    )


def problems_in(case: CaseFile, scores: Sequence[ChecklistScore]) -> list[Problem]:
    """Return what the answers of a visit owe all its checklists."""
    photographed = {
        link.target_key for link in case.photo_links if link.target is PhotoTarget.CRITERION
    }
    return [problem for score in scores for problem in problems_of(score, photographed)]


def check_ready(case: CaseFile, scores: Sequence[ChecklistScore]) -> None:
    """Prove that no answer of a visit blocks its end.

    Raises:
        VisitNotReady: naming the first answer that does.
    """
    blocking = [problem for problem in problems_in(case, scores) if problem.blocks]
    for first in blocking[:1]:
        raise VisitNotReady(count=len(blocking), criterion=first.criterion_code, reason=first.text)


def problems_of(
    score: ChecklistScore, photographed: Collection[str], codes: Iterable[str] | None = None
) -> list[Problem]:
    """Return what the answers of a checklist owe, in the order of its criteria.

    Args:
        score: the checklist with its answers scored.
        photographed: the codes of the criteria that have photos.
        codes: the criteria to look at; all of them where none are named.
    """
    found: list[Problem] = []
    lookups: Callable[[str], Lookup] | None = None
    for code in score.criteria if codes is None else codes:
        one = score.criteria[code]
        row, answer = one.criterion, one.answer
        if not (row.required or row.checks) or one.state is CriterionState.HIDDEN:
            continue
        if answer is None or not answer.is_given:
            found += _unanswered(one)
            continue
        found += _owed(one, answer, photographed)
        if row.checks and not answer.not_applicable:
            lookups = lookups or score.lookups()
            for check in parse_checks(row.checks):
                found += _unfulfilled(check, answer, code, lookups(code))
    return found


def _unanswered(one: CriterionScore) -> Iterator[Problem]:
    """Yield what is owed where nothing is answered: the answer, if it is compulsory."""
    wanted = parse_required(one.criterion.required)
    if (
        any(demand.moment is Moment.UNANSWERED for demand in wanted)
        and not one.criterion.calculation
    ):
        yield Problem(
            criterion_code=one.criterion.code,
            gravity=Gravity.BLOCKS,
            text=translate(_OWED[Need.ANSWER]),
            need=Need.ANSWER,
        )


def _owed(
    one: CriterionScore, answer: AnswerFacts, photographed: Collection[str]
) -> Iterator[Problem]:
    there = {
        Need.COMMENT: bool(answer.comment.strip()),
        Need.PHOTO: one.criterion.code in photographed,
        Need.LEGAL_BASIS: bool(answer.legal_basis.strip()),
        Need.ANSWER: True,
    }
    told: set[Need] = set()
    for requirement in parse_required(one.criterion.required):
        if not _applies(requirement, one, answer):
            continue
        for need in requirement.needs:
            if there[need] or need in told:
                continue
            told.add(need)
            yield Problem(
                criterion_code=one.criterion.code,
                gravity=Gravity.BLOCKS,
                text=translate(_OWED[need]),
                need=need,
            )


def _applies(requirement: Requirement, one: CriterionScore, answer: AnswerFacts) -> bool:
    match requirement.moment:
        case Moment.ALWAYS:
            return True
        case Moment.UNANSWERED:
            return False
        case Moment.LEFT_OUT:
            return answer.not_applicable
        case Moment.NOT_FULL:
            return one.points is not None and one.points < one.max_score
        case Moment.NOTHING:
            return one.points is not None and one.points <= 0
        case None:
            return not answer.not_applicable and same_words(requirement.tier) in _named(one, answer)


def _named(one: CriterionScore, answer: AnswerFacts) -> set[str]:
    """Return the tiers that an answer names or reaches, as they are compared."""
    words = WORDS.get(one.criterion.answer_type, {})
    tiers = [*one.judgement.chosen, *([one.tier] if one.tier else [])]
    parts = answer.value.split(";") if answer.value != NEVER else []
    named = {same_words(words.get(part.strip(), part)) for part in parts}
    return named | {same_words(tier.condition) for tier in tiers}


def _unfulfilled(check: Check, answer: AnswerFacts, code: str, lookup: Lookup) -> Iterator[Problem]:
    gaps: list[Reference] = []

    def seen(reference: Reference) -> Value:
        value = lookup(reference)
        if value is None:
            gaps.append(reference)
        return value

    try:
        if check.expression.holds(seen) or (gaps and not check.expression.minds_gaps):
            return
        text = check.message
    except ExpressionFailed as failed:
        text = f"{check.message} ({failed.params['reason']})"
    if check.gravity is Gravity.WARNS and answer.comment.strip():
        return
    yield Problem(criterion_code=code, gravity=check.gravity, text=text)
