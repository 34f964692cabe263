"""Own packages on a stick that headquarters has wholly: what may make room there, and nothing else.

A receipt that names the very manifest on the stick, says that all was taken in and that no
photo is missing, is the only reason to remove anything (`docs/package-format.md` §10).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from app.errors import AppError, NotFound
from app.files import sync_folder
from app.packages.arrival import signed_manifest
from app.packages.built import REQUEST
from app.packages.finding import find_packages
from app.packages.limits import LIMITS
from app.packages.manifest import MANIFEST_NAME, SignedManifest
from app.packages.medium import README, failures_named
from app.packages.receipt import ReceiptResult
from app.store.unit_of_work import Store, View

_APPLIED: Final = f"receipted:{ReceiptResult.APPLIED.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """One of them."""

    place: Path
    name: str
    """Its folder, or its zip file, as it lies on the stick."""
    made_at: datetime
    size: int
    """The bytes it takes there."""


class ArrivedService:
    """Lists them, and removes those that somebody ticked."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def on(self, medium: Path) -> list[Arrived]:
        """Return what may be removed from a stick, the oldest first.

        Raises:
            FileUnreadable: if the stick is not there.
            MediumGone, MediumFailed: if it was pulled meanwhile.
        """
        places = find_packages(medium)
        with failures_named(medium), self._store.reading() as view:
            found = [_arrived(place, medium) for place in places if _has_arrived(view, place)]
        return sorted(found, key=lambda one: (one.made_at, one.name))

    def remove(self, medium: Path, names: Sequence[str]) -> int:
        """Remove packages from a stick; return the bytes that became free.

        The manifest goes first: what is left of one that was interrupted is unfinished.

        Raises:
            NotFound: if one of them is not there, or is none that may be removed.
            FileUnreadable, MediumGone, MediumReadOnly, MediumFailed: naming the stick.
        """
        known = {one.name: one for one in self.on(medium)}
        for name in names:
            if name not in known:
                raise NotFound(kind="package", id=name)
        freed = 0
        with failures_named(medium):
            for name in dict.fromkeys(names):
                for file in _files(known[name].place):
                    freed += file.stat().st_size
                    file.unlink()
                _remove_folder(known[name].place)
            sync_folder(medium)
        return freed


def _has_arrived(view: View, place: Path) -> bool:
    signed = _signed(place)
    if signed is None:
        return False
    note = view.packages.package(signed.manifest.package)
    return (
        note is not None
        and note.direction == "out"
        and note.manifest_sha256 == signed.sha256
        and note.result == _APPLIED
        and not note.photos_missing
        and not note.set_aside
    )


def _arrived(place: Path, medium: Path) -> Arrived:
    signed = signed_manifest(place, LIMITS)
    size = sum(file.stat().st_size for file in _files(place))
    name = place.relative_to(medium).as_posix() if place != medium else place.name
    return Arrived(place=place, name=name, made_at=signed.manifest.made_at, size=size)


def _signed(place: Path) -> SignedManifest | None:
    try:
        return signed_manifest(place, LIMITS)
    except AppError:
        return None  # somebody else's, or unfinished: not ours to remove


def _files(place: Path) -> list[Path]:
    """Return the files that the format names, the manifest first; others are nobody's business."""
    if place.is_file():
        return [place]
    parts: Iterable[str] = (part.name for part in signed_manifest(place, LIMITS).manifest.parts)
    names = (MANIFEST_NAME, README, REQUEST, *parts)
    return [place / name for name in names if (place / name).is_file()]


def _remove_folder(place: Path) -> None:
    # Something else may lie in it.
    with suppress(OSError):
        place.rmdir()
