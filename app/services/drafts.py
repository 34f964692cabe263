"""Drafts: text that is still being typed, kept against a dying battery."""

from __future__ import annotations

from app.clock import Clock
from app.store.notes import Draft
from app.store.unit_of_work import Store


class DraftService:
    """Keeps what is on the screen and not yet saved."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def keep(self, entity_id: str, field: str, text: str, caret: int) -> None:
        """Keep the text of a field as it stands while somebody types."""
        kept_ms = int(self._clock.now().timestamp() * 1000)
        draft = Draft(entity_id=entity_id, field=field, text=text, caret=caret, kept_ms=kept_ms)
        with self._store.writing() as work:
            work.notes.keep_draft(draft)
            work.commit()

    def discard(self, entity_id: str, field: str) -> None:
        """Forget a draft."""
        with self._store.writing() as work:
            work.notes.discard_draft(entity_id, field)
            work.commit()

    def all(self) -> list[Draft]:
        """Return the drafts that a crash or a power cut left behind, the latest first."""
        with self._store.reading() as view:
            return view.notes.drafts()
