"""Kế hoạch tiến hành kiểm tra (TT 56/2025/TT-BCT, Mẫu 04)."""

from __future__ import annotations

from typing import Annotated, Final

from app.documents.minutes.fields import Signature
from app.documents.papers.deciding import (
    RecipientContent,
    decider_signature,
    grounds,
    recipient_content,
)
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.papers.head import HeadContent, head_content
from app.documents.papers.schedule import ScopeContent, scope_content
from app.documents.papers.team import Member, leader_signature, members
from app.documents.terms import day_text, lines, one_line, sentence
from app.domain.paper import Paper


class PlanContent(HeadContent, ScopeContent, RecipientContent):
    """The tags of the plan."""

    can_cu: Annotated[list[str], "các căn cứ pháp lý, mỗi căn cứ một dòng, gồm cả chữ Căn cứ"]
    muc_dich: Annotated[list[str], "mục đích, yêu cầu, mỗi đoạn một dòng; trống khi chưa ghi"]
    phan_cong: Annotated[list[Member], "bảng phân công nhiệm vụ, mỗi thành viên một dòng"]
    han_de_cuong: Annotated[str, "hạn đơn vị gửi báo cáo theo đề cương; trống khi chưa ấn định"]
    co_quan_nhan: Annotated[str, "cơ quan nhận báo cáo của đơn vị"]
    phe_duyet: Annotated[Signature, "chữ ký phê duyệt của người ra quyết định kiểm tra"]
    truong_doan: Annotated[Signature, "chữ ký của Trưởng đoàn"]


def _content(source: PaperSource) -> PlanContent:
    plan = source.plan
    return PlanContent(
        **head_content(source),
        **scope_content(source),
        **recipient_content(source),
        can_cu=grounds(plan),
        muc_dich=[sentence(line) for line in lines(plan.purpose)],
        phan_cong=members(source),
        han_de_cuong=day_text(plan.outline_due_on) if plan.outline_due_on else "",
        co_quan_nhan=one_line(plan.report_to) or one_line(plan.issuing_body),
        phe_duyet=decider_signature(plan),
        truong_doan=leader_signature(source),
    )


FORM: Final = PaperForm(
    paper=Paper.PLAN,
    file_name="ke_hoach.docx",
    title=lambda source: f"Kế hoạch tiến hành kiểm tra {head_content(source)['noi_dung']}",
    fields=PlanContent,
    content=_content,
)
