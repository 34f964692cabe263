"""An import that the disk or a power button ends at any moment: all or nothing, and again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from app.bootstrap import Application, open_application
from app.domain.case_file import CaseFile
from tests.fakes import FrozenClock
from tests.inspection_documents import Document, WriteDocument
from tests.services.conftest import NewStore
from tests.services.test_exchange import enrol

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="the tracer strace is not installed"
)

_CALLS: Final = "write,pwrite64,fsync,fdatasync,ftruncate,rename,unlink,mkdir"
_MOMENTS: Final = 5
_REFUSED: Final = 1
"""The exit code of the command where a package was not taken in."""


@dataclass(frozen=True)
class Desk:
    """Headquarters with a stick that it has not taken in; and what it would then have."""

    hq: Path
    stick: Path
    expected: CaseFile

    def import_under(self, home: Path, *tracing: str) -> tuple[Path, int, str]:
        """Take the stick in on a copy of the store, traced; return the copy and what came of it."""
        store = home / "so"
        shutil.copytree(self.hq, store)
        program = [sys.executable, "-m", "app", "--store", str(store), "import", str(self.stick)]
        done = subprocess.run(
            ["strace", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={_CALLS}", *tracing, *program],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parent.parent.parent,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "SOKIEMTRA_KEYS_IN_FILE": "1"},
        )
        return store, done.returncode, done.stderr

    def calls(self, home: Path) -> int:
        """Return how many calls to the disk an import makes."""
        log = home / "calls"
        _store, code, said = self.import_under(home, "-o", str(log))
        assert code == 0, said
        return len(log.read_text().splitlines())


@pytest.fixture
def desk(
    tmp_path: Path, new_store: NewStore, document: Document, write_document: WriteDocument
) -> Desk:
    with ExitStack() as stack:

        def opened(name: str, role: str) -> Application:
            new_store(tmp_path / name, name, role)
            return stack.enter_context(open_application(tmp_path / name, clock=FrozenClock()))

        hq, laptop = opened("hq", "hq"), opened("may-01", "field")
        enrol(hq, laptop, tmp_path, "doan1/may-01")
        laptop.recording.record(write_document(document))
        (row,) = laptop.inspections.rows()
        stick = tmp_path / "usb"
        stick.mkdir()
        laptop.exports.write(stick)
        expected = laptop.inspections.case_file(row.id)
    return Desk(tmp_path / "hq", stick, expected)


def _look(store: Path, desk: Desk) -> None:
    """Prove that the package is there wholly or not at all, and is whole when taken in again."""
    with open_application(store, clock=FrozenClock()) as application:
        rows = application.inspections.rows()
        assert application.maintenance.check().is_whole
        assert list((store / "incoming").glob("*/plain/*")) == []
        if rows:
            assert application.inspections.case_file(rows[0].id) == desk.expected

        (again,) = application.imports.take_in([desk.stick])

        assert again.error is None
        assert application.inspections.case_file(desk.expected.inspection.id) == desk.expected
        assert application.maintenance.check().is_whole


@pytest.mark.parametrize("failing", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_an_import_that_ends_anywhere_is_whole_or_nothing_and_can_be_repeated(
    desk: Desk, tmp_path: Path, failing: str
) -> None:
    last = desk.calls(tmp_path / "đếm")

    for number in range(_MOMENTS):
        home = tmp_path / f"{number}"
        moment = 1 + number * last // _MOMENTS
        when = f"{moment}" if "KILL" in failing else f"{moment}+"
        inject = ["-o", "/dev/null", "-e", f"inject={_CALLS}:{failing}:when={when}"]
        store, code, said = desk.import_under(home, *inject)

        assert "Traceback" not in said
        assert (code == 0) or "KILL" in failing or code == _REFUSED
        _look(store, desk)
