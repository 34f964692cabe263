"""Rulings on visits: which visit counts where some are second records of others."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

import pytest

from app.domain.visit_ruling import VisitRuling, counted_as, visit_ruling_id
from tests import given


@pytest.mark.parametrize(
    ("aliases", "expected"),
    [
        ({}, {}),
        ({"b": "a"}, {"b": "a"}),
        ({"c": "b", "b": "a"}, {"c": "a", "b": "a"}),
        ({"a": "a"}, {}),
        ({"b": "a", "a": "b"}, {"b": "a"}),
        ({"c": "b", "b": "a", "a": "c"}, {"b": "a", "c": "a"}),
        ({"z": "c", "c": "b", "b": "c"}, {"z": "b", "c": "b"}),
    ],
    ids=["none", "one", "chain", "itself", "pair", "ring", "into a ring"],
)
def test_of_second_records_one_visit_counts_whatever_the_order(
    aliases: Mapping[str, str], expected: Mapping[str, str]
) -> None:
    for order in permutations(aliases.items()):
        assert counted_as(dict(order)) == expected


def test_a_reason_of_blanks_withdraws_nothing() -> None:
    ruling = VisitRuling(
        id=visit_ruling_id(given.INSPECTION), inspection_id=given.INSPECTION, withdrawn_reason=" "
    )

    assert not ruling.is_withdrawn
