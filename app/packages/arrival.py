"""The way in: a manifest read and verified, its parts copied from the stick and compared.

After this the stick may be pulled out; nothing is read from it again.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

from app.errors import AppError
from app.packages.authority import may_send
from app.packages.errors import (
    MediumGone,
    NoRoomToOpen,
    NoteRefused,
    PackageDamaged,
    PackageFromRevoked,
    PackageFromStranger,
    PackageNotAllowed,
    PackageRefused,
    PackageSignatureBad,
    PackageUnfinished,
)
from app.packages.finding import Source, Unreadable, open_source
from app.packages.limits import LIMITS, Limits
from app.packages.manifest import (
    DATA_NAME,
    MANIFEST_NAME,
    Manifest,
    Part,
    SignedManifest,
    read_manifest,
)
from app.packages.medium import in_mb
from app.packages.sealing import private_file
from app.packages.trust import Member, Role
from app.progress import Progress
from app.words import translate

_TRIES: Final = 3


def verified_signer(
    signed: SignedManifest, members: Iterable[Member], guests: Iterable[Member]
) -> Member:
    """Return the member who signed a manifest, whose role allows its kind.

    Raises:
        PackageRefused: if there is more than one signature.
        PackageFromStranger: if the key is unknown.
        PackageSignatureBad: if the manifest is not what was signed.
        PackageFromRevoked: if the key was withdrawn, and the member is no guest.
        PackageNotAllowed: if the role may not send this kind.
    """
    signature = signed.note.signatures[0]
    if len(signed.note.signatures) > 1:
        raise PackageRefused(reason=translate("its manifest has more than one signature"))
    welcome = tuple(guests)
    known = (*welcome, *members)
    member = next((each for each in known if each.key.fits(signature)), None)
    if member is None:
        raise PackageFromStranger(name=signature.name, fingerprint=signature.key_id.hex())
    try:
        signed.note.signed_by(member.key)
    except NoteRefused as error:
        raise PackageSignatureBad(name=member.name) from error
    if not member.is_active and member not in welcome:
        raise PackageFromRevoked(name=member.name)
    kind = signed.manifest.kind
    if not may_send(member.role, kind):
        raise PackageNotAllowed(name=member.name, kind=kind.value)
    return member


def signed_manifest(path: Path, limits: Limits) -> SignedManifest:
    """Return the manifest of a package where it lies, its signature not verified yet.

    Raises:
        PackageUnfinished, PackageDamaged, PackageRefused, PackageNeedsNewer: as
            `Arrival.read_manifest` does.
    """
    return read_manifest(_manifest_bytes(open_source(path), path, limits), limits)


def says_a_laptop(path: Path) -> bool:
    """Tell whether a package says that a laptop sent it; of one that says nothing, it does not."""
    try:
        return may_send(Role.DEVICE, signed_manifest(path, LIMITS).manifest.kind)
    except AppError:
        return False


def _manifest_bytes(source: Source, path: Path, limits: Limits) -> bytes:
    data = b""
    try:
        with closing(source.chunks(MANIFEST_NAME)) as chunks:
            for chunk in chunks:
                data += chunk
                if len(data) > limits.manifest:
                    raise PackageRefused(reason=translate("its manifest is too long"))
    except Unreadable as error:
        if error.is_missing:
            raise PackageUnfinished(path=str(path)) from error
        raise PackageDamaged(part=MANIFEST_NAME) from error
    return data


class Arrival:
    """Brings one package into a local folder, with bounds for everything it reads."""

    def __init__(self, path: Path, folder: Path, progress: Progress, limits: Limits) -> None:
        self._path = path
        self._source: Source = open_source(path)
        self._folder = folder
        self._progress = progress
        self._limits = limits
        self._copied = 0

    def read_manifest(self) -> SignedManifest:
        """Keep a copy of the manifest and return it, its signature not verified yet.

        Raises:
            PackageUnfinished: if there is none.
            PackageDamaged: if it cannot be read.
            PackageRefused: if it is too long or malformed.
            PackageNeedsNewer: if this program cannot follow its version.
        """
        data = _manifest_bytes(self._source, self._path, self._limits)
        (self._folder / MANIFEST_NAME).write_bytes(data)
        return read_manifest(data, self._limits)

    def copy_parts(self, manifest: Manifest) -> dict[str, str]:
        """Copy all parts and return what is wrong with each volume that did not arrive.

        Raises:
            NoRoomToOpen: if the laptop's disk is too full.
            PackageDamaged: if the records did not arrive as signed.
            MediumGone: if the stick was pulled before the records arrived.
            Cancelled: if the user asked to stop.
        """
        self._check_room(manifest)
        total = sum(part.size for part in manifest.parts)
        wrong = {part.name: self._copy(part, total) for part in manifest.parts}
        return {name: reason for name, reason in wrong.items() if reason}

    def _check_room(self, manifest: Manifest) -> None:
        largest = max(part.plain_size for part in manifest.parts)
        need = sum(part.size + part.plain_size for part in manifest.parts) + largest
        need += self._limits.disk_reserve
        free = shutil.disk_usage(self._folder).free
        if free < need:
            raise NoRoomToOpen(need=in_mb(need), free=in_mb(free))

    def _copy(self, part: Part, total: int) -> str:
        """Bring a part in, or say why not; only without the records does everything end."""
        reason = ""
        for _ in range(_TRIES):
            reason = self._try_copy(part, total)
            if not reason:
                return ""
        (self._folder / part.name).unlink(missing_ok=True)
        if part.name != DATA_NAME:
            return reason
        if not self._path.exists():
            raise MediumGone(path=str(self._path))
        raise PackageDamaged(part=part.name)

    def _try_copy(self, part: Part, total: int) -> str:
        """Copy a part and return what was wrong with it, nothing if it is as signed."""
        target = self._folder / part.name
        target.unlink(missing_ok=True)
        digest, size = hashlib.sha256(), 0
        label = translate("Copying from the stick")
        try:
            with closing(self._source.chunks(part.name)) as chunks, private_file(target) as copy:
                for chunk in chunks:
                    size += len(chunk)
                    if size > part.size:
                        return translate("it has changed since it was written")
                    digest.update(chunk)
                    copy.write(chunk)
                    self._progress.step(self._copied + size, total, label)
        except Unreadable as error:
            if error.is_missing:
                return translate("it is not there")
            return translate("it cannot be read")
        if size != part.size or digest.hexdigest() != part.sha256:
            return translate("it has changed since it was written")
        self._copied += size
        return ""
