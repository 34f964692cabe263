"""The entities of the house, by kind: what the journal writes and packages carry."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.domain.answer import Answer
from app.domain.attendance import Absence, RollCall
from app.domain.calendar import SpecialDay
from app.domain.checklist import Checklist
from app.domain.criterion_return import CriterionReturn
from app.domain.dossier import Dossier
from app.domain.draw import Draw
from app.domain.entity import Entity, Merge, facts_of
from app.domain.finding import Finding
from app.domain.inspection import Inspection, Participant
from app.domain.minutes import Minutes
from app.domain.paper import PaperTemplate
from app.domain.photo import Photo, PhotoLink
from app.domain.photo_mark import PhotoMark
from app.domain.phrase import Phrase
from app.domain.plan import Plan
from app.domain.recommendation import Recommendation
from app.domain.register import Register
from app.domain.remediation_check import RemediationCheck
from app.domain.unit import Unit
from app.domain.visit_ruling import VisitRuling
from app.domain.work_share import WorkShare

ENTITIES: Final[Mapping[str, type[Entity]]] = MappingProxyType(
    {
        kind.KIND: kind
        for kind in (
            Unit,
            Plan,
            Checklist,
            Inspection,
            Participant,
            Answer,
            Finding,
            Recommendation,
            Dossier,
            Photo,
            PhotoLink,
            Minutes,
            Phrase,
            SpecialDay,
            Register,
            Draw,
            RollCall,
            Absence,
            PaperTemplate,
            PhotoMark,
            RemediationCheck,
            WorkShare,
            VisitRuling,
            CriterionReturn,
        )
    }
)

WRITTEN_ONCE: Final = frozenset(
    (kind, fact.name)
    for kind, entity in ENTITIES.items()
    for fact in facts_of(entity)
    if fact.merge is Merge.IMMUTABLE
)
"""The facts that keep their first value for ever, each by the kind of its entity and its name."""
