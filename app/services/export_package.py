"""Writing a package: one moment of the store, sealed, signed and proved on the stick."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from app import VERSION
from app.clock import Clock
from app.domain.answer import Answer
from app.domain.calendar import SpecialDay
from app.domain.checklist import Checklist
from app.domain.inspection import Inspection
from app.domain.minutes import Minutes
from app.domain.paper import PaperTemplate
from app.domain.photo import Photo
from app.domain.phrase import Phrase
from app.domain.plan import Plan
from app.domain.unit import Unit
from app.errors import AppError, Cancelled, NotFound
from app.ids import ChecklistId, IdSource, InspectionId
from app.packages.limits import LIMITS
from app.packages.manifest import PackageKind, utc_text
from app.packages.medium import free_bytes, probe
from app.packages.naming import package_folder
from app.packages.note import SigningKey
from app.packages.packing import (
    BuiltPackage,
    LeftOut,
    PackageContent,
    Sender,
    build_package,
    reopen_built,
)
from app.packages.receipt import Receipt, ReceiptRejection, ReceiptResult
from app.packages.sealing import recipient_id
from app.packages.trust import Keyring
from app.packages.writer import WrittenPackage, copy_package
from app.photos.vault import Vault
from app.progress import NO_PROGRESS, Progress
from app.services.enrolment import HEADQUARTERS, EnrolmentService
from app.store.package_notes import PackageNote
from app.store.unit_of_work import Store, View

_KEPT_FOR: Final = timedelta(days=90)
_PACKED_RECORD: Final = 250
"""About what a record takes, packed and sealed; most of it is hashes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A package that lies proved on a stick."""

    package_id: str
    place: Path
    inspections: int
    revisions: int
    photos: int
    """Photos, minutes and templates carried."""
    held_back: int
    """Photos that were not carried because nobody asked for them."""
    left_out: tuple[LeftOut, ...]
    """What could not be packed, and why; the package was made without it."""
    size: int
    was_read_from_medium: bool
    """False where the system may have answered from its memory when reading back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A package that was made and has reached no stick."""

    package_id: str
    name: str
    """Its folder."""
    made_at: datetime
    units: tuple[str, ...]
    size: int


class ExportService:
    """Writes assignments at headquarters and reports on a laptop; always whole aggregates."""

    def __init__(
        self,
        store: Store,
        vault: Vault,
        enrolment: EnrolmentService,
        *,
        clock: Clock,
        ids: IdSource,
    ) -> None:
        self._store = store
        self._vault = vault
        self._enrolment = enrolment
        self._clock = clock
        self._ids = ids
        self._outgoing = store.folder / "outgoing"

    def write(
        self,
        medium: Path,
        inspection_ids: Sequence[InspectionId] = (),
        progress: Progress = NO_PROGRESS,
        *,
        as_zip: bool = False,
        with_photos: bool = True,
    ) -> Exported:
        """Write the named visits, or all but samples, as one package onto a stick.

        Args:
            medium: the stick, or a folder.
            inspection_ids: the visits.
            progress: hears every step.
            as_zip: whether it becomes one zip file.
            with_photos: without them it fits into an e-mail; headquarters knows which are
                missing, and the next package with photos brings them.

        Raises:
            NotFound: if a visit is unknown.
            NotEnrolled, NobodyToSealFor: if nobody could open it.
            MediumGone, MediumFull, MediumReadOnly, MediumFaulty, MediumFailed: naming the stick;
                the package stays in `outgoing` for another try.
        """
        sender = Sender(keys=self._enrolment.keys(), keyring=self._enrolment.keyring())
        keyring_note = self._enrolment.keyring_note()
        last, number = self._last_package()
        with self._store.reading() as view:
            visits = _visits(view, inspection_ids)
            to = self._addressees(sender.keyring)
            content = PackageContent(
                package_id=self._ids.new(),
                kind=PackageKind.ASSIGN if self._is_headquarters else PackageKind.TEAM,
                origin_id=self._store.writer.origin_id,
                origin_seq=self._store.writer.seq,
                made_at=self._clock.now(),
                revisions=view.history.revisions(self._aggregates(view, visits)),
                blobs=self._blobs(view, visits, with_photos=with_photos),
                held_back=() if with_photos else _photos_of(view, visits),
                to=to,
                receipts=self._receipts(view, sender.keys.signing),
                keyring_note=keyring_note,
                prev_package=last,
                number=number,
                app=VERSION,
            )
            # Too small a stick is told before anything is built.
            need = self._size(view, visits, with_photos=with_photos)
            probe(medium, need, LIMITS.medium_reserve)
            built = build_package(content, sender, outgoing=self._outgoing, progress=progress)
        return self._copied(built, medium, as_zip=as_zip, progress=progress)

    def kept(self) -> list[Kept]:
        """Return the packages that were made and have reached no stick, the oldest first."""
        found = []
        with self._store.reading() as view:
            for built in self._built():
                if view.packages.package(built.manifest.package) is None:
                    visits = [view.find(Inspection, one) for one in built.aggregates]
                    names = tuple(one.unit_name for one in visits if one is not None)
                    found.append(
                        Kept(
                            package_id=built.manifest.package,
                            name=package_folder(built.manifest.package),
                            made_at=built.manifest.made_at,
                            units=names,
                            size=built.size,
                        )
                    )
        return sorted(found, key=lambda one: one.made_at)

    def write_again(
        self,
        package_id: str,
        medium: Path,
        progress: Progress = NO_PROGRESS,
        *,
        as_zip: bool = False,
    ) -> Exported:
        """Write a package that was made before onto a stick, just as it is.

        Raises:
            NotFound: if no such package is kept here.
            PackageDamaged: if it is not what was signed any more.
            MediumGone, MediumFull, MediumReadOnly, MediumFaulty, MediumFailed: naming the stick.
        """
        found = [one for one in self._built() if _is_named(one, package_id)]
        if not found:
            raise NotFound(kind="package", id=package_id)
        return self._copied(found[0], medium, as_zip=as_zip, progress=progress)

    def _copied(
        self, built: BuiltPackage, medium: Path, *, as_zip: bool, progress: Progress
    ) -> Exported:
        """Copy a package, note it as sent, and let go of what is not needed any more."""
        try:
            written = copy_package(built, medium, as_zip=as_zip, progress=progress)
        except Cancelled:
            shutil.rmtree(built.folder, ignore_errors=True)
            raise
        visits = self._note(written)
        self._clear()
        return _exported(written, visits)

    def _built(self) -> Iterator[BuiltPackage]:
        for folder in sorted(self._outgoing.glob("*/")):
            try:
                yield reopen_built(folder)
            except AppError:
                continue  # one of an earlier version, or damaged: nothing to send

    def _clear(self) -> None:
        """Remove what was built for packages that have lain on a stick for long (§13)."""
        before = self._clock.now() - _KEPT_FOR
        with self._store.reading() as view:
            sent = {one.package_id: one.utc_ms for one in view.packages.packages("out")}
        for built in list(self._built()):
            noted = sent.get(built.manifest.package)
            if noted is not None and datetime.fromtimestamp(noted / 1000, UTC) < before:
                shutil.rmtree(built.folder, ignore_errors=True)

    def size(self, inspection_ids: Sequence[InspectionId], *, with_photos: bool = True) -> int:
        """Return about how many bytes a package of these visits takes on a stick."""
        with self._store.reading() as view:
            return self._size(view, _visits(view, inspection_ids), with_photos=with_photos)

    def room(self, medium: Path) -> int:
        """Return how many bytes a package may take there; some are left free (§6)."""
        return max(0, free_bytes(medium) - LIMITS.medium_reserve)

    def _size(self, view: View, visits: Sequence[Inspection], *, with_photos: bool) -> int:
        records = sum(view.history.count(one) for one in self._aggregates(view, visits))
        found = [path for _sha256, path in self._blobs(view, visits, with_photos=with_photos)]
        # One that is missing is left out and named when the package is built.
        return records * _PACKED_RECORD + sum(p.stat().st_size for p in found if p.exists())

    def readers(self) -> tuple[str, ...]:
        """Return who will be able to open the next package, besides this computer.

        Raises:
            NotEnrolled: if this computer is in no circle yet.
        """
        sender = Sender(keys=self._enrolment.keys(), keyring=self._enrolment.keyring())
        return _readers(sender, self._addressees(sender.keyring))

    def state_of(self, package_id: str) -> str | None:
        """Return what is known of a package that was sent, or None.

        `exported` until headquarters' receipt came back, then `receipted:` and its result.
        """
        with self._store.reading() as view:
            sent = view.packages.package(package_id)
        return sent.result if sent is not None else None

    @property
    def _is_headquarters(self) -> bool:
        return self._store.info.role == HEADQUARTERS

    def _addressees(self, keyring: Keyring) -> tuple[str, ...]:
        """Headquarters speaks to every laptop; a laptop to headquarters and its own team."""
        if not self._is_headquarters:
            return ()
        return tuple(member.name for member in keyring.members if member.is_active)

    def _aggregates(self, view: View, visits: Iterable[Inspection]) -> list[str]:
        """Return what travels: visits, and what they stand on.

        A laptop sends the plan and checklists along; headquarters takes them only
        where it does not know them (`ImportService`).
        """
        plans = {visit.plan_id for visit in visits}
        checklists = {one for visit in visits for one in visit.checklist_ids}
        # Also those that answers were given to before their visit moved to a newer version.
        for visit in visits:
            given = view.counts(Answer, "checklist_id", inspection_id=visit.id)
            checklists |= {ChecklistId(one) for one in given}
        found = [*sorted(plans), *sorted(checklists), *(visit.id for visit in visits)]
        if self._is_headquarters:
            found += sorted(unit.id for unit in view.all(Unit))
            found += sorted({plan.id for plan in view.all(Plan)} - plans)
            found += sorted({one.id for one in view.all(Checklist)} - checklists)
            # With those in the bin, so that what headquarters took away goes everywhere.
            for kind in (Phrase, SpecialDay, PaperTemplate):
                found += sorted(view.history.aggregates(kind.KIND))
        return found

    def _blobs(
        self, view: View, visits: Iterable[Inspection], *, with_photos: bool
    ) -> Iterator[tuple[str, Path]]:
        seen: set[str] = set()
        if self._is_headquarters:
            seen = {one.docx_sha256 for one in view.all(PaperTemplate)}
            yield from ((sha256, self._vault.path(sha256)) for sha256 in sorted(seen))
        for visit in visits:
            photos = _photos_of(view, [visit]) if with_photos else ()
            minutes = view.all(Minutes, inspection_id=visit.id)
            frozen = [sha256 for one in minutes for sha256 in one.files]
            for sha256 in (*photos, *frozen):
                if sha256 not in seen:
                    seen.add(sha256)
                    yield sha256, self._vault.path(sha256)

    def _receipts(self, view: View, key: SigningKey) -> list[bytes]:
        """Return headquarters' word on every package it took in (§8)."""
        if not self._is_headquarters:
            return []
        return [_receipt(view, note).sign(key) for note in view.packages.packages("in")]

    def _last_package(self) -> tuple[str | None, int]:
        """Return the package that was sent last, and the number of the next one.

        A store that was restored from a backup is another origin, and counts from 1 again.
        """
        origin = self._store.writer.origin_id
        with self._store.reading() as view:
            sent = view.packages.packages("out")
        numbers = [one.number for one in sent if one.origin == origin]
        return (sent[0].package_id if sent else None), max(numbers, default=0) + 1

    def _note(self, written: WrittenPackage) -> int:
        """Note a package as sent; return how many visits it carried."""
        built = written.package
        manifest = built.manifest
        keys, keyring = self._enrolment.keys(), self._enrolment.keyring()
        readers = sorted(
            one.name
            for one in keyring.members
            if one.name != keys.name and recipient_id(one.recipient) in manifest.to
        )
        note = PackageNote(
            package_id=manifest.package,
            direction="out",
            manifest_sha256=built.manifest_sha256,
            signer=keys.name,
            result="exported",
            utc_ms=int(self._clock.now().timestamp() * 1000),
            recipients=", ".join(readers),
            photos=len(built.blobs),
            kind=manifest.kind.value,
            origin=manifest.origin,
            prev_package=manifest.prev_package or "",
            number=manifest.number,
            new=len(built.revision_ids),
        )
        self._store.raise_highwater()
        with self._store.writing() as work:
            visits = {
                one: count
                for one, count in built.aggregates.items()
                if work.find(Inspection, one) or work.find_removed(Inspection, one)
            }
            work.packages.note_package(note, (*built.revision_ids, *built.blobs))
            work.packages.note_visits(manifest.package, visits)
            work.commit()
        return len(visits)


