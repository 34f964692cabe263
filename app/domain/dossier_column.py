"""The columns of a dossier that a person fills in (`dossier_sample` §2), as data.

One description serves the grid, what is pasted into it and what is copied out of it:
the heading, the kind of value, and the words a value is known by. Headings are
English here and Vietnamese in the catalogue; the words of choices are Vietnamese,
because they stand in files whatever language the window speaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Final

from app.domain.dossier import Channel, Digitised, DossierStatus, TermUnit
from app.words import mark


class ColumnKind(Enum):
    """What stands in a column."""

    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    YES_NO = "yes_no"
    COUNT = "count"
    MONEY = "money"
    CHOICE = "choice"
    LIST = "list"

    @property
    def is_number(self) -> bool:
        """Whether it is read from the right."""
        return self in {ColumnKind.COUNT, ColumnKind.MONEY}


class ColumnGroup(Enum):
    """Columns that are looked at together, by the English of their name."""

    IDENTITY = mark("Dossier")
    TERM = mark("Dates")
    PAPERS = mark("Papers")
    FORMS = mark("Forms")
    DELAY = mark("Supplements and delays")
    RESULT = mark("Result and fees")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a choice is called."""

    shown: str
    """English; shown in the language in use."""
    also: tuple[str, ...]
    """How files and people write it, the official Vietnamese name first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierColumn:
    """One column: the fact it fills in and how that fact is written."""

    name: str
    """The fact of the dossier."""
    number: str
    """The column of the check form."""
    heading: str
    kind: ColumnKind
    group: ColumnGroup
    words: Mapping[Enum, Word] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    """What is often written there; anything else may be, too."""
    when_empty: object = None
    """The value of an empty cell."""
    is_needed: bool = False
    """Whether a row without it cannot be kept yet."""


_FIELDS: Final = (
    "Hộ tịch",
    "Chứng thực",
    "Đất đai",
    "Bảo trợ xã hội",
    "Người có công",
    "Kinh doanh",
    "Xây dựng",
    "Giáo dục",
    "Văn hóa",
    "Y tế",
    "Lao động",
    "Khác",
)
_CHANNELS: Final[Mapping[Enum, Word]] = MappingProxyType(
    {
        Channel.IN_PERSON: Word(shown=mark("In person"), also=("Trực tiếp",)),
        Channel.ONLINE: Word(shown=mark("Online"), also=("Trực tuyến", "Qua mạng")),
        Channel.POST: Word(shown=mark("Public post"), also=("Bưu chính công ích", "BCCI")),
    }
)
_UNITS: Final[Mapping[Enum, Word]] = MappingProxyType(
    {
        TermUnit.WORKING_DAYS: Word(shown=mark("working days"), also=("ngày làm việc", "NLV")),
        TermUnit.DAYS: Word(shown=mark("days"), also=("ngày", "ngày lịch")),
        TermUnit.HOURS: Word(shown=mark("hours"), also=("giờ",)),
    }
)
_STATUSES: Final[Mapping[Enum, Word]] = MappingProxyType(
    {
        DossierStatus.IN_PROGRESS: Word(shown=mark("Being handled"), also=("Đang giải quyết",)),
        DossierStatus.WAITING_SUPPLEMENT: Word(
            shown=mark("Waiting for a supplement"), also=("Chờ bổ sung",)
        ),
        DossierStatus.RESOLVED: Word(
            shown=mark("Resolved"), also=("Đã giải quyết", "Đã xử lý xong")
        ),
        DossierStatus.RETURNED: Word(
            shown=mark("Result returned"), also=("Đã trả kết quả", "Đã trả")
        ),
        DossierStatus.REFUSED: Word(shown=mark("Refused"), also=("Từ chối",)),
        DossierStatus.STOPPED: Word(shown=mark("Stopped"), also=("Dừng giải quyết", "Dừng")),
        DossierStatus.WITHDRAWN: Word(shown=mark("Withdrawn"), also=("Rút hồ sơ", "Rút")),
    }
)
_DIGITISED: Final[Mapping[Enum, Word]] = MappingProxyType(
    {
        Digitised.FULL: Word(shown=mark("Fully"), also=("Đầy đủ", "Đủ", "Có")),
        Digitised.PARTIAL: Word(shown=mark("In part"), also=("Một phần",)),
        Digitised.NONE: Word(shown=mark("Not at all"), also=("Không", "Chưa")),
    }
)


def _column(  # noqa: PLR0913 - one row of the table of the check form
    name: str,
    number: str,
    heading: str,
    kind: ColumnKind,
    group: ColumnGroup,
    *,
    words: Mapping[Enum, Word] = MappingProxyType({}),
    suggestions: tuple[str, ...] = (),
    when_empty: object = None,
    is_needed: bool = False,
) -> DossierColumn:
    if when_empty is None and kind is ColumnKind.TEXT:
        when_empty = ""
    return DossierColumn(
        name=name,
        number=number,
        heading=heading,
        kind=kind,
        group=group,
        words=words,
        suggestions=suggestions,
        when_empty=() if kind is ColumnKind.LIST else when_empty,
        is_needed=is_needed,
    )


_K, _G = ColumnKind, ColumnGroup
COLUMNS: Final = (
    _column("dossier_code", "2", mark("Dossier code"), _K.TEXT, _G.IDENTITY, is_needed=True),
    _column("procedure_code", "3", mark("Procedure code"), _K.TEXT, _G.IDENTITY),
    _column("procedure_name", "4", mark("Procedure"), _K.TEXT, _G.IDENTITY),
    _column("field", "5", mark("Field"), _K.TEXT, _G.IDENTITY, suggestions=_FIELDS),
    _column("applicant", "6", mark("Applicant (initials)"), _K.TEXT, _G.IDENTITY),
    _column(
        "channel",
        "8",
        mark("Submitted"),
        _K.CHOICE,
        _G.IDENTITY,
        words=_CHANNELS,
        when_empty=Channel.IN_PERSON,
    ),
    _column("cross_area", "9", mark("From another area"), _K.YES_NO, _G.IDENTITY, when_empty=False),
    _column("received_at", "7", mark("Received at"), _K.MOMENT, _G.TERM, is_needed=True),
    _column("statutory_days", "10", mark("Statutory term"), _K.COUNT, _G.TERM),
    _column(
        "statutory_unit",
        "11",
        mark("Unit of the term"),
        _K.CHOICE,
        _G.TERM,
        words=_UNITS,
        when_empty=TermUnit.WORKING_DAYS,
    ),
    _column("due_at", "12", mark("Due on the slip"), _K.MOMENT, _G.TERM),
    _column("forwarded_at", "14", mark("Forwarded at"), _K.MOMENT, _G.TERM),
    _column("resolved_at", "15", mark("Resolved at"), _K.MOMENT, _G.TERM),
    _column("returned_at", "16", mark("Returned at"), _K.MOMENT, _G.TERM),
    _column(
        "status",
        "17",
        mark("Status"),
        _K.CHOICE,
        _G.TERM,
        words=_STATUSES,
        when_empty=DossierStatus.RETURNED,
    ),
    _column("extra_docs", "18", mark("Papers beyond the rules"), _K.LIST, _G.PAPERS),
    _column("missing_docs", "19", mark("Papers missing"), _K.LIST, _G.PAPERS),
    _column(
        "data_available_docs", "20", mark("Papers already in a database"), _K.YES_NO, _G.PAPERS
    ),
    _column("has_receipt", "21", mark("Receipt slip (Form 01)"), _K.YES_NO, _G.FORMS),
    _column("receipt_complete", "22", mark("Receipt slip complete"), _K.YES_NO, _G.FORMS),
    _column("has_control_slip", "23", mark("Control slip (Form 06)"), _K.YES_NO, _G.FORMS),
    _column("control_slip_complete", "24", mark("Control slip complete"), _K.YES_NO, _G.FORMS),
    _column("in_tracking_book", "25", mark("Tracking book (Form 07)"), _K.YES_NO, _G.FORMS),
    _column("book_matches_system", "26", mark("Book matches the system"), _K.YES_NO, _G.FORMS),
    _column(
        "supplement_count", "27", mark("Supplement requests"), _K.COUNT, _G.DELAY, when_empty=0
    ),
    _column("has_supplement_slip", "28", mark("Supplement slip (Form 02)"), _K.YES_NO, _G.DELAY),
    _column("supplement_from", "29", mark("Supplement asked on"), _K.DAY, _G.DELAY),
    _column("supplement_to", "29", mark("Supplement complete on"), _K.DAY, _G.DELAY),
    _column("has_refusal_slip", "30", mark("Refusal slip (Form 03)"), _K.YES_NO, _G.DELAY),
    _column("has_apology", "31", mark("Apology (Form 04)"), _K.YES_NO, _G.DELAY),
    _column("apology_at", "32", mark("Apology sent on"), _K.DAY, _G.DELAY),
    _column("new_due_at", "33", mark("New due date"), _K.DAY, _G.DELAY),
    _column("digitised", "34", mark("Papers digitised"), _K.CHOICE, _G.RESULT, words=_DIGITISED),
    _column("e_result", "35", mark("Signed electronic result"), _K.YES_NO, _G.RESULT),
    _column("fee_due", "36", mark("Fee due (đồng)"), _K.MONEY, _G.RESULT),
    _column("fee_paid", "36", mark("Fee paid (đồng)"), _K.MONEY, _G.RESULT),
    _column("fee_receipt_ok", "37", mark("Fee receipt"), _K.YES_NO, _G.RESULT),
    _column("paid_online", "38", mark("Paid online"), _K.YES_NO, _G.RESULT),
    _column("complained", "", mark("Complaint"), _K.YES_NO, _G.RESULT),
    _column("note", "43", mark("Note"), _K.TEXT, _G.RESULT),
    _column("pick_reason", "", mark("Reason in the sample"), _K.TEXT, _G.RESULT),
)
"""In the order of the grid; what is computed stands beside them there."""
BY_NAME: Final = MappingProxyType({column.name: column for column in COLUMNS})
