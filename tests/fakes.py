"""Stand-ins for what cannot be real in a test: the time and chance."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

from app.clock import VIETNAM


class FrozenClock:
    """A clock that moves only when told to."""

    def __init__(self, moment: datetime | None = None) -> None:
        self.moment = moment or datetime(2026, 11, 20, 1, 30, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.moment

    def today(self) -> date:
        """Return its day in Vietnam."""
        return self.moment.astimezone(VIETNAM).date()

    def advance(self, by: timedelta) -> None:
        """Move on."""
        self.moment += by


class CountedIds:
    """Identities 1, 2, 3 … in the shape of UUIDs."""

    def __init__(self) -> None:
        self.count = 0

    def new(self) -> str:
        """Return the next identity."""
        self.count += 1
        return str(uuid.UUID(int=self.count))

    def token(self, size: int) -> bytes:
        """Return the next bytes."""
        self.count += 1
        return self.count.to_bytes(size, "big")
