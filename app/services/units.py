"""Units: the shipped catalogue, with what somebody added or corrected in this store."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.domain.unit import Unit
from app.domain.unit_catalogue import UnitCatalogue
from app.errors import NotFound
from app.paths import RESOURCES
from app.store.unit_of_work import Store


class UnitService:
    """Finds units by code, by name old or new, and keeps corrections."""

    def __init__(self, store: Store, resources: Path = RESOURCES) -> None:
        self._store = store
        self._resources = resources

    def catalogue(self) -> UnitCatalogue:
        """Return the catalogue as it stands in this store."""
        with self._store.reading() as view:
            edits = view.all(Unit)
        return _shipped(self._resources).with_edits(edits)

    def get(self, code: str) -> Unit:
        """Return the unit with this official code.

        Raises:
            NotFound: if there is none.
        """
        unit = self.catalogue().unit(code)
        if unit is None:
            raise NotFound(kind="unit", id=code)
        return unit

    def find(self, words: str, limit: int = 50) -> list[Unit]:
        """Return the units whose code, name or old name has all the words."""
        return list(self.catalogue().find(words, limit))

    def province_of(self, unit: Unit) -> Unit | None:
        """Return the province a unit lies in, or None for a province."""
        return self.catalogue().unit(unit.parent_code) if unit.parent_code else None

    def save(self, *units: Unit) -> int:
        """Keep added or corrected units in one go; return how many changed."""
        with self._store.writing() as work:
            changed = sum(work.save(unit) for unit in units)
            work.commit()
        return changed


@cache
def _shipped(resources: Path) -> UnitCatalogue:
    """Return what ships; it never changes while the program runs, whatever stores it opens."""
    return UnitCatalogue.from_csv((resources / "units" / "units.csv").read_text("utf-8"))
