"""The pages: what they list, what they say when empty, and where they lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Application, create_store, open_application
from app.domain.recommendation import RecommendationState
from app.ids import InspectionId
from tests.fakes import FrozenClock
from tests.ui.given import given_visit, press
from ui.checklists.page import ChecklistsPage
from ui.checklists.tree import CriterionTreeModel
from ui.desk import Desk
from ui.inspections.page import InspectionsPage
from ui.inspections.start_dialog import StartDialog
from ui.navigation import Place
from ui.packages.page import PackagesPage
from ui.page import Page
from ui.recommendations.page import RecommendationsPage
from ui.today.page import TodayPage

Settle = Callable[[], None]
Show = Callable[[Page], None]


@pytest.fixture
def show(qtbot: QtBot, settle: Settle) -> Iterator[Show]:
    """Show a page until it is filled; hide it in the end."""
    shown: list[Page] = []

    def show_page(page: Page) -> None:
        qtbot.addWidget(page)
        shown.append(page)
        page.resize(1150, 700)
        page.show()
        qtbot.waitExposed(page)
        settle()

    yield show_page
    for page in shown:
        page.hide()


def asked_places(desk: Desk) -> list[Place]:
    places: list[Place] = []
    desk.navigator.asked.connect(places.append)
    return places


def test_visits_are_listed_and_enter_opens_one(
    desk: Desk, show: Show, visit_id: InspectionId
) -> None:
    page = InspectionsPage(desk)
    places = asked_places(desk)
    show(page)

    press(page.table, Qt.Key.Key_Return)

    assert page.panel.filter.count.text().startswith("1")
    assert [place.inspection_id for place in places] == [visit_id]


def test_a_new_visit_appears_by_itself(desk: Desk, show: Show, qtbot: QtBot) -> None:
    page = InspectionsPage(desk)
    show(page)

    given_visit(desk.application, "long cang")

    qtbot.waitUntil(lambda: page.table.count == 2)


def test_a_page_out_of_sight_reloads_when_it_is_seen(desk: Desk, show: Show, qtbot: QtBot) -> None:
    page = InspectionsPage(desk)
    show(page)
    page.hide()
    with qtbot.waitSignal(desk.changes.changed):
        given_visit(desk.application, "long cang")
    unseen = page.table.count

    page.show()

    qtbot.waitUntil(lambda: page.table.count == 2)
    assert unseen == 1


def test_a_visit_is_started_with_the_keyboard_alone(
    desk: Desk, qtbot: QtBot, settle: Settle, application: Application
) -> None:
    dialog = StartDialog(desk, None)
    qtbot.addWidget(dialog)
    started: list[str] = []
    dialog.started.connect(started.append)
    settle()
    dialog.words.setText("long cang")
    dialog.search()
    settle()
    dialog.decision_number.setText("12/QĐ-SNV")
    dialog.issuing_body.setText("Sở Nội vụ tỉnh Tây Ninh")

    dialog.start_button.click()
    settle()

    assert len(started) == 1
    assert application.inspections.get(InspectionId(started[0])).unit_name == "xã Long Cang"


def test_a_visit_without_a_unit_is_not_started(desk: Desk, qtbot: QtBot, settle: Settle) -> None:
    dialog = StartDialog(desk, None)
    qtbot.addWidget(dialog)
    settle()

    dialog.start_button.click()

    assert dialog.problem.text()
    assert not dialog.problem.isHidden()


def test_a_recommendation_is_followed_up_on_its_page(
    desk: Desk, show: Show, qtbot: QtBot, application: Application
) -> None:
    page = RecommendationsPage(desk)
    show(page)

    page.detail.state.chosen.emit(RecommendationState.REPORTED)

    qtbot.waitUntil(
        lambda: application.recommendations.all()[0].state is RecommendationState.REPORTED
    )


def test_what_is_late_is_told(desk: Desk, show: Show, clock: FrozenClock) -> None:
    clock.moment = clock.moment.replace(year=2027)
    page = RecommendationsPage(desk)
    show(page)

    page.panel.filter.choose(2)

    assert page.panel.table.count == 1
    assert page.panel.table.chosen is not None
    assert page.panel.table.chosen.days_late == 340


def test_a_checklist_is_shown_and_searched(desk: Desk, show: Show, qtbot: QtBot) -> None:
    page = ChecklistsPage(desk)
    show(page)
    qtbot.waitUntil(lambda: page.tree.criteria.rowCount() > 0)

    page.filter.words.setText("giay hen tra")

    shown, total = page.filter.count.text().split(" / ")
    assert 0 < int(shown) < int(total)


def test_the_tree_keeps_the_contract_of_qt(application: Application, qapp: QApplication) -> None:
    model = CriterionTreeModel()
    model.setParent(qapp)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    for row in application.checklists.rows():
        model.show_checklist(application.checklists.get(row.id))

    assert model.rowCount() == 1
    assert model.data(QModelIndex()) is None
    model.deleteLater()


def test_the_day_begins_with_what_is_open(
    desk: Desk, show: Show, visit_id: InspectionId, qtbot: QtBot
) -> None:
    page = TodayPage(desk)
    places = asked_places(desk)
    show(page)

    qtbot.mouseClick(page.resume_buttons[0], Qt.MouseButton.LeftButton)

    assert places[0].inspection_id == visit_id


def test_nothing_can_be_exported_before_there_is_a_stick(desk: Desk, show: Show) -> None:
    page = PackagesPage(desk)
    show(page)

    assert not page.export_panel.export_button.isEnabled()
    assert not page.import_panel.import_button.isEnabled()


def test_an_empty_folder_is_told_in_words(
    desk: Desk, show: Show, tmp_path: Path, settle: Settle
) -> None:
    page = PackagesPage(desk)
    show(page)
    wrong: list[BaseException] = []
    desk.jobs.went_wrong.disconnect()
    desk.jobs.went_wrong.connect(wrong.append)
    empty = tmp_path / "usb"
    empty.mkdir()

    page.import_panel.look([empty])
    settle()

    assert [type(error).__name__ for error in wrong] == ["NoPackageThere"]


def test_every_list_says_what_to_do_when_it_is_empty(
    desk: Desk, show: Show, tmp_path: Path, clock: FrozenClock
) -> None:
    create_store(tmp_path / "new", "field", "may-02", clock=clock)
    with open_application(tmp_path / "new", clock=clock) as empty:
        bare = replace(desk, application=empty)
        pages: list[InspectionsPage | RecommendationsPage] = [
            InspectionsPage(bare),
            RecommendationsPage(bare),
        ]
        for page in pages:
            show(page)

        assert [page.panel.currentIndex() for page in pages] == [1, 1]
        assert all(page.panel.empty.advice.text() for page in pages)
