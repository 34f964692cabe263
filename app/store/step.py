"""What one committed unit of work changed, fact by fact: enough to take it back.

A step tells what people did. What other laptops wrote, what ships with the program and
the decision about an open difference give none: taking those back would not bring
back what was there before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.store.columns import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entity before and after; only the facts that changed."""

    kind: str
    entity_id: str
    agg_id: str
    before: Mapping[str, Cell]
    """A fact that nothing was known of is left out."""
    after: Mapping[str, Cell]
    was_there: bool
    is_there: bool

    @property
    def is_nothing(self) -> bool:
        """Whether the entity is as it was before."""
        return self.was_there == self.is_there and (not self.is_there or self.before == self.after)

    def reversed(self) -> Change:
        """Return the change that takes this one back."""
        return replace(
            self,
            before=self.after,
            after=self.before,
            was_there=self.is_there,
            is_there=self.was_there,
        )


@dataclass(frozen=True, slots=True)
class Step:
    """What one unit of work changed, in the order in which it first touched each entity."""

    changes: tuple[Change, ...]
    together: str = ""
    """What it is a part of, where one act of a person is written bit by bit."""
    number: int = 0
    """Its place among all steps of this session; 0 as long as nobody numbered it."""

    def reversed(self) -> Step:
        """Return the step that takes this one back, the last change first."""
        return Step(tuple(change.reversed() for change in reversed(self.changes)), self.together)

    def followed_by(self, other: Step) -> Step:
        """Return one step that does both, this one first."""
        both = Steps(self.together)
        for change in (*self.changes, *other.changes):
            both.note(change)
        return both.step() or replace(self, changes=())


@dataclass(slots=True)
class Steps:
    """Collects the changes of one unit of work; what is written twice is one change."""

    together: str = ""
    _changes: dict[tuple[str, str], Change] = field(default_factory=dict)
    _is_foreign: bool = False

    def note(self, change: Change) -> None:
        """Note one write."""
        key = (change.kind, change.entity_id)
        known = self._changes.get(key)
        if known is not None:
            change = replace(
                change,
                before={**change.before, **known.before},
                after={**known.after, **change.after},
                was_there=known.was_there,
            )
        self._changes[key] = change

    def give_up(self) -> None:
        """Note that something was written that nobody here can take back."""
        self._is_foreign = True

    def step(self) -> Step | None:
        """Return what changed; None where nothing did, or where it cannot be taken back."""
        left = tuple(_told(self._changes.values()))
        return Step(left, self.together) if left and not self._is_foreign else None


def _told(changes: Iterable[Change]) -> Iterable[Change]:
    return (change for change in changes if not change.is_nothing)
