"""Minutes (biên bản): each frozen text by hash and version, from reading back to the signature."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Annotated, ClassVar, Final

from app.domain.canonical import LATER
from app.domain.entity import Merge, Privacy, Sha256
from app.errors import AppError
from app.ids import InspectionId, MinutesId
from app.words import mark

SHOWN_DIGITS: Final = 16
"""How much of the content hash stands in the footer; 64 bits nobody can forge by chance."""


class MinutesKind(Enum):
    """What a frozen text is."""

    FULL = "full"
    SUPPLEMENT = "supplement"
    """Only what changed since minutes were signed (biên bản bổ sung)."""


class MinutesState(Enum):
    """The life of minutes (`domain` R9)."""

    DRAFT = "draft"
    """A printing of the first versions of this program, before texts were frozen."""
    READ_BACK = "read_back"
    """Frozen and printed, to be read back and signed."""
    SIGNED = "signed"


class NotToBeSigned(AppError):
    """Minutes that are signed already, or were never frozen, cannot be signed."""

    code = "not_to_be_signed"
    message = mark(
        "Version {version} of the minutes cannot be signed: it is “{state}”. Nothing was changed. "
        "Write the minutes again and sign that version."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """One frozen text of the minutes.

    The vault holds the Word file under `docx_sha256` and what it says, as canonical JSON,
    under `content_sha256`, which is the H of the footer.
    """

    KIND: ClassVar[str] = "minutes"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: MinutesId
    inspection_id: InspectionId
    version: Annotated[int, Merge.IMMUTABLE]
    """Counts the frozen texts of a visit on one laptop; a number names one text only."""
    docx_sha256: Annotated[Sha256, Merge.IMMUTABLE]
    content_sha256: Annotated[Sha256, Merge.IMMUTABLE]
    written_at: Annotated[datetime, Merge.IMMUTABLE]
    state: MinutesState = MinutesState.DRAFT
    kind: Annotated[MinutesKind, Merge.IMMUTABLE] = field(default=MinutesKind.FULL, metadata=LATER)
    amends: Annotated[MinutesId | None, Merge.IMMUTABLE] = field(default=None, metadata=LATER)
    """The signed minutes that a supplement, or a second full version, stands beside."""
    template_sha256: Annotated[str, Merge.IMMUTABLE] = field(default="", metadata=LATER)
    signed_at: datetime | None = field(default=None, metadata=LATER)
    """When the signature was recorded here."""
    signers: Annotated[tuple[str, ...], Privacy.PERSONAL] = field(default=(), metadata=LATER)
    scan_sha256: str = field(default="", metadata=LATER)
    """The scan of the signed pages, one PDF in the vault; empty while there is none."""

    @property
    def code(self) -> str:
        """What stands in the footer: `v1 · 0123456789abcdef`."""
        return f"v{self.version} · {self.content_sha256[:SHOWN_DIGITS]}"

    @property
    def is_frozen(self) -> bool:
        """Whether its content lies in the vault beside its Word file."""
        return self.state is not MinutesState.DRAFT

    def signed(self, at: datetime, signers: tuple[str, ...], scan_sha256: str) -> Minutes:
        """Return these minutes as signed on paper.

        Raises:
            NotToBeSigned: if they are signed already or never were read back.
        """
        if self.state is not MinutesState.READ_BACK:
            raise NotToBeSigned(version=self.version, state=self.state.value)
        return replace(
            self,
            state=MinutesState.SIGNED,
            signed_at=at,
            signers=signers,
            scan_sha256=scan_sha256,
        )
