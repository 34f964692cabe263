"""The visits of a plan as its papers list them: units, days and places."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, TypedDict

from app.documents.papers.form import PaperSource
from app.documents.terms import (
    WAYS_OF_INSPECTION,
    capitalised,
    clause,
    day_text,
    listed,
    local_day,
    short_day,
    unit_text,
)
from app.domain.case_file import CaseFile
from app.domain.inspection import Inspection

BLANK_SHORT_DAY: Final = "....../....../......"
_WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class ScheduleRow(TypedDict):
    """One row of the schedule."""

    stt: Annotated[int, "số thứ tự"]
    don_vi: Annotated[str, "đơn vị được kiểm tra"]
    thoi_gian: Annotated[str, "ngày làm việc, kèm thứ trong tuần"]
    dia_diem: Annotated[str, "địa điểm làm việc"]


class ScopeContent(TypedDict):
    """Tags that say whom and what a plan inspects, and when."""

    cac_don_vi: Annotated[list[str], "danh sách các đơn vị được kiểm tra"]
    so_don_vi: Annotated[str, "số đơn vị được kiểm tra, viết hai chữ số"]
    lich: Annotated[list[ScheduleRow], "lịch kiểm tra, mỗi đơn vị một dòng"]
    cac_linh_vuc: Annotated[list[str], "tên các lĩnh vực kiểm tra; trống khi chưa chọn bộ tiêu chí"]
    ky_tu: Annotated[str, "ngày đầu của thời kỳ kiểm tra"]
    ky_den: Annotated[str, "ngày cuối của thời kỳ kiểm tra"]
    hinh_thuc: Annotated[str, "hình thức kiểm tra, ví dụ: kiểm tra trực tiếp tại đơn vị"]


def scope_content(source: PaperSource) -> ScopeContent:
    """Return what papers of a plan say of all its visits."""
    visits = [case.inspection for case in source.visits]
    units = list(dict.fromkeys(map(unit_text, source.visits)))
    return ScopeContent(
        cac_don_vi=units,
        so_don_vi=f"{len(units):02d}",
        lich=[_row(number, case) for number, case in enumerate(source.visits, start=1)],
        cac_linh_vuc=area_names(source),
        ky_tu=day_text(min(visit.period_from for visit in visits)),
        ky_den=day_text(max(visit.period_to for visit in visits)),
        hinh_thuc=listed(dict.fromkeys(WAYS_OF_INSPECTION[visit.form] for visit in visits), "; "),
    )


def area_names(source: PaperSource) -> list[str]:
    """Return the areas that give points, of the checklists of all visits, each once."""
    names = (
        capitalised(clause(area.text))
        for case in source.visits
        for checklist in case.checklists
        for area in checklist.areas
        if area.max_score
    )
    return list(dict.fromkeys(names))


def _row(number: int, case: CaseFile) -> ScheduleRow:
    return ScheduleRow(
        stt=number,
        don_vi=unit_text(case),
        thoi_gian=_days(case.inspection),
        dia_diem=capitalised(clause(case.inspection.place)) or f"Trụ sở {unit_text(case)}",
    )


def first_day(visit: Inspection) -> date | None:
    """Return the day a visit is planned for, or else the one it began on."""
    return visit.planned_from or local_day(visit.started_at)


def _days(visit: Inspection) -> str:
    first = first_day(visit)
    if first is None:
        return BLANK_SHORT_DAY
    last = visit.planned_to if visit.planned_from else local_day(visit.ended_at)
    if last is None or last == first:
        return f"{short_day(first)} ({_WEEKDAYS[first.weekday()]})"
    return f"Từ {short_day(first)} đến {short_day(last)}"
