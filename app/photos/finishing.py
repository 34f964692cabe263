"""A photo as everybody outside sees it: blacked out, cropped, turned, and with what was drawn.

Runs in a worker process like `decoding`, and never on a copy that was made before: it starts
from the original each time, so that no step of an earlier look can be left over in it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from app.domain.photo_geometry import (
    HEAD,
    INK,
    LETTER,
    LINE,
    TEXT_WIDTH,
    Place,
    area_of,
    arrow_of,
    lines_of,
    seen_place,
)
from app.domain.photo_look import DrawnMark, PhotoLook
from app.domain.photo_mark import WHOLE, MarkKind
from app.photos.decoding import PRINT_SIDE, THUMB_SIDE, decoded, write
from app.photos.lettering import Lettering, lettering

LARGE_SIDE: Final = 4096
"""Of what is looked at on the screen; nothing is printed from more pixels than can be seen."""
STYLE: Final = 1
"""Changed with the way marks are drawn, so that no copy in the old way is used any more."""
_PAPER: Final = (255, 255, 255)
_BLACK: Final = (0, 0, 0)
_SMEAR: Final = 1
"""Pixels that scaling mixes with their neighbours, so these are blacked out too."""
_T: Final = Image.Transpose
_TURNS: Final = {1: _T.ROTATE_270, 2: _T.ROTATE_180, 3: _T.ROTATE_90}


def finish(source: Path, print_copy: Path, thumbnail: Path, look: PhotoLook) -> None:
    """Decode an original and write the two copies of it that may leave the program.

    They are sRGB, and carry nothing but pixels: what is blacked out is black in them, and
    there is no place, time or small picture of the camera's beside them.

    Raises:
        PictureUnreadable: if it is none we take, too large, cut or damaged.
        FileUnreadable: if the disk refuses the source.
        FileUnwritable: if it refuses a copy.
    """
    picture = finished(decoded(source, _side(look))[0], look)
    write(picture, print_copy)
    write(_fitted(picture, THUMB_SIDE), thumbnail)


def finished(picture: Image.Image, look: PhotoLook) -> Image.Image:
    """Return an upright picture in its look, no longer than a print copy."""
    seen = picture.convert("RGB")
    _black_out(seen, look)
    seen = _fitted(_turned(_cropped(seen, look), look), PRINT_SIDE)
    for mark in look.marks:
        _DRAWERS[mark.kind](seen, mark, look)
    return seen


def _side(look: PhotoLook) -> int:
    """Return how long the picture is decoded so that a crop of it fills a print copy."""
    left, top, right, bottom = area_of(look)
    part = min(right - left, bottom - top) / WHOLE
    return min(LARGE_SIDE, math.ceil(PRINT_SIDE / part))


def _black_out(picture: Image.Image, look: PhotoLook) -> None:
    draw = ImageDraw.Draw(picture)
    for mark in look.marks:
        if mark.kind is MarkKind.BLACK_OUT:
            left, right = sorted((mark.from_x, mark.to_x))
            top, bottom = sorted((mark.from_y, mark.to_y))
            draw.rectangle(
                (
                    math.floor(left * picture.width / WHOLE) - _SMEAR,
                    math.floor(top * picture.height / WHOLE) - _SMEAR,
                    math.ceil(right * picture.width / WHOLE) + _SMEAR,
                    math.ceil(bottom * picture.height / WHOLE) + _SMEAR,
                ),
                fill=_BLACK,
            )


def _cropped(picture: Image.Image, look: PhotoLook) -> Image.Image:
    left, top, right, bottom = area_of(look)
    x, y = round(left * picture.width / WHOLE), round(top * picture.height / WHOLE)
    return picture.crop(
        (
            x,
            y,
            max(x + 1, round(right * picture.width / WHOLE)),
            max(y + 1, round(bottom * picture.height / WHOLE)),
        )
    )


def _turned(picture: Image.Image, look: PhotoLook) -> Image.Image:
    turn = _TURNS.get(look.turn % 4)
    return picture if turn is None else picture.transpose(turn)


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return small


def _ends(picture: Image.Image, mark: DrawnMark, look: PhotoLook) -> tuple[Place, Place]:
    places = (
        seen_place(look, mark.from_x, mark.from_y),
        seen_place(look, mark.to_x, mark.to_y),
    )
    tail, head = ((across * picture.width, down * picture.height) for across, down in places)
    return tail, head


def _leave(_picture: Image.Image, _mark: DrawnMark, _look: PhotoLook) -> None:
    """Draw nothing: it was blacked out before the picture was cropped."""


def _box(picture: Image.Image, mark: DrawnMark, look: PhotoLook) -> None:
    draw = ImageDraw.Draw(picture)
    (x, y), (across, down) = _ends(picture, mark, look)
    left, right = sorted((x, across))
    top, bottom = sorted((y, down))
    line = _thickness(picture)
    # Red is told from what lies under it by its white edge, also where all is printed grey.
    draw.rectangle((left - line, top - line, right + line, bottom + line), None, _PAPER, line * 3)
    draw.rectangle((left, top, right, bottom), None, INK, line)


def _arrow(picture: Image.Image, mark: DrawnMark, look: PhotoLook) -> None:
    draw = ImageDraw.Draw(picture)
    tail, head = _ends(picture, mark, look)
    line = _thickness(picture)
    for colour, more in ((_PAPER, line), (INK, 0)):
        shaft, tip = arrow_of(tail, head, max(picture.size) * HEAD)
        draw.line((tail, shaft), colour, line + 2 * more)
        draw.polygon(tip, colour, colour, 2 * more + 1)


def _text(picture: Image.Image, mark: DrawnMark, look: PhotoLook) -> None:
    letters = lettering(max(9, round(max(picture.size) * LETTER)))
    lines = lines_of(letters.shown(mark.text), letters.width, picture.width * TEXT_WIDTH)
    if lines:
        place, _to = _ends(picture, mark, look)
        _label(picture, lines, letters, place)


def _label(picture: Image.Image, lines: Sequence[str], letters: Lettering, place: Place) -> None:
    draw = ImageDraw.Draw(picture)
    line, text = _thickness(picture), "\n".join(lines)
    pad = 3 * line
    box = draw.multiline_textbbox((0, 0), text, font=letters.font, spacing=line)
    width, height = box[2] - box[0] + 2 * pad, box[3] - box[1] + 2 * pad
    left = min(max(place[0], 0), max(picture.width - width - line, 0))
    top = min(max(place[1], 0), max(picture.height - height - line, 0))
    draw.rectangle((left, top, left + width, top + height), _PAPER, INK, line)
    corner = (left + pad - box[0], top + pad - box[1])
    draw.multiline_text(corner, text, INK, letters.font, spacing=line)


def _thickness(picture: Image.Image) -> int:
    return max(1, round(max(picture.size) * LINE))


_DRAWERS: Final = {
    MarkKind.BLACK_OUT: _leave,
    MarkKind.BOX: _box,
    MarkKind.ARROW: _arrow,
    MarkKind.TEXT: _text,
}
