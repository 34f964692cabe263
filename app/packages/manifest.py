"""The manifest: what a package says in the clear, before anything is decrypted.

It lists the sealed parts by the hashes of their ciphertext, names no person, no
unit and no subject, and is written last: a folder without it is unfinished.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from app.clock import YEARS
from app.domain.canonical import spell
from app.packages.errors import NoteRefused, PackageNeedsNewer, PackageRefused
from app.packages.limits import LIMITS, Limits
from app.packages.note import Note, SigningKey, parse_note, sign_note
from app.packages.strict_json import read_as
from app.words import translate

FORMAT: Final = "skt"
MAJOR: Final = 1
READER: Final = 1
"""What this program can read; a package may ask for a higher one."""
MANIFEST_NAME: Final = "manifest.skt"
DATA_NAME: Final = "data.age"
_UNDERSTOOD: Final[frozenset[str]] = frozenset()
_WHEN: Final = "%Y-%m-%dT%H:%M:%SZ"

Sha256 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Token = Annotated[str, Meta(pattern=r"\A[0-9A-Za-z_.-]{1,64}\Z")]
"""An identity made by a program: of a package, a store, an entity."""
Utc = Annotated[str, Meta(pattern=r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")]
Size = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Number = Annotated[int, Meta(ge=0, le=999_999)]


class PackageKind(Enum):
    """What a package is for."""

    TEAM = "team"
    """A team's inspections, to teammates and headquarters."""
    HANDOVER = "handover"
    """A team's inspections, to teammates only."""
    ASSIGN = "assign"
    """Headquarters' plans, checklists, units and inspections, to laptops."""
    CORRECTION = "correction"
    """A visit as headquarters corrected it, to the team that recorded it."""
    RECEIPT = "receipt"
    """Headquarters' receipts only."""
    KEYRING = "keyring"
    """A new keyring only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One sealed file beside the manifest; the hash is of the ciphertext."""

    name: Annotated[str, Meta(pattern=r"\A(data|blobs-[0-9]{3})\.age\Z")]
    size: Size
    sha256: Sha256
    plain_size: Size


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditHead:
    """Where the sender's audit chain stood, so that a rewritten one is noticed."""

    origin: Token
    count: Size
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the outside of a package says."""

    package: Token
    kind: PackageKind
    origin: Token
    origin_seq: Size
    utc: Utc
    to: tuple[Annotated[str, Meta(pattern=r"\A[0-9a-f]{8}\Z")], ...]
    parts: tuple[Part, ...]
    keyring: Size = 0
    number: Number = 0
    """Which of the sender's packages it is, counted from 1; 0 where it does not say."""
    prev_package: Token | None = None
    audit: AuditHead | None = None
    format: str = FORMAT
    major: int = MAJOR
    min_reader: int = READER
    must_understand: tuple[str, ...] = ()

    @property
    def made_at(self) -> datetime:
        """When the sender's clock said it was made."""
        return moment_of(self.utc)

    @property
    def volumes(self) -> tuple[Part, ...]:
        """The parts that hold blobs."""
        return tuple(part for part in self.parts if part.name != DATA_NAME)

    @property
    def data(self) -> Part:
        """The part that holds the records."""
        return next(part for part in self.parts if part.name == DATA_NAME)


def utc_text(moment: datetime) -> str:
    """Return a moment as packages spell it: UTC, whole seconds."""
    return moment.astimezone(UTC).strftime(_WHEN)


def moment_of(text: str) -> datetime:
    """Return the moment that packages spell so.

    Raises:
        ValueError: if there is no such day or hour, or nothing can be dated so.
    """
    moment = datetime.strptime(text, _WHEN).replace(tzinfo=UTC)
    if moment.year not in YEARS:
        raise ValueError(text)
    return moment


def is_moment(text: str) -> bool:
    """Tell whether there is such a moment."""
    try:
        moment_of(text)
    except ValueError:
        return False
    return True


def sign_manifest(manifest: Manifest, key: SigningKey) -> bytes:
    """Return the manifest as the signed note that is written to the stick."""
    return sign_note(spell(manifest) + "\n", key)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedManifest:
    """A manifest as read, its signature not verified yet."""

    manifest: Manifest
    note: Note
    sha256: str
    """Of the whole file, which is what a receipt names."""


class _Version(msgspec.Struct):
    format: str
    major: int
    min_reader: int = 0
    must_understand: tuple[str, ...] = ()


def read_manifest(data: bytes, limits: Limits = LIMITS) -> SignedManifest:
    """Take a manifest file apart; who signed it is checked by the caller.

    Raises:
        PackageRefused: if it is malformed.
        PackageNeedsNewer: if its version is one this program cannot follow.
    """
    try:
        note = parse_note(data, max_bytes=limits.manifest)
    except NoteRefused as error:
        reason = translate("its manifest is malformed ({detail})", detail=error.params["reason"])
        raise PackageRefused(reason=reason) from error
    line = note.text.encode()[:-1]
    _check_version(line)
    manifest = read_as(line, Manifest, limits)
    _check_parts(manifest, limits)
    return SignedManifest(manifest=manifest, note=note, sha256=hashlib.sha256(data).hexdigest())


def _check_version(line: bytes) -> None:
    try:
        version = msgspec.json.decode(line, type=_Version)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        reason = translate("its manifest does not say what it is")
        raise PackageRefused(reason=reason) from error
    if version.format != FORMAT:
        raise PackageRefused(reason=translate("it is a package of another program"))
    unknown = sorted(set(version.must_understand) - _UNDERSTOOD)
    if version.major != MAJOR or version.min_reader > READER or unknown:
        needs = f"skt/{version.major}.{version.min_reader} " + ", ".join(unknown)
        raise PackageNeedsNewer(needs=needs.strip())


def _check_parts(manifest: Manifest, limits: Limits) -> None:
    names = [part.name for part in manifest.parts]
    is_whole = names[:1] == [DATA_NAME] and len(set(names)) == len(names) <= limits.parts
    is_small = all(max(part.size, part.plain_size) <= limits.part for part in manifest.parts)
    if not is_whole or not is_small or not is_moment(manifest.utc):
        raise PackageRefused(reason=translate("its manifest lists impossible parts"))
