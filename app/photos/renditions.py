"""Copies of photos for paper and screen: a cache, made again whenever one is missing."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final

from app.domain.photo_look import AS_TAKEN, PhotoLook
from app.errors import AppError, FileUnwritable
from app.files import os_reason
from app.photos.decoding import Picture, PictureUnreadable, develop, flatten
from app.photos.finishing import LARGE_SIDE, STYLE, finish
from app.photos.vault import ObjectDamaged, ObjectMissing, Vault
from app.progress import NO_PROGRESS, Progress
from app.worker import WorkerFailed, Workers

_HEAD: Final = b"\xff\xd8"
_TAIL: Final = b"\xff\xd9"


_LOOKS_KEPT: Final = 4
"""Of one original: what was printed a moment ago is still there when it is drawn on again."""


class Renditions:
    """Upright JPEG copies without any metadata, beside the originals in the vault.

    The print copy is at most 1600 pixels long, the thumbnail 256. The copies of a look
    are kept under the name of that look: an older one can never stand in for it. The folder
    may be deleted at any time; what is asked for and not there is made again. Bytes that
    are no picture are not tried a second time while the program runs.
    """

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._vault = vault
        self._refused: dict[str, AppError] = {}
        self._print = folder / "print"
        self._thumb = folder / "thumb"
        self._large = folder / "large"

    def finished(self, sha256: str, look: PhotoLook) -> Path:
        """Return the copy for documents, with everything burned in that the look has.

        Raises:
            ObjectMissing: if the original is not in the vault.
            ObjectDamaged: if it no longer has the contents its name says.
            PictureUnreadable: if it is no picture.
            WorkerFailed: if it breaks whatever reads it.
            FileUnwritable: if the disk refuses the copy.
        """
        self._make_one(sha256, look)
        return self._print_path(sha256, look)

    def thumbnail(self, sha256: str, look: PhotoLook = AS_TAKEN) -> Path:
        """Return the copy for lists, in its look.

        Raises:
            ObjectMissing: if the original is not in the vault.
            ObjectDamaged: if it no longer has the contents its name says.
            PictureUnreadable: if it is no picture.
            WorkerFailed: if it breaks whatever reads it.
            FileUnwritable: if the disk refuses the copy.
        """
        self._make_one(sha256, look)
        return self._thumb_path(sha256, look)

    def large_copy(self, sha256: str) -> Path:
        """Return the copy that is drawn on, as it was taken; it is for the screen alone.

        Raises:
            ObjectMissing: if the original is not in the vault.
            ObjectDamaged: if it no longer has the contents its name says.
            PictureUnreadable: if it is no picture.
            WorkerFailed: if it breaks whatever reads it.
            FileUnwritable: if the disk refuses the copy.
        """
        path = self._large / f"{self._vault.path(sha256).name}.jpg"
        if not _is_whole(path):
            with Workers() as workers:

                def make(source: Path) -> None:
                    _prepare(self._large)
                    workers.run(flatten, source, path, LARGE_SIDE)

                _raise(self._tried(sha256, f"{sha256}.large", make))
        return path

    def make_missing(
        self, sha256s: Iterable[str], progress: Progress = NO_PROGRESS, *, workers: int = 2
    ) -> dict[str, AppError]:
        """Make what is missing for many photos as they were taken, as after an import.

        Returns:
            Why, for each photo that has none now.

        Raises:
            Cancelled: if the user stopped it; what was made stays.
        """
        return self._make_all(dict.fromkeys(sha256s, AS_TAKEN), progress, workers)

    def finished_copies(
        self, looks: Mapping[str, PhotoLook], progress: Progress = NO_PROGRESS
    ) -> tuple[dict[str, Path], dict[str, AppError]]:
        """Return the copies for documents of many photos, and why for those that have none.

        One photo that is missing or damaged costs that photo only; it is never printed in
        another look instead.

        Raises:
            Cancelled: if the user stopped it; what was made stays.
        """
        failed = self._make_all(looks, progress, 2)
        found = {
            sha256: self._print_path(sha256, look)
            for sha256, look in looks.items()
            if sha256 not in failed
        }
        return found, failed

    def thumbnails(self, looks: Mapping[str, PhotoLook]) -> dict[str, Path | AppError]:
        """Return the copies for lists of a few photos, or why one has none; one at a time."""
        failed = self._make_all(looks, NO_PROGRESS, 1)
        return {
            sha256: failed[sha256] if sha256 in failed else self._thumb_path(sha256, look)
            for sha256, look in looks.items()
        }

    def are_there(self, sha256: str, look: PhotoLook = AS_TAKEN) -> bool:
        """Tell whether both copies are there and whole."""
        return _is_whole(self._print_path(sha256, look)) and _is_whole(
            self._thumb_path(sha256, look)
        )

    def develop(self, sha256: str, source: Path, workers: Workers) -> Picture:
        """Make both copies from the original's bytes, wherever they lie, and tell its facts.

        Raises:
            PictureUnreadable: if it is no picture.
            WorkerFailed: if it breaks whatever reads it.
            FileUnwritable: if the disk refuses the copies.
        """
        _prepare(self._print, self._thumb)
        return workers.run(
            develop,
            source,
            self._print_path(sha256, AS_TAKEN),
            self._thumb_path(sha256, AS_TAKEN),
        )

    def _make_all(
        self, looks: Mapping[str, PhotoLook], progress: Progress, workers: int
    ) -> dict[str, AppError]:
        missing = {one: look for one, look in looks.items() if not self.are_there(one, look)}
        failed: dict[str, AppError] = {}
        workers = max(1, min(workers, len(missing)))
        with Workers(workers) as processes, ThreadPoolExecutor(workers) as threads:
            jobs = [
                threads.submit(self._make, sha256, look, processes)
                for sha256, look in missing.items()
            ]
            try:
                for done, (sha256, job) in enumerate(zip(missing, jobs, strict=True), 1):
                    error = job.result()
                    if error is not None:
                        failed[sha256] = error
                    progress.step(done, len(missing))
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                raise
        return failed

    def _make_one(self, sha256: str, look: PhotoLook) -> None:
        if not self.are_there(sha256, look):
            with Workers() as workers:
                _raise(self._make(sha256, look, workers))

    def _make(self, sha256: str, look: PhotoLook, workers: Workers) -> AppError | None:
        def make(source: Path) -> None:
            if look.is_plain:
                self.develop(sha256, source, workers)
                return
            _prepare(self._print, self._thumb)
            copies = self._print_path(sha256, look), self._thumb_path(sha256, look)
            workers.run(finish, source, *copies, look)
            for path in copies:
                _forget_older(path, sha256)

        return self._tried(sha256, _name(sha256, look), make)

    def _tried(self, sha256: str, name: str, make: Callable[[Path], object]) -> AppError | None:
        """Make a copy of a good original, and return why there is none."""
        if name in self._refused:
            # The same bytes would break again, and a list asks at every turn of the wheel.
            return copy.copy(self._refused[name])
        # A damaged original must not come out of the printer as evidence.
        if not self._vault.verify(sha256):
            there = self._vault.has(sha256)
            return ObjectDamaged(sha256=sha256) if there else ObjectMissing(sha256=sha256)
        try:
            make(self._vault.path(sha256))
        except (PictureUnreadable, WorkerFailed) as error:
            self._refused[name] = error
            return error
        except AppError as error:
            return error
        return None

    def _print_path(self, sha256: str, look: PhotoLook) -> Path:
        return self._print / _name(self._vault.path(sha256).name, look)

    def _thumb_path(self, sha256: str, look: PhotoLook) -> Path:
        return self._thumb / _name(self._vault.path(sha256).name, look)


def _name(sha256: str, look: PhotoLook) -> str:
    """Return the name of a copy: no other look has it, nor the same one drawn in another way."""
    return f"{sha256}.jpg" if look.is_plain else f"{sha256}.{STYLE}-{look.key}.jpg"


def _forget_older(newest: Path, sha256: str) -> None:
    """Remove what an original looked like long ago: a cache does not grow with every stroke."""
    with suppress(OSError):
        looks = [path for path in newest.parent.glob(f"{sha256}.*-*.jpg") if path != newest]
        looks.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in looks[_LOOKS_KEPT - 1 :]:
            path.unlink(missing_ok=True)


def _prepare(*folders: Path) -> None:
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileUnwritable(path=str(folder), reason=os_reason(error)) from error


def _raise(error: AppError | None) -> None:
    if error is not None:
        raise error


def _is_whole(path: Path) -> bool:
    """Tell whether a copy is there from head to tail; a power cut may have left half of it."""
    with suppress(OSError), path.open("rb") as stream:
        head = stream.read(2)
        stream.seek(-2, os.SEEK_END)
        return head == _HEAD and stream.read(2) == _TAIL
    return False
