"""Draws the photos of the two sample inspections: `python resources/samples/draw_photos.py`.

No photo of a real office, person or dossier is used. The pictures are drawn with
Pillow and Liberation fonts (DejaVu where those are missing), then written the way a
telephone would: pixels turned, the turn told in EXIF, the time taken inside the
visit, on one picture the position. The JPEGs in the two folders are what counts;
another version of Pillow or of the fonts may give other bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from drawing import can_duoc, vi_xuyen
from drawing.picture import WHITE, Picture, box
from PIL import Image

HERE: Final = Path(__file__).resolve().parent
MAX_BYTES: Final = 300_000
# EXIF: what the viewer must do to see the picture upright, and how it lies stored then.
_TURNS: Final = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
_ORIENTATION, _MAKE, _MODEL, _SOFTWARE, _DATE_TIME = 0x0112, 0x010F, 0x0110, 0x0131, 0x0132
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_DATE_TIME_ORIGINAL, _OFFSET_TIME_ORIGINAL = 0x9003, 0x9011


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One photo: how it is drawn, when it was taken, how the telephone was held."""

    name: str
    draw: Callable[[], Picture]
    taken: str
    orientation: int = 1
    position: tuple[float, float] | None = None


CAN_DUOC: Final = (
    Shot(
        name="01-quay-mot-cua",
        draw=can_duoc.one_stop_counter,
        taken="2026:11:19 08:22:10",
        position=(10.5051, 106.6034),
    ),
    Shot(
        name="02-bang-niem-yet",
        draw=can_duoc.notice_board,
        taken="2026:11:19 08:31:44",
        orientation=3,
    ),
    Shot(name="03-ho-so-thua-giay-to", draw=can_duoc.extra_papers, taken="2026:11:19 09:40:05"),
    Shot(
        name="04-phieu-kiem-soat",
        draw=can_duoc.control_slip,
        taken="2026:11:19 10:05:37",
        orientation=6,
    ),
    Shot(
        name="05-may-lay-so",
        draw=can_duoc.ticket_machine,
        taken="2026:11:19 08:27:52",
        orientation=8,
    ),
    Shot(
        name="06-phong-lam-viec",
        draw=can_duoc.office_at_a_quarter_to_nine,
        taken="2026:11:19 08:45:20",
    ),
    Shot(
        name="07-van-ban-dien-tu",
        draw=can_duoc.outgoing_documents,
        taken="2026:11:19 14:12:09",
        orientation=3,
    ),
)
VI_XUYEN: Final = (
    Shot(name="01-khu-vuc-cho", draw=vi_xuyen.waiting_area, taken="2026:11:18 08:18:31"),
    Shot(
        name="02-so-theo-doi",
        draw=vi_xuyen.tracking_book,
        taken="2026:11:18 09:12:48",
        orientation=3,
    ),
    Shot(
        name="03-ho-so-khong-phieu-hen",
        draw=vi_xuyen.dossier_without_slip,
        taken="2026:11:18 09:35:02",
        orientation=6,
    ),
    Shot(name="04-may-quet", draw=vi_xuyen.scanner, taken="2026:11:18 08:52:16"),
    Shot(
        name="05-hom-thu-gop-y",
        draw=vi_xuyen.feedback_box,
        taken="2026:11:18 08:25:40",
        orientation=8,
    ),
    Shot(name="06-ho-so-qua-han", draw=vi_xuyen.overdue_screen, taken="2026:11:18 10:20:55"),
    Shot(
        name="07-chu-ky-so",
        draw=vi_xuyen.signature_tokens,
        taken="2026:11:18 14:06:13",
        orientation=3,
    ),
)


def draw_all(folder: Path, shots: tuple[Shot, ...]) -> list[Path]:
    """Draw photos into a folder; the same photos come out each time."""
    folder.mkdir(exist_ok=True)
    made = []
    for shot in shots:
        path = folder / f"{shot.name}.jpg"
        path.write_bytes(_as_telephone(shot))
        made.append(path)
    return made


def _as_telephone(shot: Shot) -> bytes:
    picture = shot.draw()
    _caption(picture)
    image = picture.finish()
    if shot.orientation in _TURNS:
        image = image.transpose(_TURNS[shot.orientation])
    for quality in range(88, 40, -4):
        stream = BytesIO()
        image.save(
            stream, "JPEG", quality=quality, optimize=True, progressive=True, exif=_exif(shot)
        )
        if stream.tell() <= MAX_BYTES:
            return stream.getvalue()
    too_large = f"{shot.name} does not fit into {MAX_BYTES} bytes."
    raise SystemExit(too_large)


def _caption(picture: Picture) -> None:
    right, bottom = picture.width, picture.height
    area = box(right - 250, bottom - 78, right - 24, bottom - 24)
    picture.shade(area, 10, 0.35)
    picture.rect((*area[0], *area[2]), (24, 28, 36), 12)
    picture.text((right - 137, bottom - 51), "ẢNH MẪU", 34, WHITE, "bold", "mm")


def _exif(shot: Shot) -> Image.Exif:
    exif = Image.Exif()
    exif[_MAKE], exif[_MODEL], exif[_SOFTWARE] = "SoKiemTra", "Anh mau", "draw_photos.py"
    exif[_ORIENTATION], exif[_DATE_TIME] = shot.orientation, shot.taken
    exif.get_ifd(_EXIF_IFD).update(
        {_DATE_TIME_ORIGINAL: shot.taken, _OFFSET_TIME_ORIGINAL: "+07:00"}
    )
    if shot.position:
        latitude, longitude = shot.position
        exif.get_ifd(_GPS_IFD).update(
            {1: "N", 2: _degrees(latitude), 3: "E", 4: _degrees(longitude)}
        )
    return exif


def _degrees(value: float) -> tuple[float, float, float]:
    minutes = value % 1 * 60
    return float(int(value)), float(int(minutes)), round(minutes % 1 * 60, 2)


def main() -> None:
    """Draw both folders and name what was drawn."""
    for name, shots in (("anh-can-duoc", CAN_DUOC), ("anh-vi-xuyen", VI_XUYEN)):
        for path in draw_all(HERE / name, shots):
            sys.stdout.write(f"{path.relative_to(HERE)}  {path.stat().st_size:,}\n")


if __name__ == "__main__":
    main()
