"""What an entity says of itself, and that every entity of the house says it."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import get_type_hints

import pytest

from app.domain.dossier import DossierFacts
from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, Entity, Merge, facts_in, facts_of
from app.domain.finding import FindingFacts
from tests import given


@pytest.mark.parametrize("kind", ENTITIES.values(), ids=lambda kind: kind.KIND)
def test_every_entity_is_frozen_and_names_its_aggregate(kind: type[Entity]) -> None:
    names = {fact.name for fact in facts_of(kind)}

    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined] # every dataclass has it
    assert "id" not in names
    assert EXISTS not in names
    assert kind.AGGREGATE == "id" or kind.AGGREGATE in names
    assert get_type_hints(kind)["id"]


def test_kinds_are_known_by_their_names() -> None:
    assert all(name == kind.KIND for name, kind in ENTITIES.items())
    assert len(ENTITIES) == 24


def test_a_field_merges_by_hand_unless_its_description_says_otherwise() -> None:
    merges = {fact.name: fact.merge for fact in facts_of(ENTITIES["checklist"])}

    assert merges["title"] is Merge.IMMUTABLE
    assert merges["state"] is Merge.HQ
    of_findings = {fact.name: fact.merge for fact in facts_of(ENTITIES["finding"])}
    assert of_findings.pop("order") is Merge.AUTO
    assert set(of_findings.values()) == {Merge.MANUAL}


def test_personal_data_is_marked_and_nothing_else() -> None:
    personal = {
        (name, fact.name)
        for name, kind in ENTITIES.items()
        for fact in facts_of(kind)
        if fact.personal
    }

    assert personal == {
        ("participant", "name"),
        ("dossier", "applicant"),
        ("absence", "name"),
        ("minutes", "signers"),
        ("photo", "latitude"),
        ("photo", "longitude"),
    }


def test_marks_do_not_hide_the_type_of_a_field() -> None:
    types = {fact.name: fact.type for fact in facts_of(ENTITIES["minutes"])}

    assert types["version"] is int
    assert types["written_at"] is datetime


def test_the_facts_of_an_entity_are_those_of_the_document() -> None:
    finding = given.finding(cause="Thiếu người")

    facts = FindingFacts(**facts_in(finding, FindingFacts))

    assert facts.cause == "Thiếu người"
    assert facts.text == finding.text
    assert len(facts_in(given.dossier(), DossierFacts)) == len(dataclasses.fields(DossierFacts))
