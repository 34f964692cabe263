"""How a photo is to be seen: turned, cropped and with what was drawn over it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import msgspec

from app.domain.photo import Photo
from app.domain.photo_mark import MarkKind, PhotoMark
from app.ids import PhotoId

_ENCODER: Final = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """A mark as it is drawn, without identity; ten-thousandths as in `PhotoMark`."""

    kind: MarkKind
    from_x: int
    from_y: int
    to_x: int
    to_y: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLook:
    """What is done to the upright picture before anybody outside sees it.

    The marks are drawn first, then the picture is cropped, then turned: where a black-out
    lies never depends on what was done to the picture after it.
    """

    turn: int = 0
    """Quarter turns clockwise."""
    crop: tuple[int, ...] = ()
    """Left, top, right and bottom in ten-thousandths; the whole picture where empty."""
    marks: tuple[DrawnMark, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether the picture is seen as it was taken."""
        return not (self.turn or self.crop or self.marks)

    @property
    def key(self) -> str:
        """A name that no other look has, for what is kept of it."""
        return hashlib.sha256(_ENCODER.encode(self)).hexdigest()[:16]


AS_TAKEN: Final = PhotoLook()
"""The look of a photo that nobody drew on, cropped or turned."""


def looks_of(photos: Iterable[Photo], marks: Iterable[PhotoMark]) -> dict[PhotoId, PhotoLook]:
    """Return how each photo of a visit is to be seen, by its identity."""
    by_photo: dict[PhotoId, list[PhotoMark]] = {}
    for mark in marks:
        by_photo.setdefault(mark.photo_id, []).append(mark)
    return {photo.id: look_of(photo, by_photo.get(photo.id, ())) for photo in photos}


def look_of(photo: Photo, marks: Iterable[PhotoMark]) -> PhotoLook:
    """Return how a photo is to be seen.

    Args:
        photo: the photo.
        marks: the marks of its visit; those of other photos are passed over.
    """
    mine = sorted((one for one in marks if one.photo_id == photo.id), key=_from_below)
    return PhotoLook(
        turn=photo.turn % 4,
        crop=photo.crop,
        marks=tuple(
            DrawnMark(one.kind, one.from_x, one.from_y, one.to_x, one.to_y, one.text)
            for one in mine
        ),
    )


def _from_below(mark: PhotoMark) -> tuple[bool, int, str]:
    # What is written or pointed at is never hidden by what is blacked out.
    return (mark.kind is not MarkKind.BLACK_OUT, mark.order, mark.id)
