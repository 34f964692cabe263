"""Gaps in findings and recommendations: evidence, who acts, by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.finding import Finding, FindingKind
from app.domain.gap import Gap, GapPlace, quoted
from app.domain.gap_deadlines import day_off, early, is_foreseen
from app.domain.photo import PhotoTarget
from app.domain.recommendation import Addressee, Recommendation
from app.domain.visit_days import visit_days
from app.words import translate

_PROVED: Final = frozenset({FindingKind.SHORTCOMING, FindingKind.VIOLATION})
"""What the unit may contest, so that it must rest on something."""


def in_findings(case: CaseFile) -> Iterator[Gap]:
    """Yield what findings lack: evidence, and a recommendation that answers a shortcoming."""
    bare = [one for one in case.findings if one.kind in _PROVED and not _has_evidence(case, one)]
    yield from _gaps(
        bare,
        translate(
            "The finding “{quote}” has no evidence: describe it, attach a photo, or name a "
            "dossier of the sample"
        ),
        translate(
            "{count} findings have no evidence: describe it, attach a photo, or name a dossier "
            "of the sample",
            count=len(bare),
        ),
    )
    answered = {one.finding_id for one in case.recommendations}
    alone = [
        one
        for one in case.findings
        if one.kind is FindingKind.SHORTCOMING and one.id not in answered
    ]
    yield from _gaps(
        alone,
        translate(
            "The shortcoming “{quote}” has no recommendation: say what must be done, by whom "
            "and by when"
        ),
        translate(
            "{count} shortcomings have no recommendation: say what must be done, by whom and by "
            "when",
            count=len(alone),
        ),
    )


def in_recommendations(case: CaseFile, calendar: WorkingCalendar) -> Iterator[Gap]:
    """Yield what the recommendations to the unit lack: who acts, and a deadline it can keep."""
    to_unit = [one for one in case.recommendations if one.addressee is Addressee.UNIT]
    nobody = [one for one in to_unit if not _who_acts(case, one)]
    yield from _gaps(
        nobody,
        translate("The recommendation “{quote}” names nobody: say who acts"),
        translate("{count} recommendations name nobody: say who acts", count=len(nobody)),
    )
    endless = [one for one in to_unit if one.lacks_deadline]
    yield from _gaps(
        endless,
        translate(
            "The recommendation “{quote}” has no deadline: enter the day, or say why there is none"
        ),
        translate(
            "{count} recommendations have no deadline: enter the day, or say why there is none",
            count=len(endless),
        ),
    )
    for one in to_unit:
        yield from _in_deadline(one, case, calendar)


def _in_deadline(one: Recommendation, case: CaseFile, calendar: WorkingCalendar) -> Iterator[Gap]:
    if one.due_on is None:
        return
    too_early = early(one.due_on, visit_days(case.inspection))
    reason = too_early or day_off(one.due_on, calendar)
    if reason:
        yield Gap(
            text=translate(
                "The deadline of the recommendation “{quote}” cannot stand: {reason}",
                quote=quoted(one.text),
                reason=reason,
            ),
            place=GapPlace.FINDINGS,
            key=one.id,
            blocks=bool(too_early) or not is_foreseen(one.due_on, calendar),
        )


def _who_acts(case: CaseFile, one: Recommendation) -> str:
    """Return whom a recommendation names; else whom the finding it answers holds responsible."""
    behind = {finding.id: finding.responsible for finding in case.findings}
    finding = behind.get(one.finding_id, "") if one.finding_id else ""
    return one.owner.strip() or finding.strip()


def _has_evidence(case: CaseFile, finding: Finding) -> bool:
    there = {dossier.id for dossier in case.dossiers}
    if finding.evidence.strip() or not there.isdisjoint(finding.dossier_ids):
        return True
    if case.photos_of(PhotoTarget.FINDING, finding.id):
        return True
    if any(case.photos_of(PhotoTarget.CRITERION, code) for code in finding.criteria):
        return True
    return any(dossier.dossier_code in finding.text for dossier in case.dossiers)


def _gaps(about: Sequence[Finding | Recommendation], text: str, group: str) -> Iterator[Gap]:
    for one in about:
        quote = quoted(one.text)
        yield Gap(
            text=text.format(quote=quote),
            place=GapPlace.FINDINGS,
            key=one.id,
            group=group,
            name=f"“{quote}”",
        )
