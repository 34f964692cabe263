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


def test_every_control_has_a_name_for_a_screen_reader(program: Program, qtbot: QtBot) -> None:
    assert looked_at(program, qtbot, survey.nameless) == []


def test_every_button_is_large_enough_for_a_finger(program: Program, qtbot: QtBot) -> None:
    assert looked_at(program, qtbot, survey.small) == []


def test_tab_goes_everywhere_as_one_reads_and_nowhere_back(program: Program, qtbot: QtBot) -> None:
    def look(window: QWidget) -> list[Fault]:
        way = survey.walked(window)
        return [*way.faults, *survey.unreached(window, way)]

    assert looked_at(program, qtbot, look) == []


@pytest.mark.parametrize(
    ("width", "height", "zoom"), [(1366, 768, 100), (1280, 720, 100), (2732, 1536, 200)]
)
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


@pytest.mark.parametrize("language", ["vi", "en"])
def test_enlarged_to_double_on_a_small_screen_no_word_is_cut(
    program: Program, qtbot: QtBot, language: str
) -> None:
    program.window.resize(1366, 768)
    pages_of(program).change_look(zoom=200, language=language)
    settled(program)

    found = looked_at(program, qtbot, survey.cuts)

    # Half the width of the screen is narrower than a table of seven columns.
    assert [fault for fault in found if "sideways" not in fault] == []
