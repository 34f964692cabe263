"""What every test shares: Vietnamese words, no screen, no network, nothing left behind."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

# Qt aborts the process when it finds no screen; the file says 1366 × 768.
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).parent / 'screen.json'}"

from app import words
from app.documents.word.template import one_process
from tests.fakes import CountedIds, FrozenClock

pytest_plugins = ["tests.inspection_documents"]


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    words.use_language("vi")
    yield
    words.use_language("vi")


@pytest.fixture(scope="session", autouse=True)
def _one_process_for_templates() -> Iterator[None]:
    """Fill the templates of all tests in one process, which starts with the first of them."""
    with one_process():
        yield


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test, and so no part of the product, open a network connection."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            message = f"a network connection to {address}"
            raise AssertionError(message)
        connect(self, address)  # type: ignore[arg-type] # whatever a local socket takes

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that stands still on the morning of the sample visit."""
    return FrozenClock()


@pytest.fixture
def ids() -> CountedIds:
    """Identities that count up."""
    return CountedIds()
