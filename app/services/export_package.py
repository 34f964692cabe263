"""Writing a package: one moment of the store, sealed, signed and proved on the stick."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app import VERSION
from app.clock import Clock
from app.domain.answer import Answer
from app.domain.calendar import SpecialDay
from app.domain.checklist import Checklist
from app.domain.inspection import Inspection, InspectionState
from app.domain.minutes import Minutes
from app.domain.paper import PaperTemplate
from app.domain.photo import Photo
from app.domain.phrase import Phrase
from app.domain.plan import Plan
from app.domain.unit import Unit
from app.ids import ChecklistId, IdSource, InspectionId
from app.packages.manifest import PackageKind, utc_text
from app.packages.note import SigningKey
from app.packages.packing import LeftOut, PackageContent, Sender, sweep_outgoing
from app.packages.receipt import Receipt, ReceiptRejection, ReceiptResult
from app.packages.writer import WrittenPackage, write_package
from app.photos.vault import Vault
from app.progress import NO_PROGRESS, Progress
from app.services.enrolment import HEADQUARTERS, EnrolmentService, NotHeadquarters
from app.services.letter import Audience, Letter, addressees, audiences, team_members
from app.services.remediation import fault_photos, visits_before
from app.store.package_notes import PackageNote
from app.store.unit_of_work import Store, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A package that lies proved on a stick."""

    package_id: str
    place: Path
    inspections: int
    revisions: int
    photos: int
    """Photos, minutes and templates carried."""
    left_out: tuple[LeftOut, ...]
    """What could not be packed, and why; the package was made without it."""
    size: int
    was_read_from_medium: bool
    """False where the system may have answered from its memory when reading back."""


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
        sweep_outgoing(store.folder / "outgoing")

    def write(
        self,
        medium: Path,
        inspection_ids: Sequence[InspectionId] = (),
        progress: Progress = NO_PROGRESS,
        *,
        as_zip: bool = False,
    ) -> Exported:
        """Write the named visits, or all but samples, as one package onto a stick.

        Raises:
            AppError: as for `send`.
        """
        letter = Letter(visits=tuple(inspection_ids))
        return self.send(medium, letter, progress, as_zip=as_zip)

    def send(
        self,
        medium: Path,
        letter: Letter,
        progress: Progress = NO_PROGRESS,
        *,
        as_zip: bool = False,
    ) -> Exported:
        """Write a package of any kind onto a stick.

        Raises:
            NotFound: if a visit is unknown.
            NotHeadquarters: if a laptop would send what only headquarters may.
            NotEnrolled, NobodyToSealFor, NoTeammate, NotATeammate: if nobody could open it.
            MediumGone, MediumFull, MediumReadOnly, MediumFaulty, MediumFailed: naming the stick;
                the package stays in `outgoing` for another try.
        """
        sender = self._sender()
        keyring_note = self._enrolment.keyring_note()
        office = self._is_headquarters
        if letter.kind in {PackageKind.ASSIGN, PackageKind.RECEIPT} and not office:
            raise NotHeadquarters
        to = addressees(letter, sender, headquarters=office)
        last, number = self._last_package()
        if not letter.is_counted(headquarters=office):
            last, number = None, 0
        with self._store.reading() as view:
            visits = self._visits(view, letter)
            earlier = self._earlier(view, letter, visits)
            carried = {str(visit.id): view.history.count(visit.id) for visit in (*visits, *earlier)}
            content = PackageContent(
                package_id=self._ids.new(),
                kind=letter.of(headquarters=office),
                origin_id=self._store.writer.origin_id,
                origin_seq=self._store.writer.seq,
                made_at=self._clock.now(),
                revisions=view.history.revisions(
                    self._aggregates(view, letter, (*visits, *earlier))
                ),
                blobs=self._blobs(view, letter, visits, earlier),
                to=to,
                receipts=self._receipts(view, letter, sender.keys.signing),
                keyring_note=keyring_note,
                prev_package=last,
                number=number,
                app=VERSION,
            )
            written = write_package(
                content,
                sender,
                outgoing=self._store.folder / "outgoing",
                medium=medium,
                as_zip=as_zip,
                progress=progress,
            )
        self._note(written, carried, ", ".join(_readers(sender, to)))
        return _exported(written, len(visits))

    def readers(self, letter: Letter | None = None) -> tuple[str, ...]:
        """Return who will be able to open a package, besides this computer.

        Raises:
            NotEnrolled: if this computer is in no circle yet.
        """
        sender = self._sender()
        to = addressees(letter or Letter(), sender, headquarters=self._is_headquarters)
        return _readers(sender, to)

    def audiences(self) -> tuple[Audience, ...]:
        """Return for whom packages may be written from here.

        Raises:
            NotEnrolled: if this computer is in no circle yet.
        """
        return audiences(self._sender(), headquarters=self._is_headquarters)

    def of_teams(self, teams: Sequence[str]) -> tuple[str, ...]:
        """Return the laptops of teams by name.

        Raises:
            TeamUnknown: if a team has none.
        """
        return team_members(self._enrolment.keyring(), teams)

    def _sender(self) -> Sender:
        return Sender(keys=self._enrolment.keys(), keyring=self._enrolment.keyring())

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

    def _visits(self, view: View, letter: Letter) -> list[Inspection]:
        if letter.kind is PackageKind.RECEIPT:
            return []
        if letter.visits:
            return [view.get(Inspection, one) for one in letter.visits]
        found = view.all(Inspection, is_sample=False)
        if letter.kind is PackageKind.ASSIGN:
            return [one for one in found if one.state is InspectionState.PLANNED]
        # What headquarters brought, and nobody has touched, it need not be told.
        brought = frozenset[str]() if self._is_headquarters else view.visits.of_headquarters()
        return [one for one in found if one.id not in brought]

    def _earlier(
        self, view: View, letter: Letter, visits: Sequence[Inspection]
    ) -> list[Inspection]:
        """Return the earlier visits to the units of an assignment: teams verify what they asked."""
        if letter.of(headquarters=self._is_headquarters) is not PackageKind.ASSIGN:
            return []
        today, named = self._clock.today(), {one.id for one in visits}
        found = {one.id: one for visit in visits for one in visits_before(view, visit, today)}
        return [one for one in found.values() if one.id not in named]

    def _aggregates(self, view: View, letter: Letter, visits: Iterable[Inspection]) -> list[str]:
        """Return what travels: visits, and what they stand on.

        A laptop sends the plan and checklists along; headquarters takes them only
        where it does not know them (`ImportService`).
        """
        if letter.kind is PackageKind.RECEIPT:
            return []
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
        self,
        view: View,
        letter: Letter,
        visits: Iterable[Inspection],
        earlier: Iterable[Inspection],
    ) -> Iterator[tuple[str, Path]]:
        """Yield the photos and files that travel; of earlier visits what shows the faults."""
        seen: set[str] = set()
        if self._is_headquarters and letter.kind is not PackageKind.RECEIPT:
            seen = {one.docx_sha256 for one in view.all(PaperTemplate)}
            yield from ((sha256, self._vault.path(sha256)) for sha256 in sorted(seen))
        for visit in visits:
            photos = [photo.sha256 for photo in view.all(Photo, inspection_id=visit.id)]
            minutes = view.all(Minutes, inspection_id=visit.id)
            frozen = [sha256 for one in minutes for sha256 in one.files]
            yield from self._unseen(seen, (*photos, *frozen))
        for visit in earlier:
            shown = [photo.sha256 for photo in fault_photos(view, visit)]
            yield from self._unseen(seen, shown)

    def _unseen(self, seen: set[str], hashes: Iterable[str]) -> Iterator[tuple[str, Path]]:
        for sha256 in hashes:
            if sha256 not in seen:
                seen.add(sha256)
                yield sha256, self._vault.path(sha256)

    def _receipts(self, view: View, letter: Letter, key: SigningKey) -> list[bytes]:
        """Return headquarters' word on every package it took in, or of its readers' ones (§8)."""
        if not self._is_headquarters:
            return []
        return [
            _receipt(view, note).sign(key)
            for note in view.packages.packages("in")
            if not letter.to or note.signer in letter.to
        ]

    def _last_package(self) -> tuple[str | None, int]:
        """Return the package that was sent last, and the number of the next one.

        A store that was restored from a backup is another origin, and counts from 1 again.
        """
        origin = self._store.writer.origin_id
        with self._store.reading() as view:
            # Those that not everybody got are no part of the sequence.
            sent = [one for one in view.packages.packages("out") if one.number or not one.kind]
        numbers = [one.number for one in sent if one.origin == origin]
        return (sent[0].package_id if sent else None), max(numbers, default=0) + 1

    def _note(self, written: WrittenPackage, carried: Mapping[str, int], recipients: str) -> None:
        manifest = written.package.manifest
        note = PackageNote(
            package_id=manifest.package,
            direction="out",
            manifest_sha256=written.package.manifest_sha256,
            signer=self._enrolment.keys().name,
            result="exported",
            utc_ms=int(self._clock.now().timestamp() * 1000),
            recipients=recipients,
            photos=len(written.package.blobs),
            kind=manifest.kind.value,
            origin=manifest.origin,
            prev_package=manifest.prev_package or "",
            number=manifest.number,
            new=len(written.package.revision_ids),
        )
        self._store.raise_highwater()
        with self._store.writing() as work:
            work.packages.note_package(
                note, (*written.package.revision_ids, *written.package.blobs)
            )
            work.packages.note_visits(manifest.package, carried)
            work.commit()


