"""Faults of roles, rating caps, conditions, calculations and demands, each at its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.band import Band
from app.domain.checklist import AnswerType, Criterion, CriterionRole
from app.domain.checklist_check import find_faults
from tests.scored import group, leaf

pytestmark = pytest.mark.usefixtures("english")

_ROWS = (
    group("T", "6"),
    group("T.1", "4", "T"),
    leaf("T.1.1", "2", AnswerType.YES_NO, "Có: 2; Không: 0"),
    leaf("T.1.2", "2", AnswerType.YES_NO, "Có: 2; Không: 0"),
    group("T.2", "2", "T"),
    leaf("T.2.1", "2", AnswerType.COUNT, "Mỗi việc: 1"),
    group("T.3", "2", "T", role=CriterionRole.BONUS),
    leaf("T.3.1", "2", AnswerType.COUNT, "Mỗi việc: 1"),
    leaf("T.3.2", "2", AnswerType.COUNT, "Mỗi việc: 1"),
)


def _faults(*changed: tuple[str, dict[str, object]], bands: Sequence[Band] = ()) -> list[str]:
    spoilt = dict(changed)
    rows: list[Criterion] = [
        replace(row, **spoilt.get(row.code, {}))  # type: ignore[arg-type] # the test's facts
        for row in _ROWS
    ]
    return [f"{one.code} {one.field}: {one.reason}" for one in find_faults(rows, bands)]


def test_a_bonus_group_may_hold_more_than_its_cap_and_counts_in_no_sum() -> None:
    assert _faults() == []


@pytest.mark.parametrize(
    ("code", "facts", "fault"),
    [
        ("T.3", {"max_score": Decimal(5)}, "T.3 max_score: its criteria add up to 4, it says 5"),
        ("T.1.2", {"role": CriterionRole.PENALTY}, "T.1 max_score: its criteria add up to 2"),
        ("T", {"role": CriterionRole.BONUS}, "T role: the root is neither a bonus nor a penalty"),
        ("T.3.1", {"role": CriterionRole.PENALTY}, "T.3.1 role: a bonus and a penalty cannot"),
        ("T.1.1", {"rating_cap": "Kém"}, "T.1.1 rating_cap: there is no rating “Kém”"),
        ("T.1", {"rating_cap": "Yếu"}, "T.1 rating_cap: only a criterion with points"),
        ("T", {"condition": "${T.1.1} = 'Có'"}, "T condition: the root is always asked"),
        ("T.1.1", {"condition": "${T.1.2} ="}, "T.1.1 condition: at character 11: a value is"),
        ("T.1.1", {"condition": "${T.9.9} = 1"}, "T.1.1 condition: there is no criterion “T.9.9”"),
        ("T.1.1", {"condition": ". = 1"}, "T.1.1 condition: it looks at the very answer"),
        ("T.2.1", {"calculation": "${T.2.1} + 1"}, "T.2.1 calculation: it looks at the very"),
        ("T.2.1", {"calculation": "1 +"}, "T.2.1 calculation: at character 4: a value is missing"),
        ("T.2", {"calculation": "1"}, "T.2 calculation: a group is not answered"),
        ("T.2", {"required": "mọi trả lời: ảnh"}, "T.2 required: a group is not answered"),
        ("T.1.1", {"required": "Không nhận xét"}, "T.1.1 required: “Không nhận xét” is not"),
        ("T.1.1", {"required": "Không: chữ ký"}, "T.1.1 required: “chữ ký” is not one of nhận xét"),
        ("T.1.1", {"required": "Có lẽ: ảnh"}, "T.1.1 required: “Có lẽ” is no tier of the rule"),
        ("T.1.1", {"checks": "Cấm: . = 1: sai"}, "T.1.1 checks: “Cấm: . = 1: sai” is not"),
        ("T.1.1", {"checks": "Chặn: . = : sai"}, "T.1.1 checks: “. =”, at character 4: a value"),
        ("T.1.1", {"checks": "Nhắc: ${X} = 1: sai"}, "T.1.1 checks: there is no criterion “X”"),
        (
            "T.2.1",
            {"answer_type": AnswerType.DATE, "scoring_rule": "Mỗi ngày chậm: 1"},
            "T.2.1 scoring_rule: being late would earn points",
        ),
    ],
)
def test_a_fault_names_its_field(code: str, facts: dict[str, object], fault: str) -> None:
    found = _faults((code, facts))

    assert any(one.startswith(fault) for one in found), found


def test_the_cap_of_a_rating_is_one_of_the_bands_of_the_checklist() -> None:
    own = (Band(name="Hạng B", lowest=Decimal(0)),)

    assert _faults(("T.1.1", {"rating_cap": "hạng b"}), bands=own) == []
    assert _faults(("T.1.1", {"rating_cap": "Khá"}), bands=own) != []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (
            [("T.1.1", {"condition": "${T.1.2} = 1"}), ("T.1.2", {"condition": "${T.1.1} = 1"})],
            "T.1.1 condition: it goes round in a circle: T.1.1 → T.1.2 → T.1.1",
        ),
        (
            [("T.1", {"condition": "${T.1.2} = 'Có'"})],
            "T.1 condition: it goes round in a circle: T.1 → T.1.2 → T.1",
        ),
        (
            [("T.2.1", {"calculation": "${T.2:điểm}"})],
            "T.2.1 calculation: it goes round in a circle: T.2.1 → T.2 → T.2.1",
        ),
        (
            [
                ("T.1.1", {"condition": "${T.2.1} > 1"}),
                ("T.2.1", {"calculation": "${T.3.1}"}),
                ("T.3.1", {"calculation": "nếu(${T.1.1} = 'Có'; 1; 2)"}),
            ],
            "T.1.1 condition: it goes round in a circle: T.1.1 → T.2.1 → T.3.1 → T.1.1",
        ),
    ],
)
def test_a_circle_is_named_once_by_its_codes(
    changed: list[tuple[str, dict[str, object]]], fault: str
) -> None:
    assert _faults(*changed) == [fault]


def test_a_long_chain_is_no_circle_and_needs_no_recursion() -> None:
    count = 1500
    rows = [group("T", str(count)), group("T.1", str(count), "T")]
    rows += [
        leaf(
            f"T.1.{number}",
            "1",
            AnswerType.YES_NO,
            "Có: 1; Không: 0",
            condition=f"${{T.1.{number + 1}}} = 'Có'" if number < count else "",
        )
        for number in range(1, count + 1)
    ]
    rows[0], rows[1] = (replace(row, max_score=Decimal(1000)) for row in rows[:2])

    found = [one for one in find_faults(rows) if one.field == "condition"]

    assert found == []
