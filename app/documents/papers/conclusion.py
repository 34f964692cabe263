"""Thông báo kết luận kiểm tra, from who decided to the unit, with a deadline for each demand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Final, TypedDict

from app.documents.minutes.content import asked_of_higher, recommendation_rows
from app.documents.minutes.evidence import Evidence
from app.documents.minutes.fields import AreaResult, Point, RecommendationRow, Signature
from app.documents.minutes.results import area_results
from app.documents.papers.deciding import (
    RecipientContent,
    decider_signature,
    recipient_content,
    symbol,
)
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.papers.head import HeadContent, head_content
from app.documents.terms import (
    clause,
    day_text,
    lines,
    listed,
    local_day,
    one_line,
    point_letter,
    sentence,
    total_text,
    unit_text,
)
from app.domain.paper import Paper
from app.domain.scoring import ChecklistScore

# The unit has the annexes of the minutes; a conclusion names grounds, not pictures.
_NO_ANNEXES: Final = Evidence(annexes=(), photos=(), numbers={})


class AreaPoints(TypedDict):
    """What is said of one area under a heading."""

    chu: Annotated[str, "chữ cái đầu dòng: a, b, c"]
    ten: Annotated[str, "tên lĩnh vực"]
    y: Annotated[list[str], "các ý của lĩnh vực"]


class ConclusionContent(HeadContent, RecipientContent):
    """The tags of the conclusion."""

    ky_hieu: Annotated[str, "ký hiệu của thông báo, ví dụ: TB-SNV"]
    don_vi: Annotated[str, "đơn vị được kiểm tra"]
    co_quan_ket_luan: Annotated[str, "cơ quan kết luận, viết thường như trong câu"]
    ngay_kiem_tra: Annotated[str, "ngày kiểm tra tại đơn vị"]
    nhan_xet: Annotated[list[str], "các đoạn nhận xét chung"]
    diem: Annotated[list[str], "câu về kết quả chấm điểm của từng bộ tiêu chí"]
    uu_diem: Annotated[list[AreaPoints], "ưu điểm theo lĩnh vực"]
    ton_tai: Annotated[list[AreaPoints], "tồn tại, hạn chế theo lĩnh vực"]
    nguyen_nhan: Annotated[list[str], "các nguyên nhân, kèm loại"]
    kien_nghi: Annotated[list[RecommendationRow], "bảng kiến nghị, yêu cầu, kèm thời hạn"]
    kien_nghi_cap_tren: Annotated[list[str], "kiến nghị với cấp có thẩm quyền"]
    co_quan_nhan: Annotated[str, "cơ quan nhận báo cáo khắc phục"]
    han_bao_cao: Annotated[str, "hạn báo cáo khắc phục; trống khi theo từng kiến nghị"]
    nguoi_ky: Annotated[Signature, "chữ ký của người ra quyết định kiểm tra"]


def _content(source: PaperSource) -> ConclusionContent:
    case, plan = source.case, source.plan
    visit = case.inspection
    areas = area_results(case, _NO_ANNEXES, first=1)
    return ConclusionContent(
        **head_content(source),
        **recipient_content(source),
        ky_hieu=symbol(plan, "TB"),
        don_vi=unit_text(case),
        co_quan_ket_luan=one_line(plan.issuing_body),
        ngay_kiem_tra=day_text(local_day(visit.started_at)),
        nhan_xet=[sentence(line) for line in lines(visit.general_remark)],
        diem=[_score(score) for score in source.scores if score.total.converted is not None],
        uu_diem=_by_area((area["ten"], area["uu_diem"]) for area in areas),
        ton_tai=_by_area((area["ten"], area["ton_tai"]) for area in areas),
        nguyen_nhan=_causes(areas),
        kien_nghi=recommendation_rows(case),
        kien_nghi_cap_tren=asked_of_higher(case),
        co_quan_nhan=one_line(plan.report_to) or one_line(plan.issuing_body),
        han_bao_cao=day_text(visit.report_due_on) if visit.report_due_on else "",
        nguoi_ky=decider_signature(plan),
    )


def _by_area(areas: Iterable[tuple[str, Sequence[Point]]]) -> list[AreaPoints]:
    """Return the areas of which anything is said, each with its letter."""
    said = [(name, points) for name, points in areas if points]
    return [
        AreaPoints(
            chu=point_letter(number),
            ten=name,
            y=[_with_grounds(point) for point in points],
        )
        for number, (name, points) in enumerate(said)
    ]


def _with_grounds(point: Point) -> str:
    return listed((point["noi_dung"], f"({point['dan_chung']})" if point["dan_chung"] else ""), " ")


def _causes(areas: Iterable[AreaResult]) -> list[str]:
    """Return the causes of all areas, each once."""
    causes = (
        f"{cause['loai']}: {cause['noi_dung']}" for area in areas for cause in area["nguyen_nhan"]
    )
    return list(dict.fromkeys(causes))


def _score(score: ChecklistScore) -> str:
    rated = f", xếp loại {score.rating.name}" if score.rating else ""
    return f"{clause(score.checklist.title)}: {total_text(score.total)}{rated}"


FORM: Final = PaperForm(
    paper=Paper.CONCLUSION,
    file_name="thong_bao_ket_luan.docx",
    title=lambda source: (
        f"Thông báo kết luận kiểm tra {head_content(source)['noi_dung']} "
        f"tại {unit_text(source.case)}"
    ),
    fields=ConclusionContent,
    content=_content,
    names_all_visits=False,
)
