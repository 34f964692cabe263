"""What minutes say: a case file turned into the fields of the template.

All wording that does not depend on the data lives in the template.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from app.documents.minutes.evidence import Evidence
from app.documents.minutes.fields import MinutesContent, RecommendationRow
from app.documents.minutes.results import area_results, sample_lines, score_lines
from app.documents.minutes.signatures import signature_rows
from app.documents.terms import (
    AGREEMENTS,
    ANNEXES,
    BLANK,
    BLANK_NAME,
    ROLES,
    clause,
    day_text,
    in_capitals,
    lines,
    listed,
    local_day,
    lowered,
    matter,
    one_line,
    place_text,
    sentence,
    short_day,
    time_text,
    two_digits,
    unit_text,
)
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.finding import Finding
from app.domain.inspection import Participant, Side, UnitAgreement
from app.domain.plan import Head
from app.domain.recommendation import Addressee, Recommendation
from app.domain.scoring import ChecklistScore

_HEADS: Final = {Head.DELEGATION: 1, Head.NUMBERED: 2, Head.WORKING: 3}


def minutes_content(
    case: CaseFile,
    scores: Sequence[ChecklistScore],
    evidence: Evidence,
    calendar: WorkingCalendar,
) -> MinutesContent:
    """Return the fields of the template for one inspection."""
    plan, visit = case.plan, case.inspection
    areas = area_results(case, evidence)
    sample = sample_lines(case, evidence, calendar)
    issuer = one_line(plan.issuing_body)
    signatures, secretary = signature_rows(case)
    return MinutesContent(
        kieu_dau=_HEADS[plan.head],
        co_quan_ban_hanh=in_capitals(issuer),
        so_quyet_dinh=one_line(plan.decision_number),
        ngay_quyet_dinh=day_text(plan.decision_on),
        co_quan_quyet_dinh=one_line(plan.decision_body) or issuer,
        so_ke_hoach=one_line(plan.plan_number),
        ngay_ke_hoach=day_text(plan.plan_on),
        co_quan_ke_hoach=one_line(plan.plan_body) or issuer,
        noi_dung=matter(plan.subject),
        don_vi=unit_text(case),
        don_vi_day_du=full_unit_text(case),
        dia_danh=_place(case),
        ngay_lap=day_made(case),
        gio_bat_dau=time_text(visit.started_at),
        ngay_bat_dau=day_text(local_day(visit.started_at)),
        dia_diem=clause(visit.place) or f"trụ sở {unit_text(case)}",
        doan_kiem_tra=_people(case.people(Side.TEAM)),
        nguoi_don_vi=_people(case.people(Side.UNIT)),
        nguoi_lien_quan=_others(case),
        cac_linh_vuc=listed((lowered(area["ten"]) for area in areas), "; "),
        ky_tu=day_text(visit.period_from),
        ky_den=day_text(visit.period_to),
        noi_kiem_tra=clause(visit.places_visited),
        so_ho_so=two_digits(len(case.dossiers)) if case.dossiers else "",
        linh_vuc=areas,
        muc_ho_so=len(areas) + 1,
        ho_so_mau=sample,
        muc_cham_diem=len(areas) + (2 if sample else 1),
        cham_diem=score_lines(scores, evidence),
        nhan_xet=[sentence(line) for line in lines(visit.general_remark)],
        kien_nghi=recommendation_rows(case),
        co_quan_nhan=one_line(plan.report_to) or issuer,
        han_bao_cao=day_text(visit.report_due_on) if visit.report_due_on else "",
        kien_nghi_cap_tren=asked_of_higher(case),
        thong_nhat=_agrees(case),
        y_kien=unit_opinion(case),
        cac_tai_lieu=_attachments(case, evidence),
        ly_do_khong_ky=clause(visit.refused_to_sign),
        gio_ket_thuc=time_text(visit.ended_at),
        ngay_ket_thuc=day_text(local_day(visit.ended_at)),
        so_ban=two_digits(visit.copies),
        so_ban_doan=two_digits(visit.copies_team),
        so_ban_don_vi=two_digits(visit.copies_unit),
        chu_ky=signatures,
        thu_ky=secretary,
    )


def full_unit_text(case: CaseFile) -> str:
    """Return the unit with the province it lies in."""
    if case.province is None or case.province.code == case.unit.code:
        return unit_text(case)
    province = one_line(case.province.name)
    return f"{unit_text(case)}, {province[:1].lower()}{province[1:]}"


def day_made(case: CaseFile) -> str:
    """Return the day of the minutes: that of the end of the visit."""
    return day_text(local_day(case.inspection.ended_at or case.inspection.started_at))


def _place(case: CaseFile) -> str:
    named = one_line(case.plan.place_name)
    return named or place_text(case.province or case.unit)


def _people(people: Iterable[Participant]) -> list[str]:
    return [_person(person) for person in people] or [f"{BLANK_NAME}, chức vụ {BLANK_NAME}"]


def _person(person: Participant) -> str:
    absent = "" if person.present else "vắng mặt"
    words = (one_line(person.name), clause(person.position), ROLES[person.role], absent)
    return listed(words)


def _others(case: CaseFile) -> list[str]:
    people = (*case.people(Side.RELATED), *case.people(Side.WITNESS))
    return [_person(person) for person in people]


def asked_of_higher(case: CaseFile) -> list[str]:
    """Return what is asked of higher authorities, each without its stop."""
    return [clause(row.text) for row in case.recommendations if row.addressee is Addressee.HIGHER]


def recommendation_rows(case: CaseFile) -> list[RecommendationRow]:
    """Return what is asked of the unit, as the table of recommendations has it."""
    findings = {row.id: row for row in case.findings}
    asked = [row for row in case.recommendations if row.addressee is Addressee.UNIT]
    rows: list[RecommendationRow] = []
    above, first = None, 0
    for number, row in enumerate(asked, start=1):
        finding = findings.get(row.finding_id) if row.finding_id else None
        if finding is None or finding is not above:
            above, first = finding, number
        rows.append(_recommendation(number, row, finding, said_at=first))
    return rows


def _recommendation(
    number: int, row: Recommendation, finding: Finding | None, *, said_at: int
) -> RecommendationRow:
    """Return a row; a finding said in the rows above is not said again but pointed to."""
    found = sentence(finding.text) if finding else "Kiến nghị chung."
    reason = clause(row.no_deadline_reason) or BLANK
    return RecommendationRow(
        stt=number,
        ton_tai=found if said_at == number else f"Như trên (STT {said_at}).",
        yeu_cau=sentence(row.text),
        nguoi=clause(row.owner) or clause(finding.responsible if finding else "") or "Đơn vị",
        thoi_han=short_day(row.due_on) or f"Không ấn định: {reason}",
        bao_cao=clause(row.report_form) or "Văn bản",
    )


def _agrees(case: CaseFile) -> bool:
    """Whether the closing paragraph may say that all acknowledged the minutes as right."""
    visit = case.inspection
    refused = bool(visit.refused_to_sign.strip())
    return visit.unit_agreement is UnitAgreement.AGREES and not refused


def unit_opinion(case: CaseFile) -> list[str]:
    """Return what the unit says to the minutes, its stance first; never nothing (S7)."""
    visit = case.inspection
    said = [sentence(line) for line in lines(visit.unit_opinion)]
    stance = AGREEMENTS[visit.unit_agreement]
    if said:
        return [f"{stance}.", *said]
    if visit.unit_agreement is UnitAgreement.AGREES:
        # One who refuses to sign has not been heard to agree.
        refused = "Đơn vị không nêu ý kiến."
        return [refused if visit.refused_to_sign.strip() else f"{stance}, không có ý kiến khác."]
    return [f"{stance}; không nêu ý kiến cụ thể."]


def _attachments(case: CaseFile, evidence: Evidence) -> list[str]:
    annexes = [f"{evidence.name(annex)}: {ANNEXES[annex]}" for annex in evidence.annexes]
    own = (clause(line) for line in case.inspection.attachments)
    return [*annexes, *(line for line in own if line)]
