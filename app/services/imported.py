"""What an import came to, package by package and over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.errors import AppError
from app.services.import_preview import UnitPreview, removes_much
from app.services.import_summary import ImportSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What one package brought, or would bring."""

    path: Path
    status: str
    """`new`, `known` (nothing in it was new) or `rejected`."""
    package_id: str = ""
    signer: str = ""
    made_at: datetime | None = None
    new: int = 0
    """Revisions this store did not have."""
    known: int = 0
    different: int = 0
    """Fields on which two laptops now differ, for a person to settle."""
    rejected: int = 0
    """Revisions set aside, because their signer may not write them."""
    reasons: tuple[str, ...] = ()
    """Why, each said once."""
    adopted: int = 0
    """Plans and checklists that were taken over, because nothing was known of them here."""
    photos: int = 0
    """Photos and minutes that arrived with it."""
    photos_missing: int = 0
    """Photos it names that are not on this computer."""
    minutes_unproved: tuple[str, ...] = ()
    """Codes of minutes it brought whose text does not hash to their code, or is another's."""
    units: tuple[UnitPreview, ...] = ()
    """Of one that is only looked at: what it would bring, unit by unit."""
    receipts: int = 0
    """Receipts of headquarters for packages of this computer that say something new."""
    error: AppError | None = field(default=None)
    """Why it was rejected; or what failed after everything it brought was safe."""

    @property
    def removed(self) -> int:
        """How many records it would put into the bin."""
        return sum(one.removed for one in self.units)


def removing(found: Sequence[Imported]) -> list[Imported]:
    """Return the packages whose removals a person is asked about first.

    Those of all together count: ten packages that each remove a little remove much.
    """
    if not removes_much([unit for one in found for unit in one.units]):
        return []
    return [one for one in found if one.removed]


def summary_of(imported: Sequence[Imported], at: datetime) -> ImportSummary:
    """Return the counts over what packages brought."""
    good = [one for one in imported if one.status != "rejected"]
    return ImportSummary(
        at=at,
        signers=tuple(dict.fromkeys(one.signer for one in good)),
        packages=len(imported),
        refused=len(imported) - len(good),
        new=sum(one.new for one in good),
        known=sum(one.known for one in good),
        different=sum(one.different for one in good),
        set_aside=sum(one.rejected for one in good),
        adopted=sum(one.adopted for one in good),
        photos=sum(one.photos for one in good),
        photos_missing=sum(one.photos_missing for one in good),
        minutes_unproved=tuple(code for one in good for code in one.minutes_unproved),
    )
