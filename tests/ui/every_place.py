"""Every place of the window, one after another: pages, tabs of the visit, dialogs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.whole_window import idle, opened_visit
from ui.checklists.page import ChecklistsPage
from ui.inspections.start_dialog import StartDialog
from ui.navigation import PageName, VisitTab
from ui.program import Program
from ui.shell import Shell
from ui.visit.dossiers_tab import DossiersTab
from ui.visit.findings_tab import FindingsTab
from ui.walk import edited, pages_of, settled


def every_place(program: Program, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """Open each place; yield its name and the window to look at."""
    shell, window = pages_of(program), program.window
    for page in shell.offered:
        program.navigator.open_page(page)
        settled(program)
        yield page.value, window
    for tab in VisitTab:
        shown = opened_visit(program, qtbot, tab).built[tab]
        settled(program)
        yield f"visit: {tab.value}", window
        for button in _sides(shown):
            button.click()
            settled(program)
            yield f"visit: {tab.value}: {button.text()}", window
            button.click()
    yield from _checklists(program)
    yield from _dialogs(program, qtbot)


def _sides(tab: QWidget) -> list[QAbstractButton]:
    """The buttons of a tab that show another side of it."""
    match tab:
        case FindingsTab():
            return [tab.proposals_button]
        case DossiersTab():
            return [tab.tools.draw_button, tab.tools.figures_button]
    return []


def _checklists(program: Program) -> Iterator[tuple[str, QWidget]]:
    editor = edited(program)
    for number in range(editor.tabs.count()):
        editor.tabs.setCurrentIndex(number)
        settled(program)
        yield f"checklist editor: {number}", program.window
    editor.head.discard_button.click()
    settled(program)
    page = pages_of(program).pages[PageName.CHECKLISTS]
    assert isinstance(page, ChecklistsPage)
    for opener, shown in (
        (page.import_button, page.import_wizard),
        (page.compare_button, page.difference),
    ):
        opener.click()
        settled(program)
        yield type(shown).__name__, program.window
        shown.closed.emit()
        settled(program)


def _dialogs(program: Program, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    shell = pages_of(program)
    openers: tuple[Callable[[], object], ...] = (
        shell.bar.shortcuts_asked.emit,
        shell.bar.lock_settings_asked.emit,
        shell.ask_typist,
    )
    for opener in openers:
        opener()
        qtbot.waitUntil(lambda: shell.dialog is not None)
        dialog = dialog_of(shell)
        settled(program)
        yield type(dialog).__name__, dialog
        dialog.reject()
    start = StartDialog(shell.desk, program.window)
    start.open()
    settled(program)
    yield "StartDialog", start
    start.reject()
    start.deleteLater()
    idle(program, qtbot)


def dialog_of(shell: Shell) -> QDialog:
    assert shell.dialog is not None
    return shell.dialog
