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
from tests.services.conftest import NewApplication
from tests.services.test_exchange import enrol
from tests.services.test_receipts import lost_volume, receipts_of
from tests.services.test_visits import FACTS, PLAN


@pytest.fixture
def headquarters(new_application: NewApplication) -> Application:
    return new_application("so-noi-vu", "hq")


@pytest.fixture
def laptop(application: Application, headquarters: Application, tmp_path: Path) -> Application:
    enrol(headquarters, application, tmp_path, "doan1/may-01")
    return application


@pytest.fixture
def visit(laptop: Application, tmp_path: Path) -> Inspection:
    """A visit with a photo."""
    begun = laptop.inspections.start("28108", PLAN, FACTS, ("MC",))
    Image.new("RGB", (64, 48), "teal").save(tmp_path / "a.png")
    laptop.photos.add(begun.id, [tmp_path / "a.png"])
    return begun


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "usb"
    place.mkdir()
    return place


def lost_photo(app: Application, visit: Inspection) -> Path:
    """Lose the file of the one photo of a visit, and return where it lay."""
    (shown,) = app.inspections.case_file(visit.id).photos
    file = next(app.folder.glob(f"blobs/**/{shown.sha256}"))
    file.unlink()
    return file


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
