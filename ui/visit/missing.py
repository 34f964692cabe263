"""What is still missing before minutes can be signed, each with the place to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.answer_problem import problems_in
from app.domain.case_file import CaseFile
from app.domain.demand import Gravity
from app.domain.finding import FindingKind
from app.domain.inspection import Side
from app.domain.photo import PhotoUse
from app.domain.scoring import ChecklistScore, CriterionState
from app.domain.version_move import answers_to_review
from app.words import translate
from ui.navigation import VisitTab


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing that is missing; `blocks` where minutes cannot be written without it."""

    text: str
    tab: VisitTab
    criterion_code: str = ""
    blocks: bool = False


def missing_in(case: CaseFile, scores: Sequence[ChecklistScore]) -> list[Missing]:
    """Return what is missing, the graver first."""
    found = [
        *_in_recommendations(case),
        *_in_visit(case),
        *_in_answers(scores),
        *_owed(case, scores),
        *_in_versions(case),
        *_in_photos(case),
    ]
    return sorted(found, key=lambda one: not one.blocks)


def _in_recommendations(case: CaseFile) -> Iterator[Missing]:
    for number, one in enumerate(case.recommendations, start=1):
        if one.lacks_deadline:
            yield Missing(
                text=translate("Recommendation {number} has no deadline", number=number),
                tab=VisitTab.FINDINGS,
                blocks=True,
            )
        if not one.owner.strip():
            yield Missing(
                text=translate("Recommendation {number} names nobody to act", number=number),
                tab=VisitTab.FINDINGS,
            )
    answered = {one.finding_id for one in case.recommendations}
    for number, finding in enumerate(case.findings, start=1):
        if finding.kind is FindingKind.SHORTCOMING and finding.id not in answered:
            yield Missing(
                text=translate("Shortcoming {number} has no recommendation", number=number),
                tab=VisitTab.FINDINGS,
            )


def _in_visit(case: CaseFile) -> Iterator[Missing]:
    inspection = case.inspection
    for is_there, text in (
        (inspection.started_at, translate("The start of the visit is not recorded")),
        (inspection.ended_at, translate("The end of the visit is not recorded")),
        (inspection.place.strip(), translate("The place of the visit is not recorded")),
        (case.people(Side.TEAM), translate("Nobody of the inspection team is listed")),
        (case.people(Side.UNIT), translate("Nobody of the inspected unit is listed")),
    ):
        if not is_there:
            yield Missing(text=text, tab=VisitTab.OVERVIEW)
    if not inspection.unit_opinion.strip():
        yield Missing(
            text=translate("The opinion of the unit is not recorded"), tab=VisitTab.MINUTES
        )


def _in_answers(scores: Sequence[ChecklistScore]) -> Iterator[Missing]:
    for score in scores:
        open_codes = [
            code for code, one in score.criteria.items() if one.state is CriterionState.UNANSWERED
        ]
        if open_codes:
            yield Missing(
                text=translate(
                    "{count} criteria are not yet scored, the first is {code}",
                    count=len(open_codes),
                    code=open_codes[0],
                ),
                tab=VisitTab.CHECKLIST,
                criterion_code=open_codes[0],
            )


def _owed(case: CaseFile, scores: Sequence[ChecklistScore]) -> Iterator[Missing]:
    """What the checklists demand of answers that are given."""
    texts = {
        Gravity.BLOCKS: translate("{code}: {problem}"),
        Gravity.WARNS: translate("{code}: {problem} – correct it, or say why in the comment"),
        Gravity.INFORMS: translate("{code}: {problem} – for information"),
    }
    for one in problems_in(case, scores):
        yield Missing(
            text=texts[one.gravity].format(code=one.criterion_code, problem=one.text),
            tab=VisitTab.CHECKLIST,
            criterion_code=one.criterion_code,
            blocks=one.blocks,
        )


def _in_versions(case: CaseFile) -> Iterator[Missing]:
    """Answers that were given to another version of their checklist."""
    for code in answers_to_review(case):
        yield Missing(
            text=translate("The answer to {code} is to be reviewed: it was reworded", code=code),
            tab=VisitTab.CHECKLIST,
            criterion_code=code,
        )
    if case.left_over:
        yield Missing(
            text=translate(
                "{count} answers stand at criteria that are not in the checklist any more",
                count=len(case.left_over),
            ),
            tab=VisitTab.OVERVIEW,
        )


def _in_photos(case: CaseFile) -> Iterator[Missing]:
    bare = [
        photo
        for photo in case.photos
        if photo.use is PhotoUse.IN_MINUTES and not photo.caption.strip()
    ]
    if bare:
        yield Missing(
            text=translate("{count} photos have no caption", count=len(bare)), tab=VisitTab.PHOTOS
        )
