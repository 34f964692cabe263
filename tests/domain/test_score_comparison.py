"""Two visits to one unit: what compares, what does not, and by how much."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.domain.case_file import CaseFile
from app.domain.checklist import Checklist, Criterion
from app.domain.checklist_identity import identified
from app.domain.score_comparison import (
    Comparability,
    ComparedChecklist,
    compare_scores,
    earlier_answers,
)
from app.domain.scoring import ChecklistScore, score_checklist
from app.domain.unit import Unit, UnitType, unit_id
from tests import given

PLAN = given.criterion("T.1.1", "T.1", text="Ban hành kế hoạch đúng hạn")
REPORT = given.criterion("T.1.2", "T.1", text="Báo cáo định kỳ đầy đủ")
SURVEY = given.criterion("T.1.3", "T.1", text="Khảo sát sự hài lòng")
FIRST = given.checklist(PLAN, REPORT, SURVEY)
NEW = given.criterion("T.1.1", "T.1", text="Người đứng đầu phụ trách")


def _next(*leaves: Criterion) -> Checklist:
    made = given.checklist(*leaves, number=2)
    return replace(made, criteria=identified(made.criteria, [FIRST.criteria]))


def _case(checklist: Checklist, **answers: str) -> CaseFile:
    return CaseFile(
        inspection=given.inspection(),
        plan=given.plan(),
        unit=Unit(id=unit_id("1"), code="1", name="xã", unit_type=UnitType.COMMUNE),
        province=None,
        checklists=(checklist,),
        answers={
            f"T.1.{place[1:]}": given.answer(f"T.1.{place[1:]}", value=value)
            for place, value in answers.items()
        },
    )


def _compared(earlier: CaseFile, later: CaseFile) -> ComparedChecklist:
    (found,) = compare_scores(_scored(earlier), _scored(later)).checklists
    return found


def _scored(case: CaseFile) -> tuple[CaseFile, list[ChecklistScore]]:
    return case, [score_checklist(one, case.answers) for one in case.checklists]


def _by_identity(found: ComparedChecklist) -> dict[str, tuple[Comparability, Decimal | None]]:
    return {one.identity: (one.comparability, one.delta) for one in found.criteria}


def test_points_are_compared_criterion_by_criterion() -> None:
    found = _compared(_case(FIRST, c1="no", c2="yes"), _case(FIRST, c1="yes", c2="no", c3="yes"))

    assert _by_identity(found) == {
        "T.1.1": (Comparability.COMPARABLE, Decimal(1)),
        "T.1.2": (Comparability.COMPARABLE, Decimal(-1)),
        "T.1.3": (Comparability.OPEN, None),
    }


def test_a_renumbered_criterion_is_compared_with_itself() -> None:
    second = _next(NEW, replace(PLAN, code="T.1.2"), replace(REPORT, code="T.1.3"))

    found = _compared(_case(FIRST, c1="no", c2="no"), _case(second, c1="yes", c2="yes", c3="no"))

    assert _by_identity(found) == {
        "T.1.1@2": (Comparability.NEW, None),
        "T.1.1": (Comparability.COMPARABLE, Decimal(1)),
        "T.1.2": (Comparability.COMPARABLE, Decimal(0)),
        "T.1.3": (Comparability.GONE, None),
    }


def test_other_wording_and_other_points_do_not_compare() -> None:
    second = _next(
        replace(PLAN, text="Ban hành kế hoạch trước hạn"),
        replace(REPORT, max_score=Decimal(2), scoring_rule="Có: 2; Không: 0"),
        SURVEY,
    )

    found = _compared(
        _case(FIRST, c1="no", c2="no", c3="no"), _case(second, c1="yes", c2="yes", c3="yes")
    )

    assert [state for state, _delta in _by_identity(found).values()] == [
        Comparability.CHANGED,
        Comparability.OTHER_POINTS,
        Comparability.COMPARABLE,
    ]


def test_a_group_adds_up_what_compares_and_counts_the_rest() -> None:
    second = _next(replace(PLAN, text="Ban hành kế hoạch trước hạn"), REPORT, SURVEY)

    found = _compared(
        _case(FIRST, c1="no", c2="no", c3="yes"), _case(second, c1="yes", c2="yes", c3="yes")
    )

    total = found.total
    assert (total.earlier, total.later, total.delta) == (Decimal(1), Decimal(2), Decimal(1))
    assert (total.max_score, total.compared, total.not_compared) == (Decimal(2), 2, 1)


def test_a_set_that_was_named_anew_is_still_the_set_it_was_made_from() -> None:
    renamed = replace(FIRST, code="T2027")

    assert _compared(_case(FIRST, c1="yes"), _case(renamed, c1="yes")).total.compared == 1


def test_sets_that_have_nothing_in_common_are_not_compared() -> None:
    other = _case(given.checklist(code="K"))

    assert compare_scores(_scored(_case(FIRST)), _scored(other)).checklists == ()


def test_the_answer_of_an_earlier_visit_is_found_under_its_own_code() -> None:
    second = _next(NEW, replace(PLAN, code="T.1.2"))
    now = second.criterion("T.1.2")
    assert now is not None
    case, scores = _scored(_case(FIRST, c1="no", c2="yes"))

    found = earlier_answers(case, scores).get(now.identity)

    assert found is not None
    assert (found.answer.criterion_code, found.answer.value) == ("T.1.1", "no")
    assert found.score.points == Decimal(0)
