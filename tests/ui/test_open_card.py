"""The open card: what the answer owes, its evidence and legal basis, what laptops differ on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.demand import Need
from app.domain.inspection import Inspection, ParticipantFacts, Role, Side
from app.ids import InspectionId
from tests.logical import logical_visit
from tests.photos.pictures import corners
from tests.two_laptops import another_laptop
from tests.ui.checklist_tabs import Settle, case_of, opened_tab, stored
from tests.ui.given import CHOICE, commit_text, press
from tests.ui.visit_pages import opened, tab_of
from ui.desk import Desk
from ui.navigation import VisitTab
from ui.visit.checklist_tab import ChecklistTab

DEMANDING = "LG.1.4"
BEFORE = "LG.1.3"


@pytest.fixture
def visit(desk: Desk, settle: Settle) -> Inspection:
    visit = logical_visit(desk.application)
    answers = desk.application.answers
    answers.save(replace(answers.blank(visit.id, BEFORE), value="14"))
    settle()
    return visit


@pytest.fixture
def tab(desk: Desk, visit: Inspection, qtbot: QtBot, settle: Settle) -> ChecklistTab:
    return opened_tab(desk, visit.id, qtbot, settle)


def _photographed(desk: Desk, visit: Inspection, folder: Path, count: int = 1) -> None:
    paths = []
    for number in range(count):
        paths.append(folder / f"IMG_{number}.png")
        corners(400 + number).save(paths[-1])
    desk.application.photos.add(visit.id, paths, criterion_code=DEMANDING)


def _needs(tab: ChecklistTab) -> set[Need]:
    return set(tab.list.editor.demands.buttons)


def test_an_answer_says_in_words_what_it_still_demands(tab: ChecklistTab) -> None:
    tab.list.open_code(DEMANDING)
    before = _needs(tab)

    press(tab.list, Qt.Key.Key_2, "2")

    texts = [one.text() for one in tab.list.editor.demands.findChildren(QPushButton)]
    assert before == set()
    assert texts == ["Thiếu nhận xét (F2)", "Thiếu ảnh (F4)"]
    assert not tab.list.editor.demands.isHidden()


def test_what_is_given_is_demanded_no_more(
    tab: ChecklistTab, desk: Desk, visit: Inspection, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    tab.list.open_code(DEMANDING)
    press(tab.list, Qt.Key.Key_2, "2")

    commit_text(tab.list.editor.comment, "Không có báo cáo giải trình")
    tab.list.editor.comment.settle()
    settle()
    after_comment = _needs(tab)
    with qtbot.waitSignal(tab.case.loaded, timeout=20_000):
        _photographed(desk, visit, tmp_path)
    settle()

    assert after_comment == {Need.PHOTO}
    assert _needs(tab) == set()
    assert tab.list.editor.demands.isHidden()


def test_a_demand_leads_to_where_it_is_met(tab: ChecklistTab, qtbot: QtBot) -> None:
    tab.show()
    qtbot.waitExposed(tab)
    tab.list.open_code(DEMANDING)
    press(tab.list, Qt.Key.Key_2, "2")
    needs = tab.list.editor.demands.buttons

    with qtbot.waitSignal(tab.photo_asked) as asked:
        qtbot.mouseClick(needs[Need.PHOTO], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(needs[Need.COMMENT], Qt.MouseButton.LeftButton)

    assert asked.args == [DEMANDING]
    assert tab.focusWidget() is tab.list.editor.comment
    tab.hide()


def test_the_outline_counts_what_is_to_be_mended_and_the_photos(
    tab: ChecklistTab, desk: Desk, visit: Inspection, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    tab.case.change_answer(DEMANDING, value="no")
    wrong = tab.case.marks.group("LG.1")
    with qtbot.waitSignal(tab.case.loaded, timeout=20_000):
        _photographed(desk, visit, tmp_path, 2)
    settle()

    assert (wrong.errors, wrong.photos) == (1, 0)
    assert (tab.case.marks.group("LG.1").errors, tab.case.marks.group("LG.1").photos) == (1, 2)
    told = str(tab.outline.nodes.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "1 tiêu chí cần sửa" in told
    assert "2 ảnh" in told


def test_an_answer_that_is_refused_counts_as_one_to_be_mended(tab: ChecklistTab) -> None:
    tab.case.change_answer(BEFORE, value="rất nhiều")

    assert tab.case.marks.group("LG.1").errors == 1


def test_a_condition_hides_a_criterion_and_keeps_its_answer(
    tab: ChecklistTab, settle: Settle
) -> None:
    tab.case.change_answer(DEMANDING, value="no")
    tab.case.change_answer(BEFORE, value="3")
    settle()
    tab.list.open_code(DEMANDING)
    hidden = (tab.list.editor.verdict.text(), _needs(tab), stored(tab, DEMANDING).value)

    tab.case.change_answer(BEFORE, value="14")

    assert hidden == ("Ẩn", set(), "no")
    assert tab.list.editor.verdict.text() == "Không đạt"
    assert _needs(tab) == {Need.COMMENT, Need.PHOTO}


def test_photos_stand_in_the_card_and_lead_to_their_place(
    desk: Desk, visit: Inspection, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    _photographed(desk, visit, tmp_path, 8)
    settle()
    tab = opened_tab(desk, visit.id, qtbot, settle)
    tab.list.open_code(DEMANDING)
    strip = tab.list.editor.evidence

    with qtbot.waitSignal(tab.case.photo_opened) as opened:
        strip.pictures[0].click()

    assert not strip.isHidden()
    assert len(strip.pictures) == 6
    assert strip.pictures[0].accessibleName() == "Ảnh: IMG_0.png"
    assert opened.args == [strip.photos[0].id, [photo.id for photo in strip.photos]]
    with qtbot.waitSignal(tab.photo_asked) as asked:
        strip.add_button.click()
    assert asked.args == [DEMANDING]
    camera = strip.pictures[0].iconSize()
    qtbot.waitUntil(lambda: strip.pictures[0].iconSize() != camera, timeout=10_000)


def test_a_criterion_without_photos_has_no_strip(tab: ChecklistTab) -> None:
    tab.list.open_code(DEMANDING)

    assert tab.list.editor.evidence.isHidden()


def test_the_legal_basis_is_opened_by_its_key_and_taken_from_the_checklist(
    desk: Desk, qtbot: QtBot, settle: Settle, visit_id: InspectionId
) -> None:
    tab = opened_tab(desk, visit_id, qtbot, settle)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    tab.take_keys()
    tab.list.open_code("CCHC.1.1.1")
    basis = tab.list.editor.basis
    was_shown = basis.isVisible()

    qtbot.keyClick(tab.list, Qt.Key.Key_F3)
    focused = tab.focusWidget()
    basis.take_button.click()
    settle()

    assert not was_shown
    assert focused is basis.field
    assert stored(tab, "CCHC.1.1.1").legal_basis.startswith("NQ 76/NQ-CP")
    assert not basis.take_button.isVisible()
    tab.hide()


@pytest.fixture
def differing(
    desk: Desk, visit: Inspection, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> ChecklistTab:
    """A tab on a visit whose other laptop answered “no” where this one answered “yes”."""
    answers = desk.application.answers
    with another_laptop(desk.application, visit.id, tmp_path / "may-02") as other:
        theirs = other.answers.blank(visit.id, DEMANDING)
        other.answers.save(replace(theirs, value="no", comment="Không có"))
        answers.save(replace(answers.blank(visit.id, DEMANDING), value="yes"))
    settle()
    tab = opened_tab(desk, visit.id, qtbot, settle)
    tab.list.open_code(DEMANDING)
    return tab


def _verbs(tab: ChecklistTab) -> dict[str, QPushButton]:
    buttons = tab.list.editor.difference.findChildren(QPushButton)
    return {one.accessibleName(): one for one in buttons}


def test_what_laptops_differ_on_is_said_with_both_values(differing: ChecklistTab) -> None:
    editor = differing.list.editor
    row = differing.list.criteria.index(differing.list.criteria.row_of(DEMANDING))
    shown, other = _shown_and_other(differing)
    words = {"yes": "Có", "no": "Không"}

    assert editor.verdict.text() == "Khác nhau"
    assert not editor.difference.isHidden()
    assert set(_verbs(differing)) == {
        f"Giữ giá trị này: Trả lời, {words[shown]}",
        f"Lấy giá trị này: Trả lời, {words[other]}",
    }
    assert "Các máy khác nhau" in str(row.data(Qt.ItemDataRole.AccessibleTextRole))
    assert differing.case.marks.group("LG.1").errors == 1


@pytest.mark.parametrize("keeps", [True, False])
def test_one_click_decides_a_difference(
    differing: ChecklistTab, settle: Settle, qtbot: QtBot, keeps: bool
) -> None:
    shown, other = _shown_and_other(differing)
    verb = "Giữ giá trị này" if keeps else "Lấy giá trị này"
    (decide,) = [one for one in _verbs(differing).values() if one.text() == verb]

    decide.click()
    settle()
    qtbot.waitUntil(differing.list.editor.difference.isHidden, timeout=20_000)

    assert stored(differing, DEMANDING).value == (shown if keeps else other)
    history = differing.case.desk.application.answer_history
    assert history.differences(differing.case.inspection_id) == {}


def _shown_and_other(tab: ChecklistTab) -> tuple[str, str]:
    """Which of the two is shown is for the store to say."""
    shown = tab.case.answer(DEMANDING).value
    return shown, {"yes": "no", "no": "yes"}[shown]


def test_the_member_who_has_a_criterion_is_named_in_its_card(
    tab: ChecklistTab, desk: Desk, visit: Inspection, settle: Settle, qtbot: QtBot
) -> None:
    member = desk.application.inspections.add_participant(
        visit.id, ParticipantFacts(side=Side.TEAM, role=Role.MEMBER, name="Trần Thị Mỹ Lệ")
    )
    with qtbot.waitSignal(tab.case.loaded, timeout=20_000):
        desk.application.work_shares.give(visit.id, "LG.1", member.id)
    settle()
    tab.list.open_code(DEMANDING)

    assert tab.list.editor.holder.text() == "Mỹ Lệ"
    assert tab.list.editor.holder.accessibleName() == "Phân công: Trần Thị Mỹ Lệ"
    assert case_of(tab).work_shares[0].participant_id == member.id


def test_what_has_the_keyboard_in_a_tall_card_is_brought_into_sight(
    tab: ChecklistTab, qtbot: QtBot
) -> None:
    tab.resize(1150, 330)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    tab.list.open_code(DEMANDING)
    tab.list.editor.other_points.setChecked(True)
    comment, room = tab.list.editor.comment, tab.list.viewport().height()
    qtbot.waitUntil(lambda: tab.list.editor.height() > room, timeout=10_000)

    tab.take_keys()
    qtbot.keyClick(tab.list, Qt.Key.Key_F2)
    commit_text(comment, "Chưa có báo cáo.\n" * 5)
    grown = comment.height()
    qtbot.waitUntil(lambda: _bottom(tab, comment) <= room, timeout=10_000)

    assert tab.focusWidget() is comment
    assert grown > comment.fontMetrics().lineSpacing() * 4
    tab.hide()


def _bottom(tab: ChecklistTab, widget: QWidget) -> int:
    return widget.mapTo(tab.list.viewport(), QPoint(0, widget.height())).y()


def test_the_card_of_one_visit_lets_go_when_another_visit_is_opened(
    desk: Desk, visit: Inspection, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    page = opened(desk, visit_id, qtbot, settle)
    tab = tab_of(page, VisitTab.CHECKLIST, ChecklistTab, settle)
    tab.open_key(CHOICE)
    tab.list.editor.points_row.texts["self_score"].setText("1")
    settle()

    with qtbot.captureExceptions() as raised:
        desk.navigator.open_visit(visit.id, VisitTab.HANDOVER)
        settle()

    page.hide()
    assert raised == []
