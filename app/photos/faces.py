"""Where faces may be in a photo: a suggestion, found offline by dlib's frontal face detector.

The detector (histograms of oriented gradients and a linear classifier, Dalal and Triggs 2005)
is compiled into the library: there is no model to fetch. It looks for faces that look at the
camera; decision 0020 says what it finds and what it misses. Runs in a worker process.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from PIL import Image

from app.domain.photo_geometry import Area
from app.domain.photo_mark import WHOLE
from app.photos.decoding import decoded

_SIDE: Final = 2400
"""How long the picture is looked at; doubled once, so that faces of 40 pixels are found."""
_SIDEWAYS: Final = 1600
"""How long it is looked at lying or upside down, where only large faces are looked for."""
_T: Final = Image.Transpose
# The detector frames brows to chin; hair, ears and chin give a face away as well.
_ABOVE: Final = 0.45
_BESIDE: Final = 0.2
_BELOW: Final = 0.15
_SAME: Final = 0.3


def find_faces(source: Path) -> tuple[Area, ...]:
    """Return the areas of a picture that may be faces, in its ten-thousandths, the surest first.

    Raises:
        PictureUnreadable: if it is none we take, too large, cut or damaged.
        FileUnreadable: if the disk refuses the source.
    """
    import dlib  # noqa: PLC0415 - loaded where it runs, and only there

    picture = decoded(source, _SIDE)[0].convert("L")
    detector = dlib.get_frontal_face_detector()  # type: ignore[attr-defined] # compiled, no stubs
    found = list(_looked_at(detector, picture, 1))
    small = picture.copy()
    small.thumbnail((_SIDEWAYS, _SIDEWAYS))
    for turn, back in _LYING:
        found += [
            (score, back(area)) for score, area in _looked_at(detector, small.transpose(turn), 0)
        ]
    kept: list[Area] = []
    for _score, area in sorted(found, key=lambda one: -one[0]):
        if not any(_overlap(area, other) > _SAME for other in kept):
            kept.append(area)
    return tuple(kept)


def _looked_at(
    detector: Any,  # noqa: ANN401 - of a library without types
    picture: Image.Image,
    doublings: int,
) -> Iterator[tuple[float, Area]]:
    import numpy as np  # noqa: PLC0415 - as above

    boxes, scores, _parts = detector.run(np.asarray(picture), doublings, 0.0)
    for box, score in zip(boxes, scores, strict=True):
        width, height = box.right() - box.left(), box.bottom() - box.top()
        yield (
            float(score),
            (
                _part(box.left() - width * _BESIDE, picture.width),
                _part(box.top() - height * _ABOVE, picture.height),
                _part(box.right() + width * _BESIDE, picture.width),
                _part(box.bottom() + height * _BELOW, picture.height),
            ),
        )


def _part(place: float, length: int) -> int:
    return min(max(round(place * WHOLE / length), 0), WHOLE)


def _lying_left(area: Area) -> Area:
    """Return an area of the picture turned anticlockwise as one of the picture itself."""
    left, top, right, bottom = area
    return WHOLE - bottom, left, WHOLE - top, right


def _lying_right(area: Area) -> Area:
    """Return an area of the picture turned clockwise as one of the picture itself."""
    left, top, right, bottom = area
    return top, WHOLE - right, bottom, WHOLE - left


def _upside_down(area: Area) -> Area:
    left, top, right, bottom = area
    return WHOLE - right, WHOLE - bottom, WHOLE - left, WHOLE - top


def _overlap(one: Area, other: Area) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    smaller = min((area[2] - area[0]) * (area[3] - area[1]) for area in (one, other))
    return width * height / smaller if smaller else 0.0


_LYING: Final = (
    (_T.ROTATE_90, _lying_left),
    (_T.ROTATE_270, _lying_right),
    (_T.ROTATE_180, _upside_down),
)
"""How papers lie on a table, with the way back for what is found on them."""
