"""Criteria that come in: read from a CSV text, and proved to be a checklist."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given as such_that
from hypothesis import strategies as st

from app.domain.checklist import AnswerType, Criterion
from app.domain.checklist_check import (
    COLUMNS,
    ChecklistInvalid,
    check_criteria,
    find_faults,
    read_criteria,
)
from tests import given
from tests.domain.shipped import SETS, text

pytestmark = pytest.mark.usefixtures("english")

HEADING = ",".join(COLUMNS) + "\n"
GOOD = given.checklist().criteria
Break = Callable[[list[Criterion]], Sequence[Criterion]]


def _refusal(criteria: Sequence[Criterion]) -> str:
    with pytest.raises(ChecklistInvalid) as refused:
        check_criteria(criteria)
    return refused.value.text


def _with(index: int, **facts: object) -> Break:
    """Return what spoils one row of a good checklist."""

    def spoil(rows: list[Criterion]) -> Sequence[Criterion]:
        rows[index] = replace(rows[index], **facts)  # type: ignore[arg-type] # the test's facts
        return rows

    return spoil


@pytest.mark.parametrize(
    ("name", "rows", "leaves"),
    [(SETS[0], 120, 80), (SETS[1], 50, 40), (SETS[2], 39, 30), (SETS[3], 39, 30)],
)
def test_every_shipped_set_is_a_checklist_of_a_hundred_points(
    name: str, rows: int, leaves: int
) -> None:
    criteria = read_criteria(text(f"checklists/{name}.csv"))

    check_criteria(criteria)

    parents = {row.parent_code for row in criteria}
    assert len(criteria) == rows
    assert sum(row.code not in parents for row in criteria) == leaves
    assert criteria[0].max_score == 100
    assert all(row.area for row in criteria)


def test_no_code_is_used_in_two_shipped_sets() -> None:
    codes = [row.code for name in SETS for row in read_criteria(text(f"checklists/{name}.csv"))]

    assert len(codes) == len(set(codes))


def test_a_row_is_read_as_it_stands() -> None:
    criteria = read_criteria(
        "\ufeff"
        + HEADING
        + 'T,,Tổng,"Bộ tiêu chí, thử",score,1.5,Tổng điểm,,,\r\n'
        + 'T.1,T,Chỉ đạo,Kế hoạch,yes_no,1.5,"Có: 1,5; Không: 0",Kế hoạch,NQ 76,Biên soạn\r\n'
    )

    assert criteria[0].text == "Bộ tiêu chí, thử"
    assert criteria[1] == Criterion(
        code="T.1",
        parent_code="T",
        area="Chỉ đạo",
        text="Kế hoạch",
        answer_type=AnswerType.YES_NO,
        max_score=Decimal("1.5"),
        scoring_rule="Có: 1,5; Không: 0",
        evidence="Kế hoạch",
        legal_basis="NQ 76",
        source="Biên soạn",
    )


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (HEADING + "T,,,Bộ,points,1,,,,", "row 2, column “answer_type”: “points”"),
        (
            HEADING + "T,,,Bộ,score,1,,,,\nT.1,T,,A,yes_no,1e2,,,,",
            "row 3, column “max_score”: “1e2”",
        ),
        (HEADING + 'T,,,Bộ,score,"1,5",,,,', "row 2, column “max_score”: “1,5”"),
        (HEADING + "T,,,Bộ,score,NaN,,,,", "row 2, column “max_score”: “NaN”"),
        (HEADING + "T,,,Bộ,score,,,,,", "row 2, column “max_score”: “”"),
        (HEADING.replace("scoring_rule,", ""), "row 1, column “scoring_rule”: the column is"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(rows: str, told: str) -> None:
    with pytest.raises(ChecklistInvalid) as refused:
        read_criteria(rows)

    assert told in refused.value.text


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_with(1, max_score=Decimal(3)), "T.1: its criteria add up to 2, it says 3"),
        (_with(0, max_score=Decimal(100)), "T: its criteria add up to 2, it says 100"),
        (_with(3, code="T.1.1"), "T.1.1: the code “T.1.1” stands there twice"),
        (_with(3, code=" "), "the code is missing"),
        (_with(3, parent_code="T.9"), "T.1.2: no “T.9” stands above it"),
        (_with(3, parent_code=""), "T.1.2: only the first row, the root, has no parent"),
        (_with(3, parent_code="T.1.2"), "T.1.2: no “T.1.2” stands above it"),
        (_with(0, parent_code="T.1"), "T: the first row is the root"),
        (_with(1, answer_type=AnswerType.YES_NO), "T.1: a group is of the type “score”"),
        (_with(3, text=" "), "T.1.2: the text is missing"),
        (_with(3, max_score=Decimal(-1)), "T.1.2: the maximum lies between 0 and 1,000"),
        (_with(3, max_score=Decimal("NaN")), "T.1.2: the maximum lies between 0 and 1,000"),
        (_with(3, max_score=Decimal(1001)), "the maximum lies between 0 and 1,000"),
        (_with(3, scoring_rule=""), "T.1.2: “” is not “condition: points”"),
        (
            _with(3, scoring_rule="Có: 2; Không: 0"),
            "T.1.2: the first tier gives 2, the maximum is 1",
        ),
        (lambda rows: rows[:1], "T: the root has no criteria under it"),
        (lambda rows: [rows[0], rows[2], rows[1], rows[3]], "T.1.1: no “T.1” stands above it"),
        (lambda rows: rows[1:], "T.1: the first row is the root"),
        (lambda rows: rows[:0], ": there are no criteria"),
    ],
)
def test_what_is_no_checklist_is_refused_with_the_code_and_the_reason(
    spoil: Break, told: str
) -> None:
    assert told in " ".join(
        f"{fault.code}: {fault.reason}" for fault in find_faults(_spoilt(spoil))
    )
    assert _refusal(_spoilt(spoil))


def _spoilt(spoil: Break) -> Sequence[Criterion]:
    return spoil(list(GOOD))


def test_the_first_fault_is_the_one_that_is_told() -> None:
    told = _refusal(_with(1, max_score=Decimal(3))(list(GOOD)))

    assert told == (
        "The checklist cannot be used, T: its criteria add up to 3, it says 2. "
        "Nothing was changed. Correct it there and try again."
    )


def test_every_fault_is_found_with_its_field_and_place() -> None:
    rows = list(GOOD)
    rows[2] = replace(rows[2], text="", parent_code="X")
    rows[3] = replace(rows[3], scoring_rule="Có: 1")

    faults = [(fault.index, fault.field) for fault in find_faults(rows)]

    assert faults == [(1, "max_score"), (2, "parent_code"), (2, "text"), (3, "scoring_rule")]


def test_a_group_whose_only_child_has_no_number_is_told_and_does_not_crash() -> None:
    rows = [GOOD[0], GOOD[1], replace(GOOD[2], max_score=Decimal("NaN"))]

    fields = {fault.code: fault.field for fault in find_faults(rows)}

    assert fields["T.1"] == fields["T.1.1"] == "max_score"


@such_that(cells=st.lists(st.text(max_size=8), max_size=12))
def test_any_row_is_read_or_refused_and_never_crashes(cells: list[str]) -> None:
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)

    try:
        criteria = read_criteria(HEADING + quoted)
    except ChecklistInvalid:
        criteria = ()

    assert list(find_faults(criteria))