def _readers(sender: Sender, to: Sequence[str]) -> tuple[str, ...]:
    names = {member.name for member in sender.recipients(to)} - {sender.keys.name}
    return tuple(sorted(names))


def _visits(view: View, inspection_ids: Sequence[InspectionId]) -> list[Inspection]:
    if inspection_ids:
        return [view.get(Inspection, one) for one in inspection_ids]
    return view.all(Inspection, is_sample=False)


def _photos_of(view: View, visits: Iterable[Inspection]) -> tuple[str, ...]:
    found = [one.sha256 for visit in visits for one in view.all(Photo, inspection_id=visit.id)]
    return tuple(dict.fromkeys(found))


def _exported(written: WrittenPackage, visits: int) -> Exported:
    built = written.package
    return Exported(
        package_id=built.manifest.package,
        place=written.place,
        inspections=visits,
        revisions=len(built.revision_ids),
        photos=len(built.blobs),
        held_back=len(built.held_back),
        left_out=(*built.revisions_left_out, *built.blobs_left_out),
        size=built.size,
        was_read_from_medium=written.was_read_from_medium,
    )


def _is_named(built: BuiltPackage, name: str) -> bool:
    identity = built.manifest.package
    return name in {identity, package_folder(identity)}


def _receipt(view: View, note: PackageNote) -> Receipt:
    rejected = view.packages.quarantined(note.package_id)
    missing = view.packages.missing_blobs(note.package_id)
    return Receipt(
        package=note.package_id,
        manifest_sha256=note.manifest_sha256,
        result=ReceiptResult.PARTLY if rejected or missing else ReceiptResult.APPLIED,
        utc=utc_text(datetime.fromtimestamp(note.utc_ms / 1000, UTC)),
        rejected=tuple(ReceiptRejection(rev=rev_id, reason=why) for rev_id, why in rejected),
        blobs_missing=tuple(missing),
        counts={},
    )
