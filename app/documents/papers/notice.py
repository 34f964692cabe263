"""Thông báo lịch kiểm tra và đề cương báo cáo, to every unit of a plan."""

from __future__ import annotations

from typing import Annotated, Final, TypedDict

from app.documents.minutes.fields import Signature
from app.documents.papers.deciding import RecipientContent, recipient_content
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.papers.head import HeadContent, head_content
from app.documents.papers.schedule import ScopeContent, scope_content
from app.documents.papers.team import Member, leader_signature, members
from app.documents.terms import capitalised, clause, day_text, one_line
from app.domain.paper import Paper


class OutlineArea(TypedDict):
    """One area of the outline, with what the unit is to report of it."""

    so: Annotated[int, "số thứ tự"]
    ten: Annotated[str, "tên lĩnh vực"]
    y: Annotated[list[str], "các nội dung phải báo cáo của lĩnh vực"]


class NoticeContent(HeadContent, ScopeContent, RecipientContent):
    """The tags of the notice and its outline."""

    doan: Annotated[list[Member], "thành viên Đoàn kiểm tra"]
    han_de_cuong: Annotated[str, "hạn đơn vị gửi báo cáo theo đề cương; chấm lửng khi chưa có"]
    co_quan_nhan: Annotated[str, "cơ quan nhận báo cáo của đơn vị"]
    de_cuong: Annotated[list[OutlineArea], "các lĩnh vực của phần kết quả trong đề cương"]
    truong_doan: Annotated[Signature, "chữ ký của Trưởng đoàn"]


def _content(source: PaperSource) -> NoticeContent:
    plan = source.plan
    return NoticeContent(
        **head_content(source),
        **scope_content(source),
        **recipient_content(source),
        doan=members(source),
        han_de_cuong=day_text(plan.outline_due_on),
        co_quan_nhan=one_line(plan.report_to) or one_line(plan.issuing_body),
        de_cuong=_outline(source),
        truong_doan=leader_signature(source),
    )


def _outline(source: PaperSource) -> list[OutlineArea]:
    """Return the areas that give points, each with the groups of criteria under it."""
    asked: dict[str, dict[str, None]] = {}
    for case in source.visits:
        for checklist in case.checklists:
            for area in checklist.areas:
                if area.max_score:
                    points = asked.setdefault(capitalised(clause(area.text)), {})
                    rows = checklist.children(area.code)
                    points |= {capitalised(clause(row.text)): None for row in rows}
    return [
        OutlineArea(so=number, ten=name, y=list(points))
        for number, (name, points) in enumerate(asked.items(), start=1)
    ]


FORM: Final = PaperForm(
    paper=Paper.NOTICE,
    file_name="thong_bao_lich.docx",
    title=lambda source: (
        f"Thông báo lịch kiểm tra và đề cương báo cáo {head_content(source)['noi_dung']}"
    ),
    fields=NoticeContent,
    content=_content,
)
