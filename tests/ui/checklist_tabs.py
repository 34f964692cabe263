"""A tab Phiếu on a visit of one's own making, and what the store has of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pytestqt.qtbot import QtBot

from app.domain.answer import Answer
from app.domain.case_file import CaseFile
from app.ids import InspectionId
from ui.desk import Desk
from ui.visit.answer_inputs import AnswerInput
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.visit_case import VisitCase

Settle = Callable[[], None]
InputT = TypeVar("InputT", bound=AnswerInput)


def opened_tab(desk: Desk, visit: InspectionId, qtbot: QtBot, settle: Settle) -> ChecklistTab:
    """Show the checklist tab of a visit, in a window of its own."""
    case = VisitCase(desk)
    with qtbot.waitSignal(case.loaded):
        case.open(visit)
    tab = ChecklistTab(case)
    case.setParent(tab)
    qtbot.addWidget(tab)
    tab.resize(1150, 700)
    case.loaded.connect(tab.show_case)
    tab.show_case()
    settle()
    return tab


def input_at(tab: ChecklistTab, code: str, kind: type[InputT]) -> InputT:
    """Open a criterion and return its input."""
    tab.list.open_code(code)
    found = tab.list.editor.input
    assert isinstance(found, kind)
    return found


def case_of(tab: ChecklistTab) -> CaseFile:
    """Return the visit as the store has it."""
    return tab.case.desk.application.inspections.case_file(tab.case.inspection_id)


def stored(tab: ChecklistTab, code: str) -> Answer:
    """Return an answer as the store has it."""
    return case_of(tab).answers[code]
