"""Thumbnails read in the background a few at a time, and kept as long as memory allows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage

from app.domain.photo_look import AS_TAKEN, PhotoLook
from app.errors import AppError
from ui.desk import Desk

_AT_ONCE: Final = 12
_WAITING: Final = 96
"""More than a screen shows; what was scrolled past is asked for again when it is seen again."""
MEMORY: Final = 48 << 20

Seen = tuple[str, PhotoLook]
"""An original by its hash, and how it is to be seen."""
Found = Mapping[Seen, QImage | str]


class PhotoImages(QObject):
    """The thumbnails of photos in their looks, cut square to the size they are painted in.

    Whoever paints asks for one and gets nothing while it is read; `arrived` tells the
    hashes of those that are there now. One batch is read at a time and the newest wish
    comes first, so that what is in sight never waits for what was scrolled past.
    """

    arrived = Signal(list)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._side = 0
        self._images: OrderedDict[Seen, QImage] = OrderedDict()
        self._memory = 0
        self._failed: dict[Seen, str] = {}
        self._wanted: OrderedDict[Seen, None] = OrderedDict()
        self._reading: frozenset[Seen] = frozenset()

    @property
    def memory(self) -> int:
        """The bytes of the images held."""
        return self._memory

    def show_at(self, side: int) -> None:
        """Say how many pixels wide the images are painted; others are read for another size."""
        if side != self._side:
            self._side = side
            self.forget()

    def forget(self) -> None:
        """Let go of everything; what was missing may be there now."""
        self._images.clear()
        self._memory = 0
        self._failed.clear()

    def retry(self) -> None:
        """Ask again for what could not be read."""
        self._failed.clear()

    def image(self, sha256: str, look: PhotoLook = AS_TAKEN) -> QImage | None:
        """Return a thumbnail, or None and read it."""
        seen = (sha256, look)
        found = self._images.get(seen)
        if found is not None:
            self._images.move_to_end(seen)
            return found
        if seen not in self._failed and seen not in self._reading:
            self._wanted[seen] = None
            self._wanted.move_to_end(seen)
            if len(self._wanted) > _WAITING:
                self._wanted.popitem(last=False)
            self._read_next()
        return None

    def failure(self, sha256: str, look: PhotoLook = AS_TAKEN) -> str:
        """Return why there is no thumbnail, or nothing."""
        return self._failed.get((sha256, look), "")

    def _read_next(self) -> None:
        if self._reading or not self._wanted:
            return
        batch = [self._wanted.popitem()[0] for _ in range(min(_AT_ONCE, len(self._wanted)))]
        self._reading = frozenset(batch)
        photos, side = self._desk.application.photos, self._side

        def read() -> Found:
            # Of one original only the look asked for last; another one is asked for again.
            looks = dict(batch)
            paths = photos.thumbnails(looks)
            return {seen: _square(paths[seen[0]], side) for seen in looks.items()}

        job = self._desk.jobs.read_aside(read)
        job.succeeded.connect(lambda found: self._keep(found, side))
        job.finished.connect(self._on_finished)

    def _keep(self, found: Found, side: int) -> None:
        if side != self._side:
            return
        for seen, image in found.items():
            if isinstance(image, str):
                self._failed[seen] = image
                continue
            self._images[seen] = image
            self._memory += image.sizeInBytes()
        while self._memory > MEMORY:
            _seen, oldest = self._images.popitem(last=False)
            self._memory -= oldest.sizeInBytes()
        self.arrived.emit([sha256 for sha256, _look in found])

    def _on_finished(self) -> None:
        self._reading = frozenset()
        self._read_next()


def _square(path: Path | AppError, side: int) -> QImage | str:
    if isinstance(path, AppError):
        return path.text
    image = QImage(str(path))
    if image.isNull():
        return ""
    edge = min(image.width(), image.height())
    middle = QRect((image.width() - edge) // 2, (image.height() - edge) // 2, edge, edge)
    smooth = Qt.TransformationMode.SmoothTransformation
    size = min(side, edge) if side else edge
    square = image.copy(middle).scaled(QSize(size, size), mode=smooth)
    # The format screens paint without converting.
    return square.convertToFormat(QImage.Format.Format_RGB32)
