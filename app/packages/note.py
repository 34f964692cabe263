"""Signed notes: a text with Ed25519 signatures under it (C2SP signed-note).

By hand because no maintained Python package implements the format, whose whole
text is a page: https://c2sp.org/signed-note. The parser is stricter than the
specification where two spellings of one note would otherwise be possible.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from app.packages.errors import NoteRefused
from app.words import translate

_DASH: Final = "\u2014"
_ED25519: Final = b"\x01"
_KEY_BYTES: Final = 32
_ID_BYTES: Final = 4
_MAX_SIGNATURES: Final = 16
MAX_NOTE: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyKey:
    """The public half of a signing key, under the name it signs with."""

    name: str
    public: bytes

    @classmethod
    def parse(cls, text: str) -> VerifyKey:
        """Read the printed form `name+id+base64`.

        Raises:
            NoteRefused: if it is not one, or its id does not fit.
        """
        name, _, rest = text.partition("+")
        id_hex, _, encoded = rest.partition("+")
        raw = _unbase64(encoded)
        key = cls(name=name, public=raw[1:])
        is_key = raw[:1] == _ED25519 and len(key.public) == _KEY_BYTES and _is_name(name)
        if not is_key or key.key_id.hex() != id_hex:
            raise NoteRefused(reason=translate("that is not a verification key"))
        return key

    @property
    def key_id(self) -> bytes:
        """The four bytes that name this key in a signature."""
        body = self.name.encode() + b"\n" + _ED25519 + self.public
        return hashlib.sha256(body).digest()[:_ID_BYTES]

    @property
    def text(self) -> str:
        """The printed form."""
        encoded = base64.b64encode(_ED25519 + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    def fits(self, signature: Signature) -> bool:
        """Tell whether a signature claims to be by this key."""
        return self.name == signature.name and self.key_id == signature.key_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A private Ed25519 key and the name it signs with."""

    name: str
    private: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def generate(cls, name: str) -> SigningKey:
        """Make a new key from the operating system's random source."""
        return cls(name=name, private=Ed25519PrivateKey.generate())

    @property
    def verify_key(self) -> VerifyKey:
        """The public half."""
        return VerifyKey(name=self.name, public=self.private.public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One line under a note: who claims to have signed, and the bytes."""

    name: str
    key_id: bytes
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text, ending in a line feed, and the signatures under it; nothing is verified yet."""

    text: str
    signatures: tuple[Signature, ...]

    def signed_by(self, key: VerifyKey) -> bool:
        """Tell whether this key signed the text.

        Raises:
            NoteRefused: if a signature claims to be by this key and is not.
        """
        signature = next((each for each in self.signatures if key.fits(each)), None)
        if signature is None:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature.raw, self.text.encode())
        except (InvalidSignature, ValueError) as error:
            reason = translate("the signature of “{name}” does not fit", name=key.name)
            raise NoteRefused(reason=reason) from error
        return True


def sign_note(text: str, *keys: SigningKey) -> bytes:
    """Return the text, which must end in a line feed, with a signature by each key."""
    if not text.endswith("\n") or _has_control(text):
        raise NoteRefused(reason=translate("the text cannot be signed"))
    lines = (
        f"{_DASH} {key.name} "
        + base64.b64encode(key.verify_key.key_id + key.private.sign(text.encode())).decode()
        + "\n"
        for key in keys
    )
    return (text + "\n" + "".join(lines)).encode()


def parse_note(data: bytes, *, max_bytes: int = MAX_NOTE) -> Note:
    """Take a note apart.

    Raises:
        NoteRefused: if it is too long, or has more than one way to be read.
    """
    if len(data) > max_bytes:
        raise NoteRefused(reason=translate("it is too long"))
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise NoteRefused(reason=translate("it is not a text")) from error
    head, blank, tail = whole.rpartition("\n\n")
    if _has_control(whole) or not blank or not tail.endswith("\n"):
        raise NoteRefused(reason=translate("it is not a signed text"))
    lines = tail[:-1].split("\n")
    if len(lines) > _MAX_SIGNATURES or len(set(lines)) != len(lines):
        raise NoteRefused(reason=translate("it has too many signatures"))
    return Note(text=head + "\n", signatures=_distinct(_signature(line) for line in lines))


def verify_note(data: bytes, keys: Iterable[VerifyKey], *, max_bytes: int = MAX_NOTE) -> str:
    """Return the text of a note that at least one of these keys signed.

    Raises:
        NoteRefused: if none did, or a signature by one of them does not fit.
    """
    note = parse_note(data, max_bytes=max_bytes)
    signers = [key for key in keys if note.signed_by(key)]
    if not signers:
        raise NoteRefused(reason=translate("nobody trusted signed it"))
    return note.text


def _signature(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    raw = _unbase64(encoded)
    if dash != _DASH or not _is_name(name) or len(raw) <= _ID_BYTES:
        raise NoteRefused(reason=translate("a signature line is malformed"))
    return Signature(name=name, key_id=raw[:_ID_BYTES], raw=raw[_ID_BYTES:])


def _distinct(signatures: Iterable[Signature]) -> tuple[Signature, ...]:
    found = tuple(signatures)
    if len({(each.name, each.key_id) for each in found}) != len(found):
        raise NoteRefused(reason=translate("one key signed it twice"))
    return found


def _unbase64(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteRefused(reason=translate("a key or signature is misspelt")) from error
    if base64.b64encode(raw).decode() != text:
        raise NoteRefused(reason=translate("a key or signature is misspelt"))
    return raw


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name)


def _has_control(text: str) -> bool:
    return any(letter < " " and letter != "\n" for letter in text)
