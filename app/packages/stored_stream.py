"""A container of photos as a stream: sealed while it is read, and never laid down in clear.

By hand because `zipfile` knows a member's checksum only after its data, and goes back to write
it, or puts it behind, which the format refuses; `age` reads its input once, from the front. The
photos are read for their hashes before, and that gives the checksum too (APPNOTE 6.3.10 §4.3).
"""

from __future__ import annotations

import errno
import hashlib
import struct
import zlib
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.files import CHUNK

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
_MADE_ON_UNIX: Final = 3 << 8 | _VERSION
# The first day a zip can name: dates say when somebody worked.
_NO_DATE: Final = 1 << 5 | 1
_PRIVATE_FILE: Final = 0o600 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file as it goes into a container."""

    name: str
    path: Path
    size: int
    crc: int


def measured(name: str, path: Path) -> StoredFile | None:
    """Return a file that has the hash of its name, or None.

    Raises:
        OSError: if it cannot be read.
    """
    digest, crc, size = hashlib.sha256(), 0, 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
    if digest.hexdigest() != name:
        return None
    return StoredFile(name=name, path=path, size=size, crc=crc)


class StoredStream:
    """The bytes of a container with these files, read once from the front."""

    def __init__(self, files: Sequence[StoredFile], heard: Callable[[], None]) -> None:
        """Take what goes in, and what hears of every piece that was read."""
        self._files = files
        self._heard = heard
        self._pieces = self._all()
        self._piece = memoryview(b"")

    def close(self) -> None:
        """Close the file that is being read."""
        self._pieces.close()

    def read(self, size: int = -1) -> bytes:
        """Return up to so many bytes; none at the end.

        Raises:
            OSError: if a file cannot be read, or is not what it was when it was measured.
        """
        if not self._piece:
            self._piece = memoryview(next(self._pieces, b""))
        taken = self._piece[:size] if size >= 0 else self._piece
        self._piece = self._piece[len(taken) :]
        return bytes(taken)

    def _all(self) -> Generator[bytes]:
        directory, place = [], 0
        for file in self._files:
            name = file.name.encode("ascii")
            facts = (0, 0, 0, _NO_DATE, file.crc, file.size, file.size, len(name), 0)
            yield _LOCAL.pack(b"PK\3\4", _VERSION, *facts) + name
            with closing(self._data(file)) as data:
                yield from data
            entry = _CENTRAL.pack(
                b"PK\1\2", _MADE_ON_UNIX, _VERSION, *facts, 0, 0, 0, _PRIVATE_FILE, place
            )
            directory.append(entry + name)
            place += _LOCAL.size + len(name) + file.size
        whole = b"".join(directory)
        count = len(self._files)
        yield whole + _END.pack(b"PK\5\6", 0, 0, count, count, len(whole), place, 0)

    def _data(self, file: StoredFile) -> Generator[bytes]:
        crc, size = 0, 0
        with file.path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                crc = zlib.crc32(chunk, crc)
                size += len(chunk)
                self._heard()
                yield chunk
        if (size, crc) != (file.size, file.crc):
            raise OSError(errno.EIO, "changed while it was packed", str(file.path))
