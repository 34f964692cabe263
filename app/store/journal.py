"""The only writer of synced tables: every change becomes revisions and projection rows.

A saved value is compared with what is stored, fact by fact; each fact that
changed gives one revision, whose parents are all heads of that fact, and the
projection row is written in the same transaction (architecture B3,
`data_and_exchange` A2). Merge, history, undo and audit read the revisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from app.clock import VIETNAM, Clock
from app.domain.canonical import spell
from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, Entity, Merge, facts_of
from app.domain.revision import NONCE_BYTES, Revision, commitment
from app.errors import AppError
from app.ids import IdSource
from app.store import projection
from app.store.columns import Cell, defaults, row_of, spell_cell
from app.store.tables import PROJECTIONS, rev, rev_head, rev_parent
from app.words import mark

_TZ_MIN = int(VIETNAM.utcoffset(None).total_seconds() // 60)

_INSERT_REV = insert(rev).on_conflict_do_nothing(index_elements=["rev_id"])
_INSERT_PARENT = insert(rev_parent).on_conflict_do_nothing(index_elements=["parent", "child"])
_INSERT_HEAD = insert(rev_head)
_DROP_HEAD = delete(rev_head).where(
    rev_head.c.entity_id == bindparam("entity"),
    rev_head.c.field == bindparam("fact"),
    rev_head.c.rev_id == bindparam("parent"),
)
_HEADS = select(rev_head.c.field, rev_head.c.rev_id).where(
    rev_head.c.entity_id == bindparam("entity")
)
_LAST_SEQ = select(func.max(rev.c.seq)).where(rev.c.origin_id == bindparam("origin"))
_LAST_LAM = select(func.max(rev.c.lam)).where(rev.c.agg_id == bindparam("agg"))


@cache
def _by_id(kind: str) -> Select[Any]:
    table = PROJECTIONS[kind]
    return select(table).where(table.c.id == bindparam("key"))


class ChangeToSigned(AppError):
    """A fact that is written once was given a second value."""

    code = "immutable_fact"
    message = mark(
        "“{field}” of this {kind} never changes once it is written. Nothing was changed. "
        "Make a new version instead."
    )


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, from which incarnation of which store."""

    origin_id: str
    actor_id: str


