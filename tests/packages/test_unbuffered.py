"""Reading past the memory of the computer on Windows, against a stand-in that keeps its rules."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

import pytest

from app.files import CHUNK
from app.packages.unbuffered import unbuffered

_SECTOR = 4_096
_INVALID_PARAMETER = 87


class Windows:
    """The three functions, as Microsoft says that they behave on a handle without buffering."""

    def __init__(self, *, opens: bool = True, fails_at: int | None = None) -> None:
        self._opens = opens
        self._fails_at = fails_at
        self._error = 0
        self.is_open = False

    def CreateFileW(self, path: str, *_given: object) -> int | None:  # noqa: N802 - its name
        if not self._opens:
            return ctypes.c_void_p(-1).value
        self._file = os.open(path, os.O_RDONLY)
        self.is_open = True
        return 7

    def ReadFile(  # noqa: N802 - its name
        self,
        _handle: object,
        place: Any,  # noqa: ANN401 - what ctypes passes
        size: int,
        read: Any,  # noqa: ANN401 - what ctypes passes
        _overlapped: object,
    ) -> int:
        at = os.lseek(self._file, 0, os.SEEK_CUR)
        if at % _SECTOR or size % _SECTOR or place.value % _SECTOR:
            self._error = _INVALID_PARAMETER
            return 0
        if self._fails_at is not None and at >= self._fails_at:
            self._error = 1_117
            return 0
        data = os.read(self._file, size)
        ctypes.memmove(place.value, data, len(data))
        read._obj.value = len(data)  # noqa: SLF001 - how a stand-in writes through byref
        return 1

    def GetLastError(self) -> int:  # noqa: N802 - its name
        return self._error

    def CloseHandle(self, _handle: object) -> int:  # noqa: N802 - its name
        os.close(self._file)
        self.is_open = False
        return 1


@pytest.mark.parametrize("size", [0, 1, 4_095, 4_096, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_file_of_any_length_is_read_whole(size: int, tmp_path: Path) -> None:
    data = os.urandom(size)
    (tmp_path / "data.age").write_bytes(data)
    windows = Windows()

    chunks = unbuffered(tmp_path / "data.age", windows)

    assert chunks is not None
    assert b"".join(chunks) == data
    assert not windows.is_open


def test_where_it_cannot_be_opened_so_another_way_is_taken(tmp_path: Path) -> None:
    (tmp_path / "data.age").write_bytes(b"x")

    assert unbuffered(tmp_path / "data.age", Windows(opens=False)) is None


def test_a_stick_that_is_pulled_meanwhile_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "data.age").write_bytes(bytes(3 * CHUNK))
    windows = Windows(fails_at=CHUNK)
    chunks = unbuffered(tmp_path / "data.age", windows)
    assert chunks is not None

    with pytest.raises(OSError, match="cannot be read"):
        b"".join(chunks)

    assert not windows.is_open


def test_elsewhere_than_on_windows_there_is_no_such_way(tmp_path: Path) -> None:
    (tmp_path / "data.age").write_bytes(b"x")

    assert unbuffered(tmp_path / "data.age") is None
