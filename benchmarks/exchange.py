"""Packages of whole teams: exported, taken in, taken in again, against the work nobody can avoid.

Run with `python -m benchmarks.exchange [packages] [megabytes of photos]`; the figures of the
project are those of 1,000 packages and 2,000 MB. Each is a ratio within one run:

* taking in, against bare `sqlite3` `executemany` of the very same rows, a transaction a package;
* taking all of them in again, against the first time;
* the export, against `age` on the same bytes, a copy and a sync.
"""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pyrage.pyrage as age

from app.bootstrap import Application, create_store, open_application
from app.clock import SystemClock
from app.domain.photo import Photo, photo_id
from app.ids import FindingId, InspectionId, SystemIds
from app.services.enrolment import GivenName
from app.store import opening
from app.store.engine import connect
from tests import given

ANSWERS: Final = 120
FINDINGS: Final = 20
PHOTO: Final = 4_000_000
VISITS: Final = 200
"""In the package that is exported."""
_LIMITS: Final = {"import": 3.0, "again": 0.2, "export": 0.7}
_CHUNK: Final = 1 << 20
_VIEWS: Final = """
CREATE TEMP VIEW taken AS SELECT * FROM rev WHERE pkg_id IS NOT NULL;
CREATE TEMP VIEW visit AS SELECT DISTINCT pkg_id, agg_id AS inspection_id FROM taken;
"""
_ROWS: Final = {
    "rev": "SELECT pkg_id, * FROM taken",
    "rev_parent": "SELECT pkg_id, rev_parent.* FROM rev_parent JOIN taken ON rev_id = child",
    "rev_head": "SELECT pkg_id, rev_head.* FROM rev_head JOIN taken USING (rev_id)",
    "answer": "SELECT pkg_id, answer.* FROM answer JOIN visit USING (inspection_id)",
    "finding": "SELECT pkg_id, finding.* FROM finding JOIN visit USING (inspection_id)",
}
"""What a package came to, its number first; no visit of these comes with two packages."""

Rows = dict[str, list[tuple[Any, ...]]]
"""The rows of a package, by table."""


@contextmanager
def timed() -> Iterator[list[float]]:
    """Hand out a list that holds the seconds afterwards."""
    taken: list[float] = []
    begun = time.perf_counter()
    yield taken
    taken.append(time.perf_counter() - begun)


def opened(stack: ExitStack, folder: Path, role: str, name: str) -> Application:
    """Make a store and open it."""
    create_store(folder, role, name, clock=SystemClock(), ids=SystemIds())
    return stack.enter_context(open_application(folder))


def enrol(
    headquarters: Application, laptop: Application, place: Path, name: str = "doan1/may-01"
) -> None:
    """Enrol the laptop with headquarters."""
    place.mkdir()
    asked = laptop.enrolment.request(place / "xin.skt", team="doan1")
    told = headquarters.enrolment.approve(
        place / "xin.skt", asked.code, GivenName(name=name, team="doan1"), answer=place
    )
    laptop.enrolment.accept(place, told.code)


def visit(laptop: Application, number: int) -> InspectionId:
    """Write a visit with its answers and findings."""
    identity = InspectionId(f"visit-{number}")
    inspection = given.inspection(id=identity)
    with laptop._store.writing() as work:  # noqa: SLF001 - services would score and judge each
        work.save(inspection)
        for at in range(ANSWERS):
            code = f"CCHC.{at // 10}.{at % 10}"
            comment = f"Đã kiểm tra, còn thiếu {at} văn bản."
            one = given.answer(code, inspection_id=identity, comment=comment)
            work.save(replace(one, id=type(one.id)(f"{identity}-{code}")))
        for at in range(FINDINGS):
            found = given.finding(at, inspection_id=identity)
            work.save(replace(found, id=FindingId(f"{identity}-f{at}")))
        work.commit()
    return identity


def rows_by_package(store: Path) -> list[Rows]:
    """Return what each package came to in the store of headquarters, table by table."""
    found: defaultdict[str, Rows] = defaultdict(lambda: {name: [] for name in _ROWS})
    with closing(sqlite3.connect(store / opening.FILE)) as source:
        source.executescript(_VIEWS)
        for name, text in _ROWS.items():
            for package, *row in source.execute(text):
                found[package][name].append(tuple(row))
    return list(found.values())


def bare(folder: Path, packages: list[Rows]) -> float:
    """Return the seconds that `sqlite3` alone takes for the same rows, indexes and pragmas."""
    opening.create(folder, "hq", "bench", SystemIds())
    with closing(connect(folder / opening.FILE)) as connection, timed() as taken:
        for tables in packages:
            connection.execute("BEGIN IMMEDIATE")
            for name, rows in tables.items():
                if rows:
                    marks = ",".join("?" * len(rows[0]))
                    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - names of our own tables
            connection.execute("COMMIT")
    return taken[0]


