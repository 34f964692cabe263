"""Many imports in one traced process, each ended by another call to the disk.

Run under strace, which ends the call numbered `ENDED` of each child: a child first makes as many
calls in vain as it takes for the one that is meant to bear that number. So one warm process tries
hundreds of moments, where starting the program for each would take an hour.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.bootstrap import open_application
from app.errors import AppError

ENDED: Final = 3_000
"""More than the parent makes itself of any call while it warms up."""
BEGUN: Final = "/nowhere/begun"
"""A folder that cannot be made: where it is tried, the store is open and the import begins."""
DONE, REFUSED, UNFORESEEN = range(3)
"""How a child ends: taken in, told why not, or by an error that nobody foresaw."""
_NOWHERE: Final = "/nowhere/at-all"
_NO_HANDLE: Final = 1_000_000
CALLS: Final[Mapping[str, Callable[[], object]]] = MappingProxyType(
    {
        "write": lambda: os.write(_NO_HANDLE, b""),
        "pwrite64": lambda: os.pwrite(_NO_HANDLE, b"", 0),
        "fsync": lambda: os.fsync(_NO_HANDLE),
        "fdatasync": lambda: os.fdatasync(_NO_HANDLE),
        "ftruncate": lambda: os.ftruncate(_NO_HANDLE, 0),
        "mkdir": lambda: os.mkdir(_NOWHERE),  # noqa: PTH102 - the call itself is meant
        "rename": lambda: os.rename(_NOWHERE, _NOWHERE),  # noqa: PTH104 - the call itself is meant
        "unlink": lambda: os.unlink(_NOWHERE),  # noqa: PTH108 - the call itself is meant
    }
)
"""Every way an import changes the disk, and how to call it in vain."""


def _import(store: Path, stick: Path) -> int:
    try:
        with open_application(store) as application:
            with suppress(OSError):
                os.mkdir(BEGUN)  # noqa: PTH102 - the call itself is meant
            (taken,) = application.imports.take_in([stick])
    except AppError:
        return REFUSED
    return REFUSED if taken.error else DONE


def _ended(store: Path, stick: Path, call: str, number: int) -> int:
    try:
        for _ in range(ENDED - number):
            with suppress(OSError):
                CALLS[call]()
        return _import(store, stick)
    except BaseException:  # noqa: BLE001 - the child has no other way to tell
        with suppress(OSError):
            traceback.print_exc()
        return UNFORESEEN


def main() -> None:
    """Import once to be warm, then once for each `call number store` on the standard input."""
    stick, warm = map(Path, sys.argv[1:])
    if _import(warm, stick) != DONE:
        sys.exit("the import itself does not work")
    for line in sys.stdin:
        call, number, store = line.rstrip("\n").split(" ", 2)
        child = os.fork()
        if child == 0:
            os._exit(_ended(Path(store), stick, call, int(number)))
        _child, status = os.waitpid(child, 0)
        sys.stderr.write(f"ended {os.waitstatus_to_exitcode(status)}\n")


if __name__ == "__main__":
    main()
