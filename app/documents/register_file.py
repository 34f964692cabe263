"""Registers as they are handed over: Excel old and new, CSV, or text from the clipboard.

Excel is read through calamine, which runs and loads nothing and is the only reader quick
enough for a year's register. Around it stands what it does not do: it would believe a
single cell in the last corner of a sheet and make room for all between, and it shows
neither errors of Excel nor formulas that were never worked out.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice, zip_longest
from pathlib import Path
from typing import Final

from openpyxl.utils import column_index_from_string
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.documents.errors import DocumentForbidden, DocumentUnreadable
from app.documents.guard import guard_parts
from app.documents.ooxml import OfficeFile, OfficeKind, declares_entities, open_office_file
from app.domain.register_values import CellValue
from app.errors import FileUnreadable
from app.files import os_reason
from app.words import mark, translate

MAX_BYTES: Final = 256 << 20
MAX_CELLS: Final = 32_000_000
_OLD_START: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP_START: Final = b"PK\x03\x04"
_OLD_MACROS: Final = "_VBA_PROJECT".encode("utf-16-le")
_OLD_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MAIN_NAMESPACE: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Cells spelt as programs spell them, up to column Z and in the first million rows, are room
# enough; calamine knows no limit, so a sheet with any other cell is measured cell by cell.
_FAR: Final = re.compile(rb'<c(?! r="[A-Z][0-9]{1,6}")(?![A-Za-z])')
_PREFIXED: Final = re.compile(rb":c[\s/>]")
_ROW: Final = re.compile(rb"row\b[^>]*?\sr\s*=\s*[\"']\s*(\d+)")
_PLACE: Final = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]+)(\d+)")
_HEAD: Final = 4096
_PORTION: Final = 256
_LETTERS: Final = 9
"""More letters than this are far enough, however many there are."""
_ERROR: Final = re.compile(rb"<(?:\w+:)?c\b(?=[^>]*\st=\"e\")[^>]*?\sr=\"([A-Z]{1,3})(\d{1,7})\"")
_FORMULA: Final = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\sr=\"([A-Z]{1,3})(\d{1,7})\"[^>]*>\s*"
    rb"<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(<(?:\w+:)?v>[^<])?"
)
_DELIMITERS: Final = ("\t", ";", ",", "|")
_ENCODINGS: Final = ("utf-8-sig", "cp1258")

Place = tuple[int, int]
"""Row and column of a cell, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSheet:
    """One sheet with everything in it, column by column, its first cell being A1."""

    name: str
    columns: Sequence[Sequence[CellValue]]
    """All of one length; where nothing stands, the text is empty."""
    merged: tuple[tuple[Place, Place], ...] = ()
    troubles: Mapping[Place, str] = field(default_factory=dict)
    """Why a cell cannot be used: an error of Excel, or a formula without a result."""
    formulas: int = 0
    """How many cells hold formulas, whose stored results were read."""

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self.columns[0]) if self.columns else 0

    def row(self, place: int) -> list[CellValue]:
        """Return the cells of the row at a place, from 0."""
        return [column[place] for column in self.columns]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSource:
    """A register as it was handed over, read but not yet understood."""

    name: str
    sha256: str
    sheets: tuple[RegisterSheet, ...]
    hidden: tuple[str, ...] = ()
    """Hidden sheets, which are not read."""


