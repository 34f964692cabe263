"""What merging must give, written a second time: sets and loops, no SQL (`data_and_exchange` §3).

It knows revisions only by their parents, and finds everything anew at every question: slow,
short, and unlike the store that it judges.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.entities import ENTITIES, WRITTEN_ONCE
from app.domain.entity import EXISTS, Merge, facts_of
from app.domain.revision import Revision

_THERE = "true"


@dataclass
class Union:
    """Every revision that a laptop has seen."""

    revisions: dict[str, Revision] = field(default_factory=dict)

    def take(self, revisions: Iterable[Revision]) -> int:
        """Unite with what a package brings; return how many were new."""
        known = len(self.revisions)
        for one in revisions:
            # What was erased here does not come back with a value.
            self.revisions.setdefault(one.rev_id, one)
        return len(self.revisions) - known

    def entities(self) -> set[tuple[str, str]]:
        """Return every entity that is spoken of, by kind and identity."""
        return {(one.entity_type, one.entity_id) for one in self.revisions.values()}

    def fields(self, kind: str, entity_id: str) -> set[str]:
        """Return the fields of an entity that were ever written."""
        return {one.field for one in self._of(kind, entity_id)} - {EXISTS}

    def heads(self, kind: str, entity_id: str, name: str) -> list[Revision]:
        """Return the writes of a field that no other write of it has seen."""
        here = [one for one in self._of(kind, entity_id) if one.field == name]
        if (kind, name) in WRITTEN_ONCE:
            return here
        seen = {parent for one in here for parent in one.parents}
        return [one for one in here if one.rev_id not in seen]

    def value(self, kind: str, entity_id: str, name: str) -> str | None:
        """Return what is shown: of several heads the one that stands highest everywhere."""
        heads = self.heads(kind, entity_id, name)
        if (kind, name) in WRITTEN_ONCE:
            heads = [one for one in heads if not one.parents] or heads
        known = [one for one in heads if one.value is not None]
        highest = max(known, key=lambda one: (one.lam, one.origin_id, one.rev_id), default=None)
        return highest.value if highest is not None else None

    def candidates(self, kind: str, entity_id: str, name: str) -> set[str]:
        """Return the values between which a person has to choose; none where nobody has to."""
        policy = next((one.merge for one in facts_of(ENTITIES[kind]) if one.name == name), None)
        if policy in {None, Merge.AUTO, Merge.HQ}:
            return set()
        values = {one.value for one in self.heads(kind, entity_id, name)} - {None}
        return {value for value in values if value is not None} if len(values) > 1 else set()

    def is_there(self, kind: str, entity_id: str) -> bool:
        """Tell whether an entity is there: a write that its removal did not see keeps it."""
        existence = self.heads(kind, entity_id, EXISTS)
        if any(one.value == _THERE for one in existence):
            return True
        seen = {head for one in existence for head in one.observed or ()}
        written = [
            one.rev_id
            for name in self.fields(kind, entity_id)
            for one in self.heads(kind, entity_id, name)
        ]
        return bool(existence) and any(one not in seen for one in written)

    def _of(self, kind: str, entity_id: str) -> list[Revision]:
        return [
            one
            for one in self.revisions.values()
            if (one.entity_type, one.entity_id) == (kind, entity_id)
        ]
