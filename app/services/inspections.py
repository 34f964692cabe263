"""Inspections: the list of visits, one visit whole, and the steps of its life."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.clock import Clock, local
from app.domain.answer import Answer, answer_id
from app.domain.attendance import Absence, RollCall
from app.domain.case_file import CaseFile, answers_by_code
from app.domain.checklist import Checklist
from app.domain.criterion_return import CriterionReturn
from app.domain.dossier import Dossier
from app.domain.draw import Draw
from app.domain.entity import facts_in
from app.domain.finding import Finding
from app.domain.inspection import (
    Inspection,
    InspectionFacts,
    InspectionState,
    Participant,
    ParticipantFacts,
)
from app.domain.minutes import Minutes, in_order
from app.domain.photo import Photo, PhotoLink
from app.domain.photo_mark import PhotoMark
from app.domain.plan import Plan, PlanFacts
from app.domain.recommendation import Recommendation
from app.domain.register import Register
from app.domain.remediation_check import RemediationCheck
from app.domain.unit import Unit, UnitType, unit_id
from app.domain.visit_ruling import VisitRuling, visit_ruling_id
from app.domain.work_share import WorkShare
from app.ids import IdSource, InspectionId, ParticipantId, PlanId, place_id
from app.services.checklists import checklists_of, offered_checklist
from app.services.inspection_rows import InspectionRow, RowList
from app.services.units import UnitService
from app.store.history import Write
from app.store.unit_of_work import Store, View

if TYPE_CHECKING:
    from app.domain.scoring import ChecklistScore


class InspectionService:
    """The use cases around visits."""

    def __init__(self, store: Store, units: UnitService, clock: Clock, ids: IdSource) -> None:
        self._store = store
        self._units = units
        self._clock = clock
        self._ids = ids
        self._list = RowList(store)

    def rows(self) -> list[InspectionRow]:
        """Return every visit, the latest first."""
        return self._list.rows()

    def get(self, inspection_id: InspectionId) -> Inspection:
        """Return one visit.

        Raises:
            NotFound: if the store has none with this identity.
        """
        with self._store.reading() as view:
            return view.get(Inspection, inspection_id)

    def case_file(self, inspection_id: InspectionId) -> CaseFile:
        """Return everything recorded of one visit, at one moment.

        What it stands on and this store does not have is named in `absent`: a
        visit is never hidden because its plan is still on its way.

        Raises:
            NotFound: if the store has no such visit.
        """
        with self._store.reading() as view:
            return self.case_in(view, inspection_id)

    def case_in(self, view: View, inspection_id: InspectionId) -> CaseFile:
        """Return everything recorded of one visit at a moment that is being looked at already.

        Raises:
            NotFound: if the store has no such visit.
        """
        inspection = view.get(Inspection, inspection_id)
        unit = self._unit(inspection)
        plan = view.find(Plan, inspection.plan_id)
        checklists = tuple(checklists_of(view, inspection))
        here = {one.id for one in checklists} | ({plan.id} if plan else set())
        mine = {"inspection_id": inspection_id}
        given = view.all(Answer, **mine)
        answers, left_over = answers_by_code(inspection, checklists, given)
        return CaseFile(
            inspection=inspection,
            plan=plan or _unknown_plan(inspection),
            unit=unit,
            province=self._units.province_of(unit),
            checklists=checklists,
            participants=tuple(view.all(Participant, **mine)),
            answers=answers,
            left_over=left_over,
            earlier=tuple(_other_versions(view, inspection, given)),
            findings=tuple(view.all(Finding, **mine)),
            recommendations=tuple(view.all(Recommendation, **mine)),
            dossiers=tuple(view.all(Dossier, **mine)),
            registers=tuple(view.all(Register, **mine)),
            draws=tuple(view.all(Draw, **mine)),
            photos=tuple(view.all(Photo, **mine)),
            photo_links=tuple(view.all(PhotoLink, **mine)),
            photo_marks=tuple(view.all(PhotoMark, **mine)),
            remediation_checks=tuple(view.all(RemediationCheck, **mine)),
            work_shares=tuple(view.all(WorkShare, **mine)),
            roll_calls=tuple(view.all(RollCall, **mine)),
            absences=tuple(view.all(Absence, **mine)),
            minutes=in_order(view.all(Minutes, **mine)),
            ruling=view.find(VisitRuling, visit_ruling_id(inspection_id)),
            returns=tuple(view.all(CriterionReturn, **mine)),
            absent=tuple(
                one for one in (inspection.plan_id, *inspection.checklist_ids) if one not in here
            ),
        )

    def under_plan(self, plan_id: PlanId) -> tuple[CaseFile, ...]:
        """Return every visit of a plan, in the order of their days."""
        with self._store.reading() as view:
            found = [self.case_in(view, one.id) for one in view.all(Inspection, plan_id=plan_id)]
        return tuple(sorted(found, key=_earliest_first))

    def scores(self, inspection_id: InspectionId) -> list[ChecklistScore]:
        """Return the scores of each checklist of a visit."""
        case = self.case_file(inspection_id)
        return scores_of(case)

    def start(
        self,
        unit_code: str,
        plan: PlanFacts,
        facts: InspectionFacts,
        checklist_codes: tuple[str, ...],
    ) -> Inspection:
        """Open a visit to a unit under a plan, with the newest version of each checklist.

        A plan that is known already stays as it stands: whoever opens a visit names the
        decision, and what else headquarters settled of it is not for them to empty.

        Raises:
            NotFound: if the unit or a checklist is unknown.
            ChecklistRetired: if a version is named that is offered no more.
            VersionOfLaptop: if another laptop's is named, of a set that headquarters has.
        """
        unit = self._units.get(unit_code)
        with self._store.writing() as work:
            kept_plan = plan_of(plan)
            if work.find(Plan, kept_plan.id) is None:
                work.save(kept_plan)
            checklists = [offered_checklist(work, code) for code in checklist_codes]
            inspection = Inspection(
                id=InspectionId(self._ids.new()),
                plan_id=kept_plan.id,
                unit_code=unit.code,
                unit_name=unit.name,
                checklist_ids=tuple(checklist.id for checklist in checklists),
                state=InspectionState.OPEN,
                **facts_in(facts, InspectionFacts),
            )
            work.save(replace(inspection, started_at=facts.started_at or self._clock.now()))
            work.commit()
            return work.get(Inspection, inspection.id)

    def save(self, inspection: Inspection) -> Inspection:
        """Keep a changed visit."""
        with self._store.writing() as work:
            work.save(inspection)
            work.commit()
        return inspection

    def take_step(
        self, inspection_id: InspectionId, state: InspectionState, reason: str = ""
    ) -> Inspection:
        """Take a visit one step further in its life; when it begins and ends is noted.

        Raises:
            TransitionRefused: if the step is not allowed from where it stands.
            VisitNotReady: if it is to be finished and an answer owes what its checklist demands.
        """
        with self._store.writing() as work:
            moved = work.get(Inspection, inspection_id).becoming(state, reason)
            if state is InspectionState.FINISHED:
                from app.domain.answer_problem import (  # noqa: PLC0415 - only to finish a visit
                    check_ready,
                )

                case = self.case_in(work, inspection_id)
                check_ready(case, scores_of(case))
            if state is InspectionState.OPEN and moved.started_at is None:
                moved = replace(moved, started_at=self._clock.now())
            if state is InspectionState.FINISHED and moved.ended_at is None:
                moved = replace(moved, ended_at=self._clock.now())
            work.save(moved)
            if state is InspectionState.FINISHED:
                # What is written here belongs to it, so it is asked afterwards.
                moved = replace(moved, finished_seen=work.history.seen(inspection_id))
                work.save(moved)
            work.commit()
        return moved

    def add_participant(self, inspection_id: InspectionId, facts: ParticipantFacts) -> Participant:
        """Record a person who takes part, after those already there."""
        with self._store.writing() as work:
            others = work.all(Participant, inspection_id=inspection_id)
            person = Participant(
                id=ParticipantId(self._ids.new()),
                inspection_id=inspection_id,
                order=max((other.order for other in others), default=0) + 1,
                **facts_in(facts, ParticipantFacts),
            )
            work.save(person)
            work.commit()
        return person

    def save_participant(self, person: Participant) -> Participant:
        """Keep a changed participant."""
        with self._store.writing() as work:
            work.save(person)
            work.commit()
        return person

    def remove_participant(self, person: Participant) -> None:
        """Put a participant in the bin."""
        with self._store.writing() as work:
            work.remove(person)
            work.commit()

    def history(self, inspection_id: InspectionId, field: str | None = None) -> list[Write]:
        """Return who wrote what and when in one visit, the oldest first.

        Args:
            inspection_id: the visit.
            field: a field's name, a criterion's code for its whole answer, or
                `<criterion code>.<field>` for one field of it.
        """
        with self._store.reading() as view:
            inspection = view.get(Inspection, inspection_id)
            identities = {
                row.code: row.identity
                for checklist in checklists_of(view, inspection)
                for row in checklist.criteria
            }
            if field is None or "." not in field:
                writes = view.history.of_aggregate(inspection_id)
                return [write for write in writes if field in {None, write.field}]

            # The code of a criterion that left the set is what it was always called.
            def of_answer(code: str, name: str | None = None) -> list[Write]:
                identity = answer_id(inspection_id, identities.get(code, code))
                return view.history.of_entity(identity, name)

            code, _, name = field.rpartition(".")
            return of_answer(field) or of_answer(code, name)

    def _unit(self, inspection: Inspection) -> Unit:
        code = inspection.unit_code
        # Another laptop may have added it to its own catalogue.
        unit = self._units.catalogue().unit(code) or Unit(
            id=unit_id(code), code=code, name="", unit_type=UnitType.COMMUNE
        )
        # A later renaming leaves what was printed.
        return replace(unit, name=inspection.unit_name)


def _other_versions(
    view: View, inspection: Inspection, answers: Iterable[Answer]
) -> Iterator[Checklist]:
    others = {answer.checklist_id for answer in answers} - set(inspection.checklist_ids)
    for checklist_id in sorted(others):
        checklist = view.find(Checklist, checklist_id)
        if checklist is not None:
            yield checklist


def _unknown_plan(inspection: Inspection) -> Plan:
    return Plan(
        id=inspection.plan_id,
        year=inspection.period_from.year,
        subject="",
        issuing_body="",
        decision_number="",
        decision_on=inspection.period_from,
    )


def plan_of(facts: PlanFacts) -> Plan:
    """Return the plan with these facts; one decision of one year is one plan everywhere."""
    identity = PlanId(place_id("plan", str(facts.year), facts.decision_number))
    return Plan(id=identity, **facts_in(facts, PlanFacts))


def scores_of(case: CaseFile) -> list[ChecklistScore]:
    """Return the scores of each checklist of a case file."""
    from app.domain.scoring import score_checklist  # noqa: PLC0415 - no list of visits scores any

    return [score_checklist(checklist, case.answers) for checklist in case.checklists]


def _earliest_first(case: CaseFile) -> tuple[date, str, str]:
    """By the day it is planned for, as papers list it, or began; without one last, then by unit."""
    visit = case.inspection
    began = local(visit.started_at).date() if visit.started_at else None
    return (visit.planned_from or began or date.max, visit.unit_name, visit.id)
