"""What of a signed visit can only be read."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import pytest

from app.domain.case_file import CaseFile
from app.domain.criterion_return import CriterionReturn
from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.domain.frozen_text import frozen_text
from app.domain.inspection import Inspection
from app.domain.minutes import Minutes, MinutesKind
from app.domain.plan import Plan
from app.domain.recommendation import Recommendation, RecommendationState
from app.domain.signed_scope import STILL_CHANGES, is_said
from app.domain.visit_ruling import VisitRuling
from app.domain.work_share import WorkShare
from tests.complete import complete_case

OF_A_VISIT = [kind for kind in ENTITIES.values() if kind.AGGREGATE == "inspection_id"]


BESIDE = {CriterionReturn, Minutes, VisitRuling, WorkShare}


@pytest.mark.parametrize("kind", [kind for kind in OF_A_VISIT if kind not in BESIDE])
def test_every_entity_of_a_visit_is_said(kind: type[Entity]) -> None:
    assert is_said(kind, ["_exists"])


@pytest.mark.parametrize("kind", [ENTITIES[name] for name in ("unit", "phrase", "special_day")])
def test_what_belongs_to_no_visit_is_not(kind: type[Entity]) -> None:
    assert not is_said(kind, ["_exists", "name"])


def test_the_life_of_a_visit_and_its_minutes_go_on() -> None:
    assert not is_said(Inspection, ["state", "reopened_reason", "finished_seen"])
    assert not is_said(Recommendation, ["state"])
    assert not is_said(Plan, ["recipients", "signer_name"])
    assert not is_said(Minutes, ["_exists", "state"])
    assert not is_said(VisitRuling, ["_exists", "alias_of"])
    assert is_said(Inspection, ["state", "place"])
    assert is_said(Recommendation, ["due_on"])
    assert is_said(Plan, ["decision_number"])


def test_what_still_changes_is_a_fact_and_no_part_of_the_text() -> None:
    case = complete_case()
    later = replace(
        case,
        plan=replace(case.plan, recipients=("Lưu: VT",), signer_name="A", purpose="x"),
        recommendations=(replace(case.recommendations[0], state=RecommendationState.CONFIRMED),),
    )

    assert _text(later) == _text(case)
    assert _text(replace(case, plan=replace(case.plan, subject="khác"))) != _text(case)
    for name, facts in STILL_CHANGES.items():
        assert facts <= {one.name for one in dataclasses.fields(ENTITIES[name])}


def _text(case: CaseFile) -> str:
    return frozen_text(case, MinutesKind.FULL, "")
