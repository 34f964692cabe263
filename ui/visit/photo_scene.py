"""A photo and what is drawn over it, as a scene in the pixels of the upright original."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from app.domain.photo_geometry import (
    INK,
    TEXT_WIDTH,
    Area,
    arrow_of,
    lines_of,
)
from app.domain.photo_look import AS_TAKEN, DrawnMark, PhotoLook
from app.domain.photo_mark import MarkKind
from ui import theme
from ui.visit.photo_ground import PhotoGround

HANDLE: Final = 9
"""Half a handle, in pixels of the screen; as large as a finger's tip needs with its margin."""
_DIMMED: Final = 150
_PAPER: Final = QColor("#ffffff")
_INK: Final = QColor(INK)
_BLACK: Final = QColor("#000000")
_EDGES: Final = 2


class PictureItem(QGraphicsItem):
    """The photo in two copies: the small one is painted where it has pixels enough."""

    def __init__(self) -> None:
        super().__init__()
        self._size = QSizeF(1, 1)
        self._images: list[QImage] = []

    def show_size(self, size: QSizeF) -> None:
        """Make room for another photo, which is not there yet."""
        self.prepareGeometryChange()
        self._size = size
        self._images = []

    def add(self, image: QImage) -> None:
        """Take one more copy of the photo."""
        self._images = sorted([*self._images, image], key=lambda one: one.width())
        self.update()

    @property
    def has_image(self) -> bool:
        """Whether there is anything to see yet."""
        return bool(self._images)

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(QPointF(), self._size)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if not self._images:
            return
        detail = option.levelOfDetailFromTransform(painter.worldTransform())
        wanted = self._size.width() * detail * painter.device().devicePixelRatio()
        enough = (one for one in self._images if one.width() >= wanted)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.boundingRect(), next(enough, self._images[-1]))


