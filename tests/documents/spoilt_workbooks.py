"""Workbooks spoilt on purpose: cells as a person changes them, parts as a machine does."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl

from app.documents.workbook import WorkbookInvalid

SHEET_PART = "xl/worksheets/sheet1.xml"


def retype(path: Path, cells: Mapping[str, object], sheet: str | None = None) -> None:
    """Type values into cells and save, as somebody with Excel does."""
    book = openpyxl.load_workbook(path)
    page = book[sheet] if sheet else book.worksheets[0]
    for name, value in cells.items():
        page[name].value = value
    book.save(path)


def rewrite(path: Path, change: Callable[[str], str], part: str = SHEET_PART) -> None:
    """Change the XML of a part."""
    _replace(path, part, change(xml_of(path, part)).encode())


def recode(path: Path, encoding: str, part: str = SHEET_PART) -> None:
    """Write the XML of a part in another encoding, declared as it is."""
    declared = f'<?xml version="1.0" encoding="{encoding.upper()}"?>{xml_of(path, part)}'
    _replace(path, part, declared.encode(encoding))


def _replace(path: Path, part: str, content: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, written in parts.items():
            archive.writestr(name, written)


def xml_of(path: Path, part: str = SHEET_PART) -> str:
    """Return the XML of a part."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(part).decode()


def told(refused: WorkbookInvalid) -> dict[str, str]:
    """Return what is said about each cell."""
    return {fault.cell: fault.cause for fault in refused.faults}
