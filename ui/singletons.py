"""Keeps Qt from freeing `True`, `False` and `None`.

PySide6 6.12 returns them without a reference of their own (`Signal.emit`,
`QAbstractButton.click`), as if they were immortal, which they are only from
Python 3.12 on (PEP 683). Below that each call takes one reference away, until
the interpreter aborts with "bool_dealloc". By hand because no release of
PySide6 without the fault runs here.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_PLENTY: Final = 1 << 40


def make_immortal() -> None:
    """Give the three values more references than any program can lose."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for value in (True, False, None):
        # The reference count is the first word of every object.
        count = ctypes.c_ssize_t.from_address(id(value))
        if count.value < _PLENTY:
            count.value += _PLENTY
