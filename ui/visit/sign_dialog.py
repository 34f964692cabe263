"""Recording that minutes were signed on paper, with the scan of the signed pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from app.domain.minutes import Minutes
from app.errors import AppError, Cancelled
from app.progress import Progress
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.icons import Icon
from ui.texts import moment_text
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import AutoText
from ui.widgets.job_panel import JobPanel

_PATH: Final = Qt.ItemDataRole.UserRole
_SUFFIXES: Final = ("*.pdf", "*.jpg", "*.jpeg", "*.png", "*.heic", "*.heif", "*.webp")


class SignDialog(QDialog):
    """Asks who signed and for the signed pages; or for the pages alone, of signed minutes."""

    recorded = Signal()
    failed = Signal(object)

    def __init__(
        self, desk: Desk, minutes: Minutes, signers: Sequence[str], parent: QWidget | None
    ) -> None:
        """Prepare for minutes that were read back, or for signed ones that get a scan.

        Args:
            desk: the services and the ground of the window.
            minutes: the text that was signed.
            signers: who signs by their part; nobody where the signature is recorded already.
            parent: the window it stands above.
        """
        super().__init__(parent)
        self.desk = desk
        self.minutes = minutes
        self.is_signing = minutes.signed_at is None
        self.signers = AutoText(translate("Who signed, a name a line"), lines=4)
        self.signers.show_text("\n".join(signers))
        self.pages = ScanList()
        self.page_buttons: list[QPushButton] = []
        """Add, up, down, remove; all but the first are for a page that is chosen."""
        self.panel = JobPanel()
        self.problem = label("", wrap=True)
        self.problem.setProperty("tone", "bad")
        self.record_button = button(self._verb(), self.record, variant="primary", drawing=Icon.TICK)
        self.cancel_button = button(translate("Cancel"), self.reject)
        self.setWindowTitle(self._title())
        self._build()
        self.pages.changed.connect(self._show_enabled)
        self.pages.currentRowChanged.connect(lambda _row: self._show_movable())
        self._show_enabled()

    def add(self, paths: Sequence[Path]) -> None:
        """Put files behind the pages that are listed."""
        self.pages.add(paths)

    def record(self) -> None:
        """Record the signature, or attach the scan; the dialog stays if that fails."""
        minutes, scans, is_signing = self.minutes, self.pages.paths, self.is_signing
        signers = tuple(self.signers.toPlainText().splitlines())
        service = self.desk.application.minutes

        def work(progress: Progress) -> Minutes | AppError:
            try:
                if is_signing:
                    visit = minutes.inspection_id
                    return service.sign(visit, progress, signers=signers, scans=scans)
                return service.attach_scan(minutes, scans, progress)
            except Cancelled:
                raise
            except AppError as error:
                # Told here, beside the page that is to be replaced.
                return error

        self._show_problem("")
        job = self.desk.jobs.start(work)
        self.panel.watch(job, translate("Binding the signed pages"))
        self.record_button.setEnabled(False)
        job.succeeded.connect(self._on_ended)
        job.finished.connect(self._show_enabled)

    def _build(self) -> None:
        self.resize(theme.scaled(640), theme.scaled(600 if self.is_signing else 460))
        layout = column(self, margins=theme.HUGE, spacing=theme.MEDIUM)
        layout.addWidget(label(self._title(), "heading"))
        layout.addWidget(label(self._advice(), "muted", wrap=True))
        if self.is_signing:
            layout.addWidget(label(translate("Who signed, a name a line"), "label"))
            layout.addWidget(self.signers)
        layout.addWidget(label(translate("Signed pages (photos or PDF), in order"), "label"))
        layout.addWidget(self.pages, 1)
        tools = row()
        for text, act in (
            (translate("Add pages…"), self._on_add),
            (translate("Up"), lambda: self.pages.move_chosen(-1)),
            (translate("Down"), lambda: self.pages.move_chosen(1)),
            (translate("Remove"), self.pages.remove_chosen),
        ):
            made = button(text, act)
            tools.addWidget(made)
            self.page_buttons.append(made)
        tools.addStretch(1)
        layout.addLayout(tools)
        layout.addWidget(self.panel)
        layout.addWidget(self.problem)
        self.problem.hide()
        foot = row()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.record_button)
        layout.addLayout(foot)

    def _title(self) -> str:
        if self.is_signing:
            return translate("Record the signature")
        return translate("Attach the scan of the signed pages")

    def _verb(self) -> str:
        return translate("Record as signed") if self.is_signing else translate("Attach")

    def _advice(self) -> str:
        if not self.is_signing:
            return translate(
                "Version {code}, signed {moment}. A scan attached earlier is replaced.",
                code=self.minutes.code,
                moment=moment_text(self.minutes.signed_at),
            )
        return translate(
            "Compare the foot of the signed pages with {code}. What the visit recorded can then "
            "only be read. The scan may also be attached later.",
            code=self.minutes.code,
        )

    def _show_enabled(self) -> None:
        self.record_button.setEnabled(self.is_signing or bool(self.pages.paths))
        self._show_movable()

    def _show_movable(self) -> None:
        at, last = self.pages.currentRow(), self.pages.count() - 1
        _add, up, down, remove = self.page_buttons
        up.setEnabled(at > 0)
        down.setEnabled(0 <= at < last)
        remove.setEnabled(at >= 0)

    def _on_add(self) -> None:
        paths = self.desk.prompts.choose_files(
            translate("Add pages"),
            translate("Photos and PDF files ({suffixes})", suffixes=" ".join(_SUFFIXES)),
        )
        self.add(paths)

    def _on_ended(self, ended: Minutes | AppError) -> None:
        if isinstance(ended, AppError):
            self._show_problem(ended.text)
            self.failed.emit(ended)
            return
        self.accept()
        self.recorded.emit()

    def _show_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


class ScanList(QListWidget):
    """The files of the signed pages in their order: dropped in, dragged about, taken out."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(translate("Signed pages, in order"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setToolTip(translate("Drop photos or PDF files here; drag to change their order."))

    @property
    def paths(self) -> list[Path]:
        """The files, in order."""
        return [Path(self.item(at).data(_PATH)) for at in range(self.count())]

    def add(self, paths: Sequence[Path]) -> None:
        """Put files behind those that are there."""
        for path in paths:
            item = QListWidgetItem(path.name)
            item.setToolTip(str(path))
            item.setData(_PATH, str(path))
            self.addItem(item)
        if paths:
            self.setCurrentRow(self.count() - 1)
            self.changed.emit()

    def move_chosen(self, by: int) -> None:
        """Move the chosen file up or down."""
        at = self.currentRow()
        to = at + by
        if at >= 0 and 0 <= to < self.count():
            self.insertItem(to, self.takeItem(at))
            self.setCurrentRow(to)

    def remove_chosen(self) -> None:
        """Take the chosen file out of the list; the file itself stays."""
        if self.currentRow() >= 0:
            self.takeItem(self.currentRow())
            self.changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove_chosen()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasUrls():
            urls = event.mimeData().urls()
            self.add([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
            event.acceptProposedAction()
        else:
            super().dropEvent(event)
