"""A page of one visit on the screen, and its tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pytestqt.qtbot import QtBot

from app.ids import InspectionId
from ui.desk import Desk
from ui.navigation import PageName, Place, VisitTab
from ui.visit.page import VisitPage
from ui.visit.tab import CaseTab

Settle = Callable[[], None]
TabT = TypeVar("TabT", bound=CaseTab)


def opened(desk: Desk, visit: InspectionId, qtbot: QtBot, settle: Settle) -> VisitPage:
    """Return the page of a visit, its checklist in view; links in it lead somewhere."""
    page = VisitPage(desk)
    qtbot.addWidget(page)
    page.resize(1150, 720)
    page.show()
    desk.navigator.asked.connect(page.go_to)
    page.go_to(Place(page=PageName.VISIT, inspection_id=visit, tab=VisitTab.CHECKLIST))
    settle()
    return page


def tab_of(page: VisitPage, name: VisitTab, kind: type[TabT], settle: Settle) -> TabT:
    """Return a tab of the page, in view."""
    page.desk.navigator.open_visit(page.case.inspection_id, name)
    settle()
    tab = page.built[name]
    assert isinstance(tab, kind)
    return tab
