"""Báo cáo kết quả kiểm tra (TT 56/2025/TT-BCT, Mẫu 06), from the delegation to who decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Final, TypedDict

from app.documents.minutes.annex_scores import self_score, value_text
from app.documents.minutes.content import (
    asked_of_higher,
    full_unit_text,
    recommendation_rows,
    unit_opinion,
)
from app.documents.minutes.evidence import evidence_of
from app.documents.minutes.fields import AreaResult, RecommendationRow, Signature
from app.documents.minutes.results import area_results, sample_lines
from app.documents.papers.deciding import RecipientContent, recipient_content
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.papers.head import HeadContent, head_content
from app.documents.papers.team import leader_signature
from app.documents.terms import (
    BLANK_NAME,
    REMEDIATION,
    capitalised,
    clause,
    day_text,
    lines,
    listed,
    local_day,
    lowered,
    number_text,
    one_line,
    sentence,
    total_text,
    two_digits,
    unit_text,
)
from app.domain.case_file import CaseFile
from app.domain.finding import FindingKind
from app.domain.inspection import Inspection, Side
from app.domain.paper import Paper
from app.domain.recommendation import RecommendationState
from app.domain.scoring import ChecklistScore, GroupScore

_MINUTES: Final = "Biên bản kiểm tra"
_FORMER_UNITS: Final = ("xã ", "phường ", "thị trấn ", "đặc khu ")
_DONE: Final = (RecommendationState.REPORTED, RecommendationState.CONFIRMED)
_HUNDRED: Final = Decimal(100)


class ScoreRow(TypedDict):
    """One area of the score table."""

    stt: Annotated[str, "số thứ tự"]
    linh_vuc: Annotated[str, "tên lĩnh vực"]
    toi_da: Annotated[str, "điểm tối đa"]
    tu_cham: Annotated[str, "điểm đơn vị tự chấm"]
    dat: Annotated[str, "điểm đạt"]
    ty_le: Annotated[str, "tỷ lệ điểm đạt trên điểm tối đa được tính"]


class ScoreTable(TypedDict):
    """The scores of one checklist."""

    ten: Annotated[str, "tên bộ tiêu chí"]
    dong: Annotated[list[ScoreRow], "các dòng của bảng điểm, mỗi lĩnh vực một dòng"]
    tong: Annotated[ScoreRow, "dòng tổng cộng"]
    ket_qua: Annotated[str, "câu kết luận về điểm và xếp loại"]


class ResultReportContent(HeadContent, RecipientContent):
    """The tags of the report."""

    don_vi: Annotated[str, "đơn vị được kiểm tra"]
    don_vi_day_du: Annotated[str, "đơn vị được kiểm tra, kèm tên tỉnh, thành phố"]
    don_vi_cu: Annotated[str, "các đơn vị hành chính cấp xã trước sắp xếp; trống khi không có"]
    thoi_gian: Annotated[str, "thời gian kiểm tra tại đơn vị"]
    ky_tu: Annotated[str, "ngày đầu của thời kỳ kiểm tra"]
    ky_den: Annotated[str, "ngày cuối của thời kỳ kiểm tra"]
    so_thanh_vien: Annotated[str, "số thành viên Đoàn có mặt, viết hai chữ số"]
    nguoi_don_vi: Annotated[list[str], "những người đại diện đơn vị làm việc với Đoàn"]
    noi_kiem_tra: Annotated[str, "những nơi đã kiểm tra thực tế; trống khi không có"]
    so_ho_so: Annotated[str, "số hồ sơ mẫu đã kiểm tra; trống khi không có"]
    thong_tin: Annotated[list[str], "thông tin chung của đơn vị ghi trong phiếu kiểm tra"]
    nhan_xet: Annotated[list[str], "các đoạn nhận xét chung"]
    linh_vuc: Annotated[list[AreaResult], "kết quả kiểm tra theo từng lĩnh vực"]
    ho_so_mau: Annotated[list[str], "các câu về kết quả kiểm tra hồ sơ mẫu"]
    muc_ho_so: Annotated[int, "số mục của phần hồ sơ mẫu"]
    bang_diem: Annotated[list[ScoreTable], "bảng điểm của từng bộ tiêu chí"]
    muc_diem: Annotated[int, "số mục của phần chấm điểm"]
    bien_phap: Annotated[list[str], "các biện pháp xử lý đã áp dụng"]
    y_kien: Annotated[list[str], "ý kiến, kiến nghị của đơn vị; trống khi chưa làm việc"]
    kien_nghi: Annotated[list[RecommendationRow], "bảng kiến nghị đối với đơn vị"]
    kien_nghi_cap_tren: Annotated[list[str], "kiến nghị với cấp có thẩm quyền"]
    truong_doan: Annotated[Signature, "chữ ký của Trưởng đoàn"]


def _content(source: PaperSource) -> ResultReportContent:
    case = source.case
    visit = case.inspection
    evidence = replace(evidence_of(case, source.scores), whose=_MINUTES)
    areas = area_results(case, evidence, first=1)
    sample = sample_lines(case, evidence, source.calendar)
    team = [person for person in case.people(Side.TEAM) if person.present]
    return ResultReportContent(
        **head_content(source),
        **recipient_content(source),
        don_vi=unit_text(case),
        don_vi_day_du=full_unit_text(case),
        don_vi_cu=_former_units(case),
        thoi_gian=_visit_days(visit),
        ky_tu=day_text(visit.period_from),
        ky_den=day_text(visit.period_to),
        so_thanh_vien=two_digits(len(team)) if team else "......",
        nguoi_don_vi=_unit_people(case),
        noi_kiem_tra=clause(visit.places_visited),
        so_ho_so=two_digits(len(case.dossiers)) if case.dossiers else "",
        thong_tin=list(_general_facts(source.scores)),
        nhan_xet=[sentence(line) for line in lines(visit.general_remark)],
        linh_vuc=areas,
        ho_so_mau=sample,
        muc_ho_so=len(areas) + 1,
        bang_diem=[_score_table(score) for score in source.scores],
        muc_diem=len(areas) + (2 if sample else 1),
        bien_phap=list(_measures(case)),
        y_kien=unit_opinion(case) if _was_heard(visit) else [],
        kien_nghi=recommendation_rows(case),
        kien_nghi_cap_tren=asked_of_higher(case),
        truong_doan=leader_signature(source),
    )


def _was_heard(visit: Inspection) -> bool:
    """Whether the unit can have said anything: before the visit no stance of it is known."""
    return visit.started_at is not None or bool(visit.unit_opinion.strip())


def _former_units(case: CaseFile) -> str:
    names = map(one_line, case.unit.old_names)
    return listed(name for name in names if name.casefold().startswith(_FORMER_UNITS))


def _visit_days(visit: Inspection) -> str:
    first, last = local_day(visit.started_at), local_day(visit.ended_at)
    if first is None or last is None or first == last:
        return day_text(first)
    return f"từ {day_text(first)} đến {day_text(last)}"


def _unit_people(case: CaseFile) -> list[str]:
    people = (person for person in case.people(Side.UNIT) if person.present)
    named = [listed((one_line(person.name), clause(person.position))) for person in people]
    return named or [BLANK_NAME]


def _general_facts(scores: Sequence[ChecklistScore]) -> Iterator[str]:
    """Yield what the checklists record of the unit without giving points for it."""
    for score in scores:
        for area in score.checklist.areas:
            if area.max_score:
                continue
            for leaf in score.checklist.leaves(area.code):
                answer = score.criteria[leaf.code].answer
                said = clause(value_text(leaf, answer)) if answer else ""
                if said:
                    yield f"{capitalised(clause(leaf.text))}: {said}"


def _score_table(score: ChecklistScore) -> ScoreTable:
    areas = [area for area in score.checklist.areas if area.max_score]
    rows = [
        _score_row(score, score.groups[area.code], str(number), capitalised(clause(area.text)))
        for number, area in enumerate(areas, start=1)
    ]
    return ScoreTable(
        ten=clause(score.checklist.title),
        dong=rows,
        tong=_score_row(score, score.total, "", "Tổng cộng"),
        ket_qua=_verdict(score),
    )


def _score_row(score: ChecklistScore, group: GroupScore, number: str, name: str) -> ScoreRow:
    rate = group.points / group.applicable_max * _HUNDRED if group.applicable_max else None
    return ScoreRow(
        stt=number,
        linh_vuc=name,
        toi_da=number_text(group.max_score),
        tu_cham=number_text(self_score(score, group.code)),
        dat=number_text(group.points),
        ty_le=f"{number_text(rate)}%" if rate is not None else "",
    )


def _verdict(score: ChecklistScore) -> str:
    total, rating = score.total, score.rating
    if total.converted is None:
        return "Chưa có tiêu chí nào được chấm điểm."
    missing = total.leaves - total.answered
    words = (
        f"Tổng số điểm: {total_text(total)}",
        f"xếp loại {rating.name}" if rating else "",
        f"còn {two_digits(missing)} tiêu chí chưa chấm" if missing else "",
    )
    return f"{listed(words)}."


def _measures(case: CaseFile) -> Iterator[str]:
    """Yield what was done already: minutes made, matters to refer, remedies carried out."""
    visit = case.inspection
    asked = recommendation_rows(case)
    if visit.ended_at is not None:
        demand = f", yêu cầu khắc phục {two_digits(len(asked))} nội dung" if asked else ""
        yield f"Lập {_MINUTES} {day_text(local_day(visit.ended_at))}{demand}"
    for finding in case.findings:
        if finding.kind is FindingKind.VIOLATION:
            yield f"Đề nghị chuyển cơ quan có thẩm quyền xem xét nội dung “{clause(finding.text)}”"
    for row in case.recommendations:
        if row.state in _DONE:
            state = lowered(REMEDIATION[row.state])
            yield f"Đơn vị đã thực hiện yêu cầu “{clause(row.text)}” ({state})"


FORM: Final = PaperForm(
    paper=Paper.RESULT_REPORT,
    file_name="bao_cao_ket_qua.docx",
    title=lambda source: (
        f"Báo cáo kết quả kiểm tra {head_content(source)['noi_dung']} tại {unit_text(source.case)}"
    ),
    fields=ResultReportContent,
    content=_content,
    names_all_visits=False,
)
