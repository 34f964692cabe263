"""Two versions of a small checklist and a visit under way, for the tests of versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.bootstrap import Application
from app.domain.checklist import Checklist, Criterion
from app.domain.checklist_draft import ChecklistDraft
from app.domain.inspection import Inspection, InspectionFacts
from app.domain.plan import PlanFacts
from tests import given

PLAN = given.criterion("T.1.1", "T.1", text="Ban hành kế hoạch cải cách hành chính đúng hạn")
REPORT = given.criterion("T.1.2", "T.1", text="Báo cáo định kỳ đầy đủ nội dung")
SURVEY = given.criterion("T.1.3", "T.1", text="Khảo sát sự hài lòng của người dân")
FIRST = (PLAN, REPORT, SURVEY)

NEW = given.criterion("T.1.1", "T.1", text="Người đứng đầu trực tiếp phụ trách")
REWORDED = replace(REPORT, code="T.1.3", text="Báo cáo định kỳ đầy đủ nội dung và số liệu")


def publish(app: Application, *leaves: Criterion) -> Checklist:
    """Publish these criteria as the next version of the set T."""
    made = given.checklist(*leaves)
    return app.checklists.publish(
        ChecklistDraft(code="T", title=made.title, number=1, criteria=made.criteria)
    )


def first(app: Application) -> Checklist:
    """Publish the first version."""
    return publish(app, *FIRST)


def second(app: Application) -> Checklist:
    """Publish the next version: T.1.1 is new, the plan T.1.2, the report reworded, no survey."""
    told = replace(REWORDED, first_code=REPORT.code)
    return publish(app, NEW, replace(PLAN, code="T.1.2"), told)


def begin(app: Application, checklist: str = "T") -> Inspection:
    """Begin a visit with the version of T in force, or another."""
    plan = PlanFacts(
        year=2026,
        subject="công tác cải cách hành chính năm 2026",
        issuing_body="Sở Nội vụ tỉnh Tây Ninh",
        decision_number="1050/QĐ-SNV",
        decision_on=date(2026, 10, 5),
    )
    facts = InspectionFacts(period_from=date(2026, 1, 1), period_to=date(2026, 10, 31))
    return app.inspections.start("28108", plan, facts, (checklist,))


def answer(app: Application, visit: Inspection, code: str, value: str = "yes") -> None:
    """Answer a criterion."""
    app.answers.save(replace(app.answers.blank(visit.id, code), value=value))


def given_answers(app: Application, visit: Inspection) -> dict[str, str]:
    """Return what is answered, by the codes of the version the visit stands on."""
    return {code: one.value for code, one in app.inspections.case_file(visit.id).answers.items()}
