"""A checklist with every kind of logic and a visit that uses it, for tests above the domain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.bootstrap import Application
from app.domain.checklist import AnswerType, Criterion, CriterionRole
from app.domain.checklist_draft import ChecklistDraft
from app.domain.inspection import Inspection, InspectionFacts
from app.domain.plan import PlanFacts
from tests.scored import group, leaf

PLAN = PlanFacts(
    year=2026,
    subject="công tác cải cách hành chính năm 2026",
    issuing_body="Sở Nội vụ tỉnh Tây Ninh",
    decision_number="1050/QĐ-SNV",
    decision_on=date(2026, 10, 5),
)


def logical_criteria() -> tuple[Criterion, ...]:
    """Deadline, choices, number, condition, calculation, bonus, penalty, demands."""
    rows = (
        group("LG", "14"),
        group("LG.1", "9", "LG"),
        leaf(
            "LG.1.1",
            "3",
            AnswerType.DATE,
            "Đúng hạn: 3; Chậm đến 30 ngày: 1,5; Chậm quá 30 ngày hoặc không ban hành: 0",
        ),
        leaf(
            "LG.1.2",
            "2",
            AnswerType.MULTIPLE,
            "Niêm yết tại trụ sở: 1; Cổng thông tin điện tử: 1; Hệ thống loa: 0,5",
        ),
        leaf(
            "LG.1.3", "2", AnswerType.NUMBER, "Từ 15 trở lên: 2; Từ 12 đến dưới 15: 1; Dưới 12: 0"
        ),
        leaf(
            "LG.1.4",
            "2",
            AnswerType.YES_NO,
            "Có: 2; Không: 0",
            condition="${LG.1.3} >= 12",
            required="Không: nhận xét, ảnh",
            checks="Nhắc: không(. = 'Có' và ${LG.1.3} > 20): Số liệu cao bất thường",
        ),
        group("LG.2", "5", "LG"),
        leaf(
            "LG.2.1",
            "5",
            AnswerType.SCORE,
            "Tính theo công thức",
            calculation="làm tròn(min(${LG.1.3} / 4; 5); 1)",
        ),
        group("LG.3", "2", "LG", role=CriterionRole.BONUS),
        leaf("LG.3.1", "4", AnswerType.COUNT, "Mỗi sáng kiến: 1"),
        group("LG.4", "5", "LG", role=CriterionRole.PENALTY),
        leaf("LG.4.1", "5", AnswerType.DATE, "Mỗi ngày chậm: 1 | Hạn: 15/12/2026"),
    )
    names = {
        "LG": "Bộ tiêu chí có điều kiện và công thức",
        "LG.1": "Chỉ đạo, điều hành",
        "LG.1.1": "Ban hành kế hoạch cải cách hành chính năm",
        "LG.1.2": "Hình thức công khai thủ tục hành chính",
        "LG.1.3": "Số điểm trung bình của các bộ phận",
        "LG.1.4": "Có báo cáo giải trình kết quả",
        "LG.2": "Kết quả",
        "LG.2.1": "Điểm kết quả tổng hợp",
        "LG.3": "Điểm cộng",
        "LG.3.1": "Sáng kiến được công nhận",
        "LG.4": "Điểm trừ",
        "LG.4.1": "Chậm gửi hồ sơ tự chấm",
    }
    return tuple(replace(row, text=names[row.code]) for row in rows)


def logical_visit(application: Application) -> Inspection:
    """Publish the checklist and open a visit with it."""
    application.checklists.publish(
        ChecklistDraft(
            code="LG", title="Bộ tiêu chí có logic", number=1, criteria=logical_criteria()
        )
    )
    facts = InspectionFacts(period_from=date(2026, 1, 1), period_to=date(2026, 10, 31))
    return application.inspections.start("28108", PLAN, facts, ("LG",))
