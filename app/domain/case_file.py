"""The case file (hồ sơ kiểm tra): everything recorded of one inspection, at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.answer import Answer
from app.domain.checklist import Checklist
from app.domain.dossier import Dossier
from app.domain.draw import Draw
from app.domain.finding import Finding
from app.domain.inspection import Inspection, Participant, Side
from app.domain.photo import Photo, PhotoLink, PhotoTarget
from app.domain.plan import Plan
from app.domain.recommendation import Recommendation
from app.domain.register import Register
from app.domain.unit import Unit


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
    findings: tuple[Finding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    dossiers: tuple[Dossier, ...] = ()
    registers: tuple[Register, ...] = ()
    draws: tuple[Draw, ...] = ()
    photos: tuple[Photo, ...] = ()
    photo_links: tuple[PhotoLink, ...] = ()
    absent: tuple[str, ...] = ()
    """The plan and checklists that have not arrived on this computer, by identity."""

    def people(self, side: Side) -> tuple[Participant, ...]:
        """Return the participants of one side, in order."""
        return tuple(person for person in self.participants if person.side is side)

    def photos_of(self, target: PhotoTarget, key: str) -> tuple[Photo, ...]:
        """Return the photos that are evidence for a criterion, finding or dossier."""
        wanted = {
            link.photo_id
            for link in self.photo_links
            if link.target is target and link.target_key == key
        }
        return tuple(photo for photo in self.photos if photo.id in wanted)
