"""People in the pictures: without faces anybody could recognise."""

from __future__ import annotations

from drawing.colours import HAIR, SKIN
from drawing.picture import BLACK, WHITE, Colour, Picture, Point, box, mix


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
