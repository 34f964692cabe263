"""Undo and redo across one visit: what this session changed is written back, as new revisions.

History is never rewritten: taking a step back is one more unit of work, signed and merged
like any other. A step is refused where something it changed is not as it left it, because
then somebody else's work would go with it.

What a visit's undo leaves alone: the life of a visit (its state, its checklists), minutes and
signatures, registers and draws (a sample is drawn once, and anyone can repeat it), and the
dossiers: half of what is typed into them is in no store, so their grid keeps their steps and
numbers them here, in one order with the others (decision 0024).
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import count
from types import MappingProxyType
from typing import Any, Final

from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, Entity
from app.errors import AppError
from app.ids import InspectionId
from app.store.columns import Cell, entity_of, row_of
from app.store.history import Write
from app.store.step import Change, Step
from app.store.unit_of_work import Store, UnitOfWork
from app.words import mark

MOST_STEPS: Final = 100
_MOST_CHANGES: Final = 20_000
"""Together in the steps of one visit: a step may hold a whole card of photos."""
_LEFT_ALONE: Final = frozenset(
    {"minutes", "dossier", "register", "draw", "visit_ruling", "criterion_return"}
)
_LIFE: Final = frozenset(
    {"state", "reopened_reason", "finished_seen", "checklist_ids", "plan_id", "unit_code"}
)
_NEEDED_BY: Final[Mapping[str, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        "finding": (("recommendation", "finding_id"), ("photo_link", "target_key")),
        "photo": (("photo_link", "photo_id"), ("photo_mark", "photo_id")),
        "participant": (("work_share", "participant_id"),),
    }
)
"""What would lose what it belongs to if an entity went."""
_FIRST: Final = (
    "finding",
    "recommendation",
    "remediation_check",
    "answer",
    "photo",
    "photo_mark",
    "photo_link",
)
"""Which of several kinds a step is called by; any other kind comes after these."""


class Act(Enum):
    """What was done to the entity that a step is called by."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What was taken back or made again, by the entity it is called by."""

    is_redo: bool
    act: Act
    """What the step had done; an undo did the opposite."""
    entity: Entity
    """As it is now, or as it was last where it is gone."""
    facts: frozenset[str]
    """The facts that changed; all that were given where it was added."""
    count: int
    """How many entities of its kind the step changed."""

    @property
    def is_gone(self) -> bool:
        """Whether the entity is in the bin now."""
        return self.act is (Act.REMOVED if self.is_redo else Act.ADDED)


class ChangedSince(AppError):
    """A step that cannot be taken back: somebody has changed the same thing since."""

    code = "changed_since"
    message = mark(
        "This cannot be taken back or made again, because the same place was changed since, here "
        "or by what another laptop sent. Nothing was changed. Look at it, and correct it by hand."
    )


@dataclass(slots=True)
class _Line:
    """The steps of one visit, the nearest last."""

    done: deque[Step] = field(default_factory=deque)
    undone: list[Step] = field(default_factory=list)


