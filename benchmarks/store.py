"""Saving one answer durably, against bare `sqlite3` writing the same rows on the same disk.

Prints the ratio of the two and the number of syncs for one save, counted by
the kernel's own tracer where it is installed.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from app.changes import nobody
from app.clock import SystemClock
from app.ids import SystemIds
from app.store import opening
from app.store.engine import connect
from app.store.unit_of_work import Store
from tests import given

ROUNDS: Final = 400
LIMIT: Final = 3.0


def _save(store: Store, value: str) -> None:
    with store.writing() as work:
        work.save(given.answer(comment=value))
        work.commit()


def ours(folder: Path) -> list[float]:
    """Return the seconds of each save through the store."""
    opening.create(folder, "field", "bench", SystemIds())
    found = []
    with Store(folder, SystemClock(), SystemIds(), nobody) as store:
        _save(store, "first")
        for number in range(ROUNDS):
            begun = time.perf_counter()
            _save(store, f"Nhận xét {number}")
            found.append(time.perf_counter() - begun)
    return found


def bare(folder: Path, written: Path) -> list[float]:
    """Return the seconds of writing the very same rows with `sqlite3` alone."""
    with closing(connect(written / opening.FILE)) as source:
        revisions = source.execute("SELECT * FROM rev ORDER BY seq").fetchall()
        (answer,) = source.execute("SELECT * FROM answer").fetchall()
    opening.create(folder, "field", "bench", SystemIds())
    found = []
    marks = ",".join("?" * len(revisions[0]))
    with closing(connect(folder / opening.FILE)) as connection:
        blanks = ",".join("?" * len(answer))
        connection.execute(f"INSERT INTO answer VALUES ({blanks})", answer)  # noqa: S608 - only marks
        head = ""
        for row in revisions:
            rev_id, entity_id, field, value = row[0], row[2], row[4], row[9]
            if field != "comment":
                continue
            begun = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"INSERT INTO rev VALUES ({marks})", row)  # noqa: S608 - only marks
            connection.execute("INSERT INTO rev_parent VALUES (?, ?)", (head, rev_id))
            connection.execute(
                "DELETE FROM rev_head WHERE entity_id = ? AND field = ? AND rev_id = ?",
                (entity_id, field, head),
            )
            connection.execute("INSERT INTO rev_head VALUES (?, ?, ?)", (entity_id, field, rev_id))
            connection.execute("UPDATE answer SET comment = ? WHERE id = ?", (value, entity_id))
            connection.execute("COMMIT")
            found.append(time.perf_counter() - begun)
            head = rev_id
    return found


def syncs(folder: Path) -> str:
    """Return how often one save syncs, counted by the kernel, or why it was not counted."""
    if shutil.which("strace") is None:
        return "not counted (strace is not installed)"
    code = (
        "import sys; from pathlib import Path; from benchmarks.store import _save;"
        "from app.changes import nobody; from app.clock import SystemClock;"
        "from app.ids import SystemIds; from app.store.unit_of_work import Store\n"
        f"s = Store(Path({str(folder)!r}), SystemClock(), SystemIds(), nobody)\n"
        "_save(s, 'warm')\n"
        "for n in range(10): sys.stderr.write('MARK\\n'); _save(s, f'n{n}')\n"
        "sys.stderr.write('MARK\\n'); s.close()"
    )
    log = folder.parent / "trace.log"
    subprocess.run(  # noqa: S603 - our own interpreter
        [  # noqa: S607 - the tracer that PATH finds
            "strace",
            "-f",
            "-qq",
            "-o",
            str(log),
            "-e",
            "trace=fsync,fdatasync,write",
            sys.executable,
            "-c",
            code,
        ],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    counts: list[int] = []
    for line in log.read_text().splitlines():
        if '"MARK' in line:
            counts.append(0)
        elif "sync(" in line and counts:
            counts[-1] += 1
    return f"{counts[:-1]}"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        through_store = statistics.median(ours(place / "ours"))
        through_sqlite = statistics.median(bare(place / "bare", place / "ours"))
        counted = syncs(place / "ours")
    ratio = through_store / through_sqlite
    print(f"save one answer: {through_store * 1e3:.2f} ms, bare {through_sqlite * 1e3:.2f} ms")
    print(f"ratio {ratio:.2f} (limit {LIMIT})  {'ok' if ratio <= LIMIT else 'MISSED'}")
    print(f"syncs of ten saves: {counted} (one each wanted)")


if __name__ == "__main__":
    main()
