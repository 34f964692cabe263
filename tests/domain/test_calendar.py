"""The working calendar: the shipped days, the five dates of the dossier rules, and counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import (
    CalendarInvalid,
    DayKind,
    DayStatus,
    WorkingCalendar,
    read_days,
    special_day,
)
from app.errors import InvalidValue
from tests.domain.shipped import CALENDAR, text

HEADING = "date,name,kind,status,source\n"
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("received", "term", "due"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 2, date(2026, 11, 25)),  # 24/11: Ngày Văn hóa Việt Nam
        (date(2026, 8, 20), 2, date(2026, 8, 22)),  # a Saturday that is worked
        (date(2026, 8, 28), 1, date(2026, 9, 3)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
    ],
)
def test_a_term_ends_on_the_day_the_rules_give(received: date, term: int, due: date) -> None:
    assert CALENDAR.add_workdays(received, term) == due
    assert CALENDAR.workdays_between(received, due) == term


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2026, 11, 24), False),
        (date(2025, 11, 24), True),  # the holiday begins in 2026
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2026, 4, 27), False),
        (date(2026, 9, 2), False),
    ],
)
def test_a_day_is_worked_or_off(day: date, is_worked: bool) -> None:
    assert CALENDAR.is_workday(day) is is_worked


def test_every_shipped_day_changes_the_week_as_its_kind_says() -> None:
    for day in CALENDAR.special_days:
        assert CALENDAR.is_workday(day.on) is (day.kind is DayKind.MAKEUP_WORKDAY)
        assert CALENDAR.special_day(day.on) is day
    assert len(CALENDAR.special_days) == 42
    assert {day.on.year for day in CALENDAR.special_days} == {2025, 2026, 2027}


def test_the_day_after_a_swap_says_how_sure_it_is() -> None:
    made_up = CALENDAR.special_day(date(2026, 8, 22))

    assert made_up is not None
    assert made_up.kind is DayKind.MAKEUP_WORKDAY
    assert made_up.status is DayStatus.SECONDARY
    assert CALENDAR.special_day(date(2026, 8, 21)) is None


def test_a_year_nobody_entered_is_not_known() -> None:
    assert CALENDAR.knows(2027)
    assert not CALENDAR.knows(2028)


@pytest.mark.parametrize(
    ("after", "until"),
    [(date(2026, 11, 20), date(2026, 11, 20)), (date(2026, 11, 20), date(2026, 11, 2))],
)
def test_no_working_day_lies_before_the_start(after: date, until: date) -> None:
    assert CALENDAR.workdays_between(after, until) == 0


def test_a_term_of_no_days_ends_on_the_day_itself() -> None:
    assert CALENDAR.add_workdays(date(2026, 11, 22), 0) == date(2026, 11, 22)
    assert CALENDAR.add_workdays(date(2026, 11, 22), -3) == date(2026, 11, 22)


def test_a_term_beyond_all_days_ends_with_them() -> None:
    assert CALENDAR.add_workdays(date(9999, 12, 31), 1) == date.max
    assert CALENDAR.add_workdays(date(2026, 11, 20), 10**9) == date.max


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 11, 24), date(2026, 11, 25)),
    ],
)
def test_a_term_that_ends_on_a_day_off_ends_with_the_next_working_day(
    day: date, worked: date
) -> None:
    assert CALENDAR.next_workday(day) == worked


def test_the_week_is_a_parameter() -> None:
    six_days = WorkingCalendar.from_csv(text("holidays_vn_2025_2027.csv"), frozenset(range(6)))

    assert six_days.is_workday(date(2026, 11, 21))
    assert six_days.add_workdays(date(2026, 11, 20), 1) == date(2026, 11, 21)
    # A make-up Saturday that is worked anyway is not counted twice.
    assert six_days.workdays_between(date(2026, 8, 16), date(2026, 8, 23)) == 6


@pytest.mark.parametrize("week", [frozenset[int](), frozenset({7}), frozenset({-1, 0})])
def test_a_week_without_days_is_refused(week: frozenset[int]) -> None:
    with pytest.raises(InvalidValue):
        WorkingCalendar((), week)


@given(after=DAYS, length=st.integers(0, 500), week=st.sets(st.integers(0, 6), min_size=1))
def test_working_days_are_counted_as_one_would_by_hand(
    after: date, length: int, week: set[int]
) -> None:
    calendar = WorkingCalendar(CALENDAR.special_days, frozenset(week))
    days = [after + timedelta(days=passed) for passed in range(1, length + 1)]

    assert calendar.workdays_between(after, after + timedelta(days=length)) == sum(
        map(calendar.is_workday, days)
    )


@given(day=DAYS, term=st.integers(1, 200))
def test_a_term_ends_on_the_first_day_that_fills_it(day: date, term: int) -> None:
    end = CALENDAR.add_workdays(day, term)

    assert CALENDAR.is_workday(end)
    assert CALENDAR.workdays_between(day, end) == term


@given(day=DAYS, first=st.integers(0, 60), second=st.integers(0, 60))
def test_two_terms_in_a_row_are_one(day: date, first: int, second: int) -> None:
    in_two = CALENDAR.add_workdays(CALENDAR.add_workdays(day, first), second)

    assert in_two == CALENDAR.add_workdays(day, first + second)


def test_a_calendar_is_built_from_rows() -> None:
    rows = [special_day(date(2026, 11, 23), "Nghỉ", DayKind.SWAPPED_OFF)]

    calendar = WorkingCalendar(rows)

    assert calendar.add_workdays(date(2026, 11, 20), 1) == date(2026, 11, 24)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (HEADING + "2026-13-01,Tết,holiday,verified,", "row 2, column “date”: “2026-13-01”"),
        (HEADING + "2026-01-01,Tết,feast,verified,", "row 2, column “kind”: “feast”"),
        (HEADING + "2026-01-01,Tết,holiday,sure,", "row 2, column “status”: “sure”"),
        (
            HEADING + "2026-01-01,Tết,holiday,verified,\n2026-01-01,Tết,holiday,verified,",
            "row 3, column “date”: the day stands there twice",
        ),
        ("date,name\n2026-01-01,Tết", "row 1, column “kind”: the column is missing"),
        ("", "row 1, column “date”: the column is missing"),
        (HEADING + '2026-01-01,"Tết,holiday', "row 2: "),
        (
            HEADING + "2026-01-01,Tết,holiday,verified,a,b",
            "row 2, column “source”: the row has more cells than the heading",
        ),
    ],
)
def test_a_broken_list_of_days_is_refused_with_its_place(rows: str, told: str) -> None:
    with pytest.raises(CalendarInvalid) as refused:
        read_days(rows)

    assert told in refused.value.text


def test_a_list_saved_by_a_spreadsheet_is_read() -> None:
    rows = "\ufeffdate,name,kind,status,source\r\n 2026-01-01 ,Tết,holiday,verified,\r\n,,,,\r\n"

    assert [day.on for day in read_days(rows)] == [date(2026, 1, 1)]
