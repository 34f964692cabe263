"""Drafts of checklists: written over days, kept at every change, published when they are whole.

A draft belongs to the store it is written in and never travels (decision 0011);
a colleague gets it as a workbook, everybody gets the version it becomes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from app.clock import Clock
from app.domain.canonical import read, spell
from app.domain.checklist import Checklist
from app.domain.checklist_check import check_criteria
from app.domain.checklist_draft import ChecklistDraft, draft_of
from app.errors import NotFound
from app.ids import ChecklistDraftId, ChecklistId, IdSource
from app.services.checklists import publish
from app.store.unit_of_work import Store, View


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A draft as the store keeps it."""

    id: ChecklistDraftId
    draft: ChecklistDraft
    kept_at: datetime


class ChecklistDraftService:
    """The use cases around checklists that are being written."""

    def __init__(self, store: Store, clock: Clock, ids: IdSource) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def all(self) -> list[KeptDraft]:
        """Return every draft, the one worked on last first."""
        with self._store.reading() as view:
            return _kept(view)

    def get(self, draft_id: ChecklistDraftId) -> KeptDraft:
        """Return one draft.

        Raises:
            NotFound: if it was published or discarded.
        """
        with self._store.reading() as view:
            return _one(view, draft_id)

    def begin(self, draft: ChecklistDraft) -> KeptDraft:
        """Keep a new draft: empty, from a file, or of the version after one that is published."""
        return self._keep(ChecklistDraftId(self._ids.new()), draft)

    def begin_from(self, checklist_id: ChecklistId) -> KeptDraft:
        """Keep a new draft of the version after a published one.

        Raises:
            NotFound: if there is no such version.
        """
        with self._store.reading() as view:
            draft = draft_of(view.get(Checklist, checklist_id))
        return self.begin(draft)

    def save(self, draft_id: ChecklistDraftId, draft: ChecklistDraft) -> KeptDraft:
        """Keep a draft as it stands now; durable when this returns, whole or not."""
        return self._keep(draft_id, draft)

    def discard(self, draft_id: ChecklistDraftId) -> None:
        """Forget a draft."""
        with self._store.writing() as work:
            work.notes.discard_checklist_draft(draft_id)
            work.commit()

    def publish(self, draft_id: ChecklistDraftId) -> Checklist:
        """Freeze a draft as the next version of its set.

        Raises:
            NotFound: if it was published or discarded.
            ChecklistInvalid: if codes, rules or sums do not hold; the draft stays.
        """
        with self._store.writing() as work:
            draft = _one(work, draft_id).draft
            check_criteria(draft.criteria, draft.bands)
            checklist = publish(work, draft)
            work.notes.discard_checklist_draft(draft_id)
            work.commit()
        return checklist

    def _keep(self, draft_id: ChecklistDraftId, draft: ChecklistDraft) -> KeptDraft:
        now = self._clock.now()
        with self._store.writing() as work:
            kept_ms = int(now.timestamp() * 1000)
            work.notes.keep_checklist_draft(draft_id, spell(draft), kept_ms)
            work.commit()
        return KeptDraft(id=draft_id, draft=draft, kept_at=now)


def _one(view: View, draft_id: ChecklistDraftId) -> KeptDraft:
    found = _kept(view, draft_id)
    if not found:
        raise NotFound(kind="checklist_draft", id=draft_id)
    return found[0]


def _kept(view: View, draft_id: ChecklistDraftId | None = None) -> list[KeptDraft]:
    return [
        KeptDraft(
            id=ChecklistDraftId(identity),
            draft=read(content, ChecklistDraft),
            kept_at=datetime.fromtimestamp(kept_ms / 1000, UTC),
        )
        for identity, content, kept_ms in view.notes.checklist_drafts(draft_id)
    ]
