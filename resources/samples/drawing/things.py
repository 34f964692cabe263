"""Things that stand in the pictures: rooms, people, furniture, papers and screens."""

from __future__ import annotations

import math
from collections.abc import Sequence

from drawing.picture import BLACK, WHITE, Colour, Picture, Point, between, box, mix

SKIN = (222, 178, 142)
HAIR = (42, 34, 34)
RED = (196, 38, 46)
YELLOW = (255, 221, 87)
INK = (40, 60, 140)
PAPER = (252, 251, 246)
WOOD = (176, 124, 78)
GREEN = (74, 134, 84)
Area = tuple[float, float, float, float]


def room(picture: Picture, back: Area, wall: Colour, floor: Colour) -> None:
    """A room seen from its door: back wall, side walls, tiled floor, ceiling with light panels."""
    left, top, right, bottom = back
    width, height = picture.width, picture.height
    picture.gradient(
        box(0, bottom - 1, width, height), mix(floor, BLACK, 0.12), mix(floor, WHITE, 0.12)
    )
    _tiles(picture, back, mix(floor, BLACK, 0.16))
    picture.gradient(box(0, 0, width, top + 1), mix(WHITE, wall, 0.35), mix(WHITE, wall, 0.15))
    picture.polygon([(0, 0), (left, top), (left, bottom), (0, height)], mix(wall, BLACK, 0.1))
    picture.polygon(
        [(width, 0), (right, top), (right, bottom), (width, height)], mix(wall, BLACK, 0.16)
    )
    picture.gradient(box(*back), mix(wall, WHITE, 0.35), wall)
    for share in (0.22, 0.62):
        near, far = share - 0.16, share + 0.1
        panel = _ceiling(picture, back, (0.38, 0.62), (near, far))
        picture.polygon(panel, (255, 254, 244))
        picture.glow(panel, WHITE, 50, 0.8)
    picture.polygon(
        [(0, height), (left, bottom), (left, bottom - 16), (0, height - 60)], mix(wall, BLACK, 0.35)
    )
    picture.polygon(
        [(width, height), (right, bottom), (right, bottom - 16), (width, height - 60)],
        mix(wall, BLACK, 0.4),
    )
    picture.rect((left, bottom - 16, right, bottom), mix(wall, BLACK, 0.3))
    picture.shade(box(left, bottom - 30, right, bottom + 40), 40, 0.25)


def _ceiling(picture: Picture, back: Area, across: Point, along: Point) -> list[Point]:
    left, top, right, _ = back

    def at(side: float, depth: float) -> Point:
        near, far = (picture.width * side, 0.0), (left + (right - left) * side, top)
        return between(near, far, depth)

    return [
        at(across[0], along[0]),
        at(across[1], along[0]),
        at(across[1], along[1]),
        at(across[0], along[1]),
    ]


def _tiles(picture: Picture, back: Area, colour: Colour) -> None:
    left, _, right, bottom = back
    for step in range(-6, 23):
        far = left + (right - left) * step / 16
        near = picture.width * step / 16
        picture.line([(far, bottom), (near, picture.height)], colour, 2)
    for row in range(1, 11):
        y = bottom + (picture.height - bottom) * (row / 11) ** 1.9
        picture.line([(0, y), (picture.width, y)], colour, 2)


def person(picture: Picture, at: Point, size: float, shirt: Colour, hair: Colour = HAIR) -> None:
    """A person from the chest up, facing us, without a face anybody could recognise."""
    x, y = at
    picture.shade(
        box(x - size * 0.7, y + size * 1.5, x + size * 0.75, y + size * 1.7), size / 3, 0.25
    )
    body = [
        (x - size * 0.78, y + size * 1.7),
        (x - size * 0.66, y + size * 0.75),
        (x - size * 0.25, y + size * 0.52),
        (x + size * 0.25, y + size * 0.52),
        (x + size * 0.66, y + size * 0.75),
        (x + size * 0.78, y + size * 1.7),
    ]
    picture.gradient(body, shirt, mix(shirt, BLACK, 0.18))
    picture.rect(
        (x - size * 0.14, y + size * 0.3, x + size * 0.14, y + size * 0.62),
        mix(SKIN, BLACK, 0.1),
        size * 0.1,
    )
    picture.polygon(
        [(x - size * 0.2, y + size * 0.54), (x, y + size * 0.8), (x + size * 0.2, y + size * 0.54)],
        mix(shirt, WHITE, 0.5),
    )
    picture.ellipse((x, y - size * 0.06), (size * 0.37, size * 0.43), hair)
    picture.ellipse((x, y + size * 0.06), (size * 0.31, size * 0.37), SKIN)
    picture.polygon(
        [
            (x - size * 0.32, y - size * 0.02),
            (x - size * 0.26, y - size * 0.34),
            (x + size * 0.28, y - size * 0.32),
            (x + size * 0.32, y - size * 0.0),
            (x + size * 0.05, y - size * 0.18),
        ],
        hair,
    )


