"""The vault: originals kept under their own hash, whole, durable and never rewritten.

By hand because the order of writes is the promise: bytes, then their durable
name, then (elsewhere) the record that points at them.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from app.domain.entity import is_sha256
from app.errors import AppError, FileUnreadable, FileUnwritable, InvalidValue
from app.files import CHUNK, os_reason, replace, sha256_of, sync_folder
from app.words import mark, translate

MIB: Final = 1 << 20
SIZE_LIMIT: Final = 64 * MIB
MIN_FREE: Final = 500 * MIB
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class VaultFull(AppError):
    """The disk has no room for another object."""

    code = "vault_full"
    message = mark(
        "The disk is nearly full: this file was not stored, everything stored before is intact. "
        "Free at least {needed} MB, then add it again."
    )


class ObjectTooLarge(AppError):
    """A file is larger than the vault takes."""

    code = "object_too_large"
    message = mark(
        "This file is larger than {limit} MB and was not stored. "
        "Choose a smaller copy of the picture."
    )


class ObjectMissing(AppError):
    """The vault has no object of this hash."""

    code = "object_missing"
    message = mark(
        "The file of a photo or paper ({sha256}) is not on this computer. Its record is intact. "
        "Import a package or a backup that holds it."
    )


class ObjectDamaged(AppError):
    """An object of the vault no longer has the contents its name says."""

    code = "object_damaged"
    message = mark(
        "The file of a photo or paper ({sha256}) is damaged and was not used. Its record is "
        "intact. Import a package or a backup that holds it."
    )


def free_bytes(folder: Path) -> int:
    """Return the bytes a user may still write where this folder lies."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Bytes that lie in the vault's waiting room, hashed and durable but without a name yet."""

    path: Path
    sha256: str
    size: int


