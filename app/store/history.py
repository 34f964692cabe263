"""Reading the revisions: history of a field, open differences, what an aggregate carries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, func, select, text

from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, Merge, facts_of
from app.domain.revision import Revision
from app.store.projection import Head, heads_of, is_kept, judge, kept_by, stored
from app.store.tables import REMOVALS, rev, rev_head, rev_parent

_BATCH: Final = 500
MOST_NUMBERS: Final = 1 << 40
"""More numbers than a store gives out in its life."""
_LEFT_BEHIND: Final = frozenset({"answer"})
"""No person removes these: a visit that moves to another version leaves some behind."""
_REMOVED: Final = "false"
"""The value of a removal."""
_FACTS: Final = tuple(
    column.name for column in rev.columns if column.name not in {"observed", "pkg_id"}
)
_REVISIONS: Final = (
    select(rev.c.observed, *(rev.c[name] for name in _FACTS))
    .where(rev.c.agg_id == bindparam("agg"))
    .order_by(rev.c.lam, rev.c.rev_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One entry of a field's history: who gave it which value, where and when."""

    rev_id: str
    agg_id: str
    entity_id: str
    entity_type: str
    field: str
    value: str | None
    """Canonical JSON; None once erased by order."""
    actor: str
    origin_id: str
    lam: int
    written_at: datetime
    is_head: bool
    package_id: str | None


