"""Where things lie in a photo once it is cropped and turned, for paper and screen alike.

Places are given as in `PhotoMark`, in ten-thousandths of the upright picture; places in what
is seen of it are fractions of its width and height.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Final

from app.domain.photo_look import PhotoLook
from app.domain.photo_mark import WHOLE

LINE: Final = 1 / 240
"""How thick the line of a box or an arrow is, in parts of the long side of what is seen."""
LETTER: Final = 1 / 34
"""How high a line of text on a photo is, in parts of that side."""
HEAD: Final = 1 / 28
"""How long the head of an arrow is, in parts of that side."""
TEXT_WIDTH: Final = 0.6
"""How wide a text may grow before it breaks, in parts of the width of what is seen."""

INK: Final = "#d61c1c"
"""Of boxes, arrows and texts; what surrounds them is white."""
_SPREAD: Final = math.radians(26)

Place = tuple[float, float]
Area = tuple[int, int, int, int]
"""Left, top, right and bottom."""


def area_of(look: PhotoLook) -> Area:
    """Return the part of the upright picture that is seen; a crop of nothing is none."""
    match look.crop:
        case (left, top, right, bottom) if left < right and top < bottom:
            return left, top, right, bottom
    return 0, 0, WHOLE, WHOLE


def seen_size(width: int, height: int, look: PhotoLook) -> tuple[int, int]:
    """Return the size of what is seen of a picture that is so large upright."""
    left, top, right, bottom = area_of(look)
    seen = (
        max(1, round(width * (right - left) / WHOLE)),
        max(1, round(height * (bottom - top) / WHOLE)),
    )
    return seen if look.turn % 2 == 0 else (seen[1], seen[0])


def seen_place(look: PhotoLook, x: int, y: int) -> Place:
    """Return where a place of the upright picture is seen; beside 0 to 1 it was cropped away."""
    left, top, right, bottom = area_of(look)
    across, down = (x - left) / (right - left), (y - top) / (bottom - top)
    for _quarter in range(look.turn % 4):
        across, down = 1 - down, across
    return across, down


def arrow_of(tail: Place, head: Place, length: float) -> tuple[Place, tuple[Place, Place, Place]]:
    """Return where the shaft of an arrow ends, and the three corners of its head.

    Args:
        tail: where it begins.
        head: what it points at.
        length: how long its head is.
    """
    angle = math.atan2(head[1] - tail[1], head[0] - tail[0])
    left, right = (
        (head[0] - length * math.cos(angle + turn), head[1] - length * math.sin(angle + turn))
        for turn in (-_SPREAD, _SPREAD)
    )
    return ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2), (head, left, right)


def lines_of(text: str, measure: Callable[[str], float], room: float) -> list[str]:
    """Return a text broken between its words so that each line fits the room, where it can.

    Args:
        text: what is written; its own line breaks stay.
        measure: tells how wide a piece is.
        room: how wide a line may be.
    """
    return [line for part in text.splitlines() for line in _broken(part, measure, room)]


def _broken(text: str, measure: Callable[[str], float], room: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and measure(longer) > room:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line
