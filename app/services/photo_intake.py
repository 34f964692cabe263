"""One taking-in of photos: recorded a few at a time, and told about at its end."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from app.domain.inspection import Inspection, InspectionState
from app.domain.photo import Photo, PhotoTarget, link_of
from app.domain.photo_likeness import look_alikes
from app.domain.signed_scope import VisitSigned
from app.errors import Cancelled, DiskRefuses
from app.ids import InspectionId, PhotoId
from app.photos.found_files import FoundFiles
from app.photos.intake import PhotoRefused
from app.store.unit_of_work import Store, UnitOfWork
from app.words import mark

_AT_ONCE: Final = 16
_EVERY_S: Final = 2.0
_ACTS: Final = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoIntake:
    """What became of the photos that were to be taken in."""

    outcomes: tuple[Photo | PhotoRefused, ...]
    """For each file, in the order given: its photo as recorded, or why it was refused."""
    known: tuple[Photo, ...] = ()
    """Those whose very bytes the visit had before, or that came twice."""
    restored: tuple[Photo, ...] = ()
    """Those that were in the bin, and came back as they went there."""
    alike: Mapping[PhotoId, tuple[Photo, ...]]
    """Which photos of the visit each new one looks like, in another size or quality."""
    left_out: int = 0
    """How many other files lie in the folders that were given."""
    not_reached: int = 0
    """How many files were not looked at because the user stopped it."""

    @property
    def photos(self) -> tuple[Photo, ...]:
        """The photos recorded, also those known before."""
        return tuple(one for one in self.outcomes if isinstance(one, Photo))

    @property
    def refused(self) -> tuple[PhotoRefused, ...]:
        """Why files were refused."""
        return tuple(one for one in self.outcomes if isinstance(one, PhotoRefused))


class IntakeStopped(Cancelled):
    """The user stopped an intake; unlike other work it keeps what it has done."""

    code = "intake_stopped"
    message = mark(
        "Stopped as asked: {taken} photos were taken in and are kept, {left} files were not "
        "looked at. Add the same files again to take in the rest; none will be there twice."
    )


class PicturesWait(DiskRefuses):
    """The disk has no room for pictures that are no files yet, so they wait in memory."""

    is_full = True
    code = "pictures_wait"
    message = mark(
        "The disk has no room for the pictures that were pasted or taken with the camera. They "
        "were not added; everything saved before is kept. Free some space and add them again."
    )


class Recording:
    """Records photos whose originals lie in the vault, in small transactions."""

    def __init__(
        self,
        store: Store,
        inspection_id: InspectionId,
        caption: str,
        links: Collection[tuple[PhotoTarget, str]],
    ) -> None:
        """Begin.

        Raises:
            NotFound: if there is no such visit; before any file is copied, as all here.
            VisitSigned: if the visit can only be read.
        """
        self._store = store
        self._inspection_id = inspection_id
        self._caption = caption
        self._links = links
        self._waiting: list[Photo] = []
        self._recorded: dict[PhotoId, Photo] = {}
        self._known: dict[PhotoId, Photo] = {}
        self._restored: dict[PhotoId, Photo] = {}
        self._last = time.monotonic()
        self._act = f"photo intake {next(_ACTS)}"
        """Undo takes the whole card back at once."""
        with store.reading() as view:
            visit = view.get(Inspection, inspection_id)
        if visit.state is InspectionState.SIGNED:
            raise VisitSigned

    def add(self, photo: Photo) -> None:
        """Record a photo, at once or with the next few."""
        self._waiting.append(photo)
        if len(self._waiting) >= _AT_ONCE or time.monotonic() - self._last > _EVERY_S:
            self.flush()

    def flush(self) -> None:
        """Record what waits."""
        if self._waiting:
            with self._store.writing(together=self._act) as work:
                held = work.all(Photo, inspection_id=self._inspection_id)
                last = max((photo.order for photo in held), default=0)
                for number, photo in enumerate(self._waiting, 1):
                    self._record(work, photo, last + number)
                # What a package named and did not bring has come another way.
                work.packages.forget_missing_blobs(one.sha256 for one in self._waiting)
                work.commit()
        self._waiting.clear()
        self._last = time.monotonic()

    def told(
        self, outcomes: Sequence[Photo | PhotoRefused], found: FoundFiles, reached: int
    ) -> PhotoIntake:
        """Return what was done, with the photos as they are recorded now."""
        with self._store.reading() as view:
            held = view.all(Photo, inspection_id=self._inspection_id)
        alike = look_alikes(held)
        new = self._recorded.keys() - self._known.keys()
        return PhotoIntake(
            outcomes=tuple(
                self._recorded[one.id] if isinstance(one, Photo) else one for one in outcomes
            ),
            known=tuple(self._known.values()),
            restored=tuple(self._restored.values()),
            alike={one: others for one, others in alike.items() if one in new},
            left_out=found.left_out,
            not_reached=len(found.files) - reached,
        )

    def _record(self, work: UnitOfWork, photo: Photo, order: int) -> None:
        known, name = work.find(Photo, photo.id), photo.file_name
        # From the bin it comes as it went there: what may not be printed stays so, and cut off.
        before = known or work.find_removed(Photo, photo.id)
        if before is not None:
            photo = replace(
                before,
                caption=self._caption or before.caption,
                # A photo of an older version of the program does not know them yet.
                difference_hash=photo.difference_hash,
                latitude=photo.latitude,
                longitude=photo.longitude,
            )
        else:
            photo = replace(photo, caption=self._caption)
        if known is None:
            photo = replace(photo, order=order, file_name=name)
        else:
            self._known[photo.id] = photo
        if before is not None and known is None:
            self._restored[photo.id] = photo
        work.save(photo)
        self._recorded[photo.id] = photo
        for target, key in self._links:
            work.save(link_of(photo, target, key))
