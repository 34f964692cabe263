"""Receipts: headquarters' signed word on what became of one package as it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Final

from msgspec import Meta

from app.domain.canonical import spell
from app.packages.errors import NoteRefused, PackageRefused, ReceiptRefused
from app.packages.limits import LIMITS
from app.packages.manifest import Sha256, Size, Token, Utc
from app.packages.note import SigningKey, parse_note, sign_note
from app.packages.strict_json import read_as
from app.packages.trust import Keyring
from app.words import translate

RECEIPT_FORMAT: Final = "skt-receipt"
MOST_BLOBS: Final = 1_000
"""Missing photos that a receipt names; with the rest below, it stays a text of the format."""
MOST_REVISIONS: Final = 100
"""Revisions set aside that a receipt names."""
MOST_REASON: Final = 120
"""Letters of the reason why a revision was set aside."""
MOST_TEXT: Final = 2_000
"""Letters of the reason why a package was refused."""
_MOST_BYTES: Final = LIMITS.line // 2


class ReceiptResult(Enum):
    """What headquarters did with a package."""

    APPLIED = "applied"
    PARTLY = "partly"
    """Some revisions were set aside, or photos did not arrive."""
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRejection:
    """One revision that was set aside."""

    rev: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a package; it counts only for the manifest it names."""

    package: Token
    manifest_sha256: Sha256
    result: ReceiptResult
    utc: Utc
    reason: str = ""
    rejected: tuple[ReceiptRejection, ...] = ()
    rejected_unnamed: Size = 0
    """How many more were set aside than are named."""
    blobs_missing: tuple[Sha256, ...] = ()
    blobs_unnamed: Size = 0
    """How many more are missing than are named: then no photo counts as received by it."""
    counts: Annotated[dict[str, Size], Meta(max_length=100)]
    """How many things of each name arrived: `revisions`, `blobs` (all that are here)."""
    audit_head: str = ""
    format: str = RECEIPT_FORMAT
    major: int = 1

    def sign(self, key: SigningKey) -> bytes:
        """Return the receipt as a signed note."""
        return sign_note(spell(self) + "\n", key)


def verify_receipt(note: bytes, keyring: Keyring) -> Receipt:
    """Return the receipt of a note that an active headquarters key signed.

    Raises:
        ReceiptRefused: if none did, or the receipt is malformed.
    """
    try:
        parsed = parse_note(note, max_bytes=_MOST_BYTES)
        keys = [headquarters.key for headquarters in keyring.audience()]
        signers = [key for key in keys if parsed.signed_by(key)]
        if not signers:
            raise ReceiptRefused(reason=translate("headquarters did not sign it"))
        receipt = read_as(parsed.text.encode()[:-1], Receipt)
    except (NoteRefused, PackageRefused) as error:
        raise ReceiptRefused(reason=error.params["reason"]) from error
    if receipt.format != RECEIPT_FORMAT or receipt.major != 1:
        raise ReceiptRefused(reason=translate("it is not a receipt this version can read"))
    return receipt
