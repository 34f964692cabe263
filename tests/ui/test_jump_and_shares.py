"""Going to a criterion by Ctrl+J across checklists, sharing out work, and one's own part."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.domain.inspection import Inspection, InspectionFacts, ParticipantFacts, Role, Side
from app.ids import InspectionId
from tests.ui.checklist_tabs import Settle, case_of, opened_tab
from tests.ui.given import given_plan, press, type_text
from ui.desk import Desk
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.jump_list import JumpList
from ui.visit.work_menu import work_menu

LE = "Trần Thị Mỹ Lệ"


@pytest.fixture
def visit(desk: Desk, settle: Settle) -> Inspection:
    """A visit with two checklists and two members of the team."""
    inspections = desk.application.inspections
    facts = InspectionFacts(period_from=date(2026, 1, 1), period_to=date(2026, 10, 31))
    visit = inspections.start("28108", given_plan(), facts, ("CCHC", "MC"))
    for name in ("Nguyễn Văn Hùng", LE):
        member = ParticipantFacts(side=Side.TEAM, role=Role.MEMBER, name=name)
        inspections.add_participant(visit.id, member)
    settle()
    return visit


@pytest.fixture
def tab(desk: Desk, visit: Inspection, qtbot: QtBot, settle: Settle) -> ChecklistTab:
    return opened_tab(desk, visit.id, qtbot, settle)


def _jump(tab: ChecklistTab) -> JumpList:
    tab.open_jump()
    assert tab.jump is not None
    return tab.jump


def _give(tab: ChecklistTab, code: str, name: str, settle: Settle, qtbot: QtBot) -> None:
    menu = work_menu(tab.case, code, tab)
    assert menu is not None
    with qtbot.waitSignal(tab.case.loaded, timeout=20_000):
        next(one for one in menu.actions() if one.text() == name).trigger()
    settle()


def _listed(tab: ChecklistTab) -> list[str]:
    return [one.criterion.code for one in tab.list.criteria.entries if not one.is_group]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("cchc.1.1.3", "CCHC.1.1.3"),
        ("mc.3.2", "MC.3.2"),
        ("nhiem vu hoan thanh dung han", "CCHC.1.1.3"),
    ],
)
def test_a_code_or_words_without_accents_lead_to_a_criterion_of_any_checklist(
    tab: ChecklistTab, typed: str, code: str
) -> None:
    jump = _jump(tab)

    type_text(jump.search, typed)
    press(jump.search, Qt.Key.Key_Return)

    assert tab.list.editor.code == code
    assert not jump.isVisible()


def test_a_heading_leads_to_its_first_criterion(tab: ChecklistTab) -> None:
    jump = _jump(tab)

    type_text(jump.search, "MC.2")
    press(jump.search, Qt.Key.Key_Return)

    assert tab.list.editor.code.startswith("MC.2.")


def test_the_jump_reaches_what_the_filter_hides(tab: ChecklistTab) -> None:
    tab.filter.words.setText("không có tiêu chí nào như vậy")
    tab._on_filter()  # noqa: SLF001 - instead of waiting for the clock of the search
    jump = _jump(tab)

    type_text(jump.search, "cchc.2.1.1")
    press(jump.search, Qt.Key.Key_Return)

    assert tab.list.editor.code == "CCHC.2.1.1"
    assert tab.nothing.isHidden()


def test_escape_leaves_the_jump_where_one_was(tab: ChecklistTab, qtbot: QtBot) -> None:
    tab.show()
    qtbot.waitExposed(tab)
    tab.list.open_code("CCHC.1.1.2")
    jump = _jump(tab)
    type_text(jump.search, "mc")

    press(jump.search, Qt.Key.Key_Escape)

    assert tab.list.editor.code == "CCHC.1.1.2"
    assert not jump.isVisible()
    tab.hide()


def test_the_next_unanswered_goes_on_into_the_next_checklist(tab: ChecklistTab) -> None:
    leaves = [leaf.code for leaf in tab.case.scores[0].checklist.leaves()]
    tab.open_key(leaves[-1])

    tab.list.open_next_unanswered()

    assert tab.list.editor.code.startswith("MC.")


def test_an_area_is_shared_out_by_menu_and_marked_for_all_that_lies_in_it(
    tab: ChecklistTab, settle: Settle, qtbot: QtBot
) -> None:
    _give(tab, "MC.1", LE, settle, qtbot)

    holder = tab.case.marks.holder("MC.1.1")
    told = [
        str(index.data(Qt.ItemDataRole.AccessibleTextRole))
        for index in tab.outline.nodes.lineage("MC.1.1")
    ]
    assert holder is not None
    assert holder.name == LE
    assert f"Phân công: {LE}" in told[-1]
    assert case_of(tab).work_shares[0].criterion_code == "MC.1"


def test_what_was_shared_out_is_taken_back_and_the_holder_is_ticked(
    tab: ChecklistTab, settle: Settle, qtbot: QtBot
) -> None:
    _give(tab, "MC.1", LE, settle, qtbot)
    menu = work_menu(tab.case, "MC.1", tab)
    assert menu is not None
    ticked = [one.text() for one in menu.actions() if one.isChecked()]

    _give(tab, "MC.1", "Bỏ phân công", settle, qtbot)

    assert ticked == [LE]
    assert tab.case.marks.holder("MC.1") is None
    assert not tab.case.marks.is_divided


@pytest.mark.qt_log_ignore("does not support")
@pytest.mark.parametrize("place", ["outline", "list"])
def test_the_right_button_and_the_menu_key_open_the_menu(
    tab: ChecklistTab, qtbot: QtBot, place: str
) -> None:
    tab.show()
    qtbot.waitExposed(tab)
    tab.list.open_code("CCHC.1.1.1")
    view = tab.outline if place == "outline" else tab.list
    titles = []
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        spot = view.visualRect(view.currentIndex()).center()
        spot.setX(QPoint(4, 4).x())
        event = QContextMenuEvent(reason, spot, view.viewport().mapToGlobal(spot))
        QApplication.sendEvent(view.viewport(), event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        titles.append(menu.title())
        menu.close()

    assert all(title.startswith("Phân công CCHC.1") for title in titles)
    tab.hide()


def test_ones_own_part_is_what_was_shared_to_the_name_that_is_typing(
    tab: ChecklistTab, settle: Settle, qtbot: QtBot
) -> None:
    hidden_before = tab.filter.choices[3].isHidden()
    _give(tab, "MC.1", LE, settle, qtbot)
    tab.case.desk.application.typist.pick("trần thị mỹ lệ")

    tab.filter.choose(3)

    assert hidden_before
    assert not tab.filter.choices[3].isHidden()
    assert _listed(tab)
    assert all(code.startswith("MC.1.") for code in _listed(tab))


def test_an_empty_part_says_what_to_do(tab: ChecklistTab, settle: Settle, qtbot: QtBot) -> None:
    _give(tab, "MC.1", LE, settle, qtbot)

    tab.filter.choose(3)
    nameless = tab.nothing.text()
    tab.case.desk.application.typist.pick("Phạm Văn Tài")
    tab._on_filter()  # noqa: SLF001 - as a typist who filters anew

    assert "Ai đang ghi?" in nameless
    assert "Phạm Văn Tài" in tab.nothing.text()
    assert not tab.nothing.isHidden()


def test_what_was_just_answered_stays_until_one_moves_on(
    tab: ChecklistTab, settle: Settle, qtbot: QtBot
) -> None:
    tab.filter.choose(1)
    tab.list.open_code("CCHC.1.1.2")

    press(tab.list, Qt.Key.Key_1, "1")
    settle()
    while_in_hand = _listed(tab)
    press(tab.list, Qt.Key.Key_Down)
    moved_to = tab.list.editor.code
    qtbot.waitUntil(lambda: "CCHC.1.1.2" not in _listed(tab), timeout=10_000)

    assert "CCHC.1.1.2" in while_in_hand
    assert moved_to == "CCHC.1.1.3"
    assert tab.list.editor.code == moved_to


def test_a_visit_without_a_team_says_where_its_members_are_added(
    desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    facts = InspectionFacts(period_from=date(2026, 1, 1), period_to=date(2026, 10, 31))
    alone = desk.application.inspections.start("28108", given_plan(), facts, ("MC",))
    settle()
    tab = opened_tab(desk, InspectionId(alone.id), qtbot, settle)

    menu = work_menu(tab.case, "MC.1", tab)

    assert menu is not None
    assert "thành viên đoàn" in menu.actions()[-1].text()
    assert not menu.actions()[-1].isEnabled()
