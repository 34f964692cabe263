"""Consistent copies of the store's file, each verified before it counts."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from app.errors import FileUnwritable
from app.files import os_reason, replace, sync_folder
from app.store.errors import StoreDamaged

_KEPT: Final = 12


def keep(connection: sqlite3.Connection, folder: Path) -> Path:
    """Copy the store to `backup/db-<n>.db`, check the copy, then give it its name.

    Copies are ordered by their number, never by the clock; the newest dozen stays.

    Raises:
        StoreDamaged: if the copy does not pass its check; older copies stay.
        FileUnwritable: if the disk refuses the copy.
    """
    shelf = folder / "backup"
    temporary = shelf / "tmp"
    try:
        shelf.mkdir(exist_ok=True)
        try:
            return _kept(connection, shelf, temporary)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise FileUnwritable(path=str(shelf), reason=os_reason(error)) from error


def _kept(connection: sqlite3.Connection, shelf: Path, temporary: Path) -> Path:
    temporary.unlink(missing_ok=True)
    with closing(sqlite3.connect(temporary)) as copy:
        connection.backup(copy)
    # Immutable: looking at it must not leave a log beside it.
    with closing(sqlite3.connect(f"{temporary.absolute().as_uri()}?immutable=1", uri=True)) as copy:
        (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise StoreDamaged(path=shelf.parent, reason=str(found))
    with temporary.open("rb+") as stream:
        os.fsync(stream.fileno())
    copies = _copies(shelf)
    target = shelf / f"db-{_number(copies[-1]) + 1 if copies else 1:06}.db"
    replace(temporary, target)
    sync_folder(shelf)
    for old in [*copies, target][:-_KEPT]:
        old.unlink()
    return target


def _copies(shelf: Path) -> list[Path]:
    return sorted(shelf.glob("db-*.db"), key=_number)


def _number(copy: Path) -> int:
    return int(copy.stem.removeprefix("db-"))
