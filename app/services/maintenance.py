"""Maintenance: proving that the store and its photos are whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from app.domain.minutes import Minutes, MinutesState
from app.domain.paper import PaperTemplate
from app.domain.photo import Photo
from app.errors import AppError, InvalidValue
from app.photos.vault import Vault
from app.progress import NO_PROGRESS, Progress
from app.services.frozen_texts import Condition, FrozenTexts
from app.store.errors import StoreDamaged
from app.store.unit_of_work import Store, View
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
    """Hashes of photos, minutes and templates that are not on this computer."""
    damaged: list[str]
    """Hashes of photos, minutes and templates whose bytes changed."""
    elsewhere: list[str]
    """Hashes of photos of visits that headquarters only told of: nobody sent them here."""
    foreign: list[str]
    """Minutes whose kept text is another's, as `v1 · 0123456789abcdef`."""
    objects: int
    """How many photos, files of minutes and templates were looked at."""

    @property
    def faults(self) -> int:
        """How many things are wrong."""
        found = (self.damage, self.drift, self.unproved, self.missing, self.damaged, self.foreign)
        return sum(map(len, found))

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
        self._texts = FrozenTexts(vault)

    def check(self, progress: Progress = NO_PROGRESS) -> CheckResult:
        """Check the store's file, its projections, and every photo against its hash."""
        with self._store.reading() as view:
            damage, drift, unproved = view.damage(), view.drift(), view.soundness.unproved()
            # By column: a row that holds nonsense must not stop the check that finds it.
            hashes = {*view.counts(Photo, "sha256"), *view.counts(Minutes, "docx_sha256")}
            hashes |= {*view.counts(Minutes, "scan_sha256")} - {""}
            hashes |= {*view.counts(PaperTemplate, "docx_sha256")}
            for state in (MinutesState.READ_BACK, MinutesState.SIGNED, MinutesState.VOID):
                hashes |= {*view.counts(Minutes, "content_sha256", state=state)}
            foreign = list(self._foreign(view))
        missing: list[str] = []
        damaged: list[str] = []
        for done, sha256 in enumerate(sorted(hashes), 1):
            progress.step(done, len(hashes))
            if not self._is_here(sha256):
                missing.append(sha256)
            elif not self._vault.verify(sha256):
                damaged.append(sha256)
        elsewhere = self._elsewhere(missing)
        missing = [one for one in missing if one not in elsewhere]
        return CheckResult(
            damage=damage,
            drift=drift,
            unproved=unproved,
            missing=missing,
            damaged=damaged,
            elsewhere=elsewhere,
            foreign=foreign,
            objects=len(hashes),
        )

    def _elsewhere(self, missing: list[str]) -> list[str]:
        """Return which of them belong to earlier visits alone, of which only some photos came."""
        with self._store.reading() as view:
            told = view.visits.of_headquarters() if missing else frozenset()
            return [
                one
                for one in missing
                if told
                and view.counts(Photo, "sha256", sha256=one)
                and view.counts(Photo, "inspection_id", sha256=one).keys() <= told
            ]

    def _foreign(self, view: View) -> Iterator[str]:
        for minutes_id in view.counts(Minutes, "id"):
            # A row that holds nonsense is found by its drift.
            with suppress(StoreDamaged):
                one = view.get(Minutes, minutes_id)
                if self._texts.condition(one) is Condition.FOREIGN:
                    yield one.code

    def _is_here(self, sha256: str) -> bool:
        try:
            return self._vault.has(sha256)
        except InvalidValue:  # the row was damaged and names nothing
            return False
