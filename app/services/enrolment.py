"""Enrolment: how this store got its keys, and whose signatures it trusts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.errors import AppError, FileUnreadable, FileUnwritable
from app.files import os_reason, written_whole
from app.packages.enrolment import (
    HeadquartersCard,
    approve,
    is_same_code,
    laptop_name,
    named_member,
    read_card,
    read_request,
    request_enrolment,
    sign_card,
    spoken_code,
)
from app.packages.errors import (
    EnrolmentRefused,
    KeysMissing,
    PackageDamaged,
    PackageForSomebodyElse,
    PackageRefused,
    WordsDiffer,
)
from app.packages.keys import DeviceKeys
from app.packages.sealing import open_letter, seal_letter
from app.packages.trust import Keyring, Member, Role, first_keyring, signed_keyring, verify_keyring
from app.services.identity import KEYRING, Identity
from app.services.laptop_trust import CARD, LaptopTrust
from app.services.office import HEADQUARTERS, NotHeadquarters
from app.store.opening import StoreInfo
from app.words import mark, translate

_MOST_BYTES: Final = 1 << 20
ANSWER: Final = "keyring.age"
"""The keyring in an answer: it names people, so it is sealed for the laptop and headquarters."""


class HeadquartersTrustsItself(AppError):
    """Headquarters was to take a card or an answer in, as a laptop does."""

    code = "headquarters_trusts_itself"
    message = mark(
        "This is headquarters: it takes no card and no answer of another one in. Nothing was "
        "changed. Do this on the laptop."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentWords:
    """The six words that are compared by voice or face."""

    name: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenName:
    """What headquarters calls a laptop, and who works on it."""

    name: str
    """`doan1/may-01`."""
    team: str = ""
    person: str = ""

    @classmethod
    def typed(cls, name: str, person: str) -> GivenName:
        """Return what was typed, the team being what stands before the stroke of the name.

        Raises:
            MemberNameRefused: if no keyring takes the name.
        """
        spelt = laptop_name(name)
        return cls(name=spelt, team=spelt.partition("/")[0], person=person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a store is trusted."""

    has_headquarters: bool = False
    """Whether it is a laptop that can seal packages for its headquarters."""
    is_member: bool = False
    """Whether the keyring names it; if not, headquarters holds its packages at first."""
    members: int = 0
    """How many computers the keyring names, none withdrawn."""
    keyring_days: int = 0
    """How old the keyring of a laptop is; headquarters sends a newer one with every package."""


