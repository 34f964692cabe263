"""A revision: one value that one person gave one field, for ever.

Merging two stores is the union of their revisions; what is current, in
conflict, deleted or history is read from that set (`data_and_exchange` §3.2).
The identity hashes a salted commitment and not the value, so that a value
erased by order leaves every hash verifiable.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from app.domain.canonical import NotCanonical

NONCE_BYTES: Final = 16
MAX_LAMPORT: Final = 10**7
"""The greatest `lam` that is believed; a laptop that has seen it writes no greater one."""
SCHEMA: Final = 1
"""The version of the meaning of stored values; older ones are lifted when projected."""

_PREFIX: Final = b"skt-rev-1\n"
_ENCODER: Final = msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One write of one field.

    `value` is canonical JSON and, like `nonce` (hex), None once erased.
    `observed` names the heads a deletion had in view; None for other writes.
    """

    agg_id: str
    entity_id: str
    entity_type: str
    field: str
    origin_id: str
    seq: int
    lam: int
    parents: tuple[str, ...]
    observed: tuple[str, ...] | None
    commit_hash: str
    value: str | None
    nonce: str | None
    actor_id: str
    utc_ms: int
    tz_min: int
    schema_ver: int = SCHEMA
    rev_id: str = ""

    def sealed(self) -> Revision:
        """Return this revision with the identity that follows from its content."""
        return replace(self, rev_id=self.identity())

    def identity(self) -> str:
        """Return the first 24 bytes of the SHA-256 of everything but the value, base64url."""
        body = _ENCODER.encode(
            {
                "agg": self.agg_id,
                "entity": self.entity_id,
                "type": self.entity_type,
                "field": self.field,
                "origin": self.origin_id,
                "seq": self.seq,
                "lam": self.lam,
                "commit": self.commit_hash,
                "parents": sorted(self.parents),
                "observed": None if self.observed is None else sorted(self.observed),
                "actor": self.actor_id,
                "utc": self.utc_ms,
                "tz": self.tz_min,
                "sv": self.schema_ver,
            }
        )
        return base64.urlsafe_b64encode(hashlib.sha256(_PREFIX + body).digest()[:24]).decode()

    def check(self) -> None:
        """Prove that identity and commitment fit the content.

        Raises:
            NotCanonical: if either does not.
        """
        if self.identity() != self.rev_id:
            raise NotCanonical(reason=f"revision {self.rev_id} does not match its content")
        if self.value is None or self.nonce is None:
            return
        if commitment(bytes.fromhex(self.nonce), self.value) != self.commit_hash:
            raise NotCanonical(reason=f"revision {self.rev_id} does not match its commitment")


def commitment(nonce: bytes, value: str) -> str:
    """Return the salted hash that stands for a value, in hex."""
    return hashlib.sha256(nonce + value.encode()).hexdigest()
