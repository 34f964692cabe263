"""Pages onto paper: one picture of a page at a time, sharp enough for a printer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from app.errors import AppError
from app.progress import NO_PROGRESS, Progress
from app.services.previews import PageSize, PdfPages
from app.words import mark, translate
from ui.documents.page_view import image_of

if TYPE_CHECKING:
    # Loaded when somebody prints.
    from PySide6.QtPrintSupport import QPrinter

_DOTS_PER_INCH: Final = 300
_POINTS_PER_INCH: Final = 72


class PrinterRefused(AppError):
    """The printer took no page."""

    code = "printer_refused"
    message = mark(
        "The printer “{name}” does not take the pages. Nothing was changed. "
        "See that it is switched on and connected, or save the paper as PDF."
    )


def new_printer(first: PageSize) -> QPrinter:
    """Return the usual printer, set to the paper of a first page."""
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415 - when somebody prints

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setPageLayout(layout_of(first))
    return printer


def print_pages(pages: PdfPages, printer: QPrinter, progress: Progress = NO_PROGRESS) -> None:
    """Print the pages that were asked for, each on paper of its size and turned as it lies.

    Raises:
        PrinterRefused: if the printer takes none.
        WorkerFailed: if a page breaks whatever reads it.
        Cancelled: if the user stopped it; pages already sent come out.
    """
    numbers = _asked(printer, len(pages.sizes))
    painter = QPainter()
    try:
        for done, number in enumerate(numbers):
            progress.step(done, len(numbers), translate("Page {number}", number=number + 1))
            _print_page(pages, number, printer, painter)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    progress.step(len(numbers), len(numbers))


def _print_page(pages: PdfPages, number: int, printer: QPrinter, painter: QPainter) -> None:
    size = pages.sizes[number]
    printer.setPageLayout(layout_of(size))
    if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
        raise PrinterRefused(name=printer.printerName())
    picture = pages.picture(number, round(size.width * _DOTS_PER_INCH / _POINTS_PER_INCH))
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    painter.drawImage(paper, image_of(picture))


def layout_of(size: PageSize) -> QPageLayout:
    """Return paper of the size of a page, turned as it lies, without margins."""
    upright = QSizeF(min(size.width, size.height), max(size.width, size.height))
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turn = QPageLayout.Orientation
    layout = QPageLayout(paper, turn.Landscape if size.is_landscape else turn.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _asked(printer: QPrinter, count: int) -> list[int]:
    """Return the pages to print, counted from 0, as often as copies are asked for."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    numbers = list(range(first - 1, min(last, count)))
    if printer.pageOrder() is printer.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        return numbers * copies
    return [number for number in numbers for _copy in range(copies)]
