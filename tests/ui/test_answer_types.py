"""Every kind of answer, by mouse and by keyboard alone, into a real store."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.checklist import AnswerType
from app.domain.checklist_draft import ChecklistDraft
from app.domain.inspection import InspectionFacts
from tests.logical import PLAN
from tests.scored import group, leaf
from tests.ui.checklist_tabs import Settle, input_at, opened_tab, stored
from tests.ui.given import press, type_text
from ui.desk import Desk
from ui.visit.answer_inputs import (
    ChoiceInput,
    DayInput,
    LineInput,
    MultipleInput,
    PercentInput,
    WordInput,
)
from ui.visit.checklist_tab import ChecklistTab

_ROWS = (
    group("K", "7"),
    group("K.1", "7", "K"),
    leaf("K.1.1", "1", AnswerType.YES_NO, "Có: 1; Không: 0 | N/A"),
    leaf("K.1.2", "1", AnswerType.YES_PARTIAL_NO, "Đầy đủ: 1; Một phần: 0,5; Không: 0 | N/A"),
    leaf("K.1.3", "1", AnswerType.SCORE, "Chấm 0-1"),
    leaf("K.1.4", "1", AnswerType.PERCENT, "Từ 80% trở lên: 1; Dưới 80%: 0 | N/A"),
    leaf("K.1.5", "1", AnswerType.COUNT, "0: 1; Từ 1 trở lên: 0 | N/A"),
    leaf("K.1.6", "1", AnswerType.CHOICE, "Sớm: 1; Muộn: 0"),
    leaf("K.1.7", "1", AnswerType.MULTIPLE, "Trụ sở: 0,5; Điện tử: 0,5"),
    leaf("K.1.8", "0", AnswerType.TEXT, "Thông tin"),
    leaf("K.1.9", "0", AnswerType.DATE, "Thông tin"),
)


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot, settle: Settle) -> ChecklistTab:
    draft = ChecklistDraft(code="K", title="Mọi kiểu trả lời", number=1, criteria=_ROWS)
    desk.application.checklists.publish(draft)
    facts = InspectionFacts(period_from=date(2026, 1, 1), period_to=date(2026, 10, 31))
    visit = desk.application.inspections.start("28108", PLAN, facts, ("K",))
    settle()
    tab = opened_tab(desk, visit.id, qtbot, settle)
    tab.show()
    qtbot.waitExposed(tab)
    return tab


@pytest.mark.parametrize(
    ("code", "key", "value"),
    [
        ("K.1.1", 1, "yes"),
        ("K.1.1", 2, "no"),
        ("K.1.2", 2, "partial"),
        ("K.1.6", 2, "Muộn"),
        ("K.1.7", 2, "Điện tử"),
    ],
)
def test_a_number_key_on_the_card_chooses(
    tab: ChecklistTab, settle: Settle, code: str, key: int, value: str
) -> None:
    tab.list.open_code(code)

    press(tab.list, Qt.Key(Qt.Key.Key_0 + key), str(key))
    settle()

    assert stored(tab, code).value == value
    tab.hide()


def test_a_number_key_works_with_the_keyboard_inside_the_card_too(
    tab: ChecklistTab, settle: Settle
) -> None:
    words = input_at(tab, "K.1.2", WordInput)

    press(tab.list, Qt.Key.Key_Return)
    press(words.buttons["yes"], Qt.Key.Key_3, "3")
    settle()

    assert stored(tab, "K.1.2").value == "no"
    tab.hide()


def test_words_and_choices_are_clicked(tab: ChecklistTab, settle: Settle, qtbot: QtBot) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(input_at(tab, "K.1.2", WordInput).buttons["partial"], left)
    input_at(tab, "K.1.6", ChoiceInput).buttons[0].click()
    several = input_at(tab, "K.1.7", MultipleInput)
    several.boxes[0].click()
    several.boxes[1].click()
    settle()

    assert stored(tab, "K.1.2").value == "partial"
    assert stored(tab, "K.1.6").value == "Sớm"
    assert stored(tab, "K.1.7").value == "Trụ sở; Điện tử"
    tab.hide()


@pytest.mark.parametrize(
    ("code", "typed", "value"),
    [
        ("K.1.3", "0,5", "0.5"),
        ("K.1.5", "3", "3"),
        ("K.1.8", "Sổ theo dõi ghi bằng tay", "Sổ theo dõi ghi bằng tay"),
    ],
)
def test_points_counts_and_texts_are_typed_after_enter(
    tab: ChecklistTab, settle: Settle, code: str, typed: str, value: str
) -> None:
    line = input_at(tab, code, LineInput)

    press(tab.list, Qt.Key.Key_Return)
    focused = tab.focusWidget()
    type_text(line.field, typed)
    tab.settle()
    settle()

    assert focused is line.field
    assert stored(tab, code).value == value
    tab.hide()


def test_a_percentage_is_typed_with_its_source_and_its_day(
    tab: ChecklistTab, settle: Settle
) -> None:
    share = input_at(tab, "K.1.4", PercentInput)

    press(tab.list, Qt.Key.Key_Return)
    for field, text in (
        (share.numerator, "19"),
        (share.denominator, "20"),
        (share.source, "Cổng Dịch vụ công quốc gia"),
        (share.on, "31/10/2026"),
    ):
        assert tab.focusWidget() is field
        type_text(field, text)
        tab.focusNextChild()
    settle()

    answer = stored(tab, "K.1.4")
    assert (answer.numerator, answer.denominator) == (Decimal(19), Decimal(20))
    assert answer.rate_source == "Cổng Dịch vụ công quốc gia"
    assert answer.rate_on == date(2026, 10, 31)
    assert share.rate.text() == "= 95%"
    tab.hide()


def test_a_rate_that_was_given_without_figures_is_shown(tab: ChecklistTab) -> None:
    share = input_at(tab, "K.1.4", PercentInput)

    tab.case.change_answer("K.1.4", value="97.5")

    assert share.rate.text() == "97,5%"
    tab.hide()


def test_a_day_is_typed_and_one_that_is_none_is_marked(tab: ChecklistTab, settle: Settle) -> None:
    day = input_at(tab, "K.1.9", DayInput)

    press(tab.list, Qt.Key.Key_Return)
    type_text(day.field, "31/02/2026")
    tab.settle()
    wrong = day.field.property("wrong")
    day.field.selectAll()
    type_text(day.field, "28/02/2026")
    tab.settle()
    settle()

    assert wrong == "yes"
    assert stored(tab, "K.1.9").value == "2026-02-28"
    tab.hide()


def test_the_arrow_leaves_a_field_for_the_next_card_and_keeps_what_was_typed(
    tab: ChecklistTab, settle: Settle
) -> None:
    line = input_at(tab, "K.1.5", LineInput)
    line.take_focus()
    type_text(line.field, "2")

    press(line.field, Qt.Key.Key_Down)
    settle()

    assert tab.list.editor.code == "K.1.6"
    assert stored(tab, "K.1.5").value == "2"
    tab.hide()


def test_letters_beside_a_field_do_not_move_the_card(tab: ChecklistTab) -> None:
    tab.list.open_code("K.1.2")
    tab.list.setFocus()

    type_text(tab.list, "k")

    assert tab.list.editor.code == "K.1.2"
    tab.hide()


@pytest.fixture
def active(tab: ChecklistTab, qtbot: QtBot) -> ChecklistTab:
    """The tab in the window that has the keyboard, so that shortcuts work as they do for people."""
    with qtbot.waitActive(tab):
        tab.activateWindow()
    tab.take_keys()
    return tab


def test_enter_goes_from_field_to_field_and_escape_back_to_the_list(
    active: ChecklistTab, qtbot: QtBot, settle: Settle
) -> None:
    share = input_at(active, "K.1.4", PercentInput)
    press(active.list, Qt.Key.Key_Return)
    walked = []
    for text in ("19", "20"):
        field = active.focusWidget()
        assert field is not None
        type_text(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        walked.append(active.focusWidget())

    qtbot.keyClick(share.source, Qt.Key.Key_Escape)
    settle()

    assert walked == [share.denominator, share.source]
    assert active.focusWidget() is active.list
    answer = stored(active, "K.1.4")
    assert (answer.numerator, answer.denominator) == (Decimal(19), Decimal(20))
    active.hide()


def test_enter_presses_the_button_that_has_the_keyboard(
    active: ChecklistTab, qtbot: QtBot, settle: Settle
) -> None:
    words = input_at(active, "K.1.2", WordInput)
    words.buttons["partial"].setFocus()

    qtbot.keyClick(words.buttons["partial"], Qt.Key.Key_Return)
    settle()

    assert stored(active, "K.1.2").value == "partial"
    active.hide()


def test_ctrl_enter_leaves_the_comment_for_the_next_unanswered_and_keeps_it(
    active: ChecklistTab, qtbot: QtBot, settle: Settle
) -> None:
    active.list.open_code("K.1.2")
    press(active.list, Qt.Key.Key_2, "2")
    qtbot.keyClick(active.list, Qt.Key.Key_F2)
    comment = active.list.editor.comment
    type_text(comment, "Thiếu sản phẩm đầu ra")

    qtbot.keyClick(comment, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()

    assert active.list.editor.code == "K.1.3"
    assert stored(active, "K.1.2").comment == "Thiếu sản phẩm đầu ra"
    assert comment.toPlainText() == ""
    active.hide()
