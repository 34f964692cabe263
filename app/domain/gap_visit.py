"""Gaps in the visit itself: when, where, who, what the unit says, and what the minutes cite."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.gap import Gap, GapPlace
from app.domain.gap_deadlines import day_off, early, is_foreseen
from app.domain.inspection import InspectionForm, Role, Side
from app.domain.recommendation import Addressee
from app.domain.visit_days import day_text, moment_text, visit_days
from app.words import translate

_LEADERS = frozenset({Role.TEAM_LEADER, Role.DEPUTY_LEADER})


def in_plan(case: CaseFile) -> Iterator[Gap]:
    """Yield what the minutes cite of the plan and its decision, and is not there."""
    plan, first = case.plan, visit_days(case.inspection).first
    if case.absent:
        yield _gap(
            translate(
                "The plan or a checklist of this visit is not on this computer: take in the "
                "package of headquarters"
            )
        )
        return
    for said, text in (
        (plan.decision_number, translate("The decision has no number: headquarters enters it")),
        (plan.issuing_body, translate("The plan does not say who issued the decision")),
        (plan.subject, translate("The plan does not say what is inspected")),
    ):
        if not said.strip():
            yield _gap(text)
    if first is not None and plan.decision_on > first:
        yield _gap(
            translate(
                "The decision is of {day}, after the visit began on {first}: correct one of them",
                day=day_text(plan.decision_on),
                first=day_text(first),
            )
        )


def in_facts(case: CaseFile) -> Iterator[Gap]:
    """Yield what the opening and the closing paragraph say, and is not recorded."""
    visit = case.inspection
    for field, is_there, text in (
        ("started_at", visit.started_at, translate("The start of the visit is not recorded")),
        ("ended_at", visit.ended_at, translate("The end of the visit is not recorded")),
        ("place", visit.place.strip(), translate("The place of the visit is not recorded")),
    ):
        if not is_there:
            yield _gap(text, field)
    announced = visit.decision_announced_at
    if announced is None and visit.form is InspectionForm.UNANNOUNCED:
        yield _gap(
            translate("The moment at which the decision was announced is not recorded"),
            "decision_announced_at",
            hint=True,
        )
    if announced is not None and visit.ended_at is not None and announced > visit.ended_at:
        yield _gap(
            translate(
                "The decision was announced at {moment}, after the visit ended",
                moment=moment_text(announced),
            ),
            "decision_announced_at",
        )


def in_people(case: CaseFile) -> Iterator[Gap]:
    """Yield the sides of which nobody is listed, and lines without a name."""
    for person in case.participants:
        if not person.name.strip():
            yield _gap(
                translate("A participant has no name: enter it, or remove the line"), person.id
            )
    if not case.people(Side.TEAM):
        yield _gap(translate("Nobody of the inspection team is listed"), "team")
    if not case.people(Side.UNIT):
        yield _gap(translate("Nobody of the inspected unit is listed"), "unit")


def in_signers(case: CaseFile) -> Iterator[Gap]:
    """Yield the places of the signature block that nobody present can fill."""
    team, unit = case.people(Side.TEAM), case.people(Side.UNIT)
    roles = {person.role for person in team if person.present}
    if team and not roles & _LEADERS:
        yield _gap(
            translate("Nobody present is marked as leader of the team: choose who signs"), "team"
        )
    if team and Role.SECRETARY not in roles:
        yield _gap(
            translate("Nobody present is marked as secretary: choose who writes the minutes"),
            "team",
        )
    if case.inspection.refused_to_sign.strip():
        if not any(person.present for person in case.people(Side.WITNESS)):
            yield _gap(
                translate("The unit does not sign and no witness is listed: name who witnessed it"),
                "witnesses",
                hint=True,
            )
    elif unit and not any(person.present for person in unit):
        yield _gap(
            translate("Nobody of the inspected unit is present, so nobody can sign for it"), "unit"
        )


def in_opinion(case: CaseFile) -> Iterator[Gap]:
    """Yield that the unit was not heard; one that refuses to sign may have said nothing."""
    visit = case.inspection
    if not (visit.unit_opinion.strip() or visit.refused_to_sign.strip()):
        yield Gap(
            text=translate(
                "The opinion of the unit is not recorded: write what it says, or that it has no "
                "other opinion"
            ),
            place=GapPlace.MINUTES,
            key="unit_opinion",
        )


def in_copies(case: CaseFile) -> Iterator[Gap]:
    """Yield copies that do not add up, those of joint delegations included."""
    visit = case.inspection
    held = visit.copies_team + visit.copies_unit + sum(one.copies for one in visit.delegations)
    if visit.copies != held or visit.copies < 1:
        yield _gap(
            translate(
                "The copies do not add up: {copies} are made, but team, unit and joint "
                "delegations keep {held}",
                copies=visit.copies,
                held=held,
            ),
            "copies",
        )


def in_delegations(case: CaseFile) -> Iterator[Gap]:
    """Yield what joint delegations lack to be cited and to sign."""
    visit = case.inspection
    named = {one.name.strip() for one in visit.delegations}
    for one in visit.delegations:
        if not one.name.strip():
            yield _gap(
                translate("A joint delegation has no name: enter it, or remove the line"),
                "delegations",
            )
            continue
        if not (one.decision_number.strip() and one.decision_on):
            yield _gap(
                translate("Number and day of the decision of {name} are missing", name=one.name),
                "delegations",
            )
        if not any(person.delegation == one.name for person in case.people(Side.TEAM)):
            yield _gap(
                translate(
                    "Nobody of {name} is listed: add its members, one of them signs", name=one.name
                ),
                "team",
            )
    for person in case.people(Side.TEAM):
        if person.delegation.strip() and person.delegation.strip() not in named:
            yield _gap(
                translate(
                    "{person} belongs to {name}, which is not among the joint delegations",
                    person=person.name,
                    name=person.delegation,
                ),
                person.id,
            )


def in_report_day(case: CaseFile, calendar: WorkingCalendar) -> Iterator[Gap]:
    """Yield what is wrong with the day by which the unit reports on its remediation."""
    due_on = case.inspection.report_due_on
    if due_on is None:
        if any(one.addressee is Addressee.UNIT for one in case.recommendations):
            yield Gap(
                text=translate("No day is set by which the unit reports on its remediation"),
                place=GapPlace.MINUTES,
                key="report_due_on",
                blocks=False,
            )
        return
    too_early = early(due_on, visit_days(case.inspection))
    reason = too_early or day_off(due_on, calendar)
    if reason:
        yield Gap(
            text=translate(
                "The day of the remediation report cannot stand: {reason}", reason=reason
            ),
            place=GapPlace.MINUTES,
            key="report_due_on",
            blocks=bool(too_early) or not is_foreseen(due_on, calendar),
        )


def _gap(text: str, key: str = "", *, hint: bool = False) -> Gap:
    return Gap(text=text, place=GapPlace.OVERVIEW, key=key, blocks=not hint)
