"""The places to sign at the end of the minutes (`minutes_format` §6)."""

from __future__ import annotations

from typing import Final

from app.documents.minutes.fields import Signature, SignatureRow
from app.documents.terms import clause, one_line, unit_text
from app.domain.case_file import CaseFile
from app.domain.inspection import Participant, Role, Side

_SIGN: Final = "(Ký, ghi rõ họ tên)"
_SIGN_AND_STAMP: Final = "(Ký, ghi rõ họ tên, đóng dấu)"
_FREE: Final = Signature(chuc_danh="", ghi_chu="", ho_ten="", chuc_vu="")


def signature_rows(case: CaseFile) -> tuple[list[SignatureRow], Signature | None]:
    """Return the places to sign, the unit and witnesses left, the team right, and the last one.

    The last place is the secretary's, to stand beside the recipients, unless it is
    taken up by a row with a witness.
    """
    left, (leader, secretary) = _left_signatures(case), _right_signatures(case)
    if len(left) == 1:
        return [SignatureRow(trai=left[0], phai=leader)], secretary
    right = [leader, secretary, *[_FREE] * (len(left) - 2)]
    return [
        SignatureRow(trai=one, phai=other) for one, other in zip(left, right, strict=True)
    ], None


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
    representative = _first(case, Side.UNIT, Role.UNIT_REPRESENTATIVE) or _first(case, Side.UNIT)
    title = f"ĐẠI DIỆN {unit_text(case).upper()}"
    return [_signature(title, _SIGN_AND_STAMP, representative), *witnesses]


def _right_signatures(case: CaseFile) -> tuple[Signature, Signature]:
    leader = _first(case, Side.TEAM, Role.TEAM_LEADER)
    deputy = None if leader else _first(case, Side.TEAM, Role.DEPUTY_LEADER)
    first = _signature("PHÓ TRƯỞNG ĐOÀN" if deputy else "TRƯỞNG ĐOÀN", _SIGN, leader or deputy)
    secretary = _first(case, Side.TEAM, Role.SECRETARY)
    return first, _signature("THƯ KÝ", "(Người ghi biên bản)", secretary)


def _first(case: CaseFile, side: Side, role: Role | None = None) -> Participant | None:
    people = (person for person in case.people(side) if person.present)
    return next((person for person in people if role is None or person.role is role), None)


def _signature(title: str, note: str, person: Participant | None) -> Signature:
    return Signature(
        chuc_danh=title,
        ghi_chu=note,
        ho_ten=one_line(person.name) if person else "",
        chuc_vu=clause(person.position) if person else "",
    )
