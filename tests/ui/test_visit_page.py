"""The page of a visit: its head and its tabs, whatever is in view."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.ids import InspectionId
from tests.ui.visit_pages import opened
from ui.desk import Desk
from ui.navigation import VisitTab

Settle = Callable[[], None]


def test_every_tab_can_be_seen_whichever_is_in_view(
    desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    page = opened(desk, visit_id, qtbot, settle)
    arrows = page.tabs.findChildren(QToolButton)

    shown = []
    for tab in VisitTab:
        desk.navigator.open_visit(visit_id, tab)
        settle()
        shown += [tab.value for arrow in arrows if arrow.isVisible()]

    assert shown == []
