"""What was changed in a visit after it was finished (merge table row 20).

No clock is asked: a change counts as late if whoever finished the visit had not seen it, even
if a laptop elsewhere had written it an hour before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS
from app.domain.signed_scope import is_said

_REMOVED = "false"


class Written(Protocol):
    """A write that stands, as the history tells it."""

    @property
    def entity_id(self) -> str:
        """The record."""

    @property
    def entity_type(self) -> str:
        """Its kind."""

    @property
    def field(self) -> str:
        """The fact."""

    @property
    def value(self) -> str | None:
        """What it was given, as canonical JSON."""

    @property
    def actor(self) -> str:
        """Who gave it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateChange:
    """One record that is otherwise than whoever finished the visit saw it."""

    kind: str
    entity_id: str
    fields: tuple[str, ...]
    """The facts that changed; none where the whole record came or went."""
    actors: tuple[str, ...]
    """Who changed it."""
    is_removed: bool = False


def late_changes(writes: Iterable[Written]) -> list[LateChange]:
    """Return what the writes that nobody had seen changed of what minutes would say."""
    by_entity: dict[tuple[str, str], list[Written]] = {}
    for one in writes:
        kind = ENTITIES.get(one.entity_type)
        if kind is not None and is_said(kind, {one.field}):
            by_entity.setdefault((one.entity_type, one.entity_id), []).append(one)
    return [
        LateChange(
            kind=kind,
            entity_id=entity_id,
            fields=_fields(found),
            actors=tuple(dict.fromkeys(one.actor for one in found)),
            is_removed=any(one.field == EXISTS and one.value == _REMOVED for one in found),
        )
        for (kind, entity_id), found in by_entity.items()
    ]


def _fields(writes: list[Written]) -> tuple[str, ...]:
    names = [one.field for one in writes]
    return () if EXISTS in names else tuple(dict.fromkeys(names))
