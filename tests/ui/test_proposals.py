"""The panel Đề xuất: read, accepted with one key, put aside, undone, told when it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.case_file import CaseFile
from app.ids import InspectionId
from tests.ui.given import CHOICE, PERCENT, WORDS, press
from ui.desk import Desk
from ui.visit.findings_tab import FindingsTab
from ui.visit.proposal_entry import Standing, marked_change
from ui.visit.proposals_panel import ProposalsPanel
from ui.visit.side_panel import SidePanel
from ui.visit.visit_case import VisitCase

Settle = Callable[[], None]
KEY = f"criterion {WORDS}"


@pytest.fixture
def case(desk: Desk, visit_id: InspectionId, qtbot: QtBot) -> Iterator[VisitCase]:
    """The visit, with one criterion half met and one not."""
    for code, value in (
        (WORDS, "partial"),
        (CHOICE, "Chậm quá 30 ngày hoặc không ban hành"),
    ):
        blank = desk.application.answers.blank(visit_id, code)
        desk.application.answers.save(replace(blank, value=value))
    case = VisitCase(desk)
    with qtbot.waitSignal(case.proposals.shown_anew):
        case.open(visit_id)
    yield case
    case.deleteLater()


@pytest.fixture
def tab(case: VisitCase, qtbot: QtBot, settle: Settle) -> FindingsTab:
    tab = FindingsTab(case)
    qtbot.addWidget(tab)
    tab.resize(1150, 620)
    case.loaded.connect(tab.show_case)
    tab.show_case()
    settle()
    tab.proposals_button.click()
    return tab


@pytest.fixture
def panel(tab: FindingsTab) -> ProposalsPanel:
    tab.proposals.open_key(KEY)
    return tab.proposals


def _stored(desk: Desk, visit_id: InspectionId) -> CaseFile:
    return desk.application.inspections.case_file(visit_id)


def _wait_read(qtbot: QtBot, case: VisitCase, act: Callable[[], object]) -> None:
    with qtbot.waitSignal(case.proposals.shown_anew):
        act()


def test_the_list_is_a_sound_model_and_counts_what_waits(tab: FindingsTab) -> None:
    QAbstractItemModelTester(tab.proposals.model)

    keys = [entry.key for entry in tab.proposals.model.rows]

    assert keys == [f"criterion {CHOICE}", KEY, f"criterion {PERCENT}"]
    assert "3" in tab.proposals_button.text()
    assert tab.proposals.model.rows[2].is_typed


def test_wording_law_evidence_and_recommendation_are_read_before_accepting(
    panel: ProposalsPanel,
) -> None:
    detail = panel.detail

    assert detail.text.text().startswith("Kế hoạch chưa bao phủ đủ 6 lĩnh vực")
    assert "Nghị quyết số 76/NQ-CP" in detail.basis.text()
    assert detail.asked.text().startswith("Bảo đảm kế hoạch bao phủ đủ")
    assert "UBND xã Cần Đước" in detail.asked_facts.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_A])
def test_one_key_accepts_and_the_next_proposal_comes_into_hand(  # noqa: PLR0913, PLR0917 - fixtures
    panel: ProposalsPanel,
    case: VisitCase,
    desk: Desk,
    visit_id: InspectionId,
    qtbot: QtBot,
    key: Qt.Key,
    tab: FindingsTab,
) -> None:
    with qtbot.waitExposed(tab):
        tab.show()
    panel.table.setFocus()

    _wait_read(qtbot, case, lambda: qtbot.keyClick(panel.table, key))

    stored = _stored(desk, visit_id)
    assert stored.findings[-1].proposal == KEY
    assert stored.recommendations[-1].finding_id == stored.findings[-1].id
    assert panel.detail.entry is not None
    assert panel.detail.entry.key == f"criterion {PERCENT}"
    tab.hide()


def test_nothing_is_accepted_without_a_key(
    panel: ProposalsPanel, desk: Desk, visit_id: InspectionId, settle: Settle
) -> None:
    for row in range(panel.table.count):
        panel.table.setCurrentIndex(panel.table.filter.index(row, 0))
    settle()

    assert [one.proposal for one in _stored(desk, visit_id).findings] == [""]


def test_an_acceptance_is_one_step_of_the_undo_of_the_visit(
    panel: ProposalsPanel, case: VisitCase, desk: Desk, visit_id: InspectionId, qtbot: QtBot
) -> None:
    undo = desk.application.undo
    _wait_read(qtbot, case, panel.detail.accept.click)

    _wait_read(qtbot, case, lambda: undo.undo(visit_id))

    assert [one.proposal for one in _stored(desk, visit_id).findings] == [""]
    assert KEY in {entry.key for entry in panel.model.rows}
    assert not undo.done_at(visit_id)


def test_one_put_aside_can_be_looked_at_and_offered_again(
    panel: ProposalsPanel, case: VisitCase, qtbot: QtBot
) -> None:
    _wait_read(qtbot, case, panel.detail.dismiss.click)
    gone = KEY not in {entry.key for entry in panel.model.rows}

    panel.aside.click()
    aside = [entry.standing for entry in panel.model.rows]
    _wait_read(qtbot, case, panel.detail.bring_back.click)
    panel.aside.click()

    assert gone
    assert aside == [Standing.DISMISSED]
    assert KEY in {entry.key for entry in panel.model.rows}


def test_the_whole_area_is_accepted_but_what_was_typed(
    panel: ProposalsPanel, case: VisitCase, desk: Desk, visit_id: InspectionId, qtbot: QtBot
) -> None:
    _wait_read(qtbot, case, panel.area.click)

    accepted = {one.proposal for one in _stored(desk, visit_id).findings}
    assert accepted == {"", KEY, f"criterion {CHOICE}"}


def test_a_changed_proposal_shows_both_wordings_and_is_updated_with_enter(
    panel: ProposalsPanel, case: VisitCase, desk: Desk, visit_id: InspectionId, qtbot: QtBot
) -> None:
    _wait_read(qtbot, case, panel.detail.accept.click)
    answer = desk.application.answers.blank(visit_id, WORDS)
    desk.application.answers.save(replace(answer, comment="Thiếu 01 lĩnh vực."))
    _wait_read(qtbot, case, case.proposals.read)
    panel.open_key(KEY)

    entry = panel.detail.entry
    shown = panel.detail.after.text()
    _wait_read(qtbot, case, lambda: press(panel.table, Qt.Key.Key_Return))

    assert entry is not None
    assert entry.standing is Standing.CHANGED
    assert "01" in shown
    assert "<span" in shown
    assert _stored(desk, visit_id).findings[-1].text.endswith("; cụ thể: thiếu 01 lĩnh vực.")


def test_an_edited_finding_is_not_overwritten_by_a_key(
    panel: ProposalsPanel, case: VisitCase, desk: Desk, visit_id: InspectionId, qtbot: QtBot
) -> None:
    _wait_read(qtbot, case, panel.detail.accept.click)
    finding = _stored(desk, visit_id).findings[-1]
    desk.application.findings.save(replace(finding, text="Đã sửa tay."))
    answer = desk.application.answers.blank(visit_id, WORDS)
    desk.application.answers.save(replace(answer, comment="Thiếu 01 lĩnh vực."))
    _wait_read(qtbot, case, case.proposals.read)
    panel.open_key(KEY)

    press(panel.table, Qt.Key.Key_Return)
    untouched = _stored(desk, visit_id).findings[-1].text
    _wait_read(qtbot, case, panel.detail.keep_old.click)

    assert untouched == "Đã sửa tay."
    assert _stored(desk, visit_id).findings[-1].text == "Đã sửa tay."
    # What was read before may be told after the click.
    qtbot.waitUntil(lambda: KEY not in {entry.key for entry in panel.model.rows})


def test_from_a_criterion_its_proposal_comes_first_and_one_may_write_ones_own(
    tab: FindingsTab,
) -> None:
    tab.findings_button.click()

    tab.begin_finding(WORDS)
    entry = tab.proposals.detail.entry
    shown = tab.proposals_button.isChecked()
    tab.proposals.detail.own.click()

    assert shown
    assert entry is not None
    assert entry.key == KEY
    assert tab.findings_button.isChecked()
    assert tab.editor.is_new


def test_a_criterion_with_a_typed_finding_begins_another_at_once(tab: FindingsTab) -> None:
    tab.begin_finding(PERCENT)

    assert tab.findings_button.isChecked()
    assert tab.editor.is_new


def test_the_panel_beside_a_criterion_tells_what_it_proposes(case: VisitCase, qtbot: QtBot) -> None:
    side = SidePanel(case)
    qtbot.addWidget(side)

    side.show()
    side.show_code(WORDS)
    side.follow()
    told = [one.text() for one in side.findChildren(QLabel)]
    side.hide()

    assert any(text.startswith("Kế hoạch chưa bao phủ đủ") for text in told)


def test_the_deadline_follows_the_working_days_chosen(
    panel: ProposalsPanel, case: VisitCase, qtbot: QtBot
) -> None:
    before = panel.due.text()

    _wait_read(qtbot, case, lambda: panel.workdays.chosen.emit(5))

    assert panel.workdays.value == 5
    assert panel.due.text() != before


def test_what_differs_is_marked_and_markup_in_a_text_is_only_text() -> None:
    before, after = marked_change("Có <b>03</b>/20 hồ sơ.", "Có <b>04</b>/20 hồ sơ.")

    assert "&lt;b&gt;03" in before
    assert "04" in after
    assert before.startswith("Có ")
