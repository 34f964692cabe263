"""Pictures from outside, decoded: runs in a worker process, never in the program itself.

Loads Pillow; whoever only stores or shows files does not need this module.
"""

from __future__ import annotations

import io
import os
import struct
import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timezone
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Final, SupportsFloat

from PIL import ExifTags, Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin
from typing_extensions import override

from app.clock import VIETNAM
from app.errors import AppError, FileUnreadable, FileUnwritable
from app.files import os_reason
from app.photos.difference_hash import difference_hash
from app.words import mark, translate

PRINT_SIDE: Final = 1600
THUMB_SIDE: Final = 256
# 64 Mi, not 64 million: the "64 megapixel" cameras of telephones make 9,248 × 6,936.
MAX_PIXELS: Final = 64 << 20
_QUALITY: Final = 80
_MAX_PROFILE: Final = 1 << 20
_WHITE: Final = (255, 255, 255)
# The first three letters of the brands in which telephones film (ISO/IEC 14496-12).
_FILMS: Final = {b"iso", b"mp4", b"qt ", b"3gp", b"3g2", b"M4V", b"avc", b"MSN"}
_DEGREE: Final = Decimal("0.000001")
_MOST_NORTH: Final = 90
_MOST_EAST: Final = 180
# What Pillow is known to raise on bytes that are not what they say.
_MALFORMED: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    EOFError,
    struct.error,
)
_T: Final = Image.Transpose
# Exif 2.32, tag 274: what brings a picture upright.
_UPRIGHT: Final = {
    2: _T.FLIP_LEFT_RIGHT,
    3: _T.ROTATE_180,
    4: _T.FLIP_TOP_BOTTOM,
    5: _T.TRANSPOSE,
    6: _T.ROTATE_270,
    7: _T.TRANSVERSE,
    8: _T.ROTATE_90,
}
_SIDEWAYS: Final = {_T.TRANSPOSE, _T.ROTATE_270, _T.TRANSVERSE, _T.ROTATE_90}
# Named here, or Pillow would load all its sixty formats to find one of these.
_PLUGINS: Final = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin)


class Flaw(Enum):
    """Why bytes are no picture for us, in a clause for the user."""

    EMPTY = mark("the file is empty")
    FOREIGN = mark("it is not a JPEG, PNG, WEBP or HEIC picture, whatever its name says")
    VIDEO = mark("it is a video; only still pictures are taken in")
    TOO_MANY_PIXELS = mark("it has more than 64 million pixels")
    DAMAGED = mark("the picture is cut short or damaged; copy it from the camera again")


