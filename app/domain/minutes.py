"""Minutes (biên bản): what was printed, by hash and version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Annotated, ClassVar

from app.domain.entity import Merge, Sha256
from app.ids import InspectionId, MinutesId


class MinutesState(Enum):
    """The life of minutes (`domain` R9)."""

    DRAFT = "draft"
    READ_BACK = "read_back"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """One printing of the minutes; the Word file lies in the vault under its hash."""

    KIND: ClassVar[str] = "minutes"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: MinutesId
    inspection_id: InspectionId
    version: Annotated[int, Merge.IMMUTABLE]
    docx_sha256: Annotated[Sha256, Merge.IMMUTABLE]
    content_sha256: Annotated[str, Merge.IMMUTABLE]
    """SHA-256 of the canonical JSON of what the minutes say."""
    written_at: Annotated[datetime, Merge.IMMUTABLE]
    state: MinutesState = MinutesState.DRAFT