@dataclass(slots=True)
class Journal:
    """The revisions of one transaction; what it touched is told after the commit."""

    connection: Connection
    writer: Writer
    clock: Clock
    ids: IdSource
    kinds: set[str] = field(default_factory=set)
    aggregates: set[str] = field(default_factory=set)
    _seq: int | None = None
    _lams: dict[str, int] = field(default_factory=dict)

    def save(self, entity: Entity, *, settling: frozenset[str] = frozenset()) -> bool:
        """Write what changed of an entity, new or known; return whether anything did.

        Facts named in `settling` are written even when they already show this
        value, so that one write supersedes all heads of a difference.

        Raises:
            ChangeToSigned: if a fact that is written once would change.
        """
        kind = type(entity)
        row = row_of(entity)
        stored = self._stored(kind.KIND, entity.id)
        writes: dict[str, str] = {}
        if stored is None:
            known = projection.facts(self.connection, kind.KIND, entity.id)
            if not known.alive:
                writes[EXISTS] = spell(True)  # noqa: FBT003 - the value of the fact
            before: Mapping[str, Cell] = {**defaults(kind), **known.cells}
            fresh = not known.cells
        else:
            before, fresh = stored, False
        for fact in facts_of(kind):
            unchanged = fact.name in before and before[fact.name] == row[fact.name]
            if not unchanged or fact.name in settling:
                writes[fact.name] = spell_cell(row[fact.name], fact)
        if not writes:
            return False
        if not fresh:
            _refuse_second_values(kind, writes)
        self._append(kind.KIND, _aggregate_of(entity), entity.id, writes, fresh=fresh)
        projection.put(self.connection, kind.KIND, row, known=stored is not None)
        return True

    def remove(self, entity: Entity) -> None:
        """Put an entity in the bin: it leaves the tables, its revisions stay."""
        kind = type(entity).KIND
        heads = self._heads(entity.id)
        observed = tuple(
            sorted(head for name, found in heads.items() if name != EXISTS for head in found)
        )
        self._append(
            kind,
            _aggregate_of(entity),
            entity.id,
            {EXISTS: spell(False)},  # noqa: FBT003 - the value of the fact
            observed=observed,
        )
        projection.drop(self.connection, kind, entity.id)

    def merge(self, revisions: Iterable[Revision], package_id: str) -> int:
        """Take in revisions of other laptops; return how many were new.

        The union of two sets knows no order and no repetition. Revisions of
        kinds this version does not know are kept and passed on.
        """
        touched: dict[str, str] = {}
        added = 0
        for revision in revisions:
            if self._insert(revision, package_id):
                added += 1
                touched[revision.entity_id] = revision.entity_type
                self.kinds.add(revision.entity_type)
                self.aggregates.add(revision.agg_id)
        for entity_id, kind in touched.items():
            projection.rebuild_heads(self.connection, entity_id)
            if kind in ENTITIES:
                projection.refresh(self.connection, kind, entity_id)
        return added

    def _stored(self, kind: str, entity_id: str) -> Mapping[str, Cell] | None:
        found = self.connection.execute(_by_id(kind), {"key": entity_id}).mappings().first()
        return dict(found) if found is not None else None

    def _heads(self, entity_id: str) -> dict[str, list[str]]:
        heads: dict[str, list[str]] = {}
        for name, head in self.connection.execute(_HEADS, {"entity": entity_id}):
            heads.setdefault(name, []).append(head)
        return heads

    def _append(
        self,
        kind: str,
        agg_id: str,
        entity_id: str,
        writes: Mapping[str, str],
        *,
        observed: tuple[str, ...] | None = None,
        fresh: bool = False,
    ) -> None:
        heads = {} if fresh else self._heads(entity_id)
        rows: list[dict[str, object]] = []
        parents: list[dict[str, object]] = []
        utc_ms = int(self.clock.now().timestamp() * 1000)
        for name, value in writes.items():
            nonce = self.ids.token(NONCE_BYTES)
            revision = Revision(
                agg_id=agg_id,
                entity_id=entity_id,
                entity_type=kind,
                field=name,
                origin_id=self.writer.origin_id,
                seq=self._next_seq(),
                lam=self._next_lam(agg_id),
                parents=tuple(sorted(heads.get(name, ()))),
                observed=observed,
                commit_hash=commitment(nonce, value),
                value=value,
                nonce=nonce.hex(),
                actor_id=self.writer.actor_id,
                utc_ms=utc_ms,
                tz_min=_TZ_MIN,
            ).sealed()
            rows.append(projection.revision_row(revision))
            parents += [
                {"parent": head, "child": revision.rev_id, "entity": entity_id, "fact": name}
                for head in revision.parents
            ]
        self._write(rows, parents)
        self.kinds.add(kind)
        self.aggregates.add(agg_id)

    def _write(self, rows: list[dict[str, object]], parents: list[dict[str, object]]) -> None:
        self.connection.execute(_INSERT_REV, rows)
        if parents:
            self.connection.execute(
                _INSERT_PARENT,
                [{"parent": row["parent"], "child": row["child"]} for row in parents],
            )
            self.connection.execute(_DROP_HEAD, parents)
        self.connection.execute(
            _INSERT_HEAD,
            [
                {"entity_id": row["entity_id"], "field": row["field"], "rev_id": row["rev_id"]}
                for row in rows
            ],
        )

    def _insert(self, revision: Revision, package_id: str) -> bool:
        row = {**projection.revision_row(revision), "pkg_id": package_id}
        # The target is named: a bare DO NOTHING would also swallow other violations.
        if not self.connection.execute(_INSERT_REV, row).rowcount:
            return False
        if revision.parents:
            self.connection.execute(
                _INSERT_PARENT,
                [{"parent": parent, "child": revision.rev_id} for parent in revision.parents],
            )
        return True

    def _next_seq(self) -> int:
        if self._seq is None:
            found = self.connection.execute(_LAST_SEQ, {"origin": self.writer.origin_id})
            self._seq = found.scalar() or 0
        self._seq += 1
        return self._seq

    def _next_lam(self, agg_id: str) -> int:
        if agg_id not in self._lams:
            found = self.connection.execute(_LAST_LAM, {"agg": agg_id})
            self._lams[agg_id] = found.scalar() or 0
        self._lams[agg_id] += 1
        return self._lams[agg_id]


def _aggregate_of(entity: Entity) -> str:
    return str(getattr(entity, type(entity).AGGREGATE))


def _refuse_second_values(kind: type[Entity], writes: Mapping[str, str]) -> None:
    for fact in facts_of(kind):
        if fact.merge is Merge.IMMUTABLE and fact.name in writes:
            raise ChangeToSigned(field=fact.name, kind=kind.KIND)
