"""Packages that were made here: on this computer's own disk until they have lain on sticks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.domain.inspection import Inspection
from app.errors import AppError, NotFound
from app.packages.arrival import signed_manifest
from app.packages.built import BuiltPackage, reopen_built
from app.packages.limits import LIMITS
from app.packages.manifest import Manifest
from app.packages.naming import package_folder
from app.store.unit_of_work import Store

_KEPT_FOR: Final = timedelta(days=90)


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

    def __init__(self, store: Store, clock: Clock) -> None:
        self.folder: Final = store.folder / "outgoing"
        self._store = store
        self._clock = clock

    def find(self, name: str) -> BuiltPackage:
        """Return a package by its identity or the name of its folder.

        Raises:
            NotFound: if no such package is kept here.
        """
        for one in self._built():
            if name in {one.manifest.package, package_folder(one.manifest.package)}:
                return one
        raise NotFound(kind="package", id=name)

    def kept(self) -> list[Kept]:
        """Return the packages of which a stick lacks something, the oldest first."""
        found = []
        with self._store.reading() as view:
            for built in self._built():
                is_begun = view.packages.package(built.manifest.package) is not None
                if is_begun and (built.delivered is None or not built.waiting):
                    continue
                visits = [view.find(Inspection, one) for one in built.aggregates]
                sizes = {part.name: part.size for part in built.manifest.parts}
                found.append(
                    Kept(
                        package_id=built.manifest.package,
                        name=package_folder(built.manifest.package),
                        made_at=built.manifest.made_at,
                        units=tuple(one.unit_name for one in visits if one is not None),
                        size=sum(sizes[name] for name in built.waiting) if is_begun else built.size,
                        is_begun=is_begun,
                        volumes_waiting=len(built.waiting),
                    )
                )
        return sorted(found, key=lambda one: one.made_at)

    def highest_number(self, origin: str) -> int:
        """Return the highest number of a store's packages that lie here, 0 where none does."""
        manifests = map(_manifest_in, self.folder.glob("*/"))
        return max((one.number for one in manifests if one and one.origin == origin), default=0)

    def clear(self) -> None:
        """Remove what has lain on sticks for long, wholly (§13)."""
        before = self._clock.now() - _KEPT_FOR
        with self._store.reading() as view:
            sent = {one.package_id: one.utc_ms for one in view.packages.packages("out")}
        for built in list(self._built()):
            noted = sent.get(built.manifest.package)
            if noted is None or (built.delivered is not None and built.waiting):
                continue
            if datetime.fromtimestamp(noted / 1000, UTC) < before:
                shutil.rmtree(built.folder, ignore_errors=True)

    def _built(self) -> Iterator[BuiltPackage]:
        for folder in sorted(self.folder.glob("*/")):
            try:
                yield reopen_built(folder)
            except AppError:
                continue  # one of an earlier version, or damaged: nothing to send


def _manifest_in(folder: Path) -> Manifest | None:
    try:
        return signed_manifest(folder, LIMITS).manifest
    except AppError:
        return None  # it was never whole