class MarkItem(QGraphicsItem):
    """One mark, drawn as it is burned into what leaves the program."""

    def __init__(self, mark: DrawnMark, ground: PhotoGround, key: str = "") -> None:
        super().__init__()
        self.mark = mark
        self.key = key
        """The identity of what it shows; empty while it is only being drawn."""
        self.is_chosen = False
        self._photo = ground
        self.setZValue(1 if mark.kind is MarkKind.BLACK_OUT else 2)

    @property
    def rect(self) -> QRectF:
        """Where its two corners or ends are."""
        first = self._photo.point(self.mark.from_x, self.mark.from_y)
        last = self._photo.point(self.mark.to_x, self.mark.to_y)
        return QRectF(first, last).normalized()

    @property
    def handles(self) -> list[QPointF]:
        """The places by which it is stretched, the one that moves `to` last."""
        first = self._photo.point(self.mark.from_x, self.mark.from_y)
        last = self._photo.point(self.mark.to_x, self.mark.to_y)
        if self.mark.kind is MarkKind.TEXT:
            return []
        if self.mark.kind is MarkKind.ARROW:
            return [first, last]
        return [first, QPointF(last.x(), first.y()), QPointF(first.x(), last.y()), last]

    def change(self, mark: DrawnMark) -> None:
        """Show it as it is now."""
        if mark != self.mark:
            self.prepareGeometryChange()
            self.mark = mark
            self.update()

    def choose(self, *, chosen: bool) -> None:
        """Show or hide by what it is taken hold of."""
        if chosen != self.is_chosen:
            self.prepareGeometryChange()
            self.is_chosen = chosen
            self.update()

    @override
    def boundingRect(self) -> QRectF:
        edge = self._photo.line * 4 + self._photo.head + HANDLE * 3 * self._photo.pixel
        return self._drawn_rect().adjusted(-edge, -edge, edge, edge)

    @override
    def shape(self) -> QPainterPath:
        path = QPainterPath()
        if self.mark.kind is MarkKind.ARROW:
            path.moveTo(self.handles[0])
            path.lineTo(self.handles[1])
            stroker = QPainterPathStroker()
            stroker.setWidth(self._photo.head)
            return stroker.createStroke(path)
        path.addRect(self._drawn_rect())
        return path

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match self.mark.kind:
            case MarkKind.BLACK_OUT:
                painter.fillRect(self.rect, _BLACK)
            case MarkKind.BOX:
                self._paint_box(painter)
            case MarkKind.ARROW:
                self._paint_arrow(painter)
            case MarkKind.TEXT:
                self._paint_text(painter)
        if self.is_chosen:
            self._paint_hold(painter)

    def _drawn_rect(self) -> QRectF:
        if self.mark.kind is MarkKind.TEXT:
            transform, label, _lines = self._label()
            return transform.mapRect(label)
        return self.rect

    def _paint_box(self, painter: QPainter) -> None:
        line = self._photo.line
        for colour, width in ((_PAPER, line * 3), (_INK, line)):
            painter.setPen(_pen(colour, width))
            painter.drawRect(self.rect)

    def _paint_arrow(self, painter: QPainter) -> None:
        line = self._photo.line
        tail, head = ((one.x(), one.y()) for one in self.handles)
        shaft, tip = arrow_of(tail, head, self._photo.head)
        corners = QPolygonF([QPointF(*corner) for corner in tip])
        for colour, more in ((_PAPER, line), (_INK, 0.0)):
            painter.setPen(QPen(colour, line + 2 * more))
            painter.drawLine(QPointF(*tail), QPointF(*shaft))
            painter.setPen(_pen(colour, 2 * more))
            painter.setBrush(colour)
            painter.drawPolygon(corners)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_text(self, painter: QPainter) -> None:
        transform, label, lines = self._label()
        line, font = self._photo.line, self._photo.letters
        metrics = QFontMetricsF(font)
        painter.save()
        painter.setTransform(transform, combine=True)
        painter.setPen(QPen(_INK, line))
        painter.setBrush(_PAPER)
        painter.drawRect(label)
        painter.setFont(font)
        for number, text in enumerate(lines):
            baseline = label.top() + 3 * line + metrics.ascent() + number * metrics.height()
            painter.drawText(QPointF(label.left() + 3 * line, baseline), text)
        painter.restore()

    def _label(self) -> tuple[QTransform, QRectF, Sequence[str]]:
        """Return how a text comes upright, its frame there, and its lines."""
        photo = self._photo
        upright = photo.upright
        metrics, pad = QFontMetricsF(photo.letters), 3 * photo.line
        seen = upright.inverted()[0].mapRect(photo.area)
        lines = lines_of(self.mark.text, metrics.horizontalAdvance, seen.width() * TEXT_WIDTH)
        width = max(map(metrics.horizontalAdvance, lines), default=0) + 2 * pad
        height = metrics.height() * len(lines) + 2 * pad
        place = upright.inverted()[0].map(photo.point(self.mark.from_x, self.mark.from_y))
        left = min(max(place.x(), 0), max(seen.width() - width - photo.line, 0))
        top = min(max(place.y(), 0), max(seen.height() - height - photo.line, 0))
        return upright, QRectF(left, top, width, height), lines

    def _paint_hold(self, painter: QPainter) -> None:
        pixel = self._photo.pixel
        accent = QColor(theme.current().accent)
        pen = QPen(accent, 2 * pixel)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.mark.kind is not MarkKind.ARROW:
            painter.setPen(QPen(_PAPER, 4 * pixel))
            painter.drawRect(self._drawn_rect())
            painter.setPen(pen)
            painter.drawRect(self._drawn_rect())
        painter.setPen(pen)
        painter.setBrush(QBrush(_PAPER))
        size = HANDLE * pixel
        for place in self.handles:
            painter.drawRect(QRectF(place.x() - size / 2, place.y() - size / 2, size, size))