class Vault:
    """Keeps each object once, under the SHA-256 of its bytes.

    What has a name is complete and durable. An object is never rewritten, except
    one that was damaged, by the same bytes brought in again.
    """

    def __init__(self, folder: Path, *, free: Callable[[Path], int] = free_bytes) -> None:
        self._blobs = folder / "blobs"
        self._waiting = self._blobs / "tmp"
        self._free = free
        self._naming = threading.Lock()
        try:
            if not self._waiting.is_dir():
                self._waiting.mkdir(parents=True, exist_ok=True)
                sync_folder(self._blobs)
                sync_folder(folder)
        except OSError as error:
            raise _unwritable(self._waiting, error) from error

    def put(self, stream: IO[bytes], size_limit: int = SIZE_LIMIT) -> str:
        """Keep the bytes of a stream and return their SHA-256.

        Raises:
            VaultFull: if the disk has no room, or too little would be left.
            ObjectTooLarge: if there are more bytes than the limit.
            FileUnreadable: if the stream breaks off with an error.
            FileUnwritable: if the vault's folder refuses them.
        """
        with self.received(stream, size_limit) as incoming:
            return self.keep(incoming)

    @contextmanager
    def received(self, stream: IO[bytes], size_limit: int = SIZE_LIMIT) -> Iterator[Incoming]:
        """Bring bytes into the waiting room, to be looked at before `keep` names them.

        What was not kept when the `with` ends is removed.

        Raises:
            VaultFull: if the disk has no room, or too little would be left.
            ObjectTooLarge: if there are more bytes than the limit.
            FileUnreadable: if the stream breaks off with an error.
            FileUnwritable: if the vault's folder refuses them.
        """
        try:
            self._check_room()
            handle, name = tempfile.mkstemp(dir=self._waiting)
        except OSError as error:
            raise _unwritable(self._waiting, error) from error
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb", buffering=0) as target:
                incoming = _written(stream, target, temporary, size_limit)
            yield incoming
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def keep(self, incoming: Incoming) -> str:
        """Give bytes from the waiting room their name, for good, and return it.

        Raises:
            VaultFull: if the disk has no room for the name.
            FileUnwritable: if the vault's folder refuses it.
        """
        target = self.path(incoming.sha256)
        try:
            with self._naming:
                if not target.parent.exists():
                    target.parent.mkdir(exist_ok=True)
                    sync_folder(self._blobs)
                self._name(incoming, target)
            # Also where the object was there before: whoever brought it may not be done yet.
            sync_folder(target.parent)
        except OSError as error:
            raise _unwritable(target, error) from error
        return incoming.sha256

    def path(self, sha256: str) -> Path:
        """Return where an object lies, or would lie.

        Raises:
            InvalidValue: if this is not a SHA-256 in lower-case hex.
        """
        if not is_sha256(sha256):
            # A name out of a foreign package must not lead out of the vault.
            raise InvalidValue(
                field="sha256", value=sha256, reason=translate("it is not a SHA-256 in hex")
            )
        return self._blobs / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Tell whether the object is there; its contents are not looked at."""
        return is_sha256(sha256) and self.path(sha256).is_file()

    def open(self, sha256: str) -> IO[bytes]:
        """Open an object for reading.

        Raises:
            ObjectMissing: if it is not in the vault.
            FileUnreadable: if the disk refuses it.
        """
        path = self.path(sha256)
        try:
            return path.open("rb")
        except FileNotFoundError as error:
            raise ObjectMissing(sha256=sha256) from error
        except OSError as error:
            raise FileUnreadable(path=str(path), reason=_cause(error)) from error

    def verify(self, sha256: str) -> bool:
        """Tell whether the object is there, can be read and has the contents its name says."""
        try:
            return sha256_of(self.path(sha256)) == sha256
        except OSError:
            return False

    def all(self) -> Iterator[str]:
        """Yield the hashes of all objects, in order."""
        for folder in sorted(self._blobs.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if is_sha256(path.name) and path.name[:2] == folder.name:
                    yield path.name

    def sweep(self) -> int:
        """Remove what an interrupted program left in the waiting room; return how many files.

        Only at the start, when nobody else writes here.
        """
        removed = 0
        for left_over in self._waiting.iterdir():
            with suppress(OSError):
                left_over.unlink()
                removed += 1
        return removed

    def _check_room(self) -> None:
        free = self._free(self._blobs)
        if free < MIN_FREE:
            raise VaultFull(needed=_mb_to_free(MIN_FREE - free))

    def _name(self, incoming: Incoming, target: Path) -> None:
        if target.is_file():
            if target.stat().st_size == incoming.size and self.verify(incoming.sha256):
                return
            target.chmod(0o600)  # Windows replaces no read-only file.
        try:
            replace(incoming.path, target)
        except PermissionError:
            # On Windows the same object, stored by another process a moment ago.
            if not self.verify(incoming.sha256):
                raise
        with suppress(OSError):
            # A fence against accidents only; FAT and network drives refuse it.
            target.chmod(0o400)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    try:
        while piece := stream.read(CHUNK):
            yield piece
    except OSError as error:
        name = str(getattr(stream, "name", ""))
        raise FileUnreadable(path=name, reason=_cause(error)) from error


def _write(piece: bytes, target: IO[bytes]) -> None:
    # Without a buffer, which would try again to write while a full disk's error is on its way.
    rest = memoryview(piece)
    while rest:
        rest = rest[target.write(rest) :]


def _written(stream: IO[bytes], target: IO[bytes], path: Path, size_limit: int) -> Incoming:
    digest = hashlib.sha256()
    size = 0
    try:
        for piece in _pieces(stream):
            size += len(piece)
            if size > size_limit:
                raise ObjectTooLarge(limit=size_limit // MIB)
            digest.update(piece)
            _write(piece, target)
        os.fsync(target.fileno())
        written = os.fstat(target.fileno()).st_size
    except OSError as error:
        raise _unwritable(path, error, size) from error
    if written != size:
        raise FileUnwritable(path=str(path), reason=translate("the disk kept only a part of it"))
    return Incoming(path=path, sha256=digest.hexdigest(), size=size)


def _unwritable(path: Path, error: OSError, size: int = 0) -> AppError:
    if error.errno in _FULL:
        return VaultFull(needed=_mb_to_free(MIN_FREE + size))
    return FileUnwritable(path=str(path), reason=_cause(error))


def _cause(error: OSError) -> str:
    return os_reason(error)


def _mb_to_free(size: int) -> int:
    return -(-size // MIB)
