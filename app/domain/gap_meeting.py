"""Gaps that laptops leave which worked apart: what no rule decides and people have to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.domain.case_file import CaseFile
from app.domain.criterion_return import returns_by_code
from app.domain.gap import Gap, GapPlace
from app.domain.gap_differences import field_text, places_of
from app.domain.inspection import Inspection
from app.domain.late_change import LateChange
from app.domain.minutes import Minutes, MinutesState
from app.domain.rival_minutes import rivals
from app.domain.visit_days import day_text, moment_text, visit_days
from app.words import translate

_NOWHERE = (GapPlace.OVERVIEW, "", "")


def in_rival_minutes(case: CaseFile) -> Iterator[Gap]:
    """Yield the signed minutes of which only one can hold (merge table row 22)."""
    for text, first in rival_questions(case.minutes):
        yield Gap(text=text, place=GapPlace.MINUTES, key=first.id)


def rival_questions(texts: Sequence[Minutes]) -> Iterator[tuple[str, Minutes]]:
    """Yield what people have to agree on about signed minutes, each with the first it is about."""
    for group in rivals(texts):
        question = translate(
            "{count} minutes were signed at the same place, on different laptops: {codes}. Agree "
            "with the unit which of them hold, and declare the others void",
            count=len(group),
            codes="; ".join(_signed_text(one) for one in group),
        )
        yield question, group[0]
    void = [one for one in texts if one.state is MinutesState.VOID]
    if void and not any(one.state is MinutesState.SIGNED for one in texts):
        question = translate(
            "All signed minutes of this visit were declared void, on different laptops: {codes}. "
            "Let those hold again that do",
            codes=", ".join(one.code for one in void),
        )
        yield question, void[0]


def _signed_text(one: Minutes) -> str:
    if one.signed_at is None:
        return one.code
    return translate("{code}, signed {moment}", code=one.code, moment=moment_text(one.signed_at))


def in_ruling(case: CaseFile) -> Iterator[Gap]:
    """Yield what headquarters ruled about the visit as a whole (rows 19 and 24)."""
    ruling = case.ruling
    if ruling is None:
        return
    if ruling.is_withdrawn:
        yield _hint(
            translate(
                "Headquarters withdrew this visit: {reason}. What was recorded is kept; ask "
                "headquarters before anything is signed",
                reason=ruling.withdrawn_reason,
            )
        )
    if ruling.alias_of is not None:
        yield _hint(
            translate(
                "Headquarters counts this as a second record of visit {id}; go on in that one",
                id=ruling.alias_of,
            )
        )


def in_returns(case: CaseFile) -> Iterator[Gap]:
    """Yield the criteria that headquarters gave back and the team has not answered."""
    waiting = {
        code: one
        for code, one in returns_by_code(case.returns, case.checklists).items()
        if one.waits
    }
    group = translate("{count} criteria were returned by headquarters", count=len(waiting))
    for code, one in waiting.items():
        yield Gap(
            text=translate(
                "{code} was returned by headquarters: {reason}. Mend it and reply",
                code=code,
                reason=one.reason,
            ),
            place=GapPlace.CHECKLIST,
            key=code,
            blocks=False,
            group=group,
            name=code,
        )


def in_twins(twins: Iterable[Inspection]) -> Iterator[Gap]:
    """Yield the visits that may be this one, recorded a second time (row 19)."""
    for twin in twins:
        first = visit_days(twin).first or twin.planned_from
        yield _hint(
            translate(
                "Possible duplicate: another visit to {unit} is recorded on {day} ({id}). Agree "
                "which of them goes on; headquarters can rule that both are one",
                unit=twin.unit_name,
                day=day_text(first) if first else "?",
                id=twin.id,
            )
        )


def in_late_changes(case: CaseFile, changes: Sequence[LateChange]) -> Iterator[Gap]:
    """Yield what was changed after the visit was finished (row 20)."""
    places = places_of(case)
    group = translate(
        "{count} records were changed after the visit was finished: look at each, then reopen "
        "the visit and finish it again",
        count=len(changes),
    )
    for one in changes:
        place, key, name = places.get(one.entity_id, _NOWHERE)
        name = name or translate("a record of the visit")
        yield Gap(
            text=translate(
                "{name}: {what} after the visit was finished, by {who}",
                name=name,
                what=_what(one),
                who=", ".join(one.actors),
            ),
            place=place,
            key=key,
            blocks=False,
            group=group,
            name=name,
        )


def _what(change: LateChange) -> str:
    if change.is_removed:
        return translate("removed")
    if not change.fields:
        return translate("added")
    names = ", ".join(f"“{field_text(one)}”" for one in change.fields)
    return translate("{fields} changed", fields=names)


def _hint(text: str) -> Gap:
    return Gap(text=text, place=GapPlace.OVERVIEW, blocks=False)
