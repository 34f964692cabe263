"""What a committed unit of work touched, so that screens know what to reload."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The kinds of entity and the aggregates touched by one commit."""

    kinds: frozenset[str]
    aggregates: frozenset[str]

    def touches(self, *kinds: str) -> bool:
        """Tell whether a record of any of these kinds changed."""
        return not self.kinds.isdisjoint(kinds)


ChangeListener = Callable[[ChangeSet], None]


def nobody(_changes: ChangeSet) -> None:
    """Listen to nothing, for callers without a screen."""
