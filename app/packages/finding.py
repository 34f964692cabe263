"""Packages where people keep them: a folder, its manifest, a zip file, or a whole stick.

A zip carrier may have been packed again by another program, so it is read with
`zipfile`; nothing in it is believed before the manifest's hashes confirm it.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

from app.errors import FileUnreadable
from app.files import CHUNK, os_reason
from app.packages.manifest import MANIFEST_NAME

_FOLDER: Final = re.compile(r"SKT-[0-9a-f]{12}(-\d{1,2})?", re.IGNORECASE)
_ZIP: Final = re.compile(r"SKT-[0-9a-f]{12}.*\.zip", re.IGNORECASE)
_MOST_FOLDERS: Final = 500
_MOST_NAMES: Final = 5_000
_DEPTH: Final = 2
_MOST_MEMBERS: Final = 1_000
_MOST_DIRECTORY: Final = 1 << 20
_END: Final = struct.Struct("<4s4H2LH")
_MOST_COMMENT: Final = 0xFFFF
_LOCATOR_BYTES: Final = 20
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_SEALED: Final = ".age"
_MOST_SHRUNK: Final = 2
"""How many times its packed size a sealed part may have: what is sealed does not get smaller."""
_BROKEN_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class Unreadable(Exception):
    """A file of a package could not be read; the reader says what that means."""

    def __init__(self, *, is_missing: bool) -> None:
        super().__init__(is_missing)
        self.is_missing = is_missing


class Source(Protocol):
    """The files of one package, wherever they lie."""

    def chunks(self, name: str) -> Generator[bytes, None, None]:
        """Yield the bytes of one of them.

        Raises:
            Unreadable: if there is no such regular file, or the medium does not give it.
        """
        ...


class _Folder:
    """The files of a folder; links, pipes and devices are not opened."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def chunks(self, name: str) -> Generator[bytes, None, None]:
        """Yield the bytes of a regular file."""
        flags = os.O_RDONLY
        for careful in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"):
            flags |= getattr(os, careful, 0)
        try:
            with os.fdopen(os.open(self._folder / name, flags), "rb") as stream:
                if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                    raise Unreadable(is_missing=True)
                while chunk := stream.read(CHUNK):
                    yield chunk
        except OSError as error:
            raise Unreadable(is_missing=isinstance(error, FileNotFoundError)) from error


class _Zip:
    """The members of a zip file that lie beside its manifest."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def chunks(self, name: str) -> Generator[bytes, None, None]:
        """Yield the bytes of a member."""
        try:
            _refuse_unwieldy(self._path)
            with (
                zipfile.ZipFile(self._path) as container,
                container.open(_member(container, name, self._path)) as member,
            ):
                while chunk := member.read(CHUNK):
                    yield chunk
        except KeyError as error:
            raise Unreadable(is_missing=True) from error
        except _BROKEN_ZIP as error:
            raise Unreadable(is_missing=False) from error


def open_source(path: Path) -> Source:
    """Return the files of the package at a place that `find_packages` named."""
    return _Folder(path) if path.is_dir() else _Zip(path)


def find_packages(path: Path) -> list[Path]:
    """Return the packages at a place, in order of their names.

    Args:
        path: a package folder, its manifest, a zip file, or a stick or folder that
            holds packages, at most two levels deep.

    Raises:
        FileUnreadable: if the place is not there.
    """
    try:
        if path.is_file():
            return [path.parent if path.name == MANIFEST_NAME else path]
        if (path / MANIFEST_NAME).is_file() or _FOLDER.fullmatch(path.name):
            return sorted(_whole_ones(path))
        return sorted(_search(path))
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=os_reason(error)) from error


def _search(root: Path) -> Iterator[Path]:
    level, visited = [root], 0
    for _ in range(_DEPTH):
        below: list[Path] = []
        for folder in level:
            for entry in _entries(folder):
                if _is_package(entry):
                    yield from _whole_ones(entry)
                elif entry.is_dir() and not entry.is_symlink() and visited < _MOST_FOLDERS:
                    visited += 1
                    below.append(entry)
        level = below


def _entries(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(entry.path) for entry in islice(entries, _MOST_NAMES))
    except PermissionError:
        return []


def _is_package(entry: Path) -> bool:
    """Tell whether this looks like a package; a folder of our name may be an unfinished one."""
    if entry.is_symlink():
        return False
    if entry.is_dir():
        is_named = _FOLDER.fullmatch(entry.name) is not None
        return is_named or (entry / MANIFEST_NAME).is_file()
    return _ZIP.fullmatch(entry.name) is not None and entry.is_file()


def _whole_ones(place: Path) -> list[Path]:
    """Return a package, or those that an unfinished one holds instead.

    Who unpacks a zip file that holds a folder gets that folder in one of the same name.
    """
    if place.is_file() or (place / MANIFEST_NAME).is_file():
        return [place]
    inside = (one for one in _entries(place) if one.is_dir() and not one.is_symlink())
    return [one for one in inside if (one / MANIFEST_NAME).is_file()] or [place]


def _place(container: zipfile.ZipFile) -> str:
    """Return the folder inside a zip file where the manifest lies."""
    names = (name for name in container.namelist() if name.split("/")[-1] == MANIFEST_NAME)
    return next(names, "").removesuffix(MANIFEST_NAME)


def _member(container: zipfile.ZipFile, name: str, path: Path) -> zipfile.ZipInfo:
    """Return a member beside the manifest, before anything of it is unpacked.

    Raises:
        KeyError: if there is none.
        Unreadable: if it is packed as no package needs it, or to fill a disk.
    """
    member = container.getinfo(_place(container) + name)
    packed = sum(one.compress_size for one in container.infolist())
    is_swollen = name.endswith(_SEALED) and member.file_size > _MOST_SHRUNK * member.compress_size
    if member.compress_type not in _METHODS or is_swollen or packed > path.stat().st_size:
        raise Unreadable(is_missing=False)
    return member


def _refuse_unwieldy(path: Path) -> None:
    """Look at the size of a zip file's directory before `zipfile` reads all of it.

    Raises:
        Unreadable: if it is not a zip file, or no package could need such a directory.
    """
    with path.open("rb") as stream:
        total = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, total - _END.size - _MOST_COMMENT))
        tail = stream.read()
    start = tail.rfind(b"PK\5\6")
    if start < 0 or len(tail) - start < _END.size:
        raise Unreadable(is_missing=False)
    *_, count, size, _, _ = _END.unpack_from(tail, start)
    is_long = tail[max(0, start - _LOCATOR_BYTES) : start].startswith(b"PK\6\7")
    if count > _MOST_MEMBERS or size > _MOST_DIRECTORY or is_long:
        raise Unreadable(is_missing=False)
