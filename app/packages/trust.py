"""The keyring: which keys headquarters vouches for, signed by its root key.

Versions only go upwards. A new root is introduced by a keyring that the old one
signs; during the change both sign, so that no laptop is left behind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from itertools import count
from typing import Annotated, Final

from msgspec import Meta

from app.domain.canonical import spell
from app.packages.errors import (
    KeyringOutdated,
    KeyringRefused,
    MemberExists,
    MemberUnknown,
    NotALaptop,
    NoteRefused,
    PackageRefused,
)
from app.packages.manifest import Utc, is_moment, moment_of, utc_text
from app.packages.note import SigningKey, VerifyKey, sign_note, verify_note
from app.packages.strict_json import read_as
from app.words import translate

KEYRING_FORMAT: Final = "skt-keyring"
NAME_PATTERN: Final = r"\A[a-z0-9][a-z0-9._/-]{0,63}\Z"
MemberName = Annotated[str, Meta(pattern=NAME_PATTERN)]
_LONGEST_STEM: Final = 56
"""Of a name to which it is added that it is an earlier one."""
Recipient = Annotated[str, Meta(pattern=r"\Aage1[0-9a-z]{58}\Z")]


class Role(Enum):
    """What a member's signature is worth."""

    HQ = "hq"
    DEVICE = "device"


class MemberState(Enum):
    """Whether a member's key counts."""

    ACTIVE = "active"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One computer: its name, its two public keys and who works on it."""

    name: MemberName
    verify_key: str
    recipient: Recipient
    role: Role
    team: str = ""
    person: str = ""
    state: MemberState = MemberState.ACTIVE
    last_seq: Annotated[int, Meta(ge=0)] = 0
    """Once revoked: the last number of its entries that headquarters had accepted by then."""

    @property
    def key(self) -> VerifyKey:
        """The key its signatures are checked with.

        Raises:
            NoteRefused: if it is not a key, which no verified keyring holds.
        """
        return VerifyKey.parse(self.verify_key)

    def called(self, name: str) -> Member:
        """Return the same computer under another name; its key is printed with that name too."""
        return replace(self, name=name, verify_key=replace(self.key, name=name).text)

    @property
    def is_active(self) -> bool:
        """Whether its key counts."""
        return self.state is MemberState.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """All members at one version; a change is a new version."""

    version: int
    members: tuple[Member, ...]
    utc: Utc
    next_root: str = ""
    """The printed form of the root key that will sign from now on, if it changes."""
    format: str = KEYRING_FORMAT
    major: int = 1

    @property
    def made_at(self) -> datetime:
        """When headquarters signed it, by its clock."""
        return moment_of(self.utc)

    @property
    def active_names(self) -> frozenset[str]:
        """The names of those whose key counts."""
        return frozenset(member.name for member in self.members if member.is_active)

    def member(self, name: str) -> Member | None:
        """Return the member of this name, active or not."""
        return next((member for member in self.members if member.name == name), None)

    def member_with(self, key: VerifyKey) -> Member | None:
        """Return the member with this public key, under whatever name headquarters gave it."""
        return next((each for each in self.members if each.key.public == key.public), None)

    def add_member(self, member: Member, at: datetime) -> Keyring:
        """Return the next version, with this member.

        A revoked member's name may be given to a new key: the same laptop after a repair. The key
        that was revoked stays known under a name of its own, for sticks that are on their way.
        A key has one name: a member given another one loses the old.

        Raises:
            MemberExists: if the name belongs to another key.
            NotALaptop: if the key is one of headquarters under another name.
        """
        known = self.member(member.name)
        if known is not None and known.is_active and known.verify_key != member.verify_key:
            raise MemberExists(name=member.name)
        before = self.member_with(member.key)
        if before is not None and before.role is Role.HQ and member.role is not Role.HQ:
            raise NotALaptop(name=before.name)
        others = tuple(
            each if each.name != member.name else each.called(self._former_name(each.name))
            for each in self.members
            if each.key.public != member.key.public
        )
        return self._next((*others, member), at)

    def revoke(self, name: str, at: datetime, *, last_seq: int = 0) -> Keyring:
        """Return the next version, in which this member's key no longer counts.

        Args:
            name: the member.
            at: the moment.
            last_seq: the last number of its entries that was accepted.

        Raises:
            MemberUnknown: if there is no such member.
        """
        if self.member(name) is None:
            raise MemberUnknown(name=name)
        changed = (
            replace(each, state=MemberState.REVOKED, last_seq=last_seq)
            if each.name == name
            else each
            for each in self.members
        )
        return self._next(tuple(changed), at)

    def after_restoring(self, at: datetime) -> Keyring:
        """Return the keyring under a version above every earlier one, whichever was the last.

        Laptops may have seen later ones than that which was found, and never go back to a lower
        version; seconds since 1970 are more than any count of changes.
        """
        version = max(self.version + 1, int(at.timestamp()))
        return replace(self, version=version, utc=utc_text(at))

    def audience(self, *teams: str) -> tuple[Member, ...]:
        """Return who can open what is meant for these teams: their laptops and headquarters."""
        return tuple(
            member
            for member in self.members
            if member.is_active and (member.role is Role.HQ or member.team in teams)
        )

    def sign(self, *roots: SigningKey) -> bytes:
        """Return the keyring as a note signed by headquarters' root key."""
        return sign_note(spell(self) + "\n", *roots)

    def _former_name(self, name: str) -> str:
        """Return what a member is called from now on whose name another one takes over."""
        names = (f"{name[:_LONGEST_STEM]}-cu{number}" for number in count(1))
        return next(one for one in names if self.member(one) is None)

    def _next(self, members: tuple[Member, ...], at: datetime) -> Keyring:
        return replace(self, version=self.version + 1, members=members, utc=utc_text(at))


def first_keyring(headquarters: Member, at: datetime) -> Keyring:
    """Return the keyring of a headquarters that vouches for nobody else yet."""
    return Keyring(version=1, members=(headquarters,), utc=utc_text(at))


def signed_keyring(keyring: Keyring, *roots: SigningKey) -> bytes:
    """Return the keyring as a signed note that has been read back.

    What is kept must be readable for ever: a keyring that its own reader refuses would lock
    headquarters out.

    Raises:
        KeyringRefused: if no reader would take it.
    """
    note = keyring.sign(*roots)
    verify_keyring(note, *(root.verify_key for root in roots))
    return note


def verify_keyring(note: bytes, *roots: VerifyKey, at_least: int = 0) -> Keyring:
    """Return the keyring of a note that one of these roots signed.

    Args:
        note: the signed note.
        roots: the root key in use and, while it changes, the next one.
        at_least: the version in use.

    Raises:
        KeyringRefused: if no root signed it, or it contradicts itself.
        KeyringOutdated: if it is older than the version in use.
    """
    try:
        text = verify_note(note, roots)
        keyring = read_as(text.encode()[:-1], Keyring)
        keys = [member.key for member in keyring.members]
        if keyring.next_root:
            VerifyKey.parse(keyring.next_root)
    except (NoteRefused, PackageRefused) as error:
        raise KeyringRefused(reason=error.params["reason"]) from error
    names = [member.name for member in keyring.members]
    if keyring.format != KEYRING_FORMAT or keyring.major != 1 or not is_moment(keyring.utc):
        raise KeyringRefused(reason=translate("it is not a keyring this version can read"))
    if names != [key.name for key in keys] or len(set(names)) != len(names):
        raise KeyringRefused(reason=translate("its members contradict each other"))
    if keyring.version < at_least:
        raise KeyringOutdated(version=keyring.version, known=at_least)
    return keyring
