"""Every place of the window, one after another: pages, tabs of the visit, dialogs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.domain.photo_look import DrawnMark
from app.domain.photo_mark import MarkKind
from tests.complete import complete_visit
from tests.ui.test_room_notice import OLD
from tests.ui.viewed_photos import two_photos
from tests.ui.whole_window import idle, opened_visit
from ui.checklists.page import ChecklistsPage
from ui.exchange.approval_dialog import ApprovalDialog
from ui.exchange.arrived_dialog import ArrivedDialog
from ui.inspections.bin_dialog import BinDialog
from ui.inspections.start_dialog import StartDialog
from ui.navigation import PageName, VisitTab
from ui.program import Program
from ui.shell import Shell
from ui.visit.dossiers_tab import DossiersTab
from ui.visit.findings_tab import FindingsTab
from ui.visit.minutes_tab import MinutesTab
from ui.visit.photos_tab import PhotosTab
from ui.visit.sign_dialog import SignDialog
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
    yield from _viewer(program, qtbot)
    yield from _checklists(program)
    yield from _dialogs(program, qtbot)
    yield from _papers(program, qtbot)
    yield from _signed(program, qtbot)


def _sides(tab: QWidget) -> list[QAbstractButton]:
    """The buttons of a tab that show another side of it."""
    match tab:
        case FindingsTab():
            return [tab.proposals_button]
        case DossiersTab():
            return [tab.tools.draw_button, tab.tools.figures_button]
    return []


def _viewer(program: Program, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """A photo seen large, with a text on it, and what it says of one that cannot be shown."""
    application, page = program.application, opened_visit(program, qtbot, VisitTab.PHOTOS)
    assert application is not None
    visit = page.case.inspection_id
    with tempfile.TemporaryDirectory() as folder:
        photos = two_photos(application, visit, Path(folder))
    application.photo_marks.draw(
        photos[0], [DrawnMark(MarkKind.TEXT, 2000, 2000, 2000, 2000, "Quầy số 3")]
    )
    settled(program)
    tab = page.built[VisitTab.PHOTOS]
    assert isinstance(tab, PhotosTab)
    qtbot.waitUntil(lambda: len(tab.grid.photos.photos) >= len(photos))
    yield "visit: photos, some", program.window
    tab.grid.choose(photos[0].id)
    tab.open_large()
    viewer = page.viewer
    assert viewer is not None
    # As on a screen that the window fills.
    viewer.resize(program.window.size())
    settled(program)
    yield "PhotoViewer", viewer
    viewer.canvas.take_next(1)
    settled(program)
    yield "PhotoViewer: a mark in hand", viewer
    viewer.reject()
    settled(program)


def _papers(program: Program, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """What stands above the tab of the minutes."""
    page = opened_visit(program, qtbot, VisitTab.MINUTES)
    tab = page.built[VisitTab.MINUTES]
    assert isinstance(tab, MinutesTab)
    for opener in (tab.acts.verify_button, tab.acts.form_button):
        opener.click()
        settled(program)
        assert tab.dialog is not None
        yield type(tab.dialog).__name__, tab.dialog
        tab.dialog.reject()
        settled(program)


def _signed(program: Program, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """The visit once its minutes are signed, as it is read from then on."""
    page = opened_visit(program, qtbot, VisitTab.MINUTES)
    tab = page.built[VisitTab.MINUTES]
    assert isinstance(tab, MinutesTab)
    assert program.application is not None
    complete_visit(program.application, page.case.inspection_id)
    settled(program)
    tab.freeze()
    qtbot.waitUntil(lambda: tab.dialog is not None, timeout=20_000)
    settled(program)
    assert tab.dialog is not None
    tab.dialog.reject()
    settled(program)
    tab.acts.sign_button.click()
    settled(program)
    assert isinstance(tab.dialog, SignDialog)
    yield "SignDialog", tab.dialog
    tab.dialog.record_button.click()
    qtbot.waitUntil(lambda: page.case.is_sealed, timeout=20_000)
    settled(program)
    for one in VisitTab:
        opened_visit(program, qtbot, one)
        settled(program)
        yield f"signed visit: {one.value}", program.window


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
    for dialog in (
        StartDialog(shell.desk, program.window),
        BinDialog(shell.desk, program.window),
        ArrivedDialog(shell.desk, OLD.place.parent, [OLD], program.window),
        ApprovalDialog(shell.desk, program.window),
    ):
        dialog.open()
        settled(program)
        if isinstance(dialog, ApprovalDialog):
            # Now it says what is missing, beside each field.
            dialog.agree()
            settled(program)
        yield type(dialog).__name__, dialog
        dialog.reject()
        dialog.deleteLater()
    idle(program, qtbot)


def dialog_of(shell: Shell) -> QDialog:
    assert shell.dialog is not None
    return shell.dialog
