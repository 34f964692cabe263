"""Gaps in findings and recommendations: evidence, who acts, by when."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.finding import Finding, FindingKind
from app.domain.gap import Gap, GapPlace, quoted
from app.domain.gap_deadlines import day_off, early, is_foreseen
from app.domain.photo import PhotoTarget
from app.domain.recommendation import Addressee, Recommendation
from app.domain.visit_days import visit_days
from app.words import translate

_PROVED = frozenset({FindingKind.SHORTCOMING, FindingKind.VIOLATION})
"""What the unit may contest, so that it must rest on something."""


def in_findings(case: CaseFile) -> Iterator[Gap]:
    """Yield what findings lack: evidence, and a recommendation that answers a shortcoming."""
    answered = {one.finding_id for one in case.recommendations}
    for finding in case.findings:
        if finding.kind in _PROVED and not _has_evidence(case, finding):
            yield _gap(
                finding,
                translate(
                    "The finding “{quote}” has no evidence: describe it, attach a photo, "
                    "or name a dossier of the sample",
                    quote=quoted(finding.text),
                ),
            )
        if finding.kind is FindingKind.SHORTCOMING and finding.id not in answered:
            yield _gap(
                finding,
                translate(
                    "The shortcoming “{quote}” has no recommendation: say what must be done, "
                    "by whom and by when",
                    quote=quoted(finding.text),
                ),
            )


def in_recommendations(case: CaseFile, calendar: WorkingCalendar) -> Iterator[Gap]:
    """Yield what the recommendations to the unit lack: who acts, and a deadline it can keep."""
    responsible = {finding.id: finding.responsible for finding in case.findings}
    for one in case.recommendations:
        if one.addressee is not Addressee.UNIT:
            continue
        behind = responsible.get(one.finding_id, "") if one.finding_id else ""
        if not (one.owner.strip() or behind.strip()):
            yield _gap(
                one,
                translate(
                    "The recommendation “{quote}” names nobody: say who acts",
                    quote=quoted(one.text),
                ),
            )
        if one.lacks_deadline:
            yield _gap(
                one,
                translate(
                    "The recommendation “{quote}” has no deadline: enter the day, "
                    "or say why there is none",
                    quote=quoted(one.text),
                ),
            )
        yield from _in_deadline(one, case, calendar)


def _in_deadline(one: Recommendation, case: CaseFile, calendar: WorkingCalendar) -> Iterator[Gap]:
    if one.due_on is None:
        return
    too_early = early(one.due_on, visit_days(case.inspection))
    reason = too_early or day_off(one.due_on, calendar)
    if reason:
        text = translate(
            "The deadline of the recommendation “{quote}” cannot stand: {reason}",
            quote=quoted(one.text),
            reason=reason,
        )
        yield _gap(one, text, blocks=bool(too_early) or not is_foreseen(one.due_on, calendar))


def _has_evidence(case: CaseFile, finding: Finding) -> bool:
    if finding.evidence.strip() or case.photos_of(PhotoTarget.FINDING, finding.id):
        return True
    code = finding.criterion_code
    if code and case.photos_of(PhotoTarget.CRITERION, code):
        return True
    return any(dossier.dossier_code in finding.text for dossier in case.dossiers)


def _gap(about: Finding | Recommendation, text: str, *, blocks: bool = True) -> Gap:
    return Gap(text=text, place=GapPlace.FINDINGS, key=about.id, blocks=blocks)
