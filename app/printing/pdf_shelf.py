"""PDF files of Word files that were looked at not long ago: a cache beside the store.

Inside the folder of the store, because the pages tell what the store tells.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.errors import FileUnwritable
from app.files import os_reason, sha256_of
from app.printing.office import Office
from app.printing.programs import OfficeKind
from app.progress import NO_PROGRESS, Progress

_MOST_FILES: Final = 12
_SUFFIX: Final = ".pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvedPdf:
    """The pages of a Word file, and the name of the program that laid them out."""

    path: Path
    program: str


class PdfShelf:
    """Keeps the last few PDF files by what was in the Word file and which programs there are."""

    def __init__(self, folder: Path, office: Office) -> None:
        """Prepare, and sweep what an earlier run of this program left in mid-work."""
        self._folder = folder
        self._office = office
        for left in folder.glob("work-*"):
            shutil.rmtree(left, ignore_errors=True)

    def pdf_of(self, document: Path, progress: Progress = NO_PROGRESS) -> ShelvedPdf:
        """Return the pages of a Word file; laid out anew only when they are not here.

        Raises:
            OfficeMissing, OfficeTooSlow, OfficeBroke: if no program gave them.
            FileUnwritable: if the disk refuses them.
            Cancelled: if the user stopped it.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            key = self._key(document)
            kept = self._kept(key)
            if kept is None:
                made = self._folder / f"{key}.new"
                program = self._office.to_pdf(document, made, progress)
                path = self._path(key, program.kind)
                made.replace(path)
                kept = ShelvedPdf(path=path, program=program.name)
                self._sweep()
        except OSError as error:
            raise FileUnwritable(path=str(self._folder), reason=os_reason(error)) from error
        return kept

    def _key(self, document: Path) -> str:
        digest = hashlib.sha256(sha256_of(document).encode())
        for program in self._office.programs:
            digest.update(program.identity.encode())
        return digest.hexdigest()

    def _kept(self, key: str) -> ShelvedPdf | None:
        for kind in OfficeKind:
            path = self._path(key, kind)
            if path.is_file():
                # The sweep goes by when a file was last asked for.
                path.touch()
                return ShelvedPdf(path=path, program=kind.value)
        return None

    def _path(self, key: str, kind: OfficeKind) -> Path:
        return self._folder / f"{key}-{kind.name.lower()}{_SUFFIX}"

    def _sweep(self) -> None:
        files = sorted(self._folder.glob(f"*{_SUFFIX}"), key=_asked_at, reverse=True)
        for old in files[_MOST_FILES:]:
            # One that is being looked at stays, where the system holds it.
            with suppress(OSError):
                old.unlink()


def _asked_at(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0
