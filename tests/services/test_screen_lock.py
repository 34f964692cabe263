"""The screen lock: only the PIN opens it, wrong ones slow down, and there is a way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from app.bootstrap import Application, open_application
from app.changes import nobody
from app.errors import InvalidValue
from app.services.screen_lock import PinTooSoon, PinWrong, ScreenLockService
from app.store.unit_of_work import Store
from tests.fakes import CountedIds, FrozenClock

PIN = "2580"


class Stopwatch:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the seconds since the beginning."""
        return self.now


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def restarted(
    application: Application, clock: FrozenClock, watch: Stopwatch
) -> Iterator[Callable[[], ScreenLockService]]:
    """Return the lock of the store as the program finds it when it starts."""
    folder = application.folder
    application.close()
    opened: list[Store] = []

    def start() -> ScreenLockService:
        if opened:
            opened.pop().close()
        opened.append(Store(folder, clock, CountedIds(), nobody))
        return ScreenLockService(opened[0], CountedIds(), watch)

    yield start
    opened.pop().close()


def wrong_times(lock: ScreenLockService, watch: Stopwatch, times: int) -> None:
    for _time in range(times):
        watch.now += lock.seconds_to_wait
        with pytest.raises(PinWrong):
            lock.check("0000")


def test_it_is_off_until_a_pin_is_set(application: Application) -> None:
    assert not application.screen_lock.is_on


def test_only_the_pin_opens_it(application: Application) -> None:
    lock = application.screen_lock
    lock.turn_on(PIN, 10)

    lock.check(PIN)

    assert (lock.is_on, lock.minutes) == (True, 10)
    with pytest.raises(PinWrong):
        lock.check("2581")


def test_the_pin_itself_stands_nowhere_in_the_store(application: Application) -> None:
    pin = "mật khẩu rất dài"
    application.screen_lock.turn_on(pin, 5)
    folder = application.folder
    application.close()

    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())

    assert pin.encode() not in kept
    assert b'"digest"' in kept


@pytest.mark.parametrize("pin", ["", "123", "1" * 33])
def test_a_pin_too_short_or_too_long_is_refused(application: Application, pin: str) -> None:
    with pytest.raises(InvalidValue):
        application.screen_lock.turn_on(pin, 5)

    assert not application.screen_lock.is_on


def test_wrong_pins_slow_down(restarted: Callable[[], ScreenLockService], watch: Stopwatch) -> None:
    lock = restarted()
    lock.turn_on(PIN, 5)
    waits = []
    for _time in range(11):
        wrong_times(lock, watch, 1)
        waits.append(lock.seconds_to_wait)

    assert waits == [0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]


def test_before_the_wait_is_over_not_even_the_pin_is_taken(
    restarted: Callable[[], ScreenLockService], watch: Stopwatch
) -> None:
    lock = restarted()
    lock.turn_on(PIN, 5)
    wrong_times(lock, watch, 4)

    with pytest.raises(PinTooSoon):
        lock.check(PIN)

    watch.now += 10
    lock.check(PIN)
    assert lock.seconds_to_wait == 0


def test_a_restart_is_no_way_around_the_wait(
    restarted: Callable[[], ScreenLockService], watch: Stopwatch
) -> None:
    lock = restarted()
    lock.turn_on(PIN, 5)
    wrong_times(lock, watch, 4)

    again = restarted()

    with pytest.raises(PinTooSoon):
        again.check(PIN)


def test_the_idle_time_changes_without_the_pin(application: Application) -> None:
    application.screen_lock.turn_on(PIN, 5)

    application.screen_lock.change_minutes(1000)

    assert application.screen_lock.minutes == 240
    application.screen_lock.check(PIN)


def test_whoever_may_open_the_folder_can_take_the_lock_off(
    application: Application, clock: FrozenClock
) -> None:
    application.screen_lock.turn_on(PIN, 5)
    folder = application.folder
    application.close()
    (folder / "bo-khoa.txt.txt").touch()
    (folder / "da-bo-khoa.txt.txt").touch()  # from the last time

    with open_application(folder, clock=clock) as again:
        asked = again.screen_lock.take_way_out()

        assert asked is not None
        assert not again.screen_lock.is_on
        again.screen_lock.turn_on(PIN, 5)
        assert again.screen_lock.take_way_out() is None


def test_without_being_asked_the_lock_stays(application: Application) -> None:
    application.screen_lock.turn_on(PIN, 5)

    assert application.screen_lock.take_way_out() is None
    assert application.screen_lock.is_on
