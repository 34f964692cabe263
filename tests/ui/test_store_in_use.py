"""A store that cannot be opened just now: the window says why, and tries again when asked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import open_application
from tests.fakes import FrozenClock
from tests.ui.given import ScriptedPrompts
from tests.ui.whole_window import finished, idle, started


def test_a_store_that_another_window_holds_opens_once_that_is_closed(
    store: Path, tmp_path: Path, clock: FrozenClock, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    with open_application(store, clock=clock):
        program = started(store, tmp_path, clock, prompts)
        qtbot.waitUntil(lambda: _button(program.window.findChildren(QPushButton)) is not None)
        idle(program, qtbot)
        said = [one.text() for one in program.window.findChildren(QLabel)]
    again = _button(program.window.findChildren(QPushButton))
    assert again is not None
    again.click()
    qtbot.waitUntil(lambda: program.is_ready, timeout=20_000)

    assert program.shell is not None
    assert "Không mở được sổ" in said
    assert any("đang mở ở một cửa sổ khác" in one for one in prompts.told)
    finished(program, qtbot)


def _button(buttons: list[QPushButton]) -> QPushButton | None:
    return next((one for one in buttons if one.text() == "Thử lại"), None)
