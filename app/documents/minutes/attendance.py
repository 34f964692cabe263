"""Thời giờ làm việc: who was at work when the team counted (`minutes_format` §8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from app.documents.minutes.evidence import Evidence, told_in
from app.documents.minutes.fields import RollCallRow
from app.documents.terms import (
    ABSENCES,
    clause,
    day_text,
    listed,
    local_day,
    lowered,
    rate_text,
    short_day,
    time_text,
    two_digits,
)
from app.domain.annex import Annex
from app.domain.attendance import AbsenceState, RollCall
from app.domain.case_file import CaseFile
from app.domain.dossier_result import Rate
from app.domain.inspection import InspectionKind


def attendance_lines(case: CaseFile) -> list[str]:
    """Return what is said of the working time; nothing where it was no part of the visit."""
    said = _counted(case)
    nothing = not said and not case.absences
    if nothing and case.inspection.kind is InspectionKind.PUBLIC_DUTY:
        return ["Không ghi nhận số liệu điểm danh tại thời điểm kiểm tra."]
    return said


def roll_call_rows(case: CaseFile) -> list[RollCallRow]:
    """Return the table of counts; a single one is said in a sentence."""
    if len(case.roll_calls) == 1:
        return []
    return [
        RollCallRow(
            stt=number,
            thoi_diem=moment_text(case, row.at),
            phong=clause(row.office) or "Toàn đơn vị",
            bien_che=str(row.staff),
            co_mat=str(row.present),
            vang_co_ly_do=str(row.excused),
            vang_khong_ly_do=str(row.unexcused),
        )
        for number, row in enumerate(case.roll_calls, start=1)
    ]


def absence_line(case: CaseFile, evidence: Evidence) -> str:
    """Return how many were not at work and where they are named; nothing where all were."""
    seen = Counter(row.state for row in case.absences)
    counts = listed(
        f"{two_digits(seen[state])} trường hợp {lowered(ABSENCES[state])}"
        for state in AbsenceState
        if seen[state]
    )
    told = told_in(evidence, Annex.ABSENCES)
    return f"Qua kiểm tra, ghi nhận {counts}.{told}" if counts else ""


def moment_text(case: CaseFile, at: datetime) -> str:
    """Return when something was seen; with its day where that is not the first of the visit."""
    begun = local_day(case.inspection.started_at)
    day = local_day(at)
    return time_text(at) if day == begun else f"{time_text(at)}, {short_day(day)}"


def _counted(case: CaseFile) -> list[str]:
    calls = case.roll_calls
    if not calls:
        return []
    if len(calls) == 1:
        (only,) = calls
        place = listed((day_text(local_day(only.at)), _at_office(only)), ", ")
        return [f"Lúc {time_text(only.at)}, {place}: {_counts(calls)}."]
    offices = {clause(row.office).casefold() for row in calls}
    if "" in offices or len(offices) < len(calls):
        # Somebody counted twice would be added twice.
        return [f"Đoàn kiểm tra điểm danh {two_digits(len(calls))} lần, kết quả như sau:"]
    places = f"{two_digits(len(calls))} phòng, đơn vị"
    return [f"Đoàn kiểm tra điểm danh tại {places}: {_counts(calls)}; cụ thể:"]


def _at_office(row: RollCall) -> str:
    office = clause(row.office)
    return f"tại {office}" if office else "tại đơn vị"


def _counts(calls: Sequence[RollCall]) -> str:
    staff, present, excused, unexcused = (
        sum(getattr(row, name) for row in calls)
        for name in ("staff", "present", "excused", "unexcused")
    )
    rate = Rate(numerator=present, denominator=staff)
    there = rate_text(rate) if rate.percent is not None else two_digits(present)
    return (
        f"số người phải có mặt {two_digits(staff)}, có mặt {there}, vắng có lý do "
        f"{two_digits(excused)}, vắng không có lý do {two_digits(unexcused)}"
    )
