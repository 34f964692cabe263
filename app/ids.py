"""Identities that stay unique when the stores of many laptops are merged.

An identity is the lower-case text of a UUID. What a person creates gets a
UUIDv7 (RFC 9562: its time only keeps neighbours together in the index and is
never read); what has a natural place gets a UUIDv5 of that place, so that two
laptops that answer the same criterion meet in one row.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
import uuid
from typing import Final, NewType, Protocol

UnitId = NewType("UnitId", str)
PlanId = NewType("PlanId", str)
ChecklistId = NewType("ChecklistId", str)
InspectionId = NewType("InspectionId", str)
ParticipantId = NewType("ParticipantId", str)
AnswerId = NewType("AnswerId", str)
FindingId = NewType("FindingId", str)
RecommendationId = NewType("RecommendationId", str)
RemediationCheckId = NewType("RemediationCheckId", str)
DossierId = NewType("DossierId", str)
PhotoId = NewType("PhotoId", str)
PhotoLinkId = NewType("PhotoLinkId", str)
PhotoMarkId = NewType("PhotoMarkId", str)
MinutesId = NewType("MinutesId", str)
PhraseId = NewType("PhraseId", str)
SpecialDayId = NewType("SpecialDayId", str)
RegisterId = NewType("RegisterId", str)
DrawId = NewType("DrawId", str)
RollCallId = NewType("RollCallId", str)
AbsenceId = NewType("AbsenceId", str)
WorkShareId = NewType("WorkShareId", str)
VisitRulingId = NewType("VisitRulingId", str)
CriterionReturnId = NewType("CriterionReturnId", str)
TemplateId = NewType("TemplateId", str)
ChecklistDraftId = NewType("ChecklistDraftId", str)

_HOUSE: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "sokiemtra.skt1")


def place_id(kind: str, *place: str) -> str:
    """Return the identity of whatever stands at this place, the same on every laptop.

    Args:
        kind: the kind of record, so that equal places of two kinds differ.
        place: the parts of the place, e.g. inspection and criterion code.
    """
    return str(uuid.uuid5(_HOUSE, "|".join((kind, *place))))


class IdSource(Protocol):
    """Hands out identities never used before."""

    def new(self) -> str:
        """Return a fresh identity."""
        ...

    def token(self, size: int) -> bytes:
        """Return `size` unpredictable bytes."""
        ...


class SystemIds:
    """Identities from the operating system's random source.

    UUIDv7 by hand because `uuid.uuid7` starts with Python 3.14: 48 bits of
    milliseconds that never run backwards, 74 random bits (RFC 9562 §5.7).
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last_ms = 0

    def new(self) -> str:
        """Return a fresh identity."""
        with self._lock:
            self._last_ms = max(self._last_ms, time.time_ns() // 1_000_000)
            moment = self._last_ms
        noise = int.from_bytes(os.urandom(10), "big")
        number = (moment & (2**48 - 1)) << 80 | 0x7 << 76 | (noise >> 68 & 0xFFF) << 64
        number |= 0b10 << 62 | noise & (2**62 - 1)
        return str(uuid.UUID(int=number))

    def token(self, size: int) -> bytes:
        """Return `size` unpredictable bytes."""
        return os.urandom(size)


class SeededIds:
    """Identities that repeat from run to run, for samples and tests."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = 0

    def _draw(self) -> bytes:
        self._count += 1
        return hashlib.sha256(f"{self._seed}|{self._count}".encode()).digest()

    def new(self) -> str:
        """Return the next identity of the series."""
        return str(uuid.uuid5(_HOUSE, self._draw().hex()))

    def token(self, size: int) -> bytes:
        """Return the next `size` bytes of the series."""
        drawn = b""
        while len(drawn) < size:
            drawn += self._draw()
        return drawn[:size]
