"""Who takes part: the delegations, the unit's people, and whom the text calls the delegation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from app.documents.minutes.fields import Delegation
from app.documents.terms import (
    BLANK,
    BLANK_NAME,
    ROLES,
    clause,
    copies_text,
    day_text,
    listed,
    one_line,
)
from app.domain.case_file import CaseFile
from app.domain.inspection import JointDelegation, Participant, Role, Side

_NOBODY: Final = f"{BLANK_NAME}, chức vụ {BLANK_NAME}"
_PRESIDES: Final = " (chủ trì)"
_WRITES: Final = " (người ghi biên bản)"
_CHAIRS: Final = (Role.TEAM_LEADER, Role.DEPUTY_LEADER)
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_ITSELF: Final = "Đoàn kiểm tra"


def own_team(case: CaseFile) -> tuple[Participant, ...]:
    """Return the people of the plan's own delegation, and those whose delegation is not known."""
    others = {one_line(one.name) for one in case.inspection.delegations} - {""}
    return tuple(row for row in case.people(Side.TEAM) if one_line(row.delegation) not in others)


def joint_team(case: CaseFile, delegation: JointDelegation) -> tuple[Participant, ...]:
    """Return the people of another delegation of the visit."""
    name = one_line(delegation.name)
    people = case.people(Side.TEAM) if name else ()
    return tuple(row for row in people if one_line(row.delegation) == name)


def leader_of(people: Iterable[Participant]) -> Participant | None:
    """Return who leads a delegation on the spot: its leader, or else its deputy."""
    there = [row for row in people if row.present]
    return next((row for role in _CHAIRS for row in there if row.role is role), None)


def secretary_of(people: Iterable[Participant]) -> Participant | None:
    """Return who writes the minutes on the spot."""
    return next((row for row in people if row.present and row.role is Role.SECRETARY), None)


def own_name(case: CaseFile) -> str:
    """Return what the own delegation is called; beside others by its decision."""
    if not case.inspection.delegations:
        return _ITSELF
    return f"{_ITSELF} theo Quyết định số {one_line(case.plan.decision_number) or BLANK}"


def joint_name(delegation: JointDelegation) -> str:
    """Return what another delegation is called."""
    return clause(delegation.name) or f"{_ITSELF} {BLANK}"


def team_lines(case: CaseFile) -> list[str]:
    """Return the people of the own delegation; who leads it there presides, one writes."""
    people = own_team(case)
    notes = {leader_of(people): _PRESIDES, secretary_of(people): _WRITES}
    return [_person(row, notes.get(row, ""), row.delegation) for row in people] or [_NOBODY]


def unit_lines(case: CaseFile) -> list[str]:
    """Return the people of the inspected unit."""
    return [_person(row) for row in case.people(Side.UNIT)] or [_NOBODY]


def other_lines(case: CaseFile) -> list[str]:
    """Return those concerned and the witnesses; nobody has to be."""
    return [_person(row) for row in (*case.people(Side.RELATED), *case.people(Side.WITNESS))]


def joint_delegations(case: CaseFile) -> list[Delegation]:
    """Return the other delegations of the visit, with their decisions, people and copies."""
    return [
        Delegation(
            chu_cai=_LETTERS[number % len(_LETTERS)],
            ten=joint_name(one),
            so_quyet_dinh=one_line(one.decision_number) or BLANK,
            ngay_quyet_dinh=day_text(one.decision_on),
            co_quan_quyet_dinh=clause(one.decision_body) or BLANK_NAME,
            nguoi=[_person(row) for row in joint_team(case, one)] or [_NOBODY],
            so_ban=copies_text(one.copies),
        )
        for number, one in enumerate(case.inspection.delegations, start=1)
    ]


def _person(row: Participant, note: str = "", delegation: str = "") -> str:
    role = ROLES[row.role]
    return listed(
        (
            one_line(row.name) or BLANK_NAME,
            clause(row.position),
            f"{role}{note}",
            clause(delegation),
            "" if row.present else "vắng mặt",
        )
    )
