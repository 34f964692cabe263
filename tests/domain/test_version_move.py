"""What moving to another version does to each answer, and what has to be looked over."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.answer import Answer, answer_id
from app.domain.case_file import CaseFile, answers_by_code
from app.domain.checklist import Checklist, Criterion
from app.domain.checklist_identity import identified
from app.domain.unit import Unit, UnitType, unit_id
from app.domain.version_move import Outcome, answers_to_review, asks_the_same, plan_move
from app.ids import ChecklistId
from tests import given

PLAN = given.criterion("T.1.1", "T.1", text="Ban hành kế hoạch đúng hạn")
REPORT = given.criterion("T.1.2", "T.1", text="Báo cáo định kỳ đầy đủ")
OLD = given.checklist(PLAN, REPORT)
VISIT = given.inspection(checklist_ids=(OLD.id,))


def _next(*leaves: Criterion) -> Checklist:
    made = given.checklist(*leaves, number=2)
    rows = identified(made.criteria, [OLD.criteria])
    return replace(made, criteria=rows, id=ChecklistId("hai"))


def _answer(code: str, checklist: Checklist = OLD, **facts: object) -> Answer:
    row = checklist.criterion(code)
    assert row is not None
    name = answer_id(VISIT.id, row.identity)
    return given.answer(code, **{"id": name, "checklist_id": checklist.id, **facts})


def _case(current: Checklist, *answers: Answer, earlier: tuple[Checklist, ...] = ()) -> CaseFile:
    found, left_over = answers_by_code(VISIT, [current], answers)
    return CaseFile(
        inspection=VISIT,
        plan=given.plan(),
        unit=Unit(id=unit_id("1"), code="1", name="xã", unit_type=UnitType.COMMUNE),
        province=None,
        checklists=(current,),
        answers=found,
        left_over=left_over,
        earlier=earlier,
    )


@pytest.mark.parametrize(
    ("facts", "same"),
    [
        ({"text": "Ban hành  kế hoạch đúng hạn"}, True),
        ({"code": "T.1.9", "legal_basis": "NQ 107", "guidance": "Xem sổ", "source": "x"}, True),
        ({"text": "Ban hành kế hoạch"}, False),
        ({"max_score": Decimal(2)}, False),
        ({"scoring_rule": "Có: 1; Không: 0,5"}, False),
        ({"condition": "${T.1.2} = 'yes'"}, False),
    ],
)
def test_an_answer_holds_while_what_it_depends_on_is_the_same(
    facts: dict[str, object], *, same: bool
) -> None:
    after = replace(PLAN, **facts)  # type: ignore[arg-type] # the test's own facts

    assert asks_the_same(PLAN, after) is same


def test_an_empty_answer_is_neither_carried_nor_reviewed() -> None:
    planned = plan_move(VISIT, OLD, _next(PLAN), [_answer("T.1.1", value="")])

    assert planned.criteria == ()


def test_a_remark_without_an_answer_is_kept_like_an_answer() -> None:
    reworded = replace(PLAN, text="Ban hành kế hoạch trước hạn")

    planned = plan_move(VISIT, OLD, _next(reworded), [_answer("T.1.1", value="", comment="Chờ")])

    assert planned.count(Outcome.TO_REVIEW) == 1


def test_an_answer_that_waits_for_review_holds_again_where_its_wording_is_back() -> None:
    reworded = replace(PLAN, text="Ban hành kế hoạch trước hạn")
    second = _next(reworded)
    waiting = _answer("T.1.1")

    planned = plan_move(VISIT, second, OLD, [waiting], [OLD])

    assert [one.outcome for one in planned.criteria][:1] == [Outcome.CARRIED]
    assert list(planned.answers()) == [waiting]


def test_an_answer_to_an_unknown_version_is_looked_over() -> None:
    answer = _answer("T.1.1", checklist_id=ChecklistId("xa"))

    assert answers_to_review(_case(OLD, answer)) == {"T.1.1": None}


def test_the_wording_that_was_answered_stands_beside_the_mark() -> None:
    second = _next(replace(PLAN, text="Ban hành kế hoạch trước hạn"), REPORT)
    answers = (_answer("T.1.1"), _answer("T.1.2"))

    case = _case(second, *answers, earlier=(OLD,))

    assert answers_to_review(case) == {"T.1.1": PLAN}


def test_an_answer_is_found_by_identity_whatever_code_it_carries() -> None:
    new = given.criterion("T.1.1", "T.1", text="Người đứng đầu phụ trách")
    second = _next(new, replace(PLAN, code="T.1.2"))

    case = _case(second, _answer("T.1.1"), _answer("T.1.2"), earlier=(OLD,))

    assert {code: one.criterion_code for code, one in case.answers.items()} == {"T.1.2": "T.1.2"}
    assert [one.criterion_code for one in case.left_over] == ["T.1.2"]
