"""What a visit found of a recommendation of an earlier one (kiểm tra việc khắc phục)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from app.domain.entity import Merge
from app.ids import InspectionId, RecommendationId, RemediationCheckId, place_id


class RemediationOutcome(Enum):
    """How far an earlier recommendation was carried out, as seen on the spot."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemediationCheck:
    """One earlier recommendation, verified in this visit.

    It says what was asked in its own words, so that minutes stand by themselves
    whatever becomes of the earlier visit.
    """

    KIND: ClassVar[str] = "remediation_check"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: RemediationCheckId
    inspection_id: InspectionId
    recommendation_id: Annotated[RecommendationId, Merge.IMMUTABLE]
    text: Annotated[str, Merge.AUTO]
    """What the earlier recommendation asked."""
    due_on: Annotated[date | None, Merge.AUTO] = None
    outcome: RemediationOutcome | None = None
    """None while nobody has looked."""
    note: str = ""
    order: Annotated[int, Merge.AUTO] = 0


def remediation_check_id(
    inspection_id: InspectionId, recommendation_id: RecommendationId
) -> RemediationCheckId:
    """Return the identity of a check: two laptops that verify one recommendation meet in it."""
    return RemediationCheckId(place_id("remediation_check", inspection_id, recommendation_id))
