"""The delegation of a plan: who is in it, what each does, and who signs for it."""

from __future__ import annotations

from typing import Annotated, Final, TypedDict

from app.documents.minutes.fields import Signature
from app.documents.papers.form import PaperSource
from app.documents.terms import BLANK_NAME, ROLES, clause, listed, one_line, sentence
from app.domain.inspection import Participant, Role, Side

_RANKS: Final = (Role.TEAM_LEADER, Role.DEPUTY_LEADER, Role.SECRETARY, Role.MEMBER)
_TASKS: Final = {
    Role.TEAM_LEADER: "Phụ trách chung; chủ trì làm việc với đơn vị được kiểm tra.",
    Role.DEPUTY_LEADER: "Giúp Trưởng đoàn điều hành; chủ trì khi được Trưởng đoàn ủy quyền.",
    Role.SECRETARY: "Lập biên bản; tổng hợp, dự thảo báo cáo kết quả kiểm tra.",
    Role.MEMBER: "Kiểm tra theo phân công của Trưởng đoàn.",
}


class Member(TypedDict):
    """One member of the delegation."""

    stt: Annotated[int, "số thứ tự"]
    nguoi: Annotated[str, "họ tên, chức vụ và vai trò trong Đoàn, cách nhau bằng dấu phẩy"]
    ho_ten: Annotated[str, "họ tên"]
    chuc_vu: Annotated[str, "chức vụ, đơn vị công tác"]
    vai_tro: Annotated[str, "vai trò trong Đoàn, ví dụ: Trưởng đoàn"]
    nhiem_vu: Annotated[str, "nhiệm vụ được phân công"]


def delegation(source: PaperSource) -> tuple[Participant, ...]:
    """Return the people of the plan's own delegation in all its visits, each once, by rank."""
    people: dict[tuple[str, str], Participant] = {}
    for case in (source.case, *source.visits):
        for person in case.people(Side.TEAM):
            if not person.delegation:
                people.setdefault((one_line(person.name), clause(person.position)), person)
    return tuple(sorted(people.values(), key=_rank))


def _rank(person: Participant) -> int:
    return _RANKS.index(person.role) if person.role in _RANKS else len(_RANKS)


def members(source: PaperSource) -> list[Member]:
    """Return the delegation as papers list it; one blank line where nobody is named yet."""
    people = delegation(source)
    if not people:
        return [_blank()]
    return [_member(number, person) for number, person in enumerate(people, start=1)]


def _member(number: int, person: Participant) -> Member:
    name, position, role = one_line(person.name), clause(person.position), role_name(person.role)
    return Member(
        stt=number,
        nguoi=listed((name, position, role)),
        ho_ten=name,
        chuc_vu=position,
        vai_tro=role,
        nhiem_vu=sentence(person.tasks) or _TASKS.get(person.role, _TASKS[Role.MEMBER]),
    )


def _blank() -> Member:
    return Member(
        stt=1,
        nguoi=f"{BLANK_NAME}, chức vụ {BLANK_NAME}, Trưởng đoàn",
        ho_ten=BLANK_NAME,
        chuc_vu=BLANK_NAME,
        vai_tro="Trưởng đoàn",
        nhiem_vu=_TASKS[Role.TEAM_LEADER],
    )


def role_name(role: Role) -> str:
    """Return a role as it stands in a decision: without what it does in minutes."""
    return ROLES[role].partition(" (")[0]


def leader_signature(source: PaperSource) -> Signature:
    """Return the place where the head of the delegation signs; the name may be open."""
    people = delegation(source)
    leader = next((person for person in people if person.role is Role.TEAM_LEADER), None)
    return Signature(
        chuc_danh="TRƯỞNG ĐOÀN",
        ghi_chu="(Ký, ghi rõ họ tên)",
        ho_ten=one_line(leader.name) if leader else "",
        chuc_vu=clause(leader.position) if leader else "",
    )
