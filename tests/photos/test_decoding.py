"""Pictures come out upright, in true colours and with nothing but pixels, or are refused."""

from __future__ import annotations

import io
import time
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms
from PIL.TiffImagePlugin import IFDRational

from app.errors import AppError, FileUnreadable, FileUnwritable
from app.photos.decoding import Flaw, Picture, PictureUnreadable, develop, kind_of
from tests.photos import pictures as draw

TAKEN = datetime(2026, 11, 20, 8, 30)  # noqa: DTZ001 - a camera writes no zone


def developed(folder: Path, data: bytes) -> tuple[Picture, Image.Image, Image.Image]:
    source = draw.write(folder, "source", data)
    picture = develop(source, folder / "print.jpg", folder / "thumb.jpg")
    with Image.open(folder / "print.jpg") as large, Image.open(folder / "thumb.jpg") as small:
        large.load()
        small.load()
    return picture, large, small


def flaw_of(folder: Path, data: bytes) -> Flaw:
    with pytest.raises(PictureUnreadable) as refused:
        developed(folder, data)
    return refused.value.flaw


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_comes_out_upright_however_the_camera_was_held(
    tmp_path: Path, orientation: int
) -> None:
    picture, large, small = developed(tmp_path, draw.turned(orientation))

    assert draw.is_upright(large)
    assert draw.is_upright(small)
    assert (picture.width, picture.height) == large.size == (400, 300)
    assert small.size == (256, 192)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_none(tmp_path: Path, orientation: int) -> None:
    data = draw.jpeg(draw.corners(), draw.camera_exif(orientation))

    _, large, _ = developed(tmp_path, data)

    assert draw.is_upright(large)


@pytest.mark.parametrize(
    ("size", "large_size", "small_size"),
    [
        ((4000, 3000), (1600, 1200), (256, 192)),
        ((3000, 4000), (1200, 1600), (192, 256)),
        ((1600, 900), (1600, 900), (256, 144)),
        ((100, 80), (100, 80), (100, 80)),
        ((5000, 3), (1600, 1), (256, 1)),
    ],
)
def test_copies_have_their_longest_side_and_nothing_is_blown_up(
    tmp_path: Path,
    size: tuple[int, int],
    large_size: tuple[int, int],
    small_size: tuple[int, int],
) -> None:
    picture, large, small = developed(tmp_path, draw.jpeg(draw.corners(*size)))

    assert (picture.width, picture.height) == size
    assert large.size == large_size
    assert small.size == small_size


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_copies_carry_no_metadata_at_all(tmp_path: Path, kind: str) -> None:
    exif = draw.camera_exif(taken=TAKEN, place=True)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    extras = {"comment": b"CANARY-COMMENT"} if kind == "JPEG" else {}
    data = draw.saved(
        draw.corners(), kind, exif=exif, icc_profile=profile, xmp=b"CANARY-XMP", **extras
    )
    assert b"CANARY" in data

    _, large, small = developed(tmp_path, data)

    for image, name in ((large, "print.jpg"), (small, "thumb.jpg")):
        written = (tmp_path / name).read_bytes()
        assert not any(word in written for word in (b"CANARY", b"Exif", b"ICC_PROFILE", b"http"))
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not image.getexif()


def test_a_telephones_heic_is_upright_with_its_time_and_without_its_place(tmp_path: Path) -> None:
    assert b"CANARY" in draw.heic()

    picture, large, _ = developed(tmp_path, draw.heic())

    assert draw.is_upright(large)
    assert (picture.width, picture.height) == large.size == (96, 64)
    assert picture.taken_at == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    assert b"CANARY" not in (tmp_path / "print.jpg").read_bytes()


def test_the_place_is_read_in_degrees_north_and_east(tmp_path: Path) -> None:
    data = draw.jpeg(draw.corners(), draw.camera_exif(6, place=True))

    picture, _, _ = developed(tmp_path, data)

    assert picture.latitude == Decimal("21.028472")
    assert picture.longitude == Decimal("105.853333")


@pytest.mark.parametrize(
    ("side", "degrees", "latitude"),
    [
        ("S", (21.0, 1.0, 42.5), Decimal("-21.028472")),
        ("N", (95.0, 0.0, 0.0), None),
        ("N", (IFDRational(0, 0), 0.0, 0.0), None),
        ("N", (21.0,), None),
    ],
    ids=["south", "beyond the pole", "no number", "too few"],
)
def test_a_place_that_cannot_be_is_none(
    tmp_path: Path, side: str, degrees: tuple[float | IFDRational, ...], latitude: Decimal | None
) -> None:
    exif = draw.camera_exif(place=True)
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = side
    gps[ExifTags.GPS.GPSLatitude] = degrees

    picture, _, _ = developed(tmp_path, draw.jpeg(draw.corners(), exif))

    assert picture.latitude == latitude
    assert (picture.longitude is None) == (latitude is None)


