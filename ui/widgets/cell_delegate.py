"""Paints the cells of tables: text, chips and bars, with room to breathe."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui import theme


class CellRole(IntEnum):
    """What a cell says about its look."""

    TONE = Qt.ItemDataRole.UserRole + 20
    SHARE = Qt.ItemDataRole.UserRole + 21
    STRONG = Qt.ItemDataRole.UserRole + 22


class CellDelegate(QStyledItemDelegate):
    """Paints a row as one band with a quiet line under it."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colours = theme.current()
        painter.save()
        paint_band(painter, option)
        pad = theme.scaled(theme.SMALL)
        room = option.rect.adjusted(pad, 0, -pad, 0)
        text = str(index.data() or "")
        tone = index.data(CellRole.TONE)
        share = index.data(CellRole.SHARE)
        if tone and text:
            paint_chip(painter, room, text, str(tone), option.font)
        else:
            if share is not None:
                room = _paint_bar(painter, room, float(share))
            font = QFont(option.font)
            if index.data(CellRole.STRONG):
                font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(colours.text))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            flags = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, int(flags), shown)
        painter.restore()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(theme.scaled(60), theme.scaled(40))


def tone_colours(tone: str) -> tuple[str, str]:
    """Return ink and wash of a tone; an unknown one is neutral."""
    colours = theme.current()
    if tone == "accent":
        return colours.accent, colours.accent_wash
    found = {
        "good": colours.good,
        "partial": colours.partial,
        "bad": colours.bad,
        "late": colours.late,
        "differs": colours.differs,
    }.get(tone, colours.neutral)
    return found.ink, found.wash


def paint_chip(painter: QPainter, room: QRect, text: str, tone: str, base: QFont) -> int:
    """Paint a chip at the left of the room, centred in height; return its width."""
    ink, wash = tone_colours(tone)
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * 0.91)
    font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    pad = theme.scaled(theme.SMALL)
    width = min(metrics.horizontalAdvance(text) + 2 * pad, room.width())
    height = metrics.height() + theme.scaled(4)
    box = QRectF(room.left(), room.center().y() - height / 2 + 1, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(wash))
    painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
    painter.setPen(QColor(ink))
    painter.setFont(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width) - 2 * pad + 2)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    return int(width)


def paint_share(painter: QPainter, box: QRectF, share: float) -> None:
    """Paint a bar filled so far; green when full."""
    colours = theme.current()
    radius = box.height() / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.line))
    painter.drawRoundedRect(box, radius, radius)
    if share > 0:
        filled = QRectF(box)
        filled.setWidth(max(box.width() * min(share, 1.0), box.height()))
        painter.setBrush(QColor(colours.good.ink if share >= 1 else colours.accent))
        painter.drawRoundedRect(filled, radius, radius)


def paint_band(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint what lies under a cell: whether its row is chosen or pointed at, and a quiet line."""
    colours = theme.current()
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, QColor(colours.accent_wash))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(colours.window))
    painter.setPen(QColor(colours.line))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def _paint_bar(painter: QPainter, room: QRect, share: float) -> QRect:
    width = min(theme.scaled(56), room.width() // 2)
    height = theme.scaled(6)
    paint_share(
        painter, QRectF(room.left(), room.center().y() - height / 2 + 1, width, height), share
    )
    return room.adjusted(width + theme.scaled(theme.SMALL), 0, 0, 0)
