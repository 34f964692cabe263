"""The working calendar of a store: shipped days corrected, added, taken back and restored."""

from __future__ import annotations

from datetime import date

import pytest

from app.bootstrap import Application
from app.domain.calendar import DayKind, special_day
from app.errors import InvalidValue

TEACHERS = date(2026, 11, 20)
CULTURE = date(2026, 11, 24)


def test_an_added_day_off_moves_due_dates(application: Application) -> None:
    application.calendar.save(special_day(TEACHERS, "Nghỉ lũ", DayKind.HOLIDAY))

    calendar = application.calendar.current()

    assert calendar.add_workdays(date(2026, 11, 19), 1) == date(2026, 11, 23)


def test_a_shipped_day_is_taken_back_and_restored(application: Application) -> None:
    application.calendar.save(special_day(CULTURE, "Không nghỉ", DayKind.ORDINARY))
    assert application.calendar.current().is_workday(CULTURE)

    assert application.calendar.restore(CULTURE)

    assert not application.calendar.current().is_workday(CULTURE)
    assert not application.calendar.restore(CULTURE)


def test_a_restored_day_can_be_corrected_again(application: Application) -> None:
    application.calendar.save(special_day(CULTURE, "Không nghỉ", DayKind.ORDINARY))
    application.calendar.restore(CULTURE)

    application.calendar.save(special_day(CULTURE, "Không nghỉ", DayKind.ORDINARY))

    assert application.calendar.current().is_workday(CULTURE)


def test_entries_say_what_was_shipped_and_what_corrected(application: Application) -> None:
    application.calendar.save(special_day(CULTURE, "Không nghỉ", DayKind.ORDINARY))
    application.calendar.save(special_day(TEACHERS, "Nghỉ lũ", DayKind.HOLIDAY))

    corrected = [one for one in application.calendar.entries(2026) if one.is_corrected]

    assert [(one.day.on, one.shipped is None) for one in corrected] == [
        (TEACHERS, True),
        (CULTURE, False),
    ]
    assert {one.day.on.year for one in application.calendar.entries()} == {2025, 2026, 2027}


def test_a_day_without_a_name_is_refused(application: Application) -> None:
    with pytest.raises(InvalidValue):
        application.calendar.save(special_day(TEACHERS, "  ", DayKind.HOLIDAY))

    assert application.calendar.current().is_workday(TEACHERS)
