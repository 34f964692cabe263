"""Every page, tab and dialog can be read, named and reached, also with words twice as long."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import words
from tests.ui import survey
from tests.ui.every_place import every_place
from tests.ui.survey import Fault
from ui.program import Program
from ui.walk import pages_of, settled

pytestmark = pytest.mark.timeout(300)


def looked_at(program: Program, qtbot: QtBot, look: Callable[[QWidget], list[Fault]]) -> list[str]:
    """Look at every place; return what was found there."""
    return [
        f"{name}: {fault}" for name, window in every_place(program, qtbot) for fault in look(window)
    ]


def twice(text: str) -> str:
    return f"{text} {text}" if text else text


def test_every_control_is_named_large_enough_and_reached_by_tab_as_one_reads(
    program: Program, qtbot: QtBot
) -> None:
    def look(window: QWidget) -> list[Fault]:
        way = survey.walked(window)
        unreached = survey.unreached(window, way)
        return [*survey.nameless(window), *survey.small(window), *way.faults, *unreached]

    assert looked_at(program, qtbot, look) == []


@pytest.mark.parametrize(("width", "height", "zoom"), [(1280, 720, 100), (2732, 1536, 200)])
def test_words_twice_as_long_are_cut_nowhere(
    program: Program, qtbot: QtBot, width: int, height: int, zoom: int
) -> None:
    program.window.resize(width, height)
    pages_of(program).change_look(zoom=zoom)
    words.speak_through(twice)
    # The words that are there already were said before.
    pages_of(program).show_anew()
    settled(program)

    found = looked_at(program, qtbot, survey.cuts)

    assert found == []


def test_at_200_percent_on_a_small_laptop_nothing_is_out_of_reach(
    program: Program, qtbot: QtBot
) -> None:
    program.window.resize(1366, 768)
    pages_of(program).change_look(zoom=200)
    settled(program)

    found = looked_at(program, qtbot, survey.cuts)

    # Tables scroll sideways then, and so does a form whose widest part needs the room.
    assert [fault for fault in found if "scrolls sideways" not in fault] == []
