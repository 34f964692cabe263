"""The open card is as tall as what stands in it, also where it was filled before it was seen."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from tests.ui.visit_pages import Settle
from ui.desk import Desk
from ui.navigation import PageName, Place, VisitTab
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.page import VisitPage

_SAMPLE: Final = Path(__file__).parents[2] / "resources" / "samples" / "can-duoc.json"


@pytest.mark.parametrize("is_seen_first", [True, False])
def test_the_fields_of_the_first_card_have_their_height(
    is_seen_first: bool, desk: Desk, application: Application, qtbot: QtBot, settle: Settle
) -> None:
    visit = application.recording.record(_SAMPLE).inspection_id
    page = VisitPage(desk)
    qtbot.addWidget(page)
    page.resize(1072, 690)
    page.setVisible(is_seen_first)

    page.go_to(Place(page=PageName.VISIT, inspection_id=visit, tab=VisitTab.CHECKLIST))
    settle()
    page.show()
    settle()

    tab = page.built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    card = tab.list.editor
    for field in card.points_row.texts.values():
        assert field.isVisible()
        assert field.height() >= field.minimumSizeHint().height()
    assert card.height() == card.height_at(card.width())
    page.hide()
