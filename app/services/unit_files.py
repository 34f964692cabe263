"""Units as Excel workbooks."""

from __future__ import annotations

from pathlib import Path

from app.documents.unit_workbook import read_units
from app.services.units import UnitService


class UnitFileService:
    """Imports additions and corrections to the catalogue."""

    def __init__(self, units: UnitService) -> None:
        self._units = units

    def import_(self, path: Path) -> tuple[int, int]:
        """Keep the units of a workbook; return how many were read and how many are new or other.

        Raises:
            WorkbookInvalid: naming every mistake by sheet and cell; nothing was kept.
        """
        units = read_units(path)
        return len(units), self._units.save(*units)
