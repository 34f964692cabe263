"""Keys are made once; each test gets its own folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.packages.keys import FILE_VARIABLE
from tests.packages.given import Desk, World


@pytest.fixture(scope="session")
def world() -> World:
    """The computers of one province."""
    return World()


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    """Folders to send from, to carry and to receive in."""
    return Desk(world=world, root=tmp_path)


@pytest.fixture(autouse=True)
def _no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never ask the key ring of whoever runs the tests."""
    monkeypatch.setenv(FILE_VARIABLE, "1")
