"""Photos as a grid of thumbnails that appear as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from app.domain.photo import Photo
from app.errors import AppError
from app.words import translate
from ui import theme
from ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_SIDE: Final = 168


class PhotoRole(IntEnum):
    """What a cell answers besides Qt's own roles."""

    PHOTO = Qt.ItemDataRole.UserRole + 1
    IMAGE = Qt.ItemDataRole.UserRole + 2


class PhotoModel(QAbstractListModel):
    """Shows photos; a thumbnail is read when it is first painted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._photos: tuple[Photo, ...] = ()
        self._images: dict[str, QImage | None] = {}

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Replace what is shown; thumbnails that were read are kept."""
        if tuple(photos) == self._photos:
            return
        self.beginResetModel()
        self._photos = tuple(photos)
        self.endResetModel()

    def row_of(self, photo_id: str) -> int:
        """Return where a photo stands, or -1."""
        ids: list[str] = [photo.id for photo in self._photos]
        return ids.index(photo_id) if photo_id in ids else -1

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._photos)

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        photo = self._photos[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return photo.caption or photo.file_name
            case PhotoRole.PHOTO:
                return photo
            case PhotoRole.IMAGE:
                return self._image(photo.sha256)
        return None

    def _image(self, sha256: str) -> QImage | None:
        if sha256 not in self._images:
            self._images[sha256] = None
            application = self._desk.application

            def read() -> QImage | None:
                try:
                    return QImage(str(application.photos.thumbnail(sha256)))
                except AppError:
                    return None

            job = self._desk.jobs.read(read)
            job.succeeded.connect(lambda image: self._keep(sha256, image))
        return self._images[sha256]

    def _keep(self, sha256: str, image: QImage | None) -> None:
        self._images[sha256] = image
        for row, photo in enumerate(self._photos):
            if photo.sha256 == sha256:
                self.dataChanged.emit(self.index(row), self.index(row))


class PhotoGrid(QListView):
    """The grid; it tells which photo is chosen."""

    photo_chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.photos = PhotoModel(desk)
        self.photos.setParent(self)
        self.setModel(self.photos)
        self.setItemDelegate(_PhotoDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(theme.scaled(theme.TINY))
        self.setMouseTracking(True)
        self.setProperty("role", "cards")
        self.setAccessibleName(translate("Photos"))
        self._chosen_id = ""
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def chosen(self) -> Photo | None:
        """The photo chosen."""
        index = self.currentIndex()
        return index.data(PhotoRole.PHOTO) if index.isValid() else None

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Show photos, the one chosen before still chosen."""
        chosen = self._chosen_id
        self.photos.show_photos(photos)
        ids: list[str] = [photo.id for photo in photos]
        if ids:
            row = ids.index(chosen) if chosen in ids else 0
            self.setCurrentIndex(self.photos.index(row))

    def choose(self, photo_id: str) -> None:
        """Choose a photo and bring it into sight."""
        row = self.photos.row_of(photo_id)
        if row >= 0:
            self.setCurrentIndex(self.photos.index(row))

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        photo = index.data(PhotoRole.PHOTO) if index.isValid() else None
        self._chosen_id = photo.id if photo else ""
        self.photo_chosen.emit(photo)


class _PhotoDelegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        side = theme.scaled(_SIDE)
        return QSize(side, side + option.fontMetrics.height() + theme.scaled(6))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        side = option.rect.width()
        frame = QRectF(option.rect.left() + 2, option.rect.top() + 2, side - 4, side - 4)
        outline = QPainterPath()
        outline.addRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        painter.fillPath(outline, QColor(colours.raised))
        image: QImage | None = index.data(PhotoRole.IMAGE)
        if image is not None and not image.isNull():
            painter.save()
            painter.setClipPath(outline)
            painter.drawImage(frame, image, QRectF(_middle(image)))
            painter.restore()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        pen = QPen(QColor(colours.accent if chosen else colours.line), 3 if chosen else 1)
        painter.setPen(pen)
        painter.drawPath(outline)
        painter.setPen(QColor(colours.text))
        line = option.rect.adjusted(4, side, -4, 0)
        shown = option.fontMetrics.elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


def _middle(image: QImage) -> QRect:
    edge = min(image.width(), image.height())
    return QRect((image.width() - edge) // 2, (image.height() - edge) // 2, edge, edge)
