"""Rooms and what stands in them: furniture, plants, clocks, monitors, signboards."""

from __future__ import annotations

import math
from collections.abc import Sequence

from drawing.colours import RED, WOOD, YELLOW
from drawing.picture import BLACK, WHITE, Area, Colour, Picture, Point, between, box, mix


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


def keyboard(picture: Picture, at: Point, colours: tuple[Colour, Colour]) -> None:
    """A keyboard in front of a monitor; `at` is its far left corner."""
    left, top = at
    case, keys = colours
    far, near = (left, left + 840), (left - 70, left + 910)
    picture.shade(box(near[0] + 20, top + 40, near[1] + 10, top + 190), 20, 0.5)
    slope = [(far[0], top), (far[1], top), (near[1], top + 160), (near[0], top + 160)]
    picture.gradient(slope, case, mix(case, BLACK, 0.25))
    for row in range(4):
        share = (row + 0.5) / 4
        begin = far[0] + (near[0] - far[0]) * share + 26
        step = (far[1] + (near[1] - far[1]) * share - 26 - begin) / 15
        for key in range(15):
            x, y = begin + step * key, top + 16 + row * 35
            picture.rect((x, y, x + step - 8, y + 26), keys, 5)
