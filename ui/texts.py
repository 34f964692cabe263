"""The words for values of the domain, for days and for numbers."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final, assert_never

from app.clock import VIETNAM, YEARS, local
from app.domain.annex import Annex
from app.domain.attendance import AbsenceState
from app.domain.checklist import AnswerType, CriterionRole
from app.domain.dossier import DossierStatus
from app.domain.finding import CauseKind, FindingKind, Severity
from app.domain.inspection import (
    InspectionForm,
    InspectionKind,
    InspectionState,
    Role,
    UnitAgreement,
)
from app.domain.photo_mark import MarkKind
from app.domain.plan import Head
from app.domain.recommendation import Addressee, RecommendationState
from app.words import language, translate

_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_CENTURY: Final = 100
_KILO: Final = 1024


def day_text(day: date | None) -> str:
    """Return a day as it is written in Vietnam, e.g. 20/11/2026."""
    return f"{day:%d/%m/%Y}" if day is not None else ""


def days_text(first: date | None, last: date | None) -> str:
    """Return a span of days, e.g. 24–25/11/2026; what both have in common is said once."""
    if first is None or last is None or last == first:
        return day_text(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}–{day_text(last)}"
    if first.year == last.year:
        return f"{first:%d/%m}–{day_text(last)}"
    return f"{day_text(first)}–{day_text(last)}"


def weekday_text(day: date) -> str:
    """Return the day of the week."""
    return (
        translate("Monday"),
        translate("Tuesday"),
        translate("Wednesday"),
        translate("Thursday"),
        translate("Friday"),
        translate("Saturday"),
        translate("Sunday"),
    )[day.weekday()]


def moment_text(moment: datetime | None) -> str:
    """Return a moment in Vietnam, e.g. 08:30 20/11/2026."""
    return f"{local(moment):%H:%M %d/%m/%Y}" if moment is not None else ""


def number_text(number: Decimal | int | None) -> str:
    """Return a number without needless zeros, with the decimal sign of the language."""
    if number is None:
        return ""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") if language() == "vi" else text


def size_text(size: int) -> str:
    """Return a number of bytes in a unit people know."""
    for unit in ("B", "KB"):
        if size < _KILO:
            return f"{size} {unit}"
        size //= _KILO
    if size < _KILO:
        return f"{size} MB"
    return f"{number_text(round(Decimal(size) / _KILO, 1))} GB"


def parse_number(text: str) -> Decimal | None:
    """Read a number typed with a comma or a point; None if it is none."""
    plain = text.strip().replace(" ", "").replace(",", ".")
    if not plain or plain.count(".") > 1 or not plain.replace(".", "").isdecimal():
        return None
    return Decimal(plain)


def parse_day(text: str) -> date | None:
    """Read a day typed as dd/mm/yyyy; None if there is no such day."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    year = year if year >= _CENTURY else _CENTURY * 20 + year
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def parse_moment(text: str) -> datetime | None:
    """Read a moment typed as `08:30 20/11/2026`, in Vietnam; None if there is none."""
    clock, _, day_part = text.strip().partition(" ")
    day = parse_day(day_part)
    hour, _, minute = clock.replace("h", ":").replace("g", ":").partition(":")
    if day is None or not hour.isdecimal() or not (minute or "0").isdecimal():
        return None
    try:
        return datetime(
            day.year, day.month, day.day, int(hour), int(minute or "0"), tzinfo=VIETNAM
        ).astimezone(UTC)
    except ValueError:
        return None


