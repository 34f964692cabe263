"""Phrases: the sentences of the trade that this store offers."""

from __future__ import annotations

from app.domain.phrase import Phrase, phrase
from app.store.unit_of_work import Store


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
