"""Maintenance: proving that the store and its photos are whole."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.minutes import Minutes
from app.domain.photo import Photo
from app.errors import AppError, InvalidValue
from app.photos.vault import Vault
from app.progress import NO_PROGRESS, Progress
from app.store.unit_of_work import Store
from app.words import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What a check found; an empty list is good news."""

    damage: list[str]
    """What SQLite's own check says of the file."""
    drift: list[str]
    """Entities whose row is not what the revisions say, as `kind id`."""
    unproved: list[str]
    """Revisions that are not what was once written."""
    missing: list[str]
    """Hashes of photos and minutes that are not on this computer."""
    damaged: list[str]
    """Hashes of photos and minutes whose bytes changed."""
    objects: int
    """How many photos and minutes were looked at."""

    @property
    def faults(self) -> int:
        """How many things are wrong."""
        return sum(map(len, (self.damage, self.drift, self.unproved, self.missing, self.damaged)))

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.faults == 0


class StoreNotWhole(AppError):
    """A check found damage; what it found is listed beside it."""

    code = "store_not_whole"
    message = mark(
        "The store is not whole: {count} faults. Nothing was changed. Keep the folder as it is, "
        "and import a package or a backup that holds what is missing."
    )


class MaintenanceService:
    """Checks, and never repairs unasked."""

    def __init__(self, store: Store, vault: Vault) -> None:
        self._store = store
        self._vault = vault

    def check(self, progress: Progress = NO_PROGRESS) -> CheckResult:
        """Check the store's file, its projections, and every photo against its hash."""
        with self._store.reading() as view:
            damage, drift, unproved = view.damage(), view.drift(), view.history.unproved()
            # By column: a row that holds nonsense must not stop the check that finds it.
            hashes = {*view.counts(Photo, "sha256"), *view.counts(Minutes, "docx_sha256")}
        missing: list[str] = []
        damaged: list[str] = []
        for done, sha256 in enumerate(sorted(hashes), 1):
            progress.step(done, len(hashes))
            if not self._is_here(sha256):
                missing.append(sha256)
            elif not self._vault.verify(sha256):
                damaged.append(sha256)
        return CheckResult(
            damage=damage,
            drift=drift,
            unproved=unproved,
            missing=missing,
            damaged=damaged,
            objects=len(hashes),
        )

    def _is_here(self, sha256: str) -> bool:
        try:
            return self._vault.has(sha256)
        except InvalidValue:  # the row was damaged and names nothing
            return False
