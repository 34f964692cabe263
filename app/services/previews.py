"""Previews: any paper as the pages it will print, before it is printed."""

from __future__ import annotations

import shutil
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from app.documents.reading_view.reader import read_view
from app.documents.reading_view.view import (
    Block,
    CellBlock,
    ReadingView,
    SectionView,
    ShownPicture,
    TableBlock,
    TextBlock,
    Words,
)
from app.errors import FileUnwritable
from app.files import os_reason, written_whole
from app.printing.office import Office, OfficeMissing
from app.printing.pages import PagePicture, PageSize, PdfPages
from app.printing.pdf_shelf import PdfShelf
from app.progress import NO_PROGRESS, Progress
from app.words import translate

__all__ = [
    "Block", "CellBlock", "PagePicture", "PageSize", "PdfPages", "Preview", "PreviewKind",
    "PreviewService", "QuickLayout", "ReadingView", "SectionView", "ShownPicture", "TableBlock",
    "TextBlock", "Words",
]  # fmt: skip

_MADE: Final = "shown-"

Writer = Callable[[Path, Progress], object]
"""Writes the Word file of a paper to a path, as `MinutesService.draft` does."""
QuickLayout = Callable[[ReadingView, Path], None]
"""Lays out a reading view as PDF with what the screen has; page breaks are its own."""


class PreviewKind(Enum):
    """How far the pages can be trusted."""

    PRINTED = "printed"
    """Laid out by an office program: they break as they will on paper."""
    QUICK = "quick"
    """Laid out by ourselves: the words are right, where pages end is a guess."""
    SCAN = "scan"
    """What was on paper already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A paper that is being looked at: its file, its pages, and who laid them out.

    Close it when it is no longer looked at: its file is gone then.
    """

    kind: PreviewKind
    document: Path
    """A copy of the Word file, or of the scan, that nobody else has."""
    pages: PdfPages
    program: str = ""
    """The office program that laid out the pages."""

    def close(self, *, keeps_document: bool = False) -> None:
        """Let go of the pages, and of the Word file unless another program has it open."""
        self.pages.close()
        if not keeps_document:
            _remove(self.document.parent)


class PreviewService:
    """Shows papers as pages, through the office program of the computer where there is one."""

    def __init__(self, folder: Path, office: Office | None = None) -> None:
        """Prepare, and sweep what an earlier run of the program was looking at.

        Args:
            folder: where Word files and pages lie while they are looked at.
            office: what lays out the pages, by default what is found on this computer.
        """
        self._folder = folder
        self._office = office or Office()
        for left in folder.glob(f"{_MADE}*"):
            _remove(left)
        self._shelf = PdfShelf(folder, self._office)

    @property
    def program(self) -> str:
        """The office program that is asked first; empty where there is none."""
        return next((one.name for one in self._office.programs), "")

    def preview(
        self,
        write: Writer,
        name: str,
        progress: Progress = NO_PROGRESS,
        *,
        quick_layout: QuickLayout | None = None,
        is_quick: bool = False,
    ) -> Preview:
        """Write a paper and return its pages.

        Args:
            write: writes the Word file.
            name: how the Word file is called where it is opened, without an ending.
            progress: hears the steps, and may stop them.
            quick_layout: lays out the pages where no office program is installed.
            is_quick: whether to use it although there is one.

        Raises:
            AppError: whichever the writer raised.
            OfficeMissing: if there is no office program and no quick layout.
            OfficeTooSlow, OfficeBroke: if the program gave no pages.
            WorkerFailed: if what it gave is no sound PDF.
            FileUnwritable: if the disk refuses them.
            Cancelled: if the user stopped it.
        """
        document = self._room() / f"{name}.docx"
        try:
            write(document, progress)
            if is_quick and quick_layout is not None:
                pdf, program = _quick(document, quick_layout, progress)
            else:
                pdf, program = self._laid_out(document, quick_layout, progress)
            kind = PreviewKind.PRINTED if program else PreviewKind.QUICK
            return Preview(kind=kind, document=document, pages=PdfPages(pdf), program=program)
        except BaseException:
            _remove(document.parent)
            raise

    def scan(self, write: Writer, name: str, progress: Progress = NO_PROGRESS) -> Preview:
        """Return the pages of a PDF that is kept, such as the scan of signed pages.

        Raises:
            AppError: whichever the writer raised.
            WorkerFailed: if it is no sound PDF.
            FileUnwritable: if the disk refuses it.
        """
        document = self._room() / f"{name}.pdf"
        try:
            write(document, progress)
            return Preview(kind=PreviewKind.SCAN, document=document, pages=PdfPages(document))
        except BaseException:
            _remove(document.parent)
            raise

    def pdf(self, write: Writer, target: Path, progress: Progress = NO_PROGRESS) -> None:
        """Write a paper as PDF, laid out by the office program.

        Raises:
            AppError: whichever the writer raised.
            OfficeMissing, OfficeTooSlow, OfficeBroke: if no program gave the pages.
            FileUnwritable: if the place refuses the file.
            Cancelled: if the user stopped it.
        """
        room = self._room()
        try:
            document = room / "document.docx"
            write(document, progress)
            _copy(self._shelf.pdf_of(document, progress).path, target)
        finally:
            _remove(room)

    @staticmethod
    def save_pdf(preview: Preview, target: Path) -> None:
        """Write the pages that are looked at to a PDF file.

        Raises:
            FileUnwritable: if the place refuses the file.
        """
        _copy(preview.pages.pdf, target)

    @staticmethod
    def to_open(preview: Preview) -> Path:
        """Return the file for another program to open; what is changed in it is not kept."""
        preview.document.chmod(stat.S_IREAD)
        return preview.document

    def _laid_out(
        self, document: Path, quick_layout: QuickLayout | None, progress: Progress
    ) -> tuple[Path, str]:
        try:
            progress.step(0, 0, translate("Laying out the pages with {name}", name=self.program))
            shelved = self._shelf.pdf_of(document, progress)
        except OfficeMissing:
            if quick_layout is None:
                raise
            return _quick(document, quick_layout, progress)
        return shelved.path, shelved.program

    def _room(self) -> Path:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return Path(tempfile.mkdtemp(prefix=_MADE, dir=self._folder))
        except OSError as error:
            raise FileUnwritable(path=str(self._folder), reason=os_reason(error)) from error


def _quick(document: Path, quick_layout: QuickLayout, progress: Progress) -> tuple[Path, str]:
    progress.step(0, 0, translate("Reading the Word file"))
    pdf = document.with_name("quick.pdf")
    quick_layout(read_view(document), pdf)
    return pdf, ""


def _remove(folder: Path) -> None:
    """Remove a folder, also where a file in it may only be read; what is held stays for now."""
    for file in folder.glob("*"):
        with suppress(OSError):
            file.chmod(stat.S_IREAD | stat.S_IWRITE)
    shutil.rmtree(folder, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as stream, written_whole(target) as file:
        shutil.copyfileobj(stream, file)
