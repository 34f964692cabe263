"""The page of the working calendar: listed, added, taken back, restored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.calendar import DayKind
from ui.calendar.page import CalendarPage
from ui.desk import Desk

Settle = Callable[[], None]
TEACHERS = date(2026, 11, 20)
CULTURE = date(2026, 11, 24)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settle: Settle) -> Iterator[CalendarPage]:
    """The page, on the screen."""
    shown = CalendarPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1150, 700)
    shown.show()
    settle()
    yield shown
    shown.hide()


def test_the_next_special_day_is_chosen_when_it_opens(page: CalendarPage) -> None:
    chosen = page.panel.table.chosen

    assert chosen is not None
    assert chosen.day.on == CULTURE


def test_the_days_of_one_year_are_listed(page: CalendarPage) -> None:
    page.panel.filter.choice_made.emit(3)

    assert {row.day.on.year for row in page.panel.model.rows} == {2025, 2026, 2027}
    assert page.panel.table.count == sum(row.day.on.year == 2027 for row in page.panel.model.rows)


def test_a_day_is_added(page: CalendarPage, settle: Settle, application: Application) -> None:
    page.editor.day.show_day(TEACHERS)
    page.editor.kind.show_value(DayKind.HOLIDAY)
    page.editor.name.show_text("Nghỉ lũ")

    page.editor.save_button.click()
    settle()

    assert not application.calendar.current().is_workday(TEACHERS)
    assert "20/11/2026" in page.editor.outcome.text()
    assert [row.day.on for row in page.panel.model.rows if row.is_corrected] == [TEACHERS]


def test_a_shipped_day_is_taken_back_and_restored(
    page: CalendarPage, settle: Settle, application: Application
) -> None:
    page.panel.table.choose_where(lambda row: row.day.on == CULTURE)

    page.editor.back_button.click()
    settle()
    assert application.calendar.current().is_workday(CULTURE)

    page.editor.restore_button.click()
    settle()
    assert not application.calendar.current().is_workday(CULTURE)


def test_a_day_that_is_none_and_one_without_a_name_are_told(
    page: CalendarPage, settle: Settle, application: Application
) -> None:
    before = application.calendar.entries()
    page.editor.day.show_text("31/02/2026")
    page.editor.save_button.click()
    assert page.editor.outcome.text()

    page.editor.day.show_day(TEACHERS)
    page.editor.name.show_text("")
    page.editor.save_button.click()
    settle()

    assert "Tên" in page.editor.outcome.text()
    assert application.calendar.entries() == before
