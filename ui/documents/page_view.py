"""The pages of a paper under one another, drawn when they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from app.errors import AppError, Cancelled
from app.services.previews import PagePicture, PageSize, PdfPages
from app.words import translate
from ui import theme
from ui.jobs import Job, JobRunner, Lane

_GAP: Final = 14
_STEP: Final = 48
_POINTS_PER_INCH: Final = 72
_PIXELS_PER_INCH: Final = 96
_ZOOMS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_KEPT_BYTES: Final = 128 << 20
_PAPER: Final = QColor("#ffffff")


@dataclass(frozen=True, slots=True)
class _Wanted:
    number: int
    width: int


class PageView(QAbstractScrollArea):
    """Scrolls through the pages; only those in sight, and their neighbours, are in memory.

    `page_changed` tells which page, counted from 0, is in view now; `zoom_changed`
    that pages are shown larger or smaller.
    """

    page_changed = Signal(int)
    zoom_changed = Signal()
    first_drawn = Signal()

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pages: PdfPages | None = None
        self._sizes: tuple[PageSize, ...] = ()
        self._zoom: float | None = None
        self._places: list[QRect] = []
        self._images: OrderedDict[_Wanted, QImage] = OrderedDict()
        self._drawing: dict[_Wanted, Job] = {}
        self._shown = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(translate("Pages of the paper"))
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in view, counted from 0."""
        return self._shown

    @property
    def drawn(self) -> list[int]:
        """The pages whose pictures are in memory, counted from 0."""
        return [one.number for one in self._images]

    @property
    def zoom(self) -> float | None:
        """How large pages are, 1 being as on paper; None when they fill the width."""
        return self._zoom

    @property
    def scale(self) -> float:
        """How large pages are now, also when they fill the width."""
        return self._dots_per_point() * _POINTS_PER_INCH / _PIXELS_PER_INCH

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show another paper, or none any more."""
        self._pages = pages
        self._sizes = pages.sizes if pages is not None else ()
        self._images.clear()
        for job in self._drawing.values():
            job.cancel()
        self._drawing.clear()
        self._shown = 0
        self._place()
        self.verticalScrollBar().setValue(0)
        self._on_scrolled()

    def set_zoom(self, zoom: float | None) -> None:
        """Show pages larger or smaller, None to fill the width; the same page stays in view."""
        if zoom == self._zoom:
            return
        page = self._shown
        self._zoom = zoom
        self._place()
        self.go_to(page)
        self.zoom_changed.emit()

    def zoom_by(self, steps: int) -> None:
        """Go so many steps up or down the usual sizes."""
        now = self.scale
        larger = [one for one in _ZOOMS if one > now * 1.01]
        smaller = [one for one in _ZOOMS if one < now * 0.99]
        for _step in range(abs(steps)):
            if steps > 0 and larger:
                self.set_zoom(larger.pop(0))
            elif steps < 0 and smaller:
                self.set_zoom(smaller.pop())

    def go_to(self, page: int) -> None:
        """Bring the top of a page into view."""
        if self._places:
            place = self._places[min(max(page, 0), len(self._places) - 1)]
            self.verticalScrollBar().setValue(place.top() - theme.scaled(_GAP))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self._shown
        self._place()
        if self._zoom is None and event.size().width() != event.oldSize().width():
            self.go_to(page)
        self._ask()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_zooming = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        act = (self._zoom_keys() if is_zooming else self._walk_keys()).get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        colours = theme.current()
        painter.fillRect(event.rect(), QColor(colours.raised))
        offset = self._offset()
        for number in self._in_sight():
            place = self._places[number].translated(-offset)
            painter.fillRect(place.adjusted(2, 2, 3, 3), QColor(colours.shadow))
            painter.fillRect(place, _PAPER)
            image = self._image(number)
            if image is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(place, image)
            painter.setPen(QColor(colours.line))
            painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _zoom_keys(self) -> dict[Qt.Key, Callable[[], None]]:
        return {
            Qt.Key.Key_Plus: partial(self.zoom_by, 1),
            Qt.Key.Key_Equal: partial(self.zoom_by, 1),
            Qt.Key.Key_Minus: partial(self.zoom_by, -1),
            Qt.Key.Key_0: partial(self.set_zoom, None),
        }

    def _walk_keys(self) -> dict[Qt.Key, Callable[[], None]]:
        return {
            Qt.Key.Key_PageDown: partial(self.go_to, self._shown + 1),
            Qt.Key.Key_PageUp: partial(self.go_to, self._shown - 1),
            Qt.Key.Key_Home: partial(self.go_to, 0),
            Qt.Key.Key_End: partial(self.go_to, self.count - 1),
            Qt.Key.Key_Down: partial(self._scroll_by, _STEP),
            Qt.Key.Key_Up: partial(self._scroll_by, -_STEP),
            Qt.Key.Key_Space: partial(self._scroll_by, self.viewport().height() - _STEP),
        }

    def _scroll_by(self, pixels: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + theme.scaled(pixels))

    def _dots_per_point(self) -> float:
        if self._zoom is not None:
            return self._zoom * _PIXELS_PER_INCH / _POINTS_PER_INCH
        widest = max((size.width for size in self._upright()), default=1.0)
        return max(self.viewport().width() - 2 * theme.scaled(_GAP), 100) / widest

    def _upright(self) -> list[PageSize]:
        """Return the pages that set the width: those on their long side only if all are."""
        upright = [size for size in self._sizes if not size.is_landscape]
        return upright or list(self._sizes)

    def _place(self) -> None:
        """Lay the pages under one another, those on their long side no wider than the others."""
        dots, gap = self._dots_per_point(), theme.scaled(_GAP)
        room = self.viewport().width()
        sizes = [QSize(round(size.width * dots), round(size.height * dots)) for size in self._sizes]
        if self._zoom is None:
            most = max(room - 2 * gap, 100)
            sizes = [
                size.scaled(most, size.height(), Qt.AspectRatioMode.KeepAspectRatio)
                if size.width() > most
                else size
                for size in sizes
            ]
        widest = max((size.width() for size in sizes), default=0) + 2 * gap
        self._places, top = [], gap
        for size in sizes:
            left = (max(widest, room) - size.width()) // 2
            self._places.append(QRect(QPoint(left, top), size))
            top += size.height() + gap
        high, wide = self.viewport().height(), self.viewport().width()
        self.verticalScrollBar().setRange(0, max(top - high, 0))
        self.verticalScrollBar().setPageStep(high)
        self.verticalScrollBar().setSingleStep(_STEP)
        self.horizontalScrollBar().setRange(0, max(widest - wide, 0))
        self.horizontalScrollBar().setPageStep(wide)
        self.viewport().update()

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _in_sight(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        return [
            number
            for number, place in enumerate(self._places)
            if place.bottom() >= top and place.top() <= bottom
        ]

    def _on_scrolled(self) -> None:
        self.viewport().update()
        self._ask()
        seen = self._in_sight()
        if not seen:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = next((one for one in seen if self._places[one].bottom() >= middle), seen[-1])
        if page != self._shown:
            self._shown = page
        self.setAccessibleDescription(
            translate("Page {page} of {count}", page=page + 1, count=self.count)
        )
        self.page_changed.emit(page)

    def _image(self, number: int) -> QImage | None:
        """Return the page as sharp as it is there."""
        exact = self._images.get(self._wanted(number))
        if exact is not None:
            return exact
        return next((self._images[one] for one in self._images if one.number == number), None)

    def _wanted(self, number: int) -> _Wanted:
        width = self._places[number].width() * self.viewport().devicePixelRatio()
        return _Wanted(number, max(round(width), 1))

    def _ask(self) -> None:
        """Have the pages in sight drawn, then their neighbours; nobody waits for any other."""
        if self._pages is None:
            return
        seen = self._in_sight()
        around = (
            [one for one in (seen[-1] + 1, seen[0] - 1) if 0 <= one < self.count] if seen else []
        )
        wanted = [self._wanted(number) for number in (*seen, *around)]
        for one in [other for other in self._drawing if other not in wanted]:
            self._drawing.pop(one).cancel()
        for one in wanted:
            if one not in self._images and one not in self._drawing:
                self._draw(self._pages, one)

    def _draw(self, pages: PdfPages, wanted: _Wanted) -> None:
        def work(_progress: object) -> QImage:
            try:
                return image_of(pages.picture(wanted.number, wanted.width))
            except AppError:
                # Who closed the paper does not wait for it any more.
                if self._pages is not pages:
                    raise Cancelled from None
                raise

        job = self._jobs.start(work, Lane.ASIDE)
        self._drawing[wanted] = job
        job.succeeded.connect(partial(self._on_drawn, pages, wanted))
        job.finished.connect(partial(self._drawing.pop, wanted, None))

    def _on_drawn(self, pages: PdfPages, wanted: _Wanted, image: QImage) -> None:
        if pages is not self._pages:
            return
        for old in [one for one in self._images if one.number == wanted.number]:
            del self._images[old]
        self._images[wanted] = image
        while sum(one.sizeInBytes() for one in self._images.values()) > _KEPT_BYTES:
            self._images.popitem(last=False)
        if len(self._images) == 1:
            self.first_drawn.emit()
        self.viewport().update()


def image_of(picture: PagePicture) -> QImage:
    """Return a page as Qt draws it."""
    stride = picture.width * 4
    shown = QImage(
        picture.pixels, picture.width, picture.height, stride, QImage.Format.Format_RGB32
    )
    # Its own memory: the bytes go when this ends.
    return shown.copy()
