"""Facts added later: silent while they say nothing, so that old versions keep their hash."""

from __future__ import annotations

from dataclasses import replace

from app.domain.canonical import read, spell
from app.domain.checklist import Criterion, content_sha256
from tests import given
from tests.domain.shipped import CHECKLISTS

SHIPPED_CCHC = "716eaf90cbb89e50c05c04aec883198fd9d3d72621fb48fdf484fb1e4fe2557a"


def test_a_later_fact_is_left_out_while_it_says_nothing() -> None:
    criterion = given.criterion("T.1.1", "T.1")

    assert "condition" not in spell(criterion)
    assert '"condition":"1 = 1"' in spell(replace(criterion, condition="1 = 1"))


def test_a_spelling_without_it_reads_back_as_its_default() -> None:
    criterion = given.criterion("T.1.1", "T.1")

    assert read(spell(criterion), Criterion) == criterion


def test_a_structure_within_a_structure_is_spelt_the_same_way() -> None:
    assert "first_code" not in spell(given.checklist())


def test_the_shipped_set_keeps_the_hash_of_the_first_release() -> None:
    (cchc,) = [checklist for checklist in CHECKLISTS if checklist.code == "CCHC"]

    assert content_sha256(cchc.criteria) == SHIPPED_CCHC
