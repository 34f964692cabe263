"""What headquarters corrected of a team's record, told fact by fact on both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec

from app.domain.case_file import CaseFile
from app.domain.change_text import value_text
from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS
from app.domain.gap import GapPlace
from app.domain.gap_differences import field_text, places_of
from app.domain.signed_scope import is_said
from app.services.office import HEADQUARTERS
from app.store.history import Write
from app.store.unit_of_work import View
from app.words import translate

_REMOVED: Final = "false"
_NOWHERE: Final = (GapPlace.OVERVIEW, "", "")
_ASSIGNED: Final = frozenset({"inspection", "participant", "plan"})
"""What headquarters writes when it assigns a visit; that it is there corrects nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One fact that headquarters gave another value than the team."""

    name: str
    """What it is a fact of."""
    label: str
    before: str
    """As the team had it, for people."""
    now: str
    actor: str
    written_at: datetime
    place: GapPlace
    key: str


def corrections_in(view: View, case: CaseFile, *, office: bool) -> tuple[Correction, ...]:
    """Return what headquarters corrected in a visit, in the order in which it was written.

    Args:
        view: the moment that is looked at.
        case: the visit at that moment.
        office: whether this is headquarters.
    """
    writes = view.history.of_aggregate(case.inspection.id)
    return tuple(_corrections(case, writes, _is_ours(view, office=office)))


def _is_ours(view: View, *, office: bool) -> Callable[[Write], bool]:
    """Return how to tell what headquarters wrote: there, or in its packages.

    Its own packages come back to it where it lost what they say and went on from a copy.
    """
    packages = {
        one.package_id for one in view.packages.packages("in") if one.signer_role == HEADQUARTERS
    }
    return lambda write: write.package_id in packages or (office and write.package_id is None)


def _corrections(
    case: CaseFile, writes: Sequence[Write], is_ours: Callable[[Write], bool]
) -> Iterator[Correction]:
    """Yield the facts that stand as headquarters wrote them upon what the team had written."""
    places = places_of(case)
    team: dict[tuple[str, str], Write] = {}
    found: list[tuple[Write, Write | None]] = []
    for write in writes:
        kind = ENTITIES.get(write.entity_type)
        if kind is None or not is_said(kind, {write.field}):
            continue
        place = (write.entity_id, write.field)
        if not is_ours(write):
            team[place] = write
        elif write.is_head:
            found.append((write, team.get(place)))
    for now, before in found:
        is_of_team = (now.entity_id, EXISTS) in team
        if _corrects(now, before, is_of_team=is_of_team):
            yield _told(now, before, places.get(now.entity_id, _NOWHERE))


def _corrects(now: Write, before: Write | None, *, is_of_team: bool) -> bool:
    """Tell whether a write says otherwise than the team.

    A fact that the team left as it is by nature has no write of its own; of a record that
    headquarters added only that it is there is told.
    """
    if before is not None:
        return before.value != now.value
    if now.field == EXISTS:
        return now.value != _REMOVED and now.entity_type not in _ASSIGNED
    return is_of_team


def _told(now: Write, before: Write | None, place: tuple[GapPlace, str, str]) -> Correction:
    where, key, name = place
    is_whole = now.field == EXISTS
    return Correction(
        name=name or translate("a record of the visit"),
        label=translate("Whether it is there") if is_whole else field_text(now.field),
        before=_existence(before) if is_whole else _text(before),
        now=_existence(now) if is_whole else _text(now),
        actor=now.actor,
        written_at=now.written_at,
        place=where,
        key=key,
    )


def _existence(write: Write | None) -> str:
    if write is None:
        return translate("no record")
    return translate("removed") if write.value == _REMOVED else translate("the record is there")


def _text(write: Write | None) -> str:
    value = msgspec.json.decode(write.value) if write is not None and write.value else None
    return value_text(write.field if write is not None else "", value)
