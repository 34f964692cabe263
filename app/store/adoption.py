"""What a laptop may not prescribe and brings all the same: read off, and known again later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, and_, func, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.canonical import NotCanonical
from app.domain.checklist import Checklist
from app.domain.entities import ENTITIES, WRITTEN_ONCE
from app.domain.entity import EXISTS, Entity, facts_of
from app.domain.revision import Revision
from app.store.columns import Cell, cell_of, entity_of, row_of
from app.store.local_tables import package, package_item
from app.store.projection import Head, whole_row
from app.store.tables import PROJECTIONS, rev, rev_head

_TRUE = "true"
_HQ: Final = "hq"
_DEVICE: Final = "device"
_STATE: Final = "state"
"""The fact by which headquarters says of a version whether visits may begin with it."""
_VERSION: Final = PROJECTIONS[Checklist.KIND]
_SAID_BY_LAPTOPS: Final = (
    select(rev_head.c.entity_id)
    .join(
        rev,
        and_(rev.c.rev_id == rev_head.c.rev_id, rev.c.entity_type == Checklist.KIND),
    )
    .outerjoin(package, package.c.package_id == rev.c.pkg_id)
    .where(rev_head.c.entity_id.in_(select(_VERSION.c.id)), rev_head.c.field == _STATE)
    .group_by(rev_head.c.entity_id)
    .having(func.count() == func.sum(func.coalesce(package.c.signer_role == _DEVICE, 0)))
)
_CONFIRMED: Final = (
    select(rev.c.entity_id)
    .join(package_item, package_item.c.item == rev.c.rev_id)
    .join(package, package.c.package_id == package_item.c.package_id)
    .where(
        rev.c.entity_id.in_(select(_VERSION.c.id)),
        rev.c.entity_type == Checklist.KIND,
        rev.c.field == _STATE,
        package.c.direction == "in",
        package.c.signer_role == _HQ,
    )
)


class Adoptions:
    """What was taken over from laptops, at one moment.

    It is read off the packages that brought it, so nothing of it is a fact that travels; once
    headquarters says something of it, or sends it itself, it is headquarters' own.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def checklists(self) -> frozenset[str]:
        """Return the versions of which only other laptops say whether they are in force."""
        found = frozenset(self._connection.scalars(_SAID_BY_LAPTOPS))
        if not found:
            return found
        return found.difference(self._connection.scalars(_CONFIRMED))

    def confirm(self, package_id: str, revisions: Iterable[Revision]) -> None:
        """Note what a package of headquarters carries of versions that a laptop brought before.

        Those revisions stay of the package that brought them; the note leaves with this one.
        """
        rows = [
            {"package_id": package_id, "item": one.rev_id}
            for one in revisions
            if one.entity_type == Checklist.KIND and one.field == _STATE
        ]
        if rows:
            self._connection.execute(insert(package_item).on_conflict_do_nothing(), rows)


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
        row = whole_row(kind, entity_id, [_head(one) for one in heads])
        if row is None:
            continue
        entity = entity_of(ENTITIES[kind], row)
        if getattr(entity, ENTITIES[kind].AGGREGATE) == agg_id:
            yield Whole(entity=entity, revisions=mine, heads=heads)


def _heads_of(revisions: Sequence[Revision]) -> list[Revision]:
    """Return those that no other one replaces, as the store would find them.

    What is written once is replaced by nothing.
    """
    replaced = {
        (one.field, parent)
        for one in revisions
        if (one.entity_type, one.field) not in WRITTEN_ONCE
        for parent in one.parents
    }
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
        is_late=bool(revision.parents) and (revision.entity_type, revision.field) in WRITTEN_ONCE,
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
