"""What is noted of a package that comes more than once, or less than whole."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Application
from app.domain.inspection import Inspection
from app.store import opening
from tests.fakes import FrozenClock
from tests.services.test_receipts import lost_volume, receipts_of
from tests.services.test_visits import FACTS, PLAN


@pytest.fixture
def visit(laptop: Application, tmp_path: Path) -> Inspection:
    """A visit with a photo."""
    begun = laptop.inspections.start("28108", PLAN, FACTS, ("MC",))
    Image.new("RGB", (64, 48), "teal").save(tmp_path / "a.png")
    laptop.photos.add(begun.id, [tmp_path / "a.png"])
    return begun


def lost_photo(app: Application, visit: Inspection) -> Path:
    """Lose the file of the one photo of a visit, and return where it lay."""
    (shown,) = app.inspections.case_file(visit.id).photos
    file = next(app.folder.glob(f"blobs/**/{shown.sha256}"))
    file.unlink()
    return file


def test_a_stick_that_lost_its_photos_takes_no_count_away_and_the_whole_one_still_mends(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path, tmp_path: Path
) -> None:
    laptop.exports.write(stick, [visit.id])
    whole = shutil.copytree(stick, tmp_path / "đủ")
    headquarters.imports.take_in([stick])
    lost_volume(stick)
    headquarters.imports.take_in([stick])
    (entry,) = headquarters.package_journal.read().entries
    file = lost_photo(headquarters, visit)

    headquarters.imports.take_in([whole])

    assert (entry.photos, entry.photos_missing) == (1, 0)
    assert file.exists()


def test_a_package_whose_photos_were_here_before_it_still_mends(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path, tmp_path: Path
) -> None:
    """Its own copy came without any, and lacked none."""
    laptop.exports.write(stick, [visit.id])
    headquarters.imports.take_in([stick])
    again = tmp_path / "usb-2"
    again.mkdir()
    laptop.exports.write(again, [visit.id])
    whole = shutil.copytree(again, tmp_path / "đủ")
    lost_volume(again)
    headquarters.imports.take_in([again])
    file = lost_photo(headquarters, visit)

    headquarters.imports.take_in([whole])

    assert file.exists()


def test_what_the_first_copy_lacked_is_added_to_the_one_that_is_kept(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path, tmp_path: Path
) -> None:
    written = laptop.exports.write(stick, [visit.id])
    whole = shutil.copytree(stick, tmp_path / "đủ")
    lost_volume(stick)
    headquarters.imports.take_in([stick])
    kept = headquarters.folder / "archive" / written.place.name
    before = {one.name for one in kept.iterdir()}

    headquarters.imports.take_in([whole])

    assert {one.name for one in kept.iterdir()} - before == {"blobs-001.age"}
    assert headquarters.imports.show(kept)["volumes_missing"] == []


def test_a_package_that_comes_again_came_when_it_came_first(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    stick: Path,
    clock: FrozenClock,
) -> None:
    laptop.exports.write(stick, [visit.id])
    headquarters.imports.take_in([stick])
    (first,) = headquarters.package_journal.read().entries
    clock.advance(timedelta(days=1))

    headquarters.imports.take_in([stick])

    (again,) = headquarters.package_journal.read().entries
    assert again.at == first.at


def test_a_photo_that_came_another_way_is_missing_of_no_package(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path, tmp_path: Path
) -> None:
    laptop.exports.write(stick, [visit.id], with_photos=False)
    headquarters.imports.take_in([stick])
    (before,) = headquarters.inspections.rows()

    headquarters.photos.add(visit.id, [tmp_path / "a.png"])

    (after,) = headquarters.inspections.rows()
    (receipt,) = receipts_of(headquarters)
    assert (before.photos_arrived, after.photos_arrived) == (0, 1)
    assert (receipt.blobs_missing, receipt.counts["blobs"]) == ((), 1)


def test_a_package_of_which_something_was_lost_here_brings_it_again(
    laptop: Application, headquarters: Application, stick: Path
) -> None:
    """As undoing another package did until version 7: the plan went, and the visit stayed."""
    begun = laptop.inspections.start("28108", PLAN, FACTS, ("MC",))
    laptop.exports.write(stick, [begun.id])
    headquarters.imports.take_in([stick])
    said = headquarters.inspections.case_file(begun.id)
    with closing(sqlite3.connect(headquarters.folder / opening.FILE)) as connection, connection:
        for statement in (
            "DELETE FROM rev_head WHERE entity_id = ?",
            "DELETE FROM rev WHERE agg_id = ?",
            "DELETE FROM plan WHERE id = ?",
        ):
            connection.execute(statement, [begun.plan_id])

    (taken,) = headquarters.imports.take_in([stick])

    assert (taken.status, taken.adopted) == ("known", 1)
    assert headquarters.inspections.case_file(begun.id) == said
