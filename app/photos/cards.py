"""Cards of cameras and telephones that are in this computer now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

_PICTURES: Final = "DCIM"
"""Where every camera puts its pictures (Design rule for Camera File system, JEITA CP-3461)."""


@dataclass(frozen=True, slots=True)
class Card:
    """A drive with a folder of camera pictures."""

    drive: Path
    device: str

    @property
    def pictures(self) -> Path:
        """The folder of pictures."""
        return self.drive / _PICTURES


def cards_now() -> tuple[Card, ...]:
    """Return the cards that are in; a drive that does not answer is none."""
    return tuple(_cards())


def _cards() -> Iterator[Card]:
    for mount in psutil.disk_partitions():
        card = Card(Path(mount.mountpoint), mount.device)
        with suppress(OSError):
            if card.pictures.is_dir():
                yield card
