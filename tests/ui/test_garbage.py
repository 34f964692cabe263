"""Garbage: collected where the screens live, and handed back in the end."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from ui.garbage import ScreenGarbage

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def set_aside_nothing() -> Iterator[None]:
    """The collector as it begins; what these tests set aside stays so behind them."""
    gc.unfreeze()
    yield
    gc.freeze()


class _Knot:
    """An object that only the cyclic collector can free."""

    def __init__(self) -> None:
        self.myself = self


def test_python_collects_nothing_by_itself_while_the_window_is_open() -> None:
    gc.enable()
    garbage = ScreenGarbage()

    resting = not gc.isenabled()
    garbage.stop()

    assert resting
    assert gc.isenabled()


def test_what_is_full_is_collected() -> None:
    garbage = ScreenGarbage()
    knot = weakref.ref(_Knot())
    kept = [_Knot() for _ in range(gc.get_threshold()[0] + 1)]

    garbage.collect()
    garbage.stop()

    assert kept
    assert knot() is None


@pytest.mark.usefixtures("set_aside_nothing")
def test_what_the_program_is_made_of_is_looked_through_no_more() -> None:
    garbage = ScreenGarbage()
    garbage.set_aside()
    knot = weakref.ref(_Knot())

    looked_through = len(gc.get_objects())
    gc.collect()
    garbage.stop()

    assert looked_through < len(gc.get_objects()) / 10
    assert knot() is None
    assert gc.get_freeze_count() == 0


@pytest.mark.usefixtures("set_aside_nothing")
def test_what_others_set_aside_stays_so() -> None:
    gc.freeze()
    garbage = ScreenGarbage()

    garbage.set_aside()
    garbage.stop()

    assert gc.get_freeze_count() > 0


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        ScreenGarbage().stop()
        assert not gc.isenabled()
    finally:
        gc.enable()
