"""Findings (phát hiện): strengths, shortcomings, difficulties and violations to refer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated, ClassVar

from app.domain.canonical import LATER
from app.domain.entity import Merge
from app.errors import InvalidValue
from app.ids import FindingId, InspectionId
from app.words import translate


class FindingKind(Enum):
    """What a finding is."""

    STRENGTH = "strength"
    SHORTCOMING = "shortcoming"
    DIFFICULTY = "difficulty"
    VIOLATION = "violation"


class Severity(Enum):
    """How much a shortcoming weighs."""

    LIGHT = "light"
    MEDIUM = "medium"
    SERIOUS = "serious"


class CauseKind(Enum):
    """Where a cause lies."""

    OBJECTIVE = "objective"
    SUBJECTIVE = "subjective"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """What was found, without identity; also a part of the inspection document."""

    kind: FindingKind
    area_code: str
    """The area it is printed under, e.g. `CCHC.3`."""
    text: str
    criterion_code: str = ""
    """The criterion it comes from; a finding may stand without one."""
    legal_basis: str = ""
    evidence: str = ""
    """Evidence in words; photos and dossiers are linked."""
    cause: str = ""
    cause_kind: CauseKind | None = None
    severity: Severity | None = None
    responsible: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InvalidValue(field="text", value="", reason=translate("a finding needs its text"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(FindingFacts):
    """One finding of one inspection."""

    KIND: ClassVar[str] = "finding"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: FindingId
    inspection_id: InspectionId
    order: Annotated[int, Merge.AUTO] = 0
    proposal: str = field(default="", metadata=LATER)
    """The proposal it was accepted from, e.g. `criterion CCHC.1.1.1`; empty for one typed."""
    proposed_text: str = field(default="", metadata=LATER)
    """What was proposed when it was accepted, so that a changed proposal can be told."""
    other_criteria: tuple[str, ...] = field(default=(), metadata=LATER)
    """The criteria, by code, that it speaks of besides its own, since findings were joined."""
    dossier_ids: tuple[str, ...] = field(default=(), metadata=LATER)
    """The dossiers that it was found in, by identity."""
    joined_proposals: tuple[str, ...] = field(default=(), metadata=LATER)
    """The proposals of findings that were joined into this one: they are not made again."""

    @property
    def criteria(self) -> tuple[str, ...]:
        """Every criterion it speaks of, its own first."""
        return tuple(code for code in (self.criterion_code, *self.other_criteria) if code)

    @property
    def proposals(self) -> tuple[str, ...]:
        """Every proposal it was accepted from, the one whose wording it follows first."""
        return tuple(key for key in (self.proposal, *self.joined_proposals) if key)
