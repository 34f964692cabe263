"""The recycle bin (thùng rác): what was removed, by whom and when, and how it comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.clock import local
from app.domain.attendance import Absence, RollCall
from app.domain.dossier import Dossier
from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.domain.finding import Finding
from app.domain.inspection import Inspection, InspectionState, Participant
from app.domain.photo import Photo
from app.domain.recommendation import Recommendation
from app.domain.text import fold
from app.errors import AppError
from app.ids import InspectionId
from app.store.bin import Removed
from app.store.unit_of_work import Store, View
from app.words import mark

SHOWN: Final[tuple[type[Entity], ...]] = (
    Inspection,
    Finding,
    Recommendation,
    Dossier,
    Photo,
    Participant,
    RollCall,
    Absence,
)
"""The kinds that are listed by themselves; what else was removed hangs on one of these."""
_OF_VISITS: Final = tuple(
    kind for kind in ENTITIES.values() if kind.AGGREGATE == "inspection_id" or kind is Inspection
)
_POINTERS: Final = ("finding_id", "photo_id", "target_key")
"""The facts by which one record hangs on another."""
_SAME_MOMENT: Final = timedelta(seconds=1)


class NameNotTyped(AppError):
    """A signed visit was to be put into the bin without its unit being named."""

    code = "name_not_typed"
    message = mark(
        "The visit to “{unit}” is signed. It was not put into the bin: the name typed is not the "
        "name of the unit. Type it as it stands here, or leave the visit where it is."
    )


class NotInBin(AppError):
    """What is to be restored is not in the bin."""

    code = "not_in_bin"
    message = mark(
        "Nothing in the bin is called “{id}”; it may have been restored already. Nothing was "
        "changed. Look at the list of the bin again."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BinEntry:
    """One thing in the bin, with what went there with it."""

    id: str
    kind: str
    """The kind of entity: `inspection`, `finding`, …"""
    inspection_id: InspectionId
    unit_name: str
    """The unit of its visit."""
    text: str
    """Its name or its own words; empty for a whole visit."""
    removed_at: datetime
    removed_by: str
    with_it: int = 0
    """How many records come back with it."""


class BinService:
    """Lists the bin and takes things out of it again; nothing is ever erased by it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def entries(self, inspection_id: InspectionId | None = None) -> list[BinEntry]:
        """Return what is in the bin, of one visit or of all, the latest first.

        What was removed of a visit that is in the bin itself comes to light again with it.
        """
        with self._store.reading() as view:
            removed = view.bin.removed(_OF_VISITS, inspection_id)
            units = {str(one.id): one.unit_name for one in view.all(Inspection)}
        led = _led_by(removed)
        riding = {one.entity.id for followers in led.values() for one in followers}
        found: list[BinEntry] = []
        for one in removed:
            entity = one.entity
            if entity.id in riding or not isinstance(entity, SHOWN):
                continue
            name = entity.unit_name if isinstance(entity, Inspection) else units.get(one.agg_id)
            if name is not None:
                found.append(_entry(one, name, len(led.get(entity.id, ()))))
        return found

    def remove_inspection(self, inspection_id: InspectionId, typed_name: str = "") -> Inspection:
        """Put a whole visit into the bin; what is recorded of it stays as it is and comes back.

        Args:
            inspection_id: the visit.
            typed_name: the name of its unit, which a signed visit is not removed without;
                accents and case do not matter.

        Raises:
            NotFound: if there is no such visit.
            NameNotTyped: if it is signed and that is not its unit's name.
        """
        with self._store.writing() as work:
            visit = work.get(Inspection, inspection_id)
            if visit.state is InspectionState.SIGNED and _plain(typed_name) != _plain(
                visit.unit_name
            ):
                raise NameNotTyped(unit=visit.unit_name)
            work.remove(visit)
            work.commit()
        return visit

    def restore(self, entity_id: str) -> BinEntry:
        """Take one thing out of the bin, with what went there with it, in one step.

        Raises:
            NotInBin: if it is not there.
            VisitSigned: if its visit has been signed since: signed minutes stay as they are.
        """
        with self._store.writing() as work:
            removed = work.bin.removed(_OF_VISITS)
            named = [one for one in removed if one.entity.id == entity_id]
            if not named:
                raise NotInBin(id=entity_id)
            chosen = named[0]
            of_visit = [one for one in removed if one.agg_id == chosen.agg_id]
            led = _led_by(of_visit)
            back = [chosen, *led.get(entity_id, ())]
            for bearer in _bearers(chosen.entity, of_visit):
                back.append(bearer)
                # What the list would never show alone comes now or never.
                followers = led.get(bearer.entity.id, ())
                back += [one for one in followers if not isinstance(one.entity, SHOWN)]
            for one in back:
                work.save(one.entity)
            unit = _unit_name(work, chosen)
            work.commit()
        return _entry(chosen, unit, len(back) - 1)


def _led_by(removed: Sequence[Removed]) -> dict[str, list[Removed]]:
    """Return what went into the bin together with a record it hangs on, by that record."""
    there = {one.entity.id: one for one in removed}
    led: dict[str, list[Removed]] = {}
    for one in removed:
        for name in _POINTERS:
            leader = there.get(str(getattr(one.entity, name, "")))
            if leader is not None and _went_together(one, leader):
                led.setdefault(leader.entity.id, []).append(one)
                break
    return led


def _went_together(one: Removed, other: Removed) -> bool:
    apart = abs(one.removed_at - other.removed_at)
    return one.origin_id == other.origin_id and apart <= _SAME_MOMENT


def _bearers(entity: Entity, removed: Iterable[Removed]) -> list[Removed]:
    """Return what a record hangs on, where that is in the bin too: alone it would hang on air."""
    wanted = getattr(entity, "finding_id", None)
    return [one for one in removed if wanted is not None and one.entity.id == wanted]


def _unit_name(view: View, chosen: Removed) -> str:
    visit = view.find(Inspection, chosen.agg_id)
    return visit.unit_name if visit is not None else ""


def _entry(one: Removed, unit_name: str, with_it: int) -> BinEntry:
    return BinEntry(
        id=one.entity.id,
        kind=type(one.entity).KIND,
        inspection_id=InspectionId(one.agg_id),
        unit_name=unit_name,
        text=_text(one.entity),
        removed_at=one.removed_at,
        removed_by=one.actor,
        with_it=with_it,
    )


def _text(entity: Entity) -> str:
    match entity:
        case Finding() | Recommendation():
            return " ".join(entity.text.split())
        case Dossier():
            return f"{entity.dossier_code}, {entity.procedure_name}"
        case Photo():
            return entity.caption or entity.file_name
        case Participant() | Absence():
            return f"{entity.name}, {entity.position}" if entity.position else entity.name
        case RollCall():
            counted = f"{local(entity.at):%H:%M %d/%m/%Y}, {entity.present}/{entity.staff}"
            return f"{counted}, {entity.office}" if entity.office else counted
    return ""


def _plain(name: str) -> str:
    return " ".join(fold(name).split())
