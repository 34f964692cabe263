"""How a day begins: the first start with its samples, the week, a visit started and removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import create_store, open_application
from app.domain.inspection import InspectionState
from tests.fakes import CountedIds, FrozenClock
from tests.ui.given import ScriptedPrompts, given_visit
from tests.ui.whole_window import finished, idle, started
from ui.first_start.page import FirstStart
from ui.inspections.page import InspectionsPage
from ui.navigation import PageName, VisitTab
from ui.program import Program
from ui.today.page import TodayPage
from ui.visit.page import VisitPage
from ui.walk import pages_of

PATIENCE_MS = 60_000


@pytest.fixture
def fresh(tmp_path: Path, clock: FrozenClock, qtbot: QtBot) -> Iterator[Program]:
    """The program where there is no store yet."""
    program = started(tmp_path / "store", tmp_path, clock, ScriptedPrompts())
    qtbot.waitUntil(lambda: program.is_ready, timeout=PATIENCE_MS)
    yield program
    finished(program, qtbot)


@pytest.fixture
def planned(tmp_path: Path, clock: FrozenClock, qtbot: QtBot) -> Iterator[Program]:
    """The program on a store with one visit that the plan sets for today."""
    ids = CountedIds()
    create_store(tmp_path / "store", "field", "may-01", clock=clock, ids=ids)
    with open_application(tmp_path / "store", clock=clock, ids=ids) as application:
        visit = given_visit(application)
        today = clock.today()
        days = {"planned_from": today, "planned_to": today + timedelta(days=1)}
        waiting = replace(visit, state=InspectionState.PLANNED, started_at=None)
        application.inspections.save(replace(waiting, **days))  # type: ignore[arg-type] # two days
    program = started(tmp_path / "store", tmp_path, clock, ScriptedPrompts())
    qtbot.waitUntil(lambda: program.is_ready, timeout=PATIENCE_MS)
    idle(program, qtbot)
    yield program
    finished(program, qtbot)


def page_of(program: Program, name: PageName, qtbot: QtBot) -> InspectionsPage | TodayPage:
    program.navigator.open_page(name)
    idle(program, qtbot)
    page = pages_of(program).pages[name]
    assert isinstance(page, InspectionsPage | TodayPage)
    return page


def test_the_first_start_brings_samples_that_go_in_one_click_and_come_back(
    fresh: Program, qtbot: QtBot
) -> None:
    first = fresh.window.findChild(FirstStart)
    assert isinstance(first, FirstStart)
    qtbot.mouseClick(first.create_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: fresh.shell is not None, timeout=PATIENCE_MS)
    idle(fresh, qtbot)
    page = page_of(fresh, PageName.INSPECTIONS, qtbot)
    assert isinstance(page, InspectionsPage)
    qtbot.waitUntil(page.samples_button.isVisible, timeout=PATIENCE_MS)
    idle(fresh, qtbot)
    samples = [row.is_sample for row in page.panel.model.rows]

    qtbot.mouseClick(page.samples_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.panel.currentIndex() == 1, timeout=PATIENCE_MS)
    qtbot.mouseClick(page.undo.undo_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(page.panel.model.rows) == len(samples), timeout=PATIENCE_MS)
    assert samples == [True] * 3
    assert pages_of(fresh).status.visits.text().startswith("0 ")


def test_a_planned_visit_begins_with_one_click_and_can_be_put_into_the_bin(
    planned: Program, qtbot: QtBot, clock: FrozenClock
) -> None:
    today = page_of(planned, PageName.TODAY, qtbot)
    assert isinstance(today, TodayPage)
    qtbot.waitUntil(lambda: len(today.lines) == 1, timeout=PATIENCE_MS)

    qtbot.mouseClick(today.lines[0].go_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: PageName.VISIT in pages_of(planned).pages, timeout=PATIENCE_MS)
    visit = pages_of(planned).pages[PageName.VISIT]
    assert isinstance(visit, VisitPage)
    qtbot.waitUntil(lambda: visit.case.case is not None, timeout=PATIENCE_MS)
    idle(planned, qtbot)
    begun, tab = visit.case.case, visit.tab
    visits = page_of(planned, PageName.INSPECTIONS, qtbot)
    assert isinstance(visits, InspectionsPage)
    visits.table.setFocus()
    qtbot.keyClick(visits.table, Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: visits.panel.currentIndex() == 1, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: visit.case.case is None, timeout=PATIENCE_MS)
    idle(planned, qtbot)
    assert begun is not None
    assert (begun.inspection.state, begun.inspection.started_at) == (
        InspectionState.OPEN,
        clock.now(),
    )
    assert tab is VisitTab.OVERVIEW
    assert pages_of(planned).place.page is PageName.INSPECTIONS
