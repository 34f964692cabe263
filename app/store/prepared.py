"""Statements compiled once and given straight to the driver, for the few that run at every save.

Written with SQLAlchemy's tables like all others, but past its execution, which
costs more than the statement itself when a single row is written; measured in
`benchmarks/store.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql import ClauseElement

from app.store.columns import Cell

Row = Mapping[str, Cell]


class Prepared:
    """One statement, its text kept for each dialect."""

    def __init__(self, statement: ClauseElement, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._texts: dict[str, tuple[str, Sequence[str] | None]] = {}

    def run(self, connection: Connection, row: Row) -> int:
        """Execute it with these values; return how many rows it touched."""
        with self._executed(connection, row) as cursor:
            return cursor.rowcount

    def run_many(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Execute it once for each of these values."""
        text, order = self._compiled(connection.dialect)
        with closing(connection.connection.cursor()) as cursor:
            cursor.executemany(text, [_ordered(row, order) for row in rows])

    def rows(self, connection: Connection, row: Row) -> list[dict[str, Any]]:
        """Return what it finds with these values, by column."""
        with self._executed(connection, row) as cursor:
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, found, strict=True)) for found in cursor.fetchall()]

    def _executed(self, connection: Connection, row: Row) -> closing[DBAPICursor]:
        text, order = self._compiled(connection.dialect)
        cursor = connection.connection.cursor()
        cursor.execute(text, _ordered(row, order))
        return closing(cursor)

    def _compiled(self, dialect: Dialect) -> tuple[str, Sequence[str] | None]:
        known = self._texts.get(dialect.name)
        if known is None:
            keys = list(self._columns) if self._columns is not None else None
            compiled: Any = self._statement.compile(dialect=dialect, column_keys=keys)
            known = (str(compiled), compiled.positiontup)
            self._texts[dialect.name] = known
        return known


def _ordered(row: Row, order: Sequence[str] | None) -> Any:  # noqa: ANN401 - as the driver wants it
    return dict(row) if order is None else tuple([row[name] for name in order])
