"""The copies are a cache: whatever is missing is made again, from good originals only."""

from __future__ import annotations

import hashlib
import io
import shutil
import time
from pathlib import Path

import pytest
from PIL import Image

from app.domain.photo_look import AS_TAKEN
from app.errors import FileUnwritable, InvalidValue
from app.photos.decoding import PictureUnreadable
from app.photos.renditions import Renditions
from app.photos.vault import ObjectDamaged, ObjectMissing, Vault
from app.worker import WorkerFailed
from tests.photos import pictures as draw


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "store")


@pytest.fixture
def renditions(tmp_path: Path, vault: Vault) -> Renditions:
    return Renditions(tmp_path / "cache", vault)


def put(vault: Vault, data: bytes) -> str:
    return vault.put(io.BytesIO(data))


def test_copies_are_made_when_first_asked_for(vault: Vault, renditions: Renditions) -> None:
    sha256 = put(vault, draw.turned(6))

    with Image.open(renditions.finished(sha256, AS_TAKEN)) as large:
        assert draw.is_upright(large)
    with Image.open(renditions.thumbnail(sha256)) as small:
        assert small.size == (256, 192)


def test_a_copy_that_is_there_is_not_made_again(vault: Vault, renditions: Renditions) -> None:
    sha256 = put(vault, draw.turned(1))
    made = renditions.finished(sha256, AS_TAKEN).stat().st_mtime_ns

    assert renditions.finished(sha256, AS_TAKEN).stat().st_mtime_ns == made


def test_the_whole_cache_may_be_deleted(
    vault: Vault, renditions: Renditions, tmp_path: Path
) -> None:
    sha256 = put(vault, draw.turned(1))
    before = renditions.finished(sha256, AS_TAKEN).read_bytes()
    shutil.rmtree(tmp_path / "cache")

    assert renditions.finished(sha256, AS_TAKEN).read_bytes() == before


@pytest.mark.parametrize("left", [0, 1, 1000])
def test_a_copy_cut_by_a_power_failure_is_made_again(
    vault: Vault, renditions: Renditions, left: int
) -> None:
    sha256 = put(vault, draw.turned(1))
    path = renditions.thumbnail(sha256)
    whole = path.read_bytes()
    path.write_bytes(whole[:left] + bytes(max(0, left - 1)))

    assert renditions.thumbnail(sha256).read_bytes() == whole


def test_a_missing_original_is_named(renditions: Renditions) -> None:
    with pytest.raises(ObjectMissing) as refused:
        renditions.finished("a" * 64, AS_TAKEN)

    assert "a" * 64 in refused.value.text


def test_a_damaged_original_is_never_shown_as_good(vault: Vault, renditions: Renditions) -> None:
    sha256 = put(vault, draw.turned(1))
    path = vault.path(sha256)
    path.chmod(0o600)
    path.write_bytes(draw.turned(2))

    with pytest.raises(ObjectDamaged):
        renditions.finished(sha256, AS_TAKEN)


def test_an_original_that_is_no_picture_is_refused_and_kept(
    vault: Vault, renditions: Renditions
) -> None:
    sha256 = put(vault, b"a letter, not a picture")

    with pytest.raises(PictureUnreadable) as refused:
        renditions.thumbnail(sha256)

    assert "JPEG" in refused.value.text
    assert vault.verify(sha256)


def test_an_original_that_crashes_its_decoder_is_not_tried_at_every_look(
    vault: Vault, renditions: Renditions
) -> None:
    sha256 = put(vault, draw.crashing_heic())
    with pytest.raises(WorkerFailed):
        renditions.thumbnail(sha256)

    started = time.monotonic()
    for _ in range(50):
        with pytest.raises(WorkerFailed):
            renditions.thumbnail(sha256)

    assert time.monotonic() - started < 2


def test_a_hash_that_is_none_reaches_no_file(renditions: Renditions) -> None:
    with pytest.raises(InvalidValue):
        renditions.thumbnail("../../etc/passwd")


def test_a_folder_that_takes_nothing_is_an_error_with_words(vault: Vault, tmp_path: Path) -> None:
    sha256 = put(vault, draw.turned(1))
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(FileUnwritable):
        Renditions(tmp_path / "file", vault).thumbnail(sha256)


def test_many_missing_copies_are_made_together_and_a_bad_one_costs_itself(
    vault: Vault, renditions: Renditions
) -> None:
    good = [put(vault, draw.turned(orientation)) for orientation in (1, 6, 8)]
    letter = put(vault, b"a letter")
    gone = hashlib.sha256(b"gone").hexdigest()

    copies, failed = renditions.finished_copies(
        dict.fromkeys([*good, letter, gone, good[0]], AS_TAKEN)
    )

    assert list(copies) == good
    assert list(failed) == [letter, gone]
    assert isinstance(failed[letter], PictureUnreadable)
    assert isinstance(failed[gone], ObjectMissing)
    assert all(draw.is_upright(Image.open(io.BytesIO(p.read_bytes()))) for p in copies.values())
    assert renditions.make_missing(good) == {}
