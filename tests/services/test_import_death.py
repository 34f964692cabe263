"""An import that the disk or a power button ends at any call: all or nothing, and again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from app.bootstrap import Application, open_application
from app.domain.case_file import CaseFile
from tests.enrolled import enrol
from tests.every_call import EVERY_CALL
from tests.fakes import FrozenClock
from tests.inspection_documents import Document, WriteDocument
from tests.services.conftest import NewStore
from tests.services.import_death_work import BEGUN, CALLS, DONE, ENDED, REFUSED
from tests.source import ROOT

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="the tracer strace is not installed"
)

_CALL: Final = re.compile(rf"(\d+)\s+({'|'.join(CALLS)})\(")
_STEP: Final = 5
"""Unless every call is tried: every fifth of those that differ from the call before."""
_FAILINGS: Final[Mapping[str, str]] = {
    "killed": f"signal=KILL:when={ENDED}",
    "full": f"error=ENOSPC:when={ENDED}+",
    "broken": f"error=EIO:when={ENDED}+",
}
_KILLED: Final = -9


@dataclass(frozen=True)
class Desk:
    """Headquarters with a stick that it has not taken in; and what it would then have."""

    hq: Path
    stick: Path
    expected: CaseFile

    def copy(self, store: Path) -> Path:
        """Return a copy of the store of headquarters."""
        return shutil.copytree(self.hq, store)

    def calls(self, home: Path) -> list[tuple[str, int]]:
        """Return all calls of an import to the disk: a name, and how often it was called."""
        log = home / "calls"
        _traced(f"trace={','.join(CALLS)}", self._program(home), "-o", str(log))
        counts: Counter[str] = Counter()
        made: list[tuple[str, int]] = []
        lines = log.read_text().splitlines()
        # Threads only draw previews, which are drawn again; a call is numbered by its thread.
        main = next(line.split()[0] for line in lines if BEGUN in line)
        for line in lines:
            if (found := _CALL.match(line)) and found[1] == main:
                counts[found[2]] += 1
                made.append((found[2], counts[found[2]]))
            if BEGUN in line:
                made.clear()
        return made

    def ended(
        self, home: Path, moments: list[tuple[str, int]], failing: str
    ) -> Iterator[tuple[Path, int]]:
        """Import as often, ended at another call each time; yield the store and the code."""
        stores = [self.copy(home / f"{number}") for number in range(len(moments))]
        told = "".join(
            f"{call} {number} {store}\n"
            for (call, number), store in zip(moments, stores, strict=True)
        )
        injected = [word for call in CALLS for word in ("-e", f"inject={call}:{failing}")]
        # A signal is lost where strace looks at the calls it is asked for only.
        fast = [] if "signal" in failing else ["--seccomp-bpf"]
        trace = f"trace={','.join(CALLS)}"
        said = _traced(trace, self._program(home), *fast, "-o", os.devnull, *injected, told=told)
        assert "Traceback" not in said, said
        codes = [int(line.split()[1]) for line in said.splitlines() if line.startswith("ended ")]
        for store, code in zip(stores, codes, strict=True):
            yield store, code
            shutil.rmtree(store)

    def _program(self, home: Path) -> list[str]:
        program = [sys.executable, "-m", "tests.services.import_death_work"]
        return [*program, str(self.stick), str(self.copy(home / "ấm"))]


def _traced(trace: str, command: list[str], *how: str, told: str = "") -> str:
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", trace, *how, *command],
        input=told,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "SOKIEMTRA_KEYS_IN_FILE": "1"},
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


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


def _chosen(calls: list[tuple[str, int]]) -> list[tuple[str, int]]:
    if EVERY_CALL:
        return calls
    return [here for before, here in pairwise(calls) if here[0] != before[0]][::_STEP]


def _look(store: Path, desk: Desk) -> bool:
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
        return bool(rows)


@pytest.mark.parametrize("failing", _FAILINGS)
def test_an_import_that_ends_at_any_call_is_whole_or_nothing_and_can_be_repeated(
    desk: Desk, tmp_path: Path, failing: str
) -> None:
    moments = _chosen(desk.calls(tmp_path / "đếm"))

    outcomes = [
        (code, _look(store, desk))
        for store, code in desk.ended(tmp_path / "thử", moments, _FAILINGS[failing])
    ]

    codes, arrived = map(set, zip(*outcomes, strict=True))
    # Where the last files are closed and removed, there is nothing left to fail.
    assert codes in ({_KILLED}, {DONE, REFUSED})
    assert arrived == {True, False}