def parse_iso_day(text: str) -> date | None:
    """Read a day as an answer spells it; None if there is no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def kind_text(kind: InspectionKind) -> str:
    """Return what is inspected."""
    match kind:
        case InspectionKind.ADMIN_REFORM:
            return translate("Administrative reform")
        case InspectionKind.ONE_STOP:
            return translate("One-stop centre")
        case InspectionKind.PROCEDURE_CONTROL:
            return translate("Procedure control")
        case InspectionKind.PUBLIC_DUTY:
            return translate("Public duty")
    assert_never(kind)


def form_text(form: InspectionForm) -> str:
    """Return how it is inspected."""
    match form:
        case InspectionForm.ON_SITE:
            return translate("On site")
        case InspectionForm.BY_REPORT:
            return translate("By report")
        case InspectionForm.UNANNOUNCED:
            return translate("Unannounced")
        case InspectionForm.RECHECK:
            return translate("Recheck")
        case InspectionForm.SELF_CHECK:
            return translate("Self-check")
    assert_never(form)


def state_text(state: InspectionState) -> str:
    """Return where an inspection stands."""
    match state:
        case InspectionState.PLANNED:
            return translate("Planned")
        case InspectionState.OPEN:
            return translate("In progress")
        case InspectionState.FINISHED:
            return translate("Finished")
        case InspectionState.SIGNED:
            return translate("Signed")
    assert_never(state)


def role_text(role: Role) -> str:
    """Return what a participant is."""
    return {
        Role.TEAM_LEADER: translate("Team leader"),
        Role.DEPUTY_LEADER: translate("Deputy leader"),
        Role.SECRETARY: translate("Secretary"),
        Role.MEMBER: translate("Member"),
        Role.UNIT_REPRESENTATIVE: translate("Unit representative"),
        Role.ATTENDEE: translate("Attendee"),
        Role.WITNESS: translate("Witness"),
    }[role]


def absence_text(state: AbsenceState) -> str:
    """Return how somebody was not at work."""
    match state:
        case AbsenceState.EXCUSED:
            return translate("Excused")
        case AbsenceState.UNEXCUSED:
            return translate("No reason")
        case AbsenceState.LATE:
            return translate("Came late")
        case AbsenceState.LEFT_EARLY:
            return translate("Left early")
    assert_never(state)


def annex_text(annex: Annex) -> str:
    """Return what is annexed to minutes."""
    match annex:
        case Annex.SCORES:
            return translate("Scores of the criteria")
        case Annex.DOSSIERS:
            return translate("Dossier sample")
        case Annex.PHOTOS:
            return translate("Photos")
        case Annex.ABSENCES:
            return translate("List of those not at work")
    assert_never(annex)


def finding_kind_text(kind: FindingKind) -> str:
    """Return what a finding is."""
    match kind:
        case FindingKind.STRENGTH:
            return translate("Strength")
        case FindingKind.SHORTCOMING:
            return translate("Shortcoming")
        case FindingKind.DIFFICULTY:
            return translate("Difficulty")
        case FindingKind.VIOLATION:
            return translate("Violation")
    assert_never(kind)


def severity_text(severity: Severity) -> str:
    """Return how much a shortcoming weighs."""
    match severity:
        case Severity.LIGHT:
            return translate("Light")
        case Severity.MEDIUM:
            return translate("Medium")
        case Severity.SERIOUS:
            return translate("Serious")
    assert_never(severity)


def cause_text(kind: CauseKind) -> str:
    """Return where a cause lies."""
    match kind:
        case CauseKind.OBJECTIVE:
            return translate("Objective")
        case CauseKind.SUBJECTIVE:
            return translate("Subjective")
    assert_never(kind)


def addressee_text(addressee: Addressee) -> str:
    """Return whom a recommendation asks."""
    match addressee:
        case Addressee.UNIT:
            return translate("The inspected unit")
        case Addressee.HIGHER:
            return translate("A competent authority")
    assert_never(addressee)


def recommendation_state_text(state: RecommendationState) -> str:
    """Return how far the remediation is."""
    match state:
        case RecommendationState.NOT_STARTED:
            return translate("Not started")
        case RecommendationState.IN_PROGRESS:
            return translate("In remediation")
        case RecommendationState.REPORTED:
            return translate("Reported")
        case RecommendationState.CONFIRMED:
            return translate("Confirmed")
    assert_never(state)


def agreement_text(agreement: UnitAgreement) -> str:
    """Return whether the unit agrees with the minutes."""
    match agreement:
        case UnitAgreement.AGREES:
            return translate("Agrees")
        case UnitAgreement.PARTLY:
            return translate("Agrees in part")
        case UnitAgreement.DISAGREES:
            return translate("Disagrees")
    assert_never(agreement)


def head_text(head: Head) -> str:
    """Return the head of minutes by name."""
    return {
        Head.DELEGATION: translate("Delegation, no number (usual)"),
        Head.NUMBERED: translate("With a number (Form 1.9 of Decree 30/2020)"),
        Head.WORKING: translate("Working minutes, national motto alone"),
    }[head]


def dossier_status_text(status: DossierStatus) -> str:
    """Return where a dossier stands."""
    return {
        DossierStatus.IN_PROGRESS: translate("Being handled"),
        DossierStatus.WAITING_SUPPLEMENT: translate("Waiting for a supplement"),
        DossierStatus.RESOLVED: translate("Resolved"),
        DossierStatus.RETURNED: translate("Result returned"),
        DossierStatus.REFUSED: translate("Refused"),
        DossierStatus.STOPPED: translate("Stopped"),
        DossierStatus.WITHDRAWN: translate("Withdrawn"),
    }[status]


def answer_type_text(kind: AnswerType) -> str:
    """Return how a criterion is answered."""
    return {
        AnswerType.YES_NO: translate("Yes / no"),
        AnswerType.YES_PARTIAL_NO: translate("Yes / partly / no"),
        AnswerType.SCORE: translate("Points"),
        AnswerType.PERCENT: translate("Percentage"),
        AnswerType.COUNT: translate("Count"),
        AnswerType.CHOICE: translate("Choice"),
        AnswerType.TEXT: translate("Text"),
        AnswerType.DATE: translate("Date"),
        AnswerType.NUMBER: translate("Number"),
        AnswerType.MULTIPLE: translate("Several choices"),
    }[kind]


def criterion_role_text(role: CriterionRole) -> str:
    """Return what points do to the total; nothing where they simply count."""
    match role:
        case CriterionRole.SCORED:
            return ""
        case CriterionRole.BONUS:
            return translate("Bonus")
        case CriterionRole.PENALTY:
            return translate("Penalty")
    assert_never(role)


def mark_text(kind: MarkKind) -> str:
    """Return what a mark on a photo is called."""
    return {
        MarkKind.BLACK_OUT: translate("Black-out"),
        MarkKind.BOX: translate("Box"),
        MarkKind.ARROW: translate("Arrow"),
        MarkKind.TEXT: translate("Text on the photo"),
    }[kind]
