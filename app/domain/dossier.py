"""Dossiers (hồ sơ TTHC mẫu): one row of the sample, column by column.

Columns and rules are those of the forms of TT 03/2025/TT-VPCP and of NĐ
118/2025/NĐ-CP as amended; local moments are kept without zone, because they are
read off paper slips and must never shift by a day.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, ClassVar, Final

from app.domain.canonical import LATER
from app.domain.entity import MOST_DAYS, Limit, Privacy
from app.ids import DossierId, InspectionId, place_id

_ON_SLIP: Final = Limit(has_zone=False)
_OnSlip = Annotated[datetime, _ON_SLIP]
_OnSlipOrNone = Annotated[datetime | None, _ON_SLIP]


class Channel(Enum):
    """How a dossier was submitted."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    POST = "post"


class TermUnit(Enum):
    """What a statutory term is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"


class DossierStatus(Enum):
    """Where a dossier stands on the day of the inspection."""

    IN_PROGRESS = "in_progress"
    WAITING_SUPPLEMENT = "waiting_supplement"
    RESOLVED = "resolved"
    RETURNED = "returned"
    REFUSED = "refused"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"

    @property
    def is_finished(self) -> bool:
        """Whether the agency has nothing more to do."""
        return self not in {DossierStatus.IN_PROGRESS, DossierStatus.WAITING_SUPPLEMENT}


class Digitised(Enum):
    """How much of a dossier was digitised."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Pick(Enum):
    """Why a dossier is in the sample (`dossier_sample` §5)."""

    BY_HAND = "by_hand"
    """Added by a person; marked wherever the sample is printed."""
    RANDOM = "random"
    ALWAYS = "always"
    """Overdue, refused or complained about: these are always looked at."""
    REPLACEMENT = "replacement"
    """The next in the drawn order, for one that could not be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFacts:
    """What was read off one dossier, without identity; also a part of the document.

    A yes/no column is None where it does not apply. Numbers in comments are the
    columns of the check form (`dossier_sample` §2).
    """

    dossier_code: str  # 2
    procedure_code: str = ""  # 3
    procedure_name: str  # 4
    field: str  # 5
    applicant: Annotated[str, Privacy.PERSONAL] = ""  # 6
    received_at: _OnSlip  # 7
    channel: Channel = Channel.IN_PERSON  # 8
    cross_area: bool = False  # 9
    statutory_days: Annotated[int | None, Limit(most=MOST_DAYS)] = None  # 10
    statutory_unit: TermUnit = TermUnit.WORKING_DAYS  # 11
    due_at: _OnSlipOrNone = None  # 12
    forwarded_at: _OnSlipOrNone = None  # 14
    resolved_at: _OnSlipOrNone = None  # 15
    returned_at: _OnSlipOrNone = None  # 16
    status: DossierStatus = DossierStatus.RETURNED  # 17
    extra_docs: tuple[str, ...] = ()  # 18
    missing_docs: tuple[str, ...] = ()  # 19
    data_available_docs: bool | None = None  # 20
    has_receipt: bool | None = None  # 21
    receipt_complete: bool | None = None  # 22
    has_control_slip: bool | None = None  # 23
    control_slip_complete: bool | None = None  # 24
    in_tracking_book: bool | None = None  # 25
    book_matches_system: bool | None = None  # 26
    supplement_count: int = 0  # 27
    has_supplement_slip: bool | None = None  # 28
    supplement_from: date | None = None  # 29
    supplement_to: date | None = None  # 29
    has_refusal_slip: bool | None = None  # 30
    has_apology: bool | None = None  # 31
    apology_at: date | None = None  # 32
    new_due_at: date | None = None  # 33
    digitised: Digitised | None = None  # 34
    e_result: bool | None = None  # 35
    fee_due: Decimal | None = None  # 36
    fee_paid: Decimal | None = None  # 36
    fee_receipt_ok: bool | None = None  # 37
    paid_online: bool | None = None  # 38
    complained: bool | None = dataclasses.field(default=None, metadata=LATER)
    """Whether there was a complaint (phản ánh, kiến nghị) about it."""
    note: str = ""  # 43


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(DossierFacts):
    """One dossier of the sample of one inspection."""

    KIND: ClassVar[str] = "dossier"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: DossierId
    inspection_id: InspectionId
    order: int = 0
    pick: Pick = dataclasses.field(default=Pick.BY_HAND, metadata=LATER)
    pick_reason: str = dataclasses.field(default="", metadata=LATER)
    """Why it was added by hand, or which dossier it replaces and why."""


def dossier_id(inspection_id: InspectionId, dossier_code: str, nth: int = 1) -> DossierId:
    """Return the identity of the dossier with this code in one inspection.

    A code that stands in the sample twice is a doubt, not an error: its second row is
    the `nth` of the same code, so that no row ever overwrites the other.
    """
    place = [dossier_code] if nth == 1 else [dossier_code, str(nth)]
    return DossierId(place_id("dossier", inspection_id, *place))
