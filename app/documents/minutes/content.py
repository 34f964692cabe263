"""What minutes say: a case file turned into the fields of the template.

All wording that does not depend on the data lives in the template.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from app.documents.minutes.attendance import absence_line, attendance_lines, roll_call_rows
from app.documents.minutes.evidence import Evidence
from app.documents.minutes.fields import MinutesContent, RecommendationRow
from app.documents.minutes.people import joint_delegations, other_lines, team_lines, unit_lines
from app.documents.minutes.remediation import remediation_rows, remediation_summary
from app.documents.minutes.results import (
    area_results,
    checklist_areas,
    sample_lines,
    score_lines,
)
from app.documents.minutes.signatures import signature_rows
from app.documents.terms import (
    AGREEMENTS,
    ANNEXES,
    BLANK,
    BLANK_NAME,
    INSPECTION_FORMS,
    INSPECTION_KINDS,
    clause,
    copies_text,
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
from app.domain.inspection import InspectionForm, InspectionKind, InspectionState, UnitAgreement
from app.domain.plan import Head
from app.domain.recommendation import Addressee, Recommendation
from app.domain.scoring import ChecklistScore

_HEADS: Final = {Head.DELEGATION: 1, Head.NUMBERED: 2, Head.WORKING: 3}
_MATTERS: Final = {
    InspectionKind.ADMIN_REFORM: "công tác cải cách hành chính",
    InspectionKind.ONE_STOP: "việc thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết "
    "thủ tục hành chính",
    InspectionKind.PROCEDURE_CONTROL: "công tác kiểm soát thủ tục hành chính",
    InspectionKind.PUBLIC_DUTY: "việc thực hiện công vụ, chấp hành kỷ luật, kỷ cương hành chính",
}
"""What a kind of inspection is about, where its plan does not say."""


def minutes_content(
    case: CaseFile,
    scores: Sequence[ChecklistScore],
    evidence: Evidence,
    calendar: WorkingCalendar,
) -> MinutesContent:
    """Return the fields of the template for one inspection."""
    plan, visit = case.plan, case.inspection
    issuer = one_line(plan.issuing_body)
    decided_by = one_line(plan.decision_body) or issuer or BLANK_NAME
    announced = visit.decision_announced_at or visit.form is InspectionForm.UNANNOUNCED
    hours, absent = attendance_lines(case), absence_line(case, evidence)
    first = 2 if hours or absent else 1
    areas = area_results(case, evidence, first)
    sample = sample_lines(case, evidence, calendar)
    scored = score_lines(scores, evidence)
    after_areas = first + len(areas)
    signatures, secretary = signature_rows(case)
    return MinutesContent(
        kieu_dau=_HEADS[plan.head],
        loai_kiem_tra=INSPECTION_KINDS[visit.kind],
        hinh_thuc=INSPECTION_FORMS[visit.form],
        co_quan_ban_hanh=in_capitals(issuer) or BLANK_NAME,
        so_quyet_dinh=one_line(plan.decision_number) or BLANK,
        ngay_quyet_dinh=day_text(plan.decision_on),
        co_quan_quyet_dinh=decided_by,
        so_ke_hoach=one_line(plan.plan_number),
        ngay_ke_hoach=day_text(plan.plan_on),
        co_quan_ke_hoach=one_line(plan.plan_body) or issuer or BLANK_NAME,
        cac_doan=joint_delegations(case),
        noi_dung=_matter(case),
        don_vi=unit_text(case),
        don_vi_day_du=full_unit_text(case),
        dia_danh=_place(case),
        ngay_lap=day_made(case),
        thay_the=_replaced(case),
        gio_bat_dau=time_text(visit.started_at),
        ngay_bat_dau=day_text(local_day(visit.started_at)),
        gio_cong_bo=time_text(visit.decision_announced_at) if announced else "",
        ngay_cong_bo=day_text(local_day(visit.decision_announced_at)) if announced else "",
        dia_diem=clause(visit.place) or _usual_place(case),
        doan_kiem_tra=team_lines(case),
        nguoi_don_vi=unit_lines(case),
        nguoi_lien_quan=other_lines(case),
        cac_linh_vuc=listed((lowered(area["ten"]) for area in areas), "; "),
        cac_bo_tieu_chi=checklist_areas(case, areas),
        ky_tu=day_text(visit.period_from),
        ky_den=day_text(visit.period_to),
        noi_kiem_tra=clause(visit.places_visited),
        so_ho_so=two_digits(len(case.dossiers)) if case.dossiers else "",
        thoi_gio=hours,
        diem_danh=roll_call_rows(case),
        vang_mat=absent,
        linh_vuc=areas,
        muc_ho_so=after_areas,
        ho_so_mau=sample,
        muc_cham_diem=after_areas + (1 if sample else 0),
        cham_diem=scored,
        muc_khac_phuc=after_areas + (1 if sample else 0) + (1 if scored else 0),
        khac_phuc_chung=remediation_summary(case),
        khac_phuc=remediation_rows(case, evidence),
        nhan_xet=_sentences(visit.general_remark),
        kien_nghi=recommendation_rows(case),
        co_quan_nhan=_report_to(case),
        han_bao_cao=day_text(visit.report_due_on) if visit.report_due_on else "",
        kien_nghi_cap_tren=asked_of_higher(case),
        thong_nhat=_agrees(case),
        y_kien=unit_opinion(case),
        cac_tai_lieu=_attachments(case, evidence),
        ly_do_khong_ky=_refusal(case),
        gio_ket_thuc=time_text(visit.ended_at),
        ngay_ket_thuc=day_text(local_day(visit.ended_at)),
        so_ban=copies_text(visit.copies),
        so_ban_doan=copies_text(visit.copies_team),
        so_ban_don_vi=copies_text(visit.copies_unit),
        chu_ky=signatures,
        thu_ky=secretary,
    )


def day_made(case: CaseFile) -> str:
    """Return the day of the minutes: that of the end of the visit."""
    return day_text(local_day(case.inspection.ended_at or case.inspection.started_at))


def _replaced(case: CaseFile) -> str:
    """Return which signed minutes these take the place of, once the visit was opened again."""
    signed = case.signed_minutes
    if signed is None or case.inspection.state is InspectionState.SIGNED:
        return ""
    return f"phiên bản {signed.version}, mã {signed.shown_digits}"


def _matter(case: CaseFile) -> str:
    """Return what is inspected; the form, which stands before it, is not said twice."""
    words = matter(case.plan.subject)
    form = f"{INSPECTION_FORMS[case.inspection.form]} "
    if words.casefold().startswith(form):
        words = lowered(words[len(form) :].lstrip())
    return words or f"{_MATTERS[case.inspection.kind]} năm {case.plan.year}"


def full_unit_text(case: CaseFile) -> str:
    """Return the unit with the province it lies in."""
    if case.province is None or case.province.code == case.unit.code:
        return unit_text(case)
    province = one_line(case.province.name)
    return f"{unit_text(case)}, {province[:1].lower()}{province[1:]}"


def _place(case: CaseFile) -> str:
    named = one_line(case.plan.place_name)
    return named or place_text(case.province or case.unit) or BLANK


def _usual_place(case: CaseFile) -> str:
    """Return where a visit is held that says nothing else: the unit's seat, or the team's own."""
    if case.inspection.form is InspectionForm.BY_REPORT:
        return f"trụ sở {one_line(case.plan.issuing_body) or BLANK_NAME}"
    return f"trụ sở {unit_text(case)}"


def _report_to(case: CaseFile) -> str:
    return one_line(case.plan.report_to) or one_line(case.plan.issuing_body) or BLANK_NAME


def _sentences(text: str) -> list[str]:
    said = (sentence(line) for line in lines(text))
    return [line for line in said if line]


def asked_of_higher(case: CaseFile) -> list[str]:
    """Return what is asked of higher authorities, each without its stop."""
    return [_asked(row) for row in case.recommendations if row.addressee is Addressee.HIGHER]


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
        rows.append(_recommendation(case, number, row, finding, said_at=first))
    return rows


def _recommendation(
    case: CaseFile, number: int, row: Recommendation, finding: Finding | None, *, said_at: int
) -> RecommendationRow:
    """Return a row; a finding said in the rows above is not said again but pointed to."""
    found = sentence(finding.text) if finding else "Kiến nghị chung."
    return RecommendationRow(
        stt=number,
        ton_tai=found if said_at == number else f"Như trên (STT {said_at}).",
        yeu_cau=sentence(row.text) or BLANK_NAME,
        nguoi=clause(row.owner) or clause(finding.responsible if finding else "") or "Đơn vị",
        thoi_han=_deadline(row),
        bao_cao=_report(case, row),
    )


def _deadline(row: Recommendation) -> str:
    reason = clause(row.no_deadline_reason)
    if row.due_on is None and reason:
        return f"Không ấn định: {reason}"
    return short_day(row.due_on) or day_text(None)


def _report(case: CaseFile, row: Recommendation) -> str:
    """Return how the unit reports, and to whom where it is not the office of the others."""
    office = clause(row.receiving_office)
    elsewhere = office if office.casefold() != _report_to(case).casefold() else ""
    form = clause(row.report_form) or "Văn bản"
    return listed((form, f"gửi {elsewhere}" if elsewhere else ""))


def _asked(row: Recommendation) -> str:
    return clause(row.text) or one_line(row.text) or BLANK_NAME


def _refusal(case: CaseFile) -> str:
    """Return why the unit does not sign; empty where it does."""
    said = case.inspection.refused_to_sign
    return clause(said) or ("không nêu lý do" if said.strip() else "")


def _agrees(case: CaseFile) -> bool:
    """Whether the closing paragraph may say that all acknowledged the minutes as right."""
    return case.inspection.unit_agreement is UnitAgreement.AGREES and not _refusal(case)


def unit_opinion(case: CaseFile) -> list[str]:
    """Return what the unit says to the minutes, its stance first; never nothing (S7)."""
    visit = case.inspection
    said = _sentences(visit.unit_opinion)
    stance = AGREEMENTS[visit.unit_agreement]
    if said and visit.unit_agreement is UnitAgreement.AGREES and _refusal(case):
        # One who refuses to sign has not been heard to agree.
        return said
    if said:
        return [f"{stance}.", *said]
    if visit.unit_agreement is UnitAgreement.AGREES:
        return [
            "Đơn vị không nêu ý kiến." if _refusal(case) else f"{stance}, không có ý kiến khác."
        ]
    return [f"{stance}; không nêu ý kiến cụ thể."]


def _attachments(case: CaseFile, evidence: Evidence) -> list[str]:
    annexes = [f"{evidence.name(annex)}: {ANNEXES[annex]}" for annex in evidence.annexes]
    own = (clause(line) for line in case.inspection.attachments)
    return [*annexes, *(line for line in own if line)]
