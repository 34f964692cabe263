"""A photo on the screen: fitted to the window or larger, turned, and moved about."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView
from typing_extensions import override

from ui.visit.photo_scene import PhotoScene

_STEPS: Final = (0.05, 0.1, 0.15, 0.25, 0.33, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
_LARGEST_FIT: Final = 4.0
_SMALLEST: Final = 1e-4


class ZoomView(QGraphicsView):
    """Shows a scene at a size; the wheel changes it around the place of the mouse."""

    zoom_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.photo = PhotoScene()
        self.photo.setParent(self)
        self.setScene(self.photo)
        self._zoom: float | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)

    @property
    def zoom(self) -> float | None:
        """How large a pixel of the original is on the screen; None while the photo fits it."""
        return self._zoom

    @property
    def scale_now(self) -> float:
        """How large a pixel of the original is now, also while the photo fits the screen."""
        return self._fitting() if self._zoom is None else self._zoom

    @property
    def in_sight(self) -> QRectF:
        """The part of the photo that is on the screen."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        return seen.intersected(self.photo.ground.shown)

    def set_zoom(self, zoom: float | None, at: QPointF | None = None) -> None:
        """Show the photo larger or smaller, None to fit it to the window.

        Args:
            zoom: pixels of the screen for a pixel of the original.
            at: the place in the window that stays where it is; its middle if none is named.
        """
        place = at if at is not None else QPointF(self.viewport().rect().center())
        under = self.mapToScene(place.toPoint())
        self._zoom = zoom
        self.fit_again()
        if zoom is not None:
            self._bring(under, place)
        self.zoom_changed.emit()

    def zoom_by(self, steps: int, at: QPointF | None = None) -> None:
        """Go so many steps up or down the usual sizes."""
        now = self.scale_now
        larger = [one for one in _STEPS if one > now * 1.02]
        smaller = [one for one in reversed(_STEPS) if one < now * 0.98]
        wanted = larger if steps > 0 else smaller
        if wanted:
            self.set_zoom(wanted[min(abs(steps), len(wanted)) - 1], at)

    def fit_again(self) -> None:
        """Lay the photo out anew after it, its look or the window changed."""
        self.photo.setSceneRect(self.photo.ground.shown)
        scale = self.scale_now
        self.photo.ground.pixel = 1 / scale
        turned = QTransform().rotate(90 * (self.photo.ground.look.turn % 4))
        self.setTransform(turned.scale(scale, scale))
        if self._zoom is None:
            self.centerOn(self.photo.ground.shown.center())

    def scroll_by(self, way: QPoint) -> None:
        """Move the photo by so many pixels of the screen."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - way.x())
        down.setValue(down.value() - way.y())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1, event.position())
        event.accept()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_again()

    def _fitting(self) -> float:
        shown, room = self.photo.ground.shown, self.viewport().size()
        width, height = shown.width(), shown.height()
        if self.photo.ground.look.turn % 2:
            width, height = height, width
        fits = min(room.width() / width, room.height() / height, _LARGEST_FIT)
        return max(fits, _SMALLEST)

    def _bring(self, point: QPointF, place: QPointF) -> None:
        self.scroll_by(place.toPoint() - self.mapFromScene(point))
