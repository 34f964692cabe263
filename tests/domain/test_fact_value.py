"""What can stand for a fact, asked with values of every wrong shape."""

from __future__ import annotations

from typing import Final

import pytest

from app.domain.canonical import NotCanonical, spell
from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, Fact, facts_of
from app.domain.fact_value import fits, is_readable, read_fact

ODD: Final[tuple[object, ...]] = (
    None,
    True,
    0,
    1,
    -1,
    7,
    2**53 - 1,
    -(2**53 - 1),
    "",
    "null",
    "zz",
    "NaN",
    "sNaN",
    "-Infinity",
    "1E+999999",
    "1E-999999",
    "9" * 400,
    "0001-01-01",
    "9999-12-31",
    "2026-01-01",
    "2026-01-01T00:00:00",
    "2026-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+14:00",
    "2026-01-01T00:00:00+23:59",
    "../../x",
    "a" * 90_000,
    [],
    [""],
    ["a", "a"],
    [2**53 - 1] * 4,
    [{}],
    [[]] * 9,
    {},
    {"name": "x", "decision_on": "9999-12-31"},
    [{"name": "x", "decision_on": "9999-12-31"}],
    [{"name": "x", "lowest": "sNaN"}],
)
FACTS: Final = [(kind, fact) for kind, entity in ENTITIES.items() for fact in facts_of(entity)]


@pytest.mark.parametrize(
    ("kind", "fact"), FACTS, ids=lambda one: one.name if isinstance(one, Fact) else one
)
def test_values_of_any_shape_are_judged_and_what_fits_can_be_read(kind: str, fact: Fact) -> None:
    for value in ODD:
        text = spell(value)

        does_fit = fits(kind, fact.name, text)

        assert is_readable(kind, fact.name, text) or not does_fit
        if does_fit:
            read_fact(text, fact)
        elif not is_readable(kind, fact.name, text):
            with pytest.raises(NotCanonical):
                read_fact(text, fact)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("inspection", "period_from", "hôm qua"),
        ("inspection", "period_from", None),
        ("inspection", "period_from", "9999-12-31"),
        ("inspection", "period_from", "0206-11-20"),
        ("inspection", "started_at", "9999-12-31T23:59:59Z"),
        ("inspection", "started_at", "0001-01-01T00:00:00+14:00"),
        ("inspection", "started_at", "2026-11-20T08:30:00"),
        ("inspection", "photos_per_page", 0),
        ("inspection", "copies", 2**53 - 1),
        ("inspection", "delegations", [{"name": "Đoàn", "decision_on": "9999-12-31"}]),
        ("inspection", EXISTS, None),
        ("inspection", EXISTS, 0),
        ("dossier", "received_at", "2026-11-20T08:30:00Z"),
        ("dossier", "statutory_days", 10**6),
        ("answer", "final_score", "sNaN"),
        ("answer", "final_score", "1E+999999"),
        ("answer", "final_score", "1E-999999"),
        ("minutes", "version", "một"),
        ("minutes", "docx_sha256", "zz"),
        ("minutes", "scan_sha256", "../../etc/passwd"),
        ("photo", "difference_hash", "zz"),
        ("finding", "text", ["a"]),
        ("finding", "kind", "praise"),
        ("checklist", "bands", [{"name": "Tốt", "lowest": "NaN"}]),
    ],
)
def test_what_would_hide_or_break_a_record_fits_nothing(
    kind: str, field: str, value: object
) -> None:
    assert not fits(kind, field, spell(value))


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("inspection", "period_from", "2026-01-01"),
        ("inspection", "started_at", "2026-11-20T01:30:00Z"),
        ("inspection", "started_at", None),
        ("inspection", EXISTS, True),
        ("inspection", EXISTS, False),
        ("dossier", "received_at", "2026-11-20T08:30:00"),
        ("dossier", "fee_due", "1000000000000"),
        ("answer", "final_score", "33.3333333333333333333333333"),
        ("minutes", "scan_sha256", ""),
        ("minutes", "scan_sha256", "0" * 64),
        ("photo", "difference_hash", "00ff00ff00ff00ff"),
        ("finding", "a_later_fact", {"x": 1}),
        ("later_kind", EXISTS, "x"),
    ],
)
def test_honest_values_and_what_only_later_versions_know_fit(
    kind: str, field: str, value: object
) -> None:
    assert fits(kind, field, spell(value))


def test_what_was_erased_by_order_fits() -> None:
    assert fits("inspection", "period_from", None)


def test_a_day_that_an_earlier_version_let_people_mistype_is_still_read() -> None:
    text = spell("0206-11-20")

    assert is_readable("inspection", "period_from", text)
    assert not fits("inspection", "period_from", text)
