"""Letters for what is written on photos: a font of the machine that has every Vietnamese one.

Pillow finds fonts by their file's name where each system keeps them (the Fonts folder of
Windows, /usr/share/fonts, /Library/Fonts), so none is shipped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import ImageFont

FONTS: Final = (
    "segoeuib.ttf",
    "arialbd.ttf",
    "NotoSans-Bold.ttf",
    "DejaVuSans-Bold.ttf",
    "LiberationSans-Bold.ttf",
    "Arial Bold.ttf",
    "segoeui.ttf",
    "arial.ttf",
    "NotoSans-Regular.ttf",
    "DejaVuSans.ttf",
    "LiberationSans-Regular.ttf",
)
"""Windows', those of the packages the program asks for on Linux, macOS'."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """A font in one size."""

    font: ImageFont.FreeTypeFont | ImageFont.ImageFont
    has_accents: bool
    """Whether it has the Vietnamese letters; without them they lose their accents, not their
    shape."""

    def shown(self, text: str) -> str:
        """Return a text as this font can write it."""
        if self.has_accents:
            return unicodedata.normalize("NFC", text)
        bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
        return bare.encode("ascii", "ignore").decode()

    def width(self, text: str) -> float:
        """Return how wide a text is in this font."""
        return self.font.getlength(text)


def lettering(size: int, fonts: Sequence[str] = FONTS) -> Lettering:
    """Return the letters for texts so many pixels high; Pillow's own where no font is found."""
    for name in fonts:
        try:
            return Lettering(ImageFont.truetype(name, size), has_accents=True)
        except OSError:
            continue
    return Lettering(ImageFont.load_default(size), has_accents=False)
