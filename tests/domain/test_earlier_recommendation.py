"""What recurs: criteria that failed in visit after visit, and what breaks the row."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.earlier_recommendation import PastVisit, past_visit, recurrences
from app.domain.finding import FindingKind
from app.domain.gap import GapPlace
from app.domain.gap_remediation import in_remediation
from app.domain.inspection import InspectionForm
from app.domain.scoring import score_checklist
from tests import given
from tests.complete import complete_case

DAY = date(2025, 11, 20)


def _past(failed: str, judged: str = "") -> PastVisit:
    return PastVisit(on=DAY, failed=frozenset(failed), judged=frozenset(failed + judged))


@pytest.mark.parametrize(
    ("past", "counted"),
    [
        ([], {}),
        ([_past("a")], {"a": 1}),
        ([_past("a"), _past("a"), _past("a")], {"a": 3}),
        # In order once: what failed before that is no row any more.
        ([_past("a"), _past("", "a"), _past("a")], {"a": 1}),
        ([_past("", "a"), _past("a")], {}),
        # Not asked once: the row goes on.
        ([_past("a"), _past("b"), _past("a")], {"a": 2, "b": 1}),
    ],
)
def test_a_criterion_recurs_as_long_as_no_visit_found_it_in_order(
    past: list[PastVisit], counted: dict[str, int]
) -> None:
    assert recurrences(past) == counted


def test_a_visit_failed_by_its_points_or_by_what_a_finding_says() -> None:
    first, second = given.criterion("T.1.1", "T.1"), given.criterion("T.1.2", "T.1")
    third = given.criterion("T.1.3", "T.1")
    checklist = given.checklist(first, second, third)
    case = complete_case(
        checklists=(checklist,),
        answers={
            "T.1.1": given.answer("T.1.1", value="no", checklist_id=checklist.id),
            "T.1.2": given.answer("T.1.2", checklist_id=checklist.id),
        },
        findings=(
            given.finding(1, criterion_code="", other_criteria=("T.1.2",)),
            given.finding(2, criterion_code="T.1.3", kind=FindingKind.STRENGTH),
        ),
    )

    found = past_visit(DAY, case, [score_checklist(checklist, case.answers)])

    assert found.failed == {first.identity, second.identity}
    assert found.judged == {first.identity, second.identity}


@pytest.mark.parametrize(
    ("form", "blocks"), [(InspectionForm.ON_SITE, False), (InspectionForm.RECHECK, True)]
)
def test_earlier_recommendations_remind_but_block_only_a_recheck(
    form: InspectionForm, *, blocks: bool
) -> None:
    case = complete_case(inspection=given.inspection(form=form))

    (gap,) = in_remediation(case, [given.recommendation(7)])

    assert gap.place is GapPlace.FINDINGS
    assert gap.key == given.recommendation(7).id
    assert gap.blocks is blocks