def test_a_camera_that_did_not_know_its_place_was_nowhere(tmp_path: Path) -> None:
    exif = draw.camera_exif(place=True)
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitude] = gps[ExifTags.GPS.GPSLongitude] = (0.0, 0.0, 0.0)

    picture, _, _ = developed(tmp_path, draw.jpeg(draw.corners(), exif))

    assert picture.latitude is None


@pytest.mark.parametrize(
    ("offset", "taken_at"),
    [
        ("", datetime(2026, 11, 20, 1, 30, tzinfo=UTC)),
        ("+07:00", datetime(2026, 11, 20, 1, 30, tzinfo=UTC)),
        ("+09:00", datetime(2026, 11, 19, 23, 30, tzinfo=UTC)),
        ("-05:00", datetime(2026, 11, 20, 13, 30, tzinfo=UTC)),
        ("no zone", datetime(2026, 11, 20, 1, 30, tzinfo=UTC)),
    ],
)
def test_the_moment_is_the_cameras_in_vietnam_unless_it_says_where(
    tmp_path: Path, offset: str, taken_at: datetime
) -> None:
    data = draw.jpeg(draw.corners(), draw.camera_exif(taken=TAKEN, offset=offset))

    picture, _, _ = developed(tmp_path, data)

    assert picture.taken_at == taken_at


@pytest.mark.parametrize("text", ["0000:00:00 00:00:00", "", "yesterday", "2026:13:45 99:00:00"])
def test_a_moment_that_is_none_is_left_out(tmp_path: Path, text: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = text

    picture, _, _ = developed(tmp_path, draw.jpeg(draw.corners(), exif))

    assert picture.taken_at is None


def test_broken_notes_of_the_camera_do_not_cost_the_picture(tmp_path: Path) -> None:
    data = draw.jpeg(draw.corners(), draw.camera_exif(6, taken=TAKEN))
    start = data.index(b"Exif\0\0") + 6
    broken = data[:start] + b"\xff" * 40 + data[start + 40 :]

    picture, _, _ = developed(tmp_path, broken)

    assert (picture.width, picture.height) == (400, 300)
    assert (picture.taken_at, picture.latitude, picture.longitude) == (None, None, None)


RAMP = Image.linear_gradient("L").rotate(90)
NOTHING = Image.new("L", RAMP.size, 0)
DEEP = Image.frombytes(
    "I;16", (256, 4), b"".join(((255 - x) * 257).to_bytes(2, "little") for x in range(256)) * 4
)


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (RAMP, "PNG"),
        (DEEP, "PNG"),
        (Image.merge("RGB", (RAMP,) * 3).convert("CMYK"), "JPEG"),
        (Image.merge("RGB", (RAMP,) * 3).quantize(64), "PNG"),
        (RAMP, "WEBP"),
    ],
    ids=["grey", "16 bit", "CMYK", "palette", "webp"],
)
def test_every_way_to_store_colours_looks_the_same(
    tmp_path: Path, image: Image.Image, kind: str
) -> None:
    data = draw.saved(image, kind)
    dark_side = 0.1 if image is not DEEP else 0.9

    _, large, _ = developed(tmp_path, data)

    assert large.mode in {"L", "RGB"}
    assert draw.near(large, (dark_side, 0.5), (25, 25, 25))
    assert draw.near(large, (0.5, 0.5), (128, 128, 128))
    assert draw.near(large, (1 - dark_side, 0.5), (230, 230, 230))


@pytest.mark.parametrize(
    "image",
    [
        Image.merge("LA", (NOTHING, RAMP)),
        Image.merge("RGBA", (NOTHING, NOTHING, NOTHING, RAMP)),
        Image.merge("RGBA", (NOTHING, NOTHING, NOTHING, RAMP)).quantize(64),
    ],
    ids=["grey", "colour", "palette"],
)
def test_what_is_clear_is_white_paper(tmp_path: Path, image: Image.Image) -> None:
    _, large, _ = developed(tmp_path, draw.saved(image, "PNG"))

    assert draw.near(large, (0.1, 0.5), (230, 230, 230))
    assert draw.near(large, (0.9, 0.5), (25, 25, 25))


