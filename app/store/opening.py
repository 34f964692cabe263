"""Opening a store, step by step; no step creates a database by accident.

The order is that of `data_and_exchange` §2.2: lock, missing file, header,
connection with settings read back, quick check, backup, migration, origin.
"""

from __future__ import annotations

import os
import sqlite3
import struct
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import filelock
import psutil

from app.clock import Clock
from app.domain.text import clean
from app.files import os_reason, replace, sync_folder, written_whole
from app.ids import IdSource
from app.store import backup
from app.store.engine import connect
from app.store.errors import (
    NameRefused,
    StoreBusy,
    StoreDamaged,
    StoreDenied,
    StoreExists,
    StoreForeign,
    StoreLost,
    StoreMissing,
    StoreTooNew,
    StoreUnsafe,
    place_errors,
)
from app.store.migrations import APPLICATION_ID, SCHEMA_VERSION, migrate
from app.words import translate

FILE: Final = "sokiemtra.db"
LOCK: Final = "store.lock"
MOST_NAME: Final = 100
MOST_SEQ: Final = 2**53 - 2**32
"""After this number a store goes on as another: readers take none above 2^53 - 1."""
_BUILDING: Final = "sokiemtra.new"
_HIGHWATER: Final = "highwater"
_HEADER_BYTES: Final = 100
_MAGIC: Final = b"SQLite format 3\x00"
_FAR: Final = {"nfs", "nfs4", "cifs", "smbfs", "smb3", "fuse.sshfs", "9p", "davfs", "fuse.rclone"}
_CLOUD: Final = ("onedrive", "dropbox", "google drive", "googledrive", "icloud")
_CLOCK_SLACK_MS: Final = int(timedelta(hours=24) / timedelta(milliseconds=1))


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What a store is: whose, in which role, and which incarnation of itself."""

    role: str
    """`field` on a laptop, `hq` at headquarters."""
    name: str
    """The name of the device, also its name in packages."""
    origin_id: str
    clock_is_doubtful: bool = False
    """The laptop's clock lies before what the store already holds."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the store's lock; the operating system frees it when the process ends.

    Raises:
        StoreBusy: if another process holds it.
        StoreDenied: if the folder takes no lock.
    """
    lock = filelock.FileLock(folder / LOCK, blocking=False)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise StoreBusy(path=folder) from error
    except OSError as error:
        raise StoreDenied(path=folder, reason=os_reason(error)) from error
    try:
        yield
    finally:
        lock.release()


def create(folder: Path, role: str, name: str, ids: IdSource) -> None:
    """Make a new store in an empty or absent folder; it is there whole or not at all.

    Raises:
        NameRefused: if the name names nobody.
        StoreExists: if the folder holds anything already.
        StoreUnsafe: if the place is no local fixed disk.
        StoreDenied, StoreFull: if the place refuses it.
    """
    name = clean(name).strip()
    if not 0 < len(name) <= MOST_NAME:
        raise NameRefused(most=MOST_NAME)
    _refuse_unsafe_place(folder)
    notes = {"role": role, "name": name, "origin_id": ids.token(8).hex()}
    with place_errors(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise StoreExists(path=folder)
        folder.mkdir(parents=True, exist_ok=True)
        _keep_private(folder)
        try:
            with locked(folder):
                _build(folder, notes)
        except BaseException:
            take_back(folder)
            raise


def _keep_private(folder: Path) -> None:
    """Let no other user of this computer in: records, backups and keys lie in there."""
    with suppress(OSError):  # some file systems know no owners
        folder.chmod(0o700)


def _build(folder: Path, notes: Mapping[str, str]) -> None:
    """Write the file under another name, so that one half made is never taken for a store."""
    with closing(connect(folder / _BUILDING, create=True)) as connection:
        migrate(connection, folder)
        connection.executemany("INSERT INTO store_note VALUES (?, ?)", notes.items())
    replace(folder / _BUILDING, folder / FILE)
    sync_folder(folder)


def take_back(folder: Path) -> None:
    """Remove a store that was just being made and could not be finished."""
    for file in (*folder.glob(f"{_BUILDING}*"), *folder.glob(f"{FILE}*"), folder / LOCK):
        file.unlink(missing_ok=True)
    with suppress(OSError):  # a folder that was there before may hold a mount
        folder.rmdir()


def prepare(folder: Path, clock: Clock, ids: IdSource) -> StoreInfo:
    """Take a locked store through the steps that make it safe to write to.

    Raises:
        StoreMissing, StoreLost, StoreForeign, StoreTooNew, StoreUnsafe, StoreDamaged,
            StoreDenied: each before anything was written.
    """
    _refuse_unsafe_place(folder)
    with place_errors(folder):
        refuse_missing(folder)
        version = _version(folder / FILE)
    with place_errors(folder), closing(connect(folder / FILE)) as connection:
        quick_check(connection, folder)
        if version < SCHEMA_VERSION:
            backup.keep(connection, folder)
            migrate(connection, folder)
        return _info(connection, folder, clock, ids)


def exists(folder: Path) -> bool:
    """Tell whether a folder holds a store."""
    return (folder / FILE).exists()


def refuse_missing(folder: Path) -> None:
    """Refuse a folder without the store's file, and never make one up.

    Raises:
        StoreLost: if other parts of a store are there.
        StoreMissing: if nothing is.
    """
    if (folder / FILE).exists():
        return
    left = (f"{FILE}-wal", "backup", "blobs")
    if any((folder / name).exists() for name in left):
        raise StoreLost(path=folder, file=FILE)
    raise StoreMissing(path=folder)


def _version(file: Path) -> int:
    """Return the store version in the file's header, before SQLite touches the file."""
    with file.open("rb") as stream:
        header = stream.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise StoreDamaged(path=file.parent, reason=translate("the file has no valid header"))
    version: int
    application: int
    (version,) = struct.unpack_from(">I", header, 60)
    (application,) = struct.unpack_from(">I", header, 68)
    if application != APPLICATION_ID:
        raise StoreForeign(path=file.parent)
    if version > SCHEMA_VERSION:
        raise StoreTooNew(path=file.parent, found=version, known=SCHEMA_VERSION)
    return version


