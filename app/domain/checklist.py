"""Checklists (bộ tiêu chí): a tree of criteria whose published versions never change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, ClassVar

from app.domain.band import Band
from app.domain.canonical import LATER, spell
from app.domain.entity import Merge
from app.ids import ChecklistId, place_id


class AnswerType(Enum):
    """How a criterion is answered."""

    YES_NO = "yes_no"
    YES_PARTIAL_NO = "yes_partial_no"
    SCORE = "score"
    PERCENT = "percent"
    COUNT = "count"
    CHOICE = "choice"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    """A measured or calculated number with decimals."""
    MULTIPLE = "multiple"
    """Any of several choices; what they earn is added up."""


class CriterionRole(Enum):
    """What the points of a criterion, or of all under a group, do to the total."""

    SCORED = "scored"
    BONUS = "bonus"
    """Điểm cộng: added beyond the maximum, up to that of its group."""
    PENALTY = "penalty"
    """Điểm trừ: taken from the total, up to the maximum of its group."""


class ChecklistState(Enum):
    """The life of a version."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One row of a checklist: the root, a group (area) or a leaf that is answered.

    Texts that steer keep the wording of their author: `scoring_rule` (grammar of
    `domain` §12) is read by `app.domain.rule_text`, the conditions and formulas by
    `app.domain.expression`. A leaf with `max_score` 0 only informs.
    """

    code: str
    parent_code: str
    area: str
    text: str
    answer_type: AnswerType
    max_score: Decimal
    scoring_rule: str = ""
    evidence: str = ""
    legal_basis: str = ""
    source: str = ""
    first_code: str = field(default="", metadata=LATER)
    """The code of its first version, where it has another now (see `identity`)."""
    role: CriterionRole = field(default=CriterionRole.SCORED, metadata=LATER)
    rating_cap: str = field(default="", metadata=LATER)
    """Điểm liệt: the best band (xếp loại) left when this criterion earns nothing."""
    condition: str = field(default="", metadata=LATER)
    """When it is asked at all, as an expression over other answers."""
    calculation: str = field(default="", metadata=LATER)
    """The expression that answers it, instead of a person."""
    required: str = field(default="", metadata=LATER)
    """What an answer must bring: `Không: nhận xét, ảnh; Một phần: nhận xét`."""
    checks: str = field(default="", metadata=LATER)
    """What an answer must fulfil, one check a line: `Chặn: . <= 100: Tỷ lệ quá 100%`."""
    guidance: str = field(default="", metadata=LATER)
    """How to look at it, shown beside the answer."""

    @property
    def identity(self) -> str:
        """What it is called in every version, whatever its code is now."""
        return self.first_code or self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """One version of a set of criteria; the first is the root, parents stand above children."""

    KIND: ClassVar[str] = "checklist"
    AGGREGATE: ClassVar[str] = "id"

    id: ChecklistId
    code: Annotated[str, Merge.IMMUTABLE]
    title: Annotated[str, Merge.IMMUTABLE]
    number: Annotated[int, Merge.IMMUTABLE]
    """The version, counted from 1 within one code."""
    criteria: Annotated[tuple[Criterion, ...], Merge.IMMUTABLE]
    content_sha256: Annotated[str, Merge.IMMUTABLE]
    state: Annotated[ChecklistState, Merge.HQ] = ChecklistState.DRAFT
    valid_from: Annotated[date | None, Merge.HQ] = None
    source: Annotated[str, Merge.IMMUTABLE] = ""
    bands: Annotated[tuple[Band, ...], Merge.IMMUTABLE] = field(default=(), metadata=LATER)
    """Its own bands (xếp loại); none where those of QĐ 766/QĐ-TTg hold."""

    @property
    def root(self) -> Criterion:
        """The row that carries the title and the total."""
        return self.criteria[0]

    def criterion(self, code: str) -> Criterion | None:
        """Return the criterion with this code, or None."""
        return next((row for row in self.criteria if row.code == code), None)

    def children(self, code: str) -> tuple[Criterion, ...]:
        """Return the criteria directly under a code, in the order of the set."""
        return tuple(row for row in self.criteria if row.parent_code == code)

    @property
    def areas(self) -> tuple[Criterion, ...]:
        """The groups directly under the root (lĩnh vực)."""
        return self.children(self.root.code)

    def leaves(self, under: str = "") -> Iterator[Criterion]:
        """Yield the criteria that are answered, all or those under a code, in order."""
        parents = {row.parent_code for row in self.criteria}
        inside = {under}
        for row in self.criteria:
            if row.parent_code in inside:
                inside.add(row.code)
            if row.code in inside and row.code not in parents:
                yield row


def content_sha256(criteria: tuple[Criterion, ...], bands: tuple[Band, ...] = ()) -> str:
    """Return the hash that freezes a version: SHA-256 of its canonical criteria.

    Bands of its own are hashed with them; without, the hash is that of the criteria
    alone, as it was before a checklist could have any.
    """
    content = spell((criteria, bands)) if bands else spell(criteria)
    return hashlib.sha256(content.encode()).hexdigest()


def checklist_id(code: str, digest: str) -> ChecklistId:
    """Return the identity of a version: same code and content, same version everywhere."""
    return ChecklistId(place_id("checklist", code, digest))
