"""Pages of a Word file laid out by Qt, for a computer without any office program.

By hand because Qt reads no Word files; it only puts the words, tables and pictures that were
read onto paper of the right size. Where a page ends is its own guess, and each page says so.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QBrush,
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from app.errors import AppError
from app.services.previews import (
    Block,
    CellBlock,
    ReadingView,
    SectionView,
    TableBlock,
    TextBlock,
    Words,
)
from app.words import mark
from app.worker import WorkerFailed, Workers

_MEMORY: Final = 4 << 30
"""Of addresses, not of memory: Qt alone asks for more than a gigabyte of them."""
_SECONDS: Final = 120.0
_POINTS_PER_INCH: Final = 72
_RESOLUTION: Final = 600
_PADDING_PT: Final = 4.0
_RULE_PT: Final = 0.75
_ABOVE_RULE_PT: Final = 3.0
_NOTE_PT: Final = 8.0
_BLACK: Final = QColor("#000000")
_GREY: Final = QColor("#666666")
_ALIGNMENTS: Final = {
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
    "both": Qt.AlignmentFlag.AlignJustify,
    "distribute": Qt.AlignmentFlag.AlignJustify,
}
_LINE_SEPARATOR: Final = "\u2028"


class QuickLayoutFailed(AppError):
    """The pages of a paper could not be laid out without an office program."""

    code = "quick_layout_failed"
    message = mark(
        "The pages could not be laid out here: {reason}. Nothing was changed. Save the paper as a "
        "Word file, and look at it and print it from Word."
    )


def lay_out_apart(view: ReadingView, target: Path) -> None:
    """Write a reading view as PDF, in a process of its own; any thread may wait for it.

    Beside a window, Qt's locks and Python's are taken in either order: a thread that lays out
    and the one that draws have waited for each other for ever.

    Raises:
        QuickLayoutFailed: if the process died, or took too long or too much memory.
    """
    try:
        with Workers(memory=_MEMORY, timeout_s=_SECONDS) as workers:
            workers.run(_lay_out_alone, view, target)
    except WorkerFailed as error:
        raise QuickLayoutFailed(reason=error.params["reason"]) from error


def _lay_out_alone(view: ReadingView, target: Path) -> None:
    if sys.platform == "linux":
        # It shows nothing, so it needs no screen.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication.instance() or QGuiApplication(["sokiemtra"])
    lay_out(view, target)
    del application


def lay_out(view: ReadingView, target: Path) -> None:
    """Write a reading view as PDF, in the main thread.

    Raises:
        RuntimeError: in another thread, where it could stand still for ever (`lay_out_apart`).
    """
    if threading.current_thread() is not threading.main_thread():
        message = "beside a window pages are laid out apart"
        raise RuntimeError(message)
    writer = QPdfWriter(str(target))
    writer.setResolution(_RESOLUTION)
    painter: QPainter | None = None
    number = 0
    for section in view.sections:
        pages = _SectionPages(section, writer)
        if section.counts_from is not None:
            number = section.counts_from - 1
        for page in range(pages.count):
            number += 1
            writer.setPageLayout(_layout_of(section))
            if painter is None:
                painter = QPainter(writer)
            else:
                writer.newPage()
            pages.paint(painter, page, number, view.note)
    if painter is not None:
        painter.end()


class _SectionPages:
    """The text of one section, cut into pages, and what stands around it."""

    def __init__(self, section: SectionView, writer: QPdfWriter) -> None:
        self._section = section
        self._dots = writer.resolution() / _POINTS_PER_INCH
        self._writer = writer
        self._width = section.width - section.left - section.right
        self._room = QSizeF(
            self._width * self._dots,
            (section.height - section.top - section.bottom) * self._dots,
        )
        self._body = self._document(self._room)
        _fill(QTextCursor(self._body), section.blocks, self._width)

    @property
    def count(self) -> int:
        return self._body.pageCount()

    def paint(self, painter: QPainter, page: int, number: int, note: str) -> None:
        section, dots = self._section, self._dots
        self._paint_part(painter, self._body, section.top * dots, page)
        heads = section.first_heads if page == 0 else section.heads
        feet = section.first_feet if page == 0 else section.feet
        head, foot = self._running(heads, number), self._running(feet, number)
        top = max(section.top * dots - head.size().height(), 0) / 2
        self._paint_part(painter, head, top, 0)
        below = (section.height - section.bottom) * dots
        self._paint_part(painter, foot, below, 0)
        self._paint_note(painter, note)

    def _paint_part(
        self, painter: QPainter, document: QTextDocument, top: float, page: int
    ) -> None:
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, _BLACK)
        context.palette = palette
        height = document.pageSize().height()
        shown = QRectF(0, page * height, self._room.width(), height)
        context.clip = shown
        painter.save()
        painter.translate(self._section.left * self._dots, top - page * height)
        painter.setClipRect(shown)
        document.documentLayout().draw(painter, context)
        painter.restore()

    def _paint_note(self, painter: QPainter, note: str) -> None:
        section, dots = self._section, self._dots
        font = QFont("Times New Roman")
        font.setPointSizeF(_NOTE_PT)
        font.setItalic(True)
        painter.setFont(font)
        painter.setPen(QPen(_GREY))
        height = 3 * _NOTE_PT * dots
        place = QRectF(0, section.height * dots - height, section.width * dots, height)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), note)

    def _running(self, blocks: tuple[TextBlock, ...], number: int) -> QTextDocument:
        """Return what stands above or below the text of a page."""
        document = self._document(QSizeF(self._room.width(), self._room.height()))
        _fill(QTextCursor(document), blocks, self._width, str(number))
        return document

    def _document(self, room: QSizeF) -> QTextDocument:
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.documentLayout().setPaintDevice(self._writer)
        document.setPageSize(room)
        return document


def _layout_of(section: SectionView) -> QPageLayout:
    upright = QSizeF(min(section.width, section.height), max(section.width, section.height))
    landscape = section.width > section.height
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turn = QPageLayout.Orientation
    layout = QPageLayout(size, turn.Landscape if landscape else turn.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _fill(
    cursor: QTextCursor, blocks: tuple[Block, ...], room: float, page_number: str = ""
) -> None:
    """Write blocks where a text begins, so many points wide: its first paragraph is there."""
    is_first = True
    # Or every word that comes would have the whole text laid out anew.
    cursor.beginEditBlock()
    for block in blocks:
        if isinstance(block, TextBlock):
            if is_first:
                cursor.setBlockFormat(_block_format(block))
            else:
                cursor.insertBlock(_block_format(block))
            _write(cursor, block, room, page_number)
            is_first = False
        else:
            if is_first:
                _shrink(cursor)
            _write_table(cursor, block, room)
            cursor.movePosition(QTextCursor.MoveOperation.End)
            _shrink(cursor)
            is_first = False
    cursor.endEditBlock()


def _shrink(cursor: QTextCursor) -> None:
    """Make the paragraph that Qt wants around a table as low as it can be."""
    form = QTextBlockFormat()
    form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor.setBlockFormat(form)


def _write(cursor: QTextCursor, block: TextBlock, room: float, page_number: str) -> None:
    for words in block.words:
        cursor.insertText(words.text.replace("\n", _LINE_SEPARATOR), _char_format(words))
    if block.counts_pages and page_number:
        look = block.words[0] if block.words else _usual_words(page_number)
        cursor.insertText(page_number, _char_format(look))
    for picture in block.pictures:
        image = QImage.fromData(QByteArray(picture.content))
        _write_image(cursor, image, picture.width, picture.height)
    length = room - block.left - block.right if block.is_ruled_below else block.rule
    if length > 0:
        _write_rule(cursor, block, length)


def _write_rule(cursor: QTextCursor, block: TextBlock, length: float) -> None:
    """Draw a straight line under a paragraph, or in one that holds nothing else."""
    form = QTextBlockFormat()
    form.setLeftMargin(_pixels(block.left))
    form.setRightMargin(_pixels(block.right))
    form.setTopMargin(_pixels(_ABOVE_RULE_PT))
    form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    if block.words or block.pictures:
        cursor.insertBlock(form)
    else:
        cursor.setBlockFormat(form)
    line = QImage(1, 1, QImage.Format.Format_RGB32)
    line.fill(_BLACK)
    _write_image(cursor, line, length, _RULE_PT)


def _write_image(cursor: QTextCursor, image: QImage, width: float, height: float) -> None:
    name = QUrl(f"picture:{cursor.position()}")
    kind = QTextDocument.ResourceType.ImageResource.value
    cursor.document().addResource(kind, name, image)
    form = QTextImageFormat()
    form.setName(name.toString())
    form.setWidth(_pixels(width))
    form.setHeight(_pixels(height))
    cursor.insertImage(form)


def _write_table(cursor: QTextCursor, block: TableBlock, room: float) -> None:
    columns = max(
        (column + cell.columns for row in block.rows for column, cell in row),
        default=len(block.widths),
    )
    if not block.rows or not columns:
        return
    table = cursor.insertTable(len(block.rows), columns, _table_format(block, columns))
    for number, row in enumerate(block.rows):
        for column, cell in row:
            inner = sum(block.widths[column : column + cell.columns]) or room
            padding = 2 * _PADDING_PT if block.is_framed else 0
            _write_cell(table, (number, column), cell, inner - padding)


def _write_cell(table: QTextTable, place: tuple[int, int], cell: CellBlock, room: float) -> None:
    if cell.rows > 1 or cell.columns > 1:
        table.mergeCells(*place, cell.rows, cell.columns)
    _fill(table.cellAt(*place).firstCursorPosition(), cell.blocks, room)


def _table_format(block: TableBlock, columns: int) -> QTextTableFormat:
    form = QTextTableFormat()
    form.setBorderCollapse(True)
    form.setCellSpacing(0)
    form.setCellPadding(_pixels(_PADDING_PT) if block.is_framed else 0)
    form.setBorder(_pixels(_RULE_PT) if block.is_framed else 0)
    style = QTextFrameFormat.BorderStyle
    form.setBorderStyle(style.BorderStyle_Solid if block.is_framed else style.BorderStyle_None)
    form.setBorderBrush(QBrush(_BLACK))
    form.setHeaderRowCount(block.heads)
    total = sum(block.widths)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    if len(block.widths) == columns and total:
        form.setColumnWidthConstraints(
            [
                QTextLength(QTextLength.Type.PercentageLength, 100 * width / total)
                for width in block.widths
            ]
        )
    return form


def _block_format(block: TextBlock) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setAlignment(_ALIGNMENTS.get(block.align, Qt.AlignmentFlag.AlignLeft))
    form.setLeftMargin(_pixels(block.left))
    form.setRightMargin(_pixels(block.right))
    # The one length that Qt does not scale to the device.
    form.setTextIndent(block.first * _RESOLUTION / _POINTS_PER_INCH)
    form.setTopMargin(_pixels(block.before))
    form.setBottomMargin(_pixels(block.after))
    proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    form.setLineHeight(100 * block.line, proportional)
    if block.breaks_page:
        form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    return form


def _char_format(words: Words) -> QTextCharFormat:
    form = QTextCharFormat()
    font = QFont(words.family)
    font.setPointSizeF(words.size)
    font.setBold(words.bold)
    font.setItalic(words.italic)
    form.setFont(font)
    form.setForeground(QBrush(_BLACK))
    return form


def _usual_words(text: str) -> Words:
    return Words(text=text, family="Times New Roman", size=13, bold=False, italic=False)


def _pixels(points: float) -> float:
    """Return a length as Qt's text layout takes it: in dots of the screen, scaled to the device."""
    return points * QGuiApplication.primaryScreen().logicalDotsPerInchY() / _POINTS_PER_INCH
