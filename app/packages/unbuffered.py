"""Reading a file of a stick on Windows past the memory of the computer.

By hand, with `ctypes`: no kept package offers it. A handle opened without buffering reads whole
sectors into memory that begins at one (Microsoft, “File Buffering”).
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from app.files import CHUNK

_GENERIC_READ: Final = 0x80000000
_SHARED: Final = 0x1
_OPEN_EXISTING: Final = 3
_NO_BUFFERING: Final = 0x20000000
_SEQUENTIAL: Final = 0x08000000
_NO_HANDLE: Final = ctypes.c_void_p(-1).value


def unbuffered(path: Path, kernel: Any = None) -> Iterator[bytes] | None:  # noqa: ANN401 - ctypes gives functions no types
    """Return the contents of a file as the stick gives them, or None where that is not to be had.

    Args:
        path: a file that is closed.
        kernel: the functions of Windows; those of this computer, if it has them.
    """
    if kernel is None and sys.platform == "win32":
        kernel = ctypes.windll.kernel32
    if kernel is None:
        return None
    with suppress(AttributeError):
        kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(
        str(path), _GENERIC_READ, _SHARED, None, _OPEN_EXISTING, _NO_BUFFERING | _SEQUENTIAL, None
    )
    # A folder on a server, say, is not read so.
    return None if handle in {None, _NO_HANDLE} else _chunks(path, kernel, int(handle))


def _chunks(path: Path, kernel: Any, handle: int) -> Iterator[bytes]:  # noqa: ANN401 - see above
    # Begins at a page, which is a multiple of every sector.
    memory = mmap.mmap(-1, CHUNK)
    place = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    read = ctypes.c_ulong(CHUNK)
    try:
        # What is not whole is the end; behind it nothing stands at a sector.
        while read.value == CHUNK:
            if not kernel.ReadFile(
                ctypes.c_void_p(handle), ctypes.c_void_p(place), CHUNK, ctypes.byref(read), None
            ):
                code = int(kernel.GetLastError())
                message = "cannot be read"
                raise OSError(errno.EIO, message, str(path), code)
            if read.value:
                yield memory[: read.value]
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
