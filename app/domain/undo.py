"""What was done to a value, step by step, so that it can be taken back and done again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

ValueT = TypeVar("ValueT")
_MOST_STEPS: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class History(Generic[ValueT]):
    """A value with those before it and those that were taken back, the nearest last."""

    present: ValueT
    past: tuple[ValueT, ...] = ()
    future: tuple[ValueT, ...] = ()
    typing: str = ""
    """The field the last step was typed in; the next key there belongs to the same step."""

    def done(self, value: ValueT, typing: str = "") -> History[ValueT]:
        """Return the history with one more step, or with the last one typed further."""
        if typing and typing == self.typing:
            return replace(self, present=value, future=())
        past = (*self.past, self.present)[-_MOST_STEPS:]
        return History(present=value, past=past, typing=typing)

    def paused(self) -> History[ValueT]:
        """Return the history with the step typed last as finished."""
        return replace(self, typing="") if self.typing else self

    def undone(self) -> History[ValueT]:
        """Return the history one step back, or as it is where there is none."""
        if not self.past:
            return self
        return History(
            present=self.past[-1], past=self.past[:-1], future=(*self.future, self.present)
        )

    def redone(self) -> History[ValueT]:
        """Return the history one step forward again, or as it is where there is none."""
        if not self.future:
            return self
        return History(
            present=self.future[-1], past=(*self.past, self.present), future=self.future[:-1]
        )
