"""The tab Ảnh: the photos of the visit, taken in by dialog or drop, each with its caption."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget
from typing_extensions import override

from app.domain.photo import Photo, PhotoTarget, PhotoUse
from app.errors import AppError
from app.progress import Progress
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.shortcuts import Key, bind
from ui.values import with_changes
from ui.visit.photo_grid import PhotoGrid
from ui.visit.tab import CaseTab
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, label, row
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import AutoText, ChoiceField, MomentField, stand
from ui.widgets.form import Form
from ui.widgets.job_panel import JobPanel

_REFUSALS_SHOWN: Final = 5
SUFFIXES: Final = ("*.jpg", "*.jpeg", "*.png", "*.heic", "*.heif", "*.webp", "*.tif", "*.tiff")


class PhotosTab(CaseTab):
    """A grid of photos, and what is known of the one chosen."""

    finding_asked = Signal(str)
    """The photo, by identity, that a finding is to be made of."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__(case)
        self.setAcceptDrops(True)
        self.grid = PhotoGrid(case.desk)
        self.panel = JobPanel()
        self.result = label("", wrap=True)
        self.detail = PhotoDetail(case)
        self.add_button = button(
            translate("Add photos"), self.ask_for_photos, variant="primary", drawing=Icon.ADD
        )
        self.count = label("", "muted")
        self.stack = QStackedWidget()
        self._build()
        self.grid.photo_chosen.connect(self.detail.show_photo)
        self.detail.finding.clicked.connect(self._on_finding)
        bind(self, Key.PHOTO_FINDING, self._on_finding)

    @override
    def show_case(self) -> None:
        if self.case.case is None:
            return
        photos = self.case.case.photos
        self.grid.show_photos(photos)
        self.stack.setCurrentIndex(0 if photos else 1)
        self.count.setText(translate("{count} photos", count=len(photos)))
        self.detail.show_photo(self.grid.chosen)

    @override
    def settle(self) -> None:
        self.detail.settle()

    @override
    def open_key(self, key: str) -> None:
        self.grid.choose(key)
        self.detail.caption.setFocus()

    def ask_for_photos(self, criterion_code: str = "") -> None:
        """Let the user choose photos; they become evidence for a criterion if one is named."""
        if self.case.is_sealed:
            return
        paths = self.case.desk.prompts.choose_files(
            translate("Add photos"), translate("Photos ({suffixes})", suffixes=" ".join(SUFFIXES))
        )
        if paths:
            self.add(paths, criterion_code)

    def add(self, paths: Sequence[Path], criterion_code: str = "") -> None:
        """Take photos in, in the background."""
        if self.case.is_sealed:
            return
        application, visit = self.case.desk.application, self.case.inspection_id

        def work(progress: Progress) -> object:
            return application.photos.add(visit, paths, progress, criterion_code=criterion_code)

        job = self.case.desk.jobs.start(work)
        self.panel.watch(job, translate("Taking in {count} photos", count=len(paths)))
        job.succeeded.connect(self._on_added)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.add([file for path in paths for file in _files_in(path)])
            event.acceptProposedAction()

    def _build(self) -> None:
        full = QWidget()
        inner = row(full, spacing=theme.MEDIUM)
        inner.addWidget(self.grid, 1)
        inner.addWidget(self.detail)
        empty = EmptyState(
            Icon.CAMERA,
            translate("No photos yet"),
            translate(
                "Drop photos or a folder here, or choose them. Originals stay untouched. "
                "Do not photograph state secrets."
            ),
            button(translate("Choose photos"), self.ask_for_photos),
        )
        self.stack.addWidget(full)
        self.stack.addWidget(empty)
        layout = column(self)
        head = row()
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.add_button)
        layout.addLayout(head)
        layout.addWidget(self.panel)
        layout.addWidget(self.result)
        layout.addWidget(self.stack, 1)
        self.result.hide()

    def _on_finding(self) -> None:
        photo = self.grid.chosen
        if photo is not None and not self.case.is_sealed:
            self.settle()
            self.finding_asked.emit(photo.id)

    def _on_added(self, added: Sequence[Photo | AppError]) -> None:
        refused = [one for one in added if isinstance(one, AppError)]
        lines = [
            translate(
                "{taken} photos were taken in, {refused} were refused.",
                taken=len(added) - len(refused),
                refused=len(refused),
            )
        ]
        lines += [one.text for one in refused[:_REFUSALS_SHOWN]]
        self.result.setText("\n".join(lines))
        self.result.show()


class PhotoDetail(QFrame):
    """Caption, use and links of one photo."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(theme.scaled(300))
        self.case = case
        self.photo: Photo | None = None
        self.caption = AutoText(translate("Caption"), lines=2)
        self.use = ChoiceField(
            translate("Where it may go"),
            [
                (PhotoUse.IN_MINUTES, translate("In the minutes")),
                (PhotoUse.INTERNAL, translate("Internal only")),
            ],
        )
        self.taken = MomentField(translate("Taken at"))
        self.facts = label("", "muted", wrap=True)
        self.links = label("", wrap=True)
        self.finding = button(translate("Finding from this photo (F6)"), drawing=Icon.FLAG)
        self.remove = button(
            translate("Remove"), self._on_remove, variant="danger", drawing=Icon.REMOVE
        )
        layout = column(self, margins=theme.MEDIUM, spacing=theme.MEDIUM)
        form = Form(1)
        form.add(translate("Caption"), self.caption)
        form.add(translate("Where it may go"), self.use)
        form.add(translate("Taken at"), self.taken)
        form.add(translate("Evidence for"), self.links)
        form.add(translate("File"), self.facts)
        layout.addWidget(form)
        layout.addStretch(1)
        layout.addWidget(self.finding)
        layout.addWidget(self.remove)
        self.caption.settled.connect(lambda text: self._change(caption=text))
        self.use.chosen.connect(lambda use: self._change(use=use))
        self.taken.moment_settled.connect(lambda moment: self._change(taken_at=moment))

    def show_photo(self, photo: Photo | None) -> None:
        """Show another photo; the caption being typed is settled first."""
        if self.photo is not None and (photo is None or photo.id != self.photo.id):
            self.settle()
        self.photo = photo
        self.setVisible(photo is not None)
        if photo is None or self.case.case is None:
            return
        stand(photo.id, caption=self.caption, taken_at=self.taken)
        self.caption.show_text(photo.caption)
        self.use.show_value(photo.use)
        self.taken.show_moment(photo.taken_at)
        keys = [
            link.target_key
            for link in self.case.case.photo_links
            if link.photo_id == photo.id and link.target is PhotoTarget.CRITERION
        ]
        self.links.setText(", ".join(keys) or "–")
        self.facts.setText(f"{photo.file_name}\n{photo.width} × {photo.height}")

    def settle(self) -> None:
        """Take the caption and the moment as final."""
        self.caption.settle()
        self.taken.settle()

    def _change(self, **changes: object) -> None:
        if self.photo is not None:
            self.photo = with_changes(self.photo, changes)
            photos = self.case.desk.application.photos
            self.case.save(partial(photos.save, self.photo))

    def _on_remove(self) -> None:
        desk, photo = self.case.desk, self.photo
        if photo is not None and desk.prompts.confirm(
            translate("Remove this photo from the visit? The original stays in the store."),
            translate("Remove"),
        ):
            self.case.save(partial(desk.application.photos.remove, photo))


def _files_in(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    wanted = {suffix[1:] for suffix in SUFFIXES}
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in wanted)
