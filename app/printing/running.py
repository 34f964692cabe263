"""Another program, run without a window, with a limit of time, and never left behind.

By hand because `subprocess.run` ends only the process it started when its time is up:
an office program is a family of them, and what is left of it holds its files.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from app.progress import Progress

_LOOK_EVERY_S: Final = 0.1
_NICENESS: Final = 10
_TOLD: Final = 4000
# A program packed with PyInstaller finds its own libraries by these; nobody else's.
_PACKED: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_OURS: Final = ("PYTHON", "QT_")


class OutOfTime(Exception):
    """The program had not ended when its time was up; it has now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a program ended, and the last of what it said."""

    status: int
    said: str


def run_to_end(
    command: Sequence[str],
    folder: Path,
    progress: Progress,
    *,
    timeout_s: float,
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Run a program in a folder until it ends; it and all it started are gone then.

    Args:
        command: the program and what it is told.
        folder: where it works, and where what it says is kept.
        progress: asked several times a second whether to go on.
        timeout_s: how long it may take.
        environment: what it finds in its environment beside what is usual.

    Raises:
        OSError: if it cannot be started.
        OutOfTime: if it took too long.
        Cancelled: if the user stopped it.
    """
    spoken = folder / "said.txt"
    with spoken.open("wb") as stream:
        process = subprocess.Popen(  # noqa: S603 - a program of the computer, no shell
            list(command),
            cwd=folder,
            env=_environment() | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            creationflags=_window_flags(),
        )
        family = _Family(process)
        try:
            status = _wait(process, progress, timeout_s)
        finally:
            family.end()
    return Ended(status=status, said=spoken.read_text("utf-8", errors="replace")[-_TOLD:])


def _wait(process: subprocess.Popen[bytes], progress: Progress, timeout_s: float) -> int:
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            return process.wait(_LOOK_EVERY_S)
        except subprocess.TimeoutExpired:
            progress.step(0, 0)
            if time.monotonic() >= deadline:
                raise OutOfTime from None


class _Family:
    """A process, its group, and what it started; low in rank, and ended as one."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        if sys.platform != "win32":
            with suppress(psutil.Error, OSError):
                psutil.Process(process.pid).nice(_NICENESS)

    def end(self) -> None:
        strays: list[psutil.Process] = []
        with suppress(psutil.Error):
            strays = psutil.Process(self._process.pid).children(recursive=True)
        if sys.platform != "win32":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        for stray in strays:
            with suppress(psutil.Error):
                stray.kill()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        psutil.wait_procs(strays, timeout=_LOOK_EVERY_S)


def _window_flags() -> int:
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return flags


def _environment() -> dict[str, str]:
    """Return the environment of the user's own programs, not of this one."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(_OURS)}
    for name in _PACKED:
        before = kept.pop(f"{name}_ORIG", "")
        if getattr(sys, "frozen", False):
            kept.pop(name, None)
        if before:
            kept[name] = before
    return kept
