"""What is done to many photos at once: one transaction, whatever else changed meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from app.domain.photo import Photo, PhotoLink, PhotoTarget, PhotoUse, link_of, photo_link_id
from app.ids import PhotoId
from app.store.unit_of_work import Store, UnitOfWork


class ManyPhotos:
    """Changes photos as the store holds them, not as a screen read them a moment ago."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def caption(self, photo_ids: Collection[PhotoId], caption: str, *, overwrite: bool) -> int:
        """Give photos the same caption; return how many have it now.

        Args:
            photo_ids: the photos.
            caption: the words.
            overwrite: whether it takes the place of another caption.
        """
        given = 0
        with self._store.writing() as work:
            for photo in _still_there(work, photo_ids):
                if overwrite or not photo.caption.strip():
                    work.save(replace(photo, caption=caption))
                    work.notes.discard_draft(photo.id, "caption")
                    given += 1
            work.commit()
        return given

    def use(self, photo_ids: Collection[PhotoId], use: PhotoUse) -> None:
        """Say where photos may go."""
        with self._store.writing() as work:
            for photo in _still_there(work, photo_ids):
                work.save(replace(photo, use=use))
            work.commit()

    def link(self, photo_ids: Collection[PhotoId], target: PhotoTarget, key: str) -> None:
        """Say what photos are evidence for."""
        with self._store.writing() as work:
            for photo in _still_there(work, photo_ids):
                work.save(link_of(photo, target, key))
            work.commit()

    def unlink(self, photo_ids: Collection[PhotoId], target: PhotoTarget, key: str) -> None:
        """Take back that photos are evidence for something."""
        with self._store.writing() as work:
            for one in photo_ids:
                link = work.find(PhotoLink, photo_link_id(one, target, key))
                if link is not None:
                    work.remove(link)
            work.commit()

    def remove(self, photo_ids: Collection[PhotoId]) -> None:
        """Put photos in the bin; their originals stay in the vault."""
        with self._store.writing() as work:
            for photo in _still_there(work, photo_ids):
                for link in work.all(PhotoLink, photo_id=photo.id):
                    work.remove(link)
                work.remove(photo)
            work.commit()


def _still_there(work: UnitOfWork, photo_ids: Collection[PhotoId]) -> Iterator[Photo]:
    for one in photo_ids:
        photo = work.find(Photo, one)
        if photo is not None:
            yield photo
