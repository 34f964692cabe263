"""Gaps in the photos that minutes print: captions, their files, the days they were taken on."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from app.domain.annex import Annex
from app.domain.case_file import CaseFile
from app.domain.gap import Gap, GapPlace, quoted
from app.domain.photo import Photo, PhotoUse
from app.domain.visit_days import moment_text, visit_days
from app.words import translate


def in_photos(case: CaseFile, absent: Collection[str]) -> Iterator[Gap]:
    """Yield what the photos lack.

    Args:
        case: the visit.
        absent: the hashes of the photos whose file is not on this computer.
    """
    if Annex.PHOTOS in case.inspection.left_out:
        return
    printed = [photo for photo in case.photos if photo.use is PhotoUse.IN_MINUTES]
    yield from _bare(printed)
    yield from _without_file(printed, absent)
    yield from _from_other_days(case, printed)


def _bare(printed: Collection[Photo]) -> Iterator[Gap]:
    bare = [photo for photo in printed if not photo.caption.strip()]
    group = translate(
        "{count} photos of the minutes have no caption: write one, or keep the photo internal",
        count=len(bare),
    )
    for photo in bare:
        text = translate("The photo {file} has no caption", file=quoted(photo.file_name))
        yield Gap(text=text, place=GapPlace.PHOTOS, key=photo.id, group=group, name=photo.file_name)


def _without_file(printed: Collection[Photo], absent: Collection[str]) -> Iterator[Gap]:
    for photo in printed:
        if photo.sha256 in absent:
            yield Gap(
                text=translate(
                    "The file of the photo {file} is not on this computer: take in the package "
                    "that brings it, or add the photo again",
                    file=quoted(photo.file_name),
                ),
                place=GapPlace.PHOTOS,
                key=photo.id,
            )


def _from_other_days(case: CaseFile, printed: Collection[Photo]) -> Iterator[Gap]:
    days = visit_days(case.inspection)
    for photo in printed:
        if photo.taken_at is not None and not days.holds_day(photo.taken_at):
            yield Gap(
                text=translate(
                    "The photo {file} was taken at {moment}, outside the visit: correct the "
                    "moment, or keep the photo internal",
                    file=quoted(photo.caption or photo.file_name),
                    moment=moment_text(photo.taken_at),
                ),
                place=GapPlace.PHOTOS,
                key=photo.id,
            )
