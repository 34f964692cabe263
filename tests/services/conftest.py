"""Whole applications on temporary stores."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.bootstrap import Application, create_store, open_application
from app.ids import SeededIds
from tests.enrolled import enrol
from tests.fakes import FrozenClock

NewApplication = Callable[..., Application]


@pytest.fixture(autouse=True)
def _keys_in_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep test keys out of the desktop's key ring."""
    monkeypatch.setenv("SOKIEMTRA_KEYS_IN_FILE", "1")


NewStore = Callable[[Path, str, str], None]


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> NewStore:
    """Put a new store of a name and role into a folder; each is made once and copied."""
    made = tmp_path_factory.mktemp("new")

    def copy(folder: Path, name: str, role: str) -> None:
        store = made / role / name
        if not store.exists():
            create_store(store, role, name, clock=FrozenClock(), ids=SeededIds(name))
        shutil.copytree(store, folder)

    return copy


@pytest.fixture
def new_application(
    tmp_path: Path, clock: FrozenClock, new_store: NewStore
) -> Iterator[NewApplication]:
    """Make applications by name and role; all are closed at the end."""
    with ExitStack() as opened:

        def make(name: str = "may-01", role: str = "field") -> Application:
            new_store(tmp_path / name, name, role)
            app = open_application(tmp_path / name, clock=clock, ids=SeededIds(f"{name}+"))
            return opened.enter_context(app)

        yield make


@pytest.fixture
def application(new_application: NewApplication) -> Application:
    """One laptop."""
    return new_application()


@pytest.fixture
def headquarters(new_application: NewApplication) -> Application:
    """Headquarters; nobody is enrolled unless a laptop is asked for."""
    return new_application("so-noi-vu", "hq")


@pytest.fixture
def laptop(application: Application, headquarters: Application, tmp_path: Path) -> Application:
    """The one laptop, enrolled with headquarters."""
    return enrol(headquarters, application, tmp_path, "doan1/may-01")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for an empty stick."""
    place = tmp_path / "usb"
    place.mkdir()
    return place
