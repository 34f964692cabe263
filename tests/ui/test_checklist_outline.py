"""A set numbered I, I/1, I/1/a in the visit: its depth and its groups come from the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from app.domain.checklist_codes import Numbering
from app.domain.checklist_draft import draft_of
from app.domain.checklist_edit import renumber
from app.domain.inspection import InspectionFacts
from tests.ui.given import given_plan
from ui.desk import Desk
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.outline import NodeRole
from ui.visit.visit_case import VisitCase

Settle = Callable[[], None]
PERIOD = InspectionFacts(period_from=date(2026, 1, 1), period_to=date(2026, 11, 1))


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot, settle: Settle) -> Iterator[ChecklistTab]:
    """A visit with the set CCHC, numbered anew by roman numbers and letters."""
    application = desk.application
    draft = draft_of(application.checklists.current("CCHC"))
    outline = renumber(draft, 0, Numbering.OUTLINE).draft
    application.checklists.publish(outline)
    settle()
    unit = application.units.find("long cang", 1)[0]
    visit = application.inspections.start(unit.code, given_plan(), PERIOD, ("CCHC",))
    case = VisitCase(desk)
    with qtbot.waitSignal(case.loaded, timeout=10_000):
        case.open(visit.id)
    made = ChecklistTab(case)
    qtbot.addWidget(made)
    made.show_case()
    settle()
    yield made
    case.deleteLater()


def test_headings_are_as_deep_as_they_stand(tab: ChecklistTab) -> None:
    depths = {entry.criterion.code: entry.depth for entry in tab.list.criteria.entries}

    assert [depths[code] for code in ("I", "I/1", "I/1/a", "II")] == [1, 2, 3, 1]


def test_the_outline_marks_the_group_of_a_criterion(tab: ChecklistTab) -> None:
    tab.outline.expandAll()

    tab.outline.mark("II/1/a")

    index = tab.outline.currentIndex()
    assert index.data(NodeRole.CODE) == "II/1"
    assert str(index.data()).startswith("II/1  ")
