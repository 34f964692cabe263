"""Entities read off loose revisions, without taking the revisions in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.domain.entities import ENTITIES
from app.domain.entity import Entity
from app.domain.revision import Revision
from app.store.columns import entity_of
from app.store.projection import Head, whole_row


def entities_in(revisions: Iterable[Revision]) -> Iterator[Entity]:
    """Yield the entities that these revisions would make on their own, if they are whole."""
    heads: dict[tuple[str, str], list[Head]] = {}
    for revision in revisions:
        place = (revision.entity_type, revision.entity_id)
        heads.setdefault(place, []).append(
            Head(
                rev_id=revision.rev_id,
                entity_id=revision.entity_id,
                entity_type=revision.entity_type,
                field=revision.field,
                origin_id=revision.origin_id,
                lam=revision.lam,
                value=revision.value,
                observed=revision.observed or (),
            )
        )
    for (kind, entity_id), found in heads.items():
        row = whole_row(kind, entity_id, found) if kind in ENTITIES else None
        if row is not None:
            yield entity_of(ENTITIES[kind], row)
