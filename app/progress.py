"""How a long job reports where it stands and learns that it must stop."""

from __future__ import annotations

from typing import Final, Protocol


class Progress(Protocol):
    """The ear of whoever waits for a long job."""

    def step(self, done: int, total: int, label: str = "") -> None:
        """Report progress.

        Raises:
            Cancelled: if the user asked to stop; let it pass.
        """
        ...


class Unheard:
    """A progress nobody watches, for callers without a screen."""

    def step(self, done: int, total: int, label: str = "") -> None:
        """Ignore the report."""


NO_PROGRESS: Final[Progress] = Unheard()
