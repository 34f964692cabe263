"""Changes between frozen texts of minutes, in words for the screen and the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from app.clock import VIETNAM
from app.domain.frozen_difference import Change, name_of
from app.words import mark, translate

_LONGEST: Final = 160
_LONGEST_NAME: Final = 60
_BEFORE_THE_DIFFERENCE: Final = 40
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER: Final = re.compile(r"-?\d+\.\d+")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:.*")

_PARTS: Final[Mapping[str, str]] = {
    "inspection": mark("Inspection"),
    "unit": mark("Unit"),
    "province": mark("Province"),
    "plan": mark("Plan"),
    "checklists": mark("Checklist"),
    "participants": mark("Participant"),
    "answers": mark("Criterion"),
    "findings": mark("Finding"),
    "recommendations": mark("Recommendation"),
    "dossiers": mark("Dossier"),
    "registers": mark("Register"),
    "draws": mark("Draw of the sample"),
    "photos": mark("Photo"),
    "photo_links": mark("What a photo proves"),
    "roll_calls": mark("Roll call"),
    "absences": mark("Absence"),
}
_FACTS: Final[Mapping[str, Mapping[str, str]]] = {
    "inspection": {
        "checklist_ids": mark("checklists"),
        "unit_name": mark("name of the unit"),
        "plan_id": mark("plan"),
        "unit_code": mark("code of the unit"),
        "kind": mark("what is inspected"),
        "form": mark("form"),
        "period_from": mark("first day of the period"),
        "period_to": mark("last day of the period"),
        "started_at": mark("start"),
        "ended_at": mark("end"),
        "place": mark("place"),
        "places_visited": mark("places visited"),
        "general_remark": mark("general remark"),
        "unit_opinion": mark("opinion of the unit"),
        "unit_agreement": mark("agreement of the unit"),
        "refused_to_sign": mark("why the unit does not sign"),
        "report_due_on": mark("remediation report due"),
        "copies": mark("copies"),
        "copies_team": mark("copies of the team"),
        "copies_unit": mark("copies of the unit"),
        "attachments": mark("attachments"),
        "decision_announced_at": mark("announcement of the decision"),
        "delegations": mark("other delegations"),
        "left_out": mark("annexes left out"),
        "photos_per_page": mark("photos on a page"),
        "initials": mark("places for initials"),
    },
    "unit": {
        "code": mark("code"),
        "name": mark("name"),
        "unit_type": mark("level"),
        "parent_code": mark("superior"),
    },
    "plan": {
        "year": mark("year"),
        "subject": mark("subject"),
        "issuing_body": mark("issuing body"),
        "decision_number": mark("number of the decision"),
        "decision_on": mark("day of the decision"),
        "decision_body": mark("who decided"),
        "plan_number": mark("number of the plan"),
        "plan_on": mark("day of the plan"),
        "plan_body": mark("who made the plan"),
        "report_to": mark("receives the reports"),
        "place_name": mark("place before the date"),
        "head": mark("head of the minutes"),
        "parent_body": mark("superior body"),
        "legal_bases": mark("legal bases"),
    },
    "participants": {
        "side": mark("side"),
        "role": mark("role"),
        "name": mark("name"),
        "position": mark("position"),
        "present": mark("present"),
        "delegation": mark("delegation"),
        "tasks": mark("tasks"),
    },
    "answers": {
        "criterion_code": mark("criterion"),
        "value": mark("answer"),
        "numerator": mark("numerator"),
        "denominator": mark("denominator"),
        "rate_source": mark("source of the figure"),
        "rate_on": mark("day of the figure"),
        "deadline_on": mark("deadline"),
        "not_applicable": mark("not applicable"),
        "comment": mark("comment"),
        "legal_basis": mark("legal basis"),
        "self_score": mark("self score"),
        "team_score": mark("points of the team"),
        "team_reason": mark("reason of the team"),
        "final_score": mark("final points"),
        "final_reason": mark("reason of the final points"),
    },
    "findings": {
        "kind": mark("sort"),
        "area_code": mark("area"),
        "criterion_code": mark("criterion"),
        "text": mark("text"),
        "legal_basis": mark("legal basis"),
        "evidence": mark("evidence"),
        "cause": mark("cause"),
        "cause_kind": mark("sort of cause"),
        "severity": mark("severity"),
        "responsible": mark("responsible"),
    },
    "recommendations": {
        "text": mark("text"),
        "addressee": mark("addressee"),
        "owner": mark("who acts"),
        "due_on": mark("deadline"),
        "no_deadline_reason": mark("why there is no deadline"),
        "report_form": mark("form of the report"),
        "receiving_office": mark("receiving office"),
        "finding_id": mark("finding it answers"),
    },
    "dossiers": {
        "dossier_code": mark("code"),
        "procedure_code": mark("code of the procedure"),
        "procedure_name": mark("procedure"),
        "field": mark("field"),
        "applicant": mark("applicant"),
        "received_at": mark("received"),
        "channel": mark("channel"),
        "cross_area": mark("across areas"),
        "statutory_days": mark("statutory term"),
        "statutory_unit": mark("unit of the term"),
        "due_at": mark("due"),
        "forwarded_at": mark("forwarded"),
        "resolved_at": mark("resolved"),
        "returned_at": mark("returned"),
        "status": mark("state"),
        "extra_docs": mark("extra papers asked"),
        "missing_docs": mark("papers missing"),
        "data_available_docs": mark("papers that databases hold"),
        "has_receipt": mark("receipt slip"),
        "receipt_complete": mark("receipt slip complete"),
        "has_control_slip": mark("control slip"),
        "control_slip_complete": mark("control slip complete"),
        "in_tracking_book": mark("in the tracking book"),
        "book_matches_system": mark("book matches the system"),
        "supplement_count": mark("supplement requests"),
        "has_supplement_slip": mark("supplement slip"),
        "supplement_from": mark("supplement asked"),
        "supplement_to": mark("supplement received"),
        "has_refusal_slip": mark("refusal slip"),
        "has_apology": mark("apology"),
        "apology_at": mark("day of the apology"),
        "new_due_at": mark("new due day"),
        "digitised": mark("digitised"),
        "e_result": mark("electronic result"),
        "fee_due": mark("fee due"),
        "fee_paid": mark("fee paid"),
        "fee_receipt_ok": mark("fee receipt in order"),
        "paid_online": mark("paid online"),
        "complained": mark("complaint"),
        "note": mark("note"),
        "pick": mark("how it was picked"),
        "pick_reason": mark("why it was picked"),
    },
    "photos": {
        "caption": mark("caption"),
        "taken_at": mark("taken"),
        "file_name": mark("file"),
        "sha256": mark("picture"),
    },
    "roll_calls": {
        "at": mark("moment"),
        "office": mark("office"),
        "staff": mark("staff"),
        "present": mark("present"),
        "excused": mark("absent with leave"),
        "unexcused": mark("absent without leave"),
    },
    "absences": {
        "name": mark("name"),
        "position": mark("position"),
        "department": mark("department"),
        "at": mark("moment"),
        "state": mark("state"),
        "reason": mark("reason"),
        "evidence": mark("evidence"),
        "confirmed_by": mark("confirmed by"),
    },
}
_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {
        "admin_reform": mark("Administrative reform"),
        "one_stop": mark("One-stop centre"),
        "procedure_control": mark("Procedure control"),
        "public_duty": mark("Public duty"),
        "strength": mark("Strength"),
        "shortcoming": mark("Shortcoming"),
        "difficulty": mark("Difficulty"),
        "violation": mark("Violation"),
    },
    "form": {
        "on_site": mark("On site"),
        "by_report": mark("By report"),
        "unannounced": mark("Unannounced"),
        "recheck": mark("Recheck"),
        "self_check": mark("Self-check"),
    },
    "unit_agreement": {
        "agrees": mark("Agrees"),
        "partly": mark("Agrees in part"),
        "disagrees": mark("Disagrees"),
    },
    "head": {
        "delegation": mark("Delegation"),
        "numbered": mark("Numbered"),
        "working": mark("Working minutes"),
    },
    "side": {
        "team": mark("Inspection team"),
        "unit": mark("Inspected unit"),
        "related": mark("Related person"),
        "witness": mark("Witness"),
    },
    "role": {
        "team_leader": mark("Team leader"),
        "deputy_leader": mark("Deputy leader"),
        "secretary": mark("Secretary"),
        "member": mark("Member"),
        "unit_representative": mark("Unit representative"),
        "attendee": mark("Attendee"),
        "witness": mark("Witness"),
    },
    "value": {
        "yes": mark("Yes"),
        "partial": mark("Partly"),
        "no": mark("No"),
    },
    "severity": {
        "light": mark("Light"),
        "medium": mark("Medium"),
        "serious": mark("Serious"),
    },
    "cause_kind": {
        "objective": mark("Objective"),
        "subjective": mark("Subjective"),
    },
    "addressee": {
        "unit": mark("The inspected unit"),
        "higher": mark("A competent authority"),
    },
    "channel": {
        "in_person": mark("In person"),
        "online": mark("Online"),
        "post": mark("By post"),
    },
    "statutory_unit": {
        "working_days": mark("working days"),
        "days": mark("days"),
        "hours": mark("hours"),
    },
    "status": {
        "in_progress": mark("Being handled"),
        "waiting_supplement": mark("Waiting for a supplement"),
        "resolved": mark("Resolved"),
        "returned": mark("Result returned"),
        "refused": mark("Refused"),
        "stopped": mark("Stopped"),
        "withdrawn": mark("Withdrawn"),
    },
    "digitised": {
        "full": mark("In full"),
        "partial": mark("Partly"),
        "none": mark("Not at all"),
    },
    "pick": {
        "by_hand": mark("By hand"),
        "random": mark("Drawn"),
        "always": mark("Always in the sample"),
        "replacement": mark("Replacement"),
    },
    "state": {
        "excused": mark("Absent with leave"),
        "unexcused": mark("Absent without leave"),
        "late": mark("Late"),
        "left_early": mark("Left early"),
    },
}


def change_text(change: Change) -> str:
    """Return a change as one line, e.g. `Finding “…”, deadline: 01/12/2026 → 15/12/2026`."""
    place = change_place(change)
    if change.is_added:
        return translate("{place}: added", place=place)
    if change.is_removed:
        return translate("{place}: taken out", place=place)
    if not change.field:
        return translate("{place}: changed", place=place)
    old, new = _apart(value_text(change.field, change.old), value_text(change.field, change.new))
    return translate(
        "{place}, {fact}: {old} → {new}", place=place, fact=fact_text(change), old=old, new=new
    )


def change_place(change: Change) -> str:
    """Return what a change is in, e.g. `Criterion CCHC.1.1`."""
    part = translate(_PARTS.get(change.part, change.part))
    if not change.name:
        return part
    name = _plain(change.name)
    return (
        f"{part} {name}"
        if change.part == "answers"
        else f"{part} “{_shortened(name, _LONGEST_NAME)}”"
    )


def fact_text(change: Change) -> str:
    """Return what the changed fact is called, e.g. `deadline`."""
    facts = _FACTS.get("unit" if change.part == "province" else change.part, {})
    return translate(facts.get(change.field, change.field))


def value_text(fact: str, value: Any) -> str:  # noqa: ANN401 - any plain JSON value
    """Return a value of a frozen text as people read it; `–` where there is none."""
    match value:
        case None | "" | []:
            return "–"
        case bool():
            return translate("Yes") if value else translate("No")
        case str():
            known = _VALUES.get(fact, {}).get(value)
            return translate(known) if known else " ".join(_plain(value).split())
        case list():
            return "; ".join(value_text(fact, one) for one in value)
        case dict():
            return name_of(value) or "…"
        case _:
            return str(value)


def _plain(text: str) -> str:
    """Return days and moments as people in Vietnam write them, and any other text as it is."""
    if _DAY.fullmatch(text):
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    if _MOMENT.fullmatch(text):
        moment = datetime.fromisoformat(text)
        local = moment.astimezone(VIETNAM) if moment.tzinfo else moment
        return f"{local:%H:%M %d/%m/%Y}"
    return text.replace(".", ",") if _NUMBER.fullmatch(text) else text


def _apart(old: str, new: str) -> tuple[str, str]:
    """Return two texts short enough for a line, from a little before where they part."""
    pairs = enumerate(zip(old, new, strict=False))
    shorter = min(len(old), len(new))
    alike = next((number for number, (one, other) in pairs if one != other), shorter)
    start = max(0, alike - _BEFORE_THE_DIFFERENCE) if max(len(old), len(new)) > _LONGEST else 0
    if start:
        # From the beginning of a word.
        start = old.find(" ", start, alike) + 1 or start
        old, new = f"…{old[start:]}", f"…{new[start:]}"
    return _shortened(old), _shortened(new)


def _shortened(text: str, longest: int = _LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rstrip()}…"
