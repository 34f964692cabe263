"""A newer version on the screen of a visit: previewed, moved to, reviewed, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.gap import Gap
from app.domain.inspection import Inspection, InspectionState
from tests.services import versions
from ui.desk import Desk
from ui.navigation import PageName, Place, VisitTab
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.page import VisitPage

Settle = Callable[[], None]


@pytest.fixture
def visit(application: Application) -> Inspection:
    """A visit with the first version of T, two of it answered, while there is a second."""
    versions.first(application)
    visit = versions.begin(application)
    versions.answer(application, visit, "T.1.1")
    versions.answer(application, visit, "T.1.2", "no")
    versions.second(application)
    return visit


@pytest.fixture
def page(desk: Desk, visit: Inspection, qtbot: QtBot, settle: Settle) -> VisitPage:
    page = VisitPage(desk)
    qtbot.addWidget(page)
    page.resize(1150, 720)
    page.show()
    page.go_to(Place(page=PageName.VISIT, inspection_id=visit.id, tab=VisitTab.CHECKLIST))
    settle()
    return page


@pytest.fixture
def moved(page: VisitPage, visit: Inspection, qtbot: QtBot, settle: Settle) -> VisitPage:
    """The page after the visit moved to the second version, and shows it."""
    qtbot.mouseClick(page.newer.show_button, Qt.MouseButton.LeftButton)
    settle()
    qtbot.mouseClick(page.newer.move_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _shown(page) != visit.checklist_ids, timeout=20_000)
    settle()
    return page


def _shown(page: VisitPage) -> tuple[str, ...]:
    """Return the versions that the page shows."""
    assert page.case.case is not None
    return page.case.case.inspection.checklist_ids


def _read_anew(page: VisitPage, qtbot: QtBot, settle: Settle) -> None:
    with qtbot.waitSignal(page.case.loaded, timeout=20_000):
        settle()
    settle()


def _card(page: VisitPage, code: str) -> ChecklistTab:
    tab = page.built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    tab.open_key(code)
    return tab


def test_the_notice_names_both_versions(page: VisitPage) -> None:
    assert page.newer.isVisible()
    assert "T" in page.newer.text.text()
    assert not page.newer.move_button.isVisible()


def test_the_preview_comes_before_the_move(
    page: VisitPage, application: Application, visit: Inspection, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.mouseClick(page.newer.show_button, Qt.MouseButton.LeftButton)
    settle()

    assert page.newer.list.isVisible()
    assert page.newer.list.verticalScrollBar().maximum() == 0
    assert page.newer.move_button.isVisible()
    assert application.inspections.get(visit.id) == visit


def test_moving_marks_the_cards_to_review(moved: VisitPage) -> None:
    tab = _card(moved, "T.1.3")

    assert list(moved.case.to_review) == ["T.1.3"]
    assert tab.list.editor.review.isVisible()
    assert versions.REPORT.text in tab.list.editor.review.text.text()
    assert "T.1.3" in [one.key for one in _missing(moved)]


def _missing(page: VisitPage) -> list[Gap]:
    return page.desk.application.missing.gaps(page.case.inspection_id)


def test_a_card_that_was_carried_has_no_mark(moved: VisitPage) -> None:
    tab = _card(moved, "T.1.2")

    assert not tab.list.editor.review.isVisible()
    assert moved.case.answers["T.1.2"].value == "yes"


def test_reviewed_is_kept_in_the_store(
    moved: VisitPage, application: Application, visit: Inspection, qtbot: QtBot, settle: Settle
) -> None:
    tab = _card(moved, "T.1.3")

    qtbot.mouseClick(tab.list.editor.review.done_button, Qt.MouseButton.LeftButton)
    settle()

    case = application.inspections.case_file(visit.id)
    assert case.answers["T.1.3"].checklist_id == case.inspection.checklist_ids[0]
    assert moved.case.to_review == {}
    assert not tab.list.editor.review.isVisible()


def test_leaving_a_card_untouched_reviews_nothing(
    moved: VisitPage, application: Application, visit: Inspection, settle: Settle
) -> None:
    tab = _card(moved, "T.1.3")
    moved.case.change_answer("T.1.3", value="no")
    tab.open_key("T.1.1")
    settle()

    case = application.inspections.case_file(visit.id)
    assert case.answers["T.1.3"].checklist_id == visit.checklist_ids[0]


def test_a_move_is_taken_back(
    moved: VisitPage, application: Application, visit: Inspection, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.mouseClick(moved.newer.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _shown(moved) == visit.checklist_ids, timeout=20_000)
    settle()

    assert application.inspections.get(visit.id).checklist_ids == visit.checklist_ids
    assert versions.given_answers(application, visit) == {"T.1.1": "yes", "T.1.2": "no"}
    assert moved.newer.show_button.isVisible()


def test_a_finished_visit_is_offered_nothing(
    page: VisitPage, application: Application, visit: Inspection, qtbot: QtBot, settle: Settle
) -> None:
    with qtbot.waitSignal(page.case.loaded, timeout=20_000):
        application.inspections.take_step(visit.id, InspectionState.FINISHED)
    settle()

    assert not page.newer.isVisible()


def test_no_row_of_the_last_visit_is_painted_while_the_next_one_is_read(
    application: Application, page: VisitPage, settle: Settle
) -> None:
    later = versions.begin(application)

    page.go_to(Place(page=PageName.VISIT, inspection_id=later.id, tab=VisitTab.CHECKLIST))
    page.grab()
    was_in_view = page.built[VisitTab.CHECKLIST].isVisible()
    settle()

    assert not was_in_view
    assert page.built[VisitTab.CHECKLIST].isVisible()


def test_the_last_visit_stands_beside_the_answer(
    application: Application, visit: Inspection, page: VisitPage, qtbot: QtBot, settle: Settle
) -> None:
    later = versions.begin(application)
    begun = application.inspections.get(visit.id).started_at
    assert begun is not None
    earlier = replace(application.inspections.get(visit.id), started_at=begun.replace(year=2025))
    application.inspections.save(earlier)
    page.go_to(Place(page=PageName.VISIT, inspection_id=later.id, tab=VisitTab.CHECKLIST))
    _read_anew(page, qtbot, settle)

    tab = _card(page, "T.1.3")
    qtbot.waitUntil(tab.side.earlier.isVisible)

    assert len(tab.side.earlier.findChildren(QLabel)) == 3
