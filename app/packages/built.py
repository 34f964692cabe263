"""A finished package on this computer's disk: what it carries, and what sticks have of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from app.errors import FileUnwritable
from app.files import os_reason, written_whole
from app.packages.errors import BuiltDamaged, PackageRefused
from app.packages.manifest import MANIFEST_NAME, Manifest, Part, SignedManifest, read_manifest
from app.packages.medium import README
from app.words import translate

T = TypeVar("T")
REQUEST: Final = "request.skt"
"""The request of a sender that is no member yet, beside the manifest of its package."""
SCRATCH: Final = "plain"
"""Where what is not sealed yet lies while a package is made."""
CARRIED: Final = "carried.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that could not be packed, and why."""

    id: str
    """A revision's identity or a blob's hash."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a built package carries; kept beside it until it was copied, in identities only."""

    visits: int = 0
    """How many visits it was asked to carry."""
    along: tuple[str, ...] = ()
    """Earlier visits that go along for them."""
    aggregates: dict[str, int] = field(default_factory=dict)
    """How many revisions of each aggregate."""
    revision_ids: tuple[str, ...] = ()
    """What a receipt's “all but these” refers to."""
    blobs: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()
    """Hashes of what was not to be carried this time."""
    revisions_left_out: tuple[LeftOut, ...] = ()
    blobs_left_out: tuple[LeftOut, ...] = ()
    volume_blobs: dict[str, int] = field(default_factory=dict)
    """How many photos and files each volume holds."""
    delivered: tuple[str, ...] | None = None
    """The volumes that lie proved on some stick; None where nothing was copied yet, or by a
    version that did not note it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPackage(Carried):
    """A finished package on the laptop's disk, ready to be copied any number of times."""

    folder: Path
    manifest: Manifest
    manifest_sha256: str
    chosen: frozenset[str] | None = None
    """The volumes to copy this time; None where all of them are."""

    @property
    def size(self) -> int:
        """The bytes it takes on a stick.

        Raises:
            BuiltDamaged: if a part of it is gone.
        """
        size = 0
        for path in self.files:
            try:
                size += path.stat().st_size
            except OSError as error:
                raise BuiltDamaged(part=path.name) from error
        return size

    @property
    def files(self) -> tuple[Path, ...]:
        """Everything to copy, the manifest last."""
        names = [README, self.manifest.parts[0].name, *self.volumes, MANIFEST_NAME]
        request = self.folder / REQUEST
        beside = (request,) if request.exists() else ()
        return (*beside, *(self.folder / name for name in names))

    @property
    def volumes(self) -> tuple[str, ...]:
        """The volumes to copy this time."""
        names = (part.name for part in self.manifest.parts[1:])
        return tuple(name for name in names if self.chosen is None or name in self.chosen)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The volumes that no stick has yet."""
        return _waiting(self.manifest, self.delivered)

    def filling(self, room: int) -> BuiltPackage:
        """Return it with as many of the waiting volumes as a stick has room for."""
        rest = room - replace(self, chosen=frozenset()).size
        sizes = {part.name: part.size for part in self.manifest.parts}
        fitting = []
        for name in self.waiting:
            if sizes[name] <= rest:
                rest -= sizes[name]
                fitting.append(name)
        return replace(self, chosen=frozenset(fitting))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """The little of what a package carries that says how far it is."""

    aggregates: dict[str, int] = field(default_factory=dict)
    delivered: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPackage:
    """A built package and how far it is: read at a glance, without the list of what it carries."""

    folder: Path
    manifest: Manifest
    aggregates: dict[str, int]
    delivered: tuple[str, ...] | None

    @property
    def waiting(self) -> tuple[Part, ...]:
        """The volumes that no stick has yet."""
        names = _waiting(self.manifest, self.delivered)
        return tuple(part for part in self.manifest.parts if part.name in names)

    @property
    def is_whole(self) -> bool:
        """Whether what is still to be written lies here, as long as it was."""
        try:
            return (self.folder / README).is_file() and all(
                (self.folder / part.name).stat().st_size == part.size
                for part in (self.manifest.data, *self.waiting)
            )
        except OSError:
            return False


_CARRIED_DECODER: Final = msgspec.json.Decoder(Carried)
_WAY_DECODER: Final = msgspec.json.Decoder(_Way)


def _waiting(manifest: Manifest, delivered: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(part.name for part in manifest.volumes if part.name not in (delivered or ()))


def reopen_built(folder: Path) -> BuiltPackage:
    """Return a package built earlier, to copy it again.

    Raises:
        PackageRefused: if its manifest cannot be read.
        FileUnwritable: if the folder is gone.
    """
    return built_of(folder, *_read(folder, _CARRIED_DECODER))


def glance_at(folder: Path) -> KeptPackage:
    """Return a package built earlier, to see how far it is.

    Raises:
        PackageRefused: if its manifest cannot be read.
        FileUnwritable: if the folder is gone.
    """
    signed, way = _read(folder, _WAY_DECODER)
    return KeptPackage(
        folder=folder,
        manifest=signed.manifest,
        aggregates=way.aggregates,
        delivered=way.delivered,
    )


def _read(folder: Path, decoder: msgspec.json.Decoder[T]) -> tuple[SignedManifest, T]:
    try:
        signed = read_manifest((folder / MANIFEST_NAME).read_bytes())
        return signed, decoder.decode((folder / CARRIED).read_bytes())
    except OSError as error:
        raise FileUnwritable(path=str(folder), reason=os_reason(error)) from error
    except msgspec.DecodeError as error:
        raise PackageRefused(reason=translate("the list of what it carries is damaged")) from error


def built_of(folder: Path, signed: SignedManifest, carried: Carried) -> BuiltPackage:
    """Return the package of a folder, its manifest and what is noted beside it."""
    facts = {one.name: getattr(carried, one.name) for one in fields(Carried)}
    return BuiltPackage(
        folder=folder, manifest=signed.manifest, manifest_sha256=signed.sha256, **facts
    )


def note_delivered(built: BuiltPackage) -> BuiltPackage:
    """Note that the volumes of this time lie on a stick; a crash before means one copy more.

    Raises:
        FileUnwritable: if the laptop's disk refuses it.
    """
    there = replace(built, delivered=tuple(sorted({*(built.delivered or ()), *built.volumes})))
    carried = Carried(**{one.name: getattr(there, one.name) for one in fields(Carried)})
    with written_whole(built.folder / CARRIED) as stream:
        stream.write(msgspec.json.encode(carried))
    return there


def sweep_outgoing(outgoing: Path) -> None:
    """Remove what a crash left half built, and any plain scratch files."""
    for folder in outgoing.iterdir() if outgoing.is_dir() else ():
        shutil.rmtree(folder / SCRATCH, ignore_errors=True)
        if folder.is_dir() and not (folder / MANIFEST_NAME).exists():
            shutil.rmtree(folder, ignore_errors=True)