def _readers(sender: Sender, to: Sequence[str]) -> tuple[str, ...]:
    names = {member.name for member in sender.recipients(to)} - {sender.keys.name}
    return tuple(sorted(names))


def _exported(written: WrittenPackage, visits: int) -> Exported:
    built = written.package
    return Exported(
        package_id=built.manifest.package,
        place=written.place,
        inspections=visits,
        revisions=len(built.revision_ids),
        photos=len(built.blobs),
        left_out=(*built.revisions_left_out, *built.blobs_left_out),
        size=built.size,
        was_read_from_medium=written.was_read_from_medium,
    )


def _receipt(view: View, note: PackageNote) -> Receipt:
    rejected = view.packages.quarantined(note.package_id)
    missing = view.packages.missing_blobs(note.package_id)
    return Receipt(
        package=note.package_id,
        manifest_sha256=note.manifest_sha256,
        result=ReceiptResult.PARTLY if note.set_aside or missing else ReceiptResult.APPLIED,
        utc=utc_text(datetime.fromtimestamp(note.utc_ms / 1000, UTC)),
        rejected=tuple(ReceiptRejection(rev=rev_id, reason=why) for rev_id, why in rejected),
        blobs_missing=tuple(missing),
        counts={"revisions": note.new + note.known, "blobs": note.photos},
    )
