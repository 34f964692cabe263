"""What is to be said of photos in a list: no caption, no link, outside the visit, alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from app.domain.case_file import CaseFile
from app.domain.photo import Photo, PhotoUse
from app.domain.photo_likeness import look_alikes
from app.domain.visit_days import VisitDays, visit_days
from app.ids import PhotoId


class PhotoFlag(Enum):
    """Something a person may want to look after."""

    BARE = "bare"
    """It has no caption."""
    UNLINKED = "unlinked"
    """It is evidence for nothing."""
    INTERNAL = "internal"
    OUTSIDE = "outside"
    """It was taken on another day than the visit, as its camera says."""
    ALIKE = "alike"
    """Another photo of the visit looks the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFlags:
    """The flags of the photos of one visit."""

    of: Mapping[PhotoId, frozenset[PhotoFlag]]
    alike: Mapping[PhotoId, tuple[Photo, ...]]
    """The photos each one looks like."""
    counts: Mapping[PhotoFlag, int]
    """How many photos have each flag."""


def photo_flags(case: CaseFile) -> PhotoFlags:
    """Return what is to be said of each photo of a visit."""
    days = visit_days(case.inspection)
    linked = {link.photo_id for link in case.photo_links}
    alike = look_alikes(case.photos)
    of = {
        photo.id: frozenset(_flags(photo, days, linked=photo.id in linked, alike=alike))
        for photo in case.photos
    }
    return PhotoFlags(
        of=of, alike=alike, counts=Counter(flag for flags in of.values() for flag in flags)
    )


def _flags(
    photo: Photo, days: VisitDays, *, linked: bool, alike: Mapping[PhotoId, tuple[Photo, ...]]
) -> Iterator[PhotoFlag]:
    if not photo.caption.strip():
        yield PhotoFlag.BARE
    if not linked:
        yield PhotoFlag.UNLINKED
    if photo.use is PhotoUse.INTERNAL:
        yield PhotoFlag.INTERNAL
    if photo.taken_at is not None and not days.holds_day(photo.taken_at):
        yield PhotoFlag.OUTSIDE
    if photo.id in alike:
        yield PhotoFlag.ALIKE
