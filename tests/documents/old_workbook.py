"""Writes a workbook of Excel 97-2003, as much of one as the tests need.

By hand because no library of the tests writes this format any more: records of BIFF8
in a compound file (MS-XLS, MS-CFB).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SECTOR: Final = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST: Final = 4096


@dataclass(frozen=True, kw_only=True)
class OldSheet:
    """One sheet: texts, numbers, nothing; merged ranges as first row, column, last row, column."""

    name: str
    rows: Sequence[Sequence[object]]
    merges: Sequence[tuple[int, int, int, int]] = ()
    is_hidden: bool = False


def write_xls(path: Path, sheets: Sequence[OldSheet], stream: str = "Workbook") -> None:
    """Write the sheets."""
    path.write_bytes(compound_file(stream, _book(sheets)))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _book(sheets: Sequence[OldSheet]) -> bytes:
    pages = [_sheet(sheet) for sheet in sheets]
    head = _begin(0x0005) + _record(0x0042, struct.pack("<H", 1200))
    names = [_bound(sheet, 0) for sheet in sheets]
    offset = len(head) + sum(map(len, names)) + len(_record(0x000A))
    listed = b""
    for sheet, page in zip(sheets, pages, strict=True):
        listed += _bound(sheet, offset)
        offset += len(page)
    return head + listed + _record(0x000A) + b"".join(pages)


def _bound(sheet: OldSheet, offset: int) -> bytes:
    name = sheet.name.encode("utf-16-le")
    about = struct.pack("<IBBBB", offset, int(sheet.is_hidden), 0, len(sheet.name), 1)
    return _record(0x0085, about + name)


def _sheet(sheet: OldSheet) -> bytes:
    page = _begin(0x0010)
    for line, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", line, column, 0)
            if isinstance(value, int | float):
                page += _record(0x0203, place + struct.pack("<d", value))
            elif isinstance(value, str) and value:
                letters = value.encode("utf-16-le")
                page += _record(0x0204, place + struct.pack("<HB", len(letters) // 2, 1) + letters)
    if sheet.merges:
        ranges = b"".join(
            struct.pack("<HHHH", top - 1, bottom - 1, left - 1, right - 1)
            for top, left, bottom, right in sheet.merges
        )
        page += _record(0x00E5, struct.pack("<H", len(sheet.merges)) + ranges)
    return page + _record(0x000A)


def compound_file(stream: str, content: bytes) -> bytes:
    """Return a compound file with one stream."""
    content = content.ljust(_SMALLEST, b"\0")
    content += b"\0" * (-len(content) % _SECTOR)
    sectors = len(content) // _SECTOR
    tables = 1
    while tables * (_SECTOR // 4) < tables + 1 + sectors:
        tables += 1
    chain = [_FAT] * tables + [_END]
    first = tables + 1
    chain += [*range(first + 1, first + sectors), _END]
    chain += [_FREE] * (tables * _SECTOR // 4 - len(chain))
    listed = [*range(tables), *[_FREE] * (109 - tables)]
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16
    header += struct.pack("<HHHHH6x", 0x003E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, _SMALLEST, _END, 0, _END, 0)
    header += struct.pack("<109I", *listed)
    folder = _entry("Root Entry", 5, _END, 0, child=1) + _entry(stream, 2, first, len(content))
    return header + struct.pack(f"<{len(chain)}I", *chain) + folder.ljust(_SECTOR, b"\0") + content


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    entry = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1)
    entry += struct.pack("<III", _FREE, _FREE, child) + b"\0" * 36
    return entry + struct.pack("<IQ", start, size)
