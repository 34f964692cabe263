"""What only Windows knows of a stick: its label, and how it is let go of.

By hand, with `ctypes`: no kept package offers it. The order is the one that Microsoft documents
for removing media (lock the volume, dismount it, allow removal, eject).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

_GENERIC_READ: Final = 0x80000000
_GENERIC_WRITE: Final = 0x40000000
_SHARED: Final = 0x1 | 0x2
_OPEN_EXISTING: Final = 3
_NO_HANDLE: Final = -1
_LOCK_VOLUME: Final = 0x00090018
_DISMOUNT_VOLUME: Final = 0x00090020
_MEDIA_REMOVAL: Final = 0x002D4804
_EJECT_MEDIA: Final = 0x002D4808
_LABEL: Final = 261


def label_of(place: Path) -> str:
    """Return the label of a volume, nothing if it has none or does not answer."""
    text = ctypes.create_unicode_buffer(_LABEL)
    found = _kernel().GetVolumeInformationW(str(place), text, _LABEL, None, None, None, None, 0)
    return text.value if found else ""


def eject_volume(device: str) -> bool:
    r"""Let go of a volume that nothing else uses; tell whether it can be pulled out.

    Args:
        device: its drive, as `E:\\`.
    """
    with _opened(device.rstrip("\\")) as handle:
        if handle == _NO_HANDLE or not _asked(handle, _LOCK_VOLUME):
            return False
        if not _asked(handle, _DISMOUNT_VOLUME):
            return False
        _asked(handle, _MEDIA_REMOVAL, b"\0")
        # A stick that has no tray is let go of by the dismounting alone.
        _asked(handle, _EJECT_MEDIA)
        return True


@contextmanager
def _opened(drive: str) -> Iterator[int]:
    kernel = _kernel()
    kernel.CreateFileW.restype = ctypes.c_void_p
    found = kernel.CreateFileW(
        f"\\\\.\\{drive}",
        _GENERIC_READ | _GENERIC_WRITE,
        _SHARED,
        None,
        _OPEN_EXISTING,
        0,
        None,
    )
    handle = _NO_HANDLE if found in {None, ctypes.c_void_p(_NO_HANDLE).value} else int(found)
    try:
        yield handle
    finally:
        if handle != _NO_HANDLE:
            kernel.CloseHandle(ctypes.c_void_p(handle))


def _asked(handle: int, code: int, given: bytes = b"") -> bool:
    returned = ctypes.c_ulong()
    answer = _kernel().DeviceIoControl(
        ctypes.c_void_p(handle),
        ctypes.c_ulong(code),
        given or None,
        len(given),
        None,
        0,
        ctypes.byref(returned),
        None,
    )
    return bool(answer)


def _kernel() -> Any:  # noqa: ANN401 - ctypes gives functions no types
    return getattr(ctypes, "windll").kernel32  # noqa: B009 - there only on Windows
