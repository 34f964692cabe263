"""Notes of packages: what is asked of each of many is found without reading all of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.store import opening
from app.store.unit_of_work import Store


@pytest.mark.parametrize("table", ["blob_missing", "quarantine", "package_aggregate"])
def test_what_a_package_lacks_is_found_by_an_index(store: Store, table: str) -> None:
    """A receipt for each of very many packages asks it."""
    with closing(sqlite3.connect(store.folder / opening.FILE)) as connection:
        (plan,) = connection.execute(
            f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE package_id = 'a'"  # noqa: S608 - a name of ours
        )

    assert plan[3].startswith("SEARCH")
