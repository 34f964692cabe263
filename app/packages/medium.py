"""The stick: probing, copying and reading back, with its failures named for its carrier."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, NamedTuple

from app.errors import AppError
from app.files import CHUNK, os_reason
from app.packages.errors import BuiltDamaged, MediumFailed, MediumFull, MediumGone, MediumReadOnly
from app.packages.unbuffered import unbuffered

_PROBE_BYTES: Final = 4096
_PROBE_NAME: Final = "SKT-PROBE.tmp"
_GONE: Final = {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ENOTDIR, errno.ESTALE}
_READ_ONLY: Final = {errno.EROFS, errno.EACCES, errno.EPERM}
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# Windows: not ready, I/O device; write protected; handle disk full, disk full.
_WINDOWS_GONE: Final = {21, 1117, 1167}
_WINDOWS_READ_ONLY: Final = {19}
_WINDOWS_FULL: Final = {39, 112}
README: Final = "DOC-TOI.txt"
README_TEXT: Final = (
    "\ufeffThư mục này là một gói dữ liệu của phần mềm Sổ Kiểm Tra.\r\n"
    "\r\n"
    "Mở phần mềm, vào trang Gói dữ liệu, mục Nhập gói, rồi chỉ vào thư mục này.\r\n"
    "Nội dung đã được mã hóa, không thể đọc bằng cách khác.\r\n"
    "Không đổi tên, không sửa, không xóa từng tệp trong thư mục.\r\n"
)
"""For whoever finds the stick; the reader ignores it."""


def in_mb(size: int) -> int:
    """Return a size in whole megabytes, rounded up, as people read it."""
    return -(-size // 1_000_000)


def named(error: OSError, medium: Path, need: int = 0) -> AppError:
    """Return a failure of a stick in words for its carrier."""
    path = str(medium)
    windows = getattr(error, "winerror", None)
    if error.errno in _FULL or windows in _WINDOWS_FULL:
        return MediumFull(path=path, need=in_mb(need), free=in_mb(free_bytes(medium)))
    if error.errno in _READ_ONLY or windows in _WINDOWS_READ_ONLY:
        return MediumReadOnly(path=path)
    if error.errno in _GONE or windows in _WINDOWS_GONE:
        return MediumGone(path=path)
    return MediumFailed(path=path, reason=os_reason(error))


@contextmanager
def failures_named(medium: Path, need: int = 0) -> Iterator[None]:
    """Turn the operating system's errors into those of a stick.

    Raises:
        MediumFull: if it has no room.
        MediumReadOnly: if it is write-protected.
        MediumGone: if it was pulled.
        MediumFailed: if it failed in another way.
    """
    try:
        yield
    except OSError as error:
        raise named(error, medium, need) from error


def free_bytes(medium: Path) -> int:
    """Return the free bytes of a stick, 0 if it is gone."""
    try:
        return shutil.disk_usage(medium).free
    except OSError:
        return 0


def probe(medium: Path, need: int, reserve: int) -> None:
    """Find out before writing whether a package can be written at all.

    Raises:
        MediumGone: if the folder is not there.
        MediumReadOnly: if nothing can be written into it.
        MediumFull: if the package does not fit and leave the reserve.
    """
    place = medium / _PROBE_NAME
    with failures_named(medium, need + reserve):
        try:
            with place.open("wb") as stream:
                stream.write(bytes(_PROBE_BYTES))
                _settle(stream)
        finally:
            with suppress(OSError):
                place.unlink()
    free = free_bytes(medium)
    if free < need + reserve:
        raise MediumFull(path=str(medium), need=in_mb(need + reserve), free=in_mb(free))


def copy_settled(source: Path, target: Path, heard: Callable[[int], None]) -> None:
    """Copy a file under a new name and wait until the stick has it."""
    with target.open("xb") as copy:
        for chunk in chunks_of(source):
            copy.write(chunk)
            heard(len(chunk))
        _settle(copy)


def chunks_of(source: Path) -> Iterator[bytes]:
    """Yield the bytes of a file that goes to a stick.

    Raises:
        BuiltDamaged: if this computer does not give them: the stick has no part in that.
    """
    try:
        with source.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except OSError as error:
        raise BuiltDamaged(part=source.name) from error


def settle_file(path: Path) -> None:
    """Wait until the disk has a finished file."""
    with path.open("rb+") as stream:
        _settle(stream)


class ReadBack(NamedTuple):
    """A file as it was read back."""

    sha256: str
    is_from_medium: bool
    """False where the memory of the computer may have answered for the stick."""


def read_back(path: Path, heard: Callable[[int], None]) -> ReadBack:
    """Read a file from the stick, and not from the memory of the computer where that can be."""
    digest = hashlib.sha256()
    direct = unbuffered(path)
    is_from_medium = direct is not None or forget_cached(path)
    for chunk in direct if direct is not None else _chunks_there(path):
        digest.update(chunk)
        heard(len(chunk))
    return ReadBack(digest.hexdigest(), is_from_medium)


def forget_cached(path: Path) -> bool:
    """Have the system read a file from the stick the next time; False where it cannot be asked."""
    if not hasattr(os, "posix_fadvise"):
        return False
    with path.open("rb") as stream:
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return True


def _chunks_there(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _settle(stream: IO[bytes]) -> None:
    stream.flush()
    os.fsync(stream.fileno())
