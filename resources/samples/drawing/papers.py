"""Papers: official sheets, applications, handwriting that says nothing, covered names."""

from __future__ import annotations

import math
from collections.abc import Sequence

from drawing.colours import INK, PAPER
from drawing.picture import BLACK, Area, Colour, Picture, Point


def handwriting(picture: Picture, at: Point, width: float, seed: int, colour: Colour = INK) -> None:
    """A line that looks written by hand and says nothing."""
    x, y = at
    points: list[Point] = []
    steps = max(int(width / 4), 4)
    for step in range(steps):
        phase = step * 0.9 + seed * 1.7
        tall = 9 if math.sin(step * 0.37 + seed) > 0.55 else 5
        points.append(
            (
                x + step * 4 + 2.2 * math.cos(phase),
                y + tall * math.sin(phase) * math.sin(step * 0.61 + seed * 2.3),
            )
        )
        if math.sin(step * 0.29 + seed * 0.7) > 0.93 and len(points) > 3:
            picture.line(points, colour, 2.2)
            points = []
    if len(points) > 1:
        picture.line(points, colour, 2.2)


def print_lines(picture: Picture, area: Area, gap: float, seed: int = 0) -> None:
    """Printed text too small to read."""
    left, top, right, bottom = area
    y, row = top, 0
    while y < bottom:
        end = (
            right
            if (row + seed) % 5 != 4
            else left + (right - left) * (0.35 + 0.1 * ((row * 3 + seed) % 4))
        )
        x, word = left + (gap if (row + seed) % 5 == 0 else 0), 0
        while x < end:
            length = gap * (0.9 + ((word * 5 + row * 3 + seed) % 7) * 0.24)
            picture.rect((x, y, min(x + length, end), y + gap * 0.28), (124, 128, 138), 1)
            x, word = x + length + gap * 0.4, word + 1
        y, row = y + gap, row + 1


def blacked_out(picture: Picture, area: Area) -> None:
    """Personal data covered with a bar."""
    picture.rect(area, (14, 14, 16), 3)


def stamp(picture: Picture, at: Point, radius: float) -> None:
    """A red ring with the word for sample: it stands for a seal and is none."""
    picture.ring(at, radius, (208, 60, 66), radius * 0.07)
    picture.ring(at, radius * 0.84, (208, 60, 66), radius * 0.03)
    picture.text(at, "MẪU", radius * 0.52, (208, 60, 66), "bold", "mm")


def official_sheet(
    commune: str, title: Sequence[str], size: tuple[int, int] = (840, 1188), seed: int = 0
) -> Picture:
    """A document with the usual head, its text unreadable, its seal a sample."""
    width, height = size
    sheet = Picture(width, height, PAPER)
    s = width / 840
    sheet.text((width * 0.27, 62 * s), "ỦY BAN NHÂN DÂN", 22 * s, BLACK, "serif", "mm")
    sheet.text((width * 0.27, 92 * s), commune, 22 * s, BLACK, "serif-bold", "mm")
    sheet.text(
        (width * 0.7, 62 * s),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        19 * s,
        BLACK,
        "serif-bold",
        "mm",
    )
    sheet.text(
        (width * 0.7, 92 * s), "Độc lập - Tự do - Hạnh phúc", 20 * s, BLACK, "serif-bold", "mm"
    )
    sheet.line([(width * 0.21, 112 * s), (width * 0.33, 112 * s)], BLACK, 1.5 * s)
    sheet.line([(width * 0.56, 112 * s), (width * 0.84, 112 * s)], BLACK, 1.5 * s)
    for row, words in enumerate(title):
        sheet.text(
            (width / 2, (190 + row * 38) * s),
            words,
            (30 if row == 0 else 24) * s,
            BLACK,
            "serif-bold",
            "mm",
        )
    top = (215 + len(title) * 38) * s
    print_lines(sheet, (90 * s, top, width - 70 * s, height - 300 * s), 27 * s, seed)
    sheet.text((width * 0.7, height - 240 * s), "CHỦ TỊCH", 22 * s, BLACK, "serif-bold", "mm")
    stamp(sheet, (width * 0.62, height - 150 * s), 66 * s)
    handwriting(sheet, (width * 0.62, height - 150 * s), 150 * s, seed + 5)
    return sheet


def application_sheet(title: Sequence[str], seed: int = 0) -> Picture:
    """What a citizen hands in: the national motto alone, and a signature without a seal."""
    sheet = Picture(840, 1188, PAPER)
    sheet.text((420, 62), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 24, BLACK, "serif-bold", "mm")
    sheet.text((420, 96), "Độc lập - Tự do - Hạnh phúc", 24, BLACK, "serif-bold", "mm")
    sheet.line([(300, 118), (540, 118)], BLACK, 1.5)
    for row, words in enumerate(title):
        sheet.text((420, 190 + row * 38), words, 30 if row == 0 else 24, BLACK, "serif-bold", "mm")
    print_lines(sheet, (90, 215 + len(title) * 38, 770, 890), 27, seed)
    sheet.text((590, 960), "NGƯỜI YÊU CẦU", 22, BLACK, "serif-bold", "mm")
    handwriting(sheet, (510, 1030), 160, seed + 5)
    blacked_out(sheet, (480, 1074, 700, 1104))
    return sheet


def lay_sheet(
    picture: Picture, sheet: Picture, quad: tuple[Point, Point, Point, Point], lift: float = 14
) -> None:
    """A sheet on a table or wall with its shadow."""
    picture.shade([(x + lift, y + lift * 1.2) for x, y in quad], lift * 1.6, 0.42)
    picture.lay(sheet, quad)
