"""Photos of a visit: taken in, captioned, linked to what they prove, shown and printed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.domain.case_file import CaseFile
from app.domain.photo import Photo, PhotoTarget, PhotoUse, photo_id
from app.domain.photo_look import AS_TAKEN, PhotoLook, looks_of
from app.errors import AppError, Cancelled
from app.files import os_reason
from app.ids import InspectionId
from app.photos.found_files import photo_files
from app.photos.intake import (
    PhotoRefused,
    TakenPhoto,
    first_look,
    shown_name,
    shown_path,
    take_in,
    taken_in,
)
from app.photos.renditions import Renditions
from app.photos.vault import Vault
from app.progress import NO_PROGRESS, Progress
from app.services.many_photos import ManyPhotos
from app.services.photo_intake import IntakeStopped, PhotoIntake, Recording
from app.store.unit_of_work import Store


class PhotoService:
    """The use cases around photos; originals are durable before a record names them."""

    def __init__(self, store: Store, vault: Vault, renditions: Renditions) -> None:
        self._store = store
        self._vault = vault
        self._renditions = renditions
        self._many = ManyPhotos(store)

    def first_look(self, path: Path) -> PhotoRefused | None:
        """Return why a file cannot be a photo as far as its first bytes tell, or None."""
        return first_look(path)

    def take_in(
        self, inspection_id: InspectionId, paths: Sequence[Path], progress: Progress = NO_PROGRESS
    ) -> list[Photo | PhotoRefused]:
        """Store photos in the vault and return them, not yet recorded, in the order given."""
        return [
            one if isinstance(one, PhotoRefused) else _photo(inspection_id, one)
            for one in take_in(paths, self._vault, self._renditions, progress)
        ]

    def add(
        self,
        inspection_id: InspectionId,
        paths: Sequence[Path],
        progress: Progress = NO_PROGRESS,
        *,
        caption: str = "",
        criterion_code: str = "",
    ) -> list[Photo | PhotoRefused]:
        """Take photos in and record them, as `bring_in` does; return what became of each.

        Raises:
            Cancelled: if the user stopped it; what was taken in until then is recorded.
        """
        links = [(PhotoTarget.CRITERION, criterion_code)] if criterion_code else []
        intake = self.bring_in(inspection_id, paths, progress, caption=caption, links=links)
        if intake.not_reached:
            raise IntakeStopped(taken=len(intake.photos), left=intake.not_reached)
        return list(intake.outcomes)

    def bring_in(
        self,
        inspection_id: InspectionId,
        paths: Sequence[Path],
        progress: Progress = NO_PROGRESS,
        *,
        caption: str = "",
        links: Collection[tuple[PhotoTarget, str]] = (),
        taken_at: datetime | None = None,
    ) -> PhotoIntake:
        """Take in photos, and the photos in folders, record them and tell all about it.

        They are recorded a few at a time, so that they are seen, and safe, before the last
        one is read. A bad file never stops the others, nor does a user who stops it undo what
        was recorded. A photo the visit already has keeps its place, and its caption unless a
        new one is given.

        Args:
            inspection_id: the visit.
            paths: files and folders.
            progress: hears of each photo, and may stop the rest.
            caption: what all of them show.
            links: what all of them are evidence for, by target and key.
            taken_at: when they were taken, if they do not say it themselves.

        Raises:
            VisitSigned: if the visit can only be read.
            StoreFull, StoreUnavailable: if the disk refuses the records.
        """
        record = Recording(self._store, inspection_id, caption, links)
        found = photo_files(paths)
        outcomes: list[Photo | PhotoRefused] = [
            PhotoRefused(path=shown_path(error.filename), reason=os_reason(error))
            for error in found.unread
        ]
        reached = 0
        with (
            suppress(Cancelled),
            closing(taken_in(found.files, self._vault, self._renditions)) as stream,
        ):
            for reached, (path, one) in enumerate(zip(found.files, stream, strict=True), 1):
                if isinstance(one, TakenPhoto):
                    photo = _photo(inspection_id, one)
                    photo = replace(photo, taken_at=photo.taken_at or taken_at)
                    record.add(photo)
                    outcomes.append(photo)
                else:
                    outcomes.append(one)
                progress.step(reached, len(found.files), shown_name(path))
        record.flush()
        return record.told(outcomes, found, reached)

    def save(self, photo: Photo) -> Photo:
        """Keep a changed caption, place or use."""
        with self._store.writing() as work:
            work.save(photo)
            work.commit()
        return photo

    def link(self, photo: Photo, target: PhotoTarget, key: str) -> None:
        """Say what a photo is evidence for."""
        self._many.link([photo.id], target, key)

    def unlink(self, photo: Photo, target: PhotoTarget, key: str) -> None:
        """Take back that a photo is evidence for something."""
        self._many.unlink([photo.id], target, key)

    def remove(self, photo: Photo) -> None:
        """Put a photo in the bin; its original stays in the vault."""
        self._many.remove([photo.id])

    def thumbnail(self, sha256: str, look: PhotoLook = AS_TAKEN) -> Path:
        """Return the small picture of a photo in its look, made anew if the cache lost it.

        Raises:
            ObjectMissing, ObjectDamaged: if the original is not there or not whole.
        """
        return self._renditions.thumbnail(sha256, look)

    def thumbnails(self, looks: Mapping[str, PhotoLook]) -> dict[str, Path | AppError]:
        """Return the small pictures of many photos in their looks, or why one has none."""
        return self._renditions.thumbnails(looks)

    def screen_copy(self, sha256: str) -> Path:
        """Return a photo as it was taken, for the screen: soon there, and of no more pixels.

        Raises:
            ObjectMissing, ObjectDamaged: if the original is not there or not whole.
        """
        return self._renditions.finished(sha256, AS_TAKEN)

    def large_copy(self, sha256: str) -> Path:
        """Return a photo as it was taken, for looking at it closely and drawing on it.

        Raises:
            ObjectMissing, ObjectDamaged: if the original is not there or not whole.
        """
        return self._renditions.large_copy(sha256)

    def pictures(self, case: CaseFile, progress: Progress = NO_PROGRESS) -> dict[str, Path]:
        """Return the pictures to print, in their looks, by the original's hash.

        They are upright and carry no metadata, and what is blacked out is black in them. A
        photo whose original has not arrived, or is damaged, is left out.
        """
        printed = [photo for photo in case.photos if photo.use is PhotoUse.IN_MINUTES]
        looks = looks_of(printed, case.photo_marks)
        found, _ = self._renditions.finished_copies(
            {one.sha256: looks[one.id] for one in printed if self._vault.has(one.sha256)}, progress
        )
        return found


def _photo(inspection_id: InspectionId, taken: TakenPhoto) -> Photo:
    return Photo(
        id=photo_id(inspection_id, taken.sha256),
        inspection_id=inspection_id,
        sha256=taken.sha256,
        file_name=taken.file_name,
        width=taken.width,
        height=taken.height,
        size=taken.size,
        taken_at=taken.taken_at,
        latitude=taken.latitude,
        longitude=taken.longitude,
        difference_hash=taken.difference_hash,
    )
