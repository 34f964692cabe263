"""Part III of the minutes: what was found, area by area, and what it scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from app.documents.minutes.evidence import Evidence, photos_of_finding, told_in
from app.documents.minutes.fields import AreaResult, Cause, ChecklistAreas, Point
from app.documents.minutes.sampling_statement import sampling_statements
from app.documents.terms import (
    BLANK_NAME,
    CAUSES,
    CLOSED_WITHOUT_RESULT,
    DOSSIER_STATUSES,
    capitalised,
    clause,
    listed,
    lowered,
    one_line,
    rate_text,
    total_text,
    two_digits,
)
from app.domain.annex import Annex
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.checklist import Checklist, Criterion
from app.domain.dossier import Dossier
from app.domain.dossier_result import SampleStatistics, sample_statistics
from app.domain.finding import Finding, FindingKind
from app.domain.finding_arrange import homes_of
from app.domain.scoring import ChecklistScore

_SHORTCOMINGS: Final = frozenset({FindingKind.SHORTCOMING, FindingKind.VIOLATION})
_OTHER_AREA: Final = "Nội dung khác"
_OTHER_THAN_ALL: Final = "Nội dung khác, ngoài các bộ tiêu chí trên"


def area_results(case: CaseFile, evidence: Evidence, first: int) -> list[AreaResult]:
    """Return the areas of the checklists with their findings, and one for what fits none.

    They are numbered through from `first`; where there are several checklists, the first area
    of each says which one begins.
    """
    homes = {area.code: area for checklist in case.checklists for area in checklist.areas}
    owners = {area.code: one for one in case.checklists for area in one.areas}
    found: dict[str, list[Finding]] = {code: [] for code in homes}
    printed_under = homes_of(case.checklists, case.findings)
    for finding in case.findings:
        found.setdefault(printed_under[finding.id], []).append(finding)
    shown = [code for code, rows in found.items() if rows or homes[code].max_score]
    several = len(case.checklists) > 1
    other = _OTHER_THAN_ALL if several else _OTHER_AREA
    areas: list[AreaResult] = []
    above: Checklist | None = None
    for number, code in enumerate(shown, start=first):
        owner = owners.get(code)
        begins = owner if several and owner is not above else None
        title = _title(homes[code]) if code in homes else other
        areas.append(
            AreaResult(
                so=number,
                ten=title,
                bo_tieu_chi=clause(begins.title) if begins else "",
                uu_diem=_points(found[code], frozenset({FindingKind.STRENGTH}), case, evidence),
                ton_tai=_points(found[code], _SHORTCOMINGS, case, evidence),
                nguyen_nhan=_causes(found[code], case, evidence),
            )
        )
        above = owner
    return areas


def _title(area: Criterion) -> str:
    return capitalised(clause(area.text)) or area.code


def checklist_areas(case: CaseFile, areas: Sequence[AreaResult]) -> list[ChecklistAreas]:
    """Return which areas each checklist of a visit brings; nothing where there is only one."""
    grouped: list[tuple[str, list[str]]] = []
    for area in areas:
        if area["bo_tieu_chi"]:
            grouped.append((area["bo_tieu_chi"], []))
        if grouped:
            grouped[-1][1].append(lowered(area["ten"]))
    return [
        ChecklistAreas(ten=name, cac_linh_vuc=listed(names, "; "))
        for name, names in grouped
        if len(case.checklists) > 1
    ]


def _points(
    findings: Iterable[Finding], kinds: frozenset[FindingKind], case: CaseFile, evidence: Evidence
) -> list[Point]:
    return [_point(row, case, evidence) for row in findings if row.kind in kinds]


def _point(finding: Finding, case: CaseFile, evidence: Evidence) -> Point:
    text = _said(finding)
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


def _said(finding: Finding) -> str:
    """Return the words of a finding; one of stops alone is printed as it was typed."""
    return clause(finding.text) or one_line(finding.text) or BLANK_NAME


def _sample_cited(case: CaseFile, finding: Finding, evidence: Evidence) -> str:
    """Return the annex of dossiers where a finding speaks of one of them, or of the sample."""
    words = f"{finding.text} {finding.evidence}"
    named = (
        bool(finding.dossier_ids)
        or "hồ sơ mẫu" in words.casefold()
        or any(row.dossier_code and row.dossier_code in words for row in case.dossiers)
    )
    return evidence.name(Annex.DOSSIERS) if named else ""


def _causes(findings: Iterable[Finding], case: CaseFile, evidence: Evidence) -> list[Cause]:
    causes: dict[tuple[str, str], Cause] = {}
    for row in findings:
        said = [(CAUSES[row.cause_kind] if row.cause_kind else "Nguyên nhân", clause(row.cause))]
        if row.kind is FindingKind.DIFFICULTY:
            point = _point(row, case, evidence)
            rests_on = f"({point['dan_chung']})" if point["dan_chung"] else ""
            said.insert(0, ("Khó khăn, vướng mắc", listed((point["noi_dung"], rests_on), " ")))
        for sort, text in said:
            if text:
                # Two shortcomings often share a cause; it is printed once.
                causes.setdefault((sort, text), Cause(loai=sort, noi_dung=text))
    return list(causes.values())


def sample_lines(case: CaseFile, evidence: Evidence, calendar: WorkingCalendar) -> list[str]:
    """Return what the sample of dossiers showed, or nothing where none was drawn.

    How it was drawn stands above its table, or here where the table is left out.
    """
    if not case.dossiers:
        return []
    annexed = Annex.DOSSIERS in evidence.annexes
    counted = sample_statistics(case.dossiers, calendar, case.inspection.period_to)
    closed = _closed(case.dossiers)
    return [
        *(() if annexed else sampling_statements(case)),
        _outcomes(counted, closed),
        f"{_defects(counted)}{told_in(evidence, Annex.DOSSIERS)}",
    ]


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


def _defects(counted: SampleStatistics) -> str:
    parts = (
        (counted.without_receipt, "không có Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        (counted.with_extra_docs, "yêu cầu giấy tờ ngoài quy định"),
        (counted.with_missing_docs, "thiếu thành phần"),
    )
    found = listed(f"{two_digits(number)} hồ sơ {words}" for number, words in parts if number)
    return f"Qua kiểm tra, có {found}." if found else "Chưa phát hiện hồ sơ thiếu, thừa giấy tờ."


def score_lines(scores: Iterable[ChecklistScore], evidence: Evidence) -> list[str]:
    """Return one line for the score of each checklist."""
    return [f"{_score_line(score)}{told_in(evidence, Annex.SCORES)}" for score in scores]


def _score_line(score: ChecklistScore) -> str:
    total, title = score.total, clause(score.checklist.title) or score.checklist.code
    if total.converted is None:
        return f"{title}: chưa có tiêu chí nào được chấm điểm."
    result = f"{title}: {total_text(total)}"
    rating = score.rating
    if rating is not None:
        result += f", xếp loại {rating.name}"
    missing = total.leaves - total.answered
    open_rows = f"; còn {two_digits(missing)} tiêu chí chưa chấm" if missing else ""
    return f"{result} (kết quả tạm tính tại chỗ, do Đoàn thẩm định chính thức sau{open_rows})."
