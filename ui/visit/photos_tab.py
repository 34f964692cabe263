"""The tab Ảnh: the photos of the visit, each with its caption, and every way to bring them in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from app.domain.case_file import CaseFile
from app.domain.photo import Photo, PhotoTarget
from app.domain.photo_flags import PhotoFlags, photo_flags
from app.domain.photo_look import looks_of
from app.services.photo_sources import patterns
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.shortcuts import Key, bind
from ui.visit.camera import Cameras
from ui.visit.camera_dialog import CameraDialog
from ui.visit.evidence_places import EvidencePlaces
from ui.visit.loose_pictures import Links, WantedPhotos
from ui.visit.photo_bulk import PhotoBulk
from ui.visit.photo_detail import PhotoDetail
from ui.visit.photo_drop import DropPlace, PhotoDrop
from ui.visit.photo_filter import PhotoFilter
from ui.visit.photo_grid import PhotoGrid
from ui.visit.photo_model import Looks
from ui.visit.qt_camera import QtCameras
from ui.visit.tab import CaseTab
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, row
from ui.widgets.elided import ElidedLabel
from ui.widgets.empty_state import EmptyState

_DETAIL_WIDTH: Final = 300


class PhotosTab(CaseTab):
    """A grid of photos, and what is known of the one chosen or done to all that are."""

    finding_asked = Signal(list)
    """The photos, by identity, that a finding is to be made of."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__(case)
        self.grid = PhotoGrid(case.desk)
        self.filter = PhotoFilter()
        self.detail = PhotoDetail(case)
        self.bulk = PhotoBulk(case)
        self.add_button = button(
            translate("Add photos"), self.ask_for_photos, variant="primary", drawing=Icon.ADD
        )
        self.folder_button = button(
            translate("Add a folder"), self.ask_for_folder, drawing=Icon.FOLDER
        )
        self.cameras: Cameras = QtCameras()
        self.camera_dialog: CameraDialog | None = None
        self.camera_button = button(translate("Camera"), self.open_camera, drawing=Icon.CAMERA)
        self.choose_button = button(translate("Choose photos"), self.ask_for_photos)
        # It gives way first when the window is narrow.
        self.hint = ElidedLabel(
            translate("Photos may also be dropped on a criterion or a finding."), "muted"
        )
        self.stack = QStackedWidget()
        self.side = QStackedWidget()
        self._flags = PhotoFlags(of={}, alike={}, counts={})
        self._judged: CaseFile | None = None
        self._build()
        self._connect()

    @override
    def show_case(self) -> None:
        case = self.case.case
        if case is None:
            return
        self._show_photos(case)
        # Two thousand photos are compared in the background; what was said of them stands.
        job = self.case.desk.jobs.read_aside(lambda: _judged(case))
        job.succeeded.connect(lambda flags: self._on_judged(case, flags))

    @override
    def settle(self) -> None:
        self.detail.settle()

    @property
    @override
    def key_in_hand(self) -> str:
        photo = self.grid.chosen
        return photo.id if photo is not None else ""

    @override
    def open_key(self, key: str) -> None:
        if self.grid.photos.row_of(key) < 0:
            self.filter.choose(None)
        self.grid.choose(key)
        self._show_chosen()
        self.detail.caption.setFocus()

    def open_large(self) -> None:
        """Show the photo in hand large."""
        if self.grid.chosen is not None:
            self._on_opened(self.grid.chosen)

    @override
    def take_keys(self) -> None:
        # Ctrl+V must find the keyboard somewhere in this tab.
        (self.grid if self.stack.currentIndex() == 0 else self.choose_button).setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Much enlarged, both share what there is.
        self.side.setFixedWidth(min(theme.scaled(_DETAIL_WIDTH), self.width() * 45 // 100))

    def ask_for_photos(self, criterion_code: str = "") -> None:
        """Let the user choose photos; they become evidence for a criterion if one is named."""
        if self.case.is_sealed:
            return
        paths = self.case.desk.prompts.choose_files(
            translate("Add photos"), translate("Photos ({suffixes})", suffixes=" ".join(patterns()))
        )
        if paths:
            links = ((PhotoTarget.CRITERION, criterion_code),) if criterion_code else ()
            self.add(paths, links)

    def ask_for_folder(self) -> None:
        """Let the user choose a folder, with all photos in it."""
        if self.case.is_sealed:
            return
        folder = self.case.desk.prompts.choose_folder(translate("Add a folder of photos"))
        if folder is not None:
            self.add([folder])

    def open_camera(self) -> None:
        """Show what a camera of this computer sees, to take photos with it."""
        if self.case.is_sealed:
            return
        self.camera_dialog = CameraDialog(self.case, self.cameras, self.window())
        self.camera_dialog.finished.connect(self.camera_dialog.deleteLater)
        self.camera_dialog.open()

    def add(self, paths: Sequence[Path], links: Links = ()) -> None:
        """Take photos in, in the background."""
        if not self.case.is_sealed:
            wanted = WantedPhotos(paths=tuple(paths), links=links)
            self.case.intake.take(self.case.inspection_id, wanted)

    def _build(self) -> None:
        full = QWidget()
        inner = row(full, spacing=theme.MEDIUM)
        left = column(spacing=theme.SMALL)
        left.addWidget(self.filter)
        left.addWidget(self.grid, 1)
        inner.addLayout(left, 1)
        self.side.addWidget(self.detail)
        self.side.addWidget(self.bulk)
        inner.addWidget(self.side)
        empty = EmptyState(
            Icon.CAMERA,
            translate("No photos yet"),
            translate(
                "Drop photos or a folder here, paste them with Ctrl+V, or choose them. Originals "
                "stay untouched. Do not photograph state secrets."
            ),
            self.choose_button,
        )
        self.stack.addWidget(full)
        self.stack.addWidget(empty)
        head = row()
        head.addWidget(self.hint, 1)
        head.addWidget(self.camera_button)
        head.addWidget(self.folder_button)
        head.addWidget(self.add_button)
        # A button that never does anything is worse than none.
        layout = column(self)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.grid.chosen_changed.connect(self._show_chosen)
        self.grid.photo_opened.connect(self._on_opened)
        self.grid.removal_asked.connect(self._on_removal_asked)
        self.filter.changed.connect(self._on_filter)
        self.detail.photo_asked.connect(self.open_key)
        self.drop = PhotoDrop(self, self.case, self._place_at, lambda: ())
        bind(self, Key.SEARCH, self.filter.bar.words.setFocus)
        bind(self, Key.PHOTO_CAPTION, self._edit_caption)
        bind(self, Key.ADD_PHOTOS, self.ask_for_photos)
        self.detail.finding.clicked.connect(self._on_finding)
        bind(self, Key.PHOTO_FINDING, self._on_finding)

    def _show_photos(self, case: CaseFile) -> None:
        shown = self.filter.arranged(case.photos, self._flags)
        self.grid.show_photos(shown, self._flags.of, _looks(case))
        self.stack.setCurrentIndex(0 if case.photos else 1)
        self.filter.bar.show_count(len(shown), len(case.photos))
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.grid.all_chosen
        if len(chosen) > 1:
            self.detail.show_photo(None)
            self.bulk.show_photos(chosen)
            self.side.setCurrentWidget(self.bulk)
            return
        photo = chosen[0] if chosen else None
        self.detail.show_photo(photo, self._flags.alike.get(photo.id, ()) if photo else ())
        self.side.setCurrentWidget(self.detail)
        self.side.setVisible(photo is not None)

    def _on_judged(self, case: CaseFile, flags: PhotoFlags) -> None:
        if case is not self.case.case:
            return
        if flags != self._flags:
            self._flags = flags
            self.filter.show_counts(flags)
            self._show_photos(case)

    def _on_filter(self) -> None:
        if self.case.case is not None:
            self._show_photos(self.case.case)

    def _on_opened(self, photo: Photo) -> None:
        self.settle()
        self.case.photo_opened.emit(photo.id, [one.id for one in self.grid.photos.photos])

    def _on_removal_asked(self) -> None:
        if self.case.is_sealed:
            return
        if len(self.grid.all_chosen) > 1:
            self.bulk.ask_removal()
        else:
            self.detail.ask_removal()

    def _on_finding(self) -> None:
        chosen = [one.id for one in self.grid.all_chosen]
        if chosen and not self.case.is_sealed:
            self.settle()
            self.finding_asked.emit(chosen)

    def _edit_caption(self) -> None:
        many = self.side.currentWidget() is self.bulk
        (self.bulk.caption if many else self.detail.caption).setFocus()

    def _place_at(self, _at: QPoint) -> DropPlace:
        return DropPlace((), self.rect())


def _judged(case: CaseFile) -> PhotoFlags:
    """Return what is to be said of the photos, and be ready for a search of what they prove."""
    EvidencePlaces(case).warm_up()
    return photo_flags(case)


def _looks(case: CaseFile) -> Looks:
    """Return how photos are to be seen, without the many that are seen as they were taken."""
    marked = {mark.photo_id for mark in case.photo_marks}
    photos = [one for one in case.photos if one.turn or one.crop or one.id in marked]
    return looks_of(photos, case.photo_marks)
