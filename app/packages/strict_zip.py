"""Zip containers as packages use them, and nothing else a zip file may be.

By hand because `zipfile` takes overlapping members, repeated names, prefixes,
comments and links, each of which lets one file be read in two ways. Accepted
here: local headers and data back to back from the first byte, the central
directory, the end record, all agreeing, no extra fields (APPNOTE 6.3.10 §4.3).
"""

from __future__ import annotations

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from app.files import CHUNK
from app.packages.errors import PackageRefused
from app.packages.limits import LIMITS, Limits
from app.packages.sealing import private_file
from app.words import translate

_END: Final = struct.Struct("<4s4H2LH")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_MAX_NAME: Final = 64
_NEWEST_VERSION: Final = 20
_REGULAR: Final = (0, 0o100000)
_TYPE_BITS: Final = 0o170000
_DOS_FOLDER: Final = 0x10
# Dates say when somebody worked; every member gets the first day a zip can name.
_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)
STORED: Final = zipfile.ZIP_STORED
DEFLATED: Final = zipfile.ZIP_DEFLATED


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipEntry:
    """One member: what both its headers say, and where its data starts."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int


def add_member(container: zipfile.ZipFile, name: str, chunks: Iterator[bytes], method: int) -> None:
    """Append a member made of these chunks."""
    entry = zipfile.ZipInfo(name, _NO_DATE)
    entry.compress_type = method
    entry.external_attr = 0o600 << 16
    entry.create_system = 3
    with container.open(entry, "w") as member:
        for chunk in chunks:
            member.write(chunk)


def read_directory(
    stream: IO[bytes], allowed: Mapping[str, int], *, method: int = STORED, limits: Limits = LIMITS
) -> dict[str, ZipEntry]:
    """Return the members of a container.

    Args:
        stream: the container, seekable.
        allowed: the names that may occur, with the most bytes each may hold.
        method: the packing allowed besides none.
        limits: how much a deflated member may swell.

    Raises:
        PackageRefused: if the container is not built in the one accepted way.
    """
    try:
        entries = _central(stream, len(allowed))
        for entry in entries:
            if entry.name not in allowed or entry.size > allowed[entry.name]:
                raise _refusal()
            if entry.method not in {STORED, method} or _swells(entry, limits):
                raise _refusal()
    except (struct.error, UnicodeError, ValueError) as error:
        raise _refusal() from error
    by_name = {entry.name: entry for entry in entries}
    if len(by_name) != len(entries):
        raise _refusal()
    return by_name


def extract(stream: IO[bytes], entry: ZipEntry, target: Path) -> str:
    """Write a member to a private file; return its SHA-256.

    Raises:
        PackageRefused: if the data do not have the size and checksum promised.
    """
    digest = hashlib.sha256()
    with private_file(target) as plain:
        for chunk in _plain_chunks(stream, entry):
            digest.update(chunk)
            plain.write(chunk)
    return digest.hexdigest()


def _refusal() -> PackageRefused:
    return PackageRefused(reason=translate("a container inside is not built as it must be"))


def _swells(entry: ZipEntry, limits: Limits) -> bool:
    return entry.size > CHUNK and entry.size > limits.ratio * entry.packed


def _central(stream: IO[bytes], most: int) -> list[ZipEntry]:
    total = stream.seek(0, 2)
    stream.seek(max(0, total - _END.size))
    signature, disk, first_disk, here, count, size, offset, comment = _END.unpack(
        stream.read(_END.size)
    )
    is_plain = signature == b"PK\5\6" and disk == first_disk == comment == 0 and here == count
    if not is_plain or count > most or offset + size != total - _END.size:
        raise _refusal()
    if size > count * (_CENTRAL.size + _MAX_NAME):
        raise _refusal()
    stream.seek(offset)
    directory = stream.read(size)
    entries, place, cursor = [], 0, 0
    for _ in range(count):
        entry, place, cursor = _member(stream, directory, place, cursor)
        entries.append(entry)
    if place != size or cursor != offset:
        raise _refusal()
    return entries


def _member(
    stream: IO[bytes], directory: bytes, place: int, cursor: int
) -> tuple[ZipEntry, int, int]:
    """Read the entry at `place`, whose local header must stand at `cursor`; return what follows."""
    (signature, _, version, *shared, name_size, extra, comment, disk, _, attributes, offset) = (
        _CENTRAL.unpack_from(directory, place)
    )
    flags, method, _, _, crc, packed, size = shared
    raw_name = directory[place + _CENTRAL.size : place + _CENTRAL.size + name_size]
    is_plain = signature == b"PK\1\2" and version <= _NEWEST_VERSION and not flags
    is_file = attributes >> 16 & _TYPE_BITS in _REGULAR and not attributes & _DOS_FOLDER
    if not is_plain or not is_file or extra or comment or disk or offset != cursor:
        raise _refusal()
    stream.seek(cursor)
    local = _LOCAL.unpack(stream.read(_LOCAL.size))
    if local != (b"PK\3\4", version, *shared, name_size, 0) or stream.read(name_size) != raw_name:
        raise _refusal()
    start = cursor + _LOCAL.size + name_size
    name = raw_name.decode("ascii")
    entry = ZipEntry(name=name, method=method, crc=crc, packed=packed, size=size, start=start)
    return entry, place + _CENTRAL.size + name_size, start + packed


def _plain_chunks(stream: IO[bytes], entry: ZipEntry) -> Iterator[bytes]:
    crc, size = 0, 0
    packed = _packed_chunks(stream, entry)
    for chunk in packed if entry.method == STORED else _inflated(packed):
        crc = zlib.crc32(chunk, crc)
        size += len(chunk)
        if size > entry.size:
            raise _refusal()
        yield chunk
    if size != entry.size or crc != entry.crc:
        raise _refusal()


def _packed_chunks(stream: IO[bytes], entry: ZipEntry) -> Iterator[bytes]:
    stream.seek(entry.start)
    left = entry.packed
    while chunk := stream.read(min(CHUNK, left)):
        left -= len(chunk)
        yield chunk


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for chunk in packed:
            rest = chunk
            while rest:
                yield machine.decompress(rest, CHUNK)
                rest = machine.unconsumed_tail
        # With all its input used up, it still holds back no more than a few matches.
        yield machine.flush()
    except zlib.error as error:
        raise _refusal() from error
    if not machine.eof or machine.unused_data:
        raise _refusal()
