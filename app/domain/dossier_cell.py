"""The cells of the dossier grid: how a typed or pasted text is read, and how a value is shown.

What is shown is read back as the same value. Whatever cannot be read for certain is
refused with the reason, so that nothing is ever guessed into the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final, NoReturn

from app.domain.dossier_column import ColumnKind, DossierColumn
from app.domain.text import clean, fold
from app.errors import InvalidValue
from app.words import language, translate

NOT_APPLICABLE: Final = "–"
MOST_LETTERS: Final = 4000
_MOST_COUNT: Final = 9999
_MOST_MONEY: Final = Decimal(10) ** 12
_YEARS: Final = range(1900, 2200)
_CENTURY: Final = 100
_SERIALS: Final = range(36526, 73051)
"""Excel's numbers of the days from 2000 to 2099; a cell without a date format pastes as one."""
_SERIAL_ZERO: Final = date(1899, 12, 30).toordinal()
_THREE: Final = 3

_YES: Final = frozenset({"x", "co", "c", "yes", "y", "1", "true", "dung", "roi", "✓", "✔", "v"})
_NO: Final = frozenset({"khong", "k", "ko", "khg", "no", "n", "0", "false", "sai", "chua"})
_NEITHER: Final = frozenset({
    "-", "–", "—", "kxd", "kad", "n/a", "na", "khong ap dung", "khong xac dinh",
    "not applicable",
})  # fmt: skip
_NONE_LISTED: Final = frozenset({"-", "–", "—", "0", "khong", "khong co", "none", "no"})

_DIGITS: Final = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)
_DAY: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_CLOCK: Final = re.compile(
    r"(\d{1,2})\s*(?:[:hg]\s*(\d{1,2})?(?::(\d{2}))?|(?=\s*(?:am|pm|sa|ch)))\s*(?:p(?:hut)?)?"
    r"\s*(am|pm|sa|ch)?",
    re.ASCII,
)
_SERIAL: Final = re.compile(r"(\d{5})(?:[.,](\d{1,12}))?", re.ASCII)
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*", re.ASCII)
_CURRENCY: Final = re.compile(r"\s*(?:đồng|đ|₫|vnđ|vnd)\.?\Z", re.IGNORECASE)


def read_cell(column: DossierColumn, text: str, near: date) -> Any:  # noqa: ANN401 - any fact
    """Return the value that a text gives a column.

    Args:
        column: what is filled in.
        text: as typed or pasted.
        near: the day that a date without a year lies closest to.

    Raises:
        InvalidValue: saying why, if the text is none of the column's values.
    """
    if len(text) > MOST_LETTERS:
        _refuse(column, text[:40] + "…", translate("it is longer than {most} letters", most=4000))
    kept = clean(text).replace("\u00a0", " ").strip()
    if not kept:
        if column.is_needed:
            _refuse(column, "", translate("it is needed"))
        return column.when_empty
    return _READERS[column.kind](column, kept, near)


def show_cell(
    column: DossierColumn,
    value: Any,  # noqa: ANN401 - any fact
) -> str:
    """Return a value as its cell shows it."""
    match value:
        case None:
            text = NOT_APPLICABLE if column.kind is ColumnKind.YES_NO else ""
        case bool():
            text = translate("Yes") if value else translate("No")
        case Enum():
            text = translate(column.words[value].shown)
        case datetime():
            text = _moment_text(value)
        case date():
            text = _day_text(value)
        case Decimal():
            text = _money_text(value)
        case tuple():
            text = "; ".join(value)
        case _:
            text = str(value)
    return text


def _refuse(column: DossierColumn, text: str, reason: str) -> NoReturn:
    raise InvalidValue(field=translate(column.heading), value=text, reason=reason)


def _read_text(column: DossierColumn, text: str, near: date) -> str:
    del near
    return " ".join(text.split()) if column.is_needed else text


def _read_list(column: DossierColumn, text: str, near: date) -> tuple[str, ...]:
    del column, near
    if fold(text) in _NONE_LISTED:
        return ()
    parts = (" ".join(part.split()) for part in re.split(r"[;\n]", text))
    return tuple(part for part in parts if part)


def _read_yes_no(column: DossierColumn, text: str, near: date) -> bool | None:
    del near
    word = " ".join(fold(text).split())
    if word in _YES:
        return True
    if word in _NO:
        return False
    if word in _NEITHER and column.when_empty is None:
        return None
    reasons = (
        translate("it is yes, no or – for not applicable")
        if column.when_empty is None
        else translate("it is yes or no")
    )
    _refuse(column, text, reasons)


def _read_count(column: DossierColumn, text: str, near: date) -> int:
    del near
    number = _number(column, text)
    if number != int(number):
        _refuse(column, text, translate("it is a whole number"))
    if number > _MOST_COUNT:
        _refuse(column, text, translate("it is too large"))
    return int(number)


def _read_money(column: DossierColumn, text: str, near: date) -> Decimal:
    del near
    if fold(text) in {"mien phi", "free"}:
        return Decimal(0)
    number = _number(column, _CURRENCY.sub("", text))
    if number > _MOST_MONEY:
        _refuse(column, text, translate("it is too large"))
    return number


def _number(column: DossierColumn, text: str) -> Decimal:
    """Read a number with `.` or `,`; a sign before groups of three digits parts thousands."""
    plain = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", text)
    if not _NUMBER.fullmatch(plain):
        _refuse(column, text, translate("it is not a number"))
    whole, sign, rest = _split_number(plain)
    groups = re.split(r"[.,]", whole)
    grouped = len(groups) == 1 or (
        len({char for char in whole if not char.isdigit()}) == 1
        and groups[0] not in {"", "0"}
        and len(groups[0]) <= _THREE
        and all(len(group) == _THREE for group in groups[1:])
    )
    if not grouped:
        _refuse(column, text, translate("its points and commas do not part thousands"))
    return Decimal("".join(groups) + (f".{rest}" if sign else ""))


