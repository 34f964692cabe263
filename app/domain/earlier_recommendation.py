"""Recommendations of earlier visits to a unit that a visit has to verify, and what recurs.

A team does not begin at nothing: what was asked last time and is not confirmed stands at the
top, and what fails again is named as what recurs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.case_file import CaseFile
from app.domain.checklist import Checklist
from app.domain.finding import Finding, FindingKind
from app.domain.inspection import Inspection
from app.domain.photo import Photo
from app.domain.proposal import has_failed
from app.domain.recommendation import Recommendation
from app.domain.remediation_check import RemediationCheck, RemediationOutcome
from app.domain.scoring import ChecklistScore, CriterionState

_FAULTS = frozenset({FindingKind.SHORTCOMING, FindingKind.VIOLATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRecommendation:
    """One recommendation of an earlier visit, and what is known of it now."""

    recommendation: Recommendation
    visit: Inspection
    """The visit that made it."""
    made_on: date
    days_late: int
    """Days past the deadline on the day of this visit."""
    finding: Finding | None = None
    """What it answered."""
    before: tuple[Photo, ...] = ()
    """The photos of what it answered."""
    check: RemediationCheck | None = None
    """What this visit found."""
    last_check: RemediationCheck | None = None
    """What a visit in between found."""
    last_checked_on: date | None = None

    @property
    def is_verified(self) -> bool:
        """Whether this visit said what became of it."""
        return self.check is not None and self.check.outcome is not None


def is_settled(checks: Iterable[RemediationCheck]) -> bool:
    """Tell whether a signed visit has found a recommendation carried out."""
    return any(one.outcome is RemediationOutcome.DONE for one in checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVisit:
    """What an earlier visit found at the criteria, by their identities."""

    on: date
    failed: frozenset[str]
    judged: frozenset[str]
    """Those it scored, or found something at."""


def past_visit(on: date, case: CaseFile, scores: Sequence[ChecklistScore]) -> PastVisit:
    """Return what failed in a visit: by its points, or because a finding says so."""
    scored = [one for found in scores for one in found.criteria.values()]
    failed = {one.criterion.identity for one in scored if has_failed(one)}
    names = identities(case.checklists)
    failed |= {
        names[code]
        for finding in case.findings
        if finding.kind in _FAULTS
        for code in finding.criteria
        if code in names
    }
    judged = {one.criterion.identity for one in scored if one.state is CriterionState.SCORED}
    return PastVisit(on=on, failed=frozenset(failed), judged=frozenset(judged | failed))


def recurrences(past: Sequence[PastVisit]) -> dict[str, int]:
    """Return in how many visits without a break each criterion failed, by identity.

    Args:
        past: the earlier visits to the unit, the latest first. One that did not judge a
            criterion breaks no row; one that found it in order does.
    """
    counts: dict[str, int] = {}
    ended: set[str] = set()
    for visit in past:
        for identity in visit.failed - ended:
            counts[identity] = counts.get(identity, 0) + 1
        ended |= visit.judged - visit.failed
    return counts


def identities(checklists: Iterable[Checklist]) -> dict[str, str]:
    """Return the identity of each criterion by its code."""
    return {row.code: row.identity for one in checklists for row in one.criteria}
