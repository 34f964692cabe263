"""Taking photos in: checked, stored untouched, and made ready for paper and screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Final

from app.errors import AppError, FileUnreadable, FileUnwritable
from app.files import os_reason, safe_name
from app.photos.decoding import PictureUnreadable, kind_of
from app.photos.renditions import Renditions
from app.photos.vault import ObjectTooLarge, Vault, VaultFull
from app.progress import NO_PROGRESS, Progress
from app.words import mark, translate
from app.worker import WorkerFailed, Workers

_HEAD: Final = 32
_MAX_STEM: Final = 64
_MAX_SUFFIX: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPhoto:
    """The facts of a photo whose original lies in the vault; sizes are upright pixels and bytes."""

    sha256: str
    file_name: str
    width: int
    height: int
    size: int
    taken_at: datetime | None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    difference_hash: str = ""


class PhotoRefused(AppError):
    """One file was not taken in; the others were not affected."""

    code = "photo_refused"
    message = mark("“{path}” was not taken in: {reason}. The other photos are not affected.")

    def __init__(self, *, path: str, reason: str, for_now: bool = False) -> None:
        super().__init__(path=path, reason=reason)
        self.path = path
        self.reason = reason
        self.for_now = for_now
        """Whether nothing is wrong with the file: the disk took nothing just then."""


def take_in(
    paths: Sequence[Path],
    vault: Vault,
    renditions: Renditions,
    progress: Progress = NO_PROGRESS,
    *,
    workers: int = 2,
) -> list[TakenPhoto | PhotoRefused]:
    """Store photos bit for bit and make their renditions; a bad one never stops the others.

    Every original is durable when this returns, so that a record may point at it.

    Returns:
        For each path, in the order given, its photo or why it was refused.

    Raises:
        Cancelled: if the user stopped it; originals stored until then stay and
            are found again when the same photos are taken in once more.
    """
    results: list[TakenPhoto | PhotoRefused] = []
    with closing(taken_in(paths, vault, renditions, workers=workers)) as stream:
        for path, one in zip(paths, stream, strict=True):
            results.append(one)
            progress.step(len(results), len(paths), shown_name(path))
    return results


def taken_in(
    paths: Sequence[Path], vault: Vault, renditions: Renditions, *, workers: int = 2
) -> Generator[TakenPhoto | PhotoRefused, None, None]:
    """Take photos in as `take_in` does, and yield what became of each as soon as it is known.

    Whoever stops listening closes this, and the rest is left alone.
    """
    count = max(1, min(workers, len(paths)))
    # One thread more than processes: it copies and hashes while they decode.
    with Workers(count) as processes, ThreadPoolExecutor(count + 1) as threads:
        jobs = [threads.submit(_taken, path, vault, renditions, processes) for path in paths]
        try:
            for job in jobs:
                yield job.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


def first_look(path: Path) -> PhotoRefused | None:
    """Return why a file cannot be a photo as far as its first bytes tell, or None."""
    try:
        _opened(path).close()
    except AppError as error:
        return PhotoRefused(path=shown_path(path), reason=_reason(error))
    return None


def shown_name(path: Path) -> str:
    """Return a file's name as it may be stored, shown and used again on any system."""
    stem = unicodedata.normalize("NFC", path.stem)[:_MAX_STEM]
    return safe_name(stem + path.suffix[:_MAX_SUFFIX])


def shown_path(path: str | Path) -> str:
    """Return a path that any screen can show in one line, whatever another system put in it."""
    text = unicodedata.normalize("NFC", str(path)).encode("utf-8", "replace").decode()
    # What turns the direction of reading would turn the sentence around the path with it.
    return "".join(one for one in text if unicodedata.category(one) not in {"Cc", "Cf"})


def _taken(
    path: Path, vault: Vault, renditions: Renditions, workers: Workers
) -> TakenPhoto | PhotoRefused:
    try:
        return _stored(path, vault, renditions, workers)
    except AppError as error:
        for_now = isinstance(error, VaultFull | FileUnwritable)
        return PhotoRefused(path=shown_path(path), reason=_reason(error), for_now=for_now)


def _stored(path: Path, vault: Vault, renditions: Renditions, workers: Workers) -> TakenPhoto:
    with _opened(path) as stream, vault.received(stream) as incoming:
        picture = renditions.develop(incoming.sha256, incoming.path, workers)
        vault.keep(incoming)
    return TakenPhoto(
        sha256=incoming.sha256,
        file_name=shown_name(path),
        width=picture.width,
        height=picture.height,
        size=incoming.size,
        taken_at=picture.taken_at,
        latitude=picture.latitude,
        longitude=picture.longitude,
        difference_hash=picture.difference_hash,
    )


def _opened(path: Path) -> IO[bytes]:
    """Open a file that starts as a picture does: a film dropped by mistake is not copied first."""
    try:
        if not path.is_file():
            # A folder is the usual mistake; opening a pipe would wait for ever.
            there = path.exists()
            reason = translate("it is not a file") if there else translate("it is not there")
            raise FileUnreadable(path=str(path), reason=reason)
        stream = path.open("rb")
        try:
            kind_of(stream.peek(_HEAD)[:_HEAD])
        except BaseException:
            stream.close()
            raise
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=os_reason(error)) from error
    return stream


def _reason(error: AppError) -> str:
    """Return a clause of why, to stand in the sentence of a refused photo."""
    match error:
        case PictureUnreadable():
            return error.reason
        case WorkerFailed() | FileUnreadable():
            return str(error.params["reason"])
        case ObjectTooLarge():
            return translate("it is larger than {limit} MB", **error.params)
        case VaultFull():
            return translate("the disk is nearly full, free at least {needed} MB", **error.params)
        case FileUnwritable():
            return translate("the store cannot be written ({reason})", **error.params)
        case _:
            return error.text
