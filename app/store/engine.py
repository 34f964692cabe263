"""Connecting to the SQLite file with the guarantees the rest of the store relies on.

Each pragma is read back and compared: SQLite ignores one it does not like
without a word (`data_and_exchange` §2.2 step 5).
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

from app.store.errors import StoreUnsafe
from app.words import translate

BUSY_MS: Final = 5_000

_PRAGMAS: Final[tuple[tuple[str, str, int], ...]] = (
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("mmap_size", "0", 0),
    ("busy_timeout", str(BUSY_MS), BUSY_MS),
)


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """Return a prepared connection to the store's file, which must exist unless created.

    Raises:
        StoreUnsafe: if SQLite does not take a setting that durability needs.
    """
    mode = "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,  # transactions are begun and ended by us alone
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
    )
    try:
        for name, wanted, read_back in (_journal(connection), *_PRAGMAS):
            connection.execute(f"PRAGMA {name} = {wanted}")
            _expect(connection, name, read_back, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _journal(connection: sqlite3.Connection) -> tuple[str, str, int]:
    """Switch the write-ahead log on and return the setting of syncs that goes with it."""
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode == "wal":
        return ("synchronous", "FULL", 2)
    # Some file systems have no shared memory; the slower journal is as safe with EXTRA.
    connection.execute("PRAGMA journal_mode = DELETE")
    return ("synchronous", "EXTRA", 3)


def _expect(connection: sqlite3.Connection, name: str, wanted: int, path: Path) -> None:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    found = row[0] if row else None
    if name == "mmap_size" and found is None:  # a build without memory mapping
        return
    if found != wanted:
        raise StoreUnsafe(
            path=path, reason=translate("SQLite ignores the setting {name}", name=name)
        )


def writing_engine(path: Path) -> Engine:
    """Return the engine of the one connection that writes; each transaction locks at once."""
    engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=StaticPool)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reading_engine(path: Path) -> Engine:
    """Return the engine of the connections that only read."""
    engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=QueuePool)
    event.listen(engine, "connect", _only_read)
    event.listen(engine, "begin", _begin)
    return engine


def _begin_immediate(connection: Connection) -> None:
    # A reader that turned into a writer half-way could find its snapshot outdated.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _only_read(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
