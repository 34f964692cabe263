"""What the tests of the workers run inside them; imports nothing heavy."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from app.errors import InvalidValue

Ending: TypeAlias = Callable[[], None]


def double(number: int) -> int:
    return number * 2


def own_pid() -> int:
    return os.getpid()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash() -> None:
    os.abort()


def hang(mark: str = "") -> None:
    if mark:
        Path(mark).write_text(str(os.getpid()), encoding="ascii")
    time.sleep(60)


def hoard(size: int) -> int:
    kept = bytearray(os.urandom(1 << 20) * (size >> 20))
    time.sleep(1)
    return len(kept)


def refuse() -> None:
    raise InvalidValue(field="B7", value="x", reason="not a number")


def break_down() -> None:
    raise ZeroDivisionError


def loaded() -> set[str]:
    return {name.partition(".")[0] for name in sys.modules}
