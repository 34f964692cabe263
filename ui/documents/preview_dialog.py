"""A paper as it will print: looked at, printed, saved as PDF, opened in Word."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QIntValidator
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QStackedWidget, QWidget
from typing_extensions import override

from app.errors import AppError, Cancelled
from app.files import safe_name
from app.progress import Progress
from app.services.previews import Preview, PreviewKind, Writer
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.documents.page_printing import new_printer, print_pages
from ui.documents.page_view import PageView
from ui.documents.quick_layout import lay_out_apart
from ui.icons import Icon, pixmap
from ui.jobs import Job, Lane, Report
from ui.widgets.basics import button, chip, column, label, row
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import Flow
from ui.widgets.job_panel import JobPanel

_MOST_PAGES: Final = 9999
_ZOOMS: Final = (None, 0.75, 1.0, 1.25, 1.5, 2.0)


class PreviewDialog(QDialog):
    """Writes a paper in the background and shows its pages; nothing is recorded by looking."""

    def __init__(
        self,
        desk: Desk,
        write: Writer,
        name: str,
        parent: QWidget | None,
        *,
        is_scan: bool = False,
    ) -> None:
        """Prepare; `begin` has the paper written.

        Args:
            desk: the services and the ground of the window.
            write: writes the Word file, or the PDF of a scan.
            name: what the paper is called, also in the names of files made from it.
            parent: the window it stands above.
            is_scan: whether it is on paper already.
        """
        super().__init__(parent)
        self.desk = desk
        self.name = safe_name(name)
        self.preview: Preview | None = None
        self._write = write
        self._is_scan = is_scan
        self._job: Job | None = None
        self._is_open_elsewhere = False
        self._is_closed = False
        self.setWindowTitle(name)
        self.view = PageView(desk.jobs)
        self.page_field = QLineEdit()
        self.count = label("", "muted")
        self.zoom = ChoiceField(
            translate("Size on the screen"), [(one, _zoom_text(one)) for one in _ZOOMS]
        )
        self.smaller = button("−", lambda: self.view.zoom_by(-1))
        self.larger = button("+", lambda: self.view.zoom_by(1))
        self.program = chip()
        self.note = label("", "small", wrap=True)
        self.print_button = button(
            translate("Print…"), self.print, variant="primary", drawing=Icon.DOCUMENT
        )
        self.pdf_button = button(translate("Save as PDF…"), self.save_pdf)
        self.word_button = button(translate("Open the Word file"), self.open_in_word)
        self.close_button = button(translate("Close"), self.reject)
        self.panel = JobPanel()
        self.waiting = _Waiting(self.stop)
        self.stack = QStackedWidget()
        self._notice = QFrame()
        self._build()
        self._connect()

    def begin(self, *, is_quick: bool = False) -> Job:
        """Have the paper written and laid out."""
        application, write, name = self.desk.application, self._write, self.name
        is_scan = self._is_scan

        def work(progress: Progress) -> Preview | AppError:
            previews = application.previews
            try:
                if is_scan:
                    return previews.scan(write, name, progress)
                return previews.preview(
                    write, name, progress, quick_layout=lay_out_apart, is_quick=is_quick
                )
            except Cancelled:
                raise
            except AppError as error:
                # Told here, where something can be done about it.
                return error

        self._let_go()
        job = self._job = self.desk.jobs.start(work, Lane.ASIDE)
        self.waiting.follow(job)
        self.stack.setCurrentWidget(self.waiting)
        self._enable(shown=False)
        # Heard also by a dialog that was closed at the last moment, or the pages would stay.
        job.succeeded.connect(partial(PreviewDialog._on_made, self))
        job.finished.connect(self._on_ended)
        return job

    def stop(self) -> None:
        """Stop the writing, and close when it has stopped."""
        if self._job is not None:
            self._job.cancel()
        self.reject()

    def print(self) -> None:
        """Print the pages, where the user says."""
        preview = self.preview
        if preview is None or not preview.pages.sizes:
            return
        printer = new_printer(preview.pages.sizes[0])
        printer.setDocName(self.name)
        if not self.desk.prompts.choose_printer(printer, len(preview.pages.sizes)):
            return

        def work(progress: Progress) -> None:
            print_pages(preview.pages, printer, progress)

        job = self.desk.jobs.start(work, Lane.ASIDE)
        self._watch(job, translate("Sending the pages to the printer"))
        done = translate("The pages are on their way to the printer.")
        job.succeeded.connect(lambda _none: self._say(done))

    def save_pdf(self) -> None:
        """Write the pages to a PDF file, where the user says."""
        preview = self.preview
        target = self.desk.prompts.save_as(
            translate("Save as PDF"),
            Path.home() / f"{self.name}.pdf",
            translate("PDF files (*.pdf)"),
        )
        if target is None or preview is None:
            return
        target = target.with_suffix(".pdf")
        previews = self.desk.application.previews
        job = self.desk.jobs.start(lambda _progress: previews.save_pdf(preview, target), Lane.ASIDE)
        self._watch(job, translate("Saving the PDF"))
        done = translate("The PDF is at {path}", path=target)
        job.succeeded.connect(lambda _none: self._say(done))

    def open_in_word(self) -> None:
        """Show the Word file in its own program; what is changed there is not kept here."""
        if self.preview is not None:
            self._is_open_elsewhere = True
            path = self.desk.application.previews.to_open(self.preview)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    @override
    def done(self, result: int) -> None:
        self._is_closed = True
        if self._job is not None:
            self._job.cancel()
        self._let_go()
        super().done(result)

    def _let_go(self) -> None:
        """Close the paper that was looked at so far."""
        self.view.show_pages(None)
        preview, self.preview = self.preview, None
        if preview is not None:
            keeps, self._is_open_elsewhere = self._is_open_elsewhere, False
            self.desk.jobs.read_aside(lambda: preview.close(keeps_document=keeps))

    def _build(self) -> None:
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(theme.scaled(1140), screen.width() - 80), screen.height() - 80)
        layout = column(self, margins=theme.MEDIUM, spacing=theme.SMALL)
        layout.addLayout(self._tools())
        inner = row(self._notice, margins=theme.SMALL)
        self._notice.setProperty("role", "warning")
        inner.addWidget(self.note, 1)
        self._notice.hide()
        layout.addWidget(self._notice)
        layout.addWidget(self.panel)
        self.stack.addWidget(self.waiting)
        self.stack.addWidget(self.view)
        layout.addWidget(self.stack, 1)

    def _tools(self) -> Flow:
        self.page_field.setAccessibleName(translate("Page in view"))
        self.page_field.setValidator(QIntValidator(1, _MOST_PAGES, self.page_field))
        self.page_field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page_field.setFixedWidth(theme.scaled(56))
        self.zoom.setMinimumContentsLength(14)
        self.smaller.setAccessibleName(translate("Smaller"))
        self.smaller.setToolTip(translate("Smaller (Ctrl −)"))
        self.larger.setAccessibleName(translate("Larger"))
        self.larger.setToolTip(translate("Larger (Ctrl +)"))
        self.word_button.setHidden(self._is_scan)
        return Flow(
            widgets=(
                label(translate("Page"), "muted"), self.page_field, self.count,
                self.smaller, self.zoom, self.larger, self.program,
                self.word_button, self.pdf_button, self.print_button, self.close_button,
            )
        )  # fmt: skip

    def _connect(self) -> None:
        self.page_field.returnPressed.connect(self._on_page_typed)
        self.view.page_changed.connect(self._show_page)
        self.view.zoom_changed.connect(self._show_zoom)
        self.zoom.chosen.connect(self.view.set_zoom)
        self.waiting.again.clicked.connect(lambda _checked: self.begin())
        self.waiting.quick.clicked.connect(lambda _checked: self.begin(is_quick=True))

    def _on_made(self, made: Preview | AppError) -> None:
        if self._is_closed:
            if isinstance(made, Preview):
                self.desk.jobs.read_aside(made.close)
            return
        if isinstance(made, AppError):
            self.waiting.fail(made)
            return
        self.preview = made
        self.count.setText(translate("of {count}", count=len(made.pages.sizes)))
        self._show_kind(made)
        self.view.show_pages(made.pages)
        self.stack.setCurrentWidget(self.view)
        self._enable(shown=True)
        self.view.setFocus()

    def _show_kind(self, made: Preview) -> None:
        is_quick = made.kind is PreviewKind.QUICK
        self.program.setText(made.program or _kind_text(made.kind))
        theme.mark_as(self.program, chip="partial" if is_quick else "good")
        self._notice.setVisible(is_quick)
        self.note.setText(
            translate(
                "Neither Word nor LibreOffice laid out these pages. The words, tables and pictures "
                "are those of the Word file; where lines and pages end shows only in Word. Print "
                "what will be signed from Word."
            )
        )
        laid_out = translate("The pages were laid out by {name}.", name=made.program)
        self.program.setToolTip(laid_out if made.program else "")

    def _on_ended(self) -> None:
        self._job = None

    def _enable(self, *, shown: bool) -> None:
        for widget in (
            self.page_field, self.smaller, self.zoom, self.larger,
            self.print_button, self.pdf_button, self.word_button,
        ):  # fmt: skip
            widget.setEnabled(shown)
        self.program.setVisible(shown)
        self.count.setVisible(shown)

    def _show_page(self, page: int) -> None:
        self.page_field.setText(str(page + 1))

    def _on_page_typed(self) -> None:
        self.view.go_to(int(self.page_field.text()) - 1)
        self.view.setFocus()

    def _show_zoom(self) -> None:
        zoom = self.view.zoom
        if zoom in _ZOOMS:
            self.zoom.show_value(zoom)
        else:
            self.zoom.setCurrentIndex(-1)

    def _watch(self, job: Job, title: str) -> None:
        self.panel.watch(job, title)
        self._set_busy(busy=True)
        job.finished.connect(lambda: self._set_busy(busy=False))

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self.print_button, self.pdf_button):
            widget.setEnabled(not busy and self.preview is not None)

    def _say(self, text: str) -> None:
        if self.preview is not None:
            self._notice.show()
            self.note.setText(text)


class _Waiting(QWidget):
    """Stands where the pages will be: what is being done, or why there are none."""

    def __init__(self, stop: Callable[[], None]) -> None:
        super().__init__()
        self.title = label("", "strong")
        self.detail = label("", "muted", wrap=True)
        self.detail.setFixedWidth(theme.scaled(520))
        self.detail.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stop_button = button(translate("Stop"), stop)
        self.again = button(translate("Try again"))
        self.quick = button(translate("Show a quick view"))
        picture = label()
        picture.setPixmap(pixmap(Icon.DOCUMENT, theme.current().frame, 44))
        layout = column(self, spacing=theme.MEDIUM)
        layout.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        for widget in (picture, self.title, self.detail, self.stop_button, self.again, self.quick):
            layout.addWidget(widget, alignment=centre)
        layout.addStretch(2)

    def follow(self, job: Job) -> None:
        """Tell what a job is at."""
        self.title.setText(translate("The paper is being written"))
        self.detail.setText(translate("Please wait…"))
        self._offer(is_running=True)
        job.progressed.connect(self._on_progress)

    def fail(self, error: AppError) -> None:
        """Tell why there are no pages."""
        self.title.setText(translate("The pages cannot be shown"))
        self.detail.setText(error.text)
        self._offer(is_running=False)

    def _offer(self, *, is_running: bool) -> None:
        self.stop_button.setVisible(is_running)
        self.again.setVisible(not is_running)
        self.quick.setVisible(not is_running)

    def _on_progress(self, report: Report) -> None:
        if report.label:
            self.detail.setText(report.label)


def _kind_text(kind: PreviewKind) -> str:
    return {
        PreviewKind.PRINTED: translate("As it prints"),
        PreviewKind.QUICK: translate("Quick view"),
        PreviewKind.SCAN: translate("Scan"),
    }[kind]


def _zoom_text(zoom: float | None) -> str:
    if zoom is None:
        return translate("Whole width")
    return f"{zoom:.0%}".replace("%", " %")