def _split_number(plain: str) -> tuple[str, str, str]:
    """Part a number before its decimal sign, if it has one."""
    signs = [char for char in plain if not char.isdigit()]
    if not signs:
        return plain, "", ""
    last = plain.rindex(signs[-1])
    head, tail = plain[:last], plain[last + 1 :]
    parts_thousands = len(tail) == _THREE and head != "0" and set(signs) == {signs[-1]}
    return (plain, "", "") if parts_thousands else (head, signs[-1], tail)


def _read_choice(column: DossierColumn, text: str, near: date) -> Enum:
    del near
    wanted = " ".join(fold(text).split())
    names = {
        value: [fold(name) for name in (*word.also, word.shown, translate(word.shown))]
        for value, word in column.words.items()
    }
    matches: tuple[Callable[[str], bool], ...] = (
        lambda name: name == wanted,
        lambda name: name.startswith(wanted),
        lambda name: wanted in name,
    )
    for holds in matches:
        found = [value for value, known in names.items() if any(map(holds, known))]
        if len(found) == 1:
            return found[0]
        if found:
            offered = ", ".join(show_cell(column, value) for value in found)
            _refuse(column, text, translate("it could be: {choices}", choices=offered))
    offered = ", ".join(show_cell(column, value) for value in column.words)
    _refuse(column, text, translate("it is one of: {choices}", choices=offered))


def _read_day(column: DossierColumn, text: str, near: date) -> date:
    moment = _read_moment(column, text, near)
    if moment.time() != time():
        _refuse(column, text, translate("it is a day without an hour"))
    return moment.date()


def _read_moment(column: DossierColumn, text: str, near: date) -> datetime:
    """Read a day with or without an hour, in either order."""
    plain = " ".join(fold(text).replace("t", " ", 1).split()) if _ISO.match(text) else fold(text)
    serial = _SERIAL.fullmatch(plain)
    if serial is not None and int(serial[1]) in _SERIALS:
        return _of_serial(serial)
    day = _find_day(plain)
    if day is None:
        _refuse(column, text, translate("it is not a day; write dd/mm/yyyy"))
    found, rest = day
    at = _find_time(rest)
    if at is None:
        _refuse(column, text, translate("it is not an hour; write dd/mm/yyyy hh:mm"))
    on = _existing_day(found, near)
    if on is None:
        _refuse(column, text, translate("there is no such day"))
    return datetime.combine(on, at)


def _of_serial(serial: re.Match[str]) -> datetime:
    on = date.fromordinal(_SERIAL_ZERO + int(serial[1]))
    minutes = round(Decimal(f"0.{serial[2] or 0}") * 24 * 60)
    minutes = min(minutes, 24 * 60 - 1)
    return datetime.combine(on, time(minutes // 60, minutes % 60))


def _find_day(plain: str) -> tuple[tuple[str, str, str | None], str] | None:
    """Return day, month and year as written, and what else stands there."""
    whole = _DIGITS.fullmatch(plain)
    if whole is not None:
        return (whole[1], whole[2], whole[3]), ""
    iso = re.search(r"(?<!\d)" + _ISO.pattern + r"(?!\d)", plain, re.ASCII)
    if iso is not None:
        return (iso[3], iso[2], iso[1]), plain[: iso.start()] + plain[iso.end() :]
    day = re.search(r"(?<![\d:/.])" + _DAY.pattern + r"(?![\d:/])", plain, re.ASCII)
    if day is None:
        return None
    return (day[1], day[2], day[3]), plain[: day.start()] + plain[day.end() :]


def _find_time(text: str) -> time | None:
    plain = text.strip(" ,-")
    if not plain:
        return time()
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return None
    hour, minute, second = (int(part or 0) for part in found.group(1, 2, 3))
    half = found[4]
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - a clock face
            return None
        hour = hour % 12 + (12 if half in {"pm", "ch"} else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _existing_day(found: tuple[str, str, str | None], near: date) -> date | None:
    day, month, year = int(found[0]), int(found[1]), found[2]
    if year is not None:
        number = int(year) if len(year) > 2 else _CENTURY * 20 + int(year)  # noqa: PLR2004 - 26
        years = [number] if number in _YEARS else []
    else:
        years = [near.year - 1, near.year, near.year + 1]
    possible = []
    for one in years:
        try:
            possible.append(date(one, month, day))
        except ValueError:
            continue
    return min(possible, key=lambda on: abs(on - near), default=None)


def _day_text(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _moment_text(moment: datetime) -> str:
    at = moment.time()
    if at == time():
        return _day_text(moment)
    clock = f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
    return f"{_day_text(moment)} {clock}"


def _money_text(number: Decimal) -> str:
    whole, _, rest = f"{number:f}".partition(".")
    rest = rest.rstrip("0")
    if len(rest) == _THREE:
        # Three digits after a sign would be read as thousands.
        rest += "0"
    thousands, decimal = (".", ",") if language() == "vi" else (",", ".")
    grouped = f"{int(whole):,}".replace(",", thousands)
    return f"{grouped}{decimal}{rest}" if rest else grouped


_READERS: Final[Mapping[ColumnKind, Callable[[DossierColumn, str, date], object]]] = {
    ColumnKind.TEXT: _read_text,
    ColumnKind.LIST: _read_list,
    ColumnKind.YES_NO: _read_yes_no,
    ColumnKind.COUNT: _read_count,
    ColumnKind.MONEY: _read_money,
    ColumnKind.CHOICE: _read_choice,
    ColumnKind.DAY: _read_day,
    ColumnKind.MOMENT: _read_moment,
}