class EnrolmentService:
    """The keys of this store and the keyring in use.

    Headquarters makes its keys when they are first needed; a laptop makes its
    own and is vouched for by headquarters, whose card it takes in by its words.
    """

    def __init__(self, identity: Identity, info: StoreInfo, clock: Clock) -> None:
        self._identity = identity
        self._info = info
        self._clock = clock
        self._trust = LaptopTrust(identity)

    def keys(self) -> DeviceKeys:
        """Return the private keys of this store; see `Identity.keys`."""
        return self._identity.keys()

    def has_lost_keys(self) -> bool:
        """Whether the desktop's key ring, which had the keys, does not give them.

        Raises:
            KeysSealed, KeysLocked, KeysDamaged: if they are there and cannot be used.
        """
        try:
            self.keys()
        except KeysMissing:
            return True
        return False

    def keyring(self) -> Keyring:
        """Return the keyring in use, its signature proved anew.

        Raises:
            NotEnrolled: if a laptop has no headquarters yet.
            KeyringRefused: if the kept keyring was changed.
        """
        if not self._is_headquarters:
            return self._trust.keyring()
        note = self._identity.kept(KEYRING)
        return verify_keyring(note, self._identity.public_key) if note else self._first_keyring()

    def keyring_note(self) -> bytes | None:
        """Return the signed keyring as headquarters sends it along, or None on a laptop."""
        if not self._is_headquarters:
            return None
        self.keyring()
        return self._identity.kept(KEYRING)

    def request(self, target: Path, *, team: str = "", new_keys: bool = False) -> EnrolmentWords:
        """Write a request to be enrolled, and return the words to say at headquarters.

        It travels in clear, so it names keys and nobody's name.

        Args:
            target: the file.
            team: the team it works in.
            new_keys: make other keys first, where the old ones are lost.

        Raises:
            KeysMissing: if the keys are lost and no others are wanted.
            EnrolmentRefused: if nobody could read it: the team is no name any more.
            FileUnwritable: if the place refuses it.
        """
        if new_keys and not self._is_headquarters:
            self._identity.make_anew()
        note = request_enrolment(self.keys(), self._clock.now(), team=team)
        request = read_request(note)
        with written_whole(target) as stream:
            stream.write(note)
        return EnrolmentWords(name=request.name, code=request.code)

    def words(self) -> EnrolmentWords:
        """Return the six words of this store's own keys, to read out when headquarters calls."""
        keys = self.keys()
        return EnrolmentWords(
            name=keys.name, code=spoken_code(f"{keys.verify_key.text} {keys.recipient}")
        )

    def standing(self) -> Standing:
        """Return how far this store is trusted, and by whom."""
        is_office = self._is_headquarters
        if not is_office and not self._trust.knows_headquarters:
            return Standing()
        keyring = self.keyring()
        own = keyring.member_with(self._identity.public_key)
        return Standing(
            has_headquarters=not is_office,
            is_member=own is not None and own.is_active,
            members=sum(one.is_active for one in keyring.members),
            keyring_days=0 if is_office else max(0, (self._clock.now() - keyring.made_at).days),
        )

    def know(self, card_file: Path, words: str) -> HeadquartersCard:
        """Take headquarters' card in before being enrolled: packages can be written from now on.

        Raises:
            HeadquartersTrustsItself: if this is headquarters.
            FileUnreadable: if the card is not there.
            EnrolmentRefused: if it is not what it says.
            WordsDiffer: if its words are others.
        """
        self._refuse_headquarters()
        note = read_note(card_file)
        card = _said_card(note, words)
        self._trust.know(note, card)
        return card

    def request_note(self) -> bytes | None:
        """Return the request that travels with a package, or None where this store is a member."""
        keys = self.keys()
        if self.keyring().member_with(keys.verify_key) is not None:
            return None
        return request_enrolment(keys, self._clock.now())

    def approve(
        self, request_file: Path, words: str, given: GivenName, *, answer: Path
    ) -> EnrolmentWords:
        """Enrol a laptop whose words were said, and write the answer to take back to it.

        Args:
            request_file: what the laptop wrote.
            words: the six words as they were heard.
            given: what headquarters calls the laptop.
            answer: a folder, made if it is not there.

        Returns:
            The words of headquarters' own card, to say to the laptop.

        Raises:
            NotHeadquarters: if this is a laptop.
            FileUnreadable: if the request is not there.
            EnrolmentRefused: if it is malformed.
            WordsDiffer: if the words are others.
            MemberNameRefused, MemberTextTooLong: if no keyring takes what it is called.
            MemberExists: if the name belongs to another laptop.
            KeyringRefused: if the keyring would be one that nobody can read.
            FileUnwritable: if the folder takes nothing; whose card it does not take is not
                enrolled.
        """
        if not self._is_headquarters:
            raise NotHeadquarters
        request = read_request(read_note(request_file))
        keys = self.keys()
        member = named_member(request, given.name, team=given.team, person=given.person)
        keyring = approve(request, self.keyring(), words, member=member, at=self._clock.now())
        note = signed_keyring(keyring, keys.signing)
        card = sign_card(keys.signing, keys.recipient, self._info.name, self._clock.now())
        sealed = seal_letter(note, sorted({member.recipient, keys.recipient}))
        # The card first, which promises nothing: a folder that takes nothing is found out
        # before anybody is enrolled. The keyring counts here before another one holds it.
        _write_into(answer, CARD, card)
        self._identity.keep(KEYRING, note)
        _write_into(answer, ANSWER, sealed)
        return EnrolmentWords(name=keys.name, code=read_card(card).code)

    def accept(self, answer: Path, words: str) -> Keyring:
        """Take headquarters' answer in, if its card has the words that were said.

        Returns:
            The keyring in use from now on; an answer older than it changes nothing.

        Raises:
            HeadquartersTrustsItself: if this is headquarters.
            FileUnreadable: if the answer is not there.
            EnrolmentRefused, KeyringRefused: if it is for another laptop, or not what it says.
            WordsDiffer: if its words are others.
        """
        self._refuse_headquarters()
        card_note = read_note(answer / CARD)
        card = _said_card(card_note, words)
        keys = self.keys()
        keyring = self._trust.accept(card_note, card, _keyring_in(answer, keys))
        mine = keyring.member_with(keys.verify_key)
        if mine is not None and mine.name != keys.name:
            self._identity.rename(mine.name)
        return keyring

    def is_newer(self, note: bytes) -> bool:
        """Tell whether a keyring that came with a package is newer than the one in use.

        Packages arrive in any order, so an older one is no fault.

        Raises:
            KeyringRefused: if headquarters did not sign it.
        """
        return self._trust.is_newer(note)

    def renew(self, note: bytes) -> None:
        """Take a keyring that came with a package, if it is newer.

        Raises:
            KeyringRefused: if headquarters did not sign it.
        """
        self._trust.renew(note)

    @property
    def _is_headquarters(self) -> bool:
        return self._info.role == HEADQUARTERS

    def _refuse_headquarters(self) -> None:
        if self._is_headquarters:
            raise HeadquartersTrustsItself

    def _first_keyring(self) -> Keyring:
        keys = self.keys()
        keyring = first_keyring(headquarters_member(keys), self._clock.now())
        self._identity.keep(KEYRING, signed_keyring(keyring, keys.signing))
        return keyring


