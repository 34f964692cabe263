"""How tall a row of a sheet must be: text measured as Times New Roman sets it.

By hand because no library of the field knows fonts without the font files, and
neither Excel nor LibreOffice fits the rows of a file that comes with no heights.
"""

from __future__ import annotations

from typing import Final

from app.documents.word.letter_widths import ems

_PIXELS_PER_POINT: Final = 96 / 72
_PIXELS_PER_UNIT: Final = 7
_PADDING: Final = 6
_INDENT: Final = 9
_LEADING: Final = 1.32
"""Line to line in Excel, for accents above capitals."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line in pixels at 96 dots per inch."""
    return ems(text, bold=bold) * size * _PIXELS_PER_POINT


def line_count(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a room of so many pixels, broken between words."""
    space = text_width(" ", size, bold=bold)
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        used = 0.0
        for word in paragraph.split(" "):
            width = text_width(word, size, bold=bold)
            if used and used + space + width > room:
                count += 1
                used = 0.0
            # A word longer than the line is broken wherever it reaches the end.
            count += int(width // room)
            used += (space if used else 0) + width % room
    return count


def row_height(
    text: str, width: float, size: float, *, bold: bool = False, indent: int = 0
) -> float:
    """Return the height in points of a row whose cell of this width holds the text, wrapped."""
    room = max(width * _PIXELS_PER_UNIT - _PADDING - indent * _INDENT, 1)
    return line_count(text, room, size, bold=bold) * size * _LEADING + 3
