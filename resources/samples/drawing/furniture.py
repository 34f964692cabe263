"""What stands in an office: desks, chairs, seats, plants, a clock."""

from __future__ import annotations

import math

from drawing.colours import GREEN, RED, WOOD
from drawing.picture import BLACK, WHITE, Area, Colour, Picture, Point, between, box, mix


def desk(picture: Picture, area: Area, depth: float) -> None:
    """A desk with a drawer, seen from the front."""
    left, top, right, bottom = area
    picture.shade(box(left, bottom - 30, right + 40, bottom + 40), 40, 0.5)
    picture.gradient(
        box(left + 20, top + 30, right - 20, bottom), mix(WOOD, BLACK, 0.1), mix(WOOD, BLACK, 0.32)
    )
    picture.rect(
        (right - 180 * depth, top + 50, right - 40 * depth, bottom - 20), mix(WOOD, BLACK, 0.2), 6
    )
    picture.rect((right - 130 * depth, top + 80, right - 90 * depth, top + 90), (210, 214, 220), 4)
    surface = [
        (left + 30 * depth, top - 40 * depth),
        (right - 30 * depth, top - 40 * depth),
        (right, top + 30),
        (left, top + 30),
    ]
    picture.gradient(surface, mix(WOOD, WHITE, 0.34), mix(WOOD, WHITE, 0.12))
    picture.rect((left, top + 28, right, top + 44), mix(WOOD, BLACK, 0.16), 4)


def laptop(picture: Picture, at: tuple[float, float], size: float, *, on: bool = True) -> None:
    """A laptop, its screen towards whoever sits at the desk."""
    x, y = at
    picture.polygon(
        [
            (x - 110 * size, y - 160 * size),
            (x + 100 * size, y - 160 * size),
            (x + 112 * size, y - 10 * size),
            (x - 122 * size, y - 10 * size),
        ],
        (44, 48, 56),
    )
    glass = [
        (x - 102 * size, y - 152 * size),
        (x + 92 * size, y - 152 * size),
        (x + 102 * size, y - 18 * size),
        (x - 112 * size, y - 18 * size),
    ]
    picture.gradient(
        glass, (64, 70, 82) if on else (24, 27, 33), (52, 58, 70) if on else (16, 18, 23)
    )
    picture.polygon(
        [
            (x - 122 * size, y - 10 * size),
            (x + 112 * size, y - 10 * size),
            (x + 134 * size, y + 16 * size),
            (x - 144 * size, y + 16 * size),
        ],
        (150, 156, 166),
    )


def chair(picture: Picture, at: tuple[float, float], size: float) -> None:
    """An empty office chair."""
    x, y = at
    picture.shade(box(x - 100 * size, y + 20, x + 130 * size, y + 300 * size), 40, 0.3)
    picture.gradient(
        box(x - 96 * size, y, x + 96 * size, y + 220 * size), (70, 78, 92), (44, 50, 60)
    )
    picture.rect((x - 108 * size, y - 16 * size, x + 108 * size, y + 40 * size), (80, 88, 102), 24)
    picture.line([(x - 60 * size, y + 40 * size), (x - 60 * size, y + 200 * size)], (60, 66, 78), 5)
    picture.line([(x + 60 * size, y + 40 * size), (x + 60 * size, y + 200 * size)], (60, 66, 78), 5)


def seat(picture: Picture, at: Point, size: float, colour: Colour) -> None:
    """A seat of a waiting area, facing us."""
    x, y = at
    width, tall = 330 * size, 190 * size
    picture.shade(box(x + 10, y + tall * 1.75, x + width + 20, y + tall * 1.95), 24, 0.45)
    picture.rect(
        (x + width * 0.45, y + tall * 1.2, x + width * 0.55, y + tall * 1.8), (120, 126, 136)
    )
    picture.rect(
        (x + width * 0.2, y + tall * 1.74, x + width * 0.8, y + tall * 1.82), (104, 110, 120), 8
    )
    picture.gradient(
        [(x + 14, y), (x + width - 14, y), (x + width - 4, y + tall), (x + 4, y + tall)],
        mix(colour, WHITE, 0.18),
        mix(colour, BLACK, 0.1),
    )
    picture.rect((x + 10, y - 12, x + width - 10, y + 22), mix(colour, WHITE, 0.22), 14)
    picture.gradient(
        [
            (x + 4, y + tall),
            (x + width - 4, y + tall),
            (x + width + 16, y + tall * 1.28),
            (x - 16, y + tall * 1.28),
        ],
        mix(colour, WHITE, 0.3),
        mix(colour, WHITE, 0.06),
    )
    picture.rect(
        (x - 16, y + tall * 1.26, x + width + 16, y + tall * 1.36), mix(colour, BLACK, 0.25), 10
    )


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
