"""A visit whose minutes lack nothing: as a case file, and in a store through the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from app.bootstrap import Application
from app.domain.answer import Answer, answer_id
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.inspection import Participant, ParticipantFacts, Role, Side
from app.domain.missing import AroundVisit
from app.domain.photo import PhotoUse
from app.domain.scoring import CriterionState
from app.domain.unit import Unit, UnitType, unit_id
from app.ids import InspectionId, ParticipantId, place_id
from app.paths import RESOURCES
from tests import given

STARTED: Final = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
ENDED: Final = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_PEOPLE: Final = (
    (Side.TEAM, Role.TEAM_LEADER, "Nguyễn Văn Hùng"),
    (Side.TEAM, Role.SECRETARY, "Trần Thị Mỹ Lệ"),
    (Side.UNIT, Role.UNIT_REPRESENTATIVE, "Lê Quốc Đạt"),
)


def calendar() -> WorkingCalendar:
    """The working calendar that ships."""
    return WorkingCalendar.from_csv((RESOURCES / "holidays_vn_2025_2027.csv").read_text("utf-8"))


def around(**known: object) -> AroundVisit:
    """A visit that no other laptop differs on, every photo here."""
    return AroundVisit(**{"calendar": calendar(), **known})  # type: ignore[arg-type] # own facts


def person(number: int = 1, **facts: object) -> Participant:
    """A member of the team."""
    given_facts: dict[str, object] = {
        "id": ParticipantId(place_id("participant", str(number))),
        "inspection_id": given.INSPECTION,
        "side": Side.TEAM,
        "role": Role.MEMBER,
        "name": f"Người {number}",
        "order": number,
    }
    return Participant(**{**given_facts, **facts})  # type: ignore[arg-type] # the test's own facts


def complete_case(**facts: object) -> CaseFile:
    """A case file whose minutes lack nothing."""
    checklist = given.checklist()
    whole = CaseFile(
        inspection=given.inspection(
            checklist_ids=(checklist.id,),
            started_at=STARTED,
            ended_at=ENDED,
            place="trụ sở UBND xã Cần Đước",
            unit_opinion="Thống nhất.",
            report_due_on=date(2026, 12, 18),
        ),
        plan=given.plan(),
        unit=Unit(id=unit_id("28108"), code="28108", name="xã", unit_type=UnitType.COMMUNE),
        province=None,
        checklists=(checklist,),
        participants=tuple(
            person(number, side=side, role=role, name=name)
            for number, (side, role, name) in enumerate(_PEOPLE, start=1)
        ),
        answers={
            code: given.answer(code, checklist_id=checklist.id) for code in ("T.1.1", "T.1.2")
        },
        findings=(given.finding(evidence="Sổ theo dõi hồ sơ"),),
        recommendations=(given.recommendation(finding_id=given.finding().id),),
        photos=(given.photo(caption="Bảng niêm yết", taken_at=STARTED + timedelta(minutes=20)),),
    )
    return replace(whole, **facts)  # type: ignore[arg-type] # the test's own facts


def complete_visit(application: Application, visit: InspectionId) -> None:
    """Record in a store whatever the minutes of a visit still lack."""
    _answer_all(application, visit)
    _name_people(application, visit)
    _prove_findings(application, visit)
    kept = application.inspections.get(visit)
    started = kept.started_at or STARTED
    application.inspections.save(
        replace(
            kept,
            started_at=started,
            ended_at=kept.ended_at or started + timedelta(hours=8),
            place=kept.place or "trụ sở UBND xã",
            unit_opinion=kept.unit_opinion or "Thống nhất.",
        )
    )


def _answer_all(application: Application, visit: InspectionId) -> None:
    blanks = [
        Answer(
            id=answer_id(visit, one.criterion.identity),
            inspection_id=visit,
            checklist_id=score.checklist.id,
            criterion_code=code,
        )
        for score in application.inspections.scores(visit)
        for code, one in score.criteria.items()
        if one.state is CriterionState.UNANSWERED
    ]
    # In one transaction: one by one each would wait for the disk.
    with application._store.writing() as work:  # noqa: SLF001 - no service saves many at once
        for blank in blanks:
            work.save(replace(blank, not_applicable=True, comment="Không phát sinh."))
        work.commit()


def _name_people(application: Application, visit: InspectionId) -> None:
    case = application.inspections.case_file(visit)
    there = {(one.side, one.role) for one in case.participants if one.present}
    for side, role, name in _PEOPLE:
        if (side, role) not in there:
            facts = ParticipantFacts(side=side, role=role, name=name)
            application.inspections.add_participant(visit, facts)


def _prove_findings(application: Application, visit: InspectionId) -> None:
    case = application.inspections.case_file(visit)
    for finding in case.findings:
        if not finding.evidence:
            application.findings.save(replace(finding, evidence="Hồ sơ lưu"))
    for photo in case.photos:
        if photo.use is PhotoUse.IN_MINUTES and not photo.caption:
            application.photos.save(replace(photo, caption="Ảnh hiện trường"))
