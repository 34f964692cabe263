"""Giấy giao nhận tài liệu: what the unit lent the delegation, and what it got back."""

from __future__ import annotations

from typing import Annotated, Final, TypedDict

from app.documents.papers.form import PaperForm, PaperSource
from app.documents.papers.head import HeadContent, head_content
from app.documents.terms import (
    BLANK_NAME,
    clause,
    listed,
    one_line,
    unit_text,
)
from app.domain.inspection import Participant, Role, Side
from app.domain.paper import Paper

# Documents that nobody typed beforehand are written in.
_BLANK_ROWS: Final = 6


class HandoverRow(TypedDict):
    """One document that changes hands; what is blank is written in."""

    stt: Annotated[int, "số thứ tự"]
    ten: Annotated[str, "tên tài liệu; dòng trống để ghi tay"]


class HandoverContent(HeadContent):
    """The tags of the slip."""

    don_vi: Annotated[str, "đơn vị được kiểm tra"]
    dia_diem: Annotated[str, "địa điểm giao nhận"]
    ben_giao: Annotated[list[str], "đại diện bên giao: họ tên, chức vụ"]
    ben_nhan: Annotated[list[str], "đại diện bên nhận: họ tên, chức vụ"]
    tai_lieu: Annotated[list[HandoverRow], "tài liệu giao nhận, có dòng trống ở cuối"]


def _content(source: PaperSource) -> HandoverContent:
    case, visit = source.case, source.case.inspection
    return HandoverContent(
        **head_content(source),
        don_vi=unit_text(case),
        dia_diem=clause(visit.place) or f"trụ sở {unit_text(case)}",
        ben_giao=_people(source, Side.UNIT, (Role.UNIT_REPRESENTATIVE,)),
        ben_nhan=_people(source, Side.TEAM, (Role.SECRETARY, Role.TEAM_LEADER)),
        tai_lieu=_rows(source),
    )


def _people(source: PaperSource, side: Side, roles: tuple[Role, ...]) -> list[str]:
    """Return who acts for a side: the first of these roles who is there, or a blank line."""
    there = [person for person in source.case.people(side) if person.present]
    for role in roles:
        for person in there:
            if person.role is role:
                return [_person(person)]
    return [_person(person) for person in there[:1]] or [f"{BLANK_NAME}, chức vụ {BLANK_NAME}"]


def _person(person: Participant) -> str:
    return listed((one_line(person.name), clause(person.position)))


def _rows(source: PaperSource) -> list[HandoverRow]:
    named = [clause(line) for line in source.case.inspection.attachments if clause(line)]
    names = [*named, *[""] * _BLANK_ROWS]
    return [HandoverRow(stt=number, ten=name) for number, name in enumerate(names, start=1)]


FORM: Final = PaperForm(
    paper=Paper.HANDOVER_SLIP,
    file_name="giay_giao_nhan.docx",
    title=lambda source: (
        f"Giấy giao nhận tài liệu giữa {unit_text(source.case)} và Đoàn kiểm tra "
        f"{head_content(source)['noi_dung']}"
    ),
    fields=HandoverContent,
    content=_content,
    reads_checklists=False,
    names_all_visits=False,
)