class PictureUnreadable(AppError):
    """A file that should be a picture cannot be decoded."""

    code = "picture_unreadable"
    message = mark("The picture cannot be shown: {reason}. The file itself was left as it is.")

    def __init__(self, *, flaw: Flaw) -> None:
        super().__init__(flaw=flaw)
        self.flaw = flaw

    @property
    def reason(self) -> str:
        """The clause that says why, in the language in use."""
        return translate(self.flaw.value)

    @property
    @override
    def text(self) -> str:
        """The sentence for the user, in the language in use."""
        return translate(self.message, reason=self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a picture says about itself; width and height as it is seen, upright."""

    width: int
    height: int
    taken_at: datetime | None
    latitude: Decimal | None = None
    """Where the camera says it stood, in degrees north (WGS 84); personal data."""
    longitude: Decimal | None = None
    """In degrees east."""
    difference_hash: str = ""


def kind_of(head: bytes) -> str:
    """Return the format the first 32 bytes show.

    Raises:
        PictureUnreadable: if they show none we take.
    """
    if not head:
        raise PictureUnreadable(flaw=Flaw.EMPTY)
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"heim", b"heis"}:
        return "HEIF"
    raise PictureUnreadable(flaw=Flaw.VIDEO if _is_video(head) else Flaw.FOREIGN)


def _is_video(head: bytes) -> bool:
    """Tell whether bytes start as MP4, MOV, 3GP, AVI, Matroska or MPEG files do."""
    return (
        (head[4:8] == b"ftyp" and head[8:11] in _FILMS)
        or (head[:4] == b"RIFF" and head[8:12] == b"AVI ")
        or head.startswith((b"\x1a\x45\xdf\xa3", b"\x00\x00\x01\xba"))
    )


def flatten(source: Path, target: Path, side: int) -> None:
    """Decode a picture of a page and write it upright, its long side at most so many pixels.

    Raises:
        PictureUnreadable: if it is none we take, too large, cut or damaged.
        FileUnreadable: if the disk refuses the source.
        FileUnwritable: if it refuses the target.
    """
    page, _ = decoded(source, side)
    write(page, target)


def develop(source: Path, print_copy: Path, thumbnail: Path) -> Picture:
    """Decode a picture to its last byte and write its two renditions.

    They are upright, sRGB on white, and carry nothing but pixels: no place, no
    time, no camera (`data_and_exchange` §4). The colour profile is applied, so
    that a telephone's wide colours look right without it.

    Raises:
        PictureUnreadable: if it is none we take, too large, cut or damaged.
        FileUnreadable: if the disk refuses the source.
        FileUnwritable: if it refuses a rendition.
    """
    small, picture = decoded(source, PRINT_SIDE)
    write(small, print_copy)
    write(_resized(small, _fitting(small.size, THUMB_SIDE)), thumbnail)
    return picture


def decoded(source: Path, side: int) -> tuple[Image.Image, Picture]:
    """Return a picture upright, its long side at most so many pixels, and its facts.

    Raises:
        PictureUnreadable: if it is none we take, too large, cut or damaged.
        FileUnreadable: if the disk refuses the source.
    """
    try:
        stream = source.open("rb")
    except OSError as error:
        raise FileUnreadable(path=str(source), reason=_cause(error)) from error
    with stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _developed(stream, side)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise PictureUnreadable(flaw=Flaw.TOO_MANY_PIXELS) from error
        except _MALFORMED as error:
            raise PictureUnreadable(flaw=Flaw.DAMAGED) from error


def _developed(stream: io.BufferedReader, side: int) -> tuple[Image.Image, Picture]:
    """Return the upright copy and the facts of a picture that was read to its end."""
    with _opened(stream, kind_of(stream.peek(32)[:32])) as image:
        turn = _UPRIGHT.get(_orientation(image))
        taken_at, (latitude, longitude) = _taken_at(image), _place(image)
        width, height = image.size
        size = _fitting(image.size, side)
        # The exact size: of what draft offers, it takes the smallest not below it.
        image.draft(None, size)
        image.load()
        small = _plain(image, size)
    if turn is not None:
        small = small.transpose(turn)
    if turn in _SIDEWAYS:
        width, height = height, width
    return small, Picture(
        width=width,
        height=height,
        taken_at=taken_at,
        latitude=latitude,
        longitude=longitude,
        difference_hash=difference_hash(small),
    )


def _opened(stream: io.BufferedReader, kind: str) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    if kind == "HEIF":
        import pi_heif  # noqa: PLC0415 - a decoder of many megabytes for the few who send these

        pi_heif.register_heif_opener()  # type: ignore[attr-defined] # not in its __all__
    return Image.open(stream, formats=("JPEG", "MPO") if kind == "JPEG" else (kind,))


def _fitting(size: tuple[int, int], side: int) -> tuple[int, int]:
    scale = min(1.0, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _plain(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the picture in this size as sRGB on white, with nothing attached."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16"):
        # Converting would cut every value above 255 to white.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"P", "PA", "LA", "La", "RGBa", "1"} or "transparency" in image.info:
        image = image.convert("RGBA")
    image = _resized(image, size)
    if isinstance(profile, bytes) and len(profile) <= _MAX_PROFILE:
        image = _in_srgb(image, profile)
    if image.mode == "RGBA":
        page = Image.new("RGB", image.size, _WHITE)
        page.paste(image, mask=image.getchannel("A"))
        image = page
    image = image if image.mode in {"RGB", "L"} else image.convert("RGB")
    image.info.clear()
    return image


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    if b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile:
        return image
    from PIL import ImageCms  # noqa: PLC0415 - most pictures need no colour engine

    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    # A profile that does not fit leaves the colours as they are: a shade off, but there.
    with suppress(*_MALFORMED, ImageCms.PyCMSError):
        turned = ImageCms.profileToProfile(
            image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode
        )
        return turned if turned is not None else image
    return image


def write(image: Image.Image, target: Path) -> None:
    """Write a rendition under its name in one step; being a cache, it is not synced.

    Raises:
        FileUnwritable: if the disk refuses it.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        image.save(temporary, "JPEG", quality=_QUALITY)
        temporary.replace(target)
    except OSError as error:
        raise FileUnwritable(path=str(target), reason=_cause(error)) from error
    finally:
        temporary.unlink(missing_ok=True)


def _orientation(image: Image.Image) -> int:
    with suppress(*_MALFORMED):
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    return 1


def _taken_at(image: Image.Image) -> datetime | None:
    """Return when the camera says it was taken; without an offset its clock is Vietnam's."""
    with suppress(*_MALFORMED):
        facts = image.getexif().get_ifd(ExifTags.IFD.Exif)
        text = str(facts.get(ExifTags.Base.DateTimeOriginal, "")).strip("\0 ")
        moment = datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S").replace(
            tzinfo=_zone(str(facts.get(ExifTags.Base.OffsetTimeOriginal, "")))
        )
        return moment.astimezone(UTC)
    return None


def _place(image: Image.Image) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """Return where the camera says it stood; the point 0, 0 is one that did not know."""
    with suppress(*_MALFORMED):
        facts = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        gps = ExifTags.GPS
        north = _degrees(facts[gps.GPSLatitude], facts.get(gps.GPSLatitudeRef), "S")
        east = _degrees(facts[gps.GPSLongitude], facts.get(gps.GPSLongitudeRef), "W")
        if abs(north) <= _MOST_NORTH and abs(east) <= _MOST_EAST and (north or east):
            return north, east
    return None, None


def _degrees(parts: Sequence[SupportsFloat], side: object, negative: str) -> Decimal:
    """Return degrees, minutes and seconds as degrees; not a number where one of them is none."""
    degrees, minutes, seconds = (float(part) for part in parts)
    value = Decimal(degrees + minutes / 60 + seconds / 3600).quantize(_DEGREE)
    return -value if str(side).strip("\0 ") == negative else value


def _zone(offset: str) -> timezone:
    offset = offset.strip("\0 ")
    with suppress(ValueError):
        shift = datetime.strptime(offset, "%z").utcoffset()
        return timezone(shift) if shift is not None else VIETNAM
    return VIETNAM


def _cause(error: OSError) -> str:
    return os_reason(error)