def person_behind(
    picture: Picture, at: Point, size: float, shirt: Colour, hair: Colour = HAIR
) -> None:
    """A person seated, seen from behind."""
    x, y = at
    picture.shade(box(x - size * 0.8, y + size * 1.9, x + size, y + size * 2.5), size / 3, 0.3)
    body = [
        (x - size * 0.8, y + size * 2.3),
        (x - size * 0.74, y + size * 0.8),
        (x - size * 0.28, y + size * 0.5),
        (x + size * 0.28, y + size * 0.5),
        (x + size * 0.74, y + size * 0.8),
        (x + size * 0.8, y + size * 2.3),
    ]
    picture.gradient(body, mix(shirt, WHITE, 0.08), mix(shirt, BLACK, 0.25))
    picture.rect(
        (x - size * 0.14, y + size * 0.25, x + size * 0.14, y + size * 0.6),
        mix(SKIN, BLACK, 0.16),
        size * 0.1,
    )
    picture.ellipse((x, y), (size * 0.38, size * 0.45), hair)
    picture.ellipse(
        (x + size * 0.1, y - size * 0.16), (size * 0.2, size * 0.14), mix(hair, WHITE, 0.13)
    )


def sitting(picture: Picture, at: Point, size: float, shirt: Colour, hair: Colour = HAIR) -> None:
    """A person on a chair, facing us."""
    x, y = at
    person(picture, at, size, shirt, hair)
    cloth = (58, 62, 78)
    picture.rect(
        (x - size * 0.72, y + size * 1.55, x + size * 0.72, y + size * 2.1), cloth, size * 0.2
    )
    for side in (-1, 1):
        picture.gradient(
            box(
                x + side * size * 0.42 - size * 0.26,
                y + size * 1.8,
                x + side * size * 0.42 + size * 0.26,
                y + size * 3.1,
            ),
            mix(cloth, WHITE, 0.08),
            mix(cloth, BLACK, 0.25),
        )
        picture.rect(
            (
                x + side * size * 0.42 - size * 0.26,
                y + size * 3.02,
                x + side * size * 0.42 + size * 0.3,
                y + size * 3.22,
            ),
            (40, 34, 34),
            size * 0.08,
        )
        picture.ellipse((x + side * size * 0.34, y + size * 1.62), (size * 0.17, size * 0.13), SKIN)


def stool(picture: Picture, at: Point, size: float) -> None:
    """A round stool, its seat hidden under who sits on it."""
    x, y = at
    picture.shade(
        box(x - size * 0.7, y + size * 0.62, x + size * 0.9, y + size * 0.82), size / 5, 0.45
    )
    picture.rect((x - size * 0.07, y, x + size * 0.07, y + size * 0.66), (150, 156, 166))
    picture.ellipse((x, y + size * 0.68), (size * 0.5, size * 0.1), (116, 122, 132))
    picture.rect(
        (x - size * 0.84, y - size * 0.06, x + size * 0.84, y + size * 0.16),
        (52, 58, 70),
        size * 0.1,
    )


def plant(picture: Picture, at: Point, size: float) -> None:
    """A pot plant."""
    x, y = at
    picture.shade(
        box(x - size * 0.6, y - size * 0.08, x + size * 0.8, y + size * 0.12), size / 5, 0.4
    )
    for turn in range(11):
        angle = math.radians(-160 + turn * 14)
        length = size * (1.25 + 0.25 * ((turn * 7) % 3))
        tip = (x + length * math.cos(angle) * 0.72, y - size * 0.7 + length * math.sin(angle))
        middle = between((x, y - size * 0.7), tip, 0.55)
        bend = size * 0.13
        leaf = mix(GREEN, (30, 80, 52), (turn * 5 % 7) / 7)
        picture.polygon(
            [
                (x, y - size * 0.6),
                (middle[0] - bend, middle[1]),
                tip,
                (middle[0] + bend, middle[1] + bend / 2),
            ],
            leaf,
        )
    pot = [
        (x - size * 0.36, y - size * 0.7),
        (x + size * 0.36, y - size * 0.7),
        (x + size * 0.26, y),
        (x - size * 0.26, y),
    ]
    picture.gradient(pot, (206, 120, 84), (150, 80, 56))
    picture.rect(
        (x - size * 0.4, y - size * 0.76, x + size * 0.4, y - size * 0.62), (214, 132, 96), 6
    )


