"""The colours of the pictures: warm light, and the red and yellow of Vietnamese boards."""

from __future__ import annotations

from typing import Final

from drawing.picture import Colour

SKIN: Final[Colour] = (222, 178, 142)
HAIR: Final[Colour] = (42, 34, 34)
RED: Final[Colour] = (196, 38, 46)
YELLOW: Final[Colour] = (255, 221, 87)
INK: Final[Colour] = (40, 60, 140)
PAPER: Final[Colour] = (252, 251, 246)
WOOD: Final[Colour] = (176, 124, 78)
GREEN: Final[Colour] = (74, 134, 84)
