"""What was dropped or pasted: files, or a picture that is no file yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from app.clock import VIETNAM
from app.domain.photo import PhotoTarget
from app.errors import FileUnwritable
from app.files import safe_name
from app.words import translate

Links = tuple[tuple[PhotoTarget, str], ...]
_ENCODED: Final = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
"""What a clipboard may carry in the bytes of a file; those are kept bit for bit."""


@dataclass(frozen=True, slots=True)
class LoosePicture:
    """A picture without a file, from the clipboard or a camera."""

    name: str
    content: bytes | QImage

    def write(self, folder: Path) -> Path:
        """Make it a file, away from the thread of the screens.

        Raises:
            FileUnwritable: if there is no room for it.
        """
        path = folder / self.name
        if isinstance(self.content, QImage):
            # PNG loses nothing; JPEG would, each time a picture is pasted on.
            if not self.content.save(str(path), "PNG"):  # type: ignore[call-overload] # bytes too
                raise FileUnwritable(path=str(path), reason=translate("there is no room for it"))
        else:
            path.write_bytes(self.content)
        return path


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPhotos:
    """What is to be taken in, and what it is evidence for."""

    paths: tuple[Path, ...] = ()
    pictures: tuple[LoosePicture, ...] = ()
    links: Links = ()
    taken_at: datetime | None = None


def carries_photos(mime: QMimeData) -> bool:
    """Tell whether something dragged may be photos: files, folders or a picture."""
    return mime.hasImage() or bool(local_paths(mime))


def local_paths(mime: QMimeData) -> list[Path]:
    """Return the files and folders something dragged or copied names."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def photos_in(
    mime: QMimeData, now: datetime, links: Sequence[tuple[PhotoTarget, str]] = ()
) -> WantedPhotos | None:
    """Return what was dropped or pasted, or None where it is no photo.

    Files come first: whoever copies one in a file manager often copies its icon too.
    """
    paths = local_paths(mime)
    if paths:
        return WantedPhotos(paths=tuple(paths), links=tuple(links))
    stem = translate("Pasted {moment}", moment=f"{now.astimezone(VIETNAM):%d-%m-%Y %H.%M.%S}")
    for kind, suffix in _ENCODED.items():
        if mime.hasFormat(kind):
            content = bytes(mime.data(kind).data())
            picture = LoosePicture(safe_name(f"{stem}.{suffix}"), content)
            return WantedPhotos(pictures=(picture,), links=tuple(links))
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        picture = LoosePicture(safe_name(f"{stem}.png"), image)
        return WantedPhotos(pictures=(picture,), links=tuple(links))
    return None
