"""Projections: what is current, read off the heads of the revisions.

`rebuild` from the revisions alone must equal the live tables; that is a
property test, the weekly check and the repair tool (`data_and_exchange` §3.7).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from app.domain.canonical import NotCanonical, spell
from app.domain.entities import ENTITIES, WRITTEN_ONCE
from app.domain.entity import EXISTS, REMOVED, facts_of
from app.domain.fact_value import is_readable
from app.domain.photo import PhotoTarget
from app.domain.revision import Revision
from app.store.columns import Cell, cell_of, defaults
from app.store.prepared import Prepared
from app.store.tables import PROJECTIONS, rev, rev_head, rev_parent

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Known:
    """What the revisions say of one entity."""

    alive: bool
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Head:
    """A revision that nothing known has superseded."""

    rev_id: str
    entity_id: str
    entity_type: str
    field: str
    origin_id: str
    lam: int
    value: str | None
    observed: tuple[str, ...]
    is_late: bool = False
    """Whether it follows another, of a fact that keeps its first value."""

    @property
    def rank(self) -> tuple[int, str, str]:
        """Which head is shown while a conflict is open: the highest of these."""
        return (self.lam, self.origin_id, self.rev_id)


_HEAD_COLUMNS = (
    rev.c.rev_id,
    rev.c.entity_id,
    rev.c.entity_type,
    rev.c.field,
    rev.c.origin_id,
    rev.c.lam,
    rev.c.value,
    rev.c.observed,
)
_HEADS: Select[Any] = select(*_HEAD_COLUMNS).join(rev_head, rev_head.c.rev_id == rev.c.rev_id)
_CHILD = rev.alias("child")
# A revision supersedes its parents in its own field only; one that names a
# parent elsewhere, as no sound program does, takes nothing away there.
_IS_HEAD = or_(
    ~exists().where(
        rev_parent.c.parent == rev.c.rev_id,
        _CHILD.c.rev_id == rev_parent.c.child,
        _CHILD.c.entity_id == rev.c.entity_id,
        _CHILD.c.entity_type == rev.c.entity_type,
        _CHILD.c.field == rev.c.field,
    ),
    # Nothing supersedes what is written once: a second value stands beside it, for all to see.
    tuple_(rev.c.entity_type, rev.c.field).in_(sorted(WRITTEN_ONCE)),
)
_UNSUPERSEDED = select(rev.c.entity_id, rev.c.field, rev.c.rev_id).where(_IS_HEAD)
_BEARER: Final = "finding"
_BORNE: Final[tuple[tuple[str, str, Mapping[str, Cell]], ...]] = (
    ("recommendation", "finding_id", {}),
    ("photo_link", "target_key", {"target": PhotoTarget.FINDING.value}),
)
"""What hangs on a finding, the fact that names it, and what else must hold."""
_BORNE_KINDS: Final = frozenset(kind for kind, _fact, _others in _BORNE)


def revision_row(revision: Revision) -> dict[str, Cell]:
    """Return the row of the revision table that holds a revision."""
    return {
        "rev_id": revision.rev_id,
        "agg_id": revision.agg_id,
        "entity_id": revision.entity_id,
        "entity_type": revision.entity_type,
        "field": revision.field,
        "origin_id": revision.origin_id,
        "seq": revision.seq,
        "lam": revision.lam,
        "commit_hash": revision.commit_hash,
        "value": revision.value,
        "nonce": revision.nonce,
        "observed": None if revision.observed is None else json.dumps(revision.observed),
        "actor_id": revision.actor_id,
        "utc_ms": revision.utc_ms,
        "tz_min": revision.tz_min,
        "schema_ver": revision.schema_ver,
        "pkg_id": None,
    }


def _head(row: Sequence[Any]) -> Head:
    # By place: looking the columns up by name is half of the work of a large package.
    rev_id, entity_id, entity_type, field, origin_id, lam, value, observed = row
    seen = tuple(json.loads(observed)) if observed else ()
    return Head(rev_id, entity_id, entity_type, field, origin_id, lam, value, seen)


def facts(connection: Connection, kind: str, entity_id: str) -> Known:
    """Return what the heads say of one entity."""
    return judge(kind, _heads_by_entity(connection, kind, [entity_id]).get(entity_id, ()))


def _heads_by_entity(
    connection: Connection, kind: str, entity_ids: Sequence[str]
) -> dict[str, list[Head]]:
    found: dict[str, list[Head]] = {}
    for head in heads_of(connection, entity_ids):
        if head.entity_type == kind:
            found.setdefault(head.entity_id, []).append(head)
    return found


def judge(kind: str, heads: Sequence[Head]) -> Known:
    """Decide from its heads whether an entity is there and what its facts are."""
    existence: list[Head] = []
    winners: dict[str, Head] = {}
    others: list[Head] = []
    for head in heads:
        if head.field == EXISTS:
            existence.append(head)
            continue
        others.append(head)
        if head.is_late and any(_is_before(one, head) for one in heads):
            continue
        if head.value is None:  # erased by order; another value of the field may stand
            continue
        shown = winners.get(head.field)
        if shown is None or head.rank > shown.rank:
            winners[head.field] = head
    return Known(_is_alive(existence, others), dict(_cells(kind, winners)))


def _is_before(head: Head, late: Head) -> bool:
    """Whether a head is the first value of a field, after which a late one does not count."""
    return head.field == late.field and not head.is_late


def _is_alive(existence: list[Head], others: list[Head]) -> bool:
    """Whether an entity is there; an edit beats a deletion that did not see it (rows 13, 15).

    Nothing but the one value removes: what is counted before it is taken in goes by that too.
    """
    if any(head.value != REMOVED for head in existence):
        return True
    seen = {rev_id for head in existence for rev_id in head.observed}
    return bool(existence) and any(head.rev_id not in seen for head in others)


def _cells(kind: str, winners: Mapping[str, Head]) -> Iterator[tuple[str, Cell]]:
    if kind not in ENTITIES:
        return
    for fact in facts_of(ENTITIES[kind]):
        head = winners.get(fact.name)
        try:
            if head is not None and head.value is not None:
                yield fact.name, cell_of(head.value, fact)
        except NotCanonical:
            # Nothing of the field can be read, see `_readable`: it shows its default.
            continue


def whole_row(kind: str, entity_id: str, heads: Sequence[Head]) -> dict[str, Cell] | None:
    """Return the row that heads make, or None while the entity is in the bin or not whole."""
    return _row(kind, entity_id, judge(kind, heads))


def removed_row(connection: Connection, kind: str, entity_id: str) -> dict[str, Cell] | None:
    """Return the row an entity in the bin would have; None if it is not there, or not whole."""
    if is_kept(connection, kind, entity_id):
        return None
    heads = _heads_by_entity(connection, kind, [entity_id]).get(entity_id, ())
    return row_in_bin(kind, entity_id, heads)


def row_in_bin(kind: str, entity_id: str, heads: Sequence[Head]) -> dict[str, Cell] | None:
    """Return the row that heads would make of an entity in the bin, or None if it is not there."""
    known = judge(kind, heads)
    if known.alive or not known.cells:
        return None
    return _row(kind, entity_id, Known(alive=True, cells=known.cells))


def heads_of(connection: Connection, entity_ids: Sequence[str]) -> Iterator[Head]:
    """Yield the heads of many entities, those of one after another."""
    for start in range(0, len(entity_ids), _BATCH):
        wanted = entity_ids[start : start + _BATCH]
        query = _HEADS.where(rev_head.c.entity_id.in_(wanted)).order_by(
            rev.c.entity_type, rev.c.entity_id
        )
        yield from _as_they_count(connection, map(_head, connection.execute(query).fetchall()))


def _as_they_count(connection: Connection, heads: Iterable[Head]) -> list[Head]:
    """Return heads with a value that can be read, and late ones marked."""
    return _in_turn(connection, _readable(connection, heads))


def _readable(connection: Connection, heads: Iterable[Head]) -> Iterator[Head]:
    """Yield heads; for a value that this version cannot read stands the latest one that it can.

    It was written by a newer version, or by somebody to whom it matters that the record is in no
    list. The revision stays what it says; hardly ever is there one to ask for.
    """
    for head in heads:
        if is_readable(head.entity_type, head.field, head.value):
            yield head
        else:
            yield replace(head, value=_last_readable(connection, head))


def _last_readable(connection: Connection, head: Head) -> str | None:
    kind, field = head.entity_type, head.field
    query = (
        select(rev.c.value)
        .where(rev.c.entity_id == head.entity_id, rev.c.entity_type == kind, rev.c.field == field)
        .order_by(rev.c.lam.desc(), rev.c.origin_id.desc(), rev.c.rev_id.desc())
    )
    found = (value for value in connection.scalars(query) if value is not None)
    return next((value for value in found if is_readable(kind, field, value)), head.value)


def _in_turn(connection: Connection, heads: Iterable[Head]) -> list[Head]:
    """Return heads, those marked as late that follow others of a fact that is written once."""
    found = list(heads)
    places: dict[tuple[str, str, str], list[int]] = {}
    for number, head in enumerate(found):
        if (head.entity_type, head.field) in WRITTEN_ONCE:
            place = (head.entity_type, head.entity_id, head.field)
            places.setdefault(place, []).append(number)
    # No sound program writes a second one, so hardly ever is there anything to ask.
    crowd = [number for several in places.values() if len(several) > 1 for number in several]
    for start in range(0, len(crowd), _BATCH):
        numbers = {found[number].rev_id: number for number in crowd[start : start + _BATCH]}
        query = select(rev_parent.c.child).where(rev_parent.c.child.in_(list(numbers))).distinct()
        for child in connection.scalars(query):
            found[numbers[child]] = replace(found[numbers[child]], is_late=True)
    return found


def _row(kind: str, entity_id: str, known: Known) -> dict[str, Cell] | None:
    if not known.alive:
        return None
    row = {**defaults(ENTITIES[kind]), **known.cells, "id": entity_id}
    # Revisions of one entity can arrive in parts; it is shown once it is whole.
    return row if set(PROJECTIONS[kind].columns.keys()) <= set(row) else None


@cache
def _by_id(kind: str) -> Prepared:
    table = PROJECTIONS[kind]
    return Prepared(select(table).where(table.c.id == bindparam("key")))


@cache
def _insertion(kind: str) -> Prepared:
    return Prepared(insert(PROJECTIONS[kind]), PROJECTIONS[kind].columns.keys())


@cache
def _update(kind: str, names: tuple[str, ...]) -> Prepared:
    table = PROJECTIONS[kind]
    changes: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in names}
    return Prepared(update(table).where(table.c.id == bindparam("key")).values(changes))


@cache
def _deletion(kind: str) -> Prepared:
    table = PROJECTIONS[kind]
    return Prepared(delete(table).where(table.c.id == bindparam("key")))


def put(connection: Connection, kind: str, row: Mapping[str, Cell]) -> None:
    """Write the projection row of an entity that its table does not have."""
    _insertion(kind).run(connection, row)


def change(connection: Connection, kind: str, entity_id: str, changes: Mapping[str, Cell]) -> None:
    """Write the facts of an entity that changed into its row."""
    cells: dict[str, Cell] = {f"new_{name}": cell for name, cell in changes.items()}
    _update(kind, tuple(changes)).run(connection, {**cells, "key": entity_id})


def drop(connection: Connection, kind: str, entity_id: str) -> None:
    """Take an entity out of its table."""
    _deletion(kind).run(connection, {"key": entity_id})


def rebuild_heads(connection: Connection, entity_ids: Sequence[str]) -> None:
    """Find the heads of entities anew, after revisions came from elsewhere."""
    for start in range(0, len(entity_ids), _BATCH):
        wanted = entity_ids[start : start + _BATCH]
        connection.execute(delete(rev_head).where(rev_head.c.entity_id.in_(wanted)))
        query = _UNSUPERSEDED.where(rev.c.entity_id.in_(wanted))
        connection.execute(rev_head.insert().from_select(["entity_id", "field", "rev_id"], query))


def refresh(connection: Connection, kind: str, entity_ids: Sequence[str]) -> None:
    """Write the rows of entities of a kind anew from their heads, and of what they hang on."""
    hanging: list[Mapping[str, Cell] | None] = []
    if kind in _BORNE_KINDS:
        hanging += [stored(connection, kind, entity_id) for entity_id in entity_ids]
    heads = _heads_by_entity(connection, kind, entity_ids)
    rows: list[Mapping[str, Cell]] = []
    for entity_id in entity_ids:
        known = judge(kind, heads.get(entity_id, ()))
        if not known.alive and is_kept(connection, kind, entity_id):
            known = Known(alive=True, cells=known.cells)
        row = _row(kind, entity_id, known)
        if row is not None:
            rows.append(row)
        hanging.append(known.cells)
    _deletion(kind).run_many(connection, [{"key": entity_id} for entity_id in entity_ids])
    _insertion(kind).run_many(connection, rows)
    refresh_bearers(connection, kind, *hanging)


def stored(connection: Connection, kind: str, entity_id: str) -> Mapping[str, Cell] | None:
    """Return the projection row of an entity, or None."""
    return next(iter(_by_id(kind).rows(connection, {"key": entity_id})), None)


def refresh_bearers(connection: Connection, kind: str, *rows: Mapping[str, Cell] | None) -> None:
    """Write anew what an entity hung on and hangs on: that stays while something does."""
    bearers = {bearer_of(kind, row) for row in rows if row is not None}
    named = sorted(one for one in bearers if one is not None)
    if named:
        refresh(connection, _BEARER, named)


def bearer_of(kind: str, cells: Mapping[str, Cell]) -> str | None:
    """Return the finding that a recommendation or a photo's evidence hangs on, or None."""
    for name, fact, others in _BORNE:
        if kind == name and all(cells.get(one) == value for one, value in others.items()):
            found = cells.get(fact)
            return str(found) if found else None
    return None


