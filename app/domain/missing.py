"""Everything that minutes still lack, gathered over the whole case file.

It blocks the signature, never a draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.gap import Gap, OpenDifference
from app.domain.gap_answers import in_answers, in_demands, in_versions
from app.domain.gap_attendance import in_attendance
from app.domain.gap_differences import in_differences
from app.domain.gap_findings import in_findings, in_recommendations
from app.domain.gap_meeting import (
    in_late_changes,
    in_returns,
    in_rival_minutes,
    in_ruling,
    in_twins,
)
from app.domain.gap_photos import in_photos
from app.domain.gap_remediation import in_remediation
from app.domain.gap_visit import (
    in_copies,
    in_delegations,
    in_facts,
    in_opinion,
    in_people,
    in_plan,
    in_report_day,
    in_signers,
)
from app.domain.inspection import Inspection
from app.domain.late_change import LateChange
from app.domain.recommendation import Recommendation
from app.domain.scoring import ChecklistScore


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundVisit:
    """What is known beside the case file: the calendar, other laptops, the vault."""

    calendar: WorkingCalendar
    differences: tuple[OpenDifference, ...] = ()
    absent_photos: frozenset[str] = frozenset()
    """The hashes of the photos whose file is not on this computer."""
    unverified: tuple[Recommendation, ...] = ()
    """What earlier visits asked of the unit and this one has not looked at."""
    twins: tuple[Inspection, ...] = ()
    """The visits that may be this one, recorded a second time."""
    late: tuple[LateChange, ...] = ()
    """What was changed after the visit was finished."""


def gaps_in(case: CaseFile, scores: Sequence[ChecklistScore], around: AroundVisit) -> list[Gap]:
    """Return what is missing, what blocks the signature first, else in the order of the tabs."""
    found = [
        *in_rival_minutes(case),
        *in_ruling(case),
        *in_returns(case),
        *in_twins(around.twins),
        *in_differences(case, around.differences),
        *in_late_changes(case, around.late),
        *in_plan(case),
        *in_facts(case),
        *in_people(case),
        *in_signers(case),
        *in_copies(case),
        *in_delegations(case),
        *in_attendance(case),
        *in_answers(scores),
        *in_demands(case, scores),
        *in_versions(case),
        *in_findings(case),
        *in_recommendations(case, around.calendar),
        *in_remediation(case, around.unverified),
        *in_photos(case, around.absent_photos),
        *in_opinion(case),
        *in_report_day(case, around.calendar),
    ]
    return sorted(found, key=lambda one: not one.blocks)
