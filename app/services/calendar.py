"""The working calendar: the shipped days, with what somebody corrected in this store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from app.domain.calendar import SpecialDay, WorkingCalendar, read_days, special_day
from app.domain.text import clean
from app.errors import InvalidValue
from app.paths import RESOURCES
from app.store.unit_of_work import Store
from app.words import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A special day as it counts now, and the shipped one it stands for."""

    day: SpecialDay
    shipped: SpecialDay | None

    @property
    def is_corrected(self) -> bool:
        """Whether somebody added or changed it in this store."""
        return self.day != self.shipped


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

    def entries(self, year: int | None = None) -> list[CalendarEntry]:
        """Return the special days of a year or of all, in order, those taken back among them."""
        with self._store.reading() as view:
            edits = {one.on: one for one in view.all(SpecialDay)}
        shipped = {one.on: one for one in self._shipped}
        return [
            CalendarEntry(day=edits.get(on, shipped.get(on, day)), shipped=shipped.get(on))
            for on, day in sorted((shipped | edits).items())
            if year is None or on.year == year
        ]

    def save(self, day: SpecialDay) -> SpecialDay:
        """Keep an added or corrected day; of the kind `ORDINARY`, it takes a shipped one back.

        Raises:
            InvalidValue: if it has no name to know it by.
        """
        name = " ".join(clean(day.name).split())
        if not name:
            reason = translate("say what day it is")
            raise InvalidValue(field=translate("Name of the day"), value=day.name, reason=reason)
        kept = special_day(day.on, name, day.kind, day.status, day.source)
        with self._store.writing() as work:
            work.save(kept)
            work.commit()
        return kept

    def restore(self, on: date) -> bool:
        """Forget what was corrected about a day; return whether there was anything."""
        with self._store.writing() as work:
            found = [one for one in work.all(SpecialDay) if one.on == on]
            for one in found:
                work.remove(one)
            work.commit()
        return bool(found)