def read_file(path: Path) -> RegisterSource:
    """Read the sheets of a file that somebody handed over.

    Raises:
        FileUnreadable: if it is not there or cannot be read.
        DocumentUnreadable: if it is no table, is damaged, protected or too large.
        DocumentForbidden: if it carries something that could run or load by itself.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _unreadable(path, translate("it is too large"))
        content = path.read_bytes()
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=os_reason(error)) from error
    sha256 = hashlib.sha256(content).hexdigest()
    if content.startswith(_ZIP_START):
        sheets, hidden = _new_excel(path)
    elif content.startswith(_OLD_START):
        sheets, hidden = _old_excel(path, content)
    else:
        sheets, hidden = [_text_sheet(path, path.stem, _decoded(path, content))], []
    return RegisterSource(name=path.name, sha256=sha256, sheets=tuple(sheets), hidden=tuple(hidden))


def read_clipboard(text: str, name: str) -> RegisterSource:
    """Read a table that was copied, as Excel puts it on the clipboard.

    Raises:
        DocumentUnreadable: if it is no table.
    """
    sheet = _text_sheet(Path(name), name, text)
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return RegisterSource(name=name, sha256=sha256, sheets=(sheet,))


def _new_excel(path: Path) -> tuple[list[RegisterSheet], list[str]]:
    with open_office_file(path, OfficeKind.EXCEL) as file, _translated(path):
        guard_parts(file)
        parts = _parts(file)
        with CalamineWorkbook.from_path(path) as book:
            names, hidden = _names(book)
            sheets = [
                _looked_through(path, file.read(parts.get(name, "")), book, name) for name in names
            ]
    return sheets, hidden


def _looked_through(path: Path, xml: bytes, book: CalamineWorkbook, name: str) -> RegisterSheet:
    if declares_entities(xml[:_HEAD]):
        reason = translate("a document type declaration")
        raise DocumentForbidden(path=str(path), part=name, reason=reason)
    if (_FAR.search(xml) or _PREFIXED.search(xml)) and _extent(xml) > MAX_CELLS:
        reason = translate(
            "the sheet “{sheet}” has content too far from its beginning; delete empty rows and "
            "columns there",
            sheet=name,
        )
        raise _unreadable(path, reason)
    # Calamine works outside the interpreter's lock: what it does not tell is found meanwhile.
    with ThreadPoolExecutor(1) as aside:
        flawed = aside.submit(_flaws, xml)
        read = book.get_sheet_by_name(name)
        troubles, formulas = flawed.result()
    return _sheet(read, troubles, formulas)


def _flaws(xml: bytes) -> tuple[dict[Place, str], int]:
    """Return the cells that cannot be used, each with the reason, and how many hold formulas."""
    troubles: dict[Place, str] = {}
    formulas = 0
    if b't="e"' in xml:
        shown = translate("Excel reports an error")
        troubles = {_place(hit[1], hit[2]): shown for hit in _ERROR.finditer(xml)}
    if b"<f" in xml or b":worksheet" in xml[:_HEAD]:
        for hit in _FORMULA.finditer(xml):
            formulas += 1
            if not hit[3]:
                told = translate("the formula has no stored result")
                troubles.setdefault(_place(hit[1], hit[2]), told)
    return troubles, formulas


def _old_excel(path: Path, content: bytes) -> tuple[list[RegisterSheet], list[str]]:
    if _OLD_ENCRYPTED in content:
        raise _unreadable(path, translate("it is protected by a password"))
    if _OLD_MACROS in content:
        reason = translate("a program (macro)")
        raise DocumentForbidden(path=str(path), part="_VBA_PROJECT", reason=reason)
    with _translated(path), CalamineWorkbook.from_path(path) as book:
        names, hidden = _names(book)
        return [_sheet(book.get_sheet_by_name(name), {}, 0) for name in names], hidden


def _sheet(read: CalamineSheet, troubles: Mapping[Place, str], formulas: int) -> RegisterSheet:
    left = read.start[1] if read.start else 0
    return RegisterSheet(
        name=read.name,
        columns=_by_columns(read.iter_rows(), left),
        merged=tuple(read.merged_cell_ranges or ()),
        troubles=troubles,
        formulas=formulas,
    )


def _by_columns(rows: Iterator[Sequence[CellValue]], left: int = 0) -> list[list[CellValue]]:
    """Return rows as columns, with so many empty ones before them.

    A portion of rows at a time: rows that are gone before the next come cost neither the
    memory of a hundred thousand lists nor the interpreter's looking through them for waste.
    """
    columns: list[list[CellValue]] = []
    height = 0
    while portion := list(islice(rows, _PORTION)):
        parts = list(zip_longest(*portion, fillvalue=""))
        columns += [[""] * height for _ in range(len(columns), len(parts))]
        for column, part in zip_longest(columns, parts):
            column.extend(part or [""] * len(portion))
        height += len(portion)
    before: list[list[CellValue]] = [[""] * height for _ in range(left)]
    return before + columns


def _names(book: CalamineWorkbook) -> tuple[list[str], list[str]]:
    """Return the sheets that are shown, and those that are hidden."""
    tables = [one for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    shown = [one.name for one in tables if one.visible is SheetVisibleEnum.Visible]
    return shown, [one.name for one in tables if one.name not in shown]


def _parts(file: OfficeFile) -> dict[str, str]:
    links = {link.id: link.target for link in file.relationships(file.main)}
    return {
        element.get("name") or "": links.get(element.get(_LINK) or "", "")
        for element in file.xml(file.main).iter(f"{_MAIN_NAMESPACE}sheet")
    }


def _extent(xml: bytes) -> int:
    """Return how many cells there would be from the first row and column to the last."""
    columns, height = {b"A"}, xml.count(b"row")
    for hit in _PLACE.finditer(xml):
        columns.add(hit[1])
        height = max(height, int(hit[2]))
    height = max(height, *map(int, _ROW.findall(xml)), 1)
    # Cells without a place of their own follow one another.
    width = max(part.count(b"<c") + part.count(b":c") for part in xml.split(b"row"))
    return height * max(width, *map(_column_number, columns))


def _column_number(name: bytes) -> int:
    """Return the number of a column from 1, also of one that no sheet has."""
    return reduce(lambda number, letter: 26 * number + letter - 64, name[:_LETTERS].upper(), 0)


def _place(column: bytes, row: bytes) -> Place:
    return int(row) - 1, column_index_from_string(column.decode()) - 1


def _decoded(path: Path, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _unreadable(path, translate("it is neither Excel nor readable text"))


def _text_sheet(path: Path, name: str, text: str) -> RegisterSheet:
    head = next((line for line in text.splitlines() if line.strip()), "")
    if not head:
        raise _unreadable(path, translate("it is empty"))
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Sequence[CellValue]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        reason = translate("row {row} is damaged", row=reader.line_num)
        raise _unreadable(path, reason) from error
    if len(rows) * max(map(len, rows)) > MAX_CELLS:
        raise _unreadable(path, translate("it is too large"))
    return RegisterSheet(name=name, columns=_by_columns(iter(rows)))


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Say in our words what calamine finds wrong with a file, whatever way it fails."""
    try:
        yield
    except (CalamineError, ValueError, OSError) as error:
        raise _unreadable(path, translate("it is damaged or cut off")) from error
    except BaseException as error:
        # A panic of the library is no Exception in Python.
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(path, translate("it is damaged or cut off")) from error


_KIND: Final = mark("a register (.xlsx, .xls, .csv)")


def _unreadable(path: Path, reason: str) -> DocumentUnreadable:
    return DocumentUnreadable(path=str(path), kind=translate(_KIND), reason=reason)