class History:
    """The revisions of one moment, as the journal left them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_entity(self, entity_id: str, field: str | None = None) -> list[Write]:
        """Return the writes of an entity or of one of its fields, the oldest first."""
        query = _WRITES.where(rev.c.entity_id == entity_id)
        if field is not None:
            query = query.where(rev.c.field == field)
        return self._writes(query)

    def of_aggregate(self, agg_id: str) -> list[Write]:
        """Return every write of an aggregate, the oldest first."""
        return self._writes(_WRITES.where(rev.c.agg_id == agg_id))

    def differences(self, *agg_ids: str) -> dict[tuple[str, str], list[Write]]:
        """Return the open differences: heads with unlike values, by entity and field.

        Of what is there: of the others nobody is asked, until they come back from the bin.

        Args:
            agg_ids: the aggregates looked through; without any, all of them.
        """
        # In two steps: one statement would look up each head of the store among the revisions,
        # and asked for an aggregate SQLite would begin with all its revisions.
        crowded = (
            select(rev_head.c.entity_id, rev_head.c.field)
            .group_by(rev_head.c.entity_id, rev_head.c.field)
            .having(func.count() > 1)
        )
        wanted = frozenset(agg_ids)
        queries = [crowded]
        if agg_ids:
            insides = (
                select(rev.c.entity_id).where(rev.c.agg_id.in_(some)) for some in _batches(agg_ids)
            )
            queries = [crowded.where(rev_head.c.entity_id.in_(inside)) for inside in insides]
        places = {
            (row.entity_id, row.field)
            for query in queries
            for row in self._connection.execute(query)
        }
        found: dict[tuple[str, str, str], list[Write]] = {}
        for some in _batches(sorted({entity_id for entity_id, _field in places})):
            query = _WRITES.where(rev_head.c.rev_id.is_not(None), rev_head.c.entity_id.in_(some))
            for write in self._writes(query):
                place = (write.entity_id, write.field)
                if place in places and (not wanted or write.agg_id in wanted):
                    found.setdefault((write.entity_type, *place), []).append(write)
        unlike: dict[tuple[str, str], list[Write]] = {}
        for (kind, *_), writes in found.items():
            if _is_open(writes[0]) and len(_values(writes)) > 1:
                place = (writes[0].entity_id, writes[0].field)
                # What is in the bin asks nobody. Of two kinds under one identity, as only
                # forgery makes them, one is there.
                if stored(self._connection, kind, place[0]) is not None:
                    unlike[place] = writes
        return unlike

    def base(self, writes: Sequence[Write]) -> Write | None:
        """Return the last write of a field that all of these have seen, or None.

        Of the heads of a difference that is what stood there before the laptops parted.
        """
        seen = self._seen(writes[0])
        common = set.intersection(*(_before(write.rev_id, seen) for write in writes))
        found = self._named(common)
        return found[-1] if found else None

    def given(self, head: Write, heads: Sequence[Write]) -> Write:
        """Return the write that first gave the value of one of the heads of a difference.

        A difference that was decided and opened again has heads that one laptop wrote beside
        each other: they repeat what others said, and it stays what those said.
        """
        seen = self._seen(head)
        parents = seen.get(head.rev_id, set())
        if not any(
            other.rev_id != head.rev_id
            and other.origin_id == head.origin_id
            and seen.get(other.rev_id, set()) == parents
            for other in heads
        ):
            return head
        before = self._named(set().union(*(seen.get(one, ()) for one in parents)))
        same = [write for write in before if write.value == head.value]
        return self.given(same[-1], before) if same else head

    def contested(self, agg_id: str | None = None) -> dict[str, list[Write]]:
        """Return what one person removed and another one kept, by entity.

        An entity is there although its removal is a head: somebody wrote to it, or brought it
        back, without having seen the removal (merge table §3.5, rows 13 and 15). Of each, the
        writes that are heads, the removal among them.
        """
        query = select(rev.c.entity_id).where(text(REMOVALS)).distinct()
        if agg_id is not None:
            query = query.where(rev.c.agg_id == agg_id)
        removed = sorted(self._connection.scalars(query))
        heads: dict[tuple[str, str], list[Head]] = {}
        for head in heads_of(self._connection, removed):
            heads.setdefault((head.entity_type, head.entity_id), []).append(head)
        kept = [place for place, found in heads.items() if self._is_contested(*place, found)]
        return {
            entity_id: [
                *(
                    write
                    for write in self.of_entity(entity_id)
                    if write.is_head and write.entity_type == kind
                ),
                *self._keeping(kind, entity_id),
            ]
            for kind, entity_id in kept
        }

    def _is_contested(self, kind: str, entity_id: str, heads: Sequence[Head]) -> bool:
        """Whether an entity is there although nobody who removed it has seen all of it."""
        removed = any(head.field == EXISTS and head.value == _REMOVED for head in heads)
        if not removed or kind not in ENTITIES or kind in _LEFT_BEHIND:
            return False
        return judge(kind, heads).alive or is_kept(self._connection, kind, entity_id)

    def _keeping(self, kind: str, entity_id: str) -> list[Write]:
        """Return the writes that added what hangs on an entity and keeps it."""
        keepers = kept_by(self._connection, kind, entity_id)
        found = [write for one in keepers for write in self.of_entity(one, EXISTS)]
        return [write for write in found if write.is_head]

    def seen(self, agg_id: str) -> tuple[str, ...]:
        """Return how much of an aggregate is known here, as `store:last number`, store by store.

        An aggregate travels whole, so whoever knows the last number knows those before it.
        """
        query = select(rev.c.origin_id, func.max(rev.c.seq)).where(rev.c.agg_id == agg_id)
        found = self._connection.execute(query.group_by(rev.c.origin_id))
        return tuple(sorted(f"{origin}:{seq}" for origin, seq in found))

    def unseen(self, agg_id: str, seen: Iterable[str]) -> list[Write]:
        """Return what stands in an aggregate and whoever knew no more than `seen` did not know."""
        last = dict(_last_number(one) for one in seen)
        query = select(rev.c.rev_id, rev.c.origin_id, rev.c.seq).where(rev.c.agg_id == agg_id)
        later = [
            row.rev_id
            for row in self._connection.execute(query)
            if row.seq > last.get(row.origin_id, 0)
        ]
        return [
            write
            for some in _batches(later)
            for write in self._writes(_WRITES.where(rev.c.rev_id.in_(some)))
            if write.is_head
        ]

    def revisions(self, agg_ids: Iterable[str]) -> Iterator[Revision]:
        """Yield whole aggregates, as a package carries them."""
        for agg_id in agg_ids:
            parents = self._parents(agg_id)
            found = self._connection.execute(
                _REVISIONS, {"agg": agg_id}, execution_options={"yield_per": _BATCH}
            )
            for observed, *facts in found:
                said = dict(zip(_FACTS, facts, strict=True))
                yield Revision(
                    **said,
                    parents=tuple(sorted(parents.get(said["rev_id"], ()))),
                    observed=None if observed is None else tuple(json.loads(observed)),
                )

    def aggregates(self, entity_type: str) -> list[str]:
        """Return the aggregates whose root is of this kind."""
        query = select(rev.c.agg_id).where(rev.c.entity_type == entity_type).distinct()
        return [agg_id for (agg_id,) in self._connection.execute(query)]

    def count(self, agg_id: str) -> int:
        """Return how many revisions of an aggregate this store holds."""
        query = select(func.count()).select_from(rev).where(rev.c.agg_id == agg_id)
        return self._connection.execute(query).scalar() or 0

    def known(self, rev_ids: Iterable[str]) -> set[str]:
        """Return those of the revisions that this store already holds."""
        held: set[str] = set()
        for some in _batches(list(rev_ids)):
            query = select(rev.c.rev_id).where(rev.c.rev_id.in_(some))
            held.update(rev_id for (rev_id,) in self._connection.execute(query))
        return held

    def last_seq(self, origin_id: str, *, most: int = MOST_NUMBERS) -> int:
        """Return the last number this origin gave out, as far as is known here.

        Args:
            origin_id: the mark of a store.
            most: what is above was not given out, whatever brought it.
        """
        query = select(rev.c.seq).where(rev.c.origin_id == origin_id, rev.c.seq <= most)
        return self._connection.scalar(query.order_by(rev.c.seq.desc()).limit(1)) or 0

    def _parents(self, agg_id: str) -> dict[str, list[str]]:
        query = (
            select(rev_parent.c.child, rev_parent.c.parent)
            .join(rev, rev.c.rev_id == rev_parent.c.child)
            .where(rev.c.agg_id == bindparam("agg"))
        )
        found: dict[str, list[str]] = {}
        for child, parent in self._connection.execute(query, {"agg": agg_id}):
            found.setdefault(child, []).append(parent)
        return found

    def _seen(self, write: Write) -> dict[str, set[str]]:
        """Return for each write of the field of this one those that it superseded.

        Only those that are known here: the others lead no further, and may be without number.
        """
        query = (
            select(rev_parent.c.child, rev_parent.c.parent)
            .join(rev, rev.c.rev_id == rev_parent.c.parent)
            .where(rev.c.entity_id == write.entity_id, rev.c.field == write.field)
        )
        found: dict[str, set[str]] = {}
        for child, parent in self._connection.execute(query):
            found.setdefault(child, set()).add(parent)
        return found

    def _named(self, rev_ids: Iterable[str]) -> list[Write]:
        """Return those of these writes that are known here, the oldest first."""
        found = [
            write
            for some in _batches(sorted(rev_ids))
            for write in self._writes(_WRITES.where(rev.c.rev_id.in_(some)))
        ]
        return sorted(found, key=lambda one: (one.lam, one.origin_id, one.rev_id))

    def _writes(self, query: Select[Any]) -> list[Write]:
        rows = self._connection.execute(query.order_by(rev.c.lam, rev.c.origin_id, rev.c.rev_id))
        return [
            Write(
                rev_id=row.rev_id,
                agg_id=row.agg_id,
                entity_id=row.entity_id,
                entity_type=row.entity_type,
                field=row.field,
                value=row.value,
                actor=row.actor_id,
                origin_id=row.origin_id,
                lam=row.lam,
                written_at=datetime.fromtimestamp(row.utc_ms / 1000, UTC),
                is_head=row.head is not None,
                package_id=row.pkg_id,
            )
            for row in rows
        ]


_WRITES: Final[Select[Any]] = select(
    rev.c.rev_id,
    rev.c.agg_id,
    rev.c.entity_id,
    rev.c.entity_type,
    rev.c.field,
    rev.c.value,
    rev.c.actor_id,
    rev.c.origin_id,
    rev.c.lam,
    rev.c.utc_ms,
    rev.c.pkg_id,
    rev_head.c.rev_id.label("head"),
).outerjoin(
    rev_head,
    # By the whole key of the heads: by the revision alone each write would search them all.
    (rev_head.c.entity_id == rev.c.entity_id)
    & (rev_head.c.field == rev.c.field)
    & (rev_head.c.rev_id == rev.c.rev_id),
)


def _before(rev_id: str, seen: Mapping[str, set[str]]) -> set[str]:
    """Return what a write has seen of its field, as far as it is known here."""
    found: set[str] = set()
    nearest = {rev_id}
    while nearest:
        nearest = set().union(*(seen.get(one, ()) for one in nearest)) - found
        found |= nearest
    return found


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield names in parts that one statement may ask for."""
    return (names[start : start + _BATCH] for start in range(0, len(names), _BATCH))


def _last_number(seen: str) -> tuple[str, int]:
    """Return the store and the number that one entry of `History.seen` names."""
    origin, _, number = seen.rpartition(":")
    return origin, int(number) if number.isdecimal() else 0


def _values(writes: Iterable[Write]) -> set[str]:
    """Return the values that differ; one that was erased by order differs from none."""
    return {write.value for write in writes if write.value is not None}


def _is_open(write: Write) -> bool:
    """Whether unlike values of this field ask for a person."""
    if write.field == EXISTS or write.entity_type not in ENTITIES:
        return False
    facts = {fact.name: fact for fact in facts_of(ENTITIES[write.entity_type])}
    fact = facts.get(write.field)
    # What only headquarters writes is settled by what it wrote; each store began from its own copy.
    return fact is not None and fact.merge not in {Merge.AUTO, Merge.HQ}
