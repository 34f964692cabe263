"""The working calendar: the shipped days, with what somebody corrected in this store."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from app.domain.calendar import SpecialDay, WorkingCalendar, read_days
from app.paths import RESOURCES
from app.store.unit_of_work import Store


class CalendarService:
    """Says which days count, and keeps corrections."""

    def __init__(self, store: Store, resources: Path = RESOURCES) -> None:
        self._store = store
        self._resources = resources

    @cached_property
    def _shipped(self) -> tuple[SpecialDay, ...]:
        return read_days((self._resources / "holidays_vn_2025_2027.csv").read_text("utf-8"))

    def current(self) -> WorkingCalendar:
        """Return the calendar as it stands in this store."""
        with self._store.reading() as view:
            edits = view.all(SpecialDay)
        return WorkingCalendar((*self._shipped, *edits))

    def save(self, day: SpecialDay) -> SpecialDay:
        """Keep an added or corrected day; of the kind `ORDINARY`, it takes a shipped one back."""
        with self._store.writing() as work:
            work.save(day)
            work.commit()
        return day
