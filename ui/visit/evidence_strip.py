"""In the open card: the photos that prove the answer, small, and the way to add more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.photo import Photo
from app.domain.photo_look import PhotoLook
from app.words import translate
from ui import theme
from ui.icons import Icon, icon
from ui.visit.small_pictures import look_in, small_picture
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, clear
from ui.widgets.flow import Flow
from ui.widgets.thumbnail import square_of

_SIDE: Final = 60
_MOST: Final = 6
_MOST_KEPT: Final = 400
_REST_MS: Final = 60


class EvidenceStrip(QWidget):
    """Shows nothing without photos; a picture leads to its photo.

    Pictures are read once the eye rests on the card, and kept for the next time.
    """

    photo_opened = Signal(str)
    photo_asked = Signal()

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.photos: Sequence[Photo] = ()
        self.pictures: list[QPushButton] = []
        self._looks: list[tuple[str, PhotoLook]] = []
        self.add_button = self._tile(translate("Add photos (F4)"), Icon.ADD, self.photo_asked.emit)
        self._kept: dict[tuple[str, PhotoLook], QIcon] = {}
        self._flow = Flow(self)
        self._read_soon = QTimer(self)
        self._read_soon.setSingleShot(True)
        self._read_soon.setInterval(_REST_MS)
        self._read_soon.timeout.connect(self._read)
        self.hide()

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Show the photos of a criterion."""
        looks = [self._key(photo) for photo in photos]
        if photos == self.photos and looks == self._looks:
            return
        self.photos, self._looks = photos, looks
        self._flow.removeWidget(self.add_button)
        clear(self._flow)
        self.pictures.clear()
        for photo in photos[:_MOST]:
            name = photo.caption or photo.file_name
            open_it = partial(self.photo_opened.emit, photo.id)
            tile = self._tile(translate("Photo: {name}", name=name), Icon.CAMERA, open_it)
            tile.setProperty("reads", True)  # noqa: FBT003 - Qt takes it so
            if self._key(photo) in self._kept:
                tile.setIcon(self._kept[self._key(photo)])
                tile.setIconSize(QSize(theme.scaled(_SIDE - 4), theme.scaled(_SIDE - 4)))
            self.pictures.append(tile)
            self._flow.addWidget(tile)
        if len(photos) > _MOST:
            more = translate("+{count} photos", count=len(photos) - _MOST)
            made = button(more, partial(self.photo_opened.emit, photos[_MOST].id), variant="quiet")
            made.setProperty("reads", True)  # noqa: FBT003 - Qt takes it so
            self._flow.addWidget(made)
        self._flow.addWidget(self.add_button)
        self.add_button.setVisible(not self.case.is_sealed)
        self.setVisible(bool(photos))
        if photos:
            self._read_soon.start()

    @staticmethod
    def _tile(name: str, drawing: Icon, clicked: Callable[[], object]) -> QPushButton:
        made = button("", clicked, variant="picture")
        made.setFixedSize(theme.scaled(_SIDE), theme.scaled(_SIDE))
        made.setIcon(icon(drawing, theme.current().frame))
        made.setIconSize(QSize(theme.scaled(24), theme.scaled(24)))
        made.setAccessibleName(name)
        made.setToolTip(name)
        return made

    def _read(self) -> None:
        desk = self.case.desk
        side = theme.scaled(_SIDE - 4)
        for photo in self.photos[:_MOST]:
            if self._key(photo) not in self._kept:
                path = small_picture(self.case, photo)
                job = desk.jobs.read_aside(partial(square_of, path, side))
                job.succeeded.connect(partial(self._on_read, self._key(photo)))

    def _key(self, photo: Photo) -> tuple[str, PhotoLook]:
        """Return what a picture is kept by: drawn on or turned, it is another."""
        return photo.sha256, look_in(self.case, photo)

    def _on_read(self, key: tuple[str, PhotoLook], image: QImage | None) -> None:
        if image is None:
            return
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[key] = QIcon(QPixmap.fromImage(image))
        for photo, tile in zip(self.photos, self.pictures, strict=False):
            if self._key(photo) == key:
                tile.setIcon(self._kept[key])
                tile.setIconSize(image.size())
