"""Minutes (biên bản): each frozen text by hash and version, from reading back to the signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Annotated, ClassVar, Final

from app.clock import local
from app.domain.canonical import LATER
from app.domain.entity import Merge, Privacy, Sha256, Sha256OrNone
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
    VOID = "void"
    """Signed, and then declared void beside other signed minutes; it says what it said."""


class NothingToSign(AppError):
    """No text of the minutes was frozen, so there is nothing that could have been signed."""

    code = "nothing_to_sign"
    message = mark(
        "No minutes of this inspection were written for signature yet. Nothing was changed. "
        "Write the minutes, have them read back and signed, then record the signature."
    )


class AlreadySigned(AppError):
    """The signature of these minutes is recorded already."""

    code = "already_signed"
    message = mark(
        "Version {version} of the minutes is signed already, recorded {moment}. Nothing was "
        "changed. A scan of its pages can still be attached."
    )


class NotSigned(AppError):
    """Something was asked of minutes that only signed ones can give."""

    code = "not_signed"
    message = mark(
        "The minutes of this inspection are not signed yet. Nothing was changed. "
        "Record their signature first."
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
    template_sha256: Annotated[Sha256OrNone, Merge.IMMUTABLE] = field(default="", metadata=LATER)
    signed_at: datetime | None = field(default=None, metadata=LATER)
    """When the signature was recorded here."""
    signers: Annotated[tuple[str, ...], Privacy.PERSONAL] = field(default=(), metadata=LATER)
    scan_sha256: Sha256OrNone = field(default="", metadata=LATER)
    """The scan of the signed pages, one PDF in the vault; empty while there is none."""
    void_reason: Annotated[str, Merge.AUTO] = field(default="", metadata=LATER)
    """Why these signed minutes do not hold; empty while they do."""

    @property
    def code(self) -> str:
        """What stands in the footer: `v1 · 0123456789abcdef`."""
        return f"v{self.version} · {self.shown_digits}"

    @property
    def shown_digits(self) -> str:
        """The beginning of H that is printed: `0123456789abcdef`."""
        return self.content_sha256[:SHOWN_DIGITS]

    @property
    def is_frozen(self) -> bool:
        """Whether its content lies in the vault beside its Word file."""
        return self.state is not MinutesState.DRAFT

    @property
    def files(self) -> tuple[str, ...]:
        """What the vault holds of it: the Word file, what it says, the scan.

        A printing of the first versions of this program has its Word file only.
        """
        text = (self.content_sha256,) if self.is_frozen else ()
        scan = (self.scan_sha256,) if self.scan_sha256 else ()
        return (self.docx_sha256, *text, *scan)

    def signed(self, at: datetime, signers: tuple[str, ...], scan_sha256: str) -> Minutes:
        """Return these minutes as signed on paper.

        Raises:
            NothingToSign: if they are a printing from before texts were frozen.
            AlreadySigned: if they are signed already.
        """
        if self.state in {MinutesState.DRAFT, MinutesState.VOID}:
            raise NothingToSign
        if self.state is MinutesState.SIGNED:
            raise AlreadySigned(version=self.version, moment=_local_text(self.signed_at))
        return replace(
            self,
            state=MinutesState.SIGNED,
            signed_at=at,
            signers=signers,
            scan_sha256=scan_sha256,
        )


def standing(found: Iterable[Minutes]) -> tuple[Minutes, ...]:
    """Return the texts that were not declared void, in the order given."""
    return tuple(one for one in found if one.state is not MinutesState.VOID)


def in_order(found: Iterable[Minutes]) -> tuple[Minutes, ...]:
    """Return the frozen texts of a visit, the oldest first.

    Two laptops may have given one number before they met; the signed one then counts as the later.
    """

    def place(one: Minutes) -> tuple[int, bool, datetime, str]:
        return one.version, one.state is MinutesState.SIGNED, one.written_at, one.id

    return tuple(sorted(found, key=place))


def _local_text(moment: datetime | None) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}" if moment else "?"
