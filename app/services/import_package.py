"""Taking packages in: looked at first, then applied in one piece, any number of times."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.domain.minutes import Minutes
from app.domain.photo import Photo
from app.errors import AppError, Cancelled, FileUnwritable, InvalidValue
from app.files import os_reason
from app.packages.arrival import says_a_laptop, signed_manifest, verified_signer
from app.packages.errors import (
    PackageDamaged,
    PackageForged,
    PackageFromRevoked,
    PackageFromStranger,
    PackageRefused,
)
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
from app.packages.records import write_revision
from app.packages.trust import Member
from app.photos.renditions import Renditions
from app.photos.vault import Vault
from app.progress import NO_PROGRESS, Progress
from app.services.arrival_notes import (
    Brought,
    check_counts,
    held_before,
    note_arrival,
    note_carried,
    noted_name,
)
from app.services.enrolment import EnrolmentService
from app.services.frozen_texts import Condition, FrozenTexts
from app.services.import_preview import preview, reasons_of, refuse_much_removed
from app.services.import_summary import remember
from app.services.imported import Imported, summary_of
from app.services.office import HEADQUARTERS
from app.services.package_news import News, NewsReader
from app.services.refused import RefusedPackage, note_refused
from app.services.taken_before import taken_before
from app.services.takeover import confirm, take_over
from app.services.visit_teams import set_astray_aside, set_others_visits_aside
from app.store.unit_of_work import Store
from app.words import mark, translate

_NOT_IN_ORDER: Final = (PackageDamaged, PackageForged, PackageRefused)


class NoPackageThere(AppError):
    """A stick or folder without any package."""

    code = "no_package_there"
    message = mark(
        "“{path}” holds no package. Nothing was changed. Choose another stick or folder."
    )


@dataclass(slots=True, kw_only=True)
class _Asked:
    """What a person agreed to before packages are applied."""

    guests: tuple[Member, ...]
    removals: bool
    removed: int = 0
    """How many records they have put into the bin so far."""


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
        return [self._as_before(path) or self._each(path, progress) for path in self.find(paths)]

    def take_in(
        self,
        paths: Sequence[Path],
        progress: Progress = NO_PROGRESS,
        *,
        guests: tuple[Member, ...] = (),
        removals: bool = False,
    ) -> list[Imported]:
        """Take packages in one after another; a bad one never stops the others.

        Those of headquarters come first: the keyring they bring may know who signed the others.

        Args:
            paths: folders, zips, whole sticks.
            progress: hears every step.
            guests: senders that headquarters approved for this once.
            removals: whether a person has agreed that much is removed.

        Raises:
            NoPackageThere: if a place holds none.
            Cancelled: if the user stopped it; packages taken in before stay.
        """
        taken: list[Imported] = []
        asked = _Asked(guests=guests, removals=removals)
        is_copied = False
        try:
            for path in sorted(self.find(paths), key=says_a_laptop):
                before = self._as_before(path)
                if before is None and not is_copied:
                    self._store.keep_backup()
                    is_copied = True
                taken.append(before or self._each(path, progress, asked))
        finally:
            # Stopped half-way, what was taken in before stays, and is told.
            decided = [one for one in taken if one.status != "waiting"]
            if decided:
                remember(self._store, summary_of(decided, self._clock.now()))
        return taken

    def show(self, path: Path) -> dict[str, object]:
        """Return what a package says of itself, every byte proved.

        Raises:
            NoPackageThere: if there is none.
            InvalidValue: if there are several.
            AppError: if it cannot be opened.
        """
        place, *others = self.find([path])
        if others:
            names = ", ".join(one.name for one in (place, *others))
            reason = translate("it holds several packages ({names}); name one", names=names)
            raise InvalidValue(field="PATH", value=path, reason=reason)
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
        """Return what there is to say of a package that was taken in wholly before, or None."""
        return taken_before(self._store, path, self._enrolment.keyring, self._place)

    def _each(self, path: Path, progress: Progress, asked: _Asked | None = None) -> Imported:
        try:
            with self._opened(path, progress, asked.guests if asked else ()) as package:
                self._refuse_impostor(package)
                self._set_others_aside(package)
                heard = self._news.unheard(package)
                if asked is not None and not asked.removals:
                    asked.removed += refuse_much_removed(
                        self._store, self._vault, package, asked.removed
                    )
                found = self._applied(path, package) if asked else self._preview(path, package)
                return replace(found, receipts=heard, status="new" if heard else found.status)
        except Cancelled:
            raise
        except (PackageFromStranger, PackageFromRevoked) as error:
            office = self._store.info.role == HEADQUARTERS
            may_wait = office and (asked is None or self._is_held(path, progress))
            return Imported(path=path, status="waiting" if may_wait else "rejected", error=error)
        except AppError as error:
            if asked is not None and isinstance(error, _NOT_IN_ORDER):
                self._note_refused(path, error)
            return Imported(path=path, status="rejected", error=error)

    def _is_held(self, path: Path, progress: Progress) -> bool:
        """Hold a package for headquarters to decide about."""
        try:
            return hold(path, self.shelf, progress) is not None
        except Cancelled:
            raise
        except AppError:
            return False  # why it was not taken in is told all the same

    def _note_refused(self, path: Path, error: AppError) -> None:
        """At headquarters, remember whom a receipt has to tell that a package did not arrive."""
        if self._store.info.role != HEADQUARTERS:
            return
        try:
            signed = signed_manifest(path, LIMITS)
            signer = verified_signer(signed, self._enrolment.keyring().members, ())
        except AppError:
            return  # nobody is known to have sent it
        refused = RefusedPackage(
            manifest_sha256=signed.sha256,
            signer=signer.name,
            reason=error.text,
            utc_ms=int(self._clock.now().timestamp() * 1000),
        )
        note_refused(self._store, signed.manifest.package, refused)

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
        """The same package of one sender under other content is no copy but a forgery."""
        with self._store.reading() as view:
            package.noted_as = noted_name(view, package, package.signer)
            known = view.packages.package(package.noted_as)
        if known is not None and known.manifest_sha256 != package.manifest_sha256:
            raise PackageRefused(
                reason=translate("another package with the same number was taken in before")
            )

    def _set_others_aside(self, package: OpenedPackage) -> None:
        """Nothing of one visit comes in with another; at headquarters each team writes its own."""
        with self._store.reading() as view:
            set_astray_aside(view, package)
            if self._store.info.role == HEADQUARTERS:
                set_others_visits_aside(view, self._enrolment.keyring(), package)

    def _preview(self, path: Path, package: OpenedPackage) -> Imported:
        ids = [revision.rev_id for revision in package.revisions()]
        with self._store.reading() as view:
            known = len(view.history.known(ids))
            missing = [one for one in self._named(package) if not self._vault.has(one)]
        tried = preview(self._store, self._vault, package)
        return Imported(
            path=path,
            status="new" if known < len(ids) else "known",
            package_id=package.noted_as,
            signer=package.signer.name,
            made_at=package.manifest.made_at,
            new=len(ids) - known,
            known=known,
            different=tried.different,
            rejected=tried.rejected,
            reasons=tried.reasons,
            adopted=tried.adopted,
            units=tried.units,
            photos=len(package.blobs),
            photos_missing=len([one for one in missing if one not in package.blobs]),
        )

    def _applied(self, path: Path, package: OpenedPackage) -> Imported:
        """Photos first, then everything else in one transaction (§7.2 step 8)."""
        news = self._news.read(package)
        arrived = self._keep_blobs(package)
        package_id = package.noted_as
        rejected = list(package.rejected())
        with self._store.writing() as work:
            visits = [one.id for one in package.header.aggregates]
            before = set(work.history.differences(*visits))
            held = held_before(work, package)
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
            note_carried(work, package, held)
            confirm(work, package)
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
            reasons=reasons_of(aside),
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
        """Keep the sealed copy as it came; what an earlier copy lacked is added to it."""
        place = self._place(package.noted_as)
        try:
            place.parent.mkdir(exist_ok=True)
            if not place.exists():
                shutil.move(package.sealed_folder, place)
                return
            for part in package.manifest.parts:
                arrived = package.sealed_folder / part.name
                if arrived.exists() and not (place / part.name).exists():
                    shutil.move(arrived, place / part.name)
        except OSError as error:
            raise FileUnwritable(path=str(place), reason=os_reason(error)) from error


def _record(one: RejectedRevision) -> tuple[str, str, str]:
    return one.revision.rev_id, one.reason, write_revision(one.revision).decode().rstrip()
