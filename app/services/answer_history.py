"""What became of an answer: every value it ever had, by whom, when and on which laptop.

Reads of one answer touch the revisions of that answer alone: a screen asks with every
criterion it opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from app.domain.answer import Answer, AnswerFacts
from app.domain.canonical import read
from app.domain.entity import Fact, facts_of
from app.domain.fact_value import is_readable
from app.ids import AnswerId, InspectionId
from app.store.history import Write
from app.store.unit_of_work import Store, View

_FACTS: Final[Mapping[str, Fact]] = {
    fact.name: fact for fact in facts_of(Answer) if fact.name in AnswerFacts.__dataclass_fields__
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWrite:
    """One value that one fact of an answer was given."""

    field: str
    value: Any
    """The value as the answer holds it; None too where it was erased by order."""
    is_erased: bool
    written_at: datetime
    actor: str
    is_here: bool
    """Whether it was written on this laptop."""
    laptop: str
    """Who signed the package it came in; empty for what was written here, or came in without."""
    is_current: bool
    """Whether it stands now; several do as long as laptops differ."""


class AnswerHistoryService:
    """Looks back over answers; it writes nothing: what is restored is saved as any answer is."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def writes(self, answer_id: AnswerId) -> tuple[AnswerWrite, ...]:
        """Return what was written at a criterion, the latest first."""
        with self._store.reading() as view:
            found = view.history.of_entity(answer_id)
            return self._told(view, reversed(found))

    def differences(
        self, inspection_id: InspectionId
    ) -> Mapping[AnswerId, Mapping[str, tuple[AnswerWrite, ...]]]:
        """Return the facts of a visit's answers on which laptops differ, with every value.

        By answer, then by fact; the values stand in the order in which they were written.
        """
        with self._store.reading() as view:
            found: dict[AnswerId, dict[str, tuple[AnswerWrite, ...]]] = {}
            for (entity_id, field), writes in view.history.differences(inspection_id).items():
                if writes[0].entity_type == Answer.KIND:
                    told = self._told(view, writes)
                    if told:
                        found.setdefault(AnswerId(entity_id), {})[field] = told
        return found

    def _told(self, view: View, writes: Iterable[Write]) -> tuple[AnswerWrite, ...]:
        here = self._store.writer.origin_id
        return tuple(
            AnswerWrite(
                field=write.field,
                value=None if write.value is None else read(write.value, _FACTS[write.field].type),
                is_erased=write.value is None,
                written_at=write.written_at,
                actor=write.actor,
                is_here=write.origin_id == here,
                laptop=_signer(view, write),
                is_current=write.is_head,
            )
            for write in writes
            if write.field in _FACTS and is_readable(Answer.KIND, write.field, write.value)
        )


def _signer(view: View, write: Write) -> str:
    package = view.packages.package(write.package_id) if write.package_id else None
    return package.signer if package is not None else ""
