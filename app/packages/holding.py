"""Packages that headquarters holds, still sealed, until somebody has decided about their sender.

Nothing of them is opened or believed: the parts are copied as the manifest names them, bounded
as for every package, and beside them the request in which the sender names its keys.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.errors import AppError, FileUnwritable
from app.files import os_reason
from app.packages.arrival import Arrival, signed_manifest
from app.packages.built import REQUEST
from app.packages.enrolment import read_request
from app.packages.errors import EnrolmentRefused, PackageDamaged
from app.packages.finding import Unreadable, open_source
from app.packages.limits import LIMITS, Limits
from app.packages.manifest import MANIFEST_NAME, Manifest, Part, SignedManifest
from app.packages.naming import package_folder
from app.packages.note import Signature
from app.packages.trust import Member
from app.progress import NO_PROGRESS, Progress

_MOST: Final = 50
_MOST_REQUEST: Final = 16 << 10
_HALF: Final = "half-"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPackage:
    """One that waits."""

    folder: Path
    manifest: Manifest
    signature: Signature
    """By whom it says it is, not proved yet."""
    guest: Member | None
    """Its sender as the request beside it says, if that has the key that signed."""

    @property
    def signed_as(self) -> str:
        """The name it was signed with."""
        return self.signature.name

    @property
    def size(self) -> int:
        """The bytes it takes."""
        return _size(self.folder)


def hold(
    path: Path, shelf: Path, progress: Progress = NO_PROGRESS, limits: Limits = LIMITS
) -> Path | None:
    """Copy a package to a shelf as it lies; None where too much waits already.

    Whoever is unknown may have taken another's number: both are held, each by itself. To one that
    waits is added what it lacked: its photos may come on several sticks.

    Raises:
        AppError: as for an arrival; nothing is held then.
        FileUnwritable: if the shelf refuses it.
    """
    try:
        return _held(path, shelf, progress, limits)
    except OSError as error:
        # What the stick does is told apart before; this is the disk of headquarters.
        raise FileUnwritable(path=str(shelf), reason=os_reason(error)) from error


def _held(path: Path, shelf: Path, progress: Progress, limits: Limits) -> Path | None:
    signed = signed_manifest(path, limits)
    target = shelf / package_folder(signed.manifest.package)
    while target.exists() and _sha256_in(target) != signed.sha256:
        target = _next_place(target)
    lacking = [one for one in signed.manifest.parts if not (target / one.name).exists()]
    if not lacking and (target / REQUEST).exists():
        return target
    shelf.mkdir(parents=True, exist_ok=True, mode=0o700)
    waiting = list(shelf.iterdir())
    room = limits.shelf - sum(map(_size, waiting))
    is_too_much = sum(one.size for one in lacking) > room
    if is_too_much or (len(waiting) >= _MOST and target not in waiting):
        return target if target in waiting else None
    half = Path(tempfile.mkdtemp(prefix=_HALF, dir=shelf))
    try:
        _copy(Arrival(path, half, progress, limits), signed, lacking)
        request = _request_bytes(path)
        if request:
            (half / REQUEST).write_bytes(request)
        if target in waiting:
            _add(half, target)
        else:
            half.rename(target)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return target


def _copy(arrival: Arrival, signed: SignedManifest, parts: Sequence[Part]) -> None:
    if arrival.read_manifest().sha256 != signed.sha256:
        raise PackageDamaged(part=MANIFEST_NAME)  # another stick by now
    if parts:
        arrival.copy_parts(replace(signed.manifest, parts=tuple(parts)))


def _add(half: Path, target: Path) -> None:
    for file in half.iterdir():
        if not (target / file.name).exists():
            file.rename(target / file.name)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir()) if folder.is_dir() else 0


def _sha256_in(folder: Path) -> str:
    try:
        return signed_manifest(folder, LIMITS).sha256
    except AppError:
        return ""


def _next_place(folder: Path) -> Path:
    name, _, number = folder.name.rpartition("+")
    return folder.with_name(f"{name}+{int(number) + 1}" if name else f"{folder.name}+2")


def held(shelf: Path) -> Iterator[HeldPackage]:
    """Yield what waits on a shelf; what a crash left half copied is removed."""
    for folder in sorted(shelf.iterdir()) if shelf.is_dir() else ():
        if folder.name.startswith(_HALF):
            shutil.rmtree(folder, ignore_errors=True)
            continue
        try:
            signed = signed_manifest(folder, LIMITS)
        except AppError:
            continue
        yield HeldPackage(
            folder=folder,
            manifest=signed.manifest,
            signature=signed.note.signatures[0],
            guest=_guest(folder, signed),
        )


def _guest(folder: Path, signed: SignedManifest) -> Member | None:
    file = folder / REQUEST
    if not file.is_file():
        return None
    try:
        member = read_request(file.read_bytes()).as_guest()
    except EnrolmentRefused:
        return None
    return member if member.key.fits(signed.note.signatures[0]) else None


def _request_bytes(path: Path) -> bytes:
    data = b""
    try:
        with closing(open_source(path).chunks(REQUEST)) as chunks:
            for chunk in chunks:
                data += chunk
                if len(data) > _MOST_REQUEST:
                    return b""
    except Unreadable:
        return b""
    return data
