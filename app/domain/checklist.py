"""Checklists (bộ tiêu chí): a tree of criteria whose published versions never change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, ClassVar

from app.domain.canonical import spell
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


class ChecklistState(Enum):
    """The life of a version."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One row of a checklist: the root, a group (area) or a leaf that is answered.

    `scoring_rule` keeps the text as issued; `app.domain.scoring` reads it
    (grammar of `domain` §12). A leaf with `max_score` 0 only informs.
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


def content_sha256(criteria: tuple[Criterion, ...]) -> str:
    """Return the hash that freezes a version: SHA-256 of its canonical criteria."""
    return hashlib.sha256(spell(criteria).encode()).hexdigest()


def checklist_id(code: str, digest: str) -> ChecklistId:
    """Return the identity of a version: same code and content, same version everywhere."""
    return ChecklistId(place_id("checklist", code, digest))
