"""Gaps between laptops: facts to which two of them gave unlike values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from app.domain.answer import Answer
from app.domain.attendance import Absence
from app.domain.case_file import CaseFile
from app.domain.criterion_return import CriterionReturn, returns_by_code
from app.domain.draw import Draw
from app.domain.entities import WRITTEN_ONCE
from app.domain.finding import Finding
from app.domain.gap import Gap, GapPlace, OpenDifference, quoted
from app.domain.inspection import Participant
from app.domain.minutes import Minutes
from app.domain.recommendation import Recommendation
from app.domain.register import Register
from app.domain.signed_scope import STILL_CHANGES
from app.words import mark, translate

_ON_MINUTES_TAB: Final = frozenset(
    {"unit_opinion", "unit_agreement", "refused_to_sign", "report_due_on"}
)
FIELD_NAMES: Final = {
    "value": mark("Answer"),
    "numerator": mark("Numerator"),
    "denominator": mark("Denominator"),
    "rate_source": mark("Source of the figures"),
    "rate_on": mark("Figures as of"),
    "deadline_on": mark("Deadline"),
    "not_applicable": mark("Not applicable"),
    "comment": mark("Comment"),
    "self_score": mark("Self-score"),
    "team_score": mark("Team's points"),
    "team_reason": mark("Reason of the team"),
    "final_score": mark("Settled points"),
    "final_reason": mark("Reason of the settled points"),
    "legal_basis": mark("Legal basis"),
    "kind": mark("Kind"),
    "area_code": mark("Area"),
    "text": mark("Text"),
    "evidence": mark("Evidence"),
    "cause": mark("Cause"),
    "cause_kind": mark("Kind of cause"),
    "severity": mark("Severity"),
    "responsible": mark("Responsible"),
    "addressee": mark("Addressed to"),
    "owner": mark("Who acts"),
    "due_on": mark("Deadline"),
    "no_deadline_reason": mark("Why there is no deadline"),
    "report_form": mark("Form of the report"),
    "receiving_office": mark("Receiving office"),
    "caption": mark("Caption"),
    "use": mark("Where it may go"),
    "taken_at": mark("Taken at"),
    "name": mark("Name"),
    "position": mark("Position"),
    "role": mark("Role"),
    "present": mark("Present"),
    "delegation": mark("Joint delegation"),
    "delegations": mark("Joint delegations"),
    "tasks": mark("Task"),
    "started_at": mark("Started at"),
    "ended_at": mark("Ended at"),
    "place": mark("Place"),
    "places_visited": mark("Places visited"),
    "general_remark": mark("General remark"),
    "unit_opinion": mark("Opinion of the unit"),
    "unit_agreement": mark("Agreement"),
    "refused_to_sign": mark("Why the unit does not sign, if it refuses"),
    "report_due_on": mark("Remediation report due"),
    "decision_announced_at": mark("Decision announced at"),
    "decision_number": mark("Decision number"),
    "decision_on": mark("Decision date"),
    "copies": mark("Copies"),
    "state": mark("State"),
    "reason": mark("Reason of the return"),
    "reply": mark("Reply to headquarters"),
    "replied_to": mark("Reason that was replied to"),
    "outcome": mark("Outcome"),
    "note": mark("Note"),
    "sha256": mark("File"),
    "content_sha256": mark("Text of the minutes"),
    "docx_sha256": mark("Word file of the minutes"),
}


def in_differences(case: CaseFile, differences: Iterable[OpenDifference]) -> Iterator[Gap]:
    """Yield the open differences in what a visit records; what is in the bin asks nobody."""
    places = places_of(case)
    for one in differences:
        if one.entity_id not in places or not asks_somebody(one.kind, one.field):
            continue
        place, key, name = places[one.entity_id]
        if one.kind == "inspection" and one.field in _ON_MINUTES_TAB:
            place = GapPlace.MINUTES
        yield Gap(
            text=translate(
                "Laptops differ on “{field}” of {name}: {values}. Choose what holds",
                field=field_text(one.field),
                name=name,
                values=" / ".join(dict.fromkeys(_shown(value) for value in one.values)),
            ),
            place=place,
            key=key,
            blocks=blocks_signing(one.kind, one.field),
            difference=one,
        )


def asks_somebody(kind: str, field: str) -> bool:
    """Tell whether people are shown that a fact of a visit has unlike values.

    Of minutes only what is written once is: their signature may be recorded on two laptops.
    """
    return kind != Minutes.KIND or (kind, field) in WRITTEN_ONCE


def blocks_signing(kind: str, field: str) -> bool:
    """Tell whether minutes cannot be signed while a fact has unlike values."""
    return kind != Minutes.KIND and field not in STILL_CHANGES.get(kind, ())


def field_text(field: str) -> str:
    """Return what people call a fact on which two laptops may differ."""
    return translate(FIELD_NAMES[field]) if field in FIELD_NAMES else field


def places_of(case: CaseFile) -> dict[str, tuple[GapPlace, str, str]]:
    """Return for each entity where it is edited, its key there, and its name for people."""
    overview, dossiers = GapPlace.OVERVIEW, GapPlace.DOSSIERS
    found: dict[str, tuple[GapPlace, str, str]] = {
        case.inspection.id: (overview, "", translate("the visit")),
        case.plan.id: (overview, "", translate("the plan")),
    }
    returned = returns_by_code(case.returns, case.checklists)
    at_criteria: tuple[tuple[str, Answer | CriterionReturn], ...] = (
        *case.answers.items(),
        *returned.items(),
    )
    for code, one in at_criteria:
        found[one.id] = (GapPlace.CHECKLIST, code, code)
    said: tuple[Finding | Recommendation, ...] = (*case.findings, *case.recommendations)
    for row in said:
        found[row.id] = (GapPlace.FINDINGS, row.id, f"“{quoted(row.text)}”")
    for dossier in case.dossiers:
        found[dossier.id] = (dossiers, dossier.id, dossier.dossier_code)
    drawn: tuple[Register | Draw, ...] = (*case.registers, *case.draws)
    for source in drawn:
        found[source.id] = (dossiers, "", translate("the dossier sample"))
    for check in case.remediation_checks:
        name = f"“{quoted(check.text)}”"
        found[check.id] = (GapPlace.FINDINGS, check.recommendation_id, name)
    named: tuple[Participant | Absence, ...] = (*case.participants, *case.absences)
    for person in named:
        found[person.id] = (overview, person.id, person.name)
    for count in case.roll_calls:
        found[count.id] = (overview, count.id, translate("a roll call"))
    return found | _photos_of(case) | _minutes_of(case)


def _photos_of(case: CaseFile) -> dict[str, tuple[GapPlace, str, str]]:
    here = GapPlace.PHOTOS
    names = {one.id: one.caption or one.file_name for one in case.photos}
    found = {str(one): (here, str(one), name) for one, name in names.items()}
    for link in case.photo_links:
        name = translate("photo “{name}” as evidence", name=quoted(names.get(link.photo_id, "–")))
        found[link.id] = (here, link.photo_id, name)
    for drawing in case.photo_marks:
        found[drawing.id] = (here, drawing.photo_id, translate("a mark on a photo"))
    return found


def _minutes_of(case: CaseFile) -> dict[str, tuple[GapPlace, str, str]]:
    return {
        one.id: (GapPlace.MINUTES, "", translate("minutes {code}", code=one.code))
        for one in case.minutes
    }


def _shown(value: str | None) -> str:
    said = json.loads(value) if value else None
    if said is None or said in ("", [], {}):
        return translate("(empty)")
    if isinstance(said, bool):
        return translate("yes") if said else translate("no")
    if isinstance(said, list):
        return quoted("; ".join(str(one) for one in said))
    return quoted(str(said))
