"""The case file (hồ sơ kiểm tra): everything recorded of one inspection, at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from app.domain.answer import Answer, answer_id
from app.domain.attendance import Absence, RollCall
from app.domain.checklist import Checklist
from app.domain.criterion_return import CriterionReturn
from app.domain.dossier import Dossier
from app.domain.draw import Draw
from app.domain.finding import Finding
from app.domain.inspection import Inspection, Participant, Side
from app.domain.minutes import Minutes, MinutesKind, MinutesState
from app.domain.photo import Photo, PhotoLink, PhotoTarget
from app.domain.photo_look import PhotoLook, look_of
from app.domain.photo_mark import PhotoMark
from app.domain.plan import Plan
from app.domain.recommendation import Recommendation
from app.domain.register import Register
from app.domain.remediation_check import RemediationCheck
from app.domain.unit import Unit
from app.domain.visit_ruling import VisitRuling
from app.domain.work_share import WorkShare


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """What documents and summaries are made of; rows stand in their printed order."""

    inspection: Inspection
    plan: Plan
    unit: Unit
    province: Unit | None
    checklists: tuple[Checklist, ...]
    participants: tuple[Participant, ...] = ()
    answers: Mapping[str, Answer]
    """By criterion code; codes differ between the checklists of one visit."""
    left_over: tuple[Answer, ...] = ()
    """Answers to criteria that are in no checklist of the visit any more."""
    earlier: tuple[Checklist, ...] = ()
    """Other versions that answers were given to, as far as this computer has them."""
    findings: tuple[Finding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    dossiers: tuple[Dossier, ...] = ()
    registers: tuple[Register, ...] = ()
    draws: tuple[Draw, ...] = ()
    photos: tuple[Photo, ...] = ()
    photo_links: tuple[PhotoLink, ...] = ()
    photo_marks: tuple[PhotoMark, ...] = ()
    remediation_checks: tuple[RemediationCheck, ...] = ()
    work_shares: tuple[WorkShare, ...] = ()
    roll_calls: tuple[RollCall, ...] = ()
    absences: tuple[Absence, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    """The frozen texts, the oldest first."""
    ruling: VisitRuling | None = None
    """What headquarters ruled about the visit as a whole."""
    returns: tuple[CriterionReturn, ...] = ()
    """The criteria that headquarters gave back, those that are settled among them."""
    absent: tuple[str, ...] = ()
    """The plan and checklists that have not arrived on this computer, by identity."""

    def people(self, side: Side) -> tuple[Participant, ...]:
        """Return the participants of one side, in order."""
        return tuple(person for person in self.participants if person.side is side)

    @property
    def signed_minutes(self) -> Minutes | None:
        """The full minutes signed last, or None."""
        signed = (
            one
            for one in reversed(self.minutes)
            if one.state is MinutesState.SIGNED and one.kind is MinutesKind.FULL
        )
        return next(signed, None)

    def with_record(self, record: object) -> CaseFile:
        """Return the case with a record as it is now, in its place; the same if it has none."""
        name = _PLACES.get(type(record))
        if name is None:
            return self
        identity = getattr(record, "id", None)
        rows: Any = tuple(record if one.id == identity else one for one in getattr(self, name))
        return replace(self, **{name: rows})

    def look_of(self, photo: Photo) -> PhotoLook:
        """Return how a photo is to be seen outside."""
        return look_of(photo, self.photo_marks)

    def photos_of(self, target: PhotoTarget, key: str) -> tuple[Photo, ...]:
        """Return the photos that are evidence for a criterion, finding or dossier."""
        wanted = {
            link.photo_id
            for link in self.photo_links
            if link.target is target and link.target_key == key
        }
        return tuple(photo for photo in self.photos if photo.id in wanted)


_PLACES: Final[Mapping[type, str]] = {
    Finding: "findings",
    Recommendation: "recommendations",
    Participant: "participants",
    Photo: "photos",
    RollCall: "roll_calls",
    Absence: "absences",
}
"""Where the records stand that are changed one by one."""


def answers_by_code(
    inspection: Inspection, checklists: Iterable[Checklist], answers: Iterable[Answer]
) -> tuple[dict[str, Answer], tuple[Answer, ...]]:
    """Return the answers of a visit by the code their criterion has now, and those left over.

    An answer belongs to a criterion by identity: two laptops may have answered two versions,
    and a code may mean something else in the other.
    """
    here = {one.id: {row.code for row in one.criteria} for one in checklists}
    codes = {code for known in here.values() for code in known}
    on_their_way = set(inspection.checklist_ids) - set(here)
    found: dict[str, Answer] = {}
    strangers: list[Answer] = []
    for answer in answers:
        code = answer.criterion_code
        is_ours = code in here.get(answer.checklist_id, ())
        may_become_ours = answer.checklist_id in on_their_way and code not in codes
        if is_ours or may_become_ours:
            found[code] = answer
        else:
            strangers.append(answer)
    if not strangers:
        return found, ()
    places = {
        answer_id(inspection.id, row.identity): row.code
        for one in checklists
        for row in one.criteria
    }
    for answer in strangers:
        if answer.id in places:
            code = places[answer.id]
            found[code] = replace(answer, criterion_code=code)
    return found, tuple(one for one in strangers if one.id not in places and not one.is_empty)
