"""Undo of a visit in the window: keys that leave typing alone, a line, and the way there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.dossier import DossierFacts
from app.ids import InspectionId
from tests import given
from tests.ui.given import CHOICE, PERCENT, WORDS, ScriptedPrompts, type_text
from tests.ui.visit_pages import opened, tab_of
from ui.desk import Desk
from ui.navigation import VisitTab
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.dossier_columns import PLACES
from ui.visit.dossiers_tab import DossiersTab
from ui.visit.findings_tab import FindingsTab
from ui.visit.page import VisitPage

Settle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle) -> Iterator[VisitPage]:
    page = opened(desk, visit_id, qtbot, settle)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    yield page
    page.hide()


@pytest.fixture
def checklist(page: VisitPage, settle: Settle) -> ChecklistTab:
    return tab_of(page, VisitTab.CHECKLIST, ChecklistTab, settle)


@pytest.fixture
def turn(qtbot: QtBot, page: VisitPage, settle: Settle) -> Callable[..., None]:
    """Press keys where the keyboard is, and wait until the visit was read anew."""

    def press(on: QWidget, key: Qt.Key = Qt.Key.Key_Z, held: Qt.KeyboardModifier = CTRL) -> None:
        with qtbot.waitSignal(page.case.loaded):
            qtbot.keyClick(on, key, held)
        settle()

    return press


def answered(page: VisitPage, code: str, settle: Settle, **facts: object) -> None:
    page.case.change_answer(code, **facts)
    settle()


def test_ctrl_z_takes_the_last_answer_back_and_says_so(
    page: VisitPage, checklist: ChecklistTab, turn: Callable[..., None], settle: Settle
) -> None:
    answered(page, WORDS, settle, value="partial")
    answered(page, WORDS, settle, value="no")
    checklist.list.setFocus()

    turn(checklist.list)

    assert page.case.answer(WORDS).value == "partial"
    assert page.turns.line.said == f"Đã hoàn tác: câu trả lời tiêu chí {WORDS}"
    assert checklist.list.editor.code == WORDS


@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_Y, CTRL), (Qt.Key.Key_Z, BOTH)])
def test_what_was_taken_back_is_made_again_with_either_key(
    page: VisitPage,
    checklist: ChecklistTab,
    turn: Callable[..., None],
    settle: Settle,
    key: Qt.Key,
    held: Qt.KeyboardModifier,
) -> None:
    answered(page, WORDS, settle, value="partial")
    checklist.list.setFocus()
    turn(checklist.list)
    was = page.case.answer(WORDS).value

    turn(checklist.list, key, held)

    assert (was, page.case.answer(WORDS).value) == ("", "partial")
    assert page.turns.line.said == f"Đã làm lại: câu trả lời tiêu chí {WORDS}"


def test_in_a_text_the_typing_is_taken_back_first_and_then_the_step_before(
    page: VisitPage,
    checklist: ChecklistTab,
    turn: Callable[..., None],
    settle: Settle,
    qtbot: QtBot,
) -> None:
    answered(page, WORDS, settle, value="partial")
    checklist.list.open_code(WORDS)
    comment = checklist.list.editor.comment
    comment.setFocus()
    type_text(comment, "Thiếu")

    qtbot.keyClick(comment, Qt.Key.Key_Z, CTRL)
    settle()
    after_typing = (comment.toPlainText(), page.case.answer(WORDS).value)
    while comment.document().isUndoAvailable():
        qtbot.keyClick(comment, Qt.Key.Key_Z, CTRL)
    turn(comment)

    assert after_typing[1] == "partial"
    assert after_typing[0] != "Thiếu"
    assert page.case.answer(WORDS).value == ""


def test_ctrl_y_makes_the_typing_again_where_some_was_taken_back(
    page: VisitPage, checklist: ChecklistTab, qtbot: QtBot, settle: Settle
) -> None:
    checklist.list.open_code(WORDS)
    comment = checklist.list.editor.comment
    comment.setFocus()
    type_text(comment, "Thiếu")
    qtbot.keyClick(comment, Qt.Key.Key_Z, CTRL)

    qtbot.keyClick(comment, Qt.Key.Key_Y, CTRL)
    settle()

    assert comment.toPlainText() == "Thiếu"
    assert page.turns.line.said == ""


def test_a_comment_that_was_left_is_taken_back_as_one_step(
    page: VisitPage, checklist: ChecklistTab, turn: Callable[..., None], settle: Settle
) -> None:
    checklist.list.open_code(WORDS)
    comment = checklist.list.editor.comment
    comment.setFocus()
    type_text(comment, "Chưa niêm yết")
    checklist.list.setFocus()
    settle()

    turn(checklist.list)

    assert page.case.answer(WORDS).comment == ""
    assert comment.toPlainText() == ""
    assert page.turns.line.said == f"Đã hoàn tác: nhận xét ở tiêu chí {WORDS}"


def test_it_leads_to_what_was_taken_back_on_whatever_tab(
    page: VisitPage, turn: Callable[..., None], settle: Settle, desk: Desk
) -> None:
    answered(page, CHOICE, settle, comment="Đã xem")
    desk.navigator.open_visit(page.case.inspection_id, VisitTab.PHOTOS)
    settle()

    turn(page.tabs)

    assert page.tab is VisitTab.CHECKLIST
    checklist = page.built[VisitTab.CHECKLIST]
    assert isinstance(checklist, ChecklistTab)
    assert checklist.list.editor.code == CHOICE


def test_a_finding_from_the_bin_is_in_hand_again(
    page: VisitPage, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    tab = tab_of(page, VisitTab.FINDINGS, FindingsTab, settle)
    (finding,) = page.case.case.findings if page.case.case else ()
    with qtbot.waitSignal(page.case.loaded):
        desk.application.findings.remove(finding)
    settle()

    with qtbot.waitSignal(page.case.loaded):
        qtbot.mouseClick(page.turns.undo_button, Qt.MouseButton.LeftButton)
    settle()

    assert tab.editor.finding_id == finding.id
    assert page.turns.line.said.startswith("Đã hoàn tác: xóa phát hiện “02/20 nhiệm vụ")


def test_the_buttons_tell_what_can_be_done(
    page: VisitPage, checklist: ChecklistTab, turn: Callable[..., None], settle: Settle
) -> None:
    undo, redo = page.turns.undo_button, page.turns.redo_button
    states = [(undo.isEnabled(), redo.isEnabled())]
    answered(page, WORDS, settle, value="partial")
    states.append((undo.isEnabled(), redo.isEnabled()))
    checklist.list.setFocus()
    turn(checklist.list)
    states.append((undo.isEnabled(), redo.isEnabled()))

    assert states == [(False, False), (True, False), (False, True)]
    assert (undo.accessibleName(), undo.toolTip()) == ("Hoàn tác", "Hoàn tác (Ctrl+Z)")
    assert (redo.accessibleName(), redo.toolTip()) == ("Làm lại", "Làm lại (Ctrl+Y)")


def test_an_answer_that_was_refused_goes_first_and_needs_no_store(
    page: VisitPage, checklist: ChecklistTab, qtbot: QtBot, settle: Settle
) -> None:
    before = page.case.answer(PERCENT)
    answered(page, PERCENT, settle, value="", numerator=None, denominator=None, comment="x")
    page.case.change_answer(PERCENT, value="abc")
    refused = dict(page.case.problems)
    checklist.list.setFocus()

    qtbot.keyClick(checklist.list, Qt.Key.Key_Z, CTRL)
    settle()

    assert list(refused) == [PERCENT]
    assert page.case.problems == {}
    assert page.case.answer(PERCENT) == replace(
        before, numerator=None, denominator=None, comment="x"
    )


def test_a_refusal_is_said_in_the_line_and_in_no_dialog(
    page: VisitPage,
    checklist: ChecklistTab,
    settle: Settle,
    qtbot: QtBot,
    prompts: ScriptedPrompts,
) -> None:
    answered(page, WORDS, settle, value="partial")
    store = page.desk.application._store  # noqa: SLF001 - a write that is no step of a person
    with store.writing(is_turn=True) as work:
        work.save(replace(page.case.answer(WORDS), value="no"))
        work.commit()
    checklist.list.setFocus()

    qtbot.keyClick(checklist.list, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: bool(page.turns.line.said))
    settle()

    assert page.turns.line.said.startswith("Không thể hoàn tác hoặc làm lại")
    assert prompts.told == []
    assert page.desk.application.answers.blank(page.case.inspection_id, WORDS).value == "no"


@pytest.fixture
def dossiers(page: VisitPage, desk: Desk, settle: Settle, qtbot: QtBot) -> DossiersTab:
    """The sample with one dossier in it, whose procedure was corrected after an answer."""
    given_facts = DossierFacts(
        dossier_code="H-1",
        procedure_name="Đăng ký khai sinh",
        field="Hộ tịch",
        received_at=given.dossier().received_at,
    )
    desk.application.dossiers.add(page.case.inspection_id, given_facts, "chọn tại chỗ")
    answered(page, WORDS, settle, value="partial")
    tab = tab_of(page, VisitTab.DOSSIERS, DossiersTab, settle)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    tab.sheet.enter([(0, "procedure_name", "Chứng thực")])
    tab.grid.choose(0, PLACES["procedure_name"])
    tab.grid.setFocus()
    return tab


def procedure_of(tab: DossiersTab) -> str:
    return tab.model.row_at(0).dossier.procedure_name


def test_the_last_step_in_the_dossiers_is_taken_back_before_the_answer_given_earlier(
    page: VisitPage, dossiers: DossiersTab, settle: Settle, qtbot: QtBot
) -> None:
    qtbot.keyClick(dossiers.grid, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: bool(page.turns.line.said) and not dossiers.saver.is_busy)
    settle()

    assert procedure_of(dossiers) == "Đăng ký khai sinh"
    assert page.case.answer(WORDS).value == "partial"
    assert page.turns.line.said == "Đã hoàn tác: bước vừa làm trong bảng hồ sơ mẫu"


def test_an_answer_given_later_is_taken_back_before_the_step_in_the_dossiers(
    page: VisitPage, dossiers: DossiersTab, settle: Settle, qtbot: QtBot
) -> None:
    answered(page, PERCENT, settle, value="40")

    qtbot.keyClick(dossiers.grid, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.case.answer(PERCENT).value == "")
    settle()

    assert procedure_of(dossiers) == "Chứng thực"
    assert page.tab is VisitTab.CHECKLIST


def test_a_step_in_the_dossiers_is_taken_back_from_another_tab_which_leads_there(
    page: VisitPage, dossiers: DossiersTab, settle: Settle, qtbot: QtBot
) -> None:
    checklist = tab_of(page, VisitTab.CHECKLIST, ChecklistTab, settle)
    checklist.list.setFocus()

    qtbot.keyClick(checklist.list, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.tab is VisitTab.DOSSIERS)
    settle()

    assert procedure_of(dossiers) == "Đăng ký khai sinh"
    assert page.case.answer(WORDS).value == "partial"


def test_steps_of_both_kinds_come_back_and_go_again_in_the_order_of_the_day(
    page: VisitPage, dossiers: DossiersTab, settle: Settle, qtbot: QtBot
) -> None:
    def state() -> tuple[str, str, str]:
        answers = page.case.answer(WORDS).value, page.case.answer(PERCENT).value
        return answers[0], procedure_of(dossiers), answers[1]

    def turned(act: Callable[[], None], expected: tuple[str, str, str]) -> None:
        act()
        qtbot.waitUntil(lambda: state() == expected)
        settle()

    answered(page, PERCENT, settle, value="40")
    turned(page.turns.undo, ("partial", "Chứng thực", ""))
    turned(page.turns.undo, ("partial", "Đăng ký khai sinh", ""))
    turned(page.turns.undo, ("", "Đăng ký khai sinh", ""))

    turned(page.turns.redo, ("partial", "Đăng ký khai sinh", ""))
    turned(page.turns.redo, ("partial", "Chứng thực", ""))
    turned(page.turns.redo, ("partial", "Chứng thực", "40"))


def test_nothing_is_made_again_over_a_step_done_since_in_another_tab(
    page: VisitPage, dossiers: DossiersTab, settle: Settle, qtbot: QtBot
) -> None:
    answered(page, PERCENT, settle, value="40")
    page.turns.undo()
    qtbot.waitUntil(lambda: page.case.answer(PERCENT).value == "")
    settle()
    dossiers.sheet.enter([(0, "procedure_name", "Khai tử")])
    settle()

    page.turns.redo()
    qtbot.waitUntil(lambda: page.turns.line.said == "Không có gì để làm lại.")
    settle()

    assert page.case.answer(PERCENT).value == ""
    assert procedure_of(dossiers) == "Khai tử"
    assert not page.turns.redo_button.isEnabled()


def test_what_does_not_fit_beside_the_tabs_stands_below_them(page: VisitPage, qtbot: QtBot) -> None:
    line = page.turns.line
    qtbot.waitUntil(lambda: line.width() > 1)

    line.say("Đã hoàn tác")
    short = (line.text(), line.below.isVisible())
    line.say("Đã hoàn tác: " + "một phát hiện rất dài " * 20)

    assert short == ("Đã hoàn tác", False)
    assert line.text() == ""
    assert line.below.isVisible()
    assert line.below.text() == line.said
