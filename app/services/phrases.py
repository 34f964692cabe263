"""Phrases: the sentences of the trade that this store offers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from app.domain.phrase import Phrase, phrase
from app.ids import PhraseId
from app.store.unit_of_work import Store, View

_USES: Final = "phrase_uses"


class PhraseService:
    """The use cases around the phrase bank."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, category: str = "", words: str = "") -> list[Phrase]:
        """Return the phrases of a category or of all, that have every word, accents ignored.

        Args:
            category: a whole category, or its part before the slash; empty for all.
            words: what to look for; empty for every phrase.
        """
        with self._store.reading() as view:
            phrases = view.all(Phrase)
        return [
            one
            for one in phrases
            if category in {"", one.category, one.kind} and one.is_found_by(words)
        ]

    def uses(self) -> Mapping[str, int]:
        """Return how often each phrase was put into a text on this laptop, by its identity."""
        with self._store.reading() as view:
            return uses_in(view)

    def note_use(self, phrase_id: PhraseId) -> None:
        """Count that a phrase was put into a text; counts stay on this laptop."""
        with self._store.writing() as work:
            uses = uses_in(work)
            uses[phrase_id] = uses.get(phrase_id, 0) + 1
            work.notes.remember(_USES, json.dumps(uses))
            work.commit()

    def add(self, category: str, text: str) -> Phrase:
        """Keep a new phrase; the same words in the same category are one phrase."""
        with self._store.writing() as work:
            others = work.all(Phrase)
            order = max((other.order for other in others), default=0) + 1
            added = phrase(category, text.strip(), order)
            known = work.find(Phrase, added.id)
            if known is None:
                work.save(added)
                work.commit()
        return known or added

    def save(self, phrase: Phrase) -> Phrase:
        """Keep a reworded phrase."""
        with self._store.writing() as work:
            work.save(phrase)
            work.commit()
        return phrase

    def remove(self, phrase: Phrase) -> None:
        """Put a phrase in the bin."""
        with self._store.writing() as work:
            work.remove(phrase)
            work.commit()


def uses_in(view: View) -> dict[str, int]:
    """Return how often each phrase was put into a text, as a moment of the store remembers it."""
    kept = json.loads(view.notes.recall(_USES) or "{}")
    return {str(phrase_id): int(count) for phrase_id, count in kept.items()}
