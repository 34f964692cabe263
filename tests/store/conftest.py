"""Real stores on temporary folders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.changes import nobody
from app.ids import SeededIds
from app.store import opening
from app.store.unit_of_work import Store
from tests.fakes import FrozenClock
from tests.store.meeting import Table

NewStore = Callable[[str], Store]


@pytest.fixture
def new_store(tmp_path: Path, clock: FrozenClock) -> Iterator[NewStore]:
    """Make stores by name; all are closed at the end."""
    with ExitStack() as opened:

        def make(name: str) -> Store:
            ids = SeededIds(name)
            opening.create(tmp_path / name, "field", name, ids)
            return opened.enter_context(Store(tmp_path / name, clock, ids, nobody))

        yield make


@pytest.fixture
def store(new_store: NewStore) -> Store:
    """One open store of a laptop."""
    return new_store("may-1")


@pytest.fixture(params=["A arrives first", "B arrives first"])
def table(request: pytest.FixtureRequest, new_store: NewStore) -> Table:
    """Two laptops and a third, in both orders of arrival."""
    is_a_first = request.param.startswith("A")
    return Table(new_store("a"), new_store("b"), new_store("c"), is_a_first)
