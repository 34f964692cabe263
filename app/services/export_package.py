"""Writing a package: one moment of the store, sealed, signed and proved on the stick."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app import VERSION
from app.clock import Clock
from app.domain.inspection import Inspection
from app.errors import Cancelled
from app.files import written_whole
from app.ids import IdSource, InspectionId
from app.packages.begun_copy import BegunCopy
from app.packages.built import REQUEST, BuiltPackage, LeftOut, note_delivered
from app.packages.limits import LIMITS, spread_limits
from app.packages.manifest import PackageKind
from app.packages.medium import free_bytes, probe
from app.packages.packing import PackageContent, Sender, build_package
from app.packages.sealing import recipient_id
from app.packages.writer import MOST_ZIP, WrittenPackage, copy_package, refuse_long_zip
from app.photos.vault import Vault
from app.progress import NO_PROGRESS, Progress
from app.services.baggage import Baggage, BaggageReader
from app.services.enrolment import EnrolmentService
from app.services.letter import Audience, Letter, addressees, audiences, team_members
from app.services.office import HEADQUARTERS, NotHeadquarters
from app.services.outgoing import Kept, Outgoing
from app.services.receipt_notes import heard_of, receipt_notes
from app.services.told_receipts import receipts_told
from app.store.package_notes import PackageNote
from app.store.unit_of_work import Store, View

_OF_HEADQUARTERS: Final = frozenset(
    {PackageKind.ASSIGN, PackageKind.CORRECTION, PackageKind.RECEIPT}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A package that lies proved on a stick."""

    package_id: str
    place: Path
    inspections: int
    revisions: int
    photos: int
    """Photos, minutes and templates on this stick."""
    volumes: int
    """How many volumes of them are on this stick."""
    volumes_waiting: int
    """How many are still to be written, to another stick."""
    held_back: int
    """Photos that were not carried because nobody asked for them."""
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
        self._enrolment = enrolment
        self._clock = clock
        self._ids = ids
        self._outgoing = Outgoing(store, clock)
        self._baggage = BaggageReader(vault, clock, is_headquarters=store.info.role == HEADQUARTERS)

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

        Raises:
            AppError: as for `send`.
        """
        letter = Letter(visits=tuple(inspection_ids), with_photos=with_photos)
        return self.send(medium, letter, progress, as_zip=as_zip)

    def send(
        self,
        medium: Path,
        letter: Letter,
        progress: Progress = NO_PROGRESS,
        *,
        as_zip: bool = False,
        spread: bool = False,
    ) -> Exported:
        """Write a package of any kind onto a stick.

        Args:
            medium: the stick, or a folder.
            letter: what it carries, and for whom.
            progress: hears every step.
            as_zip: as one zip file.
            spread: the records now, with as many photos as the stick has room for; the others
                follow on further sticks (`write_again`).

        Raises:
            NotFound: if a visit is unknown.
            NotHeadquarters: if a laptop would send what only headquarters may.
            NotEnrolled, NobodyToSealFor, NoTeammate, NotATeammate: if nobody could open it.
            PackageTooLarge: if it does not fit into one zip file.
            MediumGone, MediumFull, MediumReadOnly, MediumFaulty, MediumFailed: naming the stick;
                the package stays in `outgoing` for another try.
        """
        sender = self._sender()
        if letter.kind in _OF_HEADQUARTERS and not self._is_headquarters:
            raise NotHeadquarters
        with ExitStack() as copying:
            if self._is_headquarters:
                with self._store.reading() as view:
                    heard = heard_of(view, sender.keyring, letter.to)
                copying.enter_context(receipts_told(self._store, heard, self._outgoing.folder))
            with self._store.reading() as view:
                carried = self._baggage.of(view, letter)
                content = self._content(view, letter, carried, sender)
                # Too small a stick, or too long a zip, is told before anything is built.
                size = carried.size(view)
                least = self._least(view, letter) if spread else size
                if as_zip:
                    refuse_long_zip(least)
                probe(medium, least, LIMITS.medium_reserve)
                begun = None
                if not as_zip and not spread:
                    begun = copying.enter_context(BegunCopy(medium, content.package_id))
                built = build_package(
                    content,
                    sender,
                    outgoing=self._outgoing.folder,
                    progress=progress,
                    limits=spread_limits(size) if spread else LIMITS,
                    sealed=begun.take if begun is not None else None,
                )
                self._introduce(built)
            if spread:
                built = built.filling(self._room_for(medium, as_zip=as_zip))
            try:
                return self._copied(built, medium, as_zip=as_zip, progress=progress, begun=begun)
            except Cancelled:
                # Nobody asked for it to be kept; one whose retry is stopped was kept before.
                shutil.rmtree(built.folder, ignore_errors=True)
                raise

    def _content(
        self, view: View, letter: Letter, carried: Baggage, sender: Sender
    ) -> PackageContent:
        """Return what goes into a package, of this moment of the store."""
        office = self._is_headquarters
        last, number = self._last_package()
        if not letter.is_counted(headquarters=office):
            last, number = None, 0
        return PackageContent(
            package_id=self._ids.new(),
            kind=letter.of(headquarters=office),
            origin_id=self._store.writer.origin_id,
            # A copy of this store may have sent higher numbers here than were given out.
            origin_seq=max(
                self._store.writer.seq, view.history.last_seq(self._store.writer.origin_id)
            ),
            made_at=self._clock.now(),
            revisions=view.history.revisions(carried.aggregates),
            blobs=carried.blobs,
            held_back=carried.held_back,
            visits=carried.visits,
            along=carried.along,
            to=addressees(letter, sender, headquarters=office),
            receipts=(
                receipt_notes(
                    view, sender.keys.signing, to=heard_of(view, sender.keyring, letter.to)
                )
                if office
                else ()
            ),
            keyring_note=self._enrolment.keyring_note(),
            prev_package=last,
            number=number,
            app=VERSION,
        )

    def _introduce(self, built: BuiltPackage) -> None:
        """Put the request of a laptop that is no member yet beside its package.

        Headquarters then knows which key signed it, and can take it in once.
        """
        request = self._enrolment.request_note()
        if request is not None:
            with written_whole(built.folder / REQUEST) as stream:
                stream.write(request)

    def kept(self) -> list[Kept]:
        """Return the packages of which a stick lacks something, the oldest first."""
        return self._outgoing.kept()

    def write_again(
        self,
        package_id: str,
        medium: Path,
        progress: Progress = NO_PROGRESS,
        *,
        as_zip: bool = False,
        spread: bool = False,
    ) -> Exported:
        """Write a package that was made before onto a stick, just as it is.

        Of one whose records lie on a stick already, the photos that none has yet follow, as many
        as there is room for; the records go with them, for a reader needs them.

        Raises:
            NotFound: if no such package is kept here.
            BuiltDamaged: if it is not what was signed any more.
            MediumGone, MediumFull, MediumReadOnly, MediumFaulty, MediumFailed: naming the stick.
        """
        built = self._outgoing.find(package_id)
        is_begun = self.state_of(built.manifest.package) is not None
        if built.waiting and (is_begun or spread):
            filled = built.filling(self._room_for(medium, as_zip=as_zip))
            if is_begun and not filled.volumes:
                # Records alone would bring nothing that is not there.
                filled = replace(built, chosen=frozenset(built.waiting[:1]))
            built = filled
        return self._copied(built, medium, as_zip=as_zip, progress=progress)

    def _copied(
        self,
        built: BuiltPackage,
        medium: Path,
        *,
        as_zip: bool,
        progress: Progress,
        begun: BegunCopy | None = None,
    ) -> Exported:
        """Copy a package, note it as sent, and let go of what is not needed any more."""
        written = copy_package(built, medium, as_zip=as_zip, progress=progress, begun=begun)
        there = note_delivered(built)
        self._note(written)
        self._outgoing.clear()
        return _exported(replace(written, package=there))

    def _least(self, view: View, letter: Letter) -> int:
        """Return about how many bytes the records take by themselves."""
        return self._baggage.of(view, replace(letter, with_photos=False)).size(view)

    def size(self, letter: Letter) -> int:
        """Return about how many bytes a package takes on a stick."""
        with self._store.reading() as view:
            return self._baggage.of(view, letter).size(view)

    def room(self, medium: Path) -> int:
        """Return how many bytes a package may take there; some are left free (§6)."""
        return max(0, free_bytes(medium) - LIMITS.medium_reserve)

    def _room_for(self, medium: Path, *, as_zip: bool) -> int:
        room = self.room(medium)
        return min(room, MOST_ZIP) if as_zip else room

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

    def _last_package(self) -> tuple[str | None, int]:
        """Return the package that was sent last, and the number of the next one.

        One that has reached no stick yet has its number all the same. A store that was restored
        from a backup is another origin, and counts from 1 again.
        """
        origin = self._store.writer.origin_id
        with self._store.reading() as view:
            sent = view.packages.packages("out")
        numbers = [one.number for one in sent if one.origin == origin]
        highest = max(self._outgoing.highest_number(origin), *numbers, 0)
        return (sent[0].package_id if sent else None), highest + 1

    def _note(self, written: WrittenPackage) -> None:
        built = written.package
        manifest = built.manifest
        keys, keyring = self._enrolment.keys(), self._enrolment.keyring()
        readers = sorted(
            one.name
            for one in keyring.members
            if one.name != keys.name and recipient_id(one.recipient) in manifest.to
        )
        if self.state_of(manifest.package) is not None:
            # Written once more: what headquarters said of it stays.
            return
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
            work.packages.note_visits(manifest.package, visits, along=built.along)
            work.commit()


def _readers(sender: Sender, to: Sequence[str]) -> tuple[str, ...]:
    names = {member.name for member in sender.recipients(to)} - {sender.keys.name}
    return tuple(sorted(names))


def _exported(written: WrittenPackage) -> Exported:
    built = written.package
    return Exported(
        package_id=built.manifest.package,
        place=written.place,
        inspections=built.visits,
        revisions=len(built.revision_ids),
        photos=sum(built.volume_blobs.get(name, 0) for name in built.volumes),
        volumes=len(built.volumes),
        volumes_waiting=len(built.waiting),
        held_back=len(built.held_back),
        left_out=(*built.revisions_left_out, *built.blobs_left_out),
        size=built.size,
        was_read_from_medium=written.was_read_from_medium,
    )
