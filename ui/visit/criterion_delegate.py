"""Paints criteria as cards; the current one is covered by its editor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app.domain.scoring import CriterionScore, CriterionState
from app.domain.work_division import initials
from ui import theme
from ui.icons import Icon, pixmap
from ui.texts import number_text
from ui.visit.criterion_model import CriterionListModel, Entry, EntryRole
from ui.visit.criterion_state import answer_text, points_text
from ui.visit.demand_bar import owed_words
from ui.widgets.cell_delegate import tone_colours

Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap
_ICONS = {
    "good": Icon.TICK,
    "partial": Icon.HALF,
    "bad": Icon.CROSS,
    "neutral": Icon.MINUS,
    "open": Icon.OPEN,
    "differs": Icon.DIFFERS,
}


class CriterionDelegate(QStyledItemDelegate):
    """Paints headings and closed cards, and leaves room for the open one."""

    def __init__(
        self, model: CriterionListModel, is_open: Callable[[int], bool], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._is_open = is_open
        # Every row is measured when the list is filled; measuring text is what it costs.
        self._text_heights: dict[tuple[str, int], int] = {}
        self._metrics = QFontMetrics(theme.font())
        self._line = self._metrics.height() + theme.scaled(2)
        self._around, self._least = theme.scaled(22), theme.scaled(56)
        self._below = theme.scaled(theme.SMALL)

    def height_of(self, entry: Entry, width: int) -> int:
        """Return how tall a heading or a closed card is."""
        if entry.is_group:
            return self._kept(entry, width, _heading_height)
        return self._card_height(entry, width)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(EntryRole.ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.is_group:
            self._paint_heading(painter, option.rect, entry)
        elif not self._is_open(index.row()):
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._paint_card(painter, option.rect, entry, hovered=hovered)
        painter.restore()

    def _card_height(self, entry: Entry, width: int) -> int:
        height = self._kept(entry, width, self._text_height) + self._around
        code, marks = entry.criterion.code, self._model.case.marks
        answer = self._model.score_of(entry).answer
        if (answer is not None and (answer.is_given or answer.comment)) or marks.photos(code):
            height += self._line
        if marks.owed(code):
            height += self._line
        return max(height, self._least) + self._below

    def _text_height(self, entry: Entry, width: int) -> int:
        box = _text_box(QRect(0, 0, width, 10_000))
        return self._metrics.boundingRect(box, _WRAP, entry.criterion.text).height()

    def _kept(self, entry: Entry, width: int, measure: Callable[[Entry, int], int]) -> int:
        key = (entry.criterion.code, width)
        if key not in self._text_heights:
            self._text_heights[key] = measure(entry, width)
        return self._text_heights[key]

    def _second_line(self, entry: Entry) -> str:
        score = self._model.score_of(entry)
        answer = score.answer
        parts = [answer_text(score, answer)]
        if answer is not None and answer.comment:
            parts.append(" ".join(answer.comment.split()))
        return "  ·  ".join(part for part in parts if part)

    def _paint_heading(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        colours = theme.current()
        _checklist, score = self._model.case.place_of(entry.criterion.code)
        group = score.groups[entry.criterion.code]
        pad = theme.scaled(2)
        box = rect.adjusted(pad, 0, -pad, -theme.scaled(6))
        figures = f"{number_text(group.points)} / {number_text(group.applicable_max)}"
        painter.setFont(_heading_font(entry))
        painter.setPen(QColor(colours.text if entry.depth <= 1 else colours.muted))
        room = QFontMetrics(painter.font()).horizontalAdvance(figures) + theme.scaled(16)
        painter.drawText(
            box.adjusted(0, 0, -room, 0),
            int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft) | int(_WRAP),
            _heading_text(entry),
        )
        painter.setPen(QColor(colours.muted))
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight), figures
        )

    def _paint_card(self, painter: QPainter, rect: QRect, entry: Entry, *, hovered: bool) -> None:
        colours = theme.current()
        score = self._model.score_of(entry)
        word, tone = self._model.verdict_of(entry)
        box = rect.adjusted(1, 1, -1, -theme.scaled(theme.SMALL))
        painter.setPen(QPen(QColor(colours.frame if hovered else colours.line), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self._paint_mark(painter, box, tone)
        self._paint_points(painter, box, score, word, tone)
        self._paint_words(painter, box, entry)

    def _paint_mark(self, painter: QPainter, box: QRect, tone: str) -> None:
        ink, wash = tone_colours(tone)
        side = theme.scaled(26)
        spot = QRectF(box.left() + theme.scaled(12), box.top() + theme.scaled(10), side, side)
        drawing = pixmap(_ICONS[tone], ink if tone != "open" else theme.current().frame, 14)
        if tone != "open":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(wash))
            painter.drawEllipse(spot)
        gap = (side - theme.scaled(14)) / 2
        painter.drawPixmap(spot.translated(gap, gap).topLeft().toPoint(), drawing)

    def _paint_points(
        self, painter: QPainter, box: QRect, score: CriterionScore, word: str, tone: str
    ) -> None:
        colours = theme.current()
        right = QRect(
            box.right() - theme.scaled(128), box.top() + theme.scaled(9), theme.scaled(116), 0
        )
        font = theme.font(bold=True)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        line = QRect(right.left(), right.top(), right.width(), metrics.height())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), points_text(score))
        small = QFont(theme.font(theme.TEXT_PT - 1.5))
        painter.setFont(small)
        ink = colours.muted if tone in {"open", "neutral"} else tone_colours(tone)[0]
        painter.setPen(QColor(ink))
        below = line.translated(0, metrics.height())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), word)
        holder = self._model.case.marks.holder(score.criterion.code)
        if holder is not None:
            painter.setPen(QColor(colours.muted))
            room = QFontMetrics(small).horizontalAdvance(word) + theme.scaled(8)
            painter.drawText(
                below.adjusted(0, 0, -room, 0),
                int(Qt.AlignmentFlag.AlignRight),
                initials(holder.name),
            )

    def _paint_words(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        colours = theme.current()
        text = _text_box(box)
        painter.setFont(theme.font())
        metrics = QFontMetrics(painter.font())
        is_hidden = self._model.score_of(entry).state is CriterionState.HIDDEN
        painter.setPen(QColor(colours.muted if is_hidden else colours.text))
        used = metrics.boundingRect(text, _WRAP, entry.criterion.text)
        painter.drawText(text, int(_WRAP), entry.criterion.text)
        line = QRect(text.left(), used.bottom() + theme.scaled(3), text.width(), metrics.height())
        marks, code = self._model.case.marks, entry.criterion.code
        second, photos = self._second_line(entry), len(marks.photos(code))
        if second or photos:
            left = self._paint_photos(painter, line, photos) if photos else 0
            painter.setPen(QColor(colours.muted))
            room = line.adjusted(left, 0, 0, 0)
            shown = metrics.elidedText(second, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
            line.translate(0, self._line)
        if owed := owed_words(marks.owed(code)):
            blocks = any(one.blocks for one in marks.owed(code))
            painter.setPen(QColor(tone_colours("bad" if blocks else "partial")[0]))
            shown = metrics.elidedText(owed, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), shown)

    @staticmethod
    def _paint_photos(painter: QPainter, line: QRect, count: int) -> int:
        """Paint a camera and how many photos there are; return the width it takes."""
        colours = theme.current()
        side = theme.scaled(14)
        top = line.center().y() - side // 2 + 1
        painter.drawPixmap(line.left(), top, pixmap(Icon.CAMERA, colours.muted, 14))
        painter.setPen(QColor(colours.muted))
        number = str(count)
        painter.drawText(line.adjusted(side + theme.scaled(4), 0, 0, 0), 0, number)
        return side + theme.scaled(14) + painter.fontMetrics().horizontalAdvance(number)


def _text_box(box: QRect) -> QRect:
    return box.adjusted(theme.scaled(50), theme.scaled(10), -theme.scaled(140), -theme.scaled(6))


def _heading_font(entry: Entry) -> QFont:
    points = {0: theme.HEADING_PT, 1: theme.STRONG_PT}.get(entry.depth, theme.TEXT_PT)
    return theme.font(points, bold=True)


def _heading_text(entry: Entry) -> str:
    if entry.depth == 0:
        return entry.criterion.text
    # I/1/a is shown whole; of CODE.1.2 the set is known.
    code = entry.criterion.code
    return f"{code.partition('.')[2] or code}  {entry.criterion.text}"


def _heading_height(entry: Entry, width: int) -> int:
    room = QRect(0, 0, width - theme.scaled(120), 10_000)
    text = QFontMetrics(_heading_font(entry)).boundingRect(room, _WRAP, _heading_text(entry))
    above = {0: 4, 1: 20}.get(entry.depth, 14)
    return text.height() + theme.scaled(above + 8)
