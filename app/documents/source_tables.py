"""Tables of criteria as issued, out of the four kinds of file they come in.

What a file is, its first bytes say; its name often lies: the software of one-stop
centres writes web pages and calls them `.xls`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from app.documents.checklist_terms import CRITERIA_SHEET, FACTS_SHEET
from app.documents.errors import DocumentForbidden, DocumentUnreadable
from app.documents.source_old_sheets import read_xls
from app.documents.source_sheets import read_xlsx
from app.documents.source_text import read_csv
from app.documents.source_word import read_docx
from app.documents.workbook import open_workbook
from app.domain.source_table import SourceTable
from app.files import os_reason
from app.progress import NO_PROGRESS, Progress
from app.words import translate
from app.worker import Workers

MOST_BYTES: Final = 64 << 20
_HEAD: Final = 512
_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_PAGE: Final = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"{\\rtf", b"%pdf")
_KNOWN_SHEETS: Final = (CRITERIA_SHEET, FACTS_SHEET, "survey")
_ZIPPED: Final = frozenset({".xlsx", ".xlsm", ".docx", ".docm"})
_WORD_PART: Final = b"word/document.xml"


def read_tables(path: Path, progress: Progress = NO_PROGRESS) -> tuple[SourceTable, ...]:
    """Read every table of an Excel, Word or text file, in the order of the file.

    Raises:
        DocumentUnreadable: if it is no such file, damaged, encrypted, or has no table.
        DocumentForbidden: if it carries something that could run or load by itself.
        WorkerFailed: if an old workbook broke down its reader.
        Cancelled: if the user asked to stop.
    """
    progress.step(0, 1)
    head = _head(path)
    if head.startswith(_ZIP):
        word = path.suffix.casefold() in {".docx", ".docm"} or _holds(path, _WORD_PART)
        tables = read_docx(path, progress) if word else read_xlsx(path, progress)
    elif head.startswith(_COMPOUND):
        tables = _read_old(path)
    elif _is_misnamed(path, head):
        reason = translate("it is a web page or another kind of file, whatever its name says")
        raise _unreadable(path, reason)
    else:
        tables = (read_csv(path),)
    progress.step(1, 1)
    if not any(table.rows or table.trouble for table in tables):
        raise _unreadable(path, translate("there is no table in it"))
    return tables


def _is_misnamed(path: Path, head: bytes) -> bool:
    """Tell whether a file is neither what its name says nor the text of a table."""
    is_page = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_PAGE)
    return is_page or path.suffix.casefold() in _ZIPPED


def _head(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            reason = translate("it is larger than {most} MB", most=MOST_BYTES >> 20)
            raise _unreadable(path, reason)
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError as error:
        raise _unreadable(path, os_reason(error)) from error


def _holds(path: Path, sign: bytes) -> bool:
    """Tell whether the list of parts at the end of a ZIP file names one."""
    return sign in path.read_bytes()


def _read_old(path: Path) -> tuple[SourceTable, ...]:
    """Read a workbook of Excel 97-2003, in a process that may break down."""
    content = path.read_bytes()
    if _stream("EncryptedPackage") in content:
        raise _unreadable(path, translate("it is protected by a password"))
    if _stream("WordDocument") in content:
        reason = translate("it is a document of Word 97-2003 (.doc); save it as .docx")
        raise _unreadable(path, reason)
    if _stream("_VBA_PROJECT") in content:
        part, reason = "_VBA_PROJECT", translate("a program (macro)")
        raise DocumentForbidden(path=str(path), part=part, reason=reason)
    with Workers() as workers:
        return workers.run(read_xls, path)


def _stream(name: str) -> bytes:
    """Return how the directory of a compound file spells the name of a stream."""
    return name.encode("utf-16-le")


def _unreadable(path: Path, reason: str) -> DocumentUnreadable:
    kind = translate("a table (.xlsx, .xls, .docx, .csv)")
    return DocumentUnreadable(path=str(path), kind=kind, reason=reason)


def is_issued_table(path: Path) -> bool:
    """Tell whether a file is a table of somebody else, not a form that this program knows.

    Its own workbook and an XLSForm are known by the names of their sheets. A file that
    cannot be opened is left to the readers of those, which say why.
    """
    if not _head(path).startswith(_ZIP):
        return path.suffix.casefold() not in {".xlsx", ".xlsm"}
    if path.suffix.casefold() == ".docx" or _holds(path, _WORD_PART):
        return True
    with open_workbook(path) as book:
        return not any(book.find(name) for name in _KNOWN_SHEETS)
