"""Photos as evidence: facts about an object in the vault, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Annotated, ClassVar

from app.domain.entity import Merge, Sha256
from app.ids import InspectionId, PhotoId, PhotoLinkId, place_id


class PhotoUse(Enum):
    """Where a photo may go."""

    IN_MINUTES = "in_minutes"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """One photo of one inspection; the original lies untouched in the vault."""

    KIND: ClassVar[str] = "photo"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: PhotoId
    inspection_id: InspectionId
    sha256: Annotated[Sha256, Merge.IMMUTABLE]
    """The original's hash, which is also its name in the vault."""
    file_name: Annotated[str, Merge.AUTO]
    """The name it was last taken in under; two laptops may know it by different ones."""
    width: Annotated[int, Merge.IMMUTABLE]
    """Pixels, upright."""
    height: Annotated[int, Merge.IMMUTABLE]
    size: Annotated[int, Merge.IMMUTABLE]
    """Bytes of the original."""
    taken_at: datetime | None = None
    caption: str = ""
    use: PhotoUse = PhotoUse.IN_MINUTES
    order: Annotated[int, Merge.AUTO] = 0


class PhotoTarget(Enum):
    """What a photo can be evidence for."""

    CRITERION = "criterion"
    FINDING = "finding"
    DOSSIER = "dossier"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLink:
    """A photo is evidence for a criterion (by code), a finding or a dossier (by identity)."""

    KIND: ClassVar[str] = "photo_link"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: PhotoLinkId
    inspection_id: InspectionId
    photo_id: PhotoId
    target: PhotoTarget
    target_key: str


def photo_id(inspection_id: InspectionId, sha256: str) -> PhotoId:
    """Return the identity of a photo: the same bytes twice in one visit are one photo."""
    return PhotoId(place_id("photo", inspection_id, sha256))


def photo_link_id(photo: PhotoId, target: PhotoTarget, target_key: str) -> PhotoLinkId:
    """Return the identity of a link: attached twice, it is one link."""
    return PhotoLinkId(place_id("photo_link", photo, target.value, target_key))
