"""Phiếu kiểm tra trắng: the criteria of a visit on paper, to be filled in by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

from app.documents.papers import blank_criteria
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.papers.head import HeadContent, head_content
from app.documents.terms import (
    clause,
    day_text,
    two_digits,
    unit_text,
)
from app.documents.word.composing import TableWriter
from app.domain.paper import Paper

_TABLE: Final = "bang_tieu_chi"


class BlankChecklistContent(HeadContent):
    """The tags of the blank checklist."""

    don_vi: Annotated[str, "đơn vị được kiểm tra"]
    dia_diem: Annotated[str, "địa điểm kiểm tra; trống thì để dòng chấm"]
    ky_tu: Annotated[str, "ngày đầu của thời kỳ kiểm tra"]
    ky_den: Annotated[str, "ngày cuối của thời kỳ kiểm tra"]
    so_tieu_chi: Annotated[str, "số tiêu chí phải ghi; trống khi chưa có bộ tiêu chí"]


def _content(source: PaperSource) -> BlankChecklistContent:
    case, visit = source.case, source.case.inspection
    count = sum(1 for one in case.checklists for _leaf in one.leaves())
    return BlankChecklistContent(
        **head_content(source),
        don_vi=unit_text(case),
        dia_diem=clause(visit.place),
        ky_tu=day_text(visit.period_from),
        ky_den=day_text(visit.period_to),
        so_tieu_chi=two_digits(count) if count else "",
    )


def _tables(source: PaperSource) -> Mapping[str, TableWriter]:
    return {_TABLE: lambda width: blank_criteria.written(source.case.checklists, width)}


def _title(source: PaperSource) -> str:
    return f"Phiếu kiểm tra {head_content(source)['noi_dung']} tại {unit_text(source.case)}"


FORM: Final = PaperForm(
    paper=Paper.BLANK_CHECKLIST,
    file_name="phieu_kiem_tra.docx",
    title=_title,
    fields=BlankChecklistContent,
    content=_content,
    tables=_tables,
    table_tags={_TABLE: "bảng tiêu chí của mọi bộ tiêu chí, có chỗ ghi tay"},
    names_all_visits=False,
)
