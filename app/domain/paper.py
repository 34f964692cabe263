"""The papers (văn bản) of an inspection, and the Word templates that offices give them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Annotated, ClassVar, Final

from app.domain.entity import Merge, Sha256
from app.ids import TemplateId, place_id
from app.words import mark, translate


class Paper(Enum):
    """What can be written of an inspection, in the order of its life."""

    PLAN = "plan"
    """Kế hoạch tiến hành kiểm tra (TT 56/2025/TT-BCT, Mẫu 04)."""
    DECISION = "decision"
    """Quyết định thành lập Đoàn kiểm tra (Mẫu 03)."""
    NOTICE = "notice"
    """Thông báo lịch kiểm tra và đề cương báo cáo."""
    BLANK_CHECKLIST = "blank_checklist"
    """Phiếu kiểm tra trắng, to fill in by hand."""
    MINUTES = "minutes"
    """Biên bản kiểm tra (Mẫu 05)."""
    SUPPLEMENT = "supplement"
    """Biên bản bổ sung: what changed after minutes were signed."""
    HANDOVER_SLIP = "handover_slip"
    """Giấy giao nhận tài liệu."""
    UNIT_COPY = "unit_copy"
    """Bản dành cho đơn vị: a sanitised copy of the minutes."""
    RESULT_REPORT = "result_report"
    """Báo cáo kết quả kiểm tra (Mẫu 06)."""
    CONCLUSION = "conclusion"
    """Thông báo kết luận kiểm tra."""
    REMINDER = "reminder"
    """Văn bản đôn đốc khắc phục."""
    FILE_LIST = "file_list"
    """Danh mục hồ sơ kiểm tra (TT 56/2025/TT-BCT Điều 11)."""


OTHER_PAPERS: Final = tuple(
    paper for paper in Paper if paper not in {Paper.MINUTES, Paper.SUPPLEMENT}
)
"""What is written at any time of what is recorded; minutes are frozen and signed."""

_NAMES: Final = {
    Paper.PLAN: mark("Plan of the inspection"),
    Paper.DECISION: mark("Decision that sets up the delegation"),
    Paper.NOTICE: mark("Notice of the schedule, with the outline of the report"),
    Paper.BLANK_CHECKLIST: mark("Blank checklist to fill in by hand"),
    Paper.MINUTES: mark("Minutes of the inspection"),
    Paper.SUPPLEMENT: mark("Supplementary minutes"),
    Paper.HANDOVER_SLIP: mark("Slip for documents handed over"),
    Paper.UNIT_COPY: mark("Copy for the unit"),
    Paper.RESULT_REPORT: mark("Report on the results"),
    Paper.CONCLUSION: mark("Notice of the conclusions"),
    Paper.REMINDER: mark("Reminder of what is to be remedied"),
    Paper.FILE_LIST: mark("List of the inspection file"),
}


def paper_text(paper: Paper) -> str:
    """Return what people call a paper."""
    return translate(_NAMES[paper])


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTemplate:
    """The template that an office uses for a paper in place of the one that ships."""

    KIND: ClassVar[str] = "template"
    AGGREGATE: ClassVar[str] = "id"

    id: TemplateId
    paper: Annotated[Paper, Merge.IMMUTABLE]
    file_name: Annotated[str, Merge.AUTO]
    docx_sha256: Annotated[Sha256, Merge.AUTO]
    """The Word file in the vault."""
    installed_at: Annotated[datetime, Merge.AUTO]


def template_id(paper: Paper) -> TemplateId:
    """Return the identity of a paper's template: an office has one for each paper."""
    return TemplateId(place_id("template", paper.value))
