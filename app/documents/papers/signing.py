"""Who signs the papers of an agency, and who receives them."""

from __future__ import annotations

from typing import Annotated, Final, TypedDict

from app.documents.papers.form import PaperSource
from app.documents.terms import BLANK_NAME, clause, one_line

_BLANK: Final = "........"


class AgencySigner(TypedDict):
    """The tags under a paper that the agency signs."""

    ten_co_quan: Annotated[str, "cơ quan ban hành, viết trong câu"]
    ky_hieu: Annotated[str, "ký hiệu công văn: cơ quan ban hành, bộ phận soạn thảo để trống"]
    chuc_danh_ky: Annotated[str, "chức danh người ký, chữ in hoa"]
    nguoi_ky: Annotated[str, "họ tên người ký; dòng chấm khi chưa rõ"]
    noi_nhan: Annotated[list[str], "nơi nhận khác, theo kế hoạch"]


def agency_signer(source: PaperSource) -> AgencySigner:
    """Return who signs for the agency and who else receives the paper."""
    plan = source.plan
    return AgencySigner(
        ten_co_quan=one_line(plan.issuing_body),
        ky_hieu=_symbol(plan.decision_number),
        chuc_danh_ky=clause(plan.signer_title).upper() or "THỦ TRƯỞNG CƠ QUAN",
        nguoi_ky=one_line(plan.signer_name) or BLANK_NAME,
        noi_nhan=[clause(line) for line in plan.recipients if clause(line)],
    )


def _symbol(number: str) -> str:
    """Return the symbol of a letter: the agency as the number of its decision spells it.

    `1050/QĐ-SNV` is of `SNV`. Who drafts the letter, behind it, is written in by hand.
    """
    _, dash, agency = one_line(number).upper().rpartition("-")
    return f"{agency}-{_BLANK}" if dash and agency else _BLANK
