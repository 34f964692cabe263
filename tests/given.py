"""Builders with sensible defaults, so that a test names only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from app.domain.answer import Answer, answer_id
from app.domain.checklist import (
    AnswerType,
    Checklist,
    ChecklistState,
    Criterion,
    checklist_id,
    content_sha256,
)
from app.domain.dossier import Dossier, dossier_id
from app.domain.finding import Finding, FindingKind
from app.domain.inspection import Inspection
from app.domain.photo import Photo, photo_id
from app.domain.plan import Plan
from app.domain.recommendation import Recommendation
from app.ids import ChecklistId, FindingId, InspectionId, PlanId, RecommendationId, place_id

INSPECTION = InspectionId(place_id("inspection", "given"))


def plan(**facts: object) -> Plan:
    """A plan of Sở Nội vụ for 2026."""
    given: dict[str, object] = {
        "id": PlanId(place_id("plan", "given")),
        "year": 2026,
        "subject": "công tác cải cách hành chính năm 2026",
        "issuing_body": "Sở Nội vụ tỉnh Tây Ninh",
        "decision_number": "1050/QĐ-SNV",
        "decision_on": date(2026, 10, 5),
    }
    return Plan(**{**given, **facts})  # type: ignore[arg-type] # the test's own facts


def inspection(**facts: object) -> Inspection:
    """A visit to xã Cần Đước."""
    given: dict[str, object] = {
        "id": INSPECTION,
        "plan_id": plan().id,
        "unit_code": "28108",
        "unit_name": "xã Cần Đước",
        "checklist_ids": (),
        "period_from": date(2026, 1, 1),
        "period_to": date(2026, 10, 31),
        "started_at": datetime(2026, 11, 20, 1, 30, tzinfo=UTC),
    }
    return Inspection(**{**given, **facts})  # type: ignore[arg-type] # the test's own facts


def answer(code: str = "CCHC.1.1.1", **facts: object) -> Answer:
    """An answer `yes` to one criterion."""
    given: dict[str, object] = {
        "id": answer_id(INSPECTION, code),
        "inspection_id": INSPECTION,
        "checklist_id": ChecklistId(place_id("checklist", "given")),
        "criterion_code": code,
        "value": "yes",
    }
    return Answer(**{**given, **facts})  # type: ignore[arg-type] # the test's own facts


def finding(number: int = 1, **facts: object) -> Finding:
    """A shortcoming of the one-stop shop."""
    given: dict[str, object] = {
        "id": FindingId(place_id("finding", str(number))),
        "inspection_id": INSPECTION,
        "kind": FindingKind.SHORTCOMING,
        "area_code": "CCHC.3",
        "text": "Còn 03/20 hồ sơ mẫu trả quá hạn, 02 hồ sơ không có giấy hẹn.",
        "order": number,
    }
    return Finding(**{**given, **facts})  # type: ignore[arg-type] # the test's own facts


def recommendation(number: int = 1, **facts: object) -> Recommendation:
    """A recommendation with owner and deadline."""
    given: dict[str, object] = {
        "id": RecommendationId(place_id("recommendation", str(number))),
        "inspection_id": INSPECTION,
        "text": "Chấn chỉnh việc cấp giấy tiếp nhận hồ sơ và hẹn trả kết quả.",
        "owner": "Trung tâm Phục vụ hành chính công xã",
        "due_on": date(2026, 12, 15),
        "order": number,
    }
    return Recommendation(**{**given, **facts})  # type: ignore[arg-type] # the test's own facts


def photo(sha256: str = "ab" * 32, **facts: object) -> Photo:
    """A photo of the notice board."""
    given: dict[str, object] = {
        "id": photo_id(INSPECTION, sha256),
        "inspection_id": INSPECTION,
        "sha256": sha256,
        "file_name": "bảng niêm yết.jpg",
        "width": 1600,
        "height": 1200,
        "size": 480_000,
    }
    return Photo(**{**given, **facts})  # type: ignore[arg-type] # the test's own facts


def dossier(code: str = "H15.50.05.13-261008-0975", **facts: object) -> Dossier:
    """A dossier of hộ tịch returned in time."""
    given: dict[str, object] = {
        "id": dossier_id(INSPECTION, code),
        "inspection_id": INSPECTION,
        "dossier_code": code,
        "procedure_name": "Đăng ký khai sinh",
        "field": "Hộ tịch",
        "received_at": datetime(2026, 10, 8, 8, 15),  # noqa: DTZ001 - read off a paper slip
        "due_at": datetime(2026, 10, 12, 17, 0),  # noqa: DTZ001 - read off a paper slip
        "returned_at": datetime(2026, 10, 9, 10, 0),  # noqa: DTZ001 - read off a paper slip
    }
    return Dossier(**{**given, **facts})  # type: ignore[arg-type] # the test's own facts


def criterion(code: str, parent: str, points: str = "1", **facts: object) -> Criterion:
    """A criterion answered by yes or no."""
    given: dict[str, object] = {
        "code": code,
        "parent_code": parent,
        "area": "Chỉ đạo, điều hành",
        "text": f"Nội dung {code}",
        "answer_type": AnswerType.YES_NO,
        "max_score": Decimal(points),
        "scoring_rule": f"Có: {points.replace('.', ',')}; Không: 0",
        "evidence": "Văn bản",
        "legal_basis": "NQ 76/NQ-CP",
        "source": "Biên soạn",
    }
    return Criterion(**{**given, **facts})  # type: ignore[arg-type] # the test's own facts


def checklist(*leaves: Criterion, code: str = "T", number: int = 1) -> Checklist:
    """A published checklist of one area with these leaves, or two of one point each."""
    rows = leaves or (criterion(f"{code}.1.1", f"{code}.1"), criterion(f"{code}.1.2", f"{code}.1"))
    total = sum((row.max_score for row in rows), Decimal(0))
    criteria = (_group(code, "", total), _group(f"{code}.1", code, total), *rows)
    digest = content_sha256(criteria)
    return Checklist(
        id=checklist_id(code, digest),
        code=code,
        title=f"Bộ tiêu chí {code}",
        number=number,
        criteria=criteria,
        content_sha256=digest,
        state=ChecklistState.PUBLISHED,
    )


def _group(code: str, parent: str, total: Decimal) -> Criterion:
    return criterion(
        code, parent, str(total), answer_type=AnswerType.SCORE, scoring_rule="Tổng điểm"
    )
