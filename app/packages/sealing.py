"""Sealing parts for their recipients and opening them again (age v1, through `pyrage`).

Two things the library leaves to its caller are by hand: its header is looked at
before it is parsed, so that no forged header makes a laptop work for minutes;
and what it writes goes through a counting writer into a private file that does
not survive a failure. Format: https://c2sp.org/age.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Protocol

import pyrage.pyrage as age

from app.errors import AppError, FileUnreadable
from app.files import os_reason
from app.packages.errors import (
    NobodyToSealFor,
    PackageDamaged,
    PackageForSomebodyElse,
    PackageRefused,
)
from app.packages.limits import LIMITS, Limits
from app.words import translate

_VERSION: Final = b"age-encryption.org/v1\n"
_STANZA: Final = b"-> "
_FOOTER: Final = b"--- "


def recipient_id(recipient: str) -> str:
    """Return the four bytes, in hex, that name a recipient in a manifest."""
    return hashlib.sha256(recipient.encode()).hexdigest()[:8]


class _Sink:
    """Counts and hashes what is written; keeps the first error, which pyrage may swallow.

    Its buffered writer drops an error that comes with the last bytes.
    """

    def __init__(self, target: IO[bytes], limit: int) -> None:
        self._target = target
        self._limit = limit
        self._digest = hashlib.sha256()
        self.size = 0
        self.is_over = False
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        if self.size + len(data) > self._limit:
            self.is_over = True
            message = "past the declared length"
            raise ValueError(message)
        try:
            self._target.write(data)
        except OSError as error:
            self.error = error
            raise
        self._digest.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Leave flushing to the owner of the file."""

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class Readable(Protocol):
    """What is read once, from the front."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to so many bytes; none at the end."""
        ...


class _Source:
    """Counts what is read; keeps an error, which pyrage would turn into one of its own."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.size = 0
        self.error: OSError | AppError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._stream.read(size)
        except (OSError, AppError) as error:
            self.error = error
            raise
        self.size += len(data)
        return data


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What came of sealing a stream."""

    plain_size: int
    size: int
    sha256: str
    """Of the ciphertext."""


def seal(source: Readable, target: IO[bytes], recipients: Sequence[str]) -> Sealed:
    """Encrypt a stream to every recipient.

    Raises:
        NobodyToSealFor: if there is no recipient, or one is not an age key.
        OSError, AppError: what reading or writing raised.
    """
    try:
        keys = [age.x25519.Recipient.from_str(each) for each in recipients]
    except age.RecipientError as error:
        raise NobodyToSealFor from error
    if not keys:
        raise NobodyToSealFor
    origin, sink = _Source(source), _Sink(target, sys.maxsize)
    try:
        age.encrypt_io(origin, sink, keys)
    except (OSError, age.EncryptError) as error:
        raise (sink.error or origin.error or error) from None
    if sink.error is not None:
        raise sink.error
    return Sealed(plain_size=origin.size, size=sink.size, sha256=sink.sha256)


def check_header(stream: IO[bytes], limits: Limits = LIMITS) -> None:
    """Look at an age header before anything is computed from it.

    Raises:
        PackageRefused: if it is not one, is too long, has too many stanzas, or asks
            for a passphrase (whose cost the sender would choose).
    """
    head = stream.read(limits.age_header)
    end = head.find(b"\n" + _FOOTER)
    if not head.startswith(_VERSION) or end < 0:
        raise PackageRefused(reason=translate("a part is not sealed as it must be"))
    stanzas = [line for line in head[:end].split(b"\n") if line.startswith(_STANZA)]
    if len(stanzas) > limits.age_stanzas:
        raise PackageRefused(reason=translate("a part is sealed for too many"))
    if any(line.split(b" ")[1] == b"scrypt" for line in stanzas):
        raise PackageRefused(reason=translate("a part is sealed with a passphrase"))


def unseal(
    source: Path, target: Path, identity: str, *, plain_size: int, limits: Limits = LIMITS
) -> None:
    """Decrypt a part into a private file that is there only if everything fitted.

    Raises:
        PackageForSomebodyElse: if the identity is not among the recipients.
        PackageDamaged: if the ciphertext is cut or changed.
        PackageRefused: if the header breaks a limit or the length is not the declared one.
    """
    with source.open("rb") as stream:
        check_header(stream, limits)
    is_whole = False
    try:
        with source.open("rb") as stream, private_file(target) as plain:
            sink = _Sink(plain, plain_size)
            _decrypt(stream, sink, identity, source.name)
        is_whole = sink.size == plain_size
    finally:
        if not is_whole:
            target.unlink(missing_ok=True)
    if not is_whole:
        raise PackageRefused(reason=translate("a part has another length than declared"))


def _decrypt(stream: IO[bytes], sink: _Sink, identity: str, part: str) -> None:
    try:
        age.decrypt_io(stream, sink, [age.x25519.Identity.from_str(identity)])
    except age.DecryptError as error:
        if "No matching keys" in str(error):
            raise PackageForSomebodyElse from error
        raise PackageDamaged(part=part) from error
    except (OSError, ValueError) as error:
        if sink.is_over:
            reason = translate("a part has another length than declared")
            raise PackageRefused(reason=reason) from error
        if sink.error is not None:
            raise sink.error from None
        raise PackageDamaged(part=part) from error


def seal_letter(text: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt something small that travels by itself: a request, a keyring, a receipt.

    Raises:
        NobodyToSealFor: if there is no recipient, or one is not an age key.
    """
    target = io.BytesIO()
    seal(io.BytesIO(text), target, recipients)
    return target.getvalue()


def is_sealed(data: bytes) -> bool:
    """Tell whether bytes begin as something sealed."""
    return data.startswith(_VERSION)


def open_letter(path: Path, identity: str, *, limits: Limits = LIMITS) -> bytes:
    """Return what somebody sealed for this identity, read from a file.

    Raises:
        FileUnreadable: if the file cannot be read.
        PackageForSomebodyElse: if it is sealed for others.
        PackageDamaged: if it is cut or changed.
        PackageRefused: if it is no sealed letter, or too long.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.small + 1)
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=os_reason(error)) from error
    if len(data) > limits.small:
        raise PackageRefused(reason=translate("it is too long"))
    check_header(io.BytesIO(data), limits)
    plain = io.BytesIO()
    _decrypt(io.BytesIO(data), _Sink(plain, limits.small), identity, path.name)
    return plain.getvalue()


def private_file(path: Path) -> IO[bytes]:
    """Open a new file that only this user may read.

    Raises:
        FileExistsError: if something is already there.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")
