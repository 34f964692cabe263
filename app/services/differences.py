"""The inbox of differences: what laptops say unlike, decided by a person, and taken back again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import msgspec

from app.domain.canonical import read
from app.domain.case_file import CaseFile
from app.domain.change_names import PARTS
from app.domain.difference import (
    KEPT,
    REMOVED,
    Candidate,
    Decision,
    Difference,
    DifferenceChanged,
    is_words,
)
from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, Entity, facts_of
from app.domain.fact_value import is_readable
from app.domain.finding import Finding
from app.domain.gap import PLACE_NAMES, GapPlace
from app.domain.gap_differences import asks_somebody, blocks_signing, field_text, places_of
from app.domain.inspection import Inspection
from app.domain.photo import PhotoTarget
from app.errors import NotFound
from app.ids import InspectionId
from app.services.findings import take_away
from app.services.inspections import InspectionService
from app.store.history import Write
from app.store.unit_of_work import Store, UnitOfWork, View
from app.words import translate

_NOTE: Final = "settled_differences"
_MOST_PHOTOS: Final = 6
_TARGETS: Final[Mapping[GapPlace, PhotoTarget]] = {
    GapPlace.CHECKLIST: PhotoTarget.CRITERION,
    GapPlace.FINDINGS: PhotoTarget.FINDING,
    GapPlace.DOSSIERS: PhotoTarget.DOSSIER,
}


class _Settled(msgspec.Struct, frozen=True):
    """One decision as the store remembers it, so that it can be taken back."""

    kind: str
    entity_id: str
    field: str
    value: str
    values: tuple[str, ...]
    """What differed; what was shown stands last."""


class DifferenceService:
    """Finds differences in whole visits, and writes what a person decides about them."""

    def __init__(self, store: Store, inspections: InspectionService) -> None:
        self._store = store
        self._inspections = inspections

    def open(self, inspection_id: InspectionId | None = None) -> list[Difference]:
        """Return what is not decided yet, of one visit or of all, as it stands in the visit."""
        with self._store.reading() as view:
            return self._open(view, inspection_id)

    def count(self) -> int:
        """Return how many differences wait for a person."""
        return len(self.open())

    def settle(self, decisions: Sequence[Decision]) -> int:
        """Write what was decided, all or nothing; return how many differences that settled.

        Each decision supersedes all values that differ, as one write that travels like any
        other. A laptop that decides otherwise without having seen it opens a new difference.

        Raises:
            DifferenceChanged: if one of them is not as it was shown.
            VisitSigned: if signed minutes say what would change.
            InvalidValue: if what was decided cannot stand beside the other facts.
        """
        if not decisions:
            return 0
        with self._store.writing() as work:
            now = {one.id: one for one in self._open(work, _only_visit(decisions))}
            for decision in decisions:
                _refuse_changed(now.get(decision.difference.id), decision)
            for entity_decisions in _by_entity(decisions):
                _write(work, entity_decisions)
            kept = [_settled(one) for one in decisions if not one.difference.is_removal]
            work.notes.remember(_NOTE, msgspec.json.encode(kept).decode())
            work.commit()
        return len(decisions)

    def can_undo(self) -> int:
        """Return how many decisions of the last time can be taken back."""
        with self._store.reading() as view:
            return len(_remembered(view))

    def undo(self) -> int:
        """Open again what was decided the last time, all or nothing; return how many.

        Records that were put into the bin or kept stay so: they come back from the bin.

        Raises:
            DifferenceChanged: if one of them was given another value since.
            VisitSigned: if the minutes that say it were signed since.
        """
        with self._store.writing() as work:
            settled = _remembered(work)
            for one in settled:
                entity = work.find(ENTITIES[one.kind], one.entity_id)
                heads = [x for x in work.history.of_entity(one.entity_id, one.field) if x.is_head]
                if entity is None or [head.value for head in heads] != [one.value]:
                    raise DifferenceChanged(
                        field=field_text(one.field), name=translate(PARTS.get(one.kind, one.kind))
                    )
                work.reopen(entity, one.field, one.values)
            work.notes.remember(_NOTE, "[]")
            work.commit()
        return len(settled)

    def _open(self, view: View, inspection_id: InspectionId | None) -> list[Difference]:
        # Asked of the whole store: SQLite finds those of one aggregate sixty times slower.
        found = dict(view.history.differences())
        found |= {(one, EXISTS): heads for one, heads in view.history.contested().items()}
        by_visit: dict[str, list[list[Write]]] = {}
        for writes in found.values():
            by_visit.setdefault(writes[0].agg_id, []).append(writes)
        laptops = _Laptops(view, self._store)
        visits = view.all(Inspection) if inspection_id is None else _found(view, inspection_id)
        return [one for visit in visits for one in self._of_visit(view, visit, by_visit, laptops)]

    def _of_visit(
        self,
        view: View,
        visit: Inspection,
        by_visit: Mapping[str, list[list[Write]]],
        laptops: _Laptops,
    ) -> Iterator[Difference]:
        wanted = [*by_visit.get(visit.id, ()), *by_visit.get(visit.plan_id, ())]
        if not wanted:
            return
        case = self._inspections.case_in(view, visit.id)
        places = places_of(case)
        order = _order(case, places)
        known = [
            writes
            for writes in wanted
            if writes[0].entity_id in order
            and asks_somebody(writes[0].entity_type, writes[0].field)
        ]
        known.sort(key=lambda writes: order[writes[0].entity_id])
        for writes in known:
            yield _difference(view, case, places[writes[0].entity_id], writes, laptops)


class _Laptops:
    """Who brought each package, looked up once."""

    def __init__(self, view: View, store: Store) -> None:
        self._view = view
        self._here = store.writer.origin_id
        self._name = store.info.name
        self._signers: dict[str, str] = {}

    def candidate(self, write: Write, *, is_shown: bool = False, value: str = "") -> Candidate:
        """Return a write as one of the values that differ."""
        is_here = write.origin_id == self._here
        return Candidate(
            rev_id=write.rev_id,
            value=value or write.value or "null",
            actor=write.actor,
            laptop=self._name if is_here else self._signer(write.package_id),
            is_here=is_here,
            written_at=write.written_at,
            is_shown=is_shown,
        )

    def _signer(self, package_id: str | None) -> str:
        if package_id is None:
            return ""
        if package_id not in self._signers:
            package = self._view.packages.package(package_id)
            self._signers[package_id] = package.signer if package is not None else ""
        return self._signers[package_id]


def _difference(
    view: View,
    case: CaseFile,
    place: tuple[GapPlace, str, str],
    writes: Sequence[Write],
    laptops: _Laptops,
) -> Difference:
    where, key, name = place
    first = writes[0]
    is_removal = any(one.field == EXISTS and one.value == REMOVED for one in writes)
    field = EXISTS if is_removal else first.field
    base = None if is_removal else view.history.base(writes)
    fact = next((one for one in facts_of(ENTITIES[first.entity_type]) if one.name == field), None)
    return Difference(
        inspection_id=case.inspection.id,
        unit_name=case.inspection.unit_name,
        kind=first.entity_type,
        entity_id=first.entity_id,
        field=field,
        label=translate("Whether it is there") if is_removal else field_text(field),
        name=name,
        section=_section(case, where, key),
        place=where,
        key=key,
        candidates=tuple(
            _removal(writes, laptops) if is_removal else _values(view, writes, laptops)
        ),
        base=laptops.candidate(base) if base is not None and base.value is not None else None,
        is_text=fact is not None and is_words(fact),
        blocks=not is_removal and blocks_signing(first.entity_type, field),
        photo_ids=tuple(_photos(case, where, key)),
    )


def _values(view: View, writes: Sequence[Write], laptops: _Laptops) -> Iterator[Candidate]:
    """Yield each value once, under the name of who gave it first of those that stand."""
    entity = view.find(ENTITIES[writes[0].entity_type], writes[0].entity_id)
    seen: set[str] = set()
    for head in writes:
        if head.value is None or head.value in seen:
            continue
        seen.add(head.value)
        given = view.history.given(head, writes)
        one = laptops.candidate(given, value=head.value, is_shown=_is_shown(entity, head))
        yield replace(one, rev_id=head.rev_id)


def _removal(writes: Sequence[Write], laptops: _Laptops) -> Iterator[Candidate]:
    """Yield the removal, and the last write by somebody who had not seen it."""
    removed = [one for one in writes if one.field == EXISTS and one.value == REMOVED]
    kept = [one for one in writes if one not in removed]
    if kept:
        yield laptops.candidate(kept[-1], value=KEPT, is_shown=True)
    yield laptops.candidate(removed[-1], value=REMOVED)


def _is_shown(entity: Entity | None, head: Write) -> bool:
    if entity is None or head.value is None:
        return False
    fact = next(one for one in facts_of(type(entity)) if one.name == head.field)
    if not is_readable(head.entity_type, head.field, head.value):
        return False
    return bool(getattr(entity, head.field) == read(head.value, fact.type))


def _order(
    case: CaseFile, places: Mapping[str, tuple[GapPlace, str, str]]
) -> Mapping[str, tuple[int, int]]:
    """Return where each entity stands: tab by tab, criteria as their checklists list them."""
    tabs = list(GapPlace)
    codes = {
        row.code: number
        for number, row in enumerate(row for one in case.checklists for row in one.criteria)
    }
    return {
        entity_id: (tabs.index(place), codes.get(key, number))
        for number, (entity_id, (place, key, _name)) in enumerate(places.items())
    }


def _section(case: CaseFile, place: GapPlace, key: str) -> str:
    """Return the area a criterion stands in; of everything else, the tab."""
    if place is GapPlace.CHECKLIST:
        for checklist in case.checklists:
            rows = {row.code: row for row in checklist.criteria}
            row = rows.get(key)
            while row is not None:
                if row.parent_code == checklist.root.code:
                    return f"{row.code} {row.text}"
                row = rows.get(row.parent_code)
    return translate(PLACE_NAMES[place])


def _photos(case: CaseFile, place: GapPlace, key: str) -> Iterable[str]:
    target = _TARGETS.get(place)
    if target is None or not key:
        return ()
    return [photo.id for photo in case.photos_of(target, key)][:_MOST_PHOTOS]


def _found(view: View, inspection_id: InspectionId) -> list[Inspection]:
    visit = view.find(Inspection, inspection_id)
    return [visit] if visit is not None else []


def _only_visit(decisions: Sequence[Decision]) -> InspectionId | None:
    visits = {one.difference.inspection_id for one in decisions}
    return visits.pop() if len(visits) == 1 else None


def _refuse_changed(now: Difference | None, decision: Decision) -> None:
    was = decision.difference
    same = now is not None and {one.rev_id for one in now.candidates} == {
        one.rev_id for one in was.candidates
    }
    if not same:
        raise DifferenceChanged(field=was.label, name=was.name)


def _by_entity(decisions: Sequence[Decision]) -> list[list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for one in decisions:
        found.setdefault(one.difference.entity_id, []).append(one)
    return list(found.values())


def _write(work: UnitOfWork, decisions: Sequence[Decision]) -> None:
    """Write what was decided about one entity, its facts together, and then whether it stays."""
    kind: Any = ENTITIES[decisions[0].difference.kind]
    entity = work.find(kind, decisions[0].difference.entity_id)
    if entity is None:
        raise NotFound(kind=kind.KIND, id=decisions[0].difference.entity_id)
    types = {fact.name: fact.type for fact in facts_of(kind)}
    facts = {
        one.difference.field: read(one.value, types[one.difference.field])
        for one in decisions
        if not one.difference.is_removal
    }
    stays = [one.value == KEPT for one in decisions if one.difference.is_removal]
    if facts:
        entity = replace(entity, **facts)
        work.save(entity, settling=facts)
    if stays and stays[0]:
        work.save(entity, settling=[EXISTS])
    elif stays and isinstance(entity, Finding):
        take_away(work, entity)
    elif stays:
        work.remove(entity)


def _settled(decision: Decision) -> _Settled:
    difference = decision.difference
    shown = difference.shown.value
    others = [one.value for one in difference.candidates if one.value != shown]
    return _Settled(
        difference.kind,
        difference.entity_id,
        difference.field,
        decision.value,
        (*others, shown),
    )


def _remembered(view: View) -> list[_Settled]:
    kept = view.notes.recall(_NOTE)
    try:
        return msgspec.json.decode(kept or "[]", type=list[_Settled])
    except msgspec.DecodeError:  # kept by another version
        return []
