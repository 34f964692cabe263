"""Part III of the minutes: what was found, area by area, and what it scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from app.documents.minutes.evidence import Evidence, photos_of_finding
from app.documents.minutes.fields import AreaResult, Cause, Point
from app.documents.terms import (
    CAUSES,
    CLOSED_WITHOUT_RESULT,
    DOSSIER_STATUSES,
    capitalised,
    clause,
    listed,
    lowered,
    rate_text,
    total_text,
    two_digits,
)
from app.domain.annex import Annex
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.checklist import Checklist
from app.domain.dossier import Dossier
from app.domain.dossier_result import SampleStatistics, sample_statistics
from app.domain.finding import Finding, FindingKind
from app.domain.scoring import ChecklistScore

_SHORTCOMINGS: Final = frozenset({FindingKind.SHORTCOMING, FindingKind.VIOLATION})
_OTHER_AREA: Final = "Nội dung khác"


def area_results(case: CaseFile, evidence: Evidence) -> list[AreaResult]:
    """Return the areas of the checklists with their findings, and one for what fits none."""
    homes = {
        area.code: capitalised(clause(area.text))
        for checklist in case.checklists
        for area in checklist.areas
    }
    scored = {
        area.code for checklist in case.checklists for area in checklist.areas if area.max_score
    }
    found: dict[str, list[Finding]] = {code: [] for code in homes}
    for finding in case.findings:
        found.setdefault(_home(case.checklists, finding), []).append(finding)
    shown = [code for code, rows in found.items() if rows or code in scored]
    return [
        _area(number, homes.get(code, _OTHER_AREA), found[code], case, evidence)
        for number, code in enumerate(shown, start=1)
    ]


def _home(checklists: Iterable[Checklist], finding: Finding) -> str:
    """Return the code of the area a finding is printed under, or nothing for the last one."""
    for checklist in checklists:
        areas = {area.code for area in checklist.areas}
        above = {row.code: row.parent_code for row in checklist.criteria}
        for start in (finding.area_code, finding.criterion_code):
            code = start
            while code and code not in areas:
                code = above.get(code, "")
            if code:
                return code
    return ""


def _area(
    number: int, title: str, findings: Sequence[Finding], case: CaseFile, evidence: Evidence
) -> AreaResult:
    return AreaResult(
        so=number,
        ten=title,
        uu_diem=[
            _point(row, case, evidence) for row in findings if row.kind is FindingKind.STRENGTH
        ],
        ton_tai=[_point(row, case, evidence) for row in findings if row.kind in _SHORTCOMINGS],
        nguyen_nhan=_causes(findings),
    )


def _point(finding: Finding, case: CaseFile, evidence: Evidence) -> Point:
    text = clause(finding.text)
    if finding.kind is FindingKind.VIOLATION:
        text += "; Đoàn kiểm tra đề nghị chuyển cơ quan có thẩm quyền xem xét"
    basis = clause(finding.legal_basis)
    proof = listed(
        (
            clause(finding.evidence),
            evidence.cited(photos_of_finding(case, finding)),
            _sample_cited(case, finding, evidence),
        ),
        "; ",
    )
    return Point(
        noi_dung=text,
        dan_chung=listed(
            (f"căn cứ: {basis}" if basis else "", f"minh chứng: {proof}" if proof else ""), "; "
        ),
    )


def _sample_cited(case: CaseFile, finding: Finding, evidence: Evidence) -> str:
    """Return the annex of dossiers where a finding speaks of one of them, or of the sample."""
    words = f"{finding.text} {finding.evidence}"
    named = "hồ sơ mẫu" in words.casefold() or any(
        row.dossier_code and row.dossier_code in words for row in case.dossiers
    )
    return evidence.name(Annex.DOSSIERS) if named else ""


def _causes(findings: Iterable[Finding]) -> list[Cause]:
    causes: dict[tuple[str, str], Cause] = {}
    for row in findings:
        if row.kind is FindingKind.DIFFICULTY:
            sort, text = "Khó khăn, vướng mắc", clause(row.text)
        else:
            sort = CAUSES[row.cause_kind] if row.cause_kind else "Nguyên nhân"
            text = clause(row.cause)
        if text:
            # Two shortcomings often share a cause; it is printed once.
            causes.setdefault((sort, text), Cause(loai=sort, noi_dung=text))
    return list(causes.values())


def sample_lines(case: CaseFile, evidence: Evidence, calendar: WorkingCalendar) -> list[str]:
    """Return what the sample of dossiers showed, or nothing where none was drawn."""
    if not case.dossiers:
        return []
    counted = sample_statistics(case.dossiers, calendar, case.inspection.period_to)
    closed = _closed(case.dossiers)
    return [_outcomes(counted, closed), _defects(counted, evidence.name(Annex.DOSSIERS))]


def _outcomes(counted: SampleStatistics, closed: str) -> str:
    parts = (
        (counted.early, "giải quyết trước hạn"),
        (counted.on_time, "đúng hạn"),
        (counted.overdue, "quá hạn"),
        (counted.within_term, "đang giải quyết trong hạn"),
        (counted.running_late, "đang giải quyết đã quá hạn"),
        (counted.not_judged, "chưa đủ dữ liệu để đánh giá"),
    )
    counts = listed(f"{two_digits(number)} hồ sơ {words}" for number, words in parts if number)
    rate = counted.on_time_rate
    rated = (
        f" Tỷ lệ giải quyết trước hạn và đúng hạn: {rate_text(rate)}." if rate.denominator else ""
    )
    return f"Kiểm tra {two_digits(counted.total)} hồ sơ, trong đó: {counts}.{rated}{closed}"


def _closed(dossiers: Iterable[Dossier]) -> str:
    """Return how many of the counted ones ended without a result; the annex names each so."""
    ended = Counter(row.status for row in dossiers)
    counts = listed(
        f"{two_digits(ended[status])} hồ sơ {lowered(words)}"
        for status, words in DOSSIER_STATUSES.items()
        if status in CLOSED_WITHOUT_RESULT and ended[status]
    )
    return f" Trong số hồ sơ trên có {counts}." if counts else ""


def _defects(counted: SampleStatistics, annex: str) -> str:
    parts = (
        (counted.without_receipt, "không có Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        (counted.with_extra_docs, "yêu cầu giấy tờ ngoài quy định"),
        (counted.with_missing_docs, "thiếu thành phần"),
    )
    found = listed(f"{two_digits(number)} hồ sơ {words}" for number, words in parts if number)
    said = f"Qua kiểm tra, có {found}." if found else "Chưa phát hiện hồ sơ thiếu, thừa giấy tờ."
    return f"{said}{_details_in(annex)}"


def _details_in(annex: str) -> str:
    return f" Chi tiết tại {annex}." if annex else ""


def score_lines(scores: Iterable[ChecklistScore], evidence: Evidence) -> list[str]:
    """Return one line for the score of each checklist."""
    return [_score_line(score, evidence.name(Annex.SCORES)) for score in scores]


def _score_line(score: ChecklistScore, annex: str) -> str:
    total = score.total
    if total.converted is None:
        return f"{clause(score.checklist.title)}: chưa có tiêu chí nào được chấm điểm."
    result = f"{clause(score.checklist.title)}: {total_text(total)}"
    rating = score.rating
    if rating is not None:
        result += f", xếp loại {rating.name}"
    missing = total.leaves - total.answered
    open_rows = f"; còn {two_digits(missing)} tiêu chí chưa chấm" if missing else ""
    return (
        f"{result} (kết quả tạm tính tại chỗ, do Đoàn thẩm định chính thức sau{open_rows})."
        f"{_details_in(annex)}"
    )
