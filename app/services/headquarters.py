"""Headquarters' own keys: under a passphrase, with a sheet in the safe, and who they vouch for.

One root key signs every keyring, one identity opens what the teams send (decision A4 of the
exchange). Whoever loses both loses every package that is still on its way, so a sheet is
printed, and counts only once it was typed back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.documents.recovery_sheet import write_recovery_sheet
from app.errors import AppError
from app.files import written_whole
from app.packages.enrolment import read_card, sign_card, spoken_code
from app.packages.errors import (
    KeyringRefused,
    MemberUnknown,
    PackageDamaged,
    PackageForSomebodyElse,
    PackageRefused,
)
from app.packages.keys import DeviceKeys, Protection
from app.packages.sealing import is_sealed, open_letter
from app.packages.trust import Keyring, Member, Role, first_keyring, signed_keyring, verify_keyring
from app.services.enrolment import EnrolmentService, EnrolmentWords, headquarters_member, read_note
from app.services.identity import KEYRING, Identity
from app.services.office import HEADQUARTERS, NotHeadquarters
from app.store.opening import StoreInfo
from app.store.unit_of_work import Store
from app.words import mark, translate

LEAST_LETTERS: Final = 12
_REHEARSED: Final = "rehearsed.txt"


class PassphraseTooShort(AppError):
    """A passphrase that is guessed too soon."""

    code = "passphrase_too_short"
    message = mark(
        "The passphrase has fewer than {count} letters. Nothing was changed. Take several words "
        "that nobody would guess together."
    )


class SheetOfOthers(AppError):
    """A recovery sheet that gives other keys than those in use."""

    code = "sheet_of_others"
    message = mark(
        "This sheet holds the keys of “{name}”, and not those in use here. Nothing was changed. "
        "Look for the sheet that was printed last."
    )


class KeysInUse(AppError):
    """Keys were to be replaced that laptops already trust."""

    code = "keys_in_use"
    message = mark(
        "The keys of this store vouch for {count} laptops already, so no others take their place. "
        "Nothing was changed. Restore into a new store of headquarters."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolledMember:
    """A computer that headquarters vouches for, or did."""

    name: str
    team: str
    person: str
    is_headquarters: bool
    is_active: bool
    code: str
    """Its six words; empty where its key was withdrawn: they let nothing in by habit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadquartersState:
    """How well the keys of headquarters are kept."""

    protection: Protection
    is_open: bool
    """Whether they can be used now."""
    is_rehearsed: bool
    """Whether the sheet in the safe was typed back once."""
    version: int
    """Of the keyring."""
    members: int

    @property
    def is_set_up(self) -> bool:
        """Whether neither a thief nor a broken disk ends the exchange."""
        return self.protection is Protection.PASSPHRASE and self.is_rehearsed


