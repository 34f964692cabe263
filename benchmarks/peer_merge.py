"""Two laptops that edited the same visits, merged by this project and by geodiff, side by side.

geodiff (MIT) merges SQLite tables by row and column: it makes a changeset of each laptop, rebases
the second on the first and applies both. Both get the same visits and the same edits. The table
says how long each takes from "edited" to "merged at headquarters", and what each of the two
loses. geodiff neither signs, seals, nor carries photos: its time is that of bare merging.

Run with `python -m benchmarks.peer_merge [visits]`.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pygeodiff

from app.bootstrap import Application
from app.domain.answer import Answer
from app.domain.finding import Finding
from app.domain.recommendation import Recommendation
from app.ids import InspectionId, RecommendationId
from app.store import opening
from benchmarks.exchange import enrol, opened, visit
from tests import given

_TABLES: Final = ("answer", "finding", "recommendation")
_APART: Final = slice(0, 30)
"""Answers of which A writes the comment and B the legal basis."""
_UNLIKE: Final = slice(30, 40)
"""Answers of which both write the comment, unlike."""
_ALIKE: Final = slice(40, 50)
"""Answers of which both write the comment, alike."""


@dataclass(frozen=True)
class Kept:
    """What is still known after merging, of everything people wrote."""

    seconds: float
    apart: int
    """Facts written by one of the two that are there."""
    unlike: int
    """Values written unlike that a person can still choose between where the record is."""
    edited: int
    """Findings one removed and the other edited, whose edit is there."""
    borne: int
    """Recommendations added under a finding the other removed, which still have it."""


def edit(laptop: Application, visits: list[InspectionId], *, is_a: bool) -> None:
    """Write what one of the two laptops writes."""
    with laptop._store.writing() as work:  # noqa: SLF001 - services would score and judge each
        for one in visits:
            answers = work.all(Answer, inspection_id=one)
            for answer in answers[_APART]:
                fact = {"comment": "A đã xem."} if is_a else {"legal_basis": "Điều 5"}
                work.save(replace(answer, **fact))  # type: ignore[arg-type] # each by its own name
            for answer in answers[_UNLIKE]:
                work.save(replace(answer, comment="Theo A." if is_a else "Theo B."))
            for answer in answers[_ALIKE]:
                work.save(replace(answer, comment="Như nhau."))
            first, second = work.all(Finding, inspection_id=one)[:2]
            if is_a:
                work.remove(first)
                work.remove(second)
            else:
                work.save(replace(first, text="B sửa lại."))
                asked = given.recommendation(inspection_id=one, finding_id=second.id)
                work.save(replace(asked, id=RecommendationId(f"{one}-r")))
        work.commit()


def ours(
    headquarters: Application, laptops: list[Application], home: Path, visits: list[InspectionId]
) -> Kept:
    """Carry both packages to headquarters and look at what it knows."""
    begun = time.perf_counter()
    for number, laptop in enumerate(laptops):
        stick = home / f"usb-{number}"
        stick.mkdir()
        laptop.exports.write(stick)
        (taken,) = headquarters.imports.take_in([stick])
        assert taken.error is None, taken.error
    seconds = time.perf_counter() - begun
    with headquarters._store.reading() as view:  # noqa: SLF001 - as it stands, without any service
        answers = {one: view.all(Answer, inspection_id=one) for one in visits}
        return Kept(
            seconds=seconds,
            apart=sum(
                (each.comment == "A đã xem.") + (each.legal_basis == "Điều 5")
                for found in answers.values()
                for each in found[_APART]
            ),
            unlike=sum(len(writes) for writes in view.history.differences().values()),
            edited=sum(each.text == "B sửa lại." for each in view.all(Finding)),
            borne=_borne(
                {each.id for each in view.all(Finding)},
                [each.finding_id for each in view.all(Recommendation)],
            ),
        )


def plain(store: Path, place: Path) -> Path:
    """Copy the tables that people write into a file of their own, as geodiff wants them."""
    with closing(sqlite3.connect(place)) as target:
        target.execute("ATTACH ? AS store", (str(store / opening.FILE),))
        for name in _TABLES:
            (text,) = target.execute(
                "SELECT sql FROM store.sqlite_master WHERE name = ?", (name,)
            ).fetchone()
            target.execute(text)
            target.execute(f"INSERT INTO main.{name} SELECT * FROM store.{name}")  # noqa: S608 - our own
        target.commit()
    return place


def theirs(base: Path, one: Path, other: Path, home: Path) -> Kept:
    """Merge the same edits with geodiff and look at what is there."""
    library: Any = pygeodiff  # it has no types
    merger = library.GeoDiff()
    first, second, unlike = (str(home / name) for name in ("a.diff", "b.diff", "conflicts.json"))
    merged = home / "merged.db"
    shutil.copyfile(base, merged)
    begun = time.perf_counter()
    merger.create_changeset(str(base), str(one), first)
    merger.apply_changeset(str(merged), first)
    merger.create_rebased_changeset(str(base), str(other), first, second, unlike)
    merger.apply_changeset(str(merged), second)
    seconds = time.perf_counter() - begun
    with closing(sqlite3.connect(merged)) as found:
        apart = found.execute(
            "SELECT sum(comment = 'A đã xem.') + sum(legal_basis = 'Điều 5') FROM answer"
        ).fetchone()[0]
        edited = found.execute("SELECT count(*) FROM finding WHERE text = 'B sửa lại.'").fetchone()
        borne = _borne(
            {row[0] for row in found.execute("SELECT id FROM finding")},
            [row[0] for row in found.execute("SELECT finding_id FROM recommendation")],
        )
    beside = json.loads(Path(unlike).read_text("utf-8")) if Path(unlike).exists() else {}
    print(f"geodiff: conflicts in a file beside the tables: {len(beside.get('geodiff', []))}")
    # In the tables stands one of the two; the other is in the file, which no record points to.
    return Kept(seconds=seconds, apart=apart, unlike=0, edited=edited[0], borne=borne)


def _borne(findings: set[str], named: list[str | None]) -> int:
    return sum(one in findings for one in named if one is not None)


def main() -> int:
    """Write, merge twice, and print the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    os.environ["SOKIEMTRA_KEYS_IN_FILE"] = "1"
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        home = Path(place)
        headquarters = opened(stack, home / "hq", "hq", "so-noi-vu")
        laptops = [opened(stack, home / name, "field", name) for name in ("may-01", "may-02")]
        for count, laptop in enumerate(laptops):
            enrol(headquarters, laptop, home / f"ghi-danh-{count}", f"doan1/may-0{count + 1}")
        visits = [visit(laptops[0], at) for at in range(number)]
        stick = home / "usb"
        stick.mkdir()
        laptops[0].exports.write(stick)
        headquarters.imports.take_in([stick])
        headquarters.exports.write(stick)
        laptops[1].imports.take_in([stick])
        base = plain(home / "may-02", home / "base.db")
        for laptop, is_a in zip(laptops, (True, False), strict=True):
            edit(laptop, visits, is_a=is_a)
        files = [plain(home / name, home / f"{name}.db") for name in ("may-01", "may-02")]
        we = ours(headquarters, laptops, home, visits)
        they = theirs(base, files[0], files[1], home)
    print(f"visits {number}, of each 50 answers and 2 findings edited by two laptops")
    print(f"{'':48}{'here':>10}{'geodiff':>10}{'of':>8}")
    for name, mine, other, of in (
        ("facts that one of them wrote", we.apart, they.apart, 60 * number),
        ("unlike values to choose from, with the record", we.unlike, they.unlike, 20 * number),
        ("edits of what the other removed", we.edited, they.edited, number),
        ("recommendations whose finding is still there", we.borne, they.borne, number),
    ):
        print(f"{name:48}{mine:>10}{other:>10}{of:>8}")
    print(f"{'seconds':48}{we.seconds:>10.2f}{they.seconds:>10.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
