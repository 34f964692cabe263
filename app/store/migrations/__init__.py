"""The steps from each store version to the next (Alembic), and how they are taken safely.

A step runs with foreign keys off and ends with their check, because SQLite's
way of altering a table drops it first, and a drop would silently delete all
children (`dependencies` §7). It is one transaction: a failure leaves the old
store, which the old program still opens.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool

from app.store.errors import StoreDamaged
from app.words import translate

SCHEMA_VERSION: Final = 8
"""The store version this program writes; `user_version` in the file's header."""
APPLICATION_ID: Final = 0x534B5431

_SCRIPTS: Final = Path(__file__).resolve().parent


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the store behind a connection to this program's version.

    Raises:
        StoreDamaged: if rows point to nowhere afterwards; everything is rolled back.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    event.listen(engine, "begin", _begin_exclusive)
    with engine.begin() as work:
        _upgrade(work)
        if work.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
            raise StoreDamaged(path=path, reason=translate("records point to nowhere"))
        work.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        work.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_exclusive(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN EXCLUSIVE")


def _upgrade(connection: Connection) -> None:
    # Alembic costs 0.2 s to import, and a store that is up to date never needs it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
