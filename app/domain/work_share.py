"""Who of the team answers what (phân công): advice, never a lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from app.domain.entity import Merge
from app.ids import InspectionId, ParticipantId, WorkShareId, place_id


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkShare:
    """One area or criterion of a visit, given to a member of the team."""

    KIND: ClassVar[str] = "work_share"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: WorkShareId
    inspection_id: InspectionId
    criterion_code: Annotated[str, Merge.AUTO]
    """The code of the area or criterion in the checklist of the visit."""
    participant_id: Annotated[ParticipantId | None, Merge.AUTO] = None
    """The member; None where it was given back."""


def work_share_id(inspection_id: InspectionId, criterion_identity: str) -> WorkShareId:
    """Return the identity of a share: given to two members on two laptops, it is one share."""
    return WorkShareId(place_id("work_share", inspection_id, criterion_identity))
