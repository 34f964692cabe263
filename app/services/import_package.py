"""Taking packages in: looked at first, then applied in one piece, any number of times."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.domain.minutes import Minutes
from app.domain.photo import Photo
from app.errors import AppError, Cancelled, FileUnwritable
from app.files import os_reason
from app.packages.arrival import signed_manifest, verified_signer
from app.packages.errors import PackageFromRevoked, PackageFromStranger, PackageRefused
from app.packages.finding import find_packages
from app.packages.holding import hold
from app.packages.limits import LIMITS
from app.packages.naming import package_folder
from app.packages.reader import (
    OpenedPackage,
    Receiver,
    RejectedRevision,
    open_package,
)
from app.packages.receipt import ReceiptResult
from app.packages.records import write_revision
from app.packages.trust import Member
from app.photos.renditions import Renditions
from app.photos.vault import Vault
from app.progress import NO_PROGRESS, Progress
from app.services.arrival_notes import Brought, check_counts, note_arrival, note_visits
from app.services.enrolment import EnrolmentService
from app.services.frozen_texts import Condition, FrozenTexts
from app.services.identity import HEADQUARTERS
from app.services.import_summary import ImportSummary, remember
from app.services.package_news import News, NewsReader
from app.services.takeover import take_over
from app.store.unit_of_work import Store
from app.words import mark, translate


class NoPackageThere(AppError):
    """A stick or folder without any package."""

    code = "no_package_there"
    message = mark(
        "“{path}” holds no package. Nothing was changed. Choose another stick or folder."
    )


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
    adopted: int = 0
    """Plans and checklists that were taken over, because nothing was known of them here."""
    photos: int = 0
    """Photos and minutes that arrived with it."""
    photos_missing: int = 0
    """Photos it names that are not on this computer."""
    minutes_unproved: tuple[str, ...] = ()
    """Codes of minutes it brought whose text does not hash to their code, or is another's."""
    receipts: int = 0
    """Receipts of headquarters for packages of this computer that say something new."""
    error: AppError | None = field(default=None)
    """Why it was rejected; or what failed after everything it brought was safe."""


