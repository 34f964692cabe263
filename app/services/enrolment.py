"""Enrolment: how this store got its keys, and whose signatures it trusts."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.domain.text import fold
from app.errors import AppError, FileUnreadable
from app.files import os_reason, written_whole
from app.packages.enrolment import (
    HeadquartersCard,
    approve,
    is_same_code,
    named_member,
    read_card,
    read_request,
    request_enrolment,
    sign_card,
)
from app.packages.errors import EnrolmentRefused, KeysMissing
from app.packages.keys import DeviceKeys
from app.packages.manifest import utc_text
from app.packages.trust import Keyring, Member, Role, verify_keyring
from app.services.headquarters import HEADQUARTERS as HEADQUARTERS  # noqa: PLC0414 - asked for here
from app.services.headquarters import NotHeadquarters as NotHeadquarters  # noqa: PLC0414 - as above
from app.store.opening import StoreInfo
from app.words import mark, translate

_FOLDER: Final = "identity"
_KEYRING: Final = "keyring.skt"
_CARD: Final = "headquarters.skt"
_NAME: Final = re.compile(r"[^a-z0-9._/-]+")
_MAX_NAME: Final = 64
_MOST_BYTES: Final = 1 << 20


class NotEnrolled(AppError):
    """The laptop does not know its headquarters yet."""

    code = "not_enrolled"
    message = mark(
        "This store is not enrolled at a headquarters yet. Nothing was changed. "
        "Make a request with “enrol request”, have it approved there, and take the answer in "
        "with “enrol accept”."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentWords:
    """The six words that are compared by voice or face."""

    name: str
    code: str


class EnrolmentService:
    """The keys of this store and the keyring in use.

    Headquarters makes its keys when they are first needed; a laptop makes its
    own and is vouched for by headquarters, whose card it takes in by its words.
    """

    def __init__(self, folder: Path, info: StoreInfo, clock: Clock) -> None:
        self._folder = folder / _FOLDER
        self._info = info
        self._clock = clock
        self._making = threading.Lock()

    def keys(self) -> DeviceKeys:
        """Return the private keys of this store, made now if there were none.

        Raises:
            KeysLocked, KeysDamaged: if they are there and cannot be used.
        """
        # Two readers of one window that find none must not each make their own.
        with self._making:
            try:
                return DeviceKeys.load(self._folder)
            except KeysMissing:
                keys = DeviceKeys.generate(self._own_name())
                keys.save(self._folder)
                return keys

    def keyring(self) -> Keyring:
        """Return the keyring in use, its signature proved anew.

        Raises:
            NotEnrolled: if a laptop has no headquarters yet.
            KeyringRefused: if the kept keyring was changed.
        """
        note = self._kept(_KEYRING)
        if self._info.role == HEADQUARTERS:
            if note is None:
                return self._first_keyring()
            return verify_keyring(note, self.keys().verify_key)
        card = self.card()
        return verify_keyring(note, card.root_key) if note else card.first_keyring()

    def keyring_note(self) -> bytes | None:
        """Return the signed keyring as headquarters sends it along, or None on a laptop."""
        if self._info.role != HEADQUARTERS:
            return None
        self.keyring()
        return self._kept(_KEYRING)

    @property
    def is_enrolled(self) -> bool:
        """Whether this store is a laptop that has a headquarters."""
        return self._info.role != HEADQUARTERS and self._kept(_CARD) is not None

    def card(self) -> HeadquartersCard:
        """Return the card of this laptop's headquarters.

        Raises:
            NotEnrolled: if there is none.
        """
        note = self._kept(_CARD)
        if note is None:
            raise NotEnrolled
        return read_card(note)

    def request(self, target: Path, *, person: str, team: str = "") -> EnrolmentWords:
        """Write a request to be enrolled, and return the words to say at headquarters."""
        note = request_enrolment(self.keys(), self._clock.now(), person=person, team=team)
        with written_whole(target) as stream:
            stream.write(note)
        request = read_request(note)
        return EnrolmentWords(name=request.name, code=request.code)

    def approve(
        self, request_file: Path, words: str, *, name: str, team: str, answer: Path
    ) -> EnrolmentWords:
        """Enrol a laptop whose words were said, and write the answer to take back to it.

        Returns:
            The words of headquarters' own card, to say to the laptop.

        Raises:
            NotHeadquarters: if this is a laptop.
            EnrolmentRefused: if the request is malformed or the words differ.
            MemberExists: if the name belongs to another laptop.
        """
        if self._info.role != HEADQUARTERS:
            raise NotHeadquarters
        request = read_request(_read(request_file))
        keys = self.keys()
        member = named_member(request, name, team=team, person=request.person)
        keyring = approve(request, self.keyring(), words, member=member, at=self._clock.now())
        self._keep(_KEYRING, keyring.sign(keys.signing))
        card = sign_card(keys.signing, keys.recipient, self._info.name, self._clock.now())
        answer.mkdir(parents=True, exist_ok=True)
        for file, note in ((_KEYRING, self._kept(_KEYRING)), (_CARD, card)):
            with written_whole(answer / file) as stream:
                stream.write(note or b"")
        return EnrolmentWords(name=keys.name, code=read_card(card).code)

    def accept(self, answer: Path, words: str) -> Keyring:
        """Take headquarters' answer in, if its card has the words that were said.

        Raises:
            FileUnreadable: if the answer is not there.
            EnrolmentRefused, KeyringRefused: if it is not what it says.
        """
        note, card_note = _read(answer / _KEYRING), _read(answer / _CARD)
        card = read_card(card_note)
        if not is_same_code(card.code, words):
            raise EnrolmentRefused(reason=translate("the code words are not the same"))
        keyring = verify_keyring(note, card.root_key)
        keys = self.keys()
        mine = next((one for one in keyring.members if one.recipient == keys.recipient), None)
        if mine is None:
            raise NotEnrolled
        self._keep(_CARD, card_note)
        self._keep(_KEYRING, note)
        if mine.name != keys.name:
            keys.renamed(mine.name).save(self._folder)
        return keyring

    def is_newer(self, note: bytes) -> bool:
        """Tell whether a keyring that came with a package is newer than the one in use.

        Packages arrive in any order, so an older one is no fault.

        Raises:
            KeyringRefused: if headquarters did not sign it.
        """
        return verify_keyring(note, self.card().root_key).version > self.keyring().version

    def renew(self, note: bytes) -> None:
        """Take a keyring that came with a package, if it is newer.

        Raises:
            KeyringRefused: if headquarters did not sign it.
        """
        if self.is_newer(note):
            self._keep(_KEYRING, note)

    def _first_keyring(self) -> Keyring:
        keys = self.keys()
        myself = Member(
            name=keys.name,
            verify_key=keys.verify_key.text,
            recipient=keys.recipient,
            role=Role.HQ,
        )
        keyring = Keyring(version=1, members=(myself,), utc=utc_text(self._clock.now()))
        self._keep(_KEYRING, keyring.sign(keys.signing))
        return keyring

    def _own_name(self) -> str:
        if self._info.role == HEADQUARTERS:
            return HEADQUARTERS
        plain = _NAME.sub("-", fold(self._info.name)).strip("-./")[:_MAX_NAME]
        return plain or "may"

    def _kept(self, name: str) -> bytes | None:
        file = self._folder / name
        return file.read_bytes() if file.exists() else None

    def _keep(self, name: str, note: bytes) -> None:
        self._folder.mkdir(exist_ok=True, mode=0o700)
        with written_whole(self._folder / name) as stream:
            stream.write(note)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_MOST_BYTES)
    except OSError as error:
        raise FileUnreadable(path=file, reason=os_reason(error)) from error
