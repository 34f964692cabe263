"""The screen lock at the window: nothing readable, nothing lost, only the PIN opens."""

from __future__ import annotations

import threading
from datetime import timedelta

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.bootstrap import Application
from app.errors import NotFound
from app.store.errors import StoreFull
from tests.ui.given import WORDS, ScriptedPrompts, press, type_text
from tests.ui.whole_window import idle, opened_visit, visit_page
from ui.lock import ScreenLock
from ui.lock_settings import LockSettings
from ui.navigation import VisitTab
from ui.program import Program
from ui.typist_dialog import TypistDialog
from ui.visit.checklist_tab import ChecklistTab
from ui.walk import pages_of

PIN = "2580"


def services(program: Program) -> Application:
    assert program.application is not None
    return program.application


def locked(program: Program, minutes: int = 5) -> ScreenLock:
    """Set the PIN and lock."""
    services(program).screen_lock.turn_on(PIN, minutes)
    lock = lock_of(program)
    lock.follow_settings()
    lock.lock()
    return lock


def lock_of(program: Program) -> ScreenLock:
    assert program.lock is not None
    return program.lock


def unlock(program: Program, qtbot: QtBot, pin: str = PIN) -> None:
    dialog = lock_of(program).dialog
    assert dialog is not None
    type_text(dialog.pin, pin)
    qtbot.mouseClick(dialog.unlock_button, Qt.MouseButton.LeftButton)
    idle(program, qtbot)


def close_typist(program: Program, qtbot: QtBot) -> None:
    """Answer the question that follows unlocking with nothing."""
    qtbot.waitUntil(lambda: pages_of(program).dialog is not None)
    dialog = pages_of(program).dialog
    assert isinstance(dialog, TypistDialog)
    dialog.reject()


def readable(window: QWidget) -> list[str]:
    """Every word and tooltip that can be seen in a window."""
    return [
        f"{widget.toolTip()}{widget.text() if isinstance(widget, QLabel) else ''}"
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.window() is window
    ]


def test_without_a_pin_nothing_is_ever_locked(program: Program) -> None:
    lock_of(program).lock()

    assert not lock_of(program).is_locked
    assert not lock_of(program).idle.isActive()
    assert not pages_of(program).status.lock.isVisible()


def test_a_locked_window_shows_nothing_of_the_visit(program: Program, qtbot: QtBot) -> None:
    page = opened_visit(program, qtbot, VisitTab.CHECKLIST, WORDS)
    dialog = QDialog(program.window)
    secret = QLabel("Lê Quốc Đạt", dialog)
    secret.setToolTip("Lê Quốc Đạt")
    dialog.setWindowTitle("UBND xã Cần Đước")
    dialog.show()

    lock = locked(program)

    assert not page.isVisible()
    assert set(readable(program.window)) == {"", "Màn hình đã khóa"}
    assert set(readable(dialog)) == {"", "Màn hình đã khóa"}
    assert dialog.windowTitle() == program.window.windowTitle() == "Sổ Kiểm Tra"
    unlock(program, qtbot)
    assert not lock.is_locked
    assert (secret.isVisible(), dialog.windowTitle()) == (True, "UBND xã Cần Đước")
    dialog.close()
    close_typist(program, qtbot)


def test_no_message_tells_of_the_work_above_the_lock(
    program: Program, qtbot: QtBot, prompts: ScriptedPrompts
) -> None:
    opened_visit(program, qtbot, VisitTab.CHECKLIST)
    locked(program)
    error = NotFound(kind="finding", id="17")

    program.gate.show(error)
    while_locked = list(prompts.told)
    unlock(program, qtbot)
    close_typist(program, qtbot)

    assert while_locked == []
    assert error.text in prompts.told


def test_what_was_being_typed_is_in_the_store_and_the_caret_where_it_was(
    program: Program, qtbot: QtBot
) -> None:
    opened_visit(program, qtbot, VisitTab.CHECKLIST, WORDS)
    tab = visit_page(program).built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    tab.list.editor.comment.setFocus()
    type_text(tab.list.editor.comment, "Thiếu lĩnh vực đất đai")

    locked(program)
    idle(program, qtbot)

    case = services(program).inspections.case_file(visit_page(program).case.inspection_id)
    assert case.answers[WORDS].comment == "Thiếu lĩnh vực đất đai"
    unlock(program, qtbot)
    close_typist(program, qtbot)
    assert program.window.focusWidget() is tab.list.editor.comment


def test_a_wrong_pin_opens_nothing_and_escape_neither(program: Program, qtbot: QtBot) -> None:
    lock = locked(program)
    dialog = lock.dialog
    assert dialog is not None

    unlock(program, qtbot, "0000")
    press(dialog, Qt.Key.Key_Escape)
    dialog.close()

    assert lock.is_locked
    assert dialog.isVisible()
    assert dialog.problem.text() == "Mã PIN không đúng. Chưa có gì thay đổi."
    unlock(program, qtbot)
    close_typist(program, qtbot)


def test_after_wrong_pins_the_field_waits(program: Program, qtbot: QtBot) -> None:
    lock = locked(program)
    dialog = lock.dialog
    assert dialog is not None

    for _time in range(3):
        unlock(program, qtbot, "0000")

    assert not dialog.pin.isEnabled()
    assert dialog.unlock_button.text().startswith("Mở khóa sau")
    qtbot.waitUntil(dialog.pin.isEnabled, timeout=10_000)
    unlock(program, qtbot)
    close_typist(program, qtbot)


