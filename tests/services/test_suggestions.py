"""Suggestions: the criterion's law first, the unit's people and offices, what was typed before."""

from __future__ import annotations

import pytest

from app.bootstrap import Application
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import Inspection, ParticipantFacts, Role, Side
from app.domain.recommendation import RecommendationFacts
from app.services.suggestions import Field, Origin
from tests.services.test_visits import FACTS, PLAN


@pytest.fixture
def visit(application: Application) -> Inspection:
    """A visit just opened, with the checklist of one-stop centres."""
    return application.inspections.start("28108", PLAN, FACTS, ("MC",))


def _type(application: Application, visit: Inspection, **facts: str) -> None:
    application.findings.add(
        visit.id,
        FindingFacts(kind=FindingKind.SHORTCOMING, area_code="MC.1", text="Một.", **facts),  # type: ignore[arg-type] # the test's own facts
    )


def test_the_law_of_the_criterion_comes_first_then_its_checklist_then_what_was_typed(
    application: Application, visit: Inspection
) -> None:
    _type(application, visit, legal_basis="Kế hoạch số 7/KH-UBND; Quyết định số 9/QĐ-UBND.")

    found = application.suggestions.suggest(visit.id, Field.LEGAL_BASIS, "MC.3.4")

    origins = [one.origin for one in found]
    assert origins[0] is Origin.CRITERION
    assert origins == sorted(origins, key=list(Origin).index)
    assert [one.text for one in found if one.origin is Origin.TYPED] == [
        "Kế hoạch số 7/KH-UBND",
        "Quyết định số 9/QĐ-UBND",
    ]
    texts = [one.text.casefold() for one in found]
    assert len(texts) == len(set(texts))


def test_those_who_act_are_the_people_and_offices_of_the_unit(
    application: Application, visit: Inspection
) -> None:
    facts = ParticipantFacts(
        side=Side.UNIT, role=Role.UNIT_REPRESENTATIVE, name="Lê Quốc Đạt", position="Chủ tịch"
    )
    application.inspections.add_participant(visit.id, facts)
    application.recommendations.add(visit.id, RecommendationFacts(text="Làm.", owner="Bà Hoa"))

    found = [one.text for one in application.suggestions.suggest(visit.id, Field.OWNER)]

    assert found[:2] == ["Lê Quốc Đạt, Chủ tịch", "UBND xã Cần Đước"]
    assert "Trung tâm Phục vụ hành chính công xã Cần Đước" in found
    assert "Phòng Kinh tế xã Cần Đước" in found
    assert found[-1] == "Bà Hoa"


def test_people_of_another_unit_are_not_suggested(
    application: Application, visit: Inspection
) -> None:
    other = application.inspections.start("28126", PLAN, FACTS, ("MC",))
    _type(application, other, responsible="Ông Ba")
    _type(application, visit, responsible="Ông Tư")

    found = [one.text for one in application.suggestions.suggest(visit.id, Field.RESPONSIBLE)]

    assert "Ông Tư" in found
    assert "Ông Ba" not in found


def test_the_form_of_report_used_most_comes_first(
    application: Application, visit: Inspection
) -> None:
    for form in ("Bản chụp", "Báo cáo giấy", "Báo cáo giấy"):
        wish = RecommendationFacts(text="Làm.", report_form=form)
        application.recommendations.add(visit.id, wish)

    found = application.suggestions.suggest(visit.id, Field.REPORT_FORM)

    assert [one.text for one in found[:3]] == ["Báo cáo giấy", "Bản chụp", "Văn bản kèm minh chứng"]
