"""Garbage: collected where the screens live, and handed back in the end."""

from __future__ import annotations

import gc
import weakref

import pytest

from ui.garbage import ScreenGarbage

pytestmark = pytest.mark.usefixtures("qapp")


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


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        ScreenGarbage().stop()
        assert not gc.isenabled()
    finally:
        gc.enable()
