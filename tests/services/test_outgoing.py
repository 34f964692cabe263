"""Packages on the laptop's own disk: kept until sticks have them, and no longer than the disk."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.errors import AppError, Cancelled, NotFound
from app.packages.errors import BuiltDamaged, PackageTooLarge
from app.services.outgoing import Kept, Outgoing
from tests.fakes import FrozenClock
from tests.inspection_documents import Document, WriteDocument
from tests.services.test_exchange import _Spoilt


@pytest.fixture
def kept(
    laptop: Application, stick: Path, document: Document, write_document: WriteDocument
) -> Kept:
    """A package with a photo whose stick was pulled."""
    laptop.recording.record(write_document(document))
    with pytest.raises(AppError):
        laptop.exports.write(stick, progress=_Spoilt(lambda: shutil.rmtree(stick)))
    stick.mkdir()
    (one,) = laptop.exports.kept()
    return one


def _part(laptop: Application, name: str) -> Path:
    (path,) = laptop.folder.glob(f"outgoing/*/{name}")
    return path


def _folders(laptop: Application) -> set[str]:
    return {folder.name for folder in laptop.folder.glob("outgoing/*/")}


def _stop() -> None:
    raise Cancelled


def test_a_retry_that_is_stopped_keeps_the_package(
    laptop: Application, stick: Path, kept: Kept
) -> None:
    with pytest.raises(Cancelled):
        laptop.exports.write_again(kept.package_id, stick, _Spoilt(_stop))

    assert laptop.exports.kept() == [kept]
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("name", ["blobs-001.age", "data.age", "DOC-TOI.txt"])
def test_a_kept_package_that_lost_a_part_is_told_and_offered_no_more(
    laptop: Application, stick: Path, kept: Kept, name: str
) -> None:
    _part(laptop, name).unlink()

    with pytest.raises(BuiltDamaged):
        laptop.exports.write_again(kept.package_id, stick)

    assert laptop.exports.kept() == []
    assert laptop.inspections.rows()[0].unsent > 0


@pytest.mark.parametrize("name", ["manifest.skt", "data.age"])
def test_what_nobody_can_send_lies_here_three_months_and_what_can_be_stays(
    laptop: Application, kept: Kept, clock: FrozenClock, name: str
) -> None:
    broken = laptop.folder / "outgoing" / kept.package_id
    whole = shutil.copytree(broken, broken.with_name("nguyên vẹn"))
    (broken / name).unlink()
    days = {}

    for age in (89, 91):
        then = (clock.now() - timedelta(days=age)).timestamp()
        for folder in (broken, whole):
            os.utime(folder, (then, then))
        Outgoing(laptop._store, clock).clear()  # noqa: SLF001 - its folder
        days[age] = len(_folders(laptop))

    assert days == {89: 2, 91: 1}
    assert whole.is_dir()


def test_a_part_that_rotted_in_the_laptop_is_not_blamed_on_the_stick(
    laptop: Application, stick: Path, kept: Kept
) -> None:
    data = _part(laptop, "data.age")
    content = data.read_bytes()
    data.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    with pytest.raises(BuiltDamaged) as caught:
        laptop.exports.write_again(kept.package_id, stick)

    assert caught.value.code == "package_damaged"
    assert list(stick.iterdir()) == []


def test_what_no_zip_holds_is_told_before_anything_is_built(
    laptop: Application, stick: Path, document: Document, write_document: WriteDocument
) -> None:
    laptop.recording.record(write_document(document))
    (photo,) = laptop.inspections.case_file(laptop.inspections.rows()[0].id).photos
    (place,) = laptop.folder.glob(f"blobs/**/{photo.sha256}*")
    place.chmod(0o600)
    with place.open("r+b") as stream:
        stream.truncate(1 << 31)

    with pytest.raises(PackageTooLarge):
        laptop.exports.write(stick, as_zip=True)

    assert laptop.exports.kept() == []
    assert list(stick.iterdir()) == []


def test_delivered_packages_give_way_the_oldest_first_where_they_fill_the_disk(
    laptop: Application, stick: Path, kept: Kept, clock: FrozenClock
) -> None:
    written = []
    for _ in range(3):
        clock.advance(timedelta(minutes=1))
        written.append(laptop.exports.write(stick))
    first, second, third = written
    size = sum(path.stat().st_size for path in first.place.glob("*.age"))
    outgoing = Outgoing(laptop._store, clock, most_bytes=2 * size + size // 2)  # noqa: SLF001 - its folder

    outgoing.clear()

    assert _folders(laptop) == {kept.package_id, second.package_id, third.package_id}
    with pytest.raises(NotFound):
        outgoing.find(first.package_id)


def test_the_last_package_stays_however_large_it_is(
    laptop: Application, stick: Path, kept: Kept, clock: FrozenClock
) -> None:
    laptop.exports.write(stick)
    clock.advance(timedelta(minutes=1))
    last = laptop.exports.write(stick)

    Outgoing(laptop._store, clock, most_bytes=1).clear()  # noqa: SLF001 - its folder

    assert _folders(laptop) == {kept.package_id, last.package_id}
