"""How much a reader accepts, so that no package can exhaust an old laptop.

The writer keeps the same limits: what it makes, every reader takes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

_KIB: Final = 1 << 10
_MIB: Final = 1 << 20
_GIB: Final = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes in bytes, counts in things (`docs/package-format.md`, “Limits”)."""

    manifest: int = 256 * _KIB
    parts: int = 200
    part: int = 2 * _GIB - 1
    volume: int = 256 * _MIB
    """What the writer puts into one volume of blobs: a bad sector costs no more than this."""
    records: int = 512 * _MIB
    header: int = 16 * _MIB
    small: int = 16 * _MIB
    """Any of the other fixed members: receipts, audit, orders, keyring."""
    lines: int = 2_000_000
    line: int = _MIB
    depth: int = 8
    text: int = 100_000
    blob: int = 256 * _MIB
    """Of a photo, or of minutes with some hundred of them; no more than a volume."""
    blobs: int = 50_000
    age_header: int = 32 * _KIB
    age_stanzas: int = 128
    ratio: int = 100
    """How many times its packed size a deflated member may have."""
    shelf: int = 2 * _GIB
    """All packages together that wait at headquarters for a word about their senders."""
    disk_reserve: int = _GIB
    """What must stay free on the laptop while a package is opened."""
    medium_reserve: int = 64 * _MIB
    """What must stay free on the stick."""


LIMITS: Final = Limits()
_LEAST_SPREAD: Final = 32 * _MIB
_MOST_SPREAD: Final = 100


def spread_limits(size: int) -> Limits:
    """Return limits with smaller volumes, so that several small sticks fill well.

    Args:
        size: the bytes of everything together; no more than a hundred volumes come of it, or
            as many as the usual volumes give.
    """
    volume = min(LIMITS.volume, max(_LEAST_SPREAD, -(-size // _MOST_SPREAD)))
    return replace(LIMITS, volume=volume)
