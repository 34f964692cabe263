"""Quyết định thành lập Đoàn kiểm tra (TT 56/2025/TT-BCT, Mẫu 03)."""

from __future__ import annotations

from typing import Annotated, Final

from app.documents.minutes.fields import Signature
from app.documents.number_words import number_words
from app.documents.papers.deciding import (
    RecipientContent,
    authority,
    blank_ground,
    decider_signature,
    decision_grounds,
    recipient_content,
    symbol,
)
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.papers.head import HeadContent, head_content
from app.documents.papers.schedule import ScopeContent, area_names, scope_content
from app.documents.papers.team import Member, members
from app.documents.terms import listed, lowered, two_digits
from app.domain.paper import Paper


class DecisionContent(HeadContent, ScopeContent, RecipientContent):
    """The tags of the decision."""

    ky_hieu: Annotated[str, "ký hiệu của quyết định, ví dụ: QĐ-SNV"]
    tham_quyen: Annotated[str, "chức danh người ra quyết định, chữ in hoa"]
    can_cu: Annotated[list[str], "các căn cứ, mỗi căn cứ một dòng, gồm cả chữ Căn cứ"]
    gom_linh_vuc: Annotated[str, "các lĩnh vực kiểm tra, cách nhau bằng dấu chấm phẩy"]
    thoi_han: Annotated[str, "thời hạn kiểm tra, ví dụ: 15 (mười lăm) ngày làm việc"]
    thanh_vien: Annotated[list[Member], "thành viên Đoàn kiểm tra"]
    nguoi_ky: Annotated[Signature, "chữ ký của người ra quyết định"]


def _content(source: PaperSource) -> DecisionContent:
    plan = source.plan
    return DecisionContent(
        **head_content(source),
        **scope_content(source),
        **recipient_content(source),
        ky_hieu=symbol(plan, "QĐ"),
        tham_quyen=authority(plan),
        can_cu=decision_grounds(plan) or [blank_ground()],
        gom_linh_vuc=listed(map(lowered, area_names(source)), "; "),
        thoi_han=_term(plan.duration_days),
        thanh_vien=members(source),
        nguoi_ky=decider_signature(plan),
    )


def _term(days: int | None) -> str:
    if days is None:
        return "...... (............) ngày làm việc"
    words = number_words(days)
    return f"{two_digits(days)}{f' ({words})' if words else ''} ngày làm việc"


FORM: Final = PaperForm(
    paper=Paper.DECISION,
    file_name="quyet_dinh.docx",
    title=lambda source: (
        f"Quyết định về việc thành lập Đoàn kiểm tra {head_content(source)['noi_dung']}"
    ),
    fields=DecisionContent,
    content=_content,
)
