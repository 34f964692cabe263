"""Văn bản đôn đốc khắc phục: what a unit still owes of its recommendations, as of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final, TypedDict

from app.documents.minutes.fields import Signature
from app.documents.papers.deciding import (
    RecipientContent,
    decider_signature,
    letter_symbol,
    recipient_content,
)
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.papers.head import HeadContent, head_content
from app.documents.terms import (
    REMEDIATION,
    clause,
    day_text,
    local_day,
    one_line,
    sentence,
    short_day,
    two_digits,
    unit_text,
)
from app.domain.finding import Finding
from app.domain.paper import Paper
from app.domain.recommendation import Addressee, Recommendation, RecommendationState

_SOON_DAYS: Final = 15
"""A deadline within so many days is named beforehand."""
_WORKDAYS_TO_REPORT: Final = 5
"""What a unit gets to remedy and report on what is overdue, from the day of the letter."""
_DONE: Final = frozenset({RecommendationState.REPORTED, RecommendationState.CONFIRMED})


class ReminderRow(TypedDict):
    """One recommendation that is reminded of."""

    stt: Annotated[int, "số thứ tự"]
    noi_dung: Annotated[str, "yêu cầu khắc phục"]
    nguoi: Annotated[str, "người, bộ phận chịu trách nhiệm"]
    thoi_han: Annotated[str, "thời hạn, ví dụ 15/12/2026"]
    so_ngay: Annotated[str, "số ngày đã quá hạn, hoặc còn lại đến hạn"]
    tinh_trang: Annotated[str, "tình trạng thực hiện"]


class ReminderContent(HeadContent, RecipientContent):
    """The tags of the reminder."""

    ky_hieu: Annotated[str, "ký hiệu công văn; bộ phận soạn thảo để trống, ví dụ: SNV-............"]
    co_quan_don_doc: Annotated[str, "cơ quan ban hành, viết thường như trong câu"]
    don_vi: Annotated[str, "đơn vị được kiểm tra"]
    ngay_kiem_tra: Annotated[str, "ngày kiểm tra"]
    tinh_den: Annotated[str, "ngày tính tình trạng khắc phục"]
    so_kien_nghi: Annotated[str, "tổng số kiến nghị đối với đơn vị; trống khi không có"]
    so_da_xac_nhan: Annotated[str, "số kiến nghị đã xác nhận khắc phục; trống khi không có"]
    so_da_bao_cao: Annotated[str, "số kiến nghị đã báo cáo, chờ xác nhận; trống khi không có"]
    so_con_han: Annotated[str, "số kiến nghị chưa xong, còn trong thời hạn; trống khi không có"]
    qua_han: Annotated[list[ReminderRow], "kiến nghị quá hạn, quá lâu nhất trước"]
    so_qua_han: Annotated[str, "số kiến nghị quá hạn"]
    sap_den_han: Annotated[list[ReminderRow], "kiến nghị đến hạn trong những ngày tới"]
    so_sap_den_han: Annotated[str, "số kiến nghị sắp đến hạn"]
    so_ngay_toi: Annotated[str, "trong bao nhiêu ngày tới thì coi là sắp đến hạn"]
    co_quan_nhan: Annotated[str, "cơ quan nhận báo cáo kết quả khắc phục"]
    han_bao_cao: Annotated[str, "thời hạn báo cáo; trống khi theo thời hạn của từng kiến nghị"]
    nguoi_ky: Annotated[Signature, "chữ ký của người ra quyết định kiểm tra"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """The recommendations to the unit, by where they stand on a day."""

    asked: Sequence[Recommendation]
    overdue: Sequence[Recommendation]
    soon: Sequence[Recommendation]

    def count(self, state: RecommendationState) -> int:
        return sum(1 for row in self.asked if row.state is state)

    @property
    def later(self) -> int:
        """How many are open and neither overdue nor due soon."""
        is_open = sum(1 for row in self.asked if row.state not in _DONE)
        return is_open - len(self.overdue) - len(self.soon)


def _standing(rows: Sequence[Recommendation], today: date) -> _Standing:
    asked = [row for row in rows if row.addressee is Addressee.UNIT]
    due = sorted(
        ((row.due_on, row.order, row) for row in asked if row.due_on and row.state not in _DONE),
        key=lambda one: one[:2],
    )
    soon = today + timedelta(days=_SOON_DAYS)
    return _Standing(
        asked=asked,
        overdue=[row for day, _, row in due if day < today],
        soon=[row for day, _, row in due if today <= day <= soon],
    )


def _content(source: PaperSource) -> ReminderContent:
    case, plan, visit = source.case, source.plan, source.case.inspection
    standing = _standing(case.recommendations, source.today)
    issuer, receiver = one_line(plan.issuing_body), one_line(plan.report_to)
    return ReminderContent(
        **head_content(source),
        noi_nhan=_recipients(source),
        ky_hieu=letter_symbol(plan),
        co_quan_don_doc=issuer,
        don_vi=unit_text(case),
        ngay_kiem_tra=day_text(local_day(visit.started_at)),
        tinh_den=day_text(source.today),
        so_kien_nghi=_count(len(standing.asked)),
        so_da_xac_nhan=_count(standing.count(RecommendationState.CONFIRMED)),
        so_da_bao_cao=_count(standing.count(RecommendationState.REPORTED)),
        so_con_han=_count(standing.later),
        qua_han=_rows(source, standing.overdue),
        so_qua_han=_count(len(standing.overdue)),
        sap_den_han=_rows(source, standing.soon),
        so_sap_den_han=_count(len(standing.soon)),
        so_ngay_toi=two_digits(_SOON_DAYS),
        co_quan_nhan=receiver or issuer,
        han_bao_cao=day_text(due) if (due := _report_by(source, standing)) else "",
        nguoi_ky=decider_signature(plan),
    )


def _recipients(source: PaperSource) -> list[str]:
    """Return who receives the letter beside the unit: who waits for its report, too."""
    issuer, receiver = one_line(source.plan.issuing_body), one_line(source.plan.report_to)
    others = recipient_content(source)["noi_nhan"]
    return others if receiver in {"", issuer, *others} else [receiver, *others]


def _count(number: int) -> str:
    """Return a number as two digits; nothing where it is none, so that a template can ask."""
    return two_digits(number) if number else ""


def _rows(source: PaperSource, rows: Sequence[Recommendation]) -> list[ReminderRow]:
    findings: dict[str, Finding] = {row.id: row for row in source.case.findings}
    return [
        ReminderRow(
            stt=number,
            noi_dung=sentence(row.text),
            nguoi=_owner(row, findings),
            thoi_han=short_day(row.due_on),
            so_ngay=two_digits(abs((row.due_on - source.today).days)) if row.due_on else "",
            tinh_trang=REMEDIATION[row.state],
        )
        for number, row in enumerate(rows, start=1)
    ]


def _owner(row: Recommendation, findings: dict[str, Finding]) -> str:
    finding = findings.get(row.finding_id) if row.finding_id else None
    return clause(row.owner) or clause(finding.responsible if finding else "") or "Đơn vị"


def _report_by(source: PaperSource, standing: _Standing) -> date | None:
    """Return by when the unit reports: what is overdue at once, the rest as it was told."""
    if standing.overdue:
        return source.calendar.add_workdays(source.today, _WORKDAYS_TO_REPORT)
    told = source.case.inspection.report_due_on
    return told if told and told >= source.today else None


def _title(source: PaperSource) -> str:
    matter_ = head_content(source)["noi_dung"]
    return f"Đôn đốc khắc phục sau kiểm tra {matter_} đối với {unit_text(source.case)}"


FORM: Final = PaperForm(
    paper=Paper.REMINDER,
    file_name="don_doc.docx",
    title=_title,
    fields=ReminderContent,
    content=_content,
    reads_checklists=False,
    names_all_visits=False,
)