class HintItem(QGraphicsItem):
    """A frame around what may be a face: dashed, and nothing until somebody accepts it."""

    def __init__(self, number: int, mark: DrawnMark, ground: PhotoGround) -> None:
        super().__init__()
        self.number = number
        self.mark = mark
        self.is_chosen = False
        self._photo = ground
        self.setZValue(3)

    def choose(self, *, chosen: bool) -> None:
        """Show whether Enter would accept it."""
        self.is_chosen = chosen
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        edge = 4 * self._photo.pixel
        return self._rect().adjusted(-edge, -edge, edge, edge)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        pixel = self._photo.pixel
        width = (4 if self.is_chosen else 2) * pixel
        painter.setBrush(QColor(255, 255, 255, 90) if self.is_chosen else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_BLACK, width))
        painter.drawRect(self._rect())
        pen = QPen(QColor("#ffd84a"), width)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawRect(self._rect())

    def _rect(self) -> QRectF:
        return QRectF(
            self._photo.point(self.mark.from_x, self.mark.from_y),
            self._photo.point(self.mark.to_x, self.mark.to_y),
        )


class PhotoScene(QGraphicsScene):
    """The photo, its marks, and what lies outside its crop, which is not seen."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = PictureItem()
        self.addItem(self.picture)
        self.ground = PhotoGround()
        self.marks: list[MarkItem] = []
        self.hints: list[HintItem] = []
        # Few items, and all of them move: an index would only be kept up to date.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)

    def show_photo(self, width: int, height: int) -> None:
        """Make room for another photo."""
        self.ground.size = QSizeF(max(width, 1), max(height, 1))
        self.picture.show_size(self.ground.size)
        self.show_marks(AS_TAKEN, ())
        self.show_hints(())

    def show_marks(self, look: PhotoLook, keys: Iterable[str], chosen: str = "") -> None:
        """Show a photo in its look; `keys` are the identities of its marks, in their order.

        What has no key is on its way to the store.
        """
        self.ground.look = look
        for item in self.marks:
            self.removeItem(item)
        names = [*keys, *[""] * len(look.marks)]
        self.marks = [
            MarkItem(mark, self.ground, key) for mark, key in zip(look.marks, names, strict=False)
        ]
        for item in self.marks:
            item.is_chosen = bool(chosen) and item.key == chosen
            self.addItem(item)
        self.update()

    def show_hints(self, hints: Iterable[DrawnMark]) -> None:
        """Show frames around what may be faces."""
        for item in self.hints:
            self.removeItem(item)
        self.hints = [HintItem(number, mark, self.ground) for number, mark in enumerate(hints)]
        for item in self.hints:
            self.addItem(item)

    def set_cropping(self, *, cropping: bool) -> None:
        """Show the whole photo with its edges dimmed, or only what is seen of it."""
        self.ground.is_cropping = cropping
        self.update()

    def mark_at(self, point: QPointF) -> MarkItem | None:
        """Return the topmost mark at a place that can be taken hold of."""
        found = [one for one in self.marks if one.key and one.shape().contains(point)]
        return max(found, key=lambda one: one.zValue(), default=None)

    def hint_at(self, point: QPointF) -> HintItem | None:
        """Return the frame at a place."""
        return next((one for one in self.hints if one.boundingRect().contains(point)), None)

    @override
    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        hidden = QPainterPath()
        hidden.addRect(QRectF(rect).adjusted(-_EDGES, -_EDGES, _EDGES, _EDGES))
        hidden.addRect(self.ground.area)
        colour = QColor(theme.current().window)
        if self.ground.is_cropping:
            colour = QColor(0, 0, 0, _DIMMED)
        painter.fillPath(hidden, colour)


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def moved(mark: DrawnMark, across: int, down: int, within: Area) -> DrawnMark:
    """Return a mark moved by so much, as far as it stays inside."""
    left, right = sorted((mark.from_x, mark.to_x))
    top, bottom = sorted((mark.from_y, mark.to_y))
    across = min(max(across, within[0] - left), within[2] - right)
    down = min(max(down, within[1] - top), within[3] - bottom)
    return replace(
        mark,
        from_x=mark.from_x + across,
        from_y=mark.from_y + down,
        to_x=mark.to_x + across,
        to_y=mark.to_y + down,
    )
