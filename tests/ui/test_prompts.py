"""Dialogs: buttons with verbs in the user's language, and nothing left when they close."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.inspections.page import InspectionsPage
from ui.inspections.start_dialog import StartDialog
from ui.prompts import QtPrompts


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QWidget:
    theme.apply(qapp, "light", 100)
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def when_asked(qapp: QApplication) -> Iterator[Callable[[Callable[[QDialog], None]], None]]:
    """Do something with the next dialog as soon as it is there."""
    ticks = QTimer()

    def prepare(act: Callable[[QDialog], None]) -> None:
        def look() -> None:
            dialog = qapp.activeModalWidget()
            if isinstance(dialog, QDialog):
                ticks.stop()
                act(dialog)

        ticks.timeout.connect(look)
        ticks.start(5)

    yield prepare
    ticks.stop()


Prepare = Callable[[Callable[[QDialog], None]], None]


def click(dialog: QDialog, text: str) -> None:
    (button,) = [one for one in dialog.findChildren(QPushButton) if one.text() == text]
    button.click()


def test_a_question_has_its_verb_on_the_button(
    window: QWidget, when_asked: Prepare, qtbot: QtBot
) -> None:
    when_asked(lambda dialog: click(dialog, "Chuyển vào thùng rác"))

    agreed = QtPrompts(window).confirm("Bỏ phát hiện này?", "Chuyển vào thùng rác")

    assert agreed
    qtbot.waitUntil(lambda: not window.findChildren(QMessageBox))


def test_the_safe_answer_is_the_default(window: QWidget, when_asked: Prepare) -> None:
    seen: list[str] = []

    def refuse(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        seen.append(dialog.defaultButton().text())
        dialog.reject()

    when_asked(refuse)

    assert not QtPrompts(window).confirm("Bỏ phát hiện này?", "Bỏ")
    assert seen == [translate("Cancel")]


def test_a_message_is_plain_text_and_is_freed(
    window: QWidget, when_asked: Prepare, qtbot: QtBot
) -> None:
    shown: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        shown.append(dialog.text())
        click(dialog, translate("Close"))

    when_asked(read)
    QtPrompts(window).tell("<b>UBND xã Cần Đước</b>")

    assert shown == ["<b>UBND xã Cần Đước</b>"]
    qtbot.waitUntil(lambda: not window.findChildren(QMessageBox))


def test_a_text_is_asked_for(window: QWidget, when_asked: Prepare, qtbot: QtBot) -> None:
    def fill(dialog: QDialog) -> None:
        (field,) = dialog.findChildren(QLineEdit)
        field.setText("  bổ sung hồ sơ  ")
        click(dialog, translate("Continue"))

    when_asked(fill)

    assert QtPrompts(window).ask_text("Vì sao mở lại?") == "bổ sung hồ sơ"
    qtbot.waitUntil(lambda: not window.findChildren(QInputDialog))


def test_a_passphrase_is_read_by_nobody_over_a_shoulder(
    window: QWidget, when_asked: Prepare
) -> None:
    seen: list[str] = []

    def fill(dialog: QDialog) -> None:
        (field,) = dialog.findChildren(QLineEdit)
        field.setText("mưa rào")
        seen.append(field.displayText())
        click(dialog, translate("Continue"))

    when_asked(fill)

    assert QtPrompts(window).ask_secret("Cụm mật khẩu") == "mưa rào"
    assert len(seen[0]) == len("mưa rào")
    assert not set(seen[0]) & set("mưa rào")


def test_lines_of_a_page_are_typed_one_below_the_other(
    window: QWidget, when_asked: Prepare
) -> None:
    def fill(dialog: QDialog) -> None:
        (field,) = dialog.findChildren(QPlainTextEdit)
        field.setPlainText("dòng một\ndòng hai\n")
        click(dialog, translate("Continue"))

    when_asked(fill)

    assert QtPrompts(window).ask_lines("Gõ lại phiếu") == "dòng một\ndòng hai"


def test_the_dialog_of_a_new_visit_is_freed_when_it_closes(desk: Desk, qtbot: QtBot) -> None:
    page = InspectionsPage(desk)
    qtbot.addWidget(page)
    page.start_button.click()
    (dialog,) = page.findChildren(StartDialog)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)

    dialog.reject()

    qtbot.waitUntil(lambda: not page.findChildren(StartDialog))


def test_where_to_print_is_asked_and_may_be_thought_better_of(
    window: QWidget, when_asked: Prepare
) -> None:
    printer = QPrinter()
    ranges: list[tuple[int, int]] = []

    def refuse(dialog: QDialog) -> None:
        assert isinstance(dialog, QPrintDialog)
        ranges.append((dialog.minPage(), dialog.maxPage()))
        dialog.reject()

    when_asked(refuse)
    agreed = QtPrompts(window).choose_printer(printer, 12)

    assert not agreed
    assert ranges == [(1, 12)]
