"""Moments as clocks in Vietnam show them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.clock import VIETNAM, local


def test_a_moment_is_shown_seven_hours_east() -> None:
    assert local(datetime(2026, 11, 20, 1, 30, tzinfo=UTC)).hour == 8


def test_a_moment_without_a_zone_is_local_already() -> None:
    moment = datetime(2026, 11, 20, 8, 30)  # noqa: DTZ001 - read off a slip

    assert local(moment) is moment


@pytest.mark.parametrize(
    "moment",
    [
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    ],
)
def test_a_moment_at_an_end_of_time_stays_as_it_is(moment: datetime) -> None:
    shown = local(moment)

    assert shown.tzinfo is VIETNAM
    assert shown.replace(tzinfo=None) == moment.replace(tzinfo=None)
