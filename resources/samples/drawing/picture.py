"""A canvas with soft light: shapes, gradients, shadows, and flat pictures laid down in perspective.

Coordinates are those of the finished picture; everything is drawn twice as large
and reduced at the end, which gives smooth edges that Pillow's own lines lack.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, TypeAlias

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Point: TypeAlias = tuple[float, float]
Colour: TypeAlias = tuple[int, int, int]
Quad: TypeAlias = tuple[Point, Point, Point, Point]
Area: TypeAlias = tuple[float, float, float, float]

FONTS: Final = {
    # Liberation is what the documents are set in; DejaVu stands in where it is missing.
    "sans": ("LiberationSans-Regular.ttf", "DejaVuSans.ttf"),
    "bold": ("LiberationSans-Bold.ttf", "DejaVuSans-Bold.ttf"),
    "serif": ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf"),
    "serif-bold": ("LiberationSerif-Bold.ttf", "DejaVuSerif-Bold.ttf"),
}
BLACK: Final = (20, 22, 28)
WHITE: Final = (255, 255, 255)
_OVERSAMPLING: Final = 2


@cache
def font(style: str, size: int) -> ImageFont.FreeTypeFont:
    """The first installed font of a style."""
    for name in FONTS[style]:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    missing = f"None of these fonts is installed: {', '.join(FONTS[style])}"
    raise SystemExit(missing)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The colour between two, `share` of the way from the first to the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def between(first: Point, second: Point, share: float) -> Point:
    """The point between two, `share` of the way."""
    return first[0] + (second[0] - first[0]) * share, first[1] + (second[1] - first[1]) * share


def box(left: float, top: float, right: float, bottom: float) -> Quad:
    """The corners of an upright rectangle."""
    return (left, top), (right, top), (right, bottom), (left, bottom)


class Picture:
    """One picture being drawn."""

    def __init__(self, width: int, height: int, colour: Colour = WHITE) -> None:
        self.width, self.height = width, height
        size = (width * _OVERSAMPLING, height * _OVERSAMPLING)
        self.image = Image.new("RGB", size, colour)
        self._draw = ImageDraw.Draw(self.image)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled shape."""
        self._draw.polygon(_scaled(points), fill=colour)

    def rect(self, area: Area, colour: Colour, radius: float = 0) -> None:
        """A filled rectangle, with round corners if wanted."""
        left, top, right, bottom = area
        corners = _scaled([(left, top), (right, bottom)])
        self._draw.rounded_rectangle(corners, radius * _OVERSAMPLING, fill=colour)

    def ellipse(self, centre: Point, radii: Point, colour: Colour) -> None:
        """A filled ellipse."""
        (x, y), (across, down) = centre, radii
        corners = _scaled([(x - across, y - down), (x + across, y + down)])
        self._draw.ellipse(corners, fill=colour)

    def ring(self, centre: Point, radius: float, colour: Colour, width: float) -> None:
        """A circle's line."""
        corners = _scaled(
            [(c - radius, d - radius) for c, d in [centre]]
            + [(centre[0] + radius, centre[1] + radius)]
        )
        self._draw.ellipse(corners, outline=colour, width=round(width * _OVERSAMPLING))

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line through points, with round ends."""
        self._draw.line(
            _scaled(points), fill=colour, width=round(width * _OVERSAMPLING), joint="curve"
        )
        for point in (points[0], points[-1]):
            self.ellipse(point, (width / 2, width / 2), colour)

    def text(
        self,
        at: Point,
        words: str,
        size: float,
        colour: Colour = BLACK,
        style: str = "sans",
        anchor: str = "lm",
    ) -> None:
        """Words at a point; the anchor is Pillow's (`mm` centres them)."""
        face = font(style, round(size * _OVERSAMPLING))
        self._draw.text(_scaled([at])[0], words, fill=colour, font=face, anchor=anchor)

    def gradient(self, points: Sequence[Point], top: Colour, bottom: Colour) -> None:
        """A shape whose colour runs from top to bottom."""
        mask, place = self._mask(points)
        ramp = Image.linear_gradient("L").resize(mask.size)
        colours = Image.composite(
            Image.new("RGB", mask.size, bottom), Image.new("RGB", mask.size, top), ramp
        )
        self.image.paste(colours, place, mask)

    def glow(self, points: Sequence[Point], colour: Colour, blur: float, strength: float) -> None:
        """A soft patch of light or, with a dark colour, of shade."""
        small = Image.new("L", (self.width // 2, self.height // 2))
        ImageDraw.Draw(small).polygon(
            [(x / 2, y / 2) for x, y in points], fill=round(255 * strength)
        )
        mask = small.filter(ImageFilter.GaussianBlur(blur / 2)).resize(self.image.size)
        self.image.paste(colour, (0, 0), mask)

    def shade(self, points: Sequence[Point], blur: float = 24, strength: float = 0.35) -> None:
        """The soft shadow of a shape."""
        self.glow(points, (28, 24, 36), blur, strength)

    def lay(self, sheet: Picture, quad: Quad) -> None:
        """Another picture laid down in perspective on four corners, clockwise from its top left."""
        target = _scaled(quad)
        size = self.image.size
        coefficients = _perspective(target, sheet.image.size)
        flat = sheet.image.transform(
            size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC
        )
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon(target, fill=255)
        self.image.paste(flat, (0, 0), mask)

    def finish(self) -> Image.Image:
        """The picture at its size, a little darker towards the corners as through a lens."""
        reduced = self.image.reduce(_OVERSAMPLING)
        edge = Image.radial_gradient("L").resize(reduced.size).point(_vignette())
        return ImageChops.multiply(reduced, Image.merge("RGB", (edge, edge, edge)))

    def _mask(self, points: Sequence[Point]) -> tuple[Image.Image, tuple[int, int]]:
        scaled = _scaled(points)
        left, top = round(min(x for x, _ in scaled)), round(min(y for _, y in scaled))
        right, bottom = round(max(x for x, _ in scaled)), round(max(y for _, y in scaled))
        mask = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in scaled], fill=255)
        return mask, (left, top)


def _vignette() -> list[int]:
    return [round(255 - 46 * (max(distance - 90, 0) / 165) ** 1.6) for distance in range(256)]


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * _OVERSAMPLING, y * _OVERSAMPLING) for x, y in points]


def _perspective(quad: Sequence[Point], size: tuple[int, int]) -> list[float]:
    """Pillow's eight numbers that take a point of the target back to the flat picture.

    The mapping from the unit square to a quadrilateral is known in closed form; its
    adjugate is the way back.
    """
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = quad
    dx1, dx2, sx = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
    dy1, dy2, sy = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
    whole = dx1 * dy2 - dx2 * dy1
    g, h = (sx * dy2 - dx2 * sy) / whole, (dx1 * sy - sx * dy1) / whole
    a, b, c = x1 - x0 + g * x1, x3 - x0 + h * x3, x0
    d, e, f = y1 - y0 + g * y1, y3 - y0 + h * y3, y0
    width, height = size
    last = a * e - b * d
    across = [(e - f * h) * width, (c * h - b) * width, (b * f - c * e) * width]
    down = [(f * g - d) * height, (a - c * g) * height, (c * d - a * f) * height]
    depth = [d * h - e * g, b * g - a * h]
    return [number / last for number in (*across, *down, *depth)]