class HeadquartersService:
    """Set-up, recovery and revocation, at headquarters only."""

    def __init__(
        self, store: Store, identity: Identity, enrolment: EnrolmentService, clock: Clock
    ) -> None:
        self._store = store
        self._identity = identity
        self._enrolment = enrolment
        self._clock = clock

    def state(self) -> HeadquartersState:
        """Return how well the keys are kept.

        Raises:
            NotHeadquarters: if this is a laptop.
        """
        self._refuse_laptop()
        keyring = self._enrolment.keyring()
        return HeadquartersState(
            protection=self._identity.protection,
            is_open=self._identity.is_open,
            is_rehearsed=self._rehearsed() == self._identity.public_key.text,
            version=keyring.version,
            members=sum(one.is_active for one in keyring.members),
        )

    def members(self) -> list[EnrolledMember]:
        """Return everybody in the keyring, those that count first."""
        self._refuse_laptop()
        found = [_enrolled(one) for one in self._enrolment.keyring().members]
        return sorted(found, key=lambda one: (not one.is_active, one.name))

    def protect(self, passphrase: str) -> HeadquartersState:
        """Put the keys under a passphrase; they stay open for this session.

        Raises:
            NotHeadquarters: if this is a laptop.
            PassphraseTooShort: if it is.
            KeysSealed: if they are under another one that was not given yet.
        """
        self._refuse_laptop()
        if len(passphrase.strip()) < LEAST_LETTERS:
            raise PassphraseTooShort(count=LEAST_LETTERS)
        self._identity.seal(passphrase)
        return self.state()

    def unlock(self, passphrase: str) -> HeadquartersState:
        """Open the keys for this session.

        Raises:
            KeysLocked: if that is not their passphrase.
        """
        self._refuse_laptop()
        self._identity.unlock(passphrase)
        return self.state()

    def lock(self) -> None:
        """Forget the opened keys."""
        self._identity.lock()

    def write_sheet(self, target: Path) -> int:
        """Write the recovery sheet as a Word file to print; return how many lines it has.

        Raises:
            NotHeadquarters: if this is a laptop.
            KeysSealed: if the keys are not open.
            FileUnwritable: if the place refuses it.
        """
        self._refuse_laptop()
        keys = self._identity.keys()
        lines = keys.recovery_sheet()
        write_recovery_sheet(
            target,
            lines,
            title=self._store.info.name,
            words=spoken_code(f"{keys.verify_key.text} {keys.recipient}"),
            on=self._clock.today(),
        )
        return len(lines)

    def rehearse(self, lines: Sequence[str]) -> HeadquartersState:
        """Prove that the sheet in hand gives these very keys.

        Raises:
            NotHeadquarters: if this is a laptop.
            RecoveryMistyped: naming the line that does not fit.
            SheetOfOthers: if it is another sheet.
        """
        self._refuse_laptop()
        found = DeviceKeys.from_recovery_sheet(_lines(lines))
        if found.verify_key.public != self._identity.public_key.public:
            raise SheetOfOthers(name=found.name)
        self._identity.keep(_REHEARSED, self._identity.public_key.text.encode())
        return self.state()

    def restore(
        self, lines: Sequence[str], passphrase: str, keyring_file: Path | None = None
    ) -> HeadquartersState:
        """Take the keys of a recovery sheet into a new store of headquarters.

        Args:
            lines: the lines of the sheet.
            passphrase: what they are put under here.
            keyring_file: the latest keyring that a laptop or an answer still has; without it
                every laptop must be enrolled anew.

        Raises:
            NotHeadquarters: if this is a laptop.
            PassphraseTooShort: if it is.
            RecoveryMistyped: naming the line that does not fit.
            KeysInUse: if laptops trust the keys that are here.
            KeyringRefused: if these keys did not sign the keyring.
        """
        self._refuse_laptop()
        if len(passphrase.strip()) < LEAST_LETTERS:
            raise PassphraseTooShort(count=LEAST_LETTERS)
        keys = DeviceKeys.from_recovery_sheet(_lines(lines))
        laptops = [one for one in self._enrolment.keyring().members if one.role is not Role.HQ]
        if laptops and keys.verify_key.public != self._identity.public_key.public:
            raise KeysInUse(count=len(laptops))
        known = self._newest_keyring(keys, keyring_file)
        now = self._clock.now()
        keyring = (known or first_keyring(headquarters_member(keys), now)).after_restoring(now)
        note = signed_keyring(keyring, keys.signing)
        self._identity.replace(keys, passphrase)
        self._identity.keep(KEYRING, note)
        self._identity.keep(_REHEARSED, self._identity.public_key.text.encode())
        return self.state()

    def revoke(self, name: str) -> Keyring:
        """Withdraw the key of a laptop: its later packages wait for headquarters, it hears no more.

        What was accepted of it so far is noted with the withdrawal.

        Raises:
            NotHeadquarters: if this is a laptop.
            MemberUnknown: if there is no such laptop, or it is headquarters itself.
            KeysSealed: if the keys are not open.
        """
        self._refuse_laptop()
        keyring = self._enrolment.keyring()
        member = keyring.member(name)
        if member is None or member.role is Role.HQ:
            raise MemberUnknown(name=name)
        changed = keyring.revoke(name, self._clock.now(), last_seq=self._last_accepted(name))
        self._identity.keep(KEYRING, signed_keyring(changed, self._identity.keys().signing))
        return changed

    def write_card(self, target: Path) -> EnrolmentWords:
        """Write headquarters' card: a laptop that takes it in can seal for headquarters.

        Returns:
            Its words, to say to the laptop.

        Raises:
            NotHeadquarters: if this is a laptop.
            KeysSealed: if the keys are not open.
        """
        self._refuse_laptop()
        keys = self._identity.keys()
        card = sign_card(keys.signing, keys.recipient, self._info.name, self._clock.now())
        with written_whole(target) as stream:
            stream.write(card)
        return EnrolmentWords(name=keys.name, code=read_card(card).code)

    def _newest_keyring(self, keys: DeviceKeys, keyring_file: Path | None) -> Keyring | None:
        """Return the newer of the keyring in a file and the one here, if these keys signed that.

        Raises:
            KeyringRefused: if they did not sign the one in the file, or cannot open it.
        """
        root, found = keys.verify_key, []
        if keyring_file is not None:
            found.append(verify_keyring(_opened(keyring_file, keys), root))
        here = self._identity.kept(KEYRING)
        if here is not None and root.public == self._identity.public_key.public:
            found.append(verify_keyring(here, root))
        return max(found, key=lambda one: one.version, default=None)

    @property
    def _info(self) -> StoreInfo:
        return self._store.info

    def _last_accepted(self, name: str) -> int:
        """Return the last number of the laptop's entries that headquarters has taken in."""
        with self._store.reading() as view:
            origins = {one.origin for one in view.packages.packages("in") if one.signer == name}
            return max((view.history.last_seq(one) for one in origins if one), default=0)

    def _rehearsed(self) -> str:
        return (self._identity.kept(_REHEARSED) or b"").decode("utf-8", "replace")

    def _refuse_laptop(self) -> None:
        if self._info.role != HEADQUARTERS:
            raise NotHeadquarters


def _opened(keyring_file: Path, keys: DeviceKeys) -> bytes:
    """Return the keyring of a file: as a laptop keeps it, or sealed in an answer to one."""
    note = read_note(keyring_file)
    if not is_sealed(note):
        return note
    try:
        return open_letter(keyring_file, keys.identity)
    except (PackageForSomebodyElse, PackageDamaged, PackageRefused) as error:
        reason = translate("these keys do not open it")
        raise KeyringRefused(reason=reason) from error


def _enrolled(member: Member) -> EnrolledMember:
    return EnrolledMember(
        name=member.name,
        team=member.team,
        person=member.person,
        is_headquarters=member.role is Role.HQ,
        is_active=member.is_active,
        code=spoken_code(f"{member.verify_key} {member.recipient}") if member.is_active else "",
    )


def _lines(lines: Sequence[str]) -> list[str]:
    """Return the lines that hold letters: what was typed, or a file of the sheet's lines."""
    return [line for line in lines if line.strip()]
