"""The whole program on a store: its start, its end, and a visit in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from tests.fakes import CountedIds, FrozenClock
from tests.ui.given import ScriptedPrompts
from ui.application import show_window
from ui.navigation import PageName, VisitTab
from ui.program import Program
from ui.settings import SettingsFile
from ui.visit.page import VisitPage
from ui.walk import pages_of


def started(store: Path, home: Path, clock: FrozenClock, prompts: ScriptedPrompts) -> Program:
    ids = CountedIds()
    ids.count = 2_000_000
    window = show_window(SettingsFile(home / "settings.json"))
    program = Program(window, store, clock=clock, ids=ids, prompts=prompts)
    program.open_store()
    return program


def finished(program: Program, qtbot: QtBot) -> None:
    program.window.close()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=20_000)
    program.end()
    program.window.deleteLater()
    program.deleteLater()


def idle(program: Program, qtbot: QtBot) -> None:
    """Wait until nothing is read or written, and what came of it lies where it is seen."""

    def is_calm() -> bool:
        QCoreApplication.sendPostedEvents()
        return program.jobs.is_idle

    qtbot.waitUntil(is_calm, timeout=20_000)


def visit_page(program: Program) -> VisitPage:
    """Return the page of the visit as it is now: a change of look makes a new one."""
    page = pages_of(program).pages[PageName.VISIT]
    assert isinstance(page, VisitPage)
    return page


def opened_visit(program: Program, qtbot: QtBot, tab: VisitTab, key: str = "") -> VisitPage:
    """Open the first visit of the store at a tab."""
    assert program.application is not None
    program.navigator.open_visit(program.application.inspections.rows()[0].id, tab, key)
    qtbot.waitUntil(lambda: visit_page(program).case.case is not None, timeout=20_000)
    idle(program, qtbot)
    return visit_page(program)
