"""Gaps in the attendance of a public-duty check: counts that do not add up, moments, names."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.attendance import AbsenceState, RollCall
from app.domain.case_file import CaseFile
from app.domain.gap import Gap, GapPlace, quoted
from app.domain.inspection import InspectionKind
from app.domain.visit_days import moment_text, visit_days
from app.words import translate


def in_attendance(case: CaseFile) -> Iterator[Gap]:
    """Yield what roll calls and absences lack."""
    if case.inspection.kind is not InspectionKind.PUBLIC_DUTY:
        return
    if not case.roll_calls:
        yield _gap(
            translate("No roll call is recorded: count the staff, or leave it so"), hint=True
        )
    for count in case.roll_calls:
        yield from _in_count(count, case)
    yield from _in_absences(case)


def _in_count(count: RollCall, case: CaseFile) -> Iterator[Gap]:
    at = moment_text(count.at)
    if not count.adds_up:
        yield _gap(
            translate(
                "The roll call of {moment} does not add up: present {present}, excused {excused}, "
                "without reason {unexcused}, together {sum}, but {staff} should be there",
                moment=at,
                present=count.present,
                excused=count.excused,
                unexcused=count.unexcused,
                sum=count.present + count.excused + count.unexcused,
                staff=count.staff,
            ),
            count.id,
        )
    if not visit_days(case.inspection).holds(count.at):
        yield _gap(
            translate("The roll call of {moment} lies outside the visit", moment=at), count.id
        )


def _in_absences(case: CaseFile) -> Iterator[Gap]:
    days = visit_days(case.inspection)
    for one in case.absences:
        if not one.name.strip():
            yield _gap(translate("An absence has no name: say who was not there"), one.id)
        name = quoted(one.name)
        if one.at is not None and not days.holds(one.at):
            yield _gap(
                translate(
                    "The absence of {name} at {moment} lies outside the visit",
                    name=name,
                    moment=moment_text(one.at),
                ),
                one.id,
            )
        if one.state is AbsenceState.EXCUSED and not one.reason.strip():
            yield _gap(
                translate("The absence of {name} is excused but no reason is given", name=name),
                one.id,
                hint=True,
            )


def _gap(text: str, key: str = "", *, hint: bool = False) -> Gap:
    return Gap(text=text, place=GapPlace.OVERVIEW, key=key, blocks=not hint)
