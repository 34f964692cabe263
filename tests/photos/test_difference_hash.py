"""What a picture looks like: the same in another size or quality, another for another picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.photos.difference_hash import difference_hash
from tests.photos import pictures as draw


def resaved(image: Image.Image, side: int, quality: int) -> Image.Image:
    copy = image.copy()
    copy.thumbnail((side, side))
    out = io.BytesIO()
    copy.save(out, "JPEG", quality=quality)
    out.seek(0)
    return Image.open(out)


def distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


@pytest.mark.parametrize(("side", "quality"), [(1600, 80), (1280, 60), (640, 30), (320, 20)])
def test_a_copy_in_another_size_and_quality_looks_the_same(side: int, quality: int) -> None:
    original = draw.scene(2000, 1500)

    copy = resaved(original, side, quality)

    assert distance(difference_hash(original), difference_hash(copy)) <= 4


def test_a_turned_picture_and_another_one_look_different() -> None:
    scene = difference_hash(draw.scene(800, 600))

    assert distance(scene, difference_hash(draw.scene(800, 600).rotate(180))) > 8
    assert distance(scene, difference_hash(draw.corners())) > 8


def test_bits_stand_for_what_grows_brighter_from_left_to_right() -> None:
    ramp = Image.linear_gradient("L").rotate(90)

    assert difference_hash(ramp) == "f" * 16


@pytest.mark.parametrize("colour", ["white", "black", "#808080"])
def test_a_plain_surface_looks_like_nothing_in_particular(colour: str) -> None:
    assert difference_hash(Image.new("RGB", (400, 300), colour)) == ""
