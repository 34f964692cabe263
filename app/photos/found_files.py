"""The pictures among files and folders that were dropped or chosen."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFiles:
    """What is to be taken in, and what a folder holds besides."""

    files: tuple[Path, ...]
    left_out: int = 0
    """How many other files the folders hold: films, notes, thumbnails of a telephone."""
    unread: tuple[OSError, ...] = ()
    """Why folders could not be looked into."""


def photo_files(paths: Iterable[Path]) -> FoundFiles:
    """Return the files among the paths, and the pictures in the folders among them.

    A file that was chosen itself is always tried; in a folder the name decides. Hidden
    files are no photos: telephones keep there what was deleted, Macs what they note.
    """
    files: list[Path] = []
    left_out = 0
    unread: list[OSError] = []
    for path in paths:
        if not _is_folder(path):
            files.append(path)
            continue
        for folder, inner, names in os.walk(path, onerror=unread.append):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            pictures = [name for name in names if _is_picture(name)]
            files += [Path(folder, name) for name in sorted(pictures)]
            left_out += len(names) - len(pictures)
    return FoundFiles(files=tuple(dict.fromkeys(files)), left_out=left_out, unread=tuple(unread))


def written_since(files: Iterable[Path], moment: datetime) -> tuple[Path, ...]:
    """Return the files that were written at a moment or later, as their card says.

    A camera writes a photo when it takes it; one whose time cannot be read is left out.
    """
    return tuple(path for path in files if _written_at(path) >= moment.timestamp())


def patterns() -> Sequence[str]:
    """Return the names of pictures as a file dialog filters them."""
    return tuple(f"*{suffix}" for suffix in sorted(SUFFIXES))


def _is_folder(path: Path) -> bool:
    """Tell whether a path leads to a folder; one that does not answer is tried as a file."""
    try:
        return path.is_dir()
    except OSError:
        # A card pulled out, a name too long: reading it will say so, for it alone.
        return False


def _written_at(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def _is_picture(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES
