"""The rows of the summary workbook: what each visit says, as values of their own type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from app.documents.minutes.evidence import photos_of_finding
from app.documents.terms import (
    CAUSES,
    CHANNELS,
    DIGITISED,
    DOSSIER_STATUSES,
    FINDING_KINDS,
    OUTCOMES,
    REMEDIATION,
    SEVERITIES,
    capitalised,
    clause,
    listed,
    local_day,
    number_text,
    one_line,
    printed,
    unit_text,
    yes_or_no,
)
from app.documents.workbook_sheet import Heading
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.checklist import Criterion
from app.domain.dossier import Dossier
from app.domain.dossier_result import judge, sample_statistics
from app.domain.finding import Finding, FindingKind
from app.domain.recommendation import Addressee, Recommendation, RecommendationState
from app.domain.scoring import ChecklistScore

Case: TypeAlias = tuple[CaseFile, Sequence[ChecklistScore]]
Value: TypeAlias = str | int | Decimal | date | None

_SHORTCOMINGS: Final = frozenset({FindingKind.SHORTCOMING, FindingKind.VIOLATION})
_ADDRESSEES: Final = {Addressee.UNIT: "Đơn vị", Addressee.HIGHER: "Cấp có thẩm quyền"}
_NOT_COMPLETE: Final = "Chưa chấm xong"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The columns of one checklist: its areas that carry points."""

    code: str
    areas: tuple[Criterion, ...]


def score_headings(cases: Sequence[Case]) -> tuple[Heading, ...]:
    """Return the columns of the first sheet: the visit, a block for each checklist, figures."""
    columns: list[tuple[str, float]] = [
        ("STT", 6),
        ("Đơn vị", 28),
        ("Tỉnh, thành phố", 18),
        ("Ngày kiểm tra", 12),
    ]
    for block in _blocks(cases):
        columns += [
            (f"{area.code}: {one_line(area.text)} ({number_text(area.max_score)})", 15)
            for area in block.areas
        ]
        columns += [
            (f"{block.code}: Tổng điểm", 10),
            (f"{block.code}: Điểm tối đa áp dụng", 10),
            (f"{block.code}: Điểm quy đổi", 10),
            (f"{block.code}: Xếp loại", 13),
        ]
    columns += [
        ("Số ưu điểm", 8),
        ("Số tồn tại, hạn chế", 9),
        ("Số kiến nghị với đơn vị", 9),
        ("Số kiến nghị đã xác nhận", 9),
        ("Số hồ sơ mẫu", 8),
        ("Tỷ lệ đúng hạn (%)", 9),
    ]
    return tuple(Heading(text=text, width=width, is_text=False) for text, width in columns)


def score_rows(cases: Sequence[Case], calendar: WorkingCalendar) -> Iterator[Sequence[Value]]:
    """Yield one row for each visit."""
    blocks = _blocks(cases)
    for number, (case, scores) in enumerate(cases, start=1):
        by_code = {score.checklist.code: score for score in scores}
        row: list[Value] = [number, unit_text(case), _province(case), _day(case)]
        for block in blocks:
            row += _points(block, by_code.get(block.code))
        yield row + _figures(case, calendar)


def _blocks(cases: Sequence[Case]) -> tuple[_Block, ...]:
    """Return the checklists met, by code, with the areas of all their versions."""
    found: dict[str, dict[str, Criterion]] = {}
    for _, scores in cases:
        for score in scores:
            areas = found.setdefault(score.checklist.code, {})
            for area in score.checklist.areas:
                if area.max_score:
                    areas.setdefault(area.code, area)
    return tuple(_Block(code=code, areas=tuple(found[code].values())) for code in sorted(found))


def _points(block: _Block, score: ChecklistScore | None) -> list[Value]:
    if score is None:
        return [None] * (len(block.areas) + 4)
    groups = (score.groups.get(area.code) for area in block.areas)
    rating = score.rating
    total = score.total
    return [
        *(group.points if group else None for group in groups),
        total.points,
        total.applicable_max,
        total.converted,
        rating.name if rating else _NOT_COMPLETE,
    ]


def _figures(case: CaseFile, calendar: WorkingCalendar) -> list[Value]:
    asked = [row for row in case.recommendations if row.addressee is Addressee.UNIT]
    sample = sample_statistics(case.dossiers, calendar, case.inspection.period_to)
    return [
        sum(row.kind is FindingKind.STRENGTH for row in case.findings),
        sum(row.kind in _SHORTCOMINGS for row in case.findings),
        len(asked),
        sum(row.state is RecommendationState.CONFIRMED for row in asked),
        len(case.dossiers),
        sample.on_time_rate.percent,
    ]


def finding_rows(cases: Sequence[Case]) -> Iterator[Sequence[Value]]:
    """Yield one row for each finding."""
    number = 0
    for case, _ in cases:
        for row in case.findings:
            number += 1
            yield [number, unit_text(case), _day(case), *_finding(case, row)]


def _finding(case: CaseFile, row: Finding) -> list[Value]:
    return [
        FINDING_KINDS[row.kind],
        _area(case, row),
        row.criterion_code,
        printed(row.text),
        printed(row.legal_basis),
        printed(row.evidence),
        printed(row.cause),
        CAUSES[row.cause_kind] if row.cause_kind else "",
        SEVERITIES[row.severity] if row.severity else "",
        printed(row.responsible),
        len(photos_of_finding(case, row)),
    ]


def _area(case: CaseFile, row: Finding) -> str:
    found = (checklist.criterion(row.area_code) for checklist in case.checklists)
    area = next((criterion for criterion in found if criterion is not None), None)
    return capitalised(clause(area.text)) if area else row.area_code


def recommendation_rows(cases: Sequence[Case]) -> Iterator[Sequence[Value]]:
    """Yield one row for each recommendation."""
    number = 0
    for case, _ in cases:
        findings = {row.id: row for row in case.findings}
        for row in case.recommendations:
            number += 1
            finding = findings.get(row.finding_id) if row.finding_id else None
            yield [number, unit_text(case), _day(case), *_recommendation(case, row, finding)]


def _recommendation(case: CaseFile, row: Recommendation, finding: Finding | None) -> list[Value]:
    return [
        _ADDRESSEES[row.addressee],
        printed(finding.text) if finding else "",
        printed(row.text),
        printed(row.owner),
        row.due_on,
        printed(row.no_deadline_reason),
        printed(row.report_form),
        printed(row.receiving_office or case.plan.report_to),
        REMEDIATION[row.state],
    ]


def dossier_rows(cases: Sequence[Case], calendar: WorkingCalendar) -> Iterator[Sequence[Value]]:
    """Yield one row for each dossier, with how it stands against its term."""
    number = 0
    for case, _ in cases:
        for row in case.dossiers:
            number += 1
            yield [number, unit_text(case), *_dossier(row, calendar, case.inspection.period_to)]


def _dossier(row: Dossier, calendar: WorkingCalendar, period_to: date) -> list[Value]:
    judged = judge(row, calendar, period_to)
    return [
        printed(row.dossier_code),
        printed(row.procedure_code),
        printed(row.procedure_name),
        printed(row.field),
        CHANNELS[row.channel],
        local_day(row.received_at),
        local_day(row.due_at),
        local_day(row.resolved_at),
        local_day(row.returned_at),
        DOSSIER_STATUSES[row.status],
        OUTCOMES[judged.outcome] if judged.outcome else "",
        judged.overdue_days or None,
        listed(map(printed, row.extra_docs), "; "),
        listed(map(printed, row.missing_docs), "; "),
        row.supplement_count,
        yes_or_no(said=row.has_receipt),
        yes_or_no(said=row.has_control_slip),
        yes_or_no(said=row.has_apology),
        DIGITISED[row.digitised] if row.digitised else "",
        yes_or_no(said=row.e_result),
        printed(row.note),
    ]


def _province(case: CaseFile) -> str:
    return capitalised(one_line(case.province.name)) if case.province else ""


def _day(case: CaseFile) -> date | None:
    return local_day(case.inspection.started_at)