def importing(home: Path, number: int) -> dict[str, float]:
    """Take packages in, and all of them again."""
    with ExitStack() as stack:
        headquarters = opened(stack, home / "hq", "hq", "so-noi-vu")
        laptop = opened(stack, home / "may", "field", "may-01")
        enrol(headquarters, laptop, home / "ghi-danh")
        sticks = []
        for at in range(number):
            sticks.append(home / f"usb-{at}")
            sticks[-1].mkdir()
            laptop.exports.write(sticks[-1], [visit(laptop, at)])
        with timed() as first:
            taken = headquarters.imports.take_in(sticks)
        assert [one.error for one in taken] == [None] * number
        before = headquarters._store.commits  # noqa: SLF001 - how often anything was committed
        with timed() as again:
            known = headquarters.imports.take_in(sticks)
        assert before
        assert sum(one.new for one in known) == 0
        rows = sum(one.new for one in taken)
    plain = bare(home / "trần", rows_by_package(home / "hq"))
    print(f"packages {number}, entries {rows}")
    print(f"taken in               {first[0]:8.2f} s")
    print(f"the same rows, bare    {plain:8.2f} s")
    print(f"taken in again         {again[0]:8.2f} s, 0 entries new")
    return {"import": first[0] / plain, "again": again[0] / first[0]}


def exporting(home: Path, megabytes: int) -> dict[str, float]:
    """Export visits with photos, against sealing, copying and syncing the photos alone."""
    with ExitStack() as stack:
        headquarters = opened(stack, home / "hq", "hq", "so-noi-vu")
        laptop = opened(stack, home / "may", "field", "may-01")
        enrol(headquarters, laptop, home / "ghi-danh")
        visits = [visit(laptop, at) for at in range(VISITS)]
        files = photos(laptop, visits, home, max(1, megabytes * 1_000_000 // PHOTO))
        stick = home / "usb"
        stick.mkdir()
        os.sync()
        begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with timed() as ours:
            written = laptop.exports.write(stick)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - begun
        recipient = age.x25519.Recipient.from_str(headquarters.enrolment.keys().recipient)
    shutil.rmtree(stick)
    os.sync()
    peer = unavoidable(files, home, recipient)
    size = sum(file.stat().st_size for file in files)
    print(f"photos {len(files)}, {size / 1e6:.0f} MB, package {written.size / 1e6:.0f} MB")
    print(f"exported and proved    {ours[0]:8.2f} s, memory grew by {grown / 1024:.0f} MiB")
    print(f"age, copy, sync        {peer:8.2f} s")
    return {"export": peer / ours[0]}


def photos(laptop: Application, visits: list[InspectionId], home: Path, number: int) -> list[Path]:
    """Put photos of random bytes into the vault and record them."""
    files = []
    with laptop._store.writing() as work:  # noqa: SLF001 - random bytes are no picture to decode
        for at in range(number):
            path = home / f"{at}.jpg"
            path.write_bytes(os.urandom(PHOTO))
            with path.open("rb") as stream:
                sha256 = laptop._vault.put(stream, 1 << 30)  # noqa: SLF001 - see above
            files.append(path)
            identity = visits[at % len(visits)]
            shown: Photo = given.photo(sha256, inspection_id=identity, order=at)
            work.save(replace(shown, id=photo_id(identity, sha256), size=PHOTO))
        work.commit()
    return files


def unavoidable(files: list[Path], home: Path, recipient: object) -> float:
    """Seal all bytes as one age file on the disk, copy it to the stick and wait for the disk."""
    sealed, stick = home / "gói.age", home / "usb-2"
    stick.mkdir()
    whole = home / "tất cả"
    with whole.open("wb") as target:
        for file in files:
            target.write(file.read_bytes())
    os.sync()
    with timed() as taken:
        with whole.open("rb") as source, sealed.open("wb") as target:
            age.encrypt_io(source, target, [recipient])
        with sealed.open("rb") as source, (stick / sealed.name).open("wb") as target:
            shutil.copyfileobj(source, target, _CHUNK)
            target.flush()
            os.fsync(target.fileno())
        os.sync()
    return taken[0]


def main() -> int:
    """Measure, print, and tell whether every limit holds."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    megabytes = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    os.environ["SOKIEMTRA_KEYS_IN_FILE"] = "1"
    found: dict[str, float] = {}
    for work, amount in ((importing, number), (exporting, megabytes)):
        with tempfile.TemporaryDirectory() as home:
            found |= work(Path(home), amount)
    good = {
        "import": found["import"] <= _LIMITS["import"],
        "again": found["again"] <= _LIMITS["again"],
        "export": found["export"] >= _LIMITS["export"],
    }
    for name, value in found.items():
        way = "at least" if name == "export" else "at most"
        said = "holds" if good[name] else "MISSED"
        print(f"{name:8} {value:6.2f} x, {way} {_LIMITS[name]}: {said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
