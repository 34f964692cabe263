"""Gaps (điều còn thiếu): what minutes still lack before they can be signed, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from app.domain.answer_problem import problems_in
from app.domain.case_file import CaseFile
from app.domain.demand import Gravity
from app.domain.finding import FindingKind
from app.domain.inspection import Side
from app.domain.photo import PhotoUse
from app.domain.scoring import ChecklistScore, CriterionState
from app.domain.version_move import answers_to_review
from app.errors import AppError
from app.words import mark, translate


class GapPlace(Enum):
    """Where in a visit a gap is closed."""

    OVERVIEW = "overview"
    CHECKLIST = "checklist"
    DOSSIERS = "dossiers"
    FINDINGS = "findings"
    PHOTOS = "photos"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing that is missing; `blocks` where minutes cannot be signed without it."""

    text: str
    place: GapPlace
    key: str = ""
    """The criterion's code, or the identity of the finding, photo or dossier it is about."""
    blocks: bool = False


class MinutesNotReady(AppError):
    """Minutes cannot be frozen for the signature while something is missing."""

    code = "minutes_not_ready"
    message = mark(
        "The minutes cannot be written for signature yet: {count} things are missing, first: "
        "{first}. Nothing was changed. Close what is listed under “Still missing”, or write a "
        "draft."
    )


def gaps_in(case: CaseFile, scores: Sequence[ChecklistScore]) -> list[Gap]:
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


def _in_recommendations(case: CaseFile) -> Iterator[Gap]:
    for number, one in enumerate(case.recommendations, start=1):
        if one.lacks_deadline:
            yield Gap(
                text=translate("Recommendation {number} has no deadline", number=number),
                place=GapPlace.FINDINGS,
                blocks=True,
            )
        if not one.owner.strip():
            yield Gap(
                text=translate("Recommendation {number} names nobody to act", number=number),
                place=GapPlace.FINDINGS,
            )
    answered = {one.finding_id for one in case.recommendations}
    for number, finding in enumerate(case.findings, start=1):
        if finding.kind is FindingKind.SHORTCOMING and finding.id not in answered:
            yield Gap(
                text=translate("Shortcoming {number} has no recommendation", number=number),
                place=GapPlace.FINDINGS,
            )


def _in_visit(case: CaseFile) -> Iterator[Gap]:
    inspection = case.inspection
    for is_there, text in (
        (inspection.started_at, translate("The start of the visit is not recorded")),
        (inspection.ended_at, translate("The end of the visit is not recorded")),
        (inspection.place.strip(), translate("The place of the visit is not recorded")),
        (case.people(Side.TEAM), translate("Nobody of the inspection team is listed")),
        (case.people(Side.UNIT), translate("Nobody of the inspected unit is listed")),
    ):
        if not is_there:
            yield Gap(text=text, place=GapPlace.OVERVIEW)
    if not inspection.unit_opinion.strip():
        yield Gap(text=translate("The opinion of the unit is not recorded"), place=GapPlace.MINUTES)


def _in_answers(scores: Sequence[ChecklistScore]) -> Iterator[Gap]:
    for score in scores:
        open_codes = [
            code for code, one in score.criteria.items() if one.state is CriterionState.UNANSWERED
        ]
        if open_codes:
            yield Gap(
                text=translate(
                    "{count} criteria are not yet scored, the first is {code}",
                    count=len(open_codes),
                    code=open_codes[0],
                ),
                place=GapPlace.CHECKLIST,
                key=open_codes[0],
            )


def _owed(case: CaseFile, scores: Sequence[ChecklistScore]) -> Iterator[Gap]:
    """What the checklists demand of answers that are given."""
    texts = {
        Gravity.BLOCKS: translate("{code}: {problem}"),
        Gravity.WARNS: translate("{code}: {problem} – correct it, or say why in the comment"),
        Gravity.INFORMS: translate("{code}: {problem} – for information"),
    }
    for one in problems_in(case, scores):
        yield Gap(
            text=texts[one.gravity].format(code=one.criterion_code, problem=one.text),
            place=GapPlace.CHECKLIST,
            key=one.criterion_code,
            blocks=one.blocks,
        )


def _in_versions(case: CaseFile) -> Iterator[Gap]:
    """Answers that were given to another version of their checklist."""
    for code in answers_to_review(case):
        yield Gap(
            text=translate("The answer to {code} is to be reviewed: it was reworded", code=code),
            place=GapPlace.CHECKLIST,
            key=code,
        )
    if case.left_over:
        yield Gap(
            text=translate(
                "{count} answers stand at criteria that are not in the checklist any more",
                count=len(case.left_over),
            ),
            place=GapPlace.OVERVIEW,
        )


def _in_photos(case: CaseFile) -> Iterator[Gap]:
    bare = [
        photo
        for photo in case.photos
        if photo.use is PhotoUse.IN_MINUTES and not photo.caption.strip()
    ]
    if bare:
        yield Gap(
            text=translate("{count} photos have no caption", count=len(bare)), place=GapPlace.PHOTOS
        )


def check_signable(gaps: Sequence[Gap]) -> None:
    """Prove that nothing is missing that minutes cannot be signed without.

    Raises:
        MinutesNotReady: naming how many things are, and the first.
    """
    blocking = [gap for gap in gaps if gap.blocks]
    for first in blocking[:1]:
        raise MinutesNotReady(count=len(blocking), first=first.text)
