"""What leaves the program of a photo: black where it was blacked out, and nothing but pixels."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from app.domain.photo_look import DrawnMark, PhotoLook
from app.domain.photo_mark import WHOLE, MarkKind
from app.photos.finishing import LARGE_SIDE, finish, finished
from app.photos.lettering import lettering
from tests.photos import pictures as draw

BLACK_OUT = MarkKind.BLACK_OUT
GREY = (128, 128, 128)
# What JPEG leaves of black beside something bright.
NEARLY_BLACK = 24


def blacked(left: int, top: int, right: int, bottom: int) -> PhotoLook:
    return PhotoLook(marks=(DrawnMark(BLACK_OUT, left, top, right, bottom),))


def written(folder: Path, data: bytes, look: PhotoLook) -> tuple[Image.Image, Image.Image]:
    """Return the two copies of a picture in its look."""
    source = draw.write(folder, "original.jpg", data)
    finish(source, folder / "print.jpg", folder / "thumb.jpg", look)
    copies = Image.open(folder / "print.jpg"), Image.open(folder / "thumb.jpg")
    for copy in copies:
        copy.load()
    return copies


def brightest(picture: Image.Image, box: tuple[float, float, float, float]) -> int:
    """Return the brightest value of any colour in a part of a picture."""
    left, top, right, bottom = box
    size = picture.size
    part = picture.convert("RGB").crop(
        (int(left * size[0]), int(top * size[1]), int(right * size[0]), int(bottom * size[1]))
    )
    return int(max(high for _low, high in ImageStat.Stat(part).extrema))


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_what_is_blacked_out_is_black_however_the_camera_was_held(
    tmp_path: Path, orientation: int
) -> None:
    copies = written(tmp_path, draw.turned(orientation), blacked(5000, 0, WHOLE, 5000))

    for copy in copies:
        assert brightest(copy, (0.52, 0.02, 1, 0.46)) <= NEARLY_BLACK
        assert draw.near(copy, (0.1, 0.1), draw.RED)
        assert draw.near(copy, (0.9, 0.9), draw.YELLOW)


def test_the_corners_of_a_black_out_may_be_given_in_any_order(tmp_path: Path) -> None:
    large, _small = written(tmp_path, draw.turned(1), blacked(WHOLE, 5000, 5000, 0))

    assert brightest(large, (0.52, 0.02, 1, 0.46)) <= NEARLY_BLACK


def test_no_pixel_of_what_is_blacked_out_is_left_at_its_edge() -> None:
    bright = Image.new("RGB", (1000, 700), "white")
    look = blacked(1001, 1003, 1234, 5678)

    pixels = finished(bright, look).crop((100, 70, 124, 398))

    assert pixels.getextrema() == ((0, 0), (0, 0), (0, 0))


def test_it_stays_black_when_the_photo_is_cropped_and_turned_afterwards(tmp_path: Path) -> None:
    look = PhotoLook(
        turn=1,
        crop=(5000, 0, WHOLE, WHOLE),
        marks=(DrawnMark(BLACK_OUT, 5000, 0, WHOLE, 5000),),
    )

    copies = written(tmp_path, draw.turned(1), look)

    for copy in copies:
        # The right half of it, a quarter to the right: what was above is on the right.
        assert brightest(copy, (0.54, 0.02, 1, 0.98)) <= NEARLY_BLACK
        assert draw.near(copy, (0.2, 0.5), draw.YELLOW)


def test_nothing_of_what_the_camera_noted_is_left(tmp_path: Path) -> None:
    original = draw.jpeg(draw.corners(), draw.camera_exif(6, place=True), comment="CANARY-COMMENT")

    written(tmp_path, original, blacked(0, 0, 100, 100))

    for name in ("print.jpg", "thumb.jpg"):
        data = (tmp_path / name).read_bytes()
        assert b"CANARY" not in data
        assert b"Exif" not in data
        with Image.open(tmp_path / name) as copy:
            assert not copy.getexif()
            assert set(copy.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_the_original_is_only_read(tmp_path: Path) -> None:
    original = draw.turned(6)

    written(tmp_path, original, blacked(0, 0, WHOLE, WHOLE))

    assert (tmp_path / "original.jpg").read_bytes() == original


def test_a_crop_is_printed_from_the_pixels_of_the_original(tmp_path: Path) -> None:
    original = draw.jpeg(draw.corners(4000, 3000))

    large, small = written(tmp_path, original, PhotoLook(crop=(2500, 2500, 5000, 5000)))

    assert large.size == (1000, 750)
    assert max(small.size) == 256


def test_a_tiny_crop_takes_no_more_pixels_than_are_looked_at(tmp_path: Path) -> None:
    original = draw.jpeg(Image.new("RGB", (LARGE_SIDE * 2, 100), GREY))

    large, _small = written(tmp_path, original, PhotoLook(crop=(0, 0, 1000, WHOLE)))

    assert large.size == (410, 50)


@pytest.mark.parametrize("kind", [MarkKind.BOX, MarkKind.ARROW])
def test_boxes_and_arrows_are_drawn_where_they_point(kind: MarkKind) -> None:
    plain = Image.new("RGB", (1000, 800), GREY)

    drawn = finished(plain, PhotoLook(marks=(DrawnMark(kind, 2000, 5000, 6000, 7500),)))

    changed = ImageChops.difference(drawn, plain).getbbox()
    assert changed is not None
    assert changed == pytest.approx((200, 400, 600, 600), abs=16)
    assert drawn.getpixel((400, 460)) == GREY


def test_a_text_stands_upright_in_a_turned_photo_and_inside_it() -> None:
    plain = Image.new("RGB", (1000, 800), GREY)
    text = "Thiếu phiếu hẹn trả kết quả, mẫu số 04"
    look = PhotoLook(turn=1, marks=(DrawnMark(MarkKind.TEXT, 100, 100, 100, 100, text),))

    drawn = finished(plain, look)

    changed = ImageChops.difference(drawn, Image.new("RGB", drawn.size, GREY)).getbbox()
    assert changed is not None
    left, top, right, bottom = changed
    assert right - left > bottom - top
    assert right <= drawn.width
    assert top < 100


def test_an_empty_text_draws_nothing() -> None:
    plain = Image.new("RGB", (300, 200), GREY)

    drawn = finished(plain, PhotoLook(marks=(DrawnMark(MarkKind.TEXT, 0, 0, 0, 0, " \n "),)))

    assert ImageChops.difference(drawn, plain).getbbox() is None


def test_arrows_lie_over_what_is_blacked_out() -> None:
    look = PhotoLook(
        marks=(
            DrawnMark(BLACK_OUT, 0, 0, WHOLE, WHOLE),
            DrawnMark(MarkKind.ARROW, 1000, 5000, 9000, 5000),
        )
    )

    drawn = finished(Image.new("RGB", (400, 300), GREY), look)

    assert brightest(drawn, (0.4, 0.4, 0.6, 0.6)) > 100


def test_a_font_of_the_machine_has_every_vietnamese_letter() -> None:
    letters = lettering(30)

    assert letters.has_accents
    shapes = {bytes(letters.font.getmask(letter)) for letter in "ạảãàáăắằẵặâấầẩẫậđêếềểơợưựỵ"}
    assert len(shapes) == len("ạảãàáăắằẵặâấầẩẫậđêếềểơợưựỵ")


def test_without_a_font_a_text_loses_its_accents_and_stays_readable() -> None:
    letters = lettering(30, fonts=("no-such-font.ttf",))

    assert letters.shown("Thiếu phiếu hẹn Đ") == "Thieu phieu hen D"
    assert letters.width("Thieu") > 0
