"""The places to sign at the end of the minutes (`minutes_format` §6)."""

from __future__ import annotations

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
_NO_BREAK: Final = "\u00a0"


def signature_rows(case: CaseFile) -> tuple[list[SignatureRow], Signature | None]:
    """Return the places to sign, two in a row, and the secretary's where it stands last.

    Unit and witnesses stand left, the leaders of the delegations right; what is left over fills
    the rows, so that as few as can be go with the closing paragraph onto its page. The secretary
    stands beside the recipients, or beside the one who would be alone.
    """
    first, *witnesses = _left_signatures(case)
    leader, *others = _leaders(case)
    secretary: Signature | None = _secretary(case)
    rows = [SignatureRow(trai=first, phai=leader)]
    while witnesses or others:
        left = (witnesses or others).pop(0)
        rest = others or witnesses
        if rest:
            rows.append(SignatureRow(trai=left, phai=rest.pop(0)))
        elif secretary:
            rows.append(SignatureRow(trai=left, phai=secretary))
            secretary = None
    return rows, secretary


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
    title = f"ĐẠI DIỆN {_whole(unit_text(case).upper())}"
    return [_signature(title, _SIGN_AND_STAMP, next(iter((*speaks, *there)), None)), *witnesses]


def _whole(body: str) -> str:
    """Keep the name of a unit on one line: a title breaks after `UBND`, never within a name."""
    kind, space, name = body.partition(" ")
    return f"{kind}{space}{name.replace(' ', _NO_BREAK)}" if kind == "UBND" else body


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