def test_the_way_out_of_a_forgotten_pin_is_told_with_the_folder(
    program: Program, qtbot: QtBot
) -> None:
    dialog = locked(program).dialog
    assert dialog is not None

    qtbot.mouseClick(dialog.forgotten, Qt.MouseButton.LeftButton)

    assert dialog.way_out.isVisible()
    assert str(services(program).folder) in dialog.way_out.text()
    assert "bo-khoa.txt" in dialog.way_out.text()
    unlock(program, qtbot)
    close_typist(program, qtbot)


def test_idle_time_locks_and_a_hand_on_the_mouse_puts_it_off(
    program: Program, qtbot: QtBot
) -> None:
    services(program).screen_lock.turn_on(PIN, 1)
    lock = lock_of(program)
    lock.follow_settings()
    whole = lock.idle.interval()
    lock.idle.start(5)
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(5, 5),
        QPointF(5, 5),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )

    QApplication.sendEvent(program.window.windowHandle(), moved)

    assert whole == timedelta(minutes=1) / timedelta(milliseconds=1)
    assert lock.idle.isActive()
    lock.idle.stop()
    lock.idle.timeout.emit()
    assert lock.is_locked
    unlock(program, qtbot)
    close_typist(program, qtbot)


def test_the_lock_is_set_in_its_dialog_and_offered_in_the_status_line(
    program: Program, qtbot: QtBot
) -> None:
    shell = pages_of(program)
    qtbot.mouseClick(shell.bar.tools[3], Qt.MouseButton.LeftButton)
    dialog = shell.dialog
    assert isinstance(dialog, LockSettings)
    dialog.wanted.setChecked(True)
    dialog.minutes.setText("7")
    dialog.pin.setText(PIN)
    dialog.again.setText("2581")
    dialog.set()
    refused = dialog.problem.text()

    dialog.again.setText(PIN)
    dialog.set()
    idle(program, qtbot)

    assert refused == "Hai mã PIN không giống nhau."
    assert services(program).screen_lock.is_on
    assert shell.status.lock.isVisible()
    assert lock_of(program).idle.interval() == 7 * 60_000
    qtbot.mouseClick(shell.status.lock, Qt.MouseButton.LeftButton)
    assert lock_of(program).is_locked
    unlock(program, qtbot)
    close_typist(program, qtbot)


def test_a_full_disk_behind_which_saves_wait_locks_nobody_out(
    program: Program, qtbot: QtBot
) -> None:
    full = threading.Event()
    full.set()

    def write() -> None:
        if full.is_set():
            raise StoreFull

    lock = locked(program)
    idle(program, qtbot)
    program.jobs.save(write)
    qtbot.waitUntil(lambda: program.jobs.refusal is not None)
    dialog = lock.dialog
    assert dialog is not None
    type_text(dialog.pin, PIN)
    qtbot.mouseClick(dialog.unlock_button, Qt.MouseButton.LeftButton)

    try:
        qtbot.waitUntil(lambda: not lock.is_locked)
        told = pages_of(program).disk.isVisible()
    finally:
        full.clear()
        program.jobs.try_again()
        idle(program, qtbot)

    assert told
    close_typist(program, qtbot)


def test_whoever_thinks_better_of_closing_is_asked_for_the_pin_again(
    program: Program, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    full = threading.Event()
    full.set()

    def write() -> None:
        if full.is_set():
            raise StoreFull

    lock = locked(program)
    idle(program, qtbot)
    program.jobs.save(write)
    qtbot.waitUntil(lambda: program.jobs.refusal is not None)
    prompts.answers = [False]
    dialog = lock.dialog
    assert dialog is not None

    qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)

    assert prompts.answers == []
    assert program.window.isVisible()
    assert dialog.isVisible()
    press(dialog, Qt.Key.Key_Escape)
    dialog.close()
    assert dialog.isVisible()
    full.clear()
    program.jobs.try_again()
    idle(program, qtbot)
    unlock(program, qtbot)
    close_typist(program, qtbot)


def test_closing_a_locked_program_ends_it_when_all_is_saved(program: Program, qtbot: QtBot) -> None:
    dialog = locked(program).dialog
    assert dialog is not None
    is_stored = threading.Event()
    program.jobs.save(lambda: is_stored.wait(10))

    qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    waited = program.window.isVisible()
    is_stored.set()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=20_000)

    assert waited
    assert not dialog.isVisible()


def test_a_dialog_that_ends_under_the_lock_does_not_take_it_along(
    program: Program, qtbot: QtBot
) -> None:
    below = QDialog(program.window)
    below.setModal(True)
    below.show()
    lock = locked(program)

    # What it was waiting for is done.
    below.accept()
    below.deleteLater()
    QApplication.sendPostedEvents(below, QEvent.Type.DeferredDelete.value)

    dialog = lock.dialog
    assert dialog is not None
    assert isValid(dialog)
    assert dialog.isVisible()
    unlock(program, qtbot)
    assert not lock.is_locked
    close_typist(program, qtbot)
