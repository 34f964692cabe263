"""Who signs, and what the signature closes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.inspection import InspectionState, Participant, Role, Side, TransitionRefused
from app.domain.signing import closed, default_signers
from app.ids import ParticipantId, place_id
from tests import given
from tests.documents import rich_case

PEOPLE = (
    (Side.UNIT, Role.UNIT_REPRESENTATIVE, "Võ Chí", True),
    (Side.UNIT, Role.ATTENDEE, "Bùi Danh", True),
    (Side.TEAM, Role.SECRETARY, "Lê Thị Bình", True),
    (Side.TEAM, Role.DEPUTY_LEADER, "Phan Phó", True),
    (Side.TEAM, Role.TEAM_LEADER, "Trần Văn An", True),
    (Side.WITNESS, Role.WITNESS, "Hồ Chứng", False),
)


def _signers(*rows: tuple[Side, Role, str, bool], refused: str = "") -> tuple[str, ...]:
    people = tuple(
        Participant(
            id=ParticipantId(place_id("participant", str(number))),
            inspection_id=given.INSPECTION,
            side=side,
            role=role,
            name=name,
            present=present,
            order=number,
        )
        for number, (side, role, name, present) in enumerate(rows)
    )
    case = rich_case.rich_case(finding_count=0, dossier_count=0, refused_to_sign=refused)
    return default_signers(replace(case, participants=people))


def test_leader_secretary_and_the_units_representative_sign() -> None:
    assert _signers(*PEOPLE) == ("Trần Văn An", "Lê Thị Bình", "Võ Chí")


def test_the_deputy_signs_for_an_absent_leader() -> None:
    absent = [row if row[1] is not Role.TEAM_LEADER else (*row[:3], False) for row in PEOPLE]

    assert _signers(*absent) == ("Phan Phó", "Lê Thị Bình", "Võ Chí")


def test_witnesses_sign_in_place_of_a_unit_that_refuses() -> None:
    there = (Side.WITNESS, Role.WITNESS, "Ngô Kim", True)

    signers = _signers(*PEOPLE, there, refused="không đồng ý")

    assert signers == ("Trần Văn An", "Lê Thị Bình", "Ngô Kim")


def test_nobody_signs_where_nobody_is_listed() -> None:
    assert _signers() == ()


@pytest.mark.parametrize("state", [InspectionState.OPEN, InspectionState.FINISHED])
def test_the_signature_closes_the_visit(state: InspectionState) -> None:
    visit = given.inspection(state=state, reopened_reason="x" * (state is InspectionState.OPEN))

    assert closed(visit).state is InspectionState.SIGNED
    assert closed(closed(visit)) == closed(visit)


def test_a_visit_that_has_not_begun_is_not_signed() -> None:
    with pytest.raises(TransitionRefused):
        closed(given.inspection(state=InspectionState.PLANNED))
