"""Units: the bodies that inspect and are inspected, and the names they had.

The 34 provinces and 3,321 communes since 1 July 2025 come with the program as a
catalogue; a store keeps only the units that somebody added or corrected.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar

from app.domain.text import fold
from app.ids import UnitId, place_id


class UnitType(Enum):
    """What a unit is, in the two-tier system."""

    PROVINCE = "province"
    CITY = "city"
    COMMUNE = "commune"
    WARD = "ward"
    SPECIAL_ZONE = "special_zone"
    DEPARTMENT = "department"

    @property
    def is_commune_level(self) -> bool:
        """Whether it is one of the 3,321 (xã, phường, đặc khu)."""
        return self in {UnitType.COMMUNE, UnitType.WARD, UnitType.SPECIAL_ZONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit by its official code, valid for a time, findable by its old names."""

    KIND: ClassVar[str] = "unit"
    AGGREGATE: ClassVar[str] = "id"

    id: UnitId
    code: str
    name: str
    """The full name as printed, e.g. `xã Cần Đước`, `tỉnh Tây Ninh`."""
    unit_type: UnitType
    parent_code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    old_names: tuple[str, ...] = ()
    source: str = ""

    @property
    def committee(self) -> str:
        """The people's committee of the unit, as minutes name it."""
        return f"UBND {self.name}"

    def is_found_by(self, words: str) -> bool:
        """Tell whether every word occurs in its code or one of its names, accents ignored."""
        haystack = fold(" ".join((self.code, self.name, *self.old_names)))
        return all(word in haystack for word in fold(words).split())

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the unit existed on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


def unit_id(code: str) -> UnitId:
    """Return the identity of the unit with this official code."""
    return UnitId(place_id("unit", code))
