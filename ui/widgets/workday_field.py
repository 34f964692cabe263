"""A deadline: typed as dd/mm/yyyy or picked; a day on which nobody works is said to be one."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget
from typing_extensions import override

from app.domain.calendar import WorkingCalendar
from app.words import translate
from ui import theme
from ui.day_texts import full_day, holidays_unknown, what_day
from ui.icons import Icon, icon
from ui.shortcuts import Key, bind
from ui.texts import day_text
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import DayField
from ui.widgets.workday_picker import WorkdayPicker


class Workdays(Protocol):
    """What a deadline is counted by; asked when it is needed."""

    @property
    def calendar(self) -> WorkingCalendar | None:
        """The working calendar; None until it is read."""
        ...

    @property
    def after(self) -> date:
        """The day from which working days are counted."""
        ...

    @property
    def today(self) -> date:
        """This day."""
        ...


class WorkdayField(QWidget):
    """A day field with a calendar at its side (Alt+Down) and a word on what day it is."""

    day_settled = Signal(object)

    def __init__(self, name: str, workdays: Workdays) -> None:
        super().__init__()
        self.workdays = workdays
        self.field = DayField(name)
        self.setFocusProxy(self.field)
        self.picker: WorkdayPicker | None = None
        self.button = QToolButton()
        self.button.setAutoRaise(True)
        self.button.setProperty("variant", "quiet")
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.setIcon(icon(Icon.CALENDAR, theme.current().accent))
        self.button.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
        self.button.setAccessibleName(translate("Choose the day (Alt+Down)"))
        self.button.setToolTip(self.button.accessibleName())
        self.button.clicked.connect(self.open_picker)
        self.doubt = label("", "small", wrap=True)
        self.doubt.setProperty("tone", "bad")
        self.mend = button("", self._on_mend, variant="quiet")
        self._next: date | None = None
        line = row(spacing=theme.TINY)
        line.addWidget(self.field, 100)
        line.addWidget(self.button)
        line.addStretch(1)
        layout = column(self, spacing=theme.TINY)
        layout.addLayout(line)
        layout.addWidget(self.doubt)
        layout.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignLeft)
        here = Qt.ShortcutContext.WidgetShortcut
        bind(self.field, Key.PICK_DAY, self.open_picker, context=here)
        self.field.day_settled.connect(self._on_settled)
        self.field.installEventFilter(self)
        self.look()

    @property
    def day(self) -> date | None:
        """The day that stands there, or None."""
        return self.field.day

    def show_day(self, day: date | None) -> None:
        """Show what the store holds."""
        self.field.show_day(day)
        self.look()

    def settle(self) -> None:
        """Take the text as final, as leaving the field does."""
        self.field.settle()

    def look(self) -> None:
        """Say what day it is, as far as that is something to be told."""
        day, calendar = self.field.day, self.workdays.calendar
        self.doubt.setText("")
        self._next = None
        self.button.setVisible(not self.field.isReadOnly())
        if day is not None and calendar is not None:
            if calendar.is_workday(day):
                self.doubt.setText(holidays_unknown(day, calendar).strip())
            else:
                self.doubt.setText(
                    translate(
                        "{day} is no working day: {what}.",
                        day=full_day(day),
                        what=what_day(day, calendar),
                    )
                )
                self._next = calendar.next_workday(day)
                self.mend.setText(translate("Take {day}", day=full_day(self._next)))
        self.doubt.setVisible(bool(self.doubt.text()))
        self.mend.setVisible(self._next is not None and not self.field.isReadOnly())

    def open_picker(self) -> None:
        """Open the calendar, unless the day is only to be read."""
        calendar = self.workdays.calendar
        if self.field.isReadOnly() or calendar is None:
            return
        if self.picker is None or self.picker.parentWidget() is not self.window():
            self.picker = WorkdayPicker(self.window())
            self.picker.picked.connect(self._on_picked)
            self.picker.closed.connect(self.field.setFocus)
        day = self.field.day or calendar.next_workday(max(self.workdays.after, self.workdays.today))
        self.picker.open_at(self.field, day, calendar, self.workdays.after, self.workdays.today)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ReadOnlyChange:
            self.look()
        return super().eventFilter(watched, event)

    def _on_picked(self, day: date) -> None:
        self._take(day)
        self.field.setFocus()

    def _on_mend(self) -> None:
        if self._next is not None:
            self._take(self._next)
            self.field.setFocus()

    def _take(self, day: date) -> None:
        """Take a day as if it had been typed."""
        text = day_text(day)
        self.field.take_up(text, len(text))
        self.field.settle()

    def _on_settled(self, day: date | None) -> None:
        self.look()
        self.day_settled.emit(day)