def test_the_colour_profile_is_applied_before_it_is_dropped(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Red and blue change places, as no real camera has them: the effect cannot be overlooked.
    other = (
        profile.replace(b"rXYZ", b"xXYZ").replace(b"bXYZ", b"rXYZ").replace(b"xXYZ", b"bXYZ")
    ).replace("sRGB".encode("utf-16-be"), "mine".encode("utf-16-be"))
    red = Image.new("RGB", (64, 64), (250, 0, 0))

    _, plain, _ = developed(tmp_path, draw.saved(red, "PNG", icc_profile=profile))
    _, turned, _ = developed(tmp_path, draw.saved(red, "PNG", icc_profile=other))
    _, damaged, _ = developed(tmp_path, draw.saved(red, "PNG", icc_profile=other[:200]))

    assert draw.near(plain, (0.5, 0.5), (250, 0, 0))
    assert draw.near(turned, (0.5, 0.5), (0, 0, 250))
    assert draw.near(damaged, (0.5, 0.5), (250, 0, 0))


@pytest.mark.parametrize(
    "data",
    [
        b"Xin ch\xc3\xa0o",
        b"GIF89a" + bytes(100),
        b"8BPS" + bytes(100),
        b"%!PS-Adobe-3.0 EPSF-3.0",
        b"II*\0" + bytes(100),
        b"SIMPLE  =                    T",
    ],
    ids=["text", "gif", "photoshop", "postscript", "tiff", "fits"],
)
def test_what_is_none_of_our_formats_is_refused_by_its_bytes(tmp_path: Path, data: bytes) -> None:
    assert flaw_of(tmp_path, data) is Flaw.FOREIGN


@pytest.mark.parametrize(
    "head",
    [
        b"\0\0\0\x20ftypisom",
        b"\0\0\0\x18ftypmp42",
        b"\0\0\0\x14ftypqt  ",
        b"\0\0\0\x14ftyp3gp5",
        b"RIFF\x10\0\0\0AVI LIST",
        b"\x1a\x45\xdf\xa3\x01",
        b"\0\0\x01\xba\x44",
    ],
    ids=["mp4", "mp42", "mov", "3gp", "avi", "matroska", "mpeg"],
)
def test_a_film_is_refused_as_one(tmp_path: Path, head: bytes) -> None:
    assert flaw_of(tmp_path, head + bytes(100)) is Flaw.VIDEO


def test_an_empty_file_is_refused_as_empty(tmp_path: Path) -> None:
    assert flaw_of(tmp_path, b"") is Flaw.EMPTY


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_picture_cut_short_is_refused(tmp_path: Path, kind: str, part: float) -> None:
    whole = draw.heic() if kind == "HEIF" else draw.saved(draw.scene(640, 480), kind)
    cut = whole[: max(40, int(len(whole) * part))]

    assert flaw_of(tmp_path, cut) is Flaw.DAMAGED


@pytest.mark.parametrize("side", [50_000, 8_500])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, side: int) -> None:
    bomb = draw.png_bomb(side, side)
    started = time.monotonic()

    flaw = flaw_of(tmp_path, bomb)

    assert len(bomb) < 1000
    assert flaw is Flaw.TOO_MANY_PIXELS
    assert time.monotonic() - started < 1


def test_a_64_megapixel_telephone_is_not_called_a_bomb(tmp_path: Path) -> None:
    # Its data stops early, which can be found only by one who began to read it.
    assert flaw_of(tmp_path, draw.png_bomb(9248, 6936)) is Flaw.DAMAGED


# Without HEIC, whose decoder can be crashed: see the tests of the intake.
SEEDS = (
    draw.turned(6),
    draw.saved(draw.corners(64, 48), "PNG", exif=draw.camera_exif(3)),
    draw.saved(draw.corners(64, 48), "WEBP", exif=draw.camera_exif(3)),
)


@settings(max_examples=150, deadline=None)
@given(
    seed=st.sampled_from(SEEDS),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), max_size=6),
)
def test_whatever_is_in_a_file_it_is_developed_or_refused_with_words(
    seed: bytes, changes: list[tuple[float, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = bytearray(seed)
    for place, piece in changes:
        at = 4 + int(place * (len(data) - 5))
        data[at : at + len(piece)] = piece

    with suppress(AppError):
        picture, _, small = developed(tmp_path_factory.mktemp("fuzz"), bytes(data))

        assert min(picture.width, picture.height) > 0
        assert max(small.size) <= 256


def test_a_source_that_is_gone_and_a_folder_that_is_gone_are_told_apart(tmp_path: Path) -> None:
    source = draw.write(tmp_path, "a.jpg", draw.turned(1))

    with pytest.raises(FileUnreadable):
        develop(tmp_path / "none.jpg", tmp_path / "p.jpg", tmp_path / "t.jpg")
    with pytest.raises(FileUnwritable):
        develop(source, tmp_path / "none" / "p.jpg", tmp_path / "t.jpg")


def test_the_first_bytes_tell_the_format() -> None:
    assert kind_of(draw.turned(1)[:32]) == "JPEG"
    assert kind_of(draw.heic()[:32]) == "HEIF"
    assert kind_of(draw.saved(draw.corners(8, 8), "WEBP")[:32]) == "WEBP"


def test_a_mpo_of_two_pictures_shows_its_first(tmp_path: Path) -> None:
    out = io.BytesIO()
    other = Image.new("RGB", (400, 300), draw.BLUE)
    draw.corners().save(out, "MPO", save_all=True, append_images=[other])

    _, large, _ = developed(tmp_path, out.getvalue())

    assert draw.is_upright(large)
