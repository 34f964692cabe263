"""Files that are whole or not there: the order of writes that survives a power cut.

By hand because the kept packages for atomic writes are unmaintained or skip the
fsync of the directory, which POSIX needs before a new name is durable.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from app.errors import FileUnwritable
from app.words import mark, translate

CHUNK: Final = 1 << 20
# A virus scanner may hold a new file for a moment (Windows errors 5, 32, 33).
_RENAME_WAITS_S: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
_MAX_NAME: Final = 80
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")

# Windows says "sharing violation" and "lock violation" where another program has a file open.
_HELD_BY_ANOTHER: Final = frozenset({32, 33})
_REASONS: Final = {
    errno.ENOENT: mark("there is no such file or folder"),
    errno.EACCES: mark("this computer does not allow it"),
    errno.EPERM: mark("this computer does not allow it"),
    errno.EROFS: mark("the disk is protected against writing"),
    errno.ENOSPC: mark("the disk is full"),
    errno.EISDIR: mark("it is a folder"),
    errno.ENOTDIR: mark("a part of the path is a file"),
    errno.EEXIST: mark("something of that name is there already"),
    errno.ENAMETOOLONG: mark("the name is too long"),
    errno.EIO: mark("the disk or stick does not answer"),
    errno.ENODEV: mark("the disk or stick does not answer"),
    errno.ENXIO: mark("the disk or stick does not answer"),
}


def os_reason(error: OSError) -> str:
    """Say why the system refused a file, as a clause in the user's language."""
    if getattr(error, "winerror", None) in _HELD_BY_ANOTHER:
        return translate("another program has it open")
    known = _REASONS.get(error.errno or 0)
    return translate(known) if known else error.strerror or str(error)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(source: Path, target: Path) -> None:
    """Give a finished file its name, waiting for a virus scanner to let go."""
    for wait in _RENAME_WAITS_S:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    source.replace(target)


@contextmanager
def written_whole(target: Path) -> Iterator[IO[bytes]]:
    """Write a file that appears under its name only when it is complete and durable.

    Raises:
        FileUnwritable: if the place refuses it; an older file there stays as it was.
    """
    if not target.name:
        raise FileUnwritable(path=str(target), reason=translate(_REASONS[errno.EISDIR]))
    temporary = target.with_name(f".{target.name[:40]}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        replace(temporary, target)
        sync_folder(target.parent)
    except OSError as error:
        raise FileUnwritable(path=str(target), reason=os_reason(error)) from error
    finally:
        # What kept it from being made may keep it from being unmade.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def scratch_file() -> Iterator[IO[bytes]]:
    """Lend a nameless file for what is not finished yet.

    Raises:
        FileUnwritable: if the place for such files refuses it.
    """
    with _scratch_refused(), tempfile.TemporaryFile() as stream:
        yield stream


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Lend a folder for what is not finished yet; it is gone at the end.

    Raises:
        FileUnwritable: if the place for such files refuses it.
    """
    with _scratch_refused(), tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@contextmanager
def _scratch_refused() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # Where there is no such place at all, nobody can name it.
        place = tempfile.tempdir or "TMP"
        raise FileUnwritable(path=place, reason=os_reason(error)) from error


def sha256_of(path: Path, heard: Callable[[int], None] | None = None) -> str:
    """Return the SHA-256 of a file in hex, reading it a chunk at a time."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            if heard is not None:
                heard(len(chunk))
    return digest.hexdigest()


def safe_name(text: str) -> str:
    """Return a file name that every system takes and no reader is fooled by.

    NFC; without separators, control and bidirectional characters, reserved
    device names, trailing dots and spaces; at most 80 characters.
    """
    text = unicodedata.normalize("NFC", text)
    kept = "".join(
        "-" if letter in '\\/:*?"<>|' else letter
        for letter in text
        if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}
    )
    kept = kept[:_MAX_NAME].strip(" .")
    return f"_{kept}" if not kept or _RESERVED.fullmatch(kept) else kept
