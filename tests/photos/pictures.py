"""Pictures drawn for tests and benchmarks: nobody's face, nobody's street."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from PIL import ExifTags, Image, ImageDraw

RED: Final = (220, 30, 30)
GREEN: Final = (30, 160, 60)
BLUE: Final = (40, 60, 200)
YELLOW: Final = (235, 200, 30)
_O: Final = Image.Transpose
# How a camera that was turned stores an upright scene, by EXIF orientation.
_STORED: Final = {
    2: _O.FLIP_LEFT_RIGHT,
    3: _O.ROTATE_180,
    4: _O.FLIP_TOP_BOTTOM,
    5: _O.TRANSPOSE,
    6: _O.ROTATE_90,
    7: _O.TRANSVERSE,
    8: _O.ROTATE_270,
}


def corners(width: int = 400, height: int = 300) -> Image.Image:
    """Draw red, green, blue and yellow quarters, from top left to bottom right."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    x, y = width // 2, height // 2
    for box, colour in (
        ((0, 0, x, y), RED),
        ((x, 0, width, y), GREEN),
        ((0, y, x, height), BLUE),
        ((x, y, width, height), YELLOW),
    ):
        draw.rectangle(box, fill=colour)
    return image


def scene(width: int = 4000, height: int = 3000, seed: int = 0) -> Image.Image:
    """Draw an office front with windows, a sign board and the grain of a small camera."""
    sky = Image.linear_gradient("L").resize((width, height))
    bands = (lambda v: 140 + v // 4, lambda v: 180 + v // 5, lambda v: 235 - v // 12)
    image = Image.merge("RGB", [sky.point(band) for band in bands])
    draw = ImageDraw.Draw(image)
    unit = width // 40
    draw.rectangle((unit * 3, unit * 6, unit * 37, height), fill=(226, 208, 160))
    for column in range(12):
        for row in range(6):
            left = unit * 4 + column * unit * 11 // 4
            top = unit * 8 + row * unit * 4
            shade = 40 + (column * 37 + row * 59 + seed * 13) % 90
            draw.rectangle(
                (left, top, left + unit * 2, top + unit * 3), fill=(shade, shade + 20, 140)
            )
            for bar in range(0, unit * 2, max(unit // 6, 1)):
                draw.line((left + bar, top, left + bar, top + unit * 3), fill=(90, 70, 50), width=3)
    draw.rectangle((unit * 10, unit * 6, unit * 30, unit * 8), fill=(180, 20, 30))
    draw.text(
        (unit * 11, unit * 6.3),
        f"UBND XA MAU {seed}",
        fill=(255, 230, 60),
        font_size=unit,
    )
    grain = Image.effect_noise((width, height), 22.0)
    return Image.blend(image, Image.merge("RGB", (grain, grain, grain)), 0.22)


def camera_exif(
    orientation: int = 1, taken: datetime | None = None, offset: str = "", *, place: bool = False
) -> Image.Exif:
    """Return what a telephone notes beside a picture, with the place where asked for."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "CANARY-MAKER"
    exif[ExifTags.Base.Orientation] = orientation
    facts = exif.get_ifd(ExifTags.IFD.Exif)
    facts[ExifTags.Base.BodySerialNumber] = "CANARY-SERIAL"
    if taken is not None:
        facts[ExifTags.Base.DateTimeOriginal] = taken.strftime("%Y:%m:%d %H:%M:%S")
    if offset:
        facts[ExifTags.Base.OffsetTimeOriginal] = offset
    if place:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef] = "N"
        gps[ExifTags.GPS.GPSLatitude] = (21.0, 1.0, 42.5)
        gps[ExifTags.GPS.GPSLongitudeRef] = "E"
        gps[ExifTags.GPS.GPSLongitude] = (105.0, 51.0, 12.0)
    return exif


def jpeg(image: Image.Image, exif: Image.Exif | None = None, comment: str = "") -> bytes:
    """Return the picture as a camera's JPEG."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90, exif=exif or b"", comment=comment.encode())
    return out.getvalue()


def turned(orientation: int) -> bytes:
    """Return the four corners as a camera held this way stores them; upright they are in order."""
    image = corners()
    if orientation in _STORED:
        image = image.transpose(_STORED[orientation])
    return jpeg(image, camera_exif(orientation))


def heic() -> bytes:
    """Return the four corners as a telephone's HEIC, held sideways, with time and place.

    Kept as a file, for the decoder that is shipped cannot write one.
    """
    return (Path(__file__).parent / "data" / "turned.heic").read_bytes()


def crashing_heic() -> bytes:
    """Return a damaged HEIC that makes its decoder bring down the whole process."""
    return (Path(__file__).parent / "data" / "crashing.heic").read_bytes()


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return the picture in another format."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def near(image: Image.Image, place: tuple[float, float], colour: tuple[int, int, int]) -> bool:
    """Tell whether the picture has about this colour at a place given in parts of its size."""
    x, y = int(image.width * place[0]), int(image.height * place[1])
    pixel = image.convert("RGB").getpixel((x, y))
    assert isinstance(pixel, tuple)
    return all(abs(seen - meant) <= 12 for seen, meant in zip(pixel, colour, strict=True))


def is_upright(image: Image.Image) -> bool:
    """Tell whether the four corners are where they were drawn."""
    return (
        near(image, (0.1, 0.1), RED)
        and near(image, (0.9, 0.1), GREEN)
        and near(image, (0.1, 0.9), BLUE)
        and near(image, (0.9, 0.9), YELLOW)
    )


def png_bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """Return a PNG of a few hundred bytes that says it is enormous."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def with_comment(data: bytes, comment: bytes) -> bytes:
    """Return the same JPEG with one more comment, so that only its hash differs."""
    return data[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + data[2:]


def shots(folder: Path, count: int) -> list[Path]:
    """Write small photos of one scene, taken a minute after each other."""
    folder.mkdir(exist_ok=True)
    first = datetime(2026, 11, 20, 8, 30)  # noqa: DTZ001 - a camera writes no zone
    return [
        write(
            folder,
            f"IMG_{number}.jpg",
            jpeg(corners(), camera_exif(1, first + timedelta(minutes=number))),
        )
        for number in range(count)
    ]


def write(folder: Path, name: str, data: bytes) -> Path:
    """Write a file and return where it is."""
    path = folder / name
    path.write_bytes(data)
    return path
