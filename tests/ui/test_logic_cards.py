"""Cards of criteria with deadlines, several choices, calculations and conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from app.domain.answer import Answer
from app.domain.checklist import AnswerType
from app.domain.gap import Gap
from tests.logical import logical_visit
from ui.desk import Desk
from ui.texts import day_text
from ui.visit.answer_inputs import AnswerInput, CalculatedInput, DeadlineInput, MultipleInput
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.criterion_state import answer_text, answer_word, verdict
from ui.visit.visit_case import VisitCase

Settle = Callable[[], None]


@pytest.fixture
def case(desk: Desk, qtbot: QtBot, settle: Settle) -> Iterator[VisitCase]:
    visit = logical_visit(desk.application)
    settle()
    case = VisitCase(desk)
    with qtbot.waitSignal(case.loaded):
        case.open(visit.id)
    yield case
    case.deleteLater()


@pytest.fixture
def tab(case: VisitCase, qtbot: QtBot, settle: Settle) -> ChecklistTab:
    tab = ChecklistTab(case)
    qtbot.addWidget(tab)
    tab.resize(1150, 620)
    case.loaded.connect(tab.show_case)
    tab.show_case()
    settle()
    return tab


def _opened(tab: ChecklistTab, code: str) -> AnswerInput:
    tab.list.open_code(code)
    found = tab.list.editor.input
    assert found is not None
    return found


def _stored(tab: ChecklistTab, code: str) -> Answer:
    case = tab.case
    answers = case.desk.application.inspections.case_file(case.inspection_id).answers
    return answers[code]


def test_a_day_and_its_deadline_are_kept_and_scored(tab: ChecklistTab, settle: Settle) -> None:
    found = _opened(tab, "LG.1.1")
    assert isinstance(found, DeadlineInput)

    for field, day in ((found.field, date(2026, 2, 10)), (found.deadline, date(2026, 1, 31))):
        field.setText(day_text(day))
        field.settle()
        settle()

    assert _stored(tab, "LG.1.1").deadline_on == date(2026, 1, 31)
    assert tab.list.editor.points.text() == "1,5 / 3"


def test_never_done_is_one_click(tab: ChecklistTab, settle: Settle) -> None:
    found = _opened(tab, "LG.1.1")
    assert isinstance(found, DeadlineInput)

    found.never.click()
    settle()

    assert _stored(tab, "LG.1.1").value == "none"
    assert tab.list.editor.points.text() == "0 / 3"
    assert not found.field.text()


def test_a_deadline_of_the_rule_is_not_asked_for(tab: ChecklistTab) -> None:
    found = _opened(tab, "LG.4.1")

    assert isinstance(found, DeadlineInput)
    assert found.deadline.isHidden()


def test_several_choices_are_chosen_by_key_and_none_takes_them_back(
    tab: ChecklistTab, settle: Settle
) -> None:
    found = _opened(tab, "LG.1.2")
    assert isinstance(found, MultipleInput)

    found.choose(3)
    settle()
    found.choose(1)
    settle()

    assert _stored(tab, "LG.1.2").value == "Niêm yết tại trụ sở; Hệ thống loa"
    assert tab.list.editor.points.text() == "1,5 / 2"

    found.none.click()
    settle()

    assert _stored(tab, "LG.1.2").value == "none"
    assert not any(box.isChecked() for box in found.boxes)


def test_a_calculated_card_is_read_only_and_follows_the_other_answer(
    tab: ChecklistTab, settle: Settle
) -> None:
    tab.case.change_answer("LG.1.3", value="13.5")
    settle()

    found = _opened(tab, "LG.2.1")

    assert isinstance(found, CalculatedInput)
    assert found.value.text() == "3,4"
    assert tab.list.editor.points.text() == "3,4 / 5"


def test_a_card_whose_condition_fails_is_marked_hidden(tab: ChecklistTab, settle: Settle) -> None:
    tab.case.change_answer("LG.1.3", value="11")
    settle()

    _opened(tab, "LG.1.4")

    _checklist, score = tab.case.place_of("LG.1.4")
    assert verdict(score.criteria["LG.1.4"])[0] == "Ẩn"
    assert "LG.1.4" in tab.list.editor.rule.text()


def test_why_shows_the_whole_derivation(tab: ChecklistTab, settle: Settle) -> None:
    tab.case.change_answer("LG.1.3", value="13.5")
    settle()
    _opened(tab, "LG.2.1")

    tab.list.editor.why.click()

    assert tab.list.editor.reason.isVisibleTo(tab.list.editor)
    assert "13,5 / 4" in tab.list.editor.reason.text()


def test_what_is_owed_is_listed_and_blocks(case: VisitCase, settle: Settle, qtbot: QtBot) -> None:
    case.change_answer("LG.1.3", value="25")
    settle()
    case.change_answer("LG.1.4", value="no")
    settle()

    def owed() -> list[Gap]:
        found = case.desk.application.missing.gaps(case.inspection_id)
        return [one for one in found if one.key == "LG.1.4"]

    qtbot.waitUntil(lambda: len(owed()) == 2)
    assert all(one.blocks for one in owed())
    assert "nhận xét" in owed()[0].text


def test_days_and_numbers_are_shown_as_people_write_them(case: VisitCase, settle: Settle) -> None:
    case.change_answer("LG.4.1", value="2026-12-17")
    settle()
    case.change_answer("LG.1.3", value="13.5")
    settle()
    _checklist, score = case.place_of("LG.4.1")
    late, sum_up = score.criteria["LG.4.1"], score.criteria["LG.2.1"]

    assert answer_text(late, late.answer) == "17/12/2026 (chậm 2 ngày)"
    assert answer_text(sum_up, sum_up.answer) == "3,4"
    assert answer_word(AnswerType.DATE, "2026-12-17") == "17/12/2026"
    assert verdict(late) == ("Bị trừ điểm", "bad")
