"""The tab Ảnh: the photos of the visit, taken in by dialog or drop, each with its caption."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from app.domain.photo import Photo
from app.errors import AppError
from app.progress import Progress
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.visit.photo_detail import PhotoDetail
from ui.visit.photo_grid import PhotoGrid
from ui.visit.tab import CaseTab
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, label, row
from ui.widgets.empty_state import EmptyState
from ui.widgets.job_panel import JobPanel

_REFUSALS_SHOWN: Final = 5
SUFFIXES: Final = ("*.jpg", "*.jpeg", "*.png", "*.heic", "*.heif", "*.webp", "*.tif", "*.tiff")


class PhotosTab(CaseTab):
    """A grid of photos, and what is known of the one chosen."""

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


def _files_in(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    wanted = {suffix[1:] for suffix in SUFFIXES}
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in wanted)
