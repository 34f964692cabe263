"""Copies of photos for paper and screen: a cache, made again whenever one is missing."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final

from app.errors import AppError, FileUnwritable
from app.files import os_reason
from app.photos.decoding import Picture, PictureUnreadable, develop
from app.photos.vault import ObjectDamaged, ObjectMissing, Vault
from app.progress import NO_PROGRESS, Progress
from app.worker import WorkerFailed, Workers

_HEAD: Final = b"\xff\xd8"
_TAIL: Final = b"\xff\xd9"


class Renditions:
    """Upright JPEG copies without any metadata, beside the originals in the vault.

    The print copy is at most 1600 pixels long, the thumbnail 256. The folder may
    be deleted at any time; what is asked for and not there is made again. Bytes that
    are no picture are not tried a second time while the program runs.
    """

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._vault = vault
        self._refused: dict[str, AppError] = {}
        self._print = folder / "print"
        self._thumb = folder / "thumb"

    def print_copy(self, sha256: str) -> Path:
        """Return the copy for documents and the large view.

        Raises:
            ObjectMissing: if the original is not in the vault.
            ObjectDamaged: if it no longer has the contents its name says.
            PictureUnreadable: if it is no picture.
            WorkerFailed: if it breaks whatever reads it.
            FileUnwritable: if the disk refuses the copy.
        """
        self._make_one(sha256)
        return self._print_path(sha256)

    def thumbnail(self, sha256: str) -> Path:
        """Return the copy for lists.

        Raises:
            ObjectMissing: if the original is not in the vault.
            ObjectDamaged: if it no longer has the contents its name says.
            PictureUnreadable: if it is no picture.
            WorkerFailed: if it breaks whatever reads it.
            FileUnwritable: if the disk refuses the copy.
        """
        self._make_one(sha256)
        return self._thumb_path(sha256)

    def make_missing(
        self, sha256s: Iterable[str], progress: Progress = NO_PROGRESS, *, workers: int = 2
    ) -> dict[str, AppError]:
        """Make what is missing for many photos at once, as after an import.

        Returns:
            Why, for each photo that has none now.

        Raises:
            Cancelled: if the user stopped it; what was made stays.
        """
        missing = [sha256 for sha256 in dict.fromkeys(sha256s) if not self.are_there(sha256)]
        failed: dict[str, AppError] = {}
        workers = max(1, min(workers, len(missing)))
        with Workers(workers) as processes, ThreadPoolExecutor(workers) as threads:
            jobs = [threads.submit(self._make, sha256, processes) for sha256 in missing]
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

    def print_copies(
        self, sha256s: Iterable[str], progress: Progress = NO_PROGRESS
    ) -> tuple[dict[str, Path], dict[str, AppError]]:
        """Return the print copies of many photos, and why for those that have none.

        One photo that is missing or damaged costs that photo only.

        Raises:
            Cancelled: if the user stopped it; what was made stays.
        """
        wanted = list(dict.fromkeys(sha256s))
        failed = self.make_missing(wanted, progress)
        return {one: self._print_path(one) for one in wanted if one not in failed}, failed

    def are_there(self, sha256: str) -> bool:
        """Tell whether both copies are there and whole."""
        return _is_whole(self._print_path(sha256)) and _is_whole(self._thumb_path(sha256))

    def develop(self, sha256: str, source: Path, workers: Workers) -> Picture:
        """Make both copies from the original's bytes, wherever they lie, and tell its facts.

        Raises:
            PictureUnreadable: if it is no picture.
            WorkerFailed: if it breaks whatever reads it.
            FileUnwritable: if the disk refuses the copies.
        """
        for folder in (self._print, self._thumb):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise FileUnwritable(path=str(folder), reason=os_reason(error)) from error
        return workers.run(develop, source, self._print_path(sha256), self._thumb_path(sha256))

    def _make_one(self, sha256: str) -> None:
        if self.are_there(sha256):
            return
        with Workers() as workers:
            error = self._make(sha256, workers)
        if error is not None:
            raise error

    def _make(self, sha256: str, workers: Workers) -> AppError | None:
        if sha256 in self._refused:
            # The same bytes would break again, and a list asks at every turn of the wheel.
            return copy.copy(self._refused[sha256])
        # A damaged original must not come out of the printer as evidence.
        if not self._vault.verify(sha256):
            there = self._vault.has(sha256)
            return ObjectDamaged(sha256=sha256) if there else ObjectMissing(sha256=sha256)
        try:
            self.develop(sha256, self._vault.path(sha256), workers)
        except (PictureUnreadable, WorkerFailed) as error:
            self._refused[sha256] = error
            return error
        except AppError as error:
            return error
        return None

    def _print_path(self, sha256: str) -> Path:
        return self._print / f"{self._vault.path(sha256).name}.jpg"

    def _thumb_path(self, sha256: str) -> Path:
        return self._thumb / f"{self._vault.path(sha256).name}.jpg"


def _is_whole(path: Path) -> bool:
    """Tell whether a copy is there from head to tail; a power cut may have left half of it."""
    with suppress(OSError), path.open("rb") as stream:
        head = stream.read(2)
        stream.seek(-2, os.SEEK_END)
        return head == _HEAD and stream.read(2) == _TAIL
    return False
