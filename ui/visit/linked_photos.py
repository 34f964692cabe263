"""The photos that prove one thing, side by side: looked at, linked from the visit or from files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.photo import Photo, PhotoTarget
from app.domain.photo_look import PhotoLook
from app.services.photo_sources import patterns
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.visit.loose_pictures import WantedPhotos
from ui.visit.photo_chooser import PhotoChooser
from ui.visit.small_pictures import look_in, small_picture
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, clear, column, label, row
from ui.widgets.thumbnail import Thumbnail

_THUMB = 92
_SHOWN = 6


class LinkedPhotos(QWidget):
    """Shows photos; where it may link others, buttons do so."""

    pending_asked = Signal(Photo)
    """A photo was chosen for something that is not recorded yet."""
    dropped = Signal(Photo)
    """A photo is not to prove what is not recorded yet."""

    def __init__(self, case: VisitCase, title: str, nothing: str, *, links: bool) -> None:
        super().__init__()
        self.case = case
        self.target: PhotoTarget | None = None
        self.key = ""
        self.photos: Sequence[Photo] = ()
        self.chooser: PhotoChooser | None = None
        self._looks: list[PhotoLook] = []
        self._nothing = nothing
        self._links = links
        self.title = label(title, "label")
        self.link_button = button(
            translate("Link photos"), self.open_chooser, variant="quiet", drawing=Icon.CAMERA
        )
        layout = column(self, spacing=theme.TINY)
        layout.addWidget(self.title)
        self._strip = row(spacing=theme.SMALL)
        layout.addLayout(self._strip)
        layout.addWidget(self.link_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        # Only in its place: shown before, it would be a window of its own for a moment.
        self.link_button.setVisible(links)

    def show_photos(
        self, photos: Sequence[Photo], target: PhotoTarget | None = None, key: str = ""
    ) -> None:
        """Show photos, those that prove a target where one is named."""
        looks = [look_in(self.case, one) for one in photos]
        same = tuple(photos) == tuple(self.photos) and (target, key) == (self.target, self.key)
        same = same and looks == self._looks
        self._looks = looks
        self.photos, self.target, self.key = tuple(photos), target, key
        self.link_button.setVisible(self._links and not self.case.is_sealed)
        if same and self._strip.count():
            return
        clear(self._strip)
        for photo in photos[:_SHOWN]:
            self._strip.addLayout(self._one(photo))
        if len(photos) > _SHOWN:
            more = translate("and {count} more", count=len(photos) - _SHOWN)
            self._strip.addWidget(label(more, "small"))
        if not photos:
            self._strip.addWidget(label(self._nothing, "muted", wrap=True), 1)
        else:
            self._strip.addStretch(1)

    def open_chooser(self) -> None:
        """Offer the photos of the visit."""
        case = self.case.case
        if case is None or self.case.is_sealed:
            return
        if self.chooser is None or self.chooser.parentWidget() is not self.window():
            self.chooser = PhotoChooser(self.window(), self.case.desk)
            self.chooser.picked.connect(self._on_picked)
            self.chooser.files_asked.connect(self._on_files)
            self.chooser.closed.connect(self.link_button.setFocus)
        linked = {photo.id for photo in self.photos}
        self.chooser.open_at(self.link_button, [one for one in case.photos if one.id not in linked])

    def _one(self, photo: Photo) -> QVBoxLayout:
        desk = self.case.desk
        block = column(spacing=theme.TINY)
        picture = Thumbnail(_THUMB, photo.caption or photo.file_name)
        if photo.inspection_id == self.case.inspection_id:
            shown = [one.id for one in self.photos]
            picture.opens(partial(self.case.photo_opened.emit, photo.id, shown))
        picture.read(desk.jobs, small_picture(self.case, photo))
        block.addWidget(picture)
        if self._links and not self.case.is_sealed:
            drop = button(translate("Unlink"), partial(self._on_unlink, photo), variant="link")
            drop.setAccessibleName(
                translate("Unlink {photo}", photo=photo.caption or photo.file_name)
            )
            block.addWidget(drop, 0, Qt.AlignmentFlag.AlignHCenter)
        block.addStretch(1)
        return block

    def _on_picked(self, photo: Photo) -> None:
        self.link_button.setFocus()
        if self.target is None:
            self.pending_asked.emit(photo)
            return
        link = self.case.desk.application.photos.link
        self.case.save(partial(link, photo, self.target, self.key))

    def _on_unlink(self, photo: Photo) -> None:
        if self.target is None:
            self.dropped.emit(photo)
            return
        unlink = self.case.desk.application.photos.unlink
        self.case.save(partial(unlink, photo, self.target, self.key))

    def _on_files(self) -> None:
        target, key = self.target, self.key
        paths = self.case.desk.prompts.choose_files(
            translate("Add photos"), translate("Photos ({suffixes})", suffixes=" ".join(patterns()))
        )
        if paths and target is not None:
            wanted = WantedPhotos(paths=tuple(paths), links=((target, key),))
            self.case.intake.take(self.case.inspection_id, wanted)
