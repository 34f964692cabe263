"""The command line as a program: run in this process, its output caught."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import create_store, open_application
from app.cli.main import run
from app.ids import InspectionId
from tests.complete import complete_visit


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:  # noqa: ANN401 - any JSON value
        """The one JSON document on standard output."""
        return json.loads(self.out)


Sokiemtra = Callable[..., Ran]
Completed = Callable[[str], None]


@pytest.fixture
def sokiemtra(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Sokiemtra:
    """Run a command on the store `kho` and return what it said."""
    monkeypatch.setenv("SOKIEMTRA_KEYS_IN_FILE", "1")

    def call(*words: object, store: str = "kho") -> Ran:
        code = run([*map(str, words), "--store", str(tmp_path / store)])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return call


@pytest.fixture
def completed(tmp_path: Path) -> Completed:
    """Record in the store `kho` whatever the minutes of a visit still lack."""

    def complete(visit: str) -> None:
        with open_application(tmp_path / "kho") as application:
            complete_visit(application, InspectionId(visit))

    return complete


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new store of a laptop, made once; tests work on copies."""
    store = tmp_path_factory.mktemp("new") / "kho"
    create_store(store, "field", "may-01")
    return store


@pytest.fixture
def kho(sokiemtra: Sokiemtra, new_store: Path, tmp_path: Path) -> Sokiemtra:
    """The same, on a store that is there."""
    shutil.copytree(new_store, tmp_path / "kho")
    return sokiemtra
