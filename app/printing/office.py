"""Word files into PDF, by the office program of this computer, in a process of its own.

By hand because no package of the field gives each call its own profile and ends the whole
family of processes: two calls on one profile, and the second writes nothing.
"""

from __future__ import annotations

import base64
import functools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil

from app.errors import AppError
from app.files import os_reason, replace
from app.paths import RESOURCES
from app.printing.programs import OfficeKind, OfficeProgram, find_programs
from app.printing.running import Ended, OutOfTime, run_to_end
from app.progress import NO_PROGRESS, Progress
from app.words import mark, translate

TIMEOUT_S: Final = 60.0
TIMEOUT_VARIABLE: Final = "SOKIEMTRA_OFFICE_SECONDS"
"""Gives a slow computer more time than the usual minute."""

_NOTHING: Final = mark("it ended without writing a page")
_NOT_STARTED: Final = mark("it could not be started ({reason})")
_PDF: Final = b"%PDF-"
_SETTINGS: Final = RESOURCES / "office" / "libreoffice_profile.xcu"
_WORD_SCRIPT: Final = RESOURCES / "office" / "word_to_pdf.ps1"


class OfficeMissing(AppError):
    """There is no program on this computer that could lay out the pages."""

    code = "office_missing"
    message = mark(
        "Neither Word nor LibreOffice was found on this computer, so there is no PDF file. Nothing "
        "was changed. Install LibreOffice, or write the Word file and print it on another computer."
    )


class OfficeTooSlow(AppError):
    """The office program had not finished when its time was up, and was ended."""

    code = "office_too_slow"
    message = mark(
        "{program} had not laid out the pages after {seconds} seconds and was stopped. Nothing was "
        "changed. Close other programs and try again, or write the Word file and open it in "
        "{program}."
    )


class OfficeBroke(AppError):
    """The office program ended without a PDF."""

    code = "office_broke"
    message = mark(
        "{program} could not lay out the pages: {reason}. Nothing was changed. "
        "Try again, or write the Word file and open it in {program}."
    )


class Office:
    """Turns Word files into PDF with what this computer has."""

    def __init__(
        self,
        find: Callable[[], tuple[OfficeProgram, ...]] = find_programs,
        *,
        timeout_s: float | None = None,
    ) -> None:
        """Prepare; nothing is looked for before it is needed.

        Args:
            find: looks for the programs.
            timeout_s: how long one file may take, a minute by default.
        """
        self._find = functools.cache(find)
        self._timeout_s = _timeout() if timeout_s is None else timeout_s

    @property
    def programs(self) -> tuple[OfficeProgram, ...]:
        """The programs there are, the one that is asked first in front."""
        return self._find()

    def to_pdf(
        self, document: Path, target: Path, progress: Progress = NO_PROGRESS
    ) -> OfficeProgram:
        """Write the pages of a Word file as PDF, and return the program that did.

        Where one program breaks, the next is asked.

        Raises:
            OfficeMissing: if there is none.
            OfficeTooSlow: if it took too long; it was ended then.
            OfficeBroke: if none gave a PDF.
            Cancelled: if the user stopped it.
            OSError: if the folder of the target refuses files.
        """
        broken: AppError = OfficeMissing()
        for program in self.programs:
            try:
                self._convert(program, document, target, progress)
            except OfficeBroke as error:
                broken = error
            else:
                return program
        raise broken

    def _convert(
        self, program: OfficeProgram, document: Path, target: Path, progress: Progress
    ) -> None:
        with tempfile.TemporaryDirectory(
            prefix="work-", dir=target.parent, ignore_cleanup_errors=True
        ) as name:
            work = Path(name)
            # A copy: office programs lay lock files beside what they open.
            source, made = work / "document.docx", work / "document.pdf"
            shutil.copyfile(document, source)
            try:
                ended = _RUNS[program.kind](program, work, progress, self._timeout_s)
            except OutOfTime as error:
                raise OfficeTooSlow(program=program.name, seconds=round(self._timeout_s)) from error
            except OSError as error:
                reason = translate(_NOT_STARTED, reason=os_reason(error))
                raise OfficeBroke(program=program.name, reason=reason) from error
            if not _is_pdf(made):
                broke = OfficeBroke(program=program.name, reason=translate(_NOTHING))
                broke.add_note(f"status {ended.status}: {ended.said}")
                raise broke
            replace(made, target)


def _run_libreoffice(
    program: OfficeProgram, work: Path, progress: Progress, timeout_s: float
) -> Ended:
    profile = work / "profile"
    (profile / "user").mkdir(parents=True)
    shutil.copyfile(_SETTINGS, profile / "user" / "registrymodifications.xcu")
    command = [
        *without_network(),
        str(program.path),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(work),
        str(work / "document.docx"),
    ]  # fmt: skip
    # Draws without a screen, whatever desktop there is.
    screen = {"SAL_USE_VCLPLUGIN": "svp"} if sys.platform == "linux" else {}
    return run_to_end(command, work, progress, timeout_s=timeout_s, environment=screen)


def _run_word(_program: OfficeProgram, work: Path, progress: Progress, timeout_s: float) -> Ended:
    """Ask Word by a script of the system; only on Windows."""
    script = _WORD_SCRIPT.read_text(encoding="ascii")
    command = [
        "powershell.exe", "-NoLogo", "-NoProfile", "-NonInteractive", "-EncodedCommand",
        base64.b64encode(script.encode("utf-16-le")).decode(),
    ]  # fmt: skip
    places = {
        "SOKIEMTRA_SOURCE": str(work / "document.docx"),
        "SOKIEMTRA_TARGET": str(work / "document.pdf"),
        "SOKIEMTRA_WORD_ID": str(work / "word.txt"),
    }
    try:
        return run_to_end(command, work, progress, timeout_s=timeout_s, environment=places)
    finally:
        _end_word(work / "word.txt")


_RUNS: Final = {OfficeKind.LIBREOFFICE: _run_libreoffice, OfficeKind.WORD: _run_word}


def _end_word(note: Path) -> None:
    """End the Word that the script started and could not end; it is no child of the script."""
    with suppress(OSError, ValueError, psutil.Error):
        word = psutil.Process(int(note.read_text(encoding="ascii").strip()))
        if word.name().casefold() == "winword.exe":
            word.kill()


@functools.cache
def without_network() -> tuple[str, ...]:
    """Return what cuts a program off from every network, where this system can do so."""
    unshare = shutil.which("unshare") if sys.platform == "linux" else None
    if unshare is None:
        return ()
    command = (unshare, "--map-current-user", "--net", "--")
    try:
        tried = subprocess.run([*command, "true"], capture_output=True, timeout=5, check=False)  # noqa: S603 - of the system itself
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if tried.returncode == 0 else ()


def _is_pdf(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as stream:
        return stream.read(len(_PDF)) == _PDF
    return False


def _timeout() -> float:
    try:
        wanted = float(os.environ.get(TIMEOUT_VARIABLE, ""))
    except ValueError:
        return TIMEOUT_S
    return wanted if wanted > 0 else TIMEOUT_S
