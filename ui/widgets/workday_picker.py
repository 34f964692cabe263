"""The calendar that opens at a deadline: a month, and deadlines counted in working days."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QWidget
from typing_extensions import override

from app.domain.calendar import WorkingCalendar
from app.words import translate
from ui import theme
from ui.day_texts import day_described
from ui.texts import day_text
from ui.widgets.basics import button, chip, column, label, row
from ui.widgets.month_view import MonthView

TERMS: Final = (5, 10, 15, 20, 30)
"""Terms in working days that recommendations are usually given."""
_WIDTH: Final = 380
_HEIGHT: Final = 430


class WorkdayPicker(QFrame):
    """Shows a month over the window, near a field; `picked` brings the day."""

    picked = Signal(object)
    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self.month = MonthView()
        self.told = label("", wrap=True)
        self.told.setMinimumHeight(2 * self.told.fontMetrics().lineSpacing())
        self.counted = label("", "label")
        self.terms: dict[int, QPushButton] = {}
        layout = column(self, margins=theme.SMALL, spacing=theme.SMALL)
        layout.addWidget(self.counted)
        terms = row(spacing=theme.TINY)
        for term in TERMS:
            made = button(f"+{term}", partial(self._pick_term, term), variant="quiet")
            made.setAccessibleName(translate("{count} working days", count=term))
            self.terms[term] = made
            terms.addWidget(made)
        terms.addWidget(label(translate("working days"), "small"))
        terms.addStretch(1)
        layout.addLayout(terms)
        layout.addWidget(self.month, 1)
        layout.addWidget(self.told)
        legend = row(spacing=theme.SMALL)
        for words, tone in (
            (translate("weekends"), "neutral"),
            (translate("day off"), "late"),
            (translate("made-up day"), "good"),
        ):
            legend.addWidget(chip(words, tone))
        legend.addStretch(1)
        layout.addLayout(legend)
        self.month.clicked.connect(lambda _day: self._pick(self.month.day))
        self.month.activated.connect(lambda _day: self._pick(self.month.day))
        self.month.selectionChanged.connect(self._tell)
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - there is no widget without
        application.focusChanged.connect(self._on_focus)
        self.hide()

    def open_at(
        self, field: QWidget, day: date, calendar: WorkingCalendar, after: date, today: date
    ) -> None:
        """Open under a field, or above it where there is more room.

        Args:
            field: the field that takes the day.
            day: the day chosen at first.
            calendar: which days are worked.
            after: the day from which working days are counted.
            today: the day that is ringed.
        """
        self.month.show_calendar(calendar, after, today)
        self.month.choose(day)
        self.counted.setText(translate("Counted from the visit, {day}", day=day_text(after)))
        for term, made in self.terms.items():
            made.setToolTip(day_described(calendar.add_workdays(after, term), calendar, after))
        self._tell()
        window = self.window()
        width, height = theme.scaled(_WIDTH), theme.scaled(_HEIGHT)
        corner = field.mapTo(window, QPoint(0, field.height() + theme.scaled(2)))
        above = field.mapTo(window, QPoint(0, 0)).y() - height - theme.scaled(2)
        if corner.y() + height > window.height() and above >= 0:
            corner.setY(above)
        elif corner.y() + height > window.height():
            # Neither below nor above: beside it, so that the day stays in sight.
            corner -= QPoint(width + theme.scaled(8), 0)
            corner.setY(max(0, window.height() - height - theme.scaled(8)))
        corner.setX(max(0, min(corner.x(), window.width() - width - theme.scaled(16))))
        self.setGeometry(corner.x(), corner.y(), width, height)
        self.show()
        self.raise_()
        self.month.setFocus()

    def close_picker(self) -> None:
        """Close without picking anything."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        escape = (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        )
        if escape:
            self.close_picker()
            return True
        return super().eventFilter(watched, event)

    def _pick_term(self, term: int) -> None:
        after = self.month.after
        if after is not None:
            self._pick(self.month.workdays.add_workdays(after, term))

    def _pick(self, day: date) -> None:
        self.hide()
        self.picked.emit(day)

    def _tell(self) -> None:
        self.told.setText(day_described(self.month.day, self.month.workdays, self.month.after))

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self.isVisible() and now is not None and now is not self and not self.isAncestorOf(now):
            # The user went somewhere else, who must not be called back.
            self.hide()
