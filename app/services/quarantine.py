"""Packages of laptops that headquarters does not vouch for: held, and taken in once by a word."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.errors import AppError, NotFound
from app.packages.enrolment import is_same_code, spoken_code
from app.packages.errors import WordsDiffer
from app.packages.holding import HeldPackage, held
from app.packages.trust import Member
from app.progress import NO_PROGRESS, Progress
from app.services.enrolment import EnrolmentService
from app.services.import_package import ImportService
from app.services.imported import Imported
from app.services.office import HEADQUARTERS, NotHeadquarters
from app.store.unit_of_work import Store
from app.words import mark


class SenderUnproved(AppError):
    """A package whose sender has not said which keys it has."""

    code = "sender_unproved"
    message = mark(
        "Package {name} brings no request of “{signer}”, so its key cannot be checked. It is kept. "
        "Have the laptop write the package again with this version, or enrol it first."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A package that waits for headquarters."""

    package_id: str
    name: str
    """Its folder."""
    signer: str
    person: str
    """Whose laptop it is, where the keyring says so."""
    made_at: datetime
    size: int
    is_revoked: bool
    """Whether its sender was a member whose key was withdrawn."""
    is_from_before: bool
    """Whether it says that all in it was written before the withdrawal."""
    can_be_approved: bool
    """Whether the key that signed it is known, so that six words can be compared."""


class QuarantineService:
    """Decides about packages one at a time, at headquarters only."""

    def __init__(self, store: Store, enrolment: EnrolmentService, imports: ImportService) -> None:
        self._store = store
        self._enrolment = enrolment
        self._imports = imports

    def waiting(self) -> list[Waiting]:
        """Return what waits; nothing on a laptop."""
        if self._store.info.role != HEADQUARTERS:
            return []
        return [self._waiting(one) for one in held(self._shelf)]

    def approve(
        self, name: str, words: str, progress: Progress = NO_PROGRESS, *, removals: bool = False
    ) -> Imported:
        """Take one package in, if its sender said these six words; the sender stays no member.

        Args:
            name: its folder or identity.
            words: the six words as they were heard.
            progress: hears every step.
            removals: whether a person has agreed that much is removed.

        Returns:
            What it brought; with an error, `RemovesMuch` among others, it waits on.

        Raises:
            NotHeadquarters: if this is a laptop.
            NotFound: if no such package waits.
            SenderUnproved: if nobody knows the key that signed it.
            WordsDiffer: if the words are others.
        """
        package = self._found(name)
        member = self._sender(package)
        if member is None:
            raise SenderUnproved(name=package.folder.name, signer=package.signed_as)
        if not is_same_code(_code(member), words):
            raise WordsDiffer
        (imported,) = self._imports.take_in(
            [package.folder], progress, guests=(member,), removals=removals
        )
        if imported.error is None:
            shutil.rmtree(package.folder, ignore_errors=True)
        return imported

    def discard(self, name: str) -> None:
        """Let go of a package that waits; the stick and its sender keep theirs.

        Raises:
            NotHeadquarters, NotFound: as for `approve`.
        """
        shutil.rmtree(self._found(name).folder, ignore_errors=True)

    def _found(self, name: str) -> HeldPackage:
        if self._store.info.role != HEADQUARTERS:
            raise NotHeadquarters
        waiting = list(held(self._shelf))
        found = [one for one in waiting if one.folder.name == name]
        # Of two that claim one number, the number says nothing.
        found = found or [one for one in waiting if one.manifest.package == name]
        if len(found) != 1:
            raise NotFound(kind="package", id=name)
        return found[0]

    @property
    def _shelf(self) -> Path:
        return self._imports.shelf

    def _sender(self, package: HeldPackage) -> Member | None:
        """Return whose key signed a package: a member that was revoked, or a guest.

        A laptop that was repaired asks under its old name with another key.
        """
        return self._revoked(package) or package.guest

    def _revoked(self, package: HeldPackage) -> Member | None:
        """Return it as it was called when it signed: another laptop may have its name by now."""
        members = self._enrolment.keyring().members
        revoked = (one.called(package.signed_as) for one in members if not one.is_active)
        return next((one for one in revoked if one.key.fits(package.signature)), None)

    def _is_from_before(self, package: HeldPackage, revoked: Member) -> bool:
        """Whether it says that all in it was written before its sender's key was withdrawn.

        Only of a store that has sent under this name before; what is numbered higher than the
        package says is set aside when it is opened.
        """
        manifest = package.manifest
        with self._store.reading() as view:
            sent = view.packages.packages("in")
            last = min(revoked.last_seq, view.history.last_seq(manifest.origin))
        is_known = any((one.signer, one.origin) == (revoked.name, manifest.origin) for one in sent)
        return is_known and manifest.origin_seq <= last

    def _waiting(self, package: HeldPackage) -> Waiting:
        revoked = self._revoked(package)
        sender = self._sender(package)
        return Waiting(
            package_id=package.manifest.package,
            name=package.folder.name,
            signer=package.signed_as,
            person=sender.person if sender is not None else "",
            made_at=package.manifest.made_at,
            size=package.size,
            is_revoked=revoked is not None,
            is_from_before=revoked is not None and self._is_from_before(package, revoked),
            can_be_approved=sender is not None,
        )


def _code(member: Member) -> str:
    return spoken_code(f"{member.verify_key} {member.recipient}")
