"""The inspection plan: the decision, the team's head and what the minutes cite."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from app.domain.canonical import LATER
from app.domain.entity import MOST_DAYS, Limit
from app.ids import PlanId


class Head(Enum):
    """The three heads of minutes (`minutes_format` §3)."""

    DELEGATION = "delegation"
    """Variant 1: issuing body and delegation, place and date, no number."""
    NUMBERED = "numbered"
    """Variant 2, strict Mẫu 1.9: a number, no place and date."""
    WORKING = "working"
    """Variant 3: national motto alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What a plan says, without its identity; also a part of the inspection document."""

    year: int
    subject: str
    """What is inspected, e.g. `công tác cải cách hành chính năm 2026`."""
    issuing_body: str
    """The agency that issued the decision, printed in the head in capitals."""
    decision_number: str
    decision_on: date
    decision_body: str = ""
    """Who signed the decision, as cited, e.g. `Chủ tịch UBND tỉnh`; the issuing body if empty."""
    plan_number: str = ""
    plan_on: date | None = None
    plan_body: str = ""
    report_to: str = ""
    """The office that receives remediation reports, e.g. `Sở Nội vụ tỉnh Tây Ninh`."""
    place_name: str = ""
    """The place printed before the date (rule W7); the province when empty."""
    head: Head = Head.DELEGATION
    parent_body: str = field(default="", metadata=LATER)
    """Cơ quan chủ quản, above the issuing body in the head of papers; empty where there is none."""
    legal_bases: tuple[str, ...] = field(default=(), metadata=LATER)
    """What plan and decision rest on, one `Căn cứ` each, without that word."""
    purpose: str = field(default="", metadata=LATER)
    """Mục đích, yêu cầu; a paragraph a line."""
    duration_days: Annotated[int | None, Limit(most=MOST_DAYS)] = field(
        default=None, metadata=LATER
    )
    """Thời hạn kiểm tra in working days, from the day the decision is announced."""
    outline_due_on: date | None = field(default=None, metadata=LATER)
    """By when a unit sends its report along the outline."""
    signer_title: str = field(default="", metadata=LATER)
    """Who signs the decision, e.g. `GIÁM ĐỐC`, also under `Phê duyệt` of a plan."""
    signer_name: str = field(default="", metadata=LATER)
    recipients: tuple[str, ...] = field(default=(), metadata=LATER)
    """Nơi nhận of its papers, beside the units and the team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(PlanFacts):
    """An inspection plan; several inspections of a year stand under it."""

    KIND: ClassVar[str] = "plan"
    AGGREGATE: ClassVar[str] = "id"

    id: PlanId