def quick_check(connection: sqlite3.Connection, folder: Path) -> None:
    """Prove that the pages of the file hold together.

    Raises:
        StoreDamaged: naming what does not.
    """
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise StoreDamaged(path=folder, reason=str(found))


def _info(connection: sqlite3.Connection, folder: Path, clock: Clock, ids: IdSource) -> StoreInfo:
    notes = dict(connection.execute("SELECT name, value FROM store_note"))
    if not {"role", "name", "origin_id"} <= notes.keys():
        raise StoreDamaged(path=folder, reason=translate("it does not say whose it is"))
    origin = notes["origin_id"]
    if _is_used_elsewhere(connection, folder, origin):
        origin = ids.token(8).hex()
        connection.execute("UPDATE store_note SET value = ? WHERE name = 'origin_id'", (origin,))
        raise_highwater(folder, origin, 0)
    (latest,) = connection.execute("SELECT coalesce(max(utc_ms), 0) FROM rev").fetchone()
    doubtful = clock.now().timestamp() * 1000 < latest - _CLOCK_SLACK_MS
    # What this name signs is refused by every reader unless it is spelt canonically.
    return StoreInfo(notes["role"], clean(notes["name"]), origin, doubtful)


def _is_used_elsewhere(connection: sqlite3.Connection, folder: Path, origin: str) -> bool:
    """Whether numbers after the last one that was given out here may be used elsewhere already.

    They must not be used again for other content (§2.2 step 8). The file was copied back from
    an older state, as the number outside of it shows; or packages brought such numbers, because
    the whole folder was copied back, or copied, or because somebody made them up.
    """
    (known,) = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM rev WHERE origin_id = ?", (origin,)
    ).fetchone()
    (own,) = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM ("
        "SELECT seq FROM rev WHERE origin_id = ? AND pkg_id IS NULL ORDER BY seq DESC LIMIT 1)",
        (origin,),
    ).fetchone()
    last_origin, given_out = _highwater(folder)
    return (
        last_origin not in {"", origin}
        or (last_origin == origin and given_out > own)
        or known > own
        or own > MOST_SEQ
    )


def _highwater(folder: Path) -> tuple[str, int]:
    file = folder / "identity" / _HIGHWATER
    if not file.exists():
        return ("", 0)
    origin, _, seq = file.read_text("ascii").strip().partition(" ")
    return (origin, int(seq) if seq.isdigit() else 0)


def raise_highwater(folder: Path, origin_id: str, seq: int) -> None:
    """Remember outside the database how far this origin's numbers left this computer.

    Raises:
        FileUnwritable: if the disk refuses it.
    """
    file = folder / "identity" / _HIGHWATER
    file.parent.mkdir(exist_ok=True)
    with written_whole(file) as stream:
        stream.write(f"{origin_id} {seq}\n".encode("ascii"))


def _refuse_unsafe_place(folder: Path) -> None:
    lowered = str(folder.absolute()).lower()
    for cloud in _CLOUD:
        if cloud in lowered:
            raise StoreUnsafe(path=folder, reason=translate("it is synchronised with a cloud"))
    place = next((p for p in (folder, *folder.absolute().parents) if p.exists()), folder)
    kind = _file_system(place)
    if kind in _FAR:
        raise StoreUnsafe(path=folder, reason=translate("it lies on a network drive"))


def _file_system(place: Path) -> str:
    text = str(place.resolve())
    mounts = [
        mount
        for mount in psutil.disk_partitions(all=True)
        if text == mount.mountpoint or text.startswith(mount.mountpoint.rstrip("/\\") + os.sep)
    ]
    best = max(mounts, key=lambda mount: len(mount.mountpoint), default=None)
    return best.fstype.lower() if best else ""
