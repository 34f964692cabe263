"""A month of the working calendar: days off and made-up days by colour and by a word.

Qt's own calendar does the keys, the pages and the years; here is only how a day looks.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QDate, QLocale, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget
from typing_extensions import override

from app.domain.calendar import WorkingCalendar
from app.words import language, translate
from ui import theme
from ui.day_texts import day_described
from ui.icons import Icon, icon

_CELLS: Final = 42
_SMALLEST_PT: Final = 7.5
_HEADER_PT: Final = 9


class MonthView(QCalendarWidget):
    """A month in which one sees on which days people work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workdays = WorkingCalendar()
        self.after: date | None = None
        """The day from which working days are counted."""
        self.today: date | None = None
        wanted = QLocale.Language.Vietnamese if language() == "vi" else QLocale.Language.English
        self.setLocale(QLocale(wanted))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        plain = QTextCharFormat()
        plain.setForeground(QColor(theme.current().muted))
        plain.setFont(theme.font(_HEADER_PT))
        self.setHeaderTextFormat(plain)
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekday, plain)
        for name, drawing, words in (
            ("qt_calendar_prevmonth", Icon.BACK, translate("Month before")),
            ("qt_calendar_nextmonth", Icon.NEXT, translate("Month after")),
        ):
            turn = self.findChild(QToolButton, name)
            if turn is not None:
                turn.setIcon(icon(drawing))
                turn.setAccessibleName(words)
                turn.setToolTip(words)
        self.setDateEditEnabled(False)
        self.setAccessibleName(translate("Calendar of working days"))
        self.currentPageChanged.connect(self._name_days)
        self.selectionChanged.connect(self._tell_selected)

    def show_calendar(
        self, calendar: WorkingCalendar, after: date | None, today: date | None
    ) -> None:
        """Show the days of a calendar.

        Args:
            calendar: which days are worked.
            after: the day from which working days are counted.
            today: the day that is ringed.
        """
        self.workdays, self.after, self.today = calendar, after, today
        self._name_days()
        self._tell_selected()
        self.updateCells()

    @property
    def day(self) -> date:
        """The day chosen."""
        return _day(self.selectedDate())

    def choose(self, day: date) -> None:
        """Choose a day and turn to its month."""
        self.setSelectedDate(QDate(day.year, day.month, day.day))

    @override
    def paintCell(self, painter: QPainter, rect: QRect, date_: QDate | date) -> None:
        day = _day(date_)
        colours = theme.current()
        ink, wash, word = self._look(day)
        if day == self.day:
            ink, wash = colours.on_accent, colours.accent
        elif day.month != self.monthShown():
            ink = colours.frame
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(wash))
        box = rect.adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        painter.setPen(QPen(QColor(ink), 1.5))
        if day == self.today:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if not word:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        else:
            half = box.height() * 3 // 5
            above = QRect(box.left(), box.top(), box.width(), half)
            under = QRect(box.left(), box.top() + half - 2, box.width(), box.height() - half)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(day.day))
            small = theme.font(_SMALLEST_PT)
            painter.setFont(small)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, word)
        painter.restore()

    def _look(self, day: date) -> tuple[str, str, str]:
        """Return ink, wash and word of a day."""
        colours = theme.current()
        special = self.workdays.special_day(day)
        if self.workdays.is_workday(day):
            made_up = special is not None
            tone = colours.good
            return (
                (tone.ink, tone.wash, translate("made up"))
                if made_up
                else (colours.text, colours.surface, "")
            )
        if special is not None:
            return colours.late.ink, colours.late.wash, translate("off")
        return colours.neutral.ink, colours.neutral.wash, ""

    def _name_days(self) -> None:
        """Give each day in sight its words, for whoever points at it."""
        first = date(self.yearShown(), self.monthShown(), 1)
        self.setDateTextFormat(QDate(), QTextCharFormat())
        for number in range(-7, _CELLS):
            day = first + timedelta(days=number)
            named = QTextCharFormat()
            named.setToolTip(day_described(day, self.workdays, self.after))
            self.setDateTextFormat(QDate(day.year, day.month, day.day), named)

    def _tell_selected(self) -> None:
        self.setAccessibleDescription(day_described(self.day, self.workdays, self.after))


def _day(shown: QDate | date) -> date:
    """Return a day of Qt as one of Python; some versions of PySide give either."""
    if isinstance(shown, QDate):
        return date(shown.year(), shown.month(), shown.day())
    return shown
