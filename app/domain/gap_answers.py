"""Gaps in answers: criteria not scored, what a checklist demands of those that are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.answer_problem import problems_in
from app.domain.case_file import CaseFile
from app.domain.criterion_score import CriterionState
from app.domain.demand import Gravity, Need
from app.domain.gap import Gap, GapPlace, quoted
from app.domain.scoring import ChecklistScore
from app.domain.version_move import answers_to_review
from app.words import translate


def in_answers(scores: Sequence[ChecklistScore]) -> Iterator[Gap]:
    """Yield the criteria that are not scored, those of one checklist under its name."""
    for score in scores:
        open_ones = [
            one for one in score.criteria.values() if one.state is CriterionState.UNANSWERED
        ]
        group = translate(
            "{count} criteria of “{checklist}” are not yet scored: answer each, or mark it "
            "not applicable",
            count=len(open_ones),
            checklist=score.checklist.code,
        )
        for one in open_ones:
            yield Gap(
                text=translate(
                    "{code} is not yet scored: {quote}",
                    code=one.criterion.code,
                    quote=quoted(one.criterion.text),
                ),
                place=GapPlace.CHECKLIST,
                key=one.criterion.code,
                group=group,
                name=one.criterion.code,
            )


def in_demands(case: CaseFile, scores: Sequence[ChecklistScore]) -> Iterator[Gap]:
    """Yield what the checklists demand of answers that are given."""
    texts = {
        Gravity.BLOCKS: translate("{code}: {problem}"),
        Gravity.WARNS: translate("{code}: {problem} – correct it, or say why in the comment"),
        Gravity.INFORMS: translate("{code}: {problem} – for information"),
    }
    unanswered = {
        code
        for score in scores
        for code, one in score.criteria.items()
        if one.state is CriterionState.UNANSWERED
    }
    for one in problems_in(case, scores):
        if one.need is Need.ANSWER and one.criterion_code in unanswered:
            continue  # said already
        yield Gap(
            text=texts[one.gravity].format(code=one.criterion_code, problem=one.text),
            place=GapPlace.CHECKLIST,
            key=one.criterion_code,
            blocks=one.blocks,
        )


def in_versions(case: CaseFile) -> Iterator[Gap]:
    """Yield the answers that were given to another version of their checklist."""
    for code in answers_to_review(case):
        yield Gap(
            text=translate("The answer to {code} is to be reviewed: it was reworded", code=code),
            place=GapPlace.CHECKLIST,
            key=code,
            blocks=False,
        )
    if case.left_over:
        yield Gap(
            text=translate(
                "{count} answers stand at criteria that are not in the checklist any more",
                count=len(case.left_over),
            ),
            place=GapPlace.OVERVIEW,
            blocks=False,
        )
