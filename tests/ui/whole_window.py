"""The whole program on a store: its start, its end, and a visit in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

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


class WindowWatch(QObject):
    """Names every window that came up, also one that flashed for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched.windowType() is not Qt.WindowType.ToolTip
        ):
            self.shown.append(type(watched).__name__)
        return False


@contextmanager
def watched_windows() -> Iterator[list[str]]:
    """Yield the kinds of windows that come up from now on."""
    watch = WindowWatch()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr] # it runs
    try:
        yield watch.shown
    finally:
        QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr] # it runs


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