class ImportService:
    """The inbox: opening a package proves every byte before anything is written."""

    def __init__(
        self,
        store: Store,
        vault: Vault,
        renditions: Renditions,
        enrolment: EnrolmentService,
        *,
        clock: Clock,
    ) -> None:
        self._store = store
        self._vault = vault
        self._texts = FrozenTexts(vault)
        self._renditions = renditions
        self._enrolment = enrolment
        self._news = NewsReader(store, enrolment)
        self._clock = clock
        self._incoming = store.folder / "incoming"
        self.shelf: Final = store.folder / "quarantine"
        """Where packages wait whose sender headquarters does not vouch for."""

    def find(self, paths: Sequence[Path]) -> list[Path]:
        """Return the packages at these places: folders, zips, whole sticks.

        Raises:
            NoPackageThere: if a place holds none.
        """
        found: dict[Path, None] = {}
        for path in paths:
            here = find_packages(path)
            if not here:
                raise NoPackageThere(path=path)
            found |= dict.fromkeys(here)
        return list(found)

    def look(self, paths: Sequence[Path], progress: Progress = NO_PROGRESS) -> list[Imported]:
        """Say what each package would bring, without writing anything."""
        return [
            self._as_before(path) or self._each(path, progress, apply=False)
            for path in self.find(paths)
        ]

    def take_in(
        self,
        paths: Sequence[Path],
        progress: Progress = NO_PROGRESS,
        *,
        guests: tuple[Member, ...] = (),
    ) -> list[Imported]:
        """Take packages in one after another; a bad one never stops the others.

        Args:
            paths: folders, zips, whole sticks.
            progress: hears every step.
            guests: senders that headquarters approved for this once.

        Raises:
            NoPackageThere: if a place holds none.
            Cancelled: if the user stopped it; packages taken in before stay.
        """
        taken: list[Imported] = []
        is_copied = False
        try:
            for path in self.find(paths):
                before = self._as_before(path)
                if before is None and not is_copied:
                    self._store.keep_backup()
                    is_copied = True
                taken.append(before or self._each(path, progress, guests, apply=True))
        finally:
            # Stopped half-way, what was taken in before stays, and is told.
            if taken:
                remember(self._store, _summary_of(taken, self._clock.now()))
        return taken

    def show(self, path: Path) -> dict[str, object]:
        """Return what a package says of itself, every byte proved."""
        (place,) = self.find([path])[:1]
        with self._opened(place, NO_PROGRESS) as package:
            manifest = package.manifest
            return {
                "path": place,
                "package": manifest.package,
                "kind": manifest.kind.value,
                "signer": package.signer.name,
                "team": package.signer.team,
                "made_at": manifest.made_at,
                "revisions": package.header.revisions,
                "aggregates": len(package.header.aggregates),
                "photos": len(package.blobs),
                "volumes_missing": [one.name for one in package.missing],
                "parts": [{"name": one.name, "size": one.size} for one in manifest.parts],
                "app": package.header.app,
            }

    def _as_before(self, path: Path) -> Imported | None:
        """Return what there is to say of a package that was taken in wholly before, or None.

        It is not opened again: its manifest, signed by somebody who may still send, is the one
        that was noted then. One with photos is opened all the same, since its copy mends what
        has been damaged here.
        """
        try:
            signed = signed_manifest(path, LIMITS)
            verified_signer(signed, self._enrolment.keyring().members, ())
        except AppError:
            return None  # said by whoever opens it
        manifest = signed.manifest
        with self._store.reading() as view:
            note = view.packages.package(manifest.package)
        if (
            note is None
            or note.manifest_sha256 != signed.sha256
            or (note.direction, note.result, note.photos) != ("in", ReceiptResult.APPLIED.value, 0)
            or not self._place(manifest.package).exists()
        ):
            return None
        return Imported(
            path=path,
            status="known",
            package_id=manifest.package,
            signer=note.signer,
            made_at=manifest.made_at,
            known=note.new + note.known,
        )

    def _each(
        self, path: Path, progress: Progress, guests: tuple[Member, ...] = (), *, apply: bool
    ) -> Imported:
        try:
            with self._opened(path, progress, guests) as package:
                self._refuse_impostor(package)
                heard = self._news.unheard(package)
                found = self._applied(path, package) if apply else self._preview(path, package)
                return replace(found, receipts=heard, status="new" if heard else found.status)
        except Cancelled:
            raise
        except (PackageFromStranger, PackageFromRevoked) as error:
            is_held = apply and self._is_held(path, progress)
            return Imported(path=path, status="waiting" if is_held else "rejected", error=error)
        except AppError as error:
            return Imported(path=path, status="rejected", error=error)

    def _is_held(self, path: Path, progress: Progress) -> bool:
        """Hold a package for headquarters to decide about; a laptop decides about none."""
        if self._store.info.role != HEADQUARTERS:
            return False
        try:
            return hold(path, self.shelf, progress) is not None
        except Cancelled:
            raise
        except AppError:
            return False  # why it was not taken in is told all the same

    @contextmanager
    def _opened(
        self, path: Path, progress: Progress, guests: tuple[Member, ...] = ()
    ) -> Iterator[OpenedPackage]:
        receiver = Receiver(
            keys=self._enrolment.keys(), keyring=self._enrolment.keyring(), guests=guests
        )
        with open_package(path, receiver, incoming=self._incoming, progress=progress) as package:
            yield package

    def _refuse_impostor(self, package: OpenedPackage) -> None:
        """The same package under other content is no copy but a forgery."""
        with self._store.reading() as view:
            known = view.packages.package(package.manifest.package)
        if known is not None and known.manifest_sha256 != package.manifest_sha256:
            raise PackageRefused(
                reason=translate("another package with the same number was taken in before")
            )

    def _preview(self, path: Path, package: OpenedPackage) -> Imported:
        ids = [revision.rev_id for revision in package.revisions()]
        with self._store.reading() as view:
            known = len(view.history.known(ids))
            missing = [one for one in self._named(package) if not self._vault.has(one)]
        return Imported(
            path=path,
            status="new" if known < len(ids) else "known",
            package_id=package.manifest.package,
            signer=package.signer.name,
            made_at=package.manifest.made_at,
            new=len(ids) - known,
            known=known,
            rejected=package.rejected_count,
            photos=len(package.blobs),
            photos_missing=len([one for one in missing if one not in package.blobs]),
        )

    def _applied(self, path: Path, package: OpenedPackage) -> Imported:
        """Photos first, then everything else in one transaction (§7.2 step 8)."""
        news = self._news.read(package)
        arrived = self._keep_blobs(package)
        package_id = package.manifest.package
        rejected = list(package.rejected())
        with self._store.writing() as work:
            visits = [one.id for one in package.header.aggregates]
            before = set(work.history.differences(*visits))
            held = {one.id: work.history.count(one.id) for one in package.header.aggregates}
            new = work.merge(package.revisions(), package_id)
            adopted, aside = take_over(
                work, rejected, package_id, decides=self._store.info.role == HEADQUARTERS
            )
            work.packages.quarantine(package_id, map(_record, aside))
            differences = set(work.history.differences(*visits)) - before
            missing = [one for one in self._named(package) if not self._vault.has(one)]
            work.packages.forget_missing_blobs(arrived)
            work.packages.note_missing_blobs(package_id, missing)
            brought = Brought(
                new=new,
                known=package.revision_count - package.rejected_count - new,
                different=len(differences),
                missing=len(missing),
                aside=len(aside),
            )
            note_arrival(work, package, brought, self._clock.now())
            note_visits(work, package_id, held)
            check_counts(work, package, rejected)
            photos = [one for one in arrived if work.all(Photo, sha256=one)]
            work.commit()
        return Imported(
            path=path,
            status="new" if new else "known",
            package_id=package_id,
            signer=package.signer.name,
            made_at=package.manifest.made_at,
            new=new,
            known=package.revision_count - package.rejected_count - new,
            different=len(differences),
            rejected=len(aside),
            adopted=adopted,
            photos=len(arrived),
            photos_missing=len(missing),
            minutes_unproved=self._unproved(package),
            error=self._follow_up(package, news, sorted(photos)),
        )

    def _follow_up(
        self, package: OpenedPackage, news: News, photos: Sequence[str]
    ) -> AppError | None:
        """Do what comes after the commit; what fails here is told and takes nothing back."""
        try:
            # A cache: what cannot be shown is said where it is shown.
            self._renditions.make_missing(photos)
            self._news.keep(news)
            # The last step: a package that lies there needs nothing more.
            self._file_away(package)
        except AppError as error:
            return error
        return None

    def _keep_blobs(self, package: OpenedPackage) -> list[str]:
        arrived: list[str] = []
        for sha256, file in package.blobs.items():
            # One that was damaged here is mended by the copy that arrived.
            if not self._vault.verify(sha256):
                with file.open("rb") as stream:
                    self._vault.put(stream, LIMITS.blob)
            arrived.append(sha256)
        return arrived

    def _named(self, package: OpenedPackage) -> list[str]:
        """Return the photos and minutes that belong to what the package brings."""
        named = {entry.sha256 for entry in package.header.blobs}
        return sorted(named | set(package.header.blobs_left_out))

    def _unproved(self, package: OpenedPackage) -> tuple[str, ...]:
        """Compute H of each frozen text that arrived anew, and return the codes it does not fit."""
        with self._store.reading() as view:
            frozen = [
                one
                for count in package.header.aggregates
                for one in view.all(Minutes, inspection_id=count.id)
            ]
        bad = (Condition.DAMAGED, Condition.FOREIGN)
        return tuple(one.code for one in frozen if self._texts.condition(one) in bad)

    def _place(self, package_id: str) -> Path:
        return self._store.folder / "archive" / package_folder(package_id)

    def _file_away(self, package: OpenedPackage) -> None:
        """Keep the sealed copy as it came."""
        place = self._place(package.manifest.package)
        try:
            place.parent.mkdir(exist_ok=True)
            if not place.exists():
                shutil.move(package.sealed_folder, place)
        except OSError as error:
            raise FileUnwritable(path=str(place), reason=os_reason(error)) from error


def _record(one: RejectedRevision) -> tuple[str, str, str]:
    return one.revision.rev_id, one.reason, write_revision(one.revision).decode().rstrip()


def _summary_of(imported: Sequence[Imported], at: datetime) -> ImportSummary:
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
