"""An inspection: one visit to one unit under one plan, and the life it has."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from typing import Annotated, ClassVar, Final

from app.domain.annex import Annex
from app.domain.canonical import LATER
from app.domain.entity import Limit, Merge, Privacy
from app.errors import AppError, InvalidValue
from app.ids import ChecklistId, InspectionId, ParticipantId, PlanId
from app.words import mark, translate


class InspectionKind(Enum):
    """What is inspected."""

    ADMIN_REFORM = "admin_reform"
    ONE_STOP = "one_stop"
    PROCEDURE_CONTROL = "procedure_control"
    PUBLIC_DUTY = "public_duty"


class InspectionForm(Enum):
    """How it is inspected."""

    ON_SITE = "on_site"
    BY_REPORT = "by_report"
    UNANNOUNCED = "unannounced"
    RECHECK = "recheck"
    SELF_CHECK = "self_check"


class InspectionState(Enum):
    """Where an inspection stands."""

    PLANNED = "planned"
    OPEN = "open"
    FINISHED = "finished"
    SIGNED = "signed"


PHOTOS_A_PAGE: Final = (2, 4, 6)
_ENDED: Final = frozenset({InspectionState.FINISHED, InspectionState.SIGNED})

_NEXT: Final = {
    InspectionState.PLANNED: {InspectionState.OPEN},
    InspectionState.OPEN: {InspectionState.FINISHED},
    InspectionState.FINISHED: {InspectionState.OPEN, InspectionState.SIGNED},
    # Only to write minutes that stand beside the signed ones.
    InspectionState.SIGNED: {InspectionState.OPEN},
}


class UnitAgreement(Enum):
    """Whether the inspected unit agrees with the minutes."""

    AGREES = "agrees"
    PARTLY = "partly"
    DISAGREES = "disagrees"


@dataclass(frozen=True, slots=True, kw_only=True)
class JointDelegation:
    """Another delegation that inspects in the same visit and signs the same minutes."""

    name: str
    """As minutes name it, e.g. `Đoàn kiểm tra của Sở Tư pháp`."""
    decision_number: str = ""
    decision_on: date | None = None
    decision_body: str = ""
    """Who signed its decision, as cited."""
    copies: int = 1
    """How many copies of the minutes it keeps."""


class TransitionRefused(AppError):
    """An inspection was asked to take a step its state does not allow."""

    code = "transition_refused"
    message = mark(
        "The inspection is “{state}” and cannot become “{wanted}”. Nothing was changed. {cure}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionFacts:
    """What is known of a visit, without its identity; also a part of the document."""

    kind: InspectionKind = InspectionKind.ADMIN_REFORM
    form: InspectionForm = InspectionForm.ON_SITE
    period_from: date
    period_to: date
    started_at: datetime | None = None
    ended_at: datetime | None = None
    place: str = ""
    """Where the team and the unit meet, e.g. `trụ sở UBND xã Cần Đước`."""
    places_visited: str = ""
    """Where things were looked at, printed under `Phương pháp`."""
    general_remark: str = ""
    """The paragraph `Nhận xét chung`."""
    unit_opinion: str = ""
    unit_agreement: UnitAgreement = UnitAgreement.AGREES
    refused_to_sign: str = ""
    """Why the unit did not sign; empty when it signs."""
    report_due_on: date | None = None
    """By when the unit reports on its remediation."""
    copies: int = 2
    copies_team: int = 1
    copies_unit: int = 1
    attachments: tuple[str, ...] = ()
    planned_from: date | None = field(default=None, metadata=LATER)
    """The first day that the plan sets for the visit; `started_at` says when it came to be."""
    planned_to: date | None = field(default=None, metadata=LATER)
    """The last one; the first where empty."""
    decision_announced_at: datetime | None = field(default=None, metadata=LATER)
    """When the decision was announced to the unit, on the spot where it comes unannounced."""
    delegations: tuple[JointDelegation, ...] = field(default=(), metadata=LATER)
    """The other delegations, beside the one of the plan."""
    left_out: tuple[Annex, ...] = field(default=(), metadata=LATER)
    """The annexes that the minutes do without."""
    photos_per_page: Annotated[int, Limit(among=PHOTOS_A_PAGE)] = field(default=6, metadata=LATER)
    initials: bool = field(default=False, metadata=LATER)
    """Whether each page has a place for initials at its foot (ký nháy)."""

    def __post_init__(self) -> None:
        if self.period_to < self.period_from:
            raise InvalidValue(
                field="period_to",
                value=self.period_to.isoformat(),
                reason=translate("it lies before the first day of the period"),
            )
        if self.planned_from and self.planned_to and self.planned_to < self.planned_from:
            raise InvalidValue(
                field="planned_to",
                value=self.planned_to.isoformat(),
                reason=translate("it lies before the first day planned"),
            )
        if self.started_at and self.ended_at and self.ended_at < self.started_at:
            raise InvalidValue(
                field="ended_at",
                value=self.ended_at.isoformat(),
                reason=translate("it lies before the start of the visit"),
            )
        if self.photos_per_page not in PHOTOS_A_PAGE:
            raise InvalidValue(
                field="photos_per_page",
                value=str(self.photos_per_page),
                reason=translate("a page has 2, 4 or 6 photos"),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(InspectionFacts):
    """One visit; its answers, findings, dossiers and photos are entities of their own."""

    KIND: ClassVar[str] = "inspection"
    AGGREGATE: ClassVar[str] = "id"

    id: InspectionId
    plan_id: PlanId
    unit_code: str
    unit_name: str
    """The unit's name on the day of the inspection; a later renaming leaves it."""
    checklist_ids: tuple[ChecklistId, ...]
    state: InspectionState = InspectionState.PLANNED
    reopened_reason: str = ""
    finished_seen: Annotated[tuple[str, ...], Merge.AUTO] = field(default=(), metadata=LATER)
    """What of the visit was known here when it was finished, as `History.seen` spells it; what
    is none of it was changed after completion."""
    is_sample: Annotated[bool, Merge.AUTO] = field(default=False, metadata=LATER)
    """Whether it is there to try the program out: it is counted nowhere and sent only when asked
    for by name."""

    def becoming(self, state: InspectionState, reason: str = "") -> Inspection:
        """Return this inspection one step further in its life.

        Raises:
            TransitionRefused: if the step is not allowed, or reopening gives no reason.
        """
        reopening = self.state in _ENDED and state is InspectionState.OPEN
        if state not in _NEXT[self.state] or (reopening and not reason.strip()):
            cure = (
                translate("Say why it is reopened.")
                if reopening
                else translate("Take the steps in their order.")
            )
            raise TransitionRefused(state=self.state.value, wanted=state.value, cure=cure)
        return replace(self, state=state, reopened_reason=reason if reopening else "")


