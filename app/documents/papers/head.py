"""What the heads of all papers print: the bodies, the decision, the place and the day."""

from __future__ import annotations

from typing import Annotated, TypedDict

from app.documents.papers.form import PaperSource
from app.documents.terms import BLANK, day_text, in_capitals, matter, one_line, place_text

BLANK_DAY = "ngày ...... tháng ...... năm {year}"
"""Number and day of a paper are written in after the signature (NĐ 30/2020/NĐ-CP Điều 15)."""

_LEVELS = ("TỈNH", "THÀNH PHỐ")
_OFFICES = ("SỞ ", "BAN ")
# Bold capitals that fit on one line of the left block.
_HEAD_LETTERS = 24


class HeadContent(TypedDict):
    """The tags that every paper has."""

    co_quan_chu_quan: Annotated[str, "cơ quan chủ quản, chữ in hoa; trống khi không có"]
    co_quan_ban_hanh: Annotated[str, "cơ quan ban hành, chữ in hoa"]
    ten_co_quan: Annotated[
        str, "cơ quan ban hành, chữ in hoa, không nhắc lại tên tỉnh đã có ở cơ quan chủ quản"
    ]
    so_quyet_dinh: Annotated[str, "số, ký hiệu quyết định thành lập Đoàn kiểm tra"]
    ngay_quyet_dinh: Annotated[str, "ngày ban hành quyết định"]
    co_quan_quyet_dinh: Annotated[str, "cơ quan, người có thẩm quyền ban hành quyết định"]
    noi_dung: Annotated[str, "nội dung kiểm tra, ví dụ: công tác cải cách hành chính năm 2026"]
    nam: Annotated[str, "năm của kế hoạch"]
    dia_danh: Annotated[str, "địa danh ghi trước ngày, tháng, năm"]
    ngay_ky: Annotated[str, "ngày, tháng để trống, điền sau khi ký"]


def head_content(source: PaperSource) -> HeadContent:
    """Return what the head of a paper prints."""
    plan, case = source.plan, source.case
    issuer = one_line(plan.issuing_body)
    return HeadContent(
        co_quan_chu_quan=in_capitals(one_line(plan.parent_body)),
        co_quan_ban_hanh=in_capitals(issuer),
        ten_co_quan=_under(in_capitals(one_line(plan.parent_body)), issuer),
        so_quyet_dinh=one_line(plan.decision_number) or BLANK,
        ngay_quyet_dinh=day_text(plan.decision_on),
        co_quan_quyet_dinh=one_line(plan.decision_body) or issuer,
        noi_dung=matter(plan.subject) or BLANK,
        nam=str(plan.year),
        dia_danh=one_line(plan.place_name) or place_text(case.province or case.unit),
        ngay_ky=BLANK_DAY.format(year=source.today.year),
    )


def _under(parent: str, issuer: str) -> str:
    """Return a body as it stands under its superior, whose name says the place already."""
    for level in _LEVELS:
        name, found, place = issuer.upper().partition(f" {level} ")
        if found and parent.endswith(f"{level} {place}"):
            return name
        if found and name.startswith(_OFFICES) and len(issuer) > _HEAD_LETTERS:
            return f"{name}\n{level} {place}"
    return in_capitals(issuer)
