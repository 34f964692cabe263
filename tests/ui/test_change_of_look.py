"""Zoom, theme and language change what is seen, and nothing of what is in hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app import words
from tests.ui.given import PERCENT, WORDS, type_text
from tests.ui.whole_window import idle, opened_visit, visit_page
from ui import theme
from ui.inspections.page import InspectionsPage
from ui.navigation import PageName, VisitTab
from ui.program import Program
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.findings_tab import FindingsTab
from ui.walk import pages_of

Change = Callable[[Program], None]

CHANGES = {
    "zoom": lambda program: pages_of(program).change_look(zoom=130),
    "theme": lambda program: pages_of(program).change_look(theme="dark"),
    "language": lambda program: pages_of(program).change_look(language="en"),
}


def checklist_tab(program: Program) -> ChecklistTab:
    tab = visit_page(program).built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    return tab


def answer_field(program: Program, qapp: QApplication) -> QLineEdit:
    """Return the first field of the answer in hand, with the keyboard in it."""
    given = checklist_tab(program).list.editor.input
    assert given is not None
    given.take_focus()
    field = qapp.focusWidget()
    assert isinstance(field, QLineEdit)
    return field


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_visit_stays_at_its_criterion_with_the_caret_in_the_comment(
    program: Program, qtbot: QtBot, qapp: QApplication, change: Change
) -> None:
    opened_visit(program, qtbot, VisitTab.CHECKLIST, WORDS)
    comment = checklist_tab(program).list.editor.comment
    comment.setFocus()
    type_text(comment, "Thiếu lĩnh vực đất đai")
    cursor = comment.textCursor()
    cursor.setPosition(6)
    comment.setTextCursor(cursor)

    change(program)
    idle(program, qtbot)

    qtbot.waitUntil(lambda: qapp.focusWidget() is checklist_tab(program).list.editor.comment)
    again = checklist_tab(program).list.editor
    assert again.code == WORDS
    assert again.comment is not comment
    assert again.comment.toPlainText() == "Thiếu lĩnh vực đất đai"
    assert again.comment.textCursor().position() == 6


def test_a_value_that_cannot_be_kept_yet_stays_in_its_field(
    program: Program, qtbot: QtBot, qapp: QApplication
) -> None:
    opened_visit(program, qtbot, VisitTab.CHECKLIST, PERCENT)
    field = answer_field(program, qapp)
    field.clear()
    type_text(field, "9999")

    pages_of(program).change_look(theme="dark")
    idle(program, qtbot)

    qtbot.waitUntil(lambda: answer_field(program, qapp).text() == "9999")
    assert checklist_tab(program).list.editor.code == PERCENT
    answer_field(program, qapp).clear()
    type_text(answer_field(program, qapp), "18")


def test_another_tab_of_the_visit_stays_open(program: Program, qtbot: QtBot) -> None:
    opened_visit(program, qtbot, VisitTab.FINDINGS)

    pages_of(program).change_look(language="en")
    idle(program, qtbot)

    page = visit_page(program)
    assert page.tab is VisitTab.FINDINGS
    tab = page.built[VisitTab.FINDINGS]
    assert isinstance(tab, FindingsTab)
    assert tab.case.case is not None
    assert tab.key_in_hand == tab.case.case.findings[0].id


def test_words_searched_for_and_the_filter_stay(program: Program, qtbot: QtBot) -> None:
    program.navigator.open_page(PageName.INSPECTIONS)
    idle(program, qtbot)
    page = pages_of(program).pages[PageName.INSPECTIONS]
    assert isinstance(page, InspectionsPage)
    page.panel.filter.words.setText("can duoc")
    page.filters.state.setCurrentIndex(1)
    page.filters.unsent.click()
    made = page.filters.made
    assert not page.filters.is_empty

    pages_of(program).change_look(language="en")
    idle(program, qtbot)

    def found_again() -> bool:
        new = pages_of(program).pages[PageName.INSPECTIONS]
        assert isinstance(new, InspectionsPage)
        return new.panel.filter.words.text() == "can duoc" and new.filters.made == made

    qtbot.waitUntil(found_again)


def test_a_page_that_left_may_read_once_more(program: Program, qtbot: QtBot) -> None:
    left = opened_visit(program, qtbot, VisitTab.CHECKLIST, WORDS)
    asked: list[bool] = []

    def read_once_more() -> None:
        if not asked:
            asked.append(True)
            left.case.reload()

    program.jobs.became_idle.connect(read_once_more)
    pages_of(program).change_look(theme="dark")

    with qtbot.waitSignal(left.destroyed, timeout=20_000):
        idle(program, qtbot)
    idle(program, qtbot)
    assert asked
    assert visit_page(program) is not left


def test_whoever_goes_on_meanwhile_is_not_called_back(program: Program, qtbot: QtBot) -> None:
    opened_visit(program, qtbot, VisitTab.CHECKLIST, WORDS)

    pages_of(program).change_look(theme="dark")
    program.navigator.open_page(PageName.PHRASES)
    idle(program, qtbot)

    assert pages_of(program).place.page is PageName.PHRASES


def test_the_wheel_with_ctrl_zooms_once_for_many_notches(program: Program, qtbot: QtBot) -> None:
    window = program.window.windowHandle()
    before = pages_of(program).pages[PageName.TODAY]
    for _notch in range(3):
        turned = QWheelEvent(
            QPointF(300, 300),
            QPointF(300, 300),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(window, turned)
    shown = pages_of(program).status.zoom.text()
    unchanged = pages_of(program).pages[PageName.TODAY] is before

    qtbot.waitUntil(lambda: program.settings.current.zoom == 130)
    idle(program, qtbot)

    assert shown == "130 %"
    assert unchanged


@pytest.mark.parametrize(("notches", "ends_at"), [(30, 200), (-30, 90)])
def test_zoom_ends_at_its_bounds(
    program: Program, qtbot: QtBot, notches: int, ends_at: int
) -> None:
    for _notch in range(abs(notches)):
        pages_of(program).zoom_by(1 if notches > 0 else -1)

    qtbot.waitUntil(lambda: program.settings.current.zoom == ends_at)
    idle(program, qtbot)
    pages_of(program).change_look(zoom=100)
    idle(program, qtbot)
    assert theme.scaled(100) == 100


def test_much_enlarged_the_bar_leaves_its_room_to_the_work_and_brings_words_back(
    program: Program, qtbot: QtBot
) -> None:
    bar = pages_of(program).bar

    pages_of(program).change_look(zoom=200)
    idle(program, qtbot)
    slim = bar.width()
    names = [button.accessibleName() for button in bar.buttons.values()]
    qtbot.mouseClick(bar.menu, Qt.MouseButton.LeftButton)

    assert slim < 200 < bar.width()
    assert "Cuộc kiểm tra" in names
    assert bar.buttons[PageName.INSPECTIONS].text() == "Cuộc kiểm tra"
    assert words.language() == "vi"
