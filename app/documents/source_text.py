"""Tables in text files: which encoding and which separator, the text itself says.

By hand around `csv` because its sniffer guesses from letters, and takes a comma in
Vietnamese prose for a separator.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from pathlib import Path
from typing import Final

from app.documents.errors import DocumentUnreadable
from app.domain.source_table import NOTHING, PlaceStyle, SourceCell, SourceRow, SourceTable
from app.domain.text import clean
from app.files import os_reason
from app.words import translate

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 64
_MOST_LETTERS: Final = 32_767
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SEPARATORS: Final = ";\t,"
_LOOKED_AT: Final = 200


def read_csv(path: Path) -> SourceTable:
    """Read a text file as one table.

    Raises:
        DocumentUnreadable: if it is no text, or not the text of a table.
    """
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise _unreadable(path, os_reason(error)) from error
    except UnicodeError as error:
        raise _unreadable(path, translate("it is not a text file")) from error
    if _CONTROL.search(text):
        raise _unreadable(path, translate("it is not a text file"))
    try:
        rows = _rows(text)
    except csv.Error as error:
        raise _unreadable(path, translate("its quotation marks do not close")) from error
    if len(rows) > MAX_ROWS:
        reason = translate("it has more than {most} rows", most=MAX_ROWS)
        raise _unreadable(path, reason)
    return SourceTable(name=path.name, style=PlaceStyle.LINES, rows=tuple(rows))


def _decoded(content: bytes) -> str:
    for sign, encoding in _MARKS:
        if content.startswith(sign):
            return content.decode(encoding)
    if content[1:2] == b"\0" or content[:1] == b"\0":
        # UTF-16 without its mark: every other byte of plain letters is empty.
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # Windows-1258 writes tones as letters of their own; composed they are ours.
        return unicodedata.normalize("NFC", content.decode("cp1258"))


def _rows(text: str) -> list[SourceRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[SourceRow] = []
    begins = 1
    for cells in reader:
        if len(rows) > MAX_ROWS:
            break
        rows.append(
            SourceRow(line=begins, cells=tuple(_cell(cell) for cell in cells[:MAX_COLUMNS]))
        )
        begins = reader.line_num + 1
    while rows and rows[-1].is_blank:
        rows.pop()
    return rows


def _cell(text: str) -> SourceCell:
    kept = clean(text[:_MOST_LETTERS]).strip()
    return SourceCell(text=kept) if kept else NOTHING


def _separator(text: str) -> str:
    """Return what parts the most lines into the same number of cells."""
    sample = "\n".join(text.splitlines()[:_LOOKED_AT])
    return max(_SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> tuple[int, int]:
    try:
        widths = [len(cells) for cells in csv.reader(io.StringIO(sample), delimiter=separator)]
    except csv.Error:
        return 0, 0
    parted = [width for width in widths if width > 1]
    if not parted:
        return 0, 0
    usual = max(set(parted), key=parted.count)
    return parted.count(usual), usual


def _unreadable(path: Path, reason: str) -> DocumentUnreadable:
    return DocumentUnreadable(path=str(path), kind=translate("a text table (.csv)"), reason=reason)
