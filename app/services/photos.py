"""Photos of a visit: taken in, captioned, linked to what they prove, shown and printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.domain.case_file import CaseFile
from app.domain.photo import (
    Photo,
    PhotoLink,
    PhotoTarget,
    PhotoUse,
    photo_id,
    photo_link_id,
)
from app.domain.photo_look import AS_TAKEN, PhotoLook, looks_of
from app.ids import InspectionId
from app.photos.intake import PhotoRefused, TakenPhoto, first_look, take_in
from app.photos.renditions import Renditions
from app.photos.vault import Vault
from app.progress import NO_PROGRESS, Progress
from app.store.unit_of_work import Store


class PhotoService:
    """The use cases around photos; originals are durable before a record names them."""

    def __init__(self, store: Store, vault: Vault, renditions: Renditions) -> None:
        self._store = store
        self._vault = vault
        self._renditions = renditions

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
        """Take photos in and record them; a bad file never stops the others.

        A photo the visit already has keeps its place, and its caption unless a new one is given.
        """
        taken = self.take_in(inspection_id, paths, progress)
        with self._store.writing() as work:
            last = max((p.order for p in work.all(Photo, inspection_id=inspection_id)), default=0)
            recorded: list[Photo | PhotoRefused] = []
            for one in taken:
                if isinstance(one, PhotoRefused):
                    recorded.append(one)
                    continue
                photo = work.find(Photo, one.id)
                if photo is None:
                    last += 1
                    photo = _placed(one, last, caption)
                    work.save(photo)
                elif caption:
                    photo = replace(photo, caption=caption)
                    work.save(photo)
                if criterion_code:
                    work.save(link_of(photo, PhotoTarget.CRITERION, criterion_code))
                recorded.append(photo)
            work.commit()
        return recorded

    def save(self, photo: Photo) -> Photo:
        """Keep a changed caption, place or use."""
        with self._store.writing() as work:
            work.save(photo)
            work.commit()
        return photo

    def link(self, photo: Photo, target: PhotoTarget, key: str) -> None:
        """Say what a photo is evidence for."""
        with self._store.writing() as work:
            work.save(link_of(photo, target, key))
            work.commit()

    def unlink(self, photo: Photo, target: PhotoTarget, key: str) -> None:
        """Take back that a photo is evidence for something."""
        with self._store.writing() as work:
            link = work.find(PhotoLink, photo_link_id(photo.id, target, key))
            if link is not None:
                work.remove(link)
            work.commit()

    def remove(self, photo: Photo) -> None:
        """Put a photo in the bin; its original stays in the vault."""
        with self._store.writing() as work:
            for link in work.all(PhotoLink, photo_id=photo.id):
                work.remove(link)
            work.remove(photo)
            work.commit()

    def thumbnail(self, sha256: str, look: PhotoLook = AS_TAKEN) -> Path:
        """Return the small picture of a photo in its look, made anew if the cache lost it.

        Raises:
            ObjectMissing, ObjectDamaged: if the original is not there or not whole.
        """
        return self._renditions.thumbnail(sha256, look)

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


def link_of(photo: Photo, target: PhotoTarget, key: str) -> PhotoLink:
    """Return the link that makes a photo evidence for a criterion, finding or dossier."""
    return PhotoLink(
        id=photo_link_id(photo.id, target, key),
        inspection_id=photo.inspection_id,
        photo_id=photo.id,
        target=target,
        target_key=key,
    )


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
    )


def _placed(photo: Photo, order: int, caption: str) -> Photo:
    return replace(photo, order=order, caption=caption)
