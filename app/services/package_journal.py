"""The exchange journal (nhật ký trao đổi): every package out or in, and those that are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from app.packages.naming import is_disputed, number_of, package_folder
from app.services.office import HEADQUARTERS
from app.store.package_notes import PackageNote
from app.store.unit_of_work import Store
from app.words import translate, translate_count

_MOST_RUNS: Final = 20


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

    @property
    def photos_text(self) -> str:
        """How many photos came of how many it carried, e.g. `3/4`; empty where it carried none."""
        # Of one that came in, what did not arrive was never counted among its photos.
        carried = self.photos if self.is_out else self.photos + self.photos_missing
        came = max(0, carried - self.photos_missing)
        return f"{came}/{carried}" if carried else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPackages:
    """Packages of a laptop that never came here, though a later one of it did."""

    signer: str
    runs: tuple[tuple[int, int], ...]
    """The first and the last number of each gap, ascending: a gap may be long."""

    @property
    def text(self) -> str:
        """The numbers as people read them, e.g. `01–04, 07`."""
        told = ", ".join(
            f"{first:02}" if first == last else f"{first:02}–{last:02}"
            for first, last in self.runs[:_MOST_RUNS]
        )
        return f"{told} …" if len(self.runs) > _MOST_RUNS else told


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageJournal:
    """Everything that was exchanged, the latest first."""

    entries: tuple[JournalEntry, ...]
    missing: tuple[MissingPackages, ...]
    copied: tuple[str, ...] = ()
    """The laptops of which there are two copies, by who signs their packages."""
    disputed: tuple[tuple[str, str], ...] = ()
    """The senders of two packages of one number, the one that came first first."""
    of_newer_programs: int = 0
    """How many entries only a newer version of the program shows."""

    @property
    def warnings(self) -> list[str]:
        """What somebody should do something about, a line for each."""
        lines = [
            translate(
                "Missing packages of {signer}: {numbers}", signer=one.signer, numbers=one.text
            )
            for one in self.missing
        ]
        lines += [
            translate(
                "There are two copies of the laptop {name}: its folder was copied and both went "
                "on. Nothing is lost, both are kept. Use only one from now on, and enrol the "
                "other anew.",
                name=name,
            )
            for name in self.copied
        ]
        lines += [
            translate(
                "{first} and {second} have sent packages under one number. Both were taken in. No "
                "number comes twice by itself: ask who wrote them.",
                first=first,
                second=second,
            )
            for first, second in self.disputed
        ]
        if self.of_newer_programs:
            lines.append(
                translate_count(
                    "{count} entry is shown only by a newer version of the program; it is kept "
                    "and passed on.",
                    "{count} entries are shown only by a newer version of the program; they are "
                    "kept and passed on.",
                    self.of_newer_programs,
                )
            )
        return lines


class PackageJournalService:
    """Reads the journal from the notes that imports and exports leave."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self) -> PackageJournal:
        """Return every package out or in, and the gaps in what laptops sent."""
        with self._store.reading() as view:
            notes = [*view.packages.packages("out"), *view.packages.packages("in")]
            copied = view.soundness.copied_origins()
            newer = view.soundness.of_newer_programs()
        notes.sort(key=lambda note: (-note.utc_ms, note.package_id))
        return PackageJournal(
            entries=tuple(_entry(note) for note in notes),
            missing=tuple(self._missing(notes)),
            copied=tuple(self._laptop(notes, origin) for origin in copied),
            disputed=tuple(sorted(_disputed(notes))),
            of_newer_programs=newer,
        )

    def _laptop(self, notes: list[PackageNote], origin: str) -> str:
        """Return who signs for a store; its own name for this one, its mark for an unknown one."""
        if origin == self._store.writer.origin_id:
            return self._store.info.name
        return next((note.signer for note in notes if note.origin == origin), origin)

    def _missing(self, notes: list[PackageNote]) -> Iterator[MissingPackages]:
        """Yield, for each sender, the numbers below its highest one that did not come."""
        came: dict[str, dict[int, str]] = {}
        for note in notes:
            if note.direction == "in" and note.number:
                came.setdefault(note.origin, {})[note.number] = note.signer
        for _origin, numbers in sorted(came.items()):
            # Headquarters gets every package; to a laptop the earlier ones may never have gone.
            before = 0 if self._store.info.role == HEADQUARTERS else min(numbers) - 1
            runs = tuple(_gaps(numbers, before))
            if runs:
                yield MissingPackages(signer=numbers[max(numbers)], runs=runs)


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


def _disputed(notes: list[PackageNote]) -> set[tuple[str, str]]:
    """Return the senders of two packages of one number."""
    signers = {note.package_id: note.signer for note in notes}
    return {
        (signers.get(number_of(name), ""), signer)
        for name, signer in signers.items()
        if is_disputed(name)
    }


def _gaps(numbers: Iterable[int], before: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last number of each gap after a number."""
    for number in sorted(numbers):
        if number > before + 1:
            yield before + 1, number - 1
        before = number
