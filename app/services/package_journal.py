"""The exchange journal (nhật ký trao đổi): every package out or in, and those that are missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from app.packages.naming import package_folder
from app.store.package_notes import PackageNote
from app.store.unit_of_work import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One package that was written here or taken in."""

    package_id: str
    name: str
    """Its folder on the stick."""
    is_out: bool
    kind: str
    """`team`, `assign`, `receipt` or `keyring`; empty for one of an earlier version."""
    number: int
    """Which of its laptop's packages it is; 0 where it does not say."""
    signer: str
    recipients: str
    at: datetime
    """When it was written or taken in."""
    new: int
    """Entries that were new here; of one that was written, those it carried."""
    known: int
    different: int
    set_aside: int
    photos: int
    photos_missing: int
    result: str
    """Of one that was written: what is known of its arrival; else how whole it came."""
    manifest_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPackages:
    """Packages of a laptop that never came here, though a later one of it did."""

    signer: str
    numbers: tuple[int, ...]
    """Ascending."""

    @property
    def text(self) -> str:
        """The numbers as people read them, e.g. `01–04, 07`."""
        runs: list[list[int]] = []
        for number in self.numbers:
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return ", ".join(
            f"{run[0]:02}" if len(run) == 1 else f"{run[0]:02}–{run[-1]:02}" for run in runs
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageJournal:
    """Everything that was exchanged, the latest first."""

    entries: tuple[JournalEntry, ...]
    missing: tuple[MissingPackages, ...]


class PackageJournalService:
    """Reads the journal from the notes that imports and exports leave."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self) -> PackageJournal:
        """Return every package out or in, and the gaps in what laptops sent."""
        with self._store.reading() as view:
            notes = [*view.packages.packages("out"), *view.packages.packages("in")]
        notes.sort(key=lambda note: (-note.utc_ms, note.package_id))
        return PackageJournal(
            entries=tuple(_entry(note) for note in notes), missing=tuple(_missing(notes))
        )


def _entry(note: PackageNote) -> JournalEntry:
    return JournalEntry(
        package_id=note.package_id,
        name=package_folder(note.package_id),
        is_out=note.direction == "out",
        kind=note.kind,
        number=note.number,
        signer=note.signer,
        recipients=note.recipients,
        at=datetime.fromtimestamp(note.utc_ms / 1000, UTC),
        new=note.new,
        known=note.known,
        different=note.different,
        set_aside=note.set_aside,
        photos=note.photos,
        photos_missing=note.photos_missing,
        result=note.result,
        manifest_sha256=note.manifest_sha256,
    )


def _missing(notes: list[PackageNote]) -> list[MissingPackages]:
    """Return, for each laptop, the numbers below its highest one that did not come."""
    came: dict[str, dict[int, str]] = {}
    for note in notes:
        if note.direction == "in" and note.number:
            came.setdefault(note.origin, {})[note.number] = note.signer
    gaps = (
        MissingPackages(
            signer=numbers[max(numbers)],
            numbers=tuple(one for one in range(1, max(numbers)) if one not in numbers),
        )
        for _origin, numbers in sorted(came.items())
    )
    return [one for one in gaps if one.numbers]
