"""Entities read off loose revisions, without taking the revisions in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.canonical import NotCanonical
from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, Entity, facts_of
from app.domain.revision import Revision
from app.store.columns import Cell, cell_of, entity_of, row_of
from app.store.projection import Head, whole_row

_TRUE = "true"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """An entity that loose revisions make on their own, and those revisions."""

    entity: Entity
    revisions: Sequence[Revision]
    heads: Sequence[Revision]
    """Those that none of the others replaces."""

    def said(self) -> Iterator[str]:
        """Yield the revisions that say no more than the entity does, by their identities."""
        row = row_of(self.entity)
        unlike = {one.rev_id for one in self.heads if not _is_said(one, type(self.entity), row)}
        return (one.rev_id for one in self.revisions if one.rev_id not in unlike)

    def values(self, field: str) -> set[str | None]:
        """Return every value that the revisions give a fact."""
        return {one.value for one in self.revisions if one.field == field}


def entities_in(revisions: Iterable[Revision]) -> Iterator[Whole]:
    """Yield the entities that these revisions would make on their own, if they are whole.

    An identity is one thing only within its kind, and an entity belongs to the aggregate
    that it says itself: revisions that name another one make nothing of it.
    """
    found: dict[tuple[str, str, str], list[Revision]] = {}
    for one in revisions:
        if one.entity_type in ENTITIES:
            found.setdefault((one.entity_type, one.entity_id, one.agg_id), []).append(one)
    for (kind, entity_id, agg_id), mine in found.items():
        heads = _heads_of(mine)
        row = whole_row(kind, entity_id, map(_head, heads))
        if row is None:
            continue
        entity = entity_of(ENTITIES[kind], row)
        if getattr(entity, ENTITIES[kind].AGGREGATE) == agg_id:
            yield Whole(entity=entity, revisions=mine, heads=heads)


def _heads_of(revisions: Sequence[Revision]) -> list[Revision]:
    """Return those that no other one replaces, as the store would find them."""
    replaced = {(one.field, parent) for one in revisions for parent in one.parents}
    return [one for one in revisions if (one.field, one.rev_id) not in replaced]


def _head(revision: Revision) -> Head:
    return Head(
        rev_id=revision.rev_id,
        entity_id=revision.entity_id,
        entity_type=revision.entity_type,
        field=revision.field,
        origin_id=revision.origin_id,
        lam=revision.lam,
        value=revision.value,
        observed=revision.observed or (),
    )


def _is_said(revision: Revision, kind: type[Entity], row: Mapping[str, Cell]) -> bool:
    """Whether a row shows what a revision says; one whose value was erased says nothing."""
    if revision.value is None:
        return True
    if revision.field == EXISTS:
        return revision.value == _TRUE
    fact = next((one for one in facts_of(kind) if one.name == revision.field), None)
    try:
        return fact is not None and cell_of(revision.value, fact) == row[fact.name]
    except NotCanonical:
        return False
