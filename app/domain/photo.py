"""Photos as evidence: facts about an object in the vault, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, ClassVar

from app.domain.canonical import LATER
from app.domain.entity import Limit, Merge, Privacy, Sha256
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
    turn: Annotated[int, Merge.AUTO] = field(default=0, metadata=LATER)
    """Quarter turns clockwise from upright."""
    crop: Annotated[tuple[int, ...], Merge.AUTO] = field(default=(), metadata=LATER)
    """Left, top, right and bottom in ten-thousandths of the upright, unturned picture."""
    latitude: Annotated[Decimal | None, Merge.AUTO, Privacy.PERSONAL] = field(
        default=None, metadata=LATER
    )
    """Degrees north, as the camera wrote them (Exif 2.32, GPS IFD); never on paper."""
    longitude: Annotated[Decimal | None, Merge.AUTO, Privacy.PERSONAL] = field(
        default=None, metadata=LATER
    )
    """Degrees east."""
    difference_hash: Annotated[str, Merge.AUTO, Limit(pattern="([0-9a-f]{16})?")] = field(
        default="", metadata=LATER
    )
    """What the picture looks like in 16 hex digits, so that a smaller copy of it is recognised."""


class PhotoTarget(Enum):
    """What a photo can be evidence for."""

    CRITERION = "criterion"
    FINDING = "finding"
    DOSSIER = "dossier"
    RECOMMENDATION = "recommendation"
    """A recommendation of an earlier visit: what it looks like now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLink:
    """A photo is evidence for something: a criterion by its code, anything else by identity."""

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


def link_of(photo: Photo, target: PhotoTarget, target_key: str) -> PhotoLink:
    """Return the link that makes a photo evidence for something."""
    return PhotoLink(
        id=photo_link_id(photo.id, target, target_key),
        inspection_id=photo.inspection_id,
        photo_id=photo.id,
        target=target,
        target_key=target_key,
    )
