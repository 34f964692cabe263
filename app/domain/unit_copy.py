"""The copy for the unit (bản dành cho đơn vị): the visit without what the team keeps to itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from app.domain.annex import Annex
from app.domain.answer import Answer, AnswerFacts
from app.domain.case_file import CaseFile
from app.domain.dossier import Dossier
from app.domain.draw import Draw
from app.domain.finding import Finding
from app.domain.photo import PhotoUse
from app.domain.scoring import ChecklistScore

_A = TypeVar("_A", bound=AnswerFacts)


class LeftOutKind(Enum):
    """What a copy for the unit does without, in the order of its list."""

    PHOTOS = "photos"
    """Internal photos, and all of them where the annex of photos is not printed."""
    COMMENTS = "comments"
    """What the team remarked beside an answer."""
    REASONS = "reasons"
    """Why points differ from the rule's."""
    SOURCES = "sources"
    """Where numerator and denominator were found."""
    STRANGERS = "strangers"
    """Answers to criteria that are in no checklist of the visit any more."""
    PROPOSALS = "proposals"
    """What the program proposed and a finding was made of."""
    APPLICANTS = "applicants"
    """Who submitted a dossier of the sample."""
    PICKS = "picks"
    """Why a dossier came into the sample by hand or in place of another."""
    ABSENT = "absent"
    """People who were not at work, where the annex that names them is not printed."""
    TASKS = "tasks"
    """Who of the team was to look at what."""
    REOPENING = "reopening"
    """Why the visit was opened again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutItem:
    """One kind of content that was left out, and how often it was there."""

    kind: LeftOutKind
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What a copy for the unit does without; no word of it is told."""

    items: tuple[LeftOutItem, ...]
    """Only kinds of which there was any, in their order."""
    photo_hashes: tuple[str, ...]
    """SHA-256 of each photo left out, so that it can be proved later that it was there."""


def for_unit(case: CaseFile) -> tuple[CaseFile, LeftOut]:
    """Return a case file as the unit may have it, and what was left out of it."""
    shown = {photo.id for photo in case.photos if _is_shown(case, photo.use)}
    hidden = tuple(photo for photo in case.photos if photo.id not in shown)
    printed = Annex.ABSENCES not in case.inspection.left_out
    sanitised = replace(
        case,
        inspection=replace(case.inspection, reopened_reason=""),
        participants=tuple(replace(one, tasks="") for one in case.participants),
        answers={code: _answer(one) for code, one in case.answers.items()},
        left_over=(),
        earlier=(),
        findings=tuple(
            replace(one, proposal="", proposed_text="", joined_proposals=())
            for one in case.findings
        ),
        dossiers=tuple(_dossier(one) for one in case.dossiers),
        draws=tuple(_draw(one) for one in case.draws),
        photos=tuple(
            replace(photo, latitude=None, longitude=None)
            for photo in case.photos
            if photo.id in shown
        ),
        photo_links=tuple(link for link in case.photo_links if link.photo_id in shown),
        photo_marks=tuple(one for one in case.photo_marks if one.photo_id in shown),
        work_shares=(),
        absences=case.absences if printed else (),
    )
    counts = {LeftOutKind.PHOTOS: len(hidden)} | dict(_counts(case))
    items = (LeftOutItem(kind=kind, count=counts.get(kind, 0)) for kind in LeftOutKind)
    return sanitised, LeftOut(
        items=tuple(item for item in items if item.count),
        photo_hashes=tuple(photo.sha256 for photo in hidden),
    )


def score_for_unit(score: ChecklistScore) -> ChecklistScore:
    """Return a score as the unit may have it: its points stand, its answers keep no remark.

    It is not to be reckoned anew: points that differ from the rule's count for their reason.
    """
    criteria = {
        code: one._replace(given=_answer(one.given)) if one.given else one
        for code, one in score.criteria.items()
    }
    return replace(score, criteria=criteria)


def _is_shown(case: CaseFile, use: PhotoUse) -> bool:
    return use is PhotoUse.IN_MINUTES and Annex.PHOTOS not in case.inspection.left_out


def _answer(answer: _A) -> _A:
    return replace(answer, comment="", team_reason="", final_reason="", rate_source="")


def _dossier(dossier: Dossier) -> Dossier:
    return replace(dossier, applicant="", pick_reason="")


def _draw(draw: Draw) -> Draw:
    return replace(draw, drawn=tuple(replace(one, reason="") for one in draw.drawn))


def _counts(case: CaseFile) -> Iterator[tuple[LeftOutKind, int]]:
    answers = case.answers.values()
    yield LeftOutKind.COMMENTS, _filled(one.comment for one in answers)
    yield LeftOutKind.REASONS, _filled(text for one in answers for text in _reasons(one))
    yield LeftOutKind.SOURCES, _filled(one.rate_source for one in answers)
    yield LeftOutKind.STRANGERS, len(case.left_over)
    yield LeftOutKind.PROPOSALS, _filled(map(_proposal, case.findings))
    yield LeftOutKind.APPLICANTS, _filled(one.applicant for one in case.dossiers)
    drawn = (one.reason for draw in case.draws for one in draw.drawn)
    yield LeftOutKind.PICKS, _filled((*(one.pick_reason for one in case.dossiers), *drawn))
    printed = Annex.ABSENCES not in case.inspection.left_out
    yield LeftOutKind.ABSENT, 0 if printed else len(case.absences)
    yield LeftOutKind.TASKS, _filled(one.tasks for one in case.participants)
    yield LeftOutKind.REOPENING, _filled((case.inspection.reopened_reason,))


def _filled(texts: Iterable[str]) -> int:
    return sum(1 for text in texts if text.strip())


def _reasons(answer: Answer) -> tuple[str, str]:
    return answer.team_reason, answer.final_reason


def _proposal(finding: Finding) -> str:
    return finding.proposed_text or finding.proposal
