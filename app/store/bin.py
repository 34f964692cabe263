"""The recycle bin: what was removed and can come back, read off the revisions.

Nothing is ever erased by a removal: it is one more revision, which says that an
entity is not there. What stands in the bin is what the latest such word holds of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from app.domain.canonical import spell
from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, Entity
from app.store import projection
from app.store.columns import entity_of
from app.store.tables import rev, rev_head

_NOT_THERE = spell(False)  # noqa: FBT003 - the value of the fact
_REMOVALS: Select[Any] = (
    select(
        rev.c.entity_id,
        rev.c.entity_type,
        rev.c.agg_id,
        rev.c.actor_id,
        rev.c.origin_id,
        rev.c.utc_ms,
        rev.c.lam,
        rev.c.rev_id,
    )
    .join(rev_head, rev_head.c.rev_id == rev.c.rev_id)
    .where(
        rev_head.c.field == EXISTS,
        rev.c.value == _NOT_THERE,
        rev.c.entity_type.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(rev.c.lam, rev.c.origin_id, rev.c.rev_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """An entity in the bin as it was last, and who put it there."""

    entity: Entity
    agg_id: str
    actor: str
    origin_id: str
    removed_at: datetime


class Bin:
    """The bin of one moment."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def removed(self, kinds: Iterable[type[Entity]], agg_id: str | None = None) -> list[Removed]:
        """Return what of these kinds is in the bin, of one aggregate or of all, latest first."""
        query = _REMOVALS if agg_id is None else _REMOVALS.where(rev.c.agg_id == agg_id)
        asked = {"kinds": [kind.KIND for kind in kinds]}
        # Two laptops may have removed it; the later one is named.
        said = {row["entity_id"]: row for row in self._connection.execute(query, asked).mappings()}
        found = [
            Removed(
                entity=entity,
                agg_id=said[entity.id]["agg_id"],
                actor=said[entity.id]["actor_id"],
                origin_id=said[entity.id]["origin_id"],
                removed_at=datetime.fromtimestamp(said[entity.id]["utc_ms"] / 1000, UTC),
            )
            for entity in self._entities(said)
        ]
        return sorted(found, key=lambda one: (one.removed_at, one.entity.id), reverse=True)

    def _entities(self, said: Iterable[str]) -> Iterator[Entity]:
        heads = projection.heads_of(self._connection, sorted(said))
        for (kind, entity_id), group in groupby(
            heads, lambda one: (one.entity_type, one.entity_id)
        ):
            row = projection.row_in_bin(kind, entity_id, list(group)) if kind in ENTITIES else None
            if row is not None and not projection.is_kept(self._connection, kind, entity_id):
                yield entity_of(ENTITIES[kind], row)


def _place(head: projection.Head) -> tuple[str, str]:
    return head.entity_type, head.entity_id
