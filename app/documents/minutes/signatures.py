"""The places to sign at the end of the minutes (`minutes_format` §6)."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

from app.documents.minutes.fields import Signature, SignatureRow
from app.documents.minutes.people import (
    joint_name,
    joint_team,
    leader_of,
    own_name,
    own_team,
    secretary_of,
)
from app.documents.terms import clause, one_line, unit_text
from app.domain.case_file import CaseFile
from app.domain.inspection import JointDelegation, Participant, Role, Side

_SIGN: Final = "(Ký, ghi rõ họ tên)"
_SIGN_AND_STAMP: Final = "(Ký, ghi rõ họ tên, đóng dấu)"
_DELEGATION: Final = "ĐOÀN"
_FREE: Final = Signature(chuc_danh="", ghi_chu="", ho_ten="", chuc_vu="")


def signature_rows(case: CaseFile) -> tuple[list[SignatureRow], Signature | None]:
    """Return the places to sign, the unit and witnesses left, the teams right, and the last one.

    The last place is the secretary's, to stand beside the recipients, unless it is
    taken up by a row with a witness.
    """
    left, right, secretary = _left_signatures(case), _leaders(case), _secretary(case)
    beside_a_witness = len(left) > len(right)
    if beside_a_witness:
        right = [*right, secretary]
    rows = [
        SignatureRow(trai=one, phai=other)
        for one, other in zip_longest(left, right, fillvalue=_FREE)
    ]
    return rows, None if beside_a_witness else secretary


def _left_signatures(case: CaseFile) -> list[Signature]:
    witnesses = [
        _signature("NGƯỜI CHỨNG KIẾN", _SIGN, person)
        for person in case.people(Side.WITNESS)
        if person.present
    ]
    if case.inspection.refused_to_sign.strip():
        # NĐ 217/2025/NĐ-CP Điều 15(3)(a): at least one witness confirms; found on the
        # spot, so a place with a blank name is printed when none was recorded.
        return witnesses or [_signature("NGƯỜI CHỨNG KIẾN", _SIGN, None)]
    there = [person for person in case.people(Side.UNIT) if person.present]
    speaks = (person for person in there if person.role is Role.UNIT_REPRESENTATIVE)
    title = f"ĐẠI DIỆN {unit_text(case).upper()}"
    return [_signature(title, _SIGN_AND_STAMP, next(iter((*speaks, *there)), None)), *witnesses]


def _leaders(case: CaseFile) -> list[Signature]:
    """Return the place of the own delegation's leader, then those of the others."""
    joint = case.inspection.delegations
    leader = leader_of(own_team(case))
    title = _leads(own_name(case).upper(), leader) if joint else _leads(_DELEGATION, leader)
    return [_signature(title, _SIGN, leader), *(_joint_leader(case, one) for one in joint)]


def _joint_leader(case: CaseFile, delegation: JointDelegation) -> Signature:
    leader = leader_of(joint_team(case, delegation))
    return _signature(_leads(joint_name(delegation).upper(), leader), _SIGN, leader)


def _leads(delegation: str, leader: Participant | None) -> str:
    """Return `TRƯỞNG ĐOÀN KIỂM TRA …`; a body that is no delegation is represented."""
    if not delegation.startswith(_DELEGATION):
        return f"ĐẠI DIỆN {delegation}"
    deputy = leader is not None and leader.role is Role.DEPUTY_LEADER
    return f"{'PHÓ ' if deputy else ''}TRƯỞNG {delegation}"


def _secretary(case: CaseFile) -> Signature:
    return _signature("THƯ KÝ", "(Người ghi biên bản)", secretary_of(own_team(case)))


def _signature(title: str, note: str, person: Participant | None) -> Signature:
    return Signature(
        chuc_danh=title,
        ghi_chu=note,
        ho_ten=one_line(person.name) if person else "",
        chuc_vu=clause(person.position) if person else "",
    )
