"""The office programs of this computer, found by themselves."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

VARIABLE: Final = "SOKIEMTRA_OFFICE"
"""Names the `soffice` of a LibreOffice that lies where nobody would look, as on a stick."""

_COMMANDS: Final = ("soffice", "libreoffice")
_LINUX: Final = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
)
_MAC: Final = "LibreOffice.app/Contents/MacOS/soffice"
_WINDOWS_ROOTS: Final = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
# The console form waits until the work is done; it lies beside the other.
_WINDOWS_NAMES: Final = ("soffice.com", "soffice.exe")
_APP_PATHS: Final = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"


class OfficeKind(Enum):
    """Which program it is, and so how it is told what to do."""

    WORD = "Microsoft Word"
    LIBREOFFICE = "LibreOffice"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeProgram:
    """A program that turns a Word file into pages."""

    kind: OfficeKind
    path: Path

    @property
    def name(self) -> str:
        """What people call it."""
        return self.kind.value

    @property
    def identity(self) -> str:
        """What changes when another program, or another version of it, lies there."""
        try:
            changed = self.path.stat().st_mtime_ns
        except OSError:
            changed = 0
        return f"{self.kind.name} {self.path} {changed}"


def find_programs() -> tuple[OfficeProgram, ...]:
    """Return the office programs of this computer, the one to ask first in front.

    Word comes before LibreOffice: a paper leaves the printer as Word breaks its pages.
    """
    found = [OfficeProgram(kind=OfficeKind.WORD, path=path) for path in _words()]
    libre = next(_libre_offices(), None)
    if libre is not None:
        found.append(OfficeProgram(kind=OfficeKind.LIBREOFFICE, path=libre))
    return tuple(found)


def _words() -> Iterator[Path]:
    yield from filter(Path.is_file, _registered("winword.exe"))


def _libre_offices() -> Iterator[Path]:
    named = os.environ.get(VARIABLE, "")
    if named and Path(named).is_file():
        yield Path(named)
    for command in _COMMANDS:
        found = shutil.which(command)
        if found:
            yield _waiting(Path(found))
    for place in _usual_places():
        if place.is_file():
            yield _waiting(place)


def _waiting(path: Path) -> Path:
    """Return the form of the program beside this one that ends when the work does."""
    console = path.with_name(_WINDOWS_NAMES[0])
    return console if sys.platform == "win32" and console.is_file() else path


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        yield from _registered("soffice.exe")
        for root in filter(None, map(os.environ.get, _WINDOWS_ROOTS)):
            for name in _WINDOWS_NAMES:
                yield from Path(root).glob(f"LibreOffice*/program/{name}")
                yield from Path(root).glob(f"Programs/LibreOffice*/program/{name}")
    elif sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield folder / _MAC
    else:
        yield from map(Path, _LINUX)
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def _registered(name: str) -> list[Path]:
    """Return where Windows was told that a program lies; nothing elsewhere."""
    found: list[Path] = []
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - there is none elsewhere

        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            with suppress(OSError):
                found.append(Path(winreg.QueryValue(root, rf"{_APP_PATHS}\{name}").strip('"')))
    return found
