"""How a laptop and headquarters come to trust each other: by a code spoken aloud.

A laptop sends a request it signed itself and shows six words; headquarters
types the words it hears. The other way round, headquarters hands out a card
with its root key, and the laptop shows the card's words. Nobody is trusted
because their file arrived first.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final, TypeVar

from app.domain.canonical import spell
from app.domain.text import clean, fold
from app.packages.errors import (
    EnrolmentRefused,
    MemberNameRefused,
    MemberTextTooLong,
    NoteRefused,
    PackageRefused,
    WordsDiffer,
)
from app.packages.keys import DeviceKeys
from app.packages.manifest import Utc, is_moment, utc_text
from app.packages.note import SigningKey, VerifyKey, parse_note, sign_note
from app.packages.strict_json import read_as
from app.packages.trust import NAME_PATTERN, Keyring, Member, MemberName, Recipient, Role
from app.words import translate

T = TypeVar("T")
REQUEST_FORMAT: Final = "skt-enrol"
CARD_FORMAT: Final = "skt-hq"
CODE_WORDS: Final = 6
# Sixteen openings and sixteen endings that are told apart on the telephone from
# Lạng Sơn to Cà Mau: no n beside l, no s beside x, no tr beside ch, no final n
# beside ng. The letters before e and i are those of the spelling rules.
_OPENINGS: Final = "b c ch g h kh l m nh ng ph r t th v x"
_ENDINGS: Final = "a ai am ang ao e em eo i inh o oi om ong ua ung"
_BEFORE_FRONT: Final = {"c": "k", "g": "gh", "ng": "ngh"}
_MOST_BYTES: Final = 16 << 10
_SCRYPT_COST: Final = 1 << 14
_SPACE: Final = re.compile(r"\s+")
_MOST_TEXT: Final = 200
_SHOWN_NAME: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolRequest:
    """A laptop's wish to join: its public keys and who works on it."""

    name: MemberName
    verify_key: str
    recipient: Recipient
    utc: Utc
    person: str = ""
    team: str = ""
    format: str = REQUEST_FORMAT
    major: int = 1

    @property
    def code(self) -> str:
        """The six words to compare; another key or name gives other words."""
        return spoken_code(f"{self.verify_key} {self.recipient}")

    def as_guest(self) -> Member:
        """Return the laptop as a member for one package, under the name it gave itself.

        Of a team it is only once headquarters says so; what it says of that itself gives no right.
        """
        return Member(
            name=self.name,
            verify_key=self.verify_key,
            recipient=self.recipient,
            role=Role.DEVICE,
            person=self.person,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadquartersCard:
    """What a laptop must know of its headquarters before anything else."""

    title: str
    root: str
    """The printed form of the root key."""
    recipient: Recipient
    utc: Utc
    format: str = CARD_FORMAT
    major: int = 1

    @property
    def code(self) -> str:
        """The six words to compare."""
        return spoken_code(f"{self.root} {self.recipient} {self.title}")

    @property
    def root_key(self) -> VerifyKey:
        """The key that signs keyrings."""
        return VerifyKey.parse(self.root)

    def first_keyring(self) -> Keyring:
        """Return a keyring of version 0: enough to seal for headquarters before enrolment."""
        headquarters = Member(
            name=self.root_key.name, verify_key=self.root, recipient=self.recipient, role=Role.HQ
        )
        return Keyring(version=0, members=(headquarters,), utc=self.utc)


def request_enrolment(keys: DeviceKeys, at: datetime, *, team: str = "") -> bytes:
    """Return a request signed by the laptop's own key; it lies in clear and names no person."""
    request = EnrolRequest(
        name=keys.name,
        verify_key=keys.verify_key.text,
        recipient=keys.recipient,
        utc=utc_text(at),
        team=team,
    )
    return sign_note(spell(request) + "\n", keys.signing)


def read_request(note: bytes) -> EnrolRequest:
    """Return a request whose signature is by the key it names.

    Raises:
        EnrolmentRefused: if it is malformed or signed by another key.
    """
    request = _read_signed(note, EnrolRequest)
    key = _signing_key(note, request.verify_key)
    if key.name != request.name or (request.format, request.major) != (REQUEST_FORMAT, 1):
        raise EnrolmentRefused(reason=translate("it is not one this version can read"))
    return request


def approve(
    request: EnrolRequest, keyring: Keyring, typed_code: str, *, member: Member, at: datetime
) -> Keyring:
    """Return the next keyring, with the laptop whose words were typed correctly.

    Args:
        request: what the laptop sent.
        keyring: the keyring in use.
        typed_code: the words headquarters heard.
        member: the laptop under the name, team and person that headquarters gives it.
        at: the moment of approval.

    Raises:
        WordsDiffer: if the words are others.
        EnrolmentRefused: if `member` has other keys.
        MemberExists: if the name belongs to another key.
    """
    if not is_same_code(request.code, typed_code):
        raise WordsDiffer
    asked = VerifyKey.parse(request.verify_key).public
    if member.key.public != asked or member.recipient != request.recipient:
        raise EnrolmentRefused(reason=translate("its keys are not those of the request"))
    return keyring.add_member(member, at)


def named_member(request: EnrolRequest, name: str, *, team: str, person: str) -> Member:
    """Return the laptop of a request under the name that headquarters gives it.

    Raises:
        MemberNameRefused: if no keyring takes the name.
        MemberTextTooLong: if the team or the person is no name any more.
    """
    name, team, person = laptop_name(name), _line(team), _line(person)
    key = VerifyKey(name=name, public=VerifyKey.parse(request.verify_key).public)
    return Member(
        name=name,
        verify_key=key.text,
        recipient=request.recipient,
        role=Role.DEVICE,
        team=team,
        person=person,
    )


def laptop_name(typed: str) -> str:
    """Return a typed name as keyrings spell it: “Đoàn 1/Máy 01” is `doan-1/may-01`.

    Raises:
        MemberNameRefused: if it has signs that stand for no letter, or too many.
    """
    name = _SPACE.sub("-", fold(typed.strip()))
    if re.fullmatch(NAME_PATTERN, name) is None:
        raise MemberNameRefused(name=clean(typed)[:_SHOWN_NAME])
    return name


def _line(text: str) -> str:
    """Return a name of people on one line.

    Raises:
        MemberTextTooLong: if it is none.
    """
    line = _SPACE.sub(" ", clean(text)).strip()
    if len(line) > _MOST_TEXT:
        raise MemberTextTooLong(most=_MOST_TEXT)
    return line


def sign_card(root: SigningKey, recipient: str, title: str, at: datetime) -> bytes:
    """Return headquarters' card, signed by its root key."""
    card = HeadquartersCard(
        title=title, root=root.verify_key.text, recipient=recipient, utc=utc_text(at)
    )
    return sign_note(spell(card) + "\n", root)


def read_card(note: bytes) -> HeadquartersCard:
    """Return a card signed by the root it names; trust it only after comparing its words.

    Raises:
        EnrolmentRefused: if it is malformed or signed by another key.
    """
    card = _read_signed(note, HeadquartersCard)
    _signing_key(note, card.root)
    if (card.format, card.major) != (CARD_FORMAT, 1) or not is_moment(card.utc):
        raise EnrolmentRefused(reason=translate("it is not one this version can read"))
    return card


@lru_cache(maxsize=200)
def spoken_code(text: str) -> str:
    """Return six Vietnamese syllables without accents that stand for a text.

    Through scrypt, so that finding a second text with the same words costs a
    forger ten thousand times more than hashing would; those of one key are asked for often.
    """
    digest = hashlib.scrypt(
        text.encode(), salt=b"skt-code-1", n=_SCRYPT_COST, r=8, p=1, dklen=CODE_WORDS
    )
    return " ".join(_syllable(byte) for byte in digest)


def is_same_code(shown: str, typed: str) -> bool:
    """Tell whether the typed words are the shown ones, whatever their case and accents."""
    return fold(typed).replace("-", " ").split() == shown.split()


def _syllable(byte: int) -> str:
    opening, ending = _OPENINGS.split()[byte >> 4], _ENDINGS.split()[byte & 15]
    if ending[0] in "ei":
        opening = _BEFORE_FRONT.get(opening, opening)
    return opening + ending


def _read_signed(note: bytes, kind: type[T]) -> T:
    try:
        return read_as(parse_note(note, max_bytes=_MOST_BYTES).text.encode()[:-1], kind)
    except (NoteRefused, PackageRefused) as error:
        raise EnrolmentRefused(reason=error.params["reason"]) from error


def _signing_key(note: bytes, printed: str) -> VerifyKey:
    """Return the key a note names, proved to have signed it."""
    try:
        key = VerifyKey.parse(printed)
        is_signed = parse_note(note, max_bytes=_MOST_BYTES).signed_by(key)
    except NoteRefused as error:
        raise EnrolmentRefused(reason=error.params["reason"]) from error
    if not is_signed:
        raise EnrolmentRefused(reason=translate("it is not signed by the key it names"))
    return key
