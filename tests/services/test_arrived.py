"""What makes room on a stick: own packages that headquarters has wholly, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import Application
from app.errors import FileUnreadable, NotFound
from app.services.export_package import Exported
from tests.inspection_documents import Document, WriteDocument


@pytest.fixture
def written(
    laptop: Application, stick: Path, document: Document, write_document: WriteDocument
) -> Exported:
    """A package with a photo on the stick."""
    laptop.recording.record(write_document(document))
    return laptop.exports.write(stick)


def receipted(headquarters: Application, laptop: Application, stick: Path, back: Path) -> None:
    """Let headquarters take the stick in, and the laptop hear of it."""
    headquarters.imports.take_in([stick])
    back.mkdir()
    headquarters.exports.write(back)
    laptop.imports.take_in([back])


def test_a_package_without_a_receipt_stays(
    laptop: Application, stick: Path, written: Exported
) -> None:
    assert laptop.arrived.on(stick) == []
    with pytest.raises(NotFound):
        laptop.arrived.remove(stick, [written.place.name])
    assert written.place.is_dir()


@pytest.mark.parametrize("as_zip", [False, True])
def test_one_that_headquarters_has_wholly_is_removed_with_all_its_files(
    laptop: Application,
    headquarters: Application,
    stick: Path,
    written: Exported,
    as_zip: bool,
    tmp_path: Path,
) -> None:
    place = written.place
    if as_zip:
        place = laptop.exports.write_again(written.package_id, tmp_path, as_zip=True).place
        place = place.rename(stick / place.name)
    receipted(headquarters, laptop, stick, tmp_path / "về")
    (stick / "ảnh gia đình.jpg").write_bytes(b"x")

    found = {one.name: one for one in laptop.arrived.on(stick)}
    freed = laptop.arrived.remove(stick, [place.name])

    assert place.name in found
    assert freed == found[place.name].size > 1_000
    assert not place.exists()
    assert (stick / "ảnh gia đình.jpg").exists()


def test_what_else_lies_in_its_folder_is_left_there(
    laptop: Application, headquarters: Application, stick: Path, written: Exported, tmp_path: Path
) -> None:
    receipted(headquarters, laptop, stick, tmp_path / "về")
    (written.place / "ghi chú.txt").write_text("x")

    laptop.arrived.remove(stick, [written.place.name])

    assert [one.name for one in written.place.iterdir()] == ["ghi chú.txt"]


def test_one_whose_photo_is_missing_there_stays(
    laptop: Application, headquarters: Application, stick: Path, written: Exported, tmp_path: Path
) -> None:
    volume = written.place / "blobs-001.age"
    whole = volume.read_bytes()
    volume.write_bytes(whole[:-20])
    receipted(headquarters, laptop, stick, tmp_path / "về")
    volume.write_bytes(whole)

    assert laptop.arrived.on(stick) == []


def test_another_package_under_the_same_name_stays(
    laptop: Application, headquarters: Application, stick: Path, written: Exported, tmp_path: Path
) -> None:
    receipted(headquarters, laptop, stick, tmp_path / "về")
    other = tmp_path / "usb-2"
    other.mkdir()
    second = laptop.exports.write(other)
    (written.place / "manifest.skt").write_bytes((second.place / "manifest.skt").read_bytes())

    assert laptop.arrived.on(stick) == []


@pytest.mark.usefixtures("written")
def test_headquarters_removes_nothing_of_a_laptop(headquarters: Application, stick: Path) -> None:
    headquarters.imports.take_in([stick])

    assert headquarters.arrived.on(stick) == []


def test_a_stick_that_is_gone_is_told(laptop: Application, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        laptop.arrived.on(tmp_path / "không có")
