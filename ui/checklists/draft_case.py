"""The draft on the screen: every edit is undone by the value before it, and saved by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.bootstrap import Application
from app.domain import checklist_edit as edits
from app.domain.checklist import Criterion
from app.domain.checklist_draft import ChecklistDraft
from app.domain.checklist_edit import Edited, EditRefused, Where
from app.domain.checklist_sums import GroupSum, group_sums
from app.domain.checklist_tree import CriterionTree, tree_of
from app.domain.undo import History
from app.ids import ChecklistDraftId
from app.services.checklist_drafts import KeptDraft
from ui.desk import Desk
from ui.jobs import Job

_SAVE_AFTER_MS: Final = 900
Edit = Callable[[ChecklistDraft, int, AbstractSet[str]], Edited]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A draft at one moment, and what follows from it."""

    draft: ChecklistDraft
    keys: tuple[int, ...]
    """What each criterion is called on the screen, wherever it moves and whatever its code."""
    chosen: int
    """The key of the criterion in hand."""

    @cached_property
    def tree(self) -> CriterionTree:
        """The criteria by their places."""
        return tree_of(self.draft.criteria)

    @cached_property
    def sums(self) -> Mapping[int, GroupSum]:
        """The sum of each group."""
        return group_sums(self.tree)

    @cached_property
    def places(self) -> Mapping[int, int]:
        """Where each key stands."""
        return {key: at for at, key in enumerate(self.keys)}

    def row(self, key: int) -> Criterion | None:
        """Return the criterion with this key, or None."""
        at = self.places.get(key)
        return None if at is None else self.draft.criteria[at]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A draft as it is read: with the identities its published versions have given away."""

    kept: KeptDraft
    known: frozenset[str]


def read_draft(application: Application, draft_id: ChecklistDraftId) -> Opened:
    """Read a draft and what is published of its set."""
    kept = application.checklist_drafts.get(draft_id)
    checklists = application.checklists
    versions = [checklists.get(row.id) for row in checklists.rows() if row.code == kept.draft.code]
    return Opened(
        kept=kept,
        known=frozenset(row.identity for version in versions for row in version.criteria),
    )


class DraftCase(QObject):
    """One draft, edited at once and kept in the background.

    `changed` follows every edit, `saved_changed` what the store holds of it.
    """

    opened = Signal()
    changed = Signal()
    saved_changed = Signal()
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.draft_id = ChecklistDraftId("")
        self.known: frozenset[str] = frozenset()
        self.sums_follow = True
        """Whether groups say what stands under them by themselves."""
        self.history: History[Standing] | None = None
        """What was done; None where no draft is open."""
        self._kept: ChecklistDraft | None = None
        self._next_key = 0
        self._save_soon = QTimer(self)
        self._save_soon.setSingleShot(True)
        self._save_soon.setInterval(_SAVE_AFTER_MS)
        self._save_soon.timeout.connect(self.save)

    @property
    def standing(self) -> Standing:
        """The draft as it stands on the screen."""
        assert self.history is not None  # noqa: S101 - asked for only when one is open
        return self.history.present

    @property
    def is_saved(self) -> bool:
        """Whether the store holds what is on the screen."""
        return self.history is None or self._kept is self.standing.draft

    def open(self, opened: Opened) -> None:
        """Show a draft that was read."""
        draft = opened.kept.draft
        self.draft_id, self.known, self._kept = opened.kept.id, opened.known, draft
        self._next_key = len(draft.criteria)
        keys = tuple(range(self._next_key))
        standing = Standing(draft=draft, keys=keys, chosen=0)
        self.history = History(present=standing)
        # What a decision says of its groups is not corrected behind its back.
        differs = any(one.difference for one in standing.sums.values())
        self.sums_follow = draft.based_on is None and not differs
        self.opened.emit()

    def close(self) -> None:
        """Keep what is not kept yet, and let go of the draft."""
        self.save()
        self.history = None

    def choose(self, key: int) -> None:
        """Take another criterion in hand; not a step that can be undone."""
        if self.history is not None and key != self.standing.chosen:
            present = replace(self.standing, chosen=key)
            self.history = replace(self.history.paused(), present=present)

    def edit(self, key: int, edit: Edit, *, typing: str = "") -> None:
        """Do an edit at a criterion; one that would break the tree is refused, with the reason."""
        before = self.standing
        at = before.places.get(key)
        if at is None:
            return
        try:
            edited = edit(before.draft, at, self.known)
        except EditRefused as error:
            self.refused.emit(str(error.params["reason"]))
            return
        draft = edits.with_sums(edited.draft) if self.sums_follow else edited.draft
        keys = tuple(before.keys[one] if one >= 0 else self._new_key() for one in edited.origins)
        chosen = keys[edited.at] if keys != before.keys else before.chosen
        self._step(Standing(draft=draft, keys=keys, chosen=chosen), typing)

    def change(self, key: int, *, typing: str = "", **facts: object) -> None:
        """Change facts of a criterion; `typing` names the field while keys still come."""
        row = self.standing.row(key) if self.history is not None else None
        if row is None or all(getattr(row, name) == value for name, value in facts.items()):
            return
        self.edit(
            key,
            lambda draft, at, known: edits.change(draft, at, known, **facts),
            typing=f"{key} {typing}" if typing else "",
        )

    def change_set(self, *, typing: str = "", **facts: object) -> None:
        """Change facts of the set itself."""
        draft = edits.change_set(self.standing.draft, self.known, **facts)
        if draft != self.standing.draft:
            self._step(replace(self.standing, draft=draft), f"set {typing}" if typing else "")

    def pause(self) -> None:
        """Take what was typed last as one step; the next key begins another."""
        if self.history is not None:
            self.history = self.history.paused()

    def follow_sums(self, *, follow: bool) -> None:
        """Let groups say what stands under them, from now on, or leave them to their author."""
        self.sums_follow = follow
        if follow and self.history is not None:
            summed = edits.with_sums(self.standing.draft)
            if summed is not self.standing.draft:
                self._step(replace(self.standing, draft=summed))

    def undo(self) -> None:
        """Take the last step back."""
        if self.history is not None and self.history.past:
            self.history = self.history.undone()
            self._after_step()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.history is not None and self.history.future:
            self.history = self.history.redone()
            self._after_step()

    def save(self) -> Job | None:
        """Keep the draft now, if the store does not hold it yet."""
        self._save_soon.stop()
        if self.history is None or self.is_saved:
            return None
        draft = self.standing.draft
        drafts = self.desk.application.checklist_drafts
        job = self.desk.jobs.save(partial(drafts.save, self.draft_id, draft))
        job.succeeded.connect(self._on_saved)
        return job

    def _new_key(self) -> int:
        self._next_key += 1
        return self._next_key

    def _step(self, standing: Standing, typing: str = "") -> None:
        assert self.history is not None  # noqa: S101 - only an open draft is edited
        self.history = self.history.done(standing, typing)
        self._after_step()

    def _after_step(self) -> None:
        self.changed.emit()
        self.saved_changed.emit()
        if not self._save_soon.isActive():
            # Not set back by the next key: whoever types on and on loses no more of it.
            self._save_soon.start()

    def _on_saved(self, kept: KeptDraft) -> None:
        if kept.id == self.draft_id:
            self._kept = kept.draft
        self.saved_changed.emit()


def moving(case: DraftCase, target: int, where: Where) -> Edit:
    """Return the edit that moves a criterion before, after or into the one with this key."""
    to = case.standing.places[target]
    return lambda draft, at, _known: edits.move(draft, at, to, where)


def removing(draft: ChecklistDraft, at: int, _known: AbstractSet[str]) -> Edited:
    """Take a criterion out with all under it, as an edit of the case."""
    return edits.remove(draft, at)
