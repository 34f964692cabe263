"""The header: what the inside of a package says about itself.

It repeats the manifest's identity and the signer, so that nobody can put their
signature over another's sealed parts, and counts everything, so that nothing is
lost unnoticed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from msgspec import Meta

from app.packages.errors import PackageForged
from app.packages.manifest import Manifest, PackageKind, Sha256, Size, Token
from app.words import translate

HEADER: Final = "header.json"
REVISIONS: Final = "revs.jsonl"
AUDIT: Final = "audit.jsonl"
RECEIPTS: Final = "receipts.jsonl"
ORDERS: Final = "orders.jsonl"
KEYRING: Final = "keyring.skt"
REQUIRED: Final = (REVISIONS, AUDIT, RECEIPTS, ORDERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFile:
    """One file beside the header, in `data.age`."""

    name: str
    size: Size
    sha256: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class BlobEntry:
    """One photo or file, and the volume that holds it."""

    sha256: Sha256
    size: Size
    volume: Annotated[str, Meta(pattern=r"\Ablobs-[0-9]{3}\.age\Z")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateCount:
    """How many revisions of one aggregate the package carries."""

    id: Token
    revisions: Size


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the inside of a package says."""

    package: Token
    kind: PackageKind
    origin: Token
    origin_seq: Size
    to: tuple[str, ...]
    signer: str
    """The printed form of the key that signs the manifest."""
    schema: Size
    app: str
    files: tuple[MemberFile, ...]
    revisions: Size
    aggregates: tuple[AggregateCount, ...]
    blobs: tuple[BlobEntry, ...]
    blobs_left_out: tuple[Sha256, ...] = ()
    """Blobs that belong to the records and did not travel: unreadable, or sent another time."""

    def check_against(self, manifest: Manifest, signer: str) -> None:
        """Prove that this inside belongs to that outside.

        Raises:
            PackageForged: if they differ, or another key signed.
        """
        inside = (self.package, self.kind, self.origin, self.origin_seq, self.to)
        outside = (
            manifest.package,
            manifest.kind,
            manifest.origin,
            manifest.origin_seq,
            manifest.to,
        )
        if inside != outside:
            raise PackageForged(reason=translate("inside and outside name different packages"))
        if self.signer != signer:
            raise PackageForged(reason=translate("another key signed the outside"))
        volumes = {part.name for part in manifest.volumes}
        if {blob.volume for blob in self.blobs} != volumes:
            raise PackageForged(reason=translate("inside and outside list different volumes"))