def _said_card(note: bytes, words: str) -> HeadquartersCard:
    """Return a card, if these are its words.

    Raises:
        EnrolmentRefused: if it is malformed.
        WordsDiffer: if it has other words.
    """
    card = read_card(note)
    if not is_same_code(card.code, words):
        raise WordsDiffer
    return card


def _write_into(folder: Path, name: str, content: bytes) -> None:
    """Write a file of an answer, and its folder if there is none.

    Raises:
        FileUnwritable: if the place refuses it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(path=folder, reason=os_reason(error)) from error
    with written_whole(folder / name) as stream:
        stream.write(content)


def _keyring_in(answer: Path, keys: DeviceKeys) -> bytes:
    """Return the keyring of an answer, opened.

    Raises:
        FileUnreadable: if it is not there.
        EnrolmentRefused: if it is sealed for another laptop, cut or changed.
    """
    try:
        return open_letter(answer / ANSWER, keys.identity)
    except PackageForSomebodyElse as error:
        reason = translate("it is for another laptop")
        raise EnrolmentRefused(reason=reason) from error
    except (PackageDamaged, PackageRefused) as error:
        reason = translate("it is damaged")
        raise EnrolmentRefused(reason=reason) from error


def headquarters_member(keys: DeviceKeys) -> Member:
    """Return headquarters as the first member of its own keyring."""
    return Member(
        name=keys.name,
        verify_key=keys.verify_key.text,
        recipient=keys.recipient,
        role=Role.HQ,
    )


def read_note(file: Path) -> bytes:
    """Return the bytes of a small file from a stick.

    Raises:
        FileUnreadable: if it is not there.
    """
    try:
        with file.open("rb") as stream:
            return stream.read(_MOST_BYTES)
    except OSError as error:
        raise FileUnreadable(path=file, reason=os_reason(error)) from error
