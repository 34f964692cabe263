"""Reads photos for the screen in the background: soon a small copy, then one to look into."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QImageReader
from shiboken6 import isValid

from app.errors import AppError
from ui.desk import Desk

_KEPT: Final = 2
"""Photos whose copies stay in memory, some 60 MB each: the one in view and the one before."""


class PhotoLoading(QObject):
    """The copies of photos by hash; `arrived` and `failed` name the hash they speak of."""

    arrived = Signal(str, QImage)
    failed = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._images: OrderedDict[str, list[QImage]] = OrderedDict()
        self._asked: set[str] = set()

    def load(self, sha256: str) -> None:
        """Bring the copies of a photo; those that are in memory arrive at once."""
        for image in self._images.get(sha256, []):
            self.arrived.emit(sha256, image)
        if sha256 in self._images:
            self._images.move_to_end(sha256)
        if sha256 in self._asked:
            return
        self._asked.add(sha256)
        photos = self._desk.application.photos
        self._read(sha256, photos.screen_copy, is_last=False)
        self._read(sha256, photos.large_copy, is_last=True)

    def _read(self, sha256: str, copy: Callable[[str], Path], *, is_last: bool) -> None:
        job = self._desk.jobs.read_aside(partial(_image, copy, sha256))
        job.succeeded.connect(partial(self._on_read, sha256, is_last=is_last))

    def _on_read(self, sha256: str, found: QImage | str, *, is_last: bool) -> None:
        if not isValid(self):
            return  # the viewer was closed meanwhile
        if isinstance(found, str):
            # Its file may arrive by the next stick: it is asked for again.
            self._asked.discard(sha256)
            if is_last:
                self.failed.emit(sha256, found)
            return
        self._images.setdefault(sha256, []).append(found)
        self._images.move_to_end(sha256)
        while len(self._images) > _KEPT:
            gone, _images = self._images.popitem(last=False)
            self._asked.discard(gone)
        self.arrived.emit(sha256, found)


def _image(copy: Callable[[str], Path], sha256: str) -> QImage | str:
    """Return a copy decoded, in the format that screens paint without converting, or why not."""
    try:
        path = copy(sha256)
    except AppError as error:
        return error.text
    image = QImageReader(str(path)).read()
    return "" if image.isNull() else image.convertToFormat(QImage.Format.Format_RGB32)