def is_kept(connection: Connection, kind: str, entity_id: str) -> bool:
    """Tell whether something that is there hangs on an entity, and so keeps it.

    Whoever removes a finding removes what hangs on it. What is there all the same was added by
    somebody who had not seen the removal, and keeps it (merge table §3.5, row 16).
    """
    return bool(kept_by(connection, kind, entity_id))


def kept_by(connection: Connection, kind: str, entity_id: str) -> list[str]:
    """Return what hangs on an entity and is there."""
    found: list[str] = []
    for name, fact, others in _BORNE if kind == _BEARER else ():
        table = PROJECTIONS[name]
        same = [table.c[one] == value for one, value in {fact: entity_id, **others}.items()]
        found += connection.scalars(select(table.c.id).where(*same).order_by(table.c.id))
    return found


def rebuild(connection: Connection) -> None:
    """Write heads and every projection anew from the revisions alone."""
    connection.execute(delete(rev_head))
    connection.execute(
        rev_head.insert().from_select(["entity_id", "field", "rev_id"], _UNSUPERSEDED)
    )
    for table in PROJECTIONS.values():
        connection.execute(delete(table))
    for kind, row in _derived(connection):
        put(connection, kind, row)


def _derived(connection: Connection) -> Iterator[tuple[str, dict[str, Cell]]]:
    query: Select[Any] = (
        select(*_HEAD_COLUMNS).where(_IS_HEAD).order_by(rev.c.entity_type, rev.c.entity_id)
    )
    heads = _as_they_count(connection, map(_head, connection.execute(query).fetchall()))
    removed: dict[str, Known] = {}
    bearers: set[str | None] = set()
    for (kind, entity_id), group in groupby(heads, lambda h: (h.entity_type, h.entity_id)):
        if kind not in ENTITIES:
            continue
        known = judge(kind, list(group))
        row = _row(kind, entity_id, known)
        if row is not None:
            bearers.add(bearer_of(kind, row))
            yield kind, row
        elif kind == _BEARER:
            removed[entity_id] = known
    for entity_id, known in removed.items():
        row = _row(_BEARER, entity_id, Known(alive=True, cells=known.cells))
        if entity_id in bearers and row is not None:
            yield _BEARER, row


def differences(connection: Connection) -> list[str]:
    """Return what is live and not what the revisions say: rows as `kind id`, heads as `head id`."""
    noted = {tuple(row) for row in connection.execute(select(rev_head))}
    heads = {tuple(row) for row in connection.execute(_UNSUPERSEDED)}
    astray = {entity_id for entity_id, _, _ in noted ^ heads}
    derived = {(kind, str(row["id"])): row for kind, row in _derived(connection)}
    live: dict[tuple[str, str], Mapping[str, Cell]] = {}
    for kind, table in PROJECTIONS.items():
        for found in connection.execute(select(table)).mappings():
            live[kind, found["id"]] = dict(found)
    keys = derived.keys() | live.keys()
    rows = {f"{kind} {key}" for kind, key in keys if _differ(derived, live, (kind, key))}
    return sorted(rows | {f"head {entity_id}" for entity_id in astray})


def _differ(
    derived: Mapping[tuple[str, str], Mapping[str, Cell]],
    live: Mapping[tuple[str, str], Mapping[str, Cell]],
    key: tuple[str, str],
) -> bool:
    return spell(derived.get(key)) != spell(live.get(key))
