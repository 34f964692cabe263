"""The ground that marks are drawn on: where places of a photo lie, how thick a line is there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QTransform

from app.domain.photo_geometry import HEAD, LETTER, LINE, area_of
from app.domain.photo_look import AS_TAKEN, PhotoLook
from app.domain.photo_mark import WHOLE
from ui import theme


class PhotoGround:
    """A photo upright, in pixels of its original; all that is drawn on it measures here."""

    def __init__(self) -> None:
        self.size = QSizeF(1, 1)
        self.look: PhotoLook = AS_TAKEN
        self.is_cropping = False
        self.pixel = 1.0
        """How large a pixel of the screen is here."""

    @property
    def area(self) -> QRectF:
        """The part of the photo that is seen."""
        left, top, right, bottom = area_of(self.look)
        return QRectF(self.point(left, top), self.point(right, bottom))

    @property
    def shown(self) -> QRectF:
        """What there is to look at: the whole photo while it is being cropped."""
        return QRectF(QPointF(), self.size) if self.is_cropping else self.area

    @property
    def line(self) -> float:
        """How thick lines are drawn."""
        return self._long * LINE

    @property
    def head(self) -> float:
        """How long the head of an arrow is."""
        return self._long * HEAD

    @property
    def letters(self) -> QFont:
        """What texts are written in."""
        font = theme.font(bold=True)
        font.setPixelSize(max(1, round(self._long * LETTER)))
        return font

    @property
    def upright(self) -> QTransform:
        """How a place in what is seen lies in the photo."""
        area = self.area
        left, top, width, height = area.x(), area.y(), area.width(), area.height()
        return [
            QTransform(1, 0, 0, 1, left, top),
            QTransform(0, -1, 1, 0, left, top + height),
            QTransform(-1, 0, 0, -1, left + width, top + height),
            QTransform(0, 1, -1, 0, left + width, top),
        ][self.look.turn % 4]

    @property
    def _long(self) -> float:
        return max(self.area.width(), self.area.height())

    def point(self, x: float, y: float) -> QPointF:
        """Return where a place given in ten-thousandths lies."""
        return QPointF(x * self.size.width() / WHOLE, y * self.size.height() / WHOLE)

    def place(self, point: QPointF) -> tuple[int, int]:
        """Return the ten-thousandths of a place, the nearest inside what there is to look at."""
        shown = self.shown
        x = min(max(point.x(), shown.left()), shown.right()) * WHOLE / self.size.width()
        y = min(max(point.y(), shown.top()), shown.bottom()) * WHOLE / self.size.height()
        return min(max(round(x), 0), WHOLE), min(max(round(y), 0), WHOLE)
