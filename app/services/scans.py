"""Scans of signed minutes: photos and PDF files from outside, bound into one PDF in the vault."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.errors import AppError, FileUnreadable
from app.files import os_reason, scratch_folder
from app.photos.decoding import PictureUnreadable, flatten, kind_of
from app.photos.intake import shown_name
from app.photos.vault import MIB, SIZE_LIMIT, ObjectTooLarge, Vault
from app.printing.scan import LONG_SIDE, ScanRefused, Sheet, bind
from app.progress import NO_PROGRESS, Progress
from app.words import mark, translate
from app.worker import WorkerFailed, Workers

_LARGEST: Final = 200 * MIB
"""Of one file; a scanner's PDF of a hundred pages has less."""
_HEAD: Final = 1024
_PDF: Final = b"%PDF-"


class ScanTooLarge(AppError):
    """The bound scan is too large to be kept and sent on."""

    code = "scan_too_large"
    message = mark(
        "The bound scan is larger than {limit} MB. Nothing was attached. "
        "Scan the signed pages only, without annexes."
    )


def bind_scan(paths: Sequence[Path], vault: Vault, progress: Progress = NO_PROGRESS) -> str:
    """Bind photos and PDF files of signed pages, in the order given; return the PDF's SHA-256.

    Raises:
        ScanRefused: naming the file that is no picture and no PDF, or cannot be read.
        ScanTooLarge: if all together are too large to travel in a package.
        VaultFull, FileUnwritable: if the disk refuses it.
        Cancelled: if the user stopped it.
    """
    with scratch_folder() as folder, Workers() as workers:
        sheets: list[Sheet] = []
        for number, path in enumerate(paths):
            progress.step(number, len(paths) + 1, shown_name(path))
            sheets.append(_sheet(path, folder / f"{number:04d}.jpg", workers))
        bound = folder / "scan.pdf"
        progress.step(len(paths), len(paths) + 1)
        try:
            workers.run(bind, tuple(sheets), str(bound))
        except WorkerFailed as error:
            reason = str(error.params["reason"])
            raise ScanRefused(path=_named(paths), reason=reason) from error
        try:
            with bound.open("rb") as stream:
                return vault.put(stream)
        except ObjectTooLarge as error:
            raise ScanTooLarge(limit=SIZE_LIMIT // MIB) from error


def _sheet(path: Path, flat: Path, workers: Workers) -> Sheet:
    """Look at a file and make a picture ready; nothing of it is parsed in this process."""
    if _is_pdf(path):
        return Sheet(path=str(path), shown=str(path), is_pdf=True)
    try:
        workers.run(flatten, path, flat, LONG_SIDE)
    except PictureUnreadable as error:
        raise ScanRefused(path=str(path), reason=error.reason) from error
    except (WorkerFailed, FileUnreadable) as error:
        raise ScanRefused(path=str(path), reason=str(error.params["reason"])) from error
    return Sheet(path=str(flat), shown=str(path), is_pdf=False)


def _is_pdf(path: Path) -> bool:
    """Tell a PDF from a picture by its first bytes.

    Raises:
        ScanRefused: if it is neither, or cannot be opened.
    """
    try:
        if not path.is_file():
            there = path.exists()
            reason = translate("it is not a file") if there else translate("it is not there")
            raise ScanRefused(path=str(path), reason=reason)
        if path.stat().st_size > _LARGEST:
            reason = translate("it is larger than {limit} MB", limit=_LARGEST // MIB)
            raise ScanRefused(path=str(path), reason=reason)
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise ScanRefused(path=str(path), reason=os_reason(error)) from error
    if _PDF in head:
        return True
    try:
        kind_of(head[:32])
    except PictureUnreadable as error:
        reason = translate("it is no picture (JPEG, PNG, WEBP, HEIC) and no PDF file")
        raise ScanRefused(path=str(path), reason=reason) from error
    return False


def _named(paths: Sequence[Path]) -> str:
    """Return the files of which one broke the worker that bound them."""
    return ", ".join(str(path) for path in paths if _is_pdf(path)) or ", ".join(map(str, paths))