def clock(picture: Picture, at: Point, radius: float, hours: int, minutes: int) -> None:
    """A wall clock."""
    x, y = at
    picture.shade(
        box(x - radius, y - radius * 0.8, x + radius * 1.1, y + radius * 1.2), radius / 3, 0.35
    )
    picture.ellipse(at, (radius, radius), (52, 58, 72))
    picture.ellipse(at, (radius * 0.88, radius * 0.88), (250, 250, 246))
    for hour in range(12):
        angle = math.radians(hour * 30)
        inner, outer = (0.68, 0.8) if hour % 3 == 0 else (0.74, 0.8)
        picture.line(
            [
                (x + radius * inner * math.sin(angle), y - radius * inner * math.cos(angle)),
                (x + radius * outer * math.sin(angle), y - radius * outer * math.cos(angle)),
            ],
            BLACK,
            radius * (0.06 if hour % 3 == 0 else 0.03),
        )
    for angle, length, width in (
        (math.radians(hours * 30 + minutes / 2), 0.46, 0.075),
        (math.radians(minutes * 6), 0.68, 0.05),
    ):
        picture.line(
            [at, (x + radius * length * math.sin(angle), y - radius * length * math.cos(angle))],
            BLACK,
            radius * width,
        )
    picture.ellipse(at, (radius * 0.07, radius * 0.07), RED)


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


def table_top(picture: Picture, colour: Colour = WOOD) -> None:
    """The top of a wooden desk, seen from above, lit from the window at the left."""
    width, height = picture.width, picture.height
    picture.gradient(box(0, 0, width, height), mix(colour, WHITE, 0.16), mix(colour, BLACK, 0.12))
    for row in range(46):
        y = height * row / 46
        wave = [
            (x, y + 9 * math.sin(x / 310 + row * 1.9) + 4 * math.sin(x / 97 + row))
            for x in range(0, width + 40, 40)
        ]
        picture.line(wave, mix(colour, BLACK, 0.05 + 0.05 * (row % 3)), 2.0)
    picture.glow(
        [(0, 0), (width * 0.7, 0), (width * 0.25, height), (0, height)], (255, 240, 210), 160, 0.42
    )


def pen(picture: Picture, start: Point, end: Point, colour: Colour) -> None:
    """A ball pen lying on the table."""
    picture.shade(
        [
            (start[0] + 10, start[1] + 16),
            (end[0] + 10, end[1] + 16),
            (end[0] + 16, end[1] + 30),
            (start[0] + 16, start[1] + 30),
        ],
        10,
        0.5,
    )
    picture.line([start, between(start, end, 0.92)], colour, 26)
    picture.line([between(start, end, 0.02), between(start, end, 0.4)], mix(colour, WHITE, 0.35), 6)
    picture.line([between(start, end, 0.7), between(start, end, 0.73)], (220, 224, 230), 28)
    picture.line([between(start, end, 0.93), end], (70, 70, 76), 9)


def monitor(picture: Picture, screen: Picture, area: Area) -> None:
    """A monitor on its stand, showing a screen."""
    left, top, right, bottom = area
    middle, tall = (left + right) / 2, bottom - top
    picture.shade(box(left + 60, bottom + tall * 0.16, right + 20, bottom + tall * 0.3), 50, 0.45)
    picture.gradient(
        box(middle - tall * 0.1, bottom, middle + tall * 0.1, bottom + tall * 0.2),
        (60, 64, 72),
        (92, 96, 106),
    )
    picture.rect(
        (middle - tall * 0.3, bottom + tall * 0.18, middle + tall * 0.3, bottom + tall * 0.225),
        (66, 70, 80),
        10,
    )
    picture.rect((left - 26, top - 26, right + 26, bottom + 52), (38, 41, 48), 20)
    picture.rect((left - 26, bottom + 30, right + 26, bottom + 52), (54, 58, 66), 10)
    picture.ellipse((middle, bottom + 28), (6, 6), (120, 220, 140))
    picture.lay(screen, box(*area))
    picture.glow(
        [
            (left, top),
            (left + (right - left) * 0.34, top),
            (left + (right - left) * 0.12, bottom),
            (left, bottom),
        ],
        WHITE,
        20,
        0.1,
    )


def signboard(
    picture: Picture,
    area: Area,
    lines: Sequence[tuple[str, float]],
    colours: tuple[Colour, Colour] = (RED, YELLOW),
) -> None:
    """A board on a wall with one or two lines."""
    left, top, right, bottom = area
    ground, letters = colours
    picture.shade(box(left + 8, top + 12, right + 8, bottom + 20), 18, 0.4)
    picture.gradient(box(*area), mix(ground, WHITE, 0.1), mix(ground, BLACK, 0.1))
    gap = (bottom - top) / (len(lines) + 0.45)
    for row, (words, size) in enumerate(lines):
        picture.text(
            ((left + right) / 2, top + gap * (row + 0.72)), words, size, letters, "bold", "mm"
        )
