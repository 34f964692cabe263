"""What the cells of a register mean: moments, terms, states, ways of submitting, yes and no."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from app.domain.dossier import Channel, DossierStatus, TermUnit
from app.domain.register_columns import folded
from app.domain.text import fold
from app.words import translate

CellValue = str | int | float | bool | datetime | date | time | timedelta

EARLIEST: Final = 1990
LATEST: Final = 2100
_EXCEL_BEGINS: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - local moments have no zone
_CLOCK: Final = r"(?P<hour>\d{1,2})(?::|h| ?giờ ?)(?P<minute>\d{1,2})(?::(?P<second>\d{1,2}))?"
_DAY: Final = r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
_ISO: Final = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_WRITTEN: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_DAY}(?:[ ,T]+{_CLOCK})?",
        rf"{_CLOCK}(?: ?phút)?(?:, ?| )(?:ngày )?{_DAY}",
        rf"{_ISO}(?:[ T]+{_CLOCK})?(?:\.\d+)?",
    )
)
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_TERM: Final = re.compile(r"(\d{1,4})(?:[.,]0+)?(?![.,\d])\s*(.*)", re.DOTALL)
_NO: Final = frozenset({"", "khong", "khong co", "no", "false", "0", "chua", "chua co", "k"})

# Read from the first to the last: "chưa trả" must not be found as "trả".
_STATES: Final = (
    ("cho bo sung", DossierStatus.WAITING_SUPPLEMENT),
    ("yeu cau bo sung", DossierStatus.WAITING_SUPPLEMENT),
    ("chua giai quyet", DossierStatus.IN_PROGRESS),
    ("chua xu ly", DossierStatus.IN_PROGRESS),
    ("dang", DossierStatus.IN_PROGRESS),
    ("moi tiep nhan", DossierStatus.IN_PROGRESS),
    ("cho xu ly", DossierStatus.IN_PROGRESS),
    ("tu choi", DossierStatus.REFUSED),
    ("khong tiep nhan", DossierStatus.REFUSED),
    ("tra lai", DossierStatus.REFUSED),
    ("rut", DossierStatus.WITHDRAWN),
    ("dung", DossierStatus.STOPPED),
    ("cho tra", DossierStatus.RESOLVED),
    ("chua tra", DossierStatus.RESOLVED),
    ("da tra", DossierStatus.RETURNED),
    ("tra ket qua", DossierStatus.RETURNED),
    ("da giai quyet", DossierStatus.RESOLVED),
    ("giai quyet xong", DossierStatus.RESOLVED),
    ("da xu ly", DossierStatus.RESOLVED),
    ("xu ly xong", DossierStatus.RESOLVED),
    ("hoan thanh", DossierStatus.RESOLVED),
    ("da co ket qua", DossierStatus.RESOLVED),
    ("ket thuc", DossierStatus.RESOLVED),
    ("da tiep nhan", DossierStatus.IN_PROGRESS),
)
_CHANNELS: Final = (
    ("truc tuyen", Channel.ONLINE),
    ("online", Channel.ONLINE),
    ("dich vu cong", Channel.ONLINE),
    ("buu chinh", Channel.POST),
    ("bcci", Channel.POST),
    ("buu dien", Channel.POST),
    ("truc tiep", Channel.IN_PERSON),
    ("mot cua", Channel.IN_PERSON),
)


class NotRead(ValueError):
    """A cell does not say what its column must say; the text is cause and cure."""

    def __init__(self, cause: str, cure: str) -> None:
        super().__init__(cause)
        self.cause = cause
        self.cure = cure


def read_moment(value: CellValue) -> datetime | None:
    """Return the local moment a cell gives, None for an empty one.

    Raises:
        NotRead: if it gives no day that exists, or one of another age.
    """
    match value:
        case datetime():
            return _of_this_age(value)
        case date():
            return _of_this_age(datetime.combine(value, time.min))
        case bool() | time() | timedelta():
            raise _no_day(str(value))
        case int() | float():
            return _from_serial(float(value))
    text = " ".join(value.split())
    if not text or text in {"-", "--", "/"}:
        return None
    if _NUMBER.fullmatch(text):
        return _from_serial(float(text.replace(",", ".")))
    found = next((hit for pattern in _WRITTEN if (hit := pattern.fullmatch(text))), None)
    if found is None:
        raise _no_day(text)
    return _from_parts(text, {name: int(part or 0) for name, part in found.groupdict().items()})


def read_term(value: CellValue) -> tuple[int | None, TermUnit]:
    """Return a statutory term and its unit; bare numbers are working days.

    Raises:
        NotRead: if the cell holds anything else.
    """
    text = fold(_plain_text(value))
    if not text:
        return None, TermUnit.WORKING_DAYS
    found = _TERM.fullmatch(text)
    if found is None:
        cause = translate("“{value}” is not a term", value=_plain_text(value))
        raise NotRead(cause, translate("Write a whole number of working days"))
    unit = folded(found[2])
    if "gio" in unit.split():
        return int(found[1]), TermUnit.HOURS
    calendar_days = unit in {"ngay lich", "ngay lien tuc"}
    return int(found[1]), TermUnit.DAYS if calendar_days else TermUnit.WORKING_DAYS


def read_status(value: CellValue) -> DossierStatus | None:
    """Return the state a cell names, None for an empty one.

    Raises:
        NotRead: if no state is called so.
    """
    words = folded(_plain_text(value))
    for sign, status in _STATES:
        if f" {sign} " in f" {words} ":
            return status
    if not words:
        return None
    cause = translate("“{value}” is not a known state", value=_plain_text(value))
    raise NotRead(cause, translate("The dates of the row decide; correct it in the sample"))


def read_channel(value: CellValue) -> Channel | None:
    """Return how a dossier was submitted, None for an empty cell.

    Raises:
        NotRead: if it names no known way.
    """
    words = folded(_plain_text(value))
    for sign, channel in _CHANNELS:
        if sign in words:
            return channel
    if not words:
        return None
    cause = translate("“{value}” is no known way of submitting", value=_plain_text(value))
    raise NotRead(cause, translate("It is taken as in person; correct it in the sample"))


def read_complaint(value: CellValue) -> bool | None:
    """Return whether there was a complaint; any text but a no speaks of one."""
    words = folded(_plain_text(value))
    if not words:
        return None
    return words not in _NO


def read_text(value: CellValue) -> str:
    """Return a text as a reader of the sheet sees it, in one line."""
    return _plain_text(value)


def is_serial(value: CellValue) -> bool:
    """Tell whether a moment was given as the bare number Excel counts days with."""
    if isinstance(value, str):
        return _NUMBER.fullmatch(value.strip()) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain_text(value: CellValue) -> str:
    match value:
        case str():
            return " ".join(value.split())
        case bool():
            return "có" if value else "không"
        case int() | float():
            return f"{Decimal(repr(value)):f}".removesuffix(".0")
        case datetime():
            return f"{value:%H:%M %d/%m/%Y}"
        case date():
            return f"{value:%d/%m/%Y}"
    return str(value)


def _from_serial(serial: float) -> datetime:
    """Return the moment Excel means by a number; 1900 was no leap year, but nobody is that old."""
    if not 0 < serial < 100_000:  # noqa: PLR2004 - the year 2173
        raise _no_day(str(serial))
    moment = _EXCEL_BEGINS + timedelta(seconds=round(serial * 86_400))
    return _of_this_age(moment)


def _from_parts(text: str, parts: dict[str, int]) -> datetime:
    day, month = parts["day"], parts["month"]
    clock = (parts.get("hour", 0), parts.get("minute", 0), parts.get("second", 0))
    try:
        moment = datetime(parts["year"], month, day, *clock)  # noqa: DTZ001 - read off paper
    except ValueError as error:
        if month > 12 >= day:  # noqa: PLR2004 - there are twelve months
            cause = translate("“{value}” has the month first, or is no day", value=text)
            raise NotRead(cause, translate("Write the day first: dd/mm/yyyy")) from error
        cause = translate("the day “{value}” does not exist", value=text)
        raise NotRead(cause, translate("Write a day that exists: dd/mm/yyyy")) from error
    return _of_this_age(moment)


def _of_this_age(moment: datetime) -> datetime:
    if not EARLIEST <= moment.year < LATEST:
        cause = translate("the year {year} cannot be right", year=moment.year)
        raise NotRead(cause, translate("Correct the date"))
    return moment


def _no_day(text: str) -> NotRead:
    cause = translate("“{value}” is not a date", value=text)
    return NotRead(cause, translate("Write the date as dd/mm/yyyy"))
