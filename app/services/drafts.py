"""Drafts: text that is still being typed, kept against a dying battery."""

from __future__ import annotations

from app.clock import Clock
from app.domain.inspection import Inspection, InspectionState
from app.ids import InspectionId
from app.store.notes import Draft
from app.store.unit_of_work import Store


class DraftService:
    """Keeps what is on the screen and not yet saved."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def keep(
        self,
        entity_id: str,
        field: str,
        text: str,
        caret: int,
        *,
        inspection_id: str = "",
        before: str = "",
    ) -> None:
        """Keep the text of a field as it stands while somebody types.

        Args:
            entity_id: the record, or what stands for one that is not there yet.
            field: the fact of it that is typed.
            text: as it stands now.
            caret: where the next letter will go, in UTF-16.
            inspection_id: the visit it belongs to.
            before: what stood there when typing began.
        """
        now_ms = int(self._clock.now().timestamp() * 1000)
        with self._store.writing() as work:
            # A clock that was set back must not make the latest draft the oldest.
            kept_ms = max(now_ms, work.notes.last_draft_ms() + 1)
            work.notes.keep_draft(
                Draft(
                    entity_id=entity_id,
                    field=field,
                    text=text,
                    caret=caret,
                    kept_ms=kept_ms,
                    inspection_id=inspection_id,
                    before=before,
                )
            )
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

    def interrupted(self) -> InspectionId | None:
        """Return the visit in which somebody was typing last, unless it is signed or gone."""
        with self._store.reading() as view:
            for draft in view.notes.drafts():
                visit = view.find(Inspection, draft.inspection_id)
                if visit is not None and visit.state is not InspectionState.SIGNED:
                    return visit.id
        return None
