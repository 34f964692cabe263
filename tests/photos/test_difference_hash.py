"""What a picture looks like: the same in another size or quality, another for another picture."""

from __future__ import annotations

import io
import random
from itertools import combinations

import pytest
from PIL import Image, ImageDraw

from app.photos.difference_hash import difference_hash
from tests.photos import pictures as draw


def resaved(image: Image.Image, side: int, quality: int) -> Image.Image:
    copy = image.copy()
    copy.thumbnail((side, side))
    out = io.BytesIO()
    copy.save(out, "JPEG", quality=quality)
    out.seek(0)
    return Image.open(out)


def sheet(seed: int) -> Image.Image:
    """Photograph a page of text under a lamp: mostly paper, and the grain of the camera."""
    chance = random.Random(seed)  # noqa: S311 - a drawing, no secret
    page = Image.new("RGB", (1200, 1600), (245, 243, 238))
    pen = ImageDraw.Draw(page)
    top = 120
    while top < 1500:
        left, end = 100, chance.choice((600, 900, 1100, 1100))
        while left < end:
            word = chance.randint(20, 90)
            pen.rectangle((left, top, left + word, top + 14), fill=(60, 60, 60))
            left += word + 12
        top += chance.choice((34, 34, 60))
    lamp = Image.linear_gradient("L").resize(page.size).point(lambda value: 200 + value // 5)
    page = Image.composite(page, Image.new("RGB", page.size, (120, 110, 100)), lamp)
    grain = Image.effect_noise(page.size, 12)
    return Image.blend(page, Image.merge("RGB", (grain, grain, grain)), 0.1)


def distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


@pytest.mark.parametrize(("side", "quality"), [(1600, 80), (1280, 60), (640, 30), (320, 20)])
def test_a_copy_in_another_size_and_quality_looks_the_same(side: int, quality: int) -> None:
    original = draw.scene(2000, 1500)

    copy = resaved(original, side, quality)

    assert distance(difference_hash(original), difference_hash(copy)) <= 4


def test_copies_of_a_sheet_look_the_same_and_two_sheets_do_not() -> None:
    sheets = [sheet(seed) for seed in range(5)]
    hashes = [difference_hash(one) for one in sheets]

    copies = [difference_hash(resaved(one, 900, 50)) for one in sheets]

    assert max(map(distance, hashes, copies)) <= 4
    assert min(distance(one, other) for one, other in combinations(hashes, 2)) > 4


def test_the_grain_of_an_even_sky_is_not_what_it_looks_like() -> None:
    sky = Image.linear_gradient("L").resize((1600, 1200)).point(lambda value: 140 + value // 4)
    grain = Image.effect_noise(sky.size, 60)

    assert difference_hash(Image.blend(sky, grain, 0.4)) == ""


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
