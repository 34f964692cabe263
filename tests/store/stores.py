"""Stores for tests that need a fresh set for each drawn example."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.changes import nobody
from app.ids import SeededIds
from app.store import opening
from app.store.unit_of_work import Store
from tests.fakes import FrozenClock


@contextmanager
def temporary_stores(*names: str) -> Iterator[list[Store]]:
    """Open a new store for each name; all are gone at the end."""
    with tempfile.TemporaryDirectory() as place, ExitStack() as opened:
        stores = []
        for name in names:
            opening.create(Path(place) / name, "field", name, SeededIds(name))
            store = Store(Path(place) / name, FrozenClock(), SeededIds(f"{name}+"), nobody)
            stores.append(opened.enter_context(store))
        yield stores
