"""The list of visits and its bin: found, filtered, removed with a way back, never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import InspectionKind, InspectionState
from app.ids import InspectionId
from app.services.sample_case import SAMPLE
from tests.complete import complete_visit
from tests.ui.given import ScriptedPrompts, given_visit, press, type_text
from tests.ui.test_week import visit as row_of
from tests.ui.visit_pages import opened
from ui.desk import Desk
from ui.inspections.bin_dialog import BinDialog
from ui.inspections.columns import COLUMNS
from ui.inspections.page import InspectionsPage
from ui.navigation import PageName, Place
from ui.widgets.column_table import ColumnTableModel

Settle = Callable[[], None]


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, settle: Settle) -> Iterator[InspectionsPage]:
    """The list with one visit in it."""
    shown = InspectionsPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1150, 700)
    shown.show()
    shown.activateWindow()
    qtbot.waitActive(shown)
    settle()
    yield shown
    shown.hide()


def names(page: InspectionsPage) -> list[str]:
    return [one.unit_name for one in page.table.filter.shown]


def choose(page: InspectionsPage, field: str, value: object) -> None:
    choice = getattr(page.filters, field)
    choice.show_value(value)
    choice.chosen.emit(value)


def test_the_columns_keep_the_contract_of_qt() -> None:
    model = ColumnTableModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.show_rows([row_of("xã A"), row_of("xã B", InspectionState.SIGNED)])

    assert tester.model() is model
    assert model.rowCount() == 2


def test_the_filters_work_together_and_are_taken_off_again(
    page: InspectionsPage, application: Application, qtbot: QtBot, settle: Settle
) -> None:
    given_visit(application, "long cang")
    settle()
    qtbot.waitUntil(lambda: page.table.count == 2)

    type_text(page.panel.filter.words, "long")
    by_words = names(page)
    choose(page, "state", InspectionState.SIGNED)
    by_state = names(page)
    choose(page, "state", InspectionState.OPEN)
    choose(page, "kind", InspectionKind.ADMIN_REFORM)
    choose(page, "holder", "may-01")
    qtbot.mouseClick(page.filters.unsent, Qt.MouseButton.LeftButton)
    by_all = names(page)
    qtbot.mouseClick(page.filters.clear_button, Qt.MouseButton.LeftButton)

    assert (by_words, by_state, by_all) == (["xã Long Cang"], [], ["xã Long Cang"])
    assert page.panel.filter.count.text() == "1 / 2"
    assert page.filters.clear_button.isHidden()


def test_only_visits_with_differences_are_shown_when_asked_for(
    page: InspectionsPage, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.filters.differing, Qt.MouseButton.LeftButton)

    assert names(page) == []
    assert not page.remove_button.isEnabled()


def test_delete_puts_a_visit_into_the_bin_and_one_click_takes_it_back(
    page: InspectionsPage,
    application: Application,
    visit_id: InspectionId,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    settle()
    qtbot.waitUntil(lambda: page.table.count == 0)
    gone, said = application.inspections.rows(), page.undo.text.text()

    qtbot.mouseClick(page.undo.undo_button, Qt.MouseButton.LeftButton)
    settle()

    qtbot.waitUntil(lambda: page.table.count == 1)
    assert (gone, "xã Cần Đước" in said) == ([], True)
    assert [one.id for one in application.inspections.rows()] == [visit_id]
    assert page.undo.isHidden()


@pytest.fixture
def signed(application: Application, visit_id: InspectionId, tmp_path: Path) -> InspectionId:
    """The visit of the list, signed."""
    complete_visit(application, visit_id)
    application.inspections.take_step(visit_id, InspectionState.FINISHED)
    application.minutes.freeze(visit_id, tmp_path / "bien-ban.docx")
    application.minutes.sign(visit_id)
    return visit_id


def test_a_signed_visit_is_removed_only_when_its_unit_is_typed(
    signed: InspectionId,
    page: InspectionsPage,
    application: Application,
    prompts: ScriptedPrompts,
    settle: Settle,
) -> None:
    assert page.table.chosen is not None
    assert page.table.chosen.id == signed

    prompts.answers = [""]
    page.remove_chosen()
    settle()
    kept = len(application.inspections.rows())
    prompts.answers = ["xã Cần Đước"]
    page.remove_chosen()
    settle()

    assert (kept, application.inspections.rows()) == (1, [])


def test_the_samples_go_in_one_click_and_are_kept_in_the_bin(
    page: InspectionsPage,
    application: Application,
    visit_id: InspectionId,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    sample = application.recording.record_sample(SAMPLE).inspection_id
    settle()
    qtbot.waitUntil(page.samples.isVisible)
    shown = [str(page.table.filter.index(at, 0).data()) for at in range(page.table.count)]

    qtbot.mouseClick(page.samples_button, Qt.MouseButton.LeftButton)
    settle()

    qtbot.waitUntil(lambda: not page.samples.isVisible())
    assert sorted(shown) == ["Mẫu: xã Cần Đước", "xã Cần Đước"]
    assert [one.id for one in application.inspections.rows()] == [visit_id]
    assert [one.id for one in application.bin.entries()] == [sample]


def test_an_empty_list_offers_the_samples(
    page: InspectionsPage,
    desk: Desk,
    application: Application,
    visit_id: InspectionId,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    application.bin.remove_inspection(visit_id)
    settle()
    qtbot.waitUntil(lambda: page.panel.currentIndex() == 1)
    offered = page.panel.empty.findChildren(QPushButton)

    qtbot.mouseClick(offered[-1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.jobs.is_idle, timeout=60_000)

    assert [one.is_sample for one in application.inspections.rows()] == [True] * 3


def test_the_columns_are_remembered(page: InspectionsPage, desk: Desk, qtbot: QtBot) -> None:
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)

    page.settle()

    again = InspectionsPage(desk)
    qtbot.addWidget(again)
    assert again.table.horizontalHeader().sortIndicatorSection() == 0


def test_the_bin_is_searched_and_restored_with_keys(
    desk: Desk, application: Application, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    for text in ("Chưa niêm yết thủ tục.", "Hồ sơ quá hạn."):
        facts = FindingFacts(kind=FindingKind.SHORTCOMING, area_code="CCHC.1", text=text)
        application.findings.remove(application.findings.add(visit_id, facts))
    dialog = BinDialog(desk, None)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()

    type_text(dialog.panel.filter.words, "niem yet")
    found = [one.text for one in dialog.panel.table.filter.shown]
    press(dialog.panel.table, Qt.Key.Key_Return)
    settle()

    back = [one.text for one in application.inspections.case_file(visit_id).findings]
    assert found == ["Chưa niêm yết thủ tục."]
    assert "Chưa niêm yết thủ tục." in back
    assert "UBND xã Cần Đước" in dialog.said.text()
    assert [one.text for one in dialog.panel.model.rows] == ["Hồ sơ quá hạn."]
    dialog.hide()


def test_an_empty_bin_says_so(desk: Desk, qtbot: QtBot, settle: Settle) -> None:
    dialog = BinDialog(desk, None)
    qtbot.addWidget(dialog)
    settle()

    assert dialog.panel.currentIndex() == 1
    assert not dialog.restore_button.isEnabled()


def test_a_visit_that_goes_into_the_bin_closes_its_screen_without_a_word(
    page: InspectionsPage,
    desk: Desk,
    visit_id: InspectionId,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    screen = opened(desk, visit_id, qtbot, settle)
    places: list[Place] = []
    desk.navigator.asked.connect(places.append)

    page.remove_chosen()
    settle()
    qtbot.waitUntil(lambda: screen.case.case is None)
    given_visit(desk.application, "long cang")
    settle()

    assert [one.page for one in places] == [PageName.INSPECTIONS]
    assert screen.name.text() == ""
    screen.hide()


def test_a_sample_says_so_in_its_own_screen(
    desk: Desk, application: Application, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    sample = application.recording.record_sample(SAMPLE).inspection_id
    screen = opened(desk, visit_id, qtbot, settle)
    real = screen.sample.isVisible()

    screen.go_to(Place(page=PageName.VISIT, inspection_id=sample))
    settle()

    assert (real, screen.sample.isVisible()) == (False, True)
    screen.hide()