class Side(Enum):
    """Whom a participant speaks for."""

    TEAM = "team"
    UNIT = "unit"
    RELATED = "related"
    WITNESS = "witness"


class Role(Enum):
    """What a participant is in the inspection."""

    TEAM_LEADER = "team_leader"
    DEPUTY_LEADER = "deputy_leader"
    SECRETARY = "secretary"
    MEMBER = "member"
    UNIT_REPRESENTATIVE = "unit_representative"
    ATTENDEE = "attendee"
    WITNESS = "witness"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantFacts:
    """A person who takes part, without identity; also a part of the document."""

    side: Side
    role: Role
    name: Annotated[str, Privacy.PERSONAL]
    position: str = ""
    """The public office held, e.g. `Phó Giám đốc Sở Nội vụ`."""
    present: bool = True
    delegation: str = field(default="", metadata=LATER)
    """The name of the joint delegation of a team member; empty for the delegation of the plan."""
    tasks: str = field(default="", metadata=LATER)
    """What the plan assigns to a team member, e.g. `phụ trách nội dung tài chính công`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(ParticipantFacts):
    """A person of the team, of the unit, or a witness, in one inspection."""

    KIND: ClassVar[str] = "participant"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: ParticipantId
    inspection_id: InspectionId
    order: int = 0
