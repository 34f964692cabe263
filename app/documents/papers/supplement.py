"""Supplementary minutes (biên bản bổ sung): what changed after minutes were signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Final

from app.documents.minutes.fields import Signature, SignatureRow
from app.documents.minutes.initials import put_initials
from app.documents.minutes.signatures import signature_rows
from app.documents.papers.amended import Amended, amended_rows, amended_table
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.papers.head import HeadContent, head_content
from app.documents.terms import (
    BLANK_NAME,
    BLANK_TIME,
    ROLES,
    clause,
    day_text,
    lines,
    listed,
    local_day,
    one_line,
    sentence,
    two_digits,
    unit_text,
)
from app.documents.word.composing import Appendix, TableWriter
from app.domain.inspection import Participant, Side
from app.domain.minutes import Minutes
from app.domain.paper import Paper
from app.domain.plan import Head

_HEADS: Final = {Head.DELEGATION: 1, Head.NUMBERED: 2, Head.WORKING: 3}
_BLANK_LINE: Final = "." * 100
_TABLE: Final = "bang_sua_doi"


class SupplementContent(HeadContent):
    """The tags of supplementary minutes beside those of every head."""

    kieu_dau: Annotated[int, "kiểu đầu biên bản: 1 đoàn kiểm tra, 2 có số, 3 biên bản làm việc"]
    don_vi: Annotated[str, "đơn vị được kiểm tra, ví dụ: UBND xã Cần Đước"]
    ngay_bien_ban: Annotated[str, "ngày lập biên bản đã ký"]
    ma_bien_ban: Annotated[str, "phiên bản và mã của biên bản đã ký, in ở chân trang"]
    ma_bo_sung_truoc: Annotated[str, "mã của biên bản bổ sung ký lần trước; trống khi không có"]
    gio_lap: Annotated[str, "giờ lập biên bản bổ sung, để trống điền tay"]
    dia_diem: Annotated[str, "địa điểm làm việc"]
    ly_do: Annotated[str, "lý do bổ sung; trống khi không ghi"]
    doan_kiem_tra: Annotated[list[str], "thành phần Đoàn kiểm tra, mỗi người một dòng"]
    nguoi_don_vi: Annotated[list[str], "thành phần đơn vị được kiểm tra, mỗi người một dòng"]
    co_quan_nhan: Annotated[str, "cơ quan nhận báo cáo khắc phục"]
    so_noi_dung: Annotated[str, "số nội dung sửa đổi, bổ sung"]
    y_kien: Annotated[list[str], "ý kiến của đơn vị về nội dung bổ sung, mỗi đoạn một dòng"]
    ly_do_khong_ky: Annotated[str, "lý do đơn vị không ký; trống khi ký"]
    so_ban: Annotated[str, "tổng số bản"]
    so_ban_doan: Annotated[str, "số bản Đoàn kiểm tra giữ"]
    so_ban_don_vi: Annotated[str, "số bản đơn vị giữ"]
    chu_ky: Annotated[list[SignatureRow], "các hàng chữ ký: trai, phai"]
    thu_ky: Annotated[Signature | None, "chữ ký của thư ký, khi đứng riêng"]


def _content(source: PaperSource) -> SupplementContent:
    case, visit, amendment = source.case, source.case.inspection, source.amendment
    signatures, secretary = signature_rows(case)
    earlier = amendment is not None and amendment.signed.id != amendment.full.id
    return SupplementContent(
        **head_content(source),
        kieu_dau=_HEADS[source.plan.head],
        don_vi=unit_text(case),
        ngay_bien_ban=day_text(local_day(visit.ended_at or visit.started_at)),
        ma_bien_ban=_code(amendment.full) if amendment else "......",
        ma_bo_sung_truoc=_code(amendment.signed) if amendment and earlier else "",
        gio_lap=BLANK_TIME,
        dia_diem=clause(visit.place) or f"trụ sở {unit_text(case)}",
        ly_do=clause(amendment.reason) if amendment else "",
        doan_kiem_tra=_people(case.people(Side.TEAM)),
        nguoi_don_vi=_people(case.people(Side.UNIT)),
        co_quan_nhan=one_line(source.plan.report_to) or one_line(source.plan.issuing_body),
        so_noi_dung=two_digits(len(_rows(source))),
        y_kien=_opinion(source),
        ly_do_khong_ky=clause(visit.refused_to_sign),
        so_ban=two_digits(visit.copies),
        so_ban_doan=two_digits(visit.copies_team),
        so_ban_don_vi=two_digits(visit.copies_unit),
        chu_ky=signatures,
        thu_ky=secretary,
    )


def _people(people: Iterable[Participant]) -> list[str]:
    return [
        listed((one_line(person.name), clause(person.position), ROLES[person.role]))
        for person in people
        if person.present
    ] or [f"{BLANK_NAME}, chức vụ {BLANK_NAME}"]


def _code(minutes: Minutes) -> str:
    return f"phiên bản {minutes.version}, mã {minutes.shown_digits}"


def _opinion(source: PaperSource) -> list[str]:
    """Return what the unit says of the changes: if it was not recorded anew, it writes by hand."""
    changes = source.amendment.changes if source.amendment else ()
    if any(one.part == "inspection" and one.field == "unit_opinion" for one in changes):
        said = [sentence(line) for line in lines(source.case.inspection.unit_opinion)]
        if said:
            return said
    return [_BLANK_LINE, _BLANK_LINE]


def _rows(source: PaperSource) -> list[Amended]:
    return amended_rows(source.amendment.changes if source.amendment else (), source.case)


def _tables(source: PaperSource) -> Mapping[str, TableWriter]:
    rows = _rows(source)
    return {_TABLE: lambda width: amended_table(rows, width)}


def _initials(source: PaperSource) -> Appendix | None:
    """Return the places for initials, wherever the minutes have them: signed by the same."""
    if not source.case.inspection.initials:
        return None
    return lambda document, _shelf: put_initials(document)


FORM: Final = PaperForm(
    paper=Paper.SUPPLEMENT,
    file_name="bien_ban_bo_sung.docx",
    title=lambda source: (
        f"Biên bản bổ sung biên bản kiểm tra {head_content(source)['noi_dung']} "
        f"tại {unit_text(source.case)}"
    ),
    fields=SupplementContent,
    content=_content,
    tables=_tables,
    annexes=_initials,
    table_tags={_TABLE: "bảng nội dung trước và nay sửa đổi, bổ sung"},
)
