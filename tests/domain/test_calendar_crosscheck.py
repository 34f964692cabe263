"""The shipped calendar against the `holidays` package: where they differ is written down."""

from __future__ import annotations

from datetime import date, timedelta

import holidays

from tests.domain.shipped import CALENDAR

EXPECTED = {
    date(
        2026, 1, 2
    ): "ours: off, swapped with 10/01/2026 by the notice of the state; theirs lacks it",
    date(2026, 1, 10): "ours: the Saturday worked for 02/01/2026; theirs lacks it",
    date(2027, 2, 4): "both estimates of Tết 2027: theirs begins a day before ours",
    date(2027, 2, 11): "both estimates of Tết 2027: ours gives the day in lieu at the end",
}


def test_the_differences_to_the_holidays_package_are_the_known_ones() -> None:
    theirs = holidays.country_holidays("VN", years=[2025, 2026, 2027])
    days = (date(2025, 1, 1) + timedelta(days=passed) for passed in range(3 * 365))

    found = {
        day: f"ours worked: {CALENDAR.is_workday(day)}, theirs: {theirs.is_working_day(day)}"
        for day in days
        if CALENDAR.is_workday(day) != theirs.is_working_day(day)
    }

    assert set(found) == set(EXPECTED), found
