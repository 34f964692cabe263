"""The tab Chung: the days of a visit as they are planned and as they came to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from app.ids import InspectionId
from ui.desk import Desk
from ui.visit.overview_tab import OverviewTab
from ui.visit.visit_case import VisitCase
from ui.widgets.fields import DayField

Settle = Callable[[], None]


@pytest.fixture
def case(desk: Desk, visit_id: InspectionId, qtbot: QtBot) -> Iterator[VisitCase]:
    case = VisitCase(desk)
    with qtbot.waitSignal(case.loaded):
        case.open(visit_id)
    yield case
    case.deleteLater()


@pytest.fixture
def tab(case: VisitCase, qtbot: QtBot, settle: Settle) -> OverviewTab:
    def leave(tab: OverviewTab) -> None:
        case.loaded.disconnect(tab.show_case)
        tab.settle()
        settle()

    tab = OverviewTab(case)
    qtbot.addWidget(tab, before_close_func=leave)
    case.loaded.connect(tab.show_case)
    tab.show_case()
    tab.show()
    return tab


def _enter(field: DayField, day: str) -> None:
    field.setText(day)
    field.settle()


def test_the_days_that_the_plan_sets_are_kept_beside_those_that_came_to_be(
    tab: OverviewTab, desk: Desk, visit_id: InspectionId, settle: Settle
) -> None:
    begun = desk.application.inspections.get(visit_id).started_at

    _enter(tab.planned_from, "09/11/2026")
    settle()
    _enter(tab.planned_to, "10/11/2026")
    settle()

    visit = desk.application.inspections.get(visit_id)
    assert (visit.planned_from, visit.planned_to) == (date(2026, 11, 9), date(2026, 11, 10))
    assert visit.started_at == begun
    assert (tab.planned_from.text(), tab.planned_to.text()) == ("09/11/2026", "10/11/2026")


def test_a_last_day_before_the_first_is_refused_in_words(
    tab: OverviewTab, desk: Desk, visit_id: InspectionId, settle: Settle
) -> None:
    _enter(tab.planned_from, "09/11/2026")
    settle()

    _enter(tab.planned_to, "08/11/2026")
    settle()

    assert desk.application.inspections.get(visit_id).planned_to is None
    assert tab.problem.isVisible()
