"""A visit whose checklist has logic: answered, held back until it is whole, finished, explained."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.bootstrap import Application
from app.domain.answer_problem import VisitNotReady
from app.domain.checklist_check import ChecklistInvalid
from app.domain.checklist_draft import ChecklistDraft
from app.domain.inspection import Inspection, InspectionState
from app.domain.scoring import CriterionState
from tests.logical import logical_criteria, logical_visit


@pytest.fixture
def visit(application: Application) -> Inspection:
    return logical_visit(application)


def _answer(application: Application, visit: Inspection, code: str, value: str) -> None:
    blank = application.answers.blank(visit.id, code)
    application.answers.save(replace(blank, value=value))


def test_a_visit_is_not_finished_while_an_answer_owes_something(
    application: Application, visit: Inspection
) -> None:
    _answer(application, visit, "LG.1.3", "13.5")
    _answer(application, visit, "LG.1.4", "no")

    with pytest.raises(VisitNotReady) as held:
        application.inspections.take_step(visit.id, InspectionState.FINISHED)

    assert held.value.params["criterion"] == "LG.1.4"
    assert held.value.params["count"] == 2
    assert application.inspections.get(visit.id).state is InspectionState.OPEN


def test_a_hidden_answer_holds_nothing_back(application: Application, visit: Inspection) -> None:
    _answer(application, visit, "LG.1.3", "11")
    _answer(application, visit, "LG.1.4", "no")

    finished = application.inspections.take_step(visit.id, InspectionState.FINISHED)

    assert finished.state is InspectionState.FINISHED
    (score,) = application.inspections.scores(visit.id)
    assert score.criteria["LG.1.4"].state is CriterionState.HIDDEN
    assert application.inspections.case_file(visit.id).answers["LG.1.4"].value == "no"


def test_a_checklist_with_a_circle_is_not_published(application: Application) -> None:
    rows = [
        replace(row, condition="${LG.1.4} = 'Có'") if row.code == "LG.1.3" else row
        for row in logical_criteria()
    ]

    with pytest.raises(ChecklistInvalid) as refused:
        application.checklists.publish(
            ChecklistDraft(code="LG", title="Vòng tròn", number=1, criteria=tuple(rows))
        )

    assert "LG.1.3 → LG.1.4 → LG.1.3" in refused.value.text
