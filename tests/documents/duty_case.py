"""A surprise check of public duty, and other visits that the rich case file is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from app.domain.attendance import Absence, AbsenceState, RollCall
from app.domain.case_file import CaseFile
from app.domain.inspection import (
    InspectionForm,
    InspectionKind,
    JointDelegation,
    Participant,
    Role,
    Side,
)
from app.ids import AbsenceId, ParticipantId, RollCallId, place_id
from tests import given
from tests.documents import rich_case

OFFICES: Final = ("Văn phòng HĐND và UBND xã", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội")
JUSTICE: Final = JointDelegation(
    name="Đoàn kiểm tra của Sở Tư pháp tỉnh Tây Ninh",
    decision_number="77/QĐ-STP",
    decision_on=date(2026, 10, 7),
    decision_body="Giám đốc Sở Tư pháp",
)
OFFICE: Final = JointDelegation(name="Đoàn kiểm tra của Văn phòng UBND tỉnh Tây Ninh")


def roll_call(number: int = 1, **facts: object) -> RollCall:
    """A count of one office of twelve, of whom nine are there."""
    known: dict[str, object] = {
        "id": RollCallId(place_id("roll_call", str(number))),
        "inspection_id": given.INSPECTION,
        "at": datetime(2026, 11, 20, 1, 30 + number, tzinfo=UTC),
        "office": OFFICES[number % len(OFFICES)],
        "staff": 12,
        "present": 9,
        "excused": 2,
        "unexcused": 1,
        "order": number,
    }
    return RollCall(**{**known, **facts})  # type: ignore[arg-type] # the test's own facts


def absence(number: int = 1, **facts: object) -> Absence:
    """Somebody who was not there without a reason."""
    known: dict[str, object] = {
        "id": AbsenceId(place_id("absence", str(number))),
        "inspection_id": given.INSPECTION,
        "name": f"Lê Thị Vắng {'ABCDEGHIKL'[number % 10]}",
        "position": "Công chức Địa chính",
        "department": "Phòng Kinh tế",
        "at": datetime(2026, 11, 20, 1, 35, tzinfo=UTC),
        "state": AbsenceState.UNEXCUSED,
        "confirmed_by": "Đặng Quốc Bảo",
        "order": number,
    }
    return Absence(**{**known, **facts})  # type: ignore[arg-type] # the test's own facts


def duty_case(calls: int = 3, absent: int = 2, **visited: object) -> CaseFile:
    """The surprise check of 20 November 2026 at xã Cần Đước."""
    facts: dict[str, object] = {
        "kind": InspectionKind.PUBLIC_DUTY,
        "form": InspectionForm.UNANNOUNCED,
        "decision_announced_at": datetime(2026, 11, 20, 1, 25, tzinfo=UTC),
    }
    base = rich_case.rich_case(
        finding_count=0,
        dossier_count=0,
        photo_count=0,
        **{**facts, **visited},  # type: ignore[arg-type] # facts of the visit
    )
    rows = rich_case.checklist("criteria_public_duty")
    return replace(
        base,
        plan=replace(base.plan, subject=""),
        checklists=(rows,),
        answers={leaf.code: given.answer(leaf.code) for leaf in rows.leaves()},
        findings=(given.finding(1, area_code="CV.3", text="Có 02 người không đeo thẻ."),),
        recommendations=(),
        roll_calls=tuple(roll_call(number) for number in range(calls)),
        absences=tuple(absence(number) for number in range(absent)),
    )


def joint_people(delegation: JointDelegation, *names: str) -> tuple[Participant, ...]:
    """The people of another delegation, the first of them its leader."""
    roles = (Role.TEAM_LEADER, Role.SECRETARY, Role.MEMBER)
    return tuple(
        Participant(
            id=ParticipantId(place_id("participant", name)),
            inspection_id=given.INSPECTION,
            side=Side.TEAM,
            role=roles[min(number, 2)],
            name=name,
            position="Công chức Sở Tư pháp",
            delegation=delegation.name,
        )
        for number, name in enumerate(names)
    )


def joint_case(delegations: Sequence[JointDelegation] = (JUSTICE,), **visited: object) -> CaseFile:
    """A visit of several delegations at once."""
    facts: dict[str, object] = {
        "delegations": tuple(delegations),
        "copies": 2 + len(delegations),
        "copies_team": 1,
        "copies_unit": 1,
    }
    base = rich_case.rich_case(
        finding_count=0,
        dossier_count=0,
        photo_count=0,
        **{**facts, **visited},  # type: ignore[arg-type] # facts of the visit
    )
    joint = joint_people(JUSTICE, "Lý Thị Mỹ Hạnh", "Đinh Công Tráng")
    return replace(base, participants=(*base.participants, *joint))
