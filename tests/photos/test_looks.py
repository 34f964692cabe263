"""Copies in a look: an older one can never stand in for the one that is meant."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from app.domain.photo_look import AS_TAKEN, DrawnMark, PhotoLook
from app.domain.photo_mark import WHOLE, MarkKind
from app.photos.decoding import PictureUnreadable
from app.photos.finishing import LARGE_SIDE
from app.photos.renditions import Renditions
from app.photos.vault import ObjectMissing, Vault
from tests.photos import pictures as draw
from tests.photos.test_finishing import NEARLY_BLACK, brightest

ALL_BLACK = PhotoLook(marks=(DrawnMark(MarkKind.BLACK_OUT, 0, 0, WHOLE, WHOLE),))
HALF_BLACK = PhotoLook(marks=(DrawnMark(MarkKind.BLACK_OUT, 0, 0, WHOLE, 5000),))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "store")


@pytest.fixture
def renditions(tmp_path: Path, vault: Vault) -> Renditions:
    return Renditions(tmp_path / "cache", vault)


@pytest.fixture
def sha256(vault: Vault) -> str:
    return vault.put(io.BytesIO(draw.turned(6)))


def is_black(path: Path, *, down_to: float = 1) -> bool:
    with Image.open(path) as picture:
        return brightest(picture, (0, 0, 1, down_to)) <= NEARLY_BLACK


def test_each_look_has_copies_of_its_own(renditions: Renditions, sha256: str) -> None:
    plain = renditions.finished(sha256, AS_TAKEN)
    half, whole = (renditions.finished(sha256, look) for look in (HALF_BLACK, ALL_BLACK))

    assert not is_black(plain)
    assert is_black(half, down_to=0.45)
    assert not is_black(half)
    assert is_black(whole)
    assert is_black(renditions.thumbnail(sha256, ALL_BLACK))


def test_a_copy_of_a_look_is_made_once(renditions: Renditions, sha256: str) -> None:
    made = renditions.finished(sha256, HALF_BLACK).stat().st_mtime_ns

    assert renditions.finished(sha256, HALF_BLACK).stat().st_mtime_ns == made


def test_looks_of_long_ago_are_forgotten_and_the_photo_as_taken_is_not(
    renditions: Renditions, sha256: str, tmp_path: Path
) -> None:
    plain = renditions.finished(sha256, AS_TAKEN)
    looks = [PhotoLook(turn=1, crop=(0, 0, WHOLE, 5000 + step)) for step in range(6)]

    paths = [renditions.finished(sha256, look) for look in looks]

    assert [path.exists() for path in paths] == [False, False, True, True, True, True]
    assert plain.exists()
    assert len(list((tmp_path / "cache" / "thumb").iterdir())) == 5


def test_a_photo_that_has_no_copy_in_its_look_is_not_printed_in_another(
    vault: Vault, renditions: Renditions, sha256: str
) -> None:
    letter = vault.put(io.BytesIO(b"a letter"))

    found, failed = renditions.finished_copies(
        {sha256: HALF_BLACK, letter: HALF_BLACK, "a" * 64: HALF_BLACK}
    )

    assert list(found) == [sha256]
    assert is_black(found[sha256], down_to=0.45)
    assert isinstance(failed[letter], PictureUnreadable)
    assert isinstance(failed["a" * 64], ObjectMissing)


def test_the_copy_that_is_looked_at_has_the_pixels_of_a_telephone(
    vault: Vault, renditions: Renditions
) -> None:
    telephone = vault.put(io.BytesIO(draw.jpeg(draw.corners(4000, 3000))))
    wide = vault.put(io.BytesIO(draw.jpeg(draw.corners(6000, 1000))))

    sizes = []
    for one in (telephone, wide):
        with Image.open(renditions.large_copy(one)) as picture:
            sizes.append(picture.size)

    assert sizes == [(4000, 3000), (LARGE_SIDE, 683)]
    with pytest.raises(ObjectMissing):
        renditions.large_copy("a" * 64)
