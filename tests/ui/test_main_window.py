"""The whole window: its start, its pages, its look, its end."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import words
from app.words import translate
from tests.fakes import FrozenClock
from tests.ui.given import ScriptedPrompts
from tests.ui.whole_window import finished, started, watched_windows
from ui import theme
from ui.first_start.page import FirstStart
from ui.inspections.page import InspectionsPage
from ui.navigation import PageName, Place
from ui.program import Program
from ui.settings import SettingsFile
from ui.shortcut_sheet import ShortcutSheet
from ui.walk import pages_of


def test_the_window_opens_on_the_day(program: Program) -> None:
    assert pages_of(program).place == Place(page=PageName.TODAY)
    assert pages_of(program).bar.buttons[PageName.TODAY].isChecked()
    assert pages_of(program).status.owner.text().startswith("may-01")


def test_only_pages_that_were_opened_are_built(program: Program, qtbot: QtBot) -> None:
    before = set(pages_of(program).pages)

    qtbot.mouseClick(pages_of(program).bar.buttons[PageName.INSPECTIONS], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.jobs.is_idle)

    assert before == {PageName.TODAY}
    assert set(pages_of(program).pages) == {PageName.TODAY, PageName.INSPECTIONS}
    assert isinstance(pages_of(program).stack.currentWidget(), InspectionsPage)


def test_every_page_offered_opens(program: Program, qtbot: QtBot) -> None:
    with watched_windows() as flashes:
        for page in pages_of(program).offered:
            program.navigator.open_page(page)
            qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=20_000)

    assert set(pages_of(program).offered) == set(pages_of(program).pages)
    assert flashes == []


def test_the_theme_changes_at_once_and_is_kept(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    _keys, look, _speech, _lock = pages_of(program).bar.tools
    program.navigator.open_page(PageName.INSPECTIONS)

    qtbot.mouseClick(look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=20_000)

    assert theme.current().name == "dark"
    assert pages_of(program).place.page is PageName.INSPECTIONS
    assert SettingsFile(tmp_path / "settings.json").current.theme == "dark"


def test_the_language_changes_at_once(program: Program, qtbot: QtBot) -> None:
    _keys, _look, speech, _lock = pages_of(program).bar.tools

    qtbot.mouseClick(speech, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=20_000)

    assert words.language() == "en"
    assert pages_of(program).bar.buttons[PageName.TODAY].text() == "Today"


def test_the_window_grows_with_the_zoom(program: Program, qtbot: QtBot) -> None:
    width = pages_of(program).bar.width()

    pages_of(program).change_look(zoom=150)
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=20_000)

    assert pages_of(program).bar.width() > width
    assert program.settings.current.zoom == 150


def test_f1_lists_the_shortcuts(program: Program, qtbot: QtBot) -> None:
    keys, _look, _speech, _lock = pages_of(program).bar.tools

    qtbot.mouseClick(keys, Qt.MouseButton.LeftButton)

    dialog = pages_of(program).dialog
    assert isinstance(dialog, ShortcutSheet)
    assert "Ctrl+Enter" in dialog.text()
    dialog.reject()


def test_the_window_stays_until_the_last_save_is_in_the_store(
    program: Program, qtbot: QtBot
) -> None:
    resume = threading.Event()
    saved: list[str] = []

    def slow_save() -> None:
        resume.wait(5)
        saved.append("in the store")

    program.jobs.save(slow_save)
    program.window.close()
    waits = program.window.isVisible()
    resume.set()

    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=20_000)
    assert waits
    assert saved == ["in the store"]


def test_what_is_being_saved_is_told(program: Program, qtbot: QtBot) -> None:
    resume = threading.Event()
    before = pages_of(program).status.saved.text()

    program.jobs.save(lambda: resume.wait(5))
    while_saving = pages_of(program).status.saved.text()
    resume.set()

    qtbot.waitUntil(lambda: pages_of(program).status.saved.text() == before)
    assert while_saving == translate("Saving…")


def test_a_damaged_store_is_told_and_left_alone(
    qapp: QApplication,
    store: Path,
    tmp_path: Path,
    clock: FrozenClock,
    prompts: ScriptedPrompts,
    qtbot: QtBot,
) -> None:
    theme.apply(qapp, "light", 100)
    database = store / "sokiemtra.db"
    database.write_bytes(b"\x00" * 8192)

    program = started(store, tmp_path, clock, prompts)
    qtbot.waitUntil(lambda: bool(prompts.told), timeout=20_000)

    assert database.read_bytes() == b"\x00" * 8192
    assert not program.is_ready
    finished(program, qtbot)


def test_the_first_start_makes_a_store_with_a_sample(
    qapp: QApplication, tmp_path: Path, clock: FrozenClock, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    theme.apply(qapp, "light", 100)
    program = started(tmp_path / "new" / "store", tmp_path, clock, prompts)
    qtbot.waitUntil(lambda: program.is_ready, timeout=20_000)
    first = program.window.centralWidget()
    assert isinstance(first, FirstStart)

    first.name.setText("máy thư ký")
    qtbot.mouseClick(first.create_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.application is not None, timeout=60_000)
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=20_000)

    assert program.application is not None
    assert program.application.info.name == "máy thư ký"
    assert len(program.application.inspections.rows()) >= 1
    finished(program, qtbot)
