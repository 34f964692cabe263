"""Packages that were made here: on this computer's own disk until they have lain on sticks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.domain.inspection import Inspection
from app.errors import AppError, NotFound
from app.packages.arrival import signed_manifest
from app.packages.built import BuiltPackage, KeptPackage, glance_at, reopen_built
from app.packages.limits import LIMITS
from app.packages.manifest import Manifest
from app.packages.naming import package_folder
from app.store.unit_of_work import Store

_KEPT_FOR: Final = timedelta(days=90)
# Packages carry whole visits with all their photos, so a team that exports daily fills a disk.
_MOST_BYTES: Final = 8_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A package that was made and has not reached a stick, or not with all its photos."""

    package_id: str
    name: str
    """Its folder."""
    made_at: datetime
    units: tuple[str, ...]
    size: int
    """The bytes that no stick has yet."""
    is_begun: bool
    """Whether its records lie on a stick already."""
    volumes_waiting: int
    """How many volumes of photos no stick has yet."""


class Outgoing:
    """The folder they are built in; what a stick has is noted with each."""

    def __init__(self, store: Store, clock: Clock, most_bytes: int = _MOST_BYTES) -> None:
        self.folder: Final = store.folder / "outgoing"
        self._store = store
        self._clock = clock
        self._most_bytes = most_bytes

    def find(self, name: str) -> BuiltPackage:
        """Return a package by its identity or the name of its folder.

        Raises:
            NotFound: if no such package is kept here.
        """
        for folder in self._folders():
            if name in {folder.name, package_folder(folder.name)}:
                with suppress(AppError):
                    return reopen_built(folder)
        raise NotFound(kind="package", id=name)

    def kept(self) -> list[Kept]:
        """Return the packages of which a stick lacks something, the oldest first."""
        found = []
        with self._store.reading() as view:
            for one in self._glances():
                manifest, waiting = one.manifest, one.waiting
                is_begun = view.packages.package(manifest.package) is not None
                if is_begun and (one.delivered is None or not waiting):
                    continue
                if not one.is_whole:
                    continue  # nothing to send; what it carried counts as unsent
                visits = [view.find(Inspection, visit) for visit in one.aggregates]
                found.append(
                    Kept(
                        package_id=manifest.package,
                        name=package_folder(manifest.package),
                        made_at=manifest.made_at,
                        units=tuple(visit.unit_name for visit in visits if visit is not None),
                        size=sum(part.size for part in (waiting if is_begun else manifest.parts)),
                        is_begun=is_begun,
                        volumes_waiting=len(waiting),
                    )
                )
        return sorted(found, key=lambda one: one.made_at)

    def highest_number(self, origin: str) -> int:
        """Return the highest number of a store's packages that lie here, 0 where none does."""
        manifests = map(_manifest_in, self._folders())
        return max((one.number for one in manifests if one and one.origin == origin), default=0)

    def clear(self) -> None:
        """Remove what lies wholly on sticks: for long, or more of it than the disk is for.

        The last one may be as large as it is, and what some stick still has to take stays. What
        was never whole, or lost a part, nobody can send: it stays as long, for a look at it.
        """
        before = (self._clock.now() - _KEPT_FOR).timestamp() * 1000
        for folder in self._folders():
            if _has_rested_since(folder, before) and not _can_be_sent(folder):
                shutil.rmtree(folder, ignore_errors=True)
        with self._store.reading() as view:
            sent = view.packages.packages("out")
        there = {
            one.manifest.package: one
            for one in self._glances()
            if one.delivered is None or not one.waiting
        }
        size = 0
        latest_first = ((note, there[note.package_id]) for note in sent if note.package_id in there)
        for number, (note, one) in enumerate(latest_first):
            size += sum(part.size for part in one.manifest.parts)
            if note.utc_ms < before or (number and size > self._most_bytes):
                shutil.rmtree(one.folder, ignore_errors=True)

    def _glances(self) -> Iterator[KeptPackage]:
        for folder in self._folders():
            with suppress(AppError):  # one of an earlier version, or damaged: nothing to send
                yield glance_at(folder)

    def _folders(self) -> list[Path]:
        """Return the folders of the packages; each is called by the identity of its own."""
        return sorted(self.folder.glob("*/"))


def _has_rested_since(folder: Path, utc_ms: float) -> bool:
    try:
        return folder.stat().st_mtime * 1000 < utc_ms
    except OSError:
        return False


def _can_be_sent(folder: Path) -> bool:
    try:
        return glance_at(folder).is_whole
    except AppError:
        return False


def _manifest_in(folder: Path) -> Manifest | None:
    try:
        return signed_manifest(folder, LIMITS).manifest
    except AppError:
        return None  # it was never whole
