"""The only writer of synced tables: every change becomes revisions and projection rows.

A saved value is compared with what is stored, fact by fact; each fact that
changed gives one revision, whose parents are all heads of that fact, and the
projection row is written in the same transaction (architecture B3,
`data_and_exchange` A2). Merge, history, undo and audit read the revisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from app.clock import VIETNAM, Clock
from app.domain.canonical import spell
from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, Entity, Merge, facts_of
from app.domain.inspection import Inspection
from app.domain.revision import MAX_LAMPORT, NONCE_BYTES, Revision, commitment
from app.errors import AppError
from app.ids import IdSource
from app.store import projection
from app.store.built_upon import refuse_built_upon, refuse_stood_upon
from app.store.columns import Cell, defaults, refuse_unfit, row_of, spell_cell
from app.store.prepared import Prepared, Row
from app.store.signed_visits import SignedVisits
from app.store.step import Change, Steps
from app.store.tables import rev, rev_head, rev_parent
from app.words import mark

_ABSENT = object()
_BATCH: Final = 500
_MOST_NAMES: Final = 20_000
"""How many revisions those that are written at once may follow: some 10 MB of names."""
_TZ_MIN = int(VIETNAM.utcoffset(None).total_seconds() // 60)

_INSERT_REV = Prepared(
    insert(rev).on_conflict_do_nothing(index_elements=["rev_id"]), rev.columns.keys()
)
_INSERT_PARENT = Prepared(
    insert(rev_parent).on_conflict_do_nothing(index_elements=["parent", "child"]),
    rev_parent.columns.keys(),
)
_INSERT_HEAD = Prepared(insert(rev_head), rev_head.columns.keys())
_DROP_HEAD = Prepared(
    delete(rev_head).where(
        rev_head.c.entity_id == bindparam("entity"),
        rev_head.c.field == bindparam("fact"),
        rev_head.c.rev_id == bindparam("parent"),
    )
)
_HEADS = Prepared(
    select(rev_head.c.field, rev_head.c.rev_id)
    .join(rev, rev.c.rev_id == rev_head.c.rev_id)
    .where(rev_head.c.entity_id == bindparam("entity"), rev.c.entity_type == bindparam("kind"))
)
_LAST_LAM = Prepared(
    select(func.max(rev.c.lam).label("lam")).where(rev.c.agg_id == bindparam("agg"))
)


class ChangeToSigned(AppError):
    """A fact that is written once was given a second value."""

    code = "immutable_fact"
    message = mark(
        "“{field}” of this {kind} never changes once it is written. Nothing was changed. "
        "Make a new version instead."
    )


@dataclass(slots=True)
class Writer:
    """Who writes, from which incarnation of which store, and the last number it gave out.

    The store has one writer, so the number is counted here; one that was given
    out in work that was lost is not used again.
    """

    origin_id: str
    actor_id: str
    seq: int

    def next_seq(self) -> int:
        """Return a number this origin never used."""
        self.seq += 1
        return self.seq

    def begin_anew(self, origin_id: str) -> None:
        """Go on as another incarnation, because others know numbers that this one did not give."""
        self.seq = 0
        self.origin_id = origin_id


@dataclass(slots=True)
class Journal:
    """The revisions of one transaction; what it touched is told after the commit."""

    connection: Connection
    writer: Writer
    clock: Clock
    ids: IdSource
    kinds: set[str] = field(default_factory=set)
    aggregates: set[str] = field(default_factory=set)
    steps: Steps = field(default_factory=Steps)
    as_of: str | None = None
    """The package on whose account something is written, and with which it leaves again."""
    is_outnumbered: bool = False
    """Whether a package brought numbers of this store that it has not given out yet."""
    _lams: dict[str, int] = field(default_factory=dict)
    _signed: SignedVisits = field(init=False)

    def __post_init__(self) -> None:
        self._signed = SignedVisits(self.connection)

    def save(self, entity: Entity, *, settling: frozenset[str] = frozenset()) -> bool:
        """Write what changed of an entity, new or known; return whether anything did.

        Facts named in `settling` are written even when they already show this
        value, so that one write supersedes all heads of a difference; `_exists` among them
        keeps what another laptop has removed.

        Raises:
            InvalidValue: if a value is none that packages may bring.
            VisitSigned: if signed minutes say what would change.
            ChangeToSigned: if a fact that is written once would change.
        """
        kind = type(entity)
        row = row_of(entity)
        stored = projection.stored(self.connection, kind.KIND, entity.id)
        before = stored if stored is not None else self._before(kind, entity.id)
        writes = {
            fact.name: spell_cell(row[fact.name], fact)
            for fact in facts_of(kind)
            if before.get(fact.name, _ABSENT) != row[fact.name] or fact.name in settling
        }
        if (stored is None and EXISTS not in before) or EXISTS in settling:
            writes[EXISTS] = spell(True)  # noqa: FBT003 - the value of the fact
        if not writes:
            return False
        changed = [name for name in writes if before.get(name, _ABSENT) != row.get(name)]
        refuse_unfit(kind.KIND, {name: writes[name] for name in changed})
        self._signed.refuse(kind, _aggregate_of(entity), changed)
        self._refuse_second_values(kind, entity.id, writes)
        self._append(kind.KIND, _aggregate_of(entity), entity.id, writes.items())
        cells = {name: row[name] for name in writes if name in row}
        if stored is None:
            projection.put(self.connection, kind.KIND, row)
        elif cells:
            projection.change(self.connection, kind.KIND, entity.id, cells)
        projection.refresh_bearers(self.connection, kind.KIND, stored, row)
        if kind is Inspection:
            self._signed.forget()
        if settling:
            # The other value of a difference cannot be made open again.
            self.steps.give_up()
        self.steps.note(
            Change(
                kind=kind.KIND,
                entity_id=entity.id,
                agg_id=_aggregate_of(entity),
                before={name: before[name] for name in changed if name in before},
                after={name: row[name] for name in changed if name in row},
                was_there=stored is not None,
                is_there=True,
            )
        )
        return True

    def _before(self, kind: type[Entity], entity_id: str) -> Mapping[str, Cell]:
        """Return the cells of an entity that is new, or in the bin, or not yet whole."""
        known = projection.facts(self.connection, kind.KIND, entity_id)
        there: Mapping[str, Cell] = {EXISTS: 1} if known.alive else {}
        return {**defaults(kind), **known.cells, **there}

    def remove(self, entity: Entity) -> None:
        """Put an entity in the bin: it leaves the tables, its revisions stay.

        Raises:
            VisitSigned: if signed minutes speak of it.
        """
        self._signed.refuse(type(entity), _aggregate_of(entity), [EXISTS])
        kind = type(entity).KIND
        heads = self._heads(kind, entity.id)
        observed = tuple(
            sorted(head for name, found in heads.items() if name != EXISTS for head in found)
        )
        self._append(
            kind,
            _aggregate_of(entity),
            entity.id,
            [(EXISTS, spell(False))],  # noqa: FBT003 - the value of the fact
            observed=observed,
        )
        projection.drop(self.connection, kind, entity.id)
        projection.refresh_bearers(self.connection, kind, row_of(entity))
        self.steps.note(
            Change(
                kind=kind,
                entity_id=entity.id,
                agg_id=_aggregate_of(entity),
                before={},
                after={},
                was_there=True,
                is_there=False,
            )
        )

    def reopen(self, entity: Entity, field: str, values: Iterable[str]) -> None:
        """Give a fact several values at once, as if laptops had differed; the last one is shown.

        All of them follow what stands there now, so that whoever has seen that sees the
        difference anew.

        Raises:
            VisitSigned: if signed minutes say what would change.
        """
        kind, agg_id = type(entity).KIND, _aggregate_of(entity)
        self._signed.refuse(type(entity), agg_id, [field])
        self._append(kind, agg_id, entity.id, [(field, value) for value in values])
        projection.refresh(self.connection, kind, [entity.id])
        self.steps.give_up()

    def merge(self, revisions: Iterable[Revision], package_id: str) -> int:
        """Take in revisions of other laptops; return how many were new.

        The union of two sets knows no order and no repetition. Revisions of
        kinds this version does not know are kept and passed on.
        """
        self.steps.give_up()
        touched: set[tuple[str, str]] = set()
        added = 0
        for batch in _batches(revisions):
            for revision in self._take_in(batch, package_id):
                added += 1
                touched.add((revision.entity_id, revision.entity_type))
                self.kinds.add(revision.entity_type)
                self.aggregates.add(revision.agg_id)
        self._renew(touched)
        return added

    def unmerge(self, package_id: str) -> int:
        """Take out again what came in with a package only; return how many revisions that was.

        The one way in which revisions leave a store: what they made is made anew from those
        that stay, as if the package had never come.

        Raises:
            BuiltUpon: if somebody has written since where it brought something.
            StoodUpon: if a visit that stays cannot be read without what it brought.
            VisitSigned: if minutes that did not come with it say what it brought.
        """
        self.steps.give_up()
        refuse_built_upon(self.connection, package_id)
        mine = select(rev.c.rev_id).where(rev.c.pkg_id == package_id)
        query = select(rev.c.entity_id, rev.c.entity_type, rev.c.agg_id, rev.c.field)
        touched: dict[tuple[str, str, str], list[str]] = {}
        for row in self.connection.execute(query.where(rev.c.pkg_id == package_id)):
            place = (row.entity_id, row.entity_type, row.agg_id)
            touched.setdefault(place, []).append(row.field)
        self.connection.execute(delete(rev_head).where(rev_head.c.rev_id.in_(mine)))
        self.connection.execute(delete(rev_parent).where(rev_parent.c.child.in_(mine)))
        gone = self.connection.execute(delete(rev).where(rev.c.pkg_id == package_id)).rowcount
        self._renew((entity_id, kind) for entity_id, kind, _agg_id in touched)
        places = {(agg_id, kind) for _entity_id, kind, agg_id in touched}
        refuse_stood_upon(self.connection, places)
        for _entity_id, kind, agg_id in touched:
            self.kinds.add(kind)
            self.aggregates.add(agg_id)
        # A signature that came with the package has gone with it; any other one holds.
        self._signed.forget()
        for (_entity_id, kind, agg_id), fields in touched.items():
            if kind in ENTITIES:
                self._signed.refuse(ENTITIES[kind], agg_id, fields)
        return gone

    def _refuse_second_values(
        self, kind: type[Entity], entity_id: str, writes: Mapping[str, str]
    ) -> None:
        frozen = [
            fact.name
            for fact in facts_of(kind)
            if fact.merge is Merge.IMMUTABLE and fact.name in writes
        ]
        if frozen:
            heads = self._heads(kind.KIND, entity_id)
            for name in frozen:
                if name in heads:
                    raise ChangeToSigned(field=name, kind=kind.KIND)

    def _heads(self, kind: str, entity_id: str) -> dict[str, list[str]]:
        heads: dict[str, list[str]] = {}
        for row in _HEADS.rows(self.connection, {"entity": entity_id, "kind": kind}):
            heads.setdefault(row["field"], []).append(row["rev_id"])
        return heads

    def _append(
        self,
        kind: str,
        agg_id: str,
        entity_id: str,
        writes: Iterable[tuple[str, str]],
        *,
        observed: tuple[str, ...] | None = None,
    ) -> None:
        heads = self._heads(kind, entity_id)
        rows: list[Row] = []
        superseded: list[Row] = []
        utc_ms = int(self.clock.now().timestamp() * 1000)
        for name, value in writes:
            nonce = self.ids.token(NONCE_BYTES)
            revision = Revision(
                agg_id=agg_id,
                entity_id=entity_id,
                entity_type=kind,
                field=name,
                origin_id=self.writer.origin_id,
                seq=self.writer.next_seq(),
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
            rows.append({**projection.revision_row(revision), "pkg_id": self.as_of})
            superseded += [
                {"parent": head, "child": revision.rev_id, "entity": entity_id, "fact": name}
                for head in revision.parents
            ]
        self._write(rows, superseded)
        self.kinds.add(kind)
        self.aggregates.add(agg_id)

    def _write(self, rows: list[Row], superseded: list[Row]) -> None:
        _INSERT_REV.run_many(self.connection, rows)
        if superseded:
            _INSERT_PARENT.run_many(self.connection, superseded)
            _DROP_HEAD.run_many(self.connection, superseded)
        heads = [
            {"entity_id": row["entity_id"], "field": row["field"], "rev_id": row["rev_id"]}
            for row in rows
        ]
        _INSERT_HEAD.run_many(self.connection, heads)

    def _take_in(self, batch: Sequence[Revision], package_id: str) -> list[Revision]:
        """Write those of these revisions that this store lacks, and return them."""
        known = self._known([revision.rev_id for revision in batch])
        new = {one.rev_id: one for one in batch if one.rev_id not in known}
        rows = [{**projection.revision_row(one), "pkg_id": package_id} for one in new.values()]
        # The target is named: a bare DO NOTHING would also swallow other violations.
        _INSERT_REV.run_many(self.connection, rows)
        parents = [
            {"parent": parent, "child": one.rev_id}
            for one in new.values()
            for parent in one.parents
        ]
        _INSERT_PARENT.run_many(self.connection, parents)
        here, last = self.writer.origin_id, self.writer.seq
        if any(one.origin_id == here and one.seq > last for one in new.values()):
            self.is_outnumbered = True
        return list(new.values())

    def _known(self, rev_ids: Sequence[str]) -> set[str]:
        return set(self.connection.scalars(select(rev.c.rev_id).where(rev.c.rev_id.in_(rev_ids))))

    def _renew(self, touched: Iterable[tuple[str, str]]) -> None:
        """Find heads and rows anew, after revisions came from elsewhere or left."""
        by_kind: dict[str, list[str]] = {}
        for entity_id, kind in sorted(set(touched)):
            by_kind.setdefault(kind, []).append(entity_id)
        projection.rebuild_heads(
            self.connection, sorted({one for found in by_kind.values() for one in found})
        )
        for kind, entity_ids in by_kind.items():
            if kind in ENTITIES:
                projection.refresh(self.connection, kind, entity_ids)

    def _next_lam(self, agg_id: str) -> int:
        if agg_id not in self._lams:
            (found,) = _LAST_LAM.rows(self.connection, {"agg": agg_id})
            self._lams[agg_id] = found["lam"] or 0
        # A greater number would be refused by every reader, and with it what was written.
        self._lams[agg_id] = min(self._lams[agg_id] + 1, MAX_LAMPORT)
        return self._lams[agg_id]


def _batches(revisions: Iterable[Revision]) -> Iterator[list[Revision]]:
    """Yield revisions in lists short enough for one statement, and for memory."""
    batch: list[Revision] = []
    names = 0
    for revision in revisions:
        batch.append(revision)
        names += len(revision.parents)
        if len(batch) == _BATCH or names > _MOST_NAMES:
            yield batch
            batch, names = [], 0
    if batch:
        yield batch


def _aggregate_of(entity: Entity) -> str:
    return str(getattr(entity, type(entity).AGGREGATE))