class UndoService:
    """Remembers the steps of this session from when it is first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._lines: dict[InspectionId, _Line] = {}
        self._numbers = count(1)
        store.heard_step = self._hear

    def next_number(self) -> int:
        """Return the number of a step that is kept elsewhere and was made just now."""
        return next(self._numbers)

    def done_at(self, inspection_id: InspectionId) -> int:
        """Return the number of the last step of a visit that may be taken back, or 0."""
        with self._lock:
            line = self._lines.get(inspection_id)
            return line.done[-1].number if line is not None and line.done else 0

    def undone_at(self, inspection_id: InspectionId) -> int:
        """Return the number of the step of a visit that was taken back last, or 0."""
        with self._lock:
            line = self._lines.get(inspection_id)
            return line.undone[-1].number if line is not None and line.undone else 0

    def undo(self, inspection_id: InspectionId) -> TakenBack | None:
        """Take the last step of a visit back; None where there is none.

        Raises:
            ChangedSince: if something of it is not as the step left it; the step is forgotten.
            VisitSigned: if signed minutes say what would change; the step is kept.
        """
        return self._turn(inspection_id, is_redo=False)

    def redo(self, inspection_id: InspectionId) -> TakenBack | None:
        """Make the step again that was taken back last; None where there is none.

        Raises:
            ChangedSince: if something of it is not as it was before; the step is forgotten.
            VisitSigned: if signed minutes say what would change; the step is kept.
        """
        return self._turn(inspection_id, is_redo=True)

    def _turn(self, inspection_id: InspectionId, *, is_redo: bool) -> TakenBack | None:
        with self._store.writing(is_turn=True) as work:
            # Nobody writes meanwhile, so no step comes between this one and its turn.
            with self._lock:
                line = self._lines.setdefault(inspection_id, _Line())
                source = line.undone if is_redo else line.done
                step = source[-1] if source else None
            if step is None:
                return None
            try:
                _make(work, step if is_redo else step.reversed())
            except ChangedSince:
                self._forget(source, step)
                raise
            told = _described(work, step, is_redo=is_redo)
            work.commit()
            self._forget(source, step)
            with self._lock:
                (line.done if is_redo else line.undone).append(step)
            return told

    def _forget(self, source: deque[Step] | list[Step], step: Step) -> None:
        with self._lock:
            if source and source[-1] is step:
                source.pop()

    def _hear(self, step: Step) -> None:
        visit = _visit_of(step)
        if visit is None:
            return
        with self._lock:
            line = self._lines.setdefault(visit, _Line())
            line.undone.clear()
            if step.together and line.done and line.done[-1].together == step.together:
                step = line.done.pop().followed_by(step)
            if step.changes:
                line.done.append(replace(step, number=next(self._numbers)))
            kept = sum(len(one.changes) for one in line.done)
            while len(line.done) > MOST_STEPS or (kept > _MOST_CHANGES and len(line.done) > 1):
                kept -= len(line.done.popleft().changes)


def _visit_of(step: Step) -> InspectionId | None:
    """Return the visit whose step this is, or None if it is none that can be taken back."""
    visits = {change.agg_id for change in step.changes}
    if len(visits) != 1 or not all(map(_is_of_visit, step.changes)):
        return None
    return InspectionId(visits.pop())


def _is_of_visit(change: Change) -> bool:
    if change.kind == "inspection":
        return change.was_there and change.is_there and not _LIFE & set(change.after)
    is_part = ENTITIES[change.kind].AGGREGATE == "inspection_id"
    return is_part and change.kind not in _LEFT_ALONE


def _make(work: UnitOfWork, step: Step) -> None:
    """Write what a step changed; everything it touches must be as it was before it.

    Raises:
        ChangedSince: if something is not.
        VisitSigned: if signed minutes say what would change.
    """
    going = {(one.kind, one.entity_id) for one in step.changes if one.was_there > one.is_there}
    for change in step.changes:
        kind = ENTITIES[change.kind]
        there = work.find(kind, change.entity_id)
        if (there is not None) != change.was_there:
            raise ChangedSince
        found = there or work.find_removed(kind, change.entity_id)
        if found is None or not _is_as_left(work, change, found):
            raise ChangedSince
        if change.is_there:
            work.save(entity_of(kind, {**row_of(found), **change.after}))
        elif there is not None:
            _refuse_needed(work, there, going)
            work.remove(there)


def _is_as_left(work: UnitOfWork, change: Change, found: Entity) -> bool:
    row: dict[str, Cell] = row_of(found)
    # What comes back, or goes, is one whole; else only the facts count that will be written.
    facts = change.before if change.was_there else {}
    if any(row.get(name) != value for name, value in facts.items()):
        return False
    if not change.after.keys() <= row.keys():
        return False
    heads = [write for write in work.history.of_entity(found.id) if write.is_head]
    if change.was_there and change.is_there:
        heads = [write for write in heads if write.field in change.after]
    elif not change.was_there:
        heads = [write for write in heads if write.field == EXISTS]
    return not any(map(_is_foreign, heads))


def _is_foreign(write: Write) -> bool:
    return write.package_id is not None


def _refuse_needed(work: UnitOfWork, entity: Entity, going: set[tuple[str, str]]) -> None:
    """Keep what something else has come to depend on.

    Raises:
        ChangedSince: if something has.
    """
    for name, fact in _NEEDED_BY.get(entity.KIND, ()):
        kind = ENTITIES.get(name)
        if kind is None:
            continue
        left = work.all(kind, **{fact: entity.id})
        if any((name, one.id) not in going for one in left):
            raise ChangedSince


def _described(work: UnitOfWork, step: Step, *, is_redo: bool) -> TakenBack:
    main = min(step.changes, key=_rank)
    kind: type[Any] = ENTITIES[main.kind]
    entity = work.find(kind, main.entity_id) or work.find_removed(kind, main.entity_id)
    assert entity is not None  # noqa: S101 - just written
    return TakenBack(
        is_redo=is_redo,
        act=_act_of(main),
        entity=entity,
        facts=frozenset(main.after),
        count=sum(1 for change in step.changes if change.kind == main.kind),
    )


def _rank(change: Change) -> int:
    return _FIRST.index(change.kind) if change.kind in _FIRST else len(_FIRST)


def _act_of(change: Change) -> Act:
    if change.was_there == change.is_there:
        return Act.CHANGED
    return Act.ADDED if change.is_there else Act.REMOVED
