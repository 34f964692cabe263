"""The beginning of a copy: volumes go to the stick while the next ones are sealed.

A stick is slow, and sealing need not wait for it. What lies there so is nothing yet: no manifest
says that it is a package, and everything is read back at the end, as if it had been copied then.
"""

from __future__ import annotations

import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from app.errors import Cancelled
from app.packages.errors import MediumFailed
from app.packages.medium import copy_settled, failures_named
from app.packages.naming import package_folder
from app.words import translate

_MOST_COPIES: Final = 99


def fresh_name(medium: Path, package_id: str) -> str:
    """Return a name nothing on the stick has; an earlier attempt may have left the first.

    Raises:
        MediumFailed: if too many are taken.
    """
    name = package_folder(package_id)
    taken = {path.stem for path in medium.iterdir()}
    names = (name, *(f"{name}-{number}" for number in range(2, _MOST_COPIES)))
    fresh = next((name for name in names if name not in taken), None)
    if fresh is None:
        raise MediumFailed(
            path=str(medium), reason=translate("it holds too many copies of this package")
        )
    return fresh


class BegunCopy:
    """A new folder on a stick, and what is copied into it; gone again unless it is kept."""

    def __init__(self, medium: Path, package_id: str) -> None:
        """Make the folder.

        Raises:
            MediumGone, MediumFull, MediumReadOnly, MediumFailed: naming the stick.
        """
        with failures_named(medium):
            self.folder: Final = medium / fresh_name(medium, package_id)
            self.folder.mkdir()
        self._copies: dict[str, Future[None]] = {}
        self._pool = ThreadPoolExecutor(1, "copying")
        self._is_stopped = False
        self._is_kept = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_stopped = True
        self._pool.shutdown(cancel_futures=True)
        if not self._is_kept:
            shutil.rmtree(self.folder, ignore_errors=True)

    def take(self, path: Path) -> None:
        """Copy a file as soon as those before it are there."""
        self._copies[path.name] = self._pool.submit(
            copy_settled, path, self.folder / path.name, self._heard
        )

    def copied(self) -> frozenset[str]:
        """Wait for what was taken; return the names of the files that are there.

        Raises:
            OSError: as the stick failed.
        """
        for copy in self._copies.values():
            copy.result()
        return frozenset(self._copies)

    def keep(self) -> None:
        """Let the folder stay: it is a package now."""
        self._is_kept = True

    def _heard(self, _size: int) -> None:
        if self._is_stopped:
            raise Cancelled
