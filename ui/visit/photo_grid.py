"""Photos as a grid of thumbnails that appear as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from app.domain.photo import Photo
from app.ids import PhotoId
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.icons import Icon, pixmap
from ui.visit.photo_images import PhotoImages
from ui.visit.photo_model import (
    AS_THEY_ARE,
    NO_FLAGS,
    Flags,
    Index,
    Looks,
    PhotoModel,
    PhotoRole,
)

_SIDE: Final = 160
_GAP: Final = 4


class PhotoGrid(QListView):
    """The grid; it tells which photos are chosen, and which one is to be seen large."""

    chosen_changed = Signal()
    photo_opened = Signal(object)
    removal_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.images = PhotoImages(desk, self)
        self.images.show_at(round(theme.scaled(_SIDE) * self.devicePixelRatioF()))
        self.photos = PhotoModel(self.images, self)
        self.setModel(self.photos)
        self.setItemDelegate(_PhotoDelegate(self))
        # Lines that wrap, not Qt's icon mode: that one keeps a tree of every item's place.
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Or the cells would grow and shrink whenever it comes and goes.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(theme.scaled(40))
        self.setMouseTracking(True)
        self.setProperty("role", "cards")
        self.setAccessibleName(translate("Photos"))
        # A range of a thousand changes the selection once, not a thousand times.
        self._told_soon = QTimer(self)
        self._told_soon.setSingleShot(True)
        self._told_soon.setInterval(0)
        self._told_soon.timeout.connect(self.chosen_changed)
        self.selectionModel().selectionChanged.connect(lambda *_: self._told_soon.start())
        self.activated.connect(lambda index: self.photo_opened.emit(index.data(PhotoRole.PHOTO)))

    @property
    def chosen(self) -> Photo | None:
        """The photo chosen, the one with the keyboard where there are more."""
        photos = self.all_chosen
        index = self.currentIndex()
        current: Photo | None = index.data(PhotoRole.PHOTO) if index.isValid() else None
        return current if current in photos else next(iter(photos), None)

    @property
    def all_chosen(self) -> tuple[Photo, ...]:
        """The photos chosen, in the order of the grid."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.photos.photos[row] for row in rows)

    def show_photos(
        self, photos: Sequence[Photo], flags: Flags = NO_FLAGS, looks: Looks = AS_THEY_ARE
    ) -> None:
        """Show photos; those chosen before are still chosen, or else what stands there now."""
        current = self.chosen
        chosen = {photo.id for photo in self.all_chosen}
        self.photos.show_photos(photos, flags, looks)
        if chosen != {photo.id for photo in self.all_chosen}:
            self._choose_all(chosen, current.id if current is not None else PhotoId(""))
        if photos and not self.selectionModel().hasSelection():
            # Where one was taken out, the next one; Qt has moved there.
            self._choose_row(max(self.currentIndex().row(), 0))
        self._told_soon.start()

    def choose(self, photo_id: str) -> None:
        """Choose a photo and bring it into sight."""
        row = self.photos.row_of(photo_id)
        if row >= 0:
            self._choose_row(row)
            self.scrollTo(self.photos.index(row))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        width = max(self.viewport().width() - 1, 1)
        least = theme.scaled(_SIDE + 2 * _GAP)
        wide = width // max(width // least, 1)
        high = theme.scaled(_SIDE + 3 * _GAP) + 2 * self.fontMetrics().height()
        if self.gridSize() != QSize(wide, high):
            self.setGridSize(QSize(wide, high))
        super().resizeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.chosen is not None:
            self.photo_opened.emit(self.chosen)
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)

    def _choose_row(self, row: int) -> None:
        # Qt would ask the keyboard what to do: with Ctrl of Ctrl+Z held down, nothing is chosen.
        self.selectionModel().setCurrentIndex(
            self.photos.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _choose_all(self, photo_ids: set[PhotoId], current: PhotoId) -> None:
        rows = [self.photos.row_of(one) for one in photo_ids]
        selection = QItemSelection()
        for row in rows:
            if row >= 0:
                selection.select(self.photos.index(row), self.photos.index(row))
        at = self.photos.row_of(current)
        if at >= 0:
            self.selectionModel().setCurrentIndex(
                self.photos.index(at), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)


class _PhotoDelegate(QStyledItemDelegate):
    def __init__(self, grid: PhotoGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._grid.gridSize()

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, gap = theme.current(), theme.scaled(_GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        side = theme.scaled(_SIDE)
        left = option.rect.left() + (option.rect.width() - side) / 2
        frame = QRectF(left, option.rect.top() + gap, side, side)
        outline = QPainterPath()
        outline.addRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        painter.fillPath(outline, QColor(colours.raised))
        image: QImage | None = index.data(PhotoRole.IMAGE)
        if image is not None:
            painter.save()
            painter.setClipPath(outline)
            painter.drawImage(frame, image)
            painter.restore()
        else:
            waiting = pixmap(Icon.CAMERA, colours.frame, 24)
            size = waiting.deviceIndependentSize()
            corner = frame.center()
            painter.drawPixmap(
                round(corner.x() - size.width() / 2), round(corner.y() - size.height() / 2), waiting
            )
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        pen = QPen(QColor(colours.accent if chosen else colours.line), 3 if chosen else 1)
        painter.setPen(pen)
        painter.drawPath(outline)
        self._write(painter, option, index, round(frame.bottom()))
        painter.restore()

    def _write(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, below: int
    ) -> None:
        colours, gap, metrics = theme.current(), theme.scaled(_GAP), option.fontMetrics
        flag = str(index.data(PhotoRole.FLAG))
        for number, (words, colour) in enumerate(
            ((str(index.data()), colours.text), (flag, colours.late.ink))
        ):
            top = below + gap // 2 + number * metrics.height()
            width = option.rect.width() - 2 * gap
            painter.setPen(QColor(colour))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(
                option.rect.left() + gap,
                top,
                width,
                metrics.height(),
                int(Qt.AlignmentFlag.AlignCenter),
                shown,
            )
