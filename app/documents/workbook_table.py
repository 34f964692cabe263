"""Tables inside a sheet: headings found as people write them, cells read as what they must be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from app.documents.workbook import BLANK, Cell, Faults, Sheet, cell_name
from app.domain.text import fold
from app.words import translate

MOST_DECIMALS: Final = 4
_MOST: Final = Decimal(10) ** 9
_HEADING_ROWS: Final = 30
# Short headings differ by little ("Mã", "Mục"), so only longer ones are guessed.
_GUESSED_FROM: Final = 6
_CLOSE: Final = 0.84
_SOMEWHAT: Final = 0.6
_PUNCTUATION: Final = re.compile(r"[^\w%]+")
_TYPED_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?")
_THOUSANDS: Final = re.compile(r"-?\d{1,3}\.\d{3}")
_EXCEL_BEGINS: Final = date(1899, 12, 30)
_SERIALS: Final = range(20_000, 80_000)
_TYPED_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its key in the code, its heading, and what else people call it."""

    key: str
    heading: str
    aliases: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table; what it cannot read it notes as a mistake and leaves empty."""

    sheet: Sheet
    line: int
    columns: Mapping[str, int]
    faults: Faults
    merged: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """For cells merged away, the row whose cell speaks for them."""

    def cell(self, key: str) -> Cell:
        """Return the cell in a column."""
        column = self.columns.get(key)
        if column is None:
            return BLANK
        return self.sheet.cell(self.merged.get((self.line, column), self.line), column)

    @property
    def is_blank(self) -> bool:
        """Whether no column of the table holds anything in this row."""
        return all(self.sheet.cell(self.line, column).is_blank for column in self.columns.values())

    def fault(self, key: str, cause: str, cure: str) -> None:
        """Note a mistake in a column of this row."""
        place = cell_name(self.line, self.columns.get(key, 1))
        self.faults.add(self.sheet.name, place, cause, cure)

    def text(self, key: str) -> str:
        """Return the text in a column, as a reader of the sheet sees it."""
        cell = self.cell(key)
        if cell.trouble:
            self.fault(key, cell.trouble, translate("Replace the formula by its value"))
        return cell.text

    def is_code(self, key: str) -> bool:
        """Tell whether Excel left a code as it was typed: no date, no number with decimals."""
        value = self.cell(key).value
        if isinstance(value, Decimal):
            return value == value.to_integral_value()
        return not isinstance(value, date)

    def code(self, key: str) -> str:
        """Return a code, which Excel must not have taken for a number or a date.

        A whole number is kept with the leading zeros its format shows.
        """
        value, shown = self.cell(key).value, self.text(key)
        if not self.is_code(key):
            cause = translate("Excel has changed the code into {value}", value=shown)
            cure = translate("Format the column as Text and type the code again")
            self.fault(key, cause, cure)
            return ""
        zeros = self.cell(key).number_format
        if isinstance(value, Decimal) and set(zeros) == {"0"}:
            return shown.zfill(len(zeros))
        return " ".join(shown.split())

    def number(self, key: str) -> Decimal | None:
        """Return an exact number, or None where there is none or a mistake."""
        cell = self.cell(key)
        shown = self.text(key)
        if not shown:
            return None
        if isinstance(cell.value, Decimal):
            return self._exact(key, cell.value, cell.number_format)
        cure = translate("Type a number such as 2,5")
        if isinstance(cell.value, str) and _TYPED_NUMBER.fullmatch(shown):
            if not _THOUSANDS.fullmatch(shown):
                return self._exact(key, Decimal(shown.replace(",", ".")), "")
            cause = translate("“{value}” may be a thousand or a fraction", value=shown)
        else:
            cause = translate("“{value}” is not a number", value=shown)
        self.fault(key, cause, cure)
        return None

    def _exact(self, key: str, number: Decimal, number_format: str) -> Decimal | None:
        if "%" in number_format:
            cause = translate("the cell is formatted as a percentage")
            self.fault(key, cause, translate("Format the cell as a number and type it again"))
            return None
        if not number.is_finite() or abs(number) >= _MOST:
            cause = translate("{number} is out of range", number=number)
            self.fault(key, cause, translate("Type a number such as 2,5"))
            return None
        number = number.normalize()
        decimals = -int(number.as_tuple().exponent)
        if decimals > MOST_DECIMALS:
            cause = translate(
                "{number} has more than {most} decimals", number=number, most=MOST_DECIMALS
            )
            self.fault(key, cause, translate("Type the number itself, not a calculation"))
            return None
        # Closing zeros of a decision (4,50) are kept by the format the program wrote.
        shown = re.fullmatch(r"0\.(0{1,4})", number_format)
        places = max(decimals, len(shown[1]) if shown else 0, 0)
        return number.quantize(Decimal(1).scaleb(-places))

    def day(self, key: str) -> date | None:
        """Return a day, or None where there is none or a mistake."""
        value, shown = self.cell(key).value, self.text(key)
        if not shown or isinstance(value, date):
            return value if isinstance(value, date) else None
        cure = translate("Type a day such as 01/7/2025")
        if isinstance(value, Decimal):
            self.fault(key, _serial_text(value), cure)
            return None
        try:
            if found := _TYPED_DAY.fullmatch(shown):
                return date(int(found[3]), int(found[2]), int(found[1]))
            return date.fromisoformat(shown)
        except ValueError:
            cause = translate("“{value}” is not a day", value=shown)
            self.fault(key, cause, cure)
        return None


def read_rows(
    sheet: Sheet, columns: Sequence[Column], faults: Faults, shared: frozenset[str] = frozenset()
) -> Iterator[Row]:
    """Yield the rows below the headings that hold anything.

    Headings are recognised in any order, accents, case, spaces and small slips
    aside; what stands above them and in other columns is not looked at.

    Args:
        sheet: where the table is.
        columns: what it must have.
        faults: where mistakes are noted.
        shared: columns in which a cell merged downwards speaks for all its rows;
            any other merged cell is a mistake.
    """
    heading, found = _headings(sheet, columns, faults)
    missing = [column for column in columns if column.required and column.key not in found]
    if missing:
        _tell_missing(sheet, heading, missing, faults, found.values())
        return
    merged = _merged(sheet, heading, {found[key] for key in shared if key in found}, faults)
    for line in range(heading + 1, len(sheet.rows) + 1):
        row = Row(sheet=sheet, line=line, columns=found, faults=faults, merged=merged)
        if not row.is_blank:
            yield row


def read_lines(sheet: Sheet, columns: Sequence[Column], faults: Faults) -> dict[str, Row]:
    """Return the lines of a form, labels on the left and values beside them, by key."""
    found: dict[str, Row] = {}
    names = _names(columns)
    for line, cells in enumerate(sheet.rows[:_HEADING_ROWS], start=1):
        for key in _named(cells[:1], names):
            row = Row(sheet=sheet, line=line, columns={key: 2}, faults=faults)
            found.setdefault(key, row)
    missing = [column for column in columns if column.required and column.key not in found]
    if missing:
        _tell_missing(sheet, 0, missing, faults)
    return found


def _merged(
    sheet: Sheet, heading: int, shared: set[int], faults: Faults
) -> dict[tuple[int, int], int]:
    """Return the row whose cell speaks for each cell of a shared column that is merged away."""
    speaks: dict[tuple[int, int], int] = {}
    for left, top, right, bottom in sheet.merged:
        if bottom <= heading or top > len(sheet.rows):
            continue
        if left != right or left not in shared or top <= heading:
            place = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
            cause = translate("the cells {cells} are merged", cells=place)
            faults.add(sheet.name, cell_name(top, left), cause, translate("Unmerge them"))
            continue
        for line in range(top + 1, min(bottom, len(sheet.rows)) + 1):
            speaks[line, left] = top
    return speaks


def _tell_missing(
    sheet: Sheet,
    heading: int,
    missing: list[Column],
    faults: Faults,
    taken: Collection[int] = (),
) -> None:
    wanted = ", ".join(f"“{column.heading}”" for column in missing)
    cause = translate("the heading {headings} is missing", headings=wanted)
    cure = _guess(sheet, heading, missing, taken)
    if not cure and any(top <= heading <= bottom for _, top, _, bottom in sheet.merged):
        cure = translate("Unmerge the cells of the headings and give each column its own")
    cure = cure or translate("Name the columns as in the sample workbook")
    place = cell_name(heading or 1, 1)
    faults.add(sheet.name, place, cause, cure)


def _guess(sheet: Sheet, heading: int, missing: list[Column], taken: Collection[int]) -> str:
    """Ask whether another heading was meant, where one is somewhat like a missing one."""
    cells = sheet.rows[heading - 1] if heading else ()
    told = {
        _plain(cell.text): position
        for position, cell in enumerate(cells, start=1)
        if position not in taken
    }
    for column in missing:
        if alike := get_close_matches(_plain(column.heading), told, n=1, cutoff=_SOMEWHAT):
            place = told[alike[0]]
            return translate(
                "Is “{found}” in {cell} meant to be “{heading}”? Then name it so",
                found=cells[place - 1].text,
                cell=cell_name(heading, place),
                heading=column.heading,
            )
    return ""


def _headings(
    sheet: Sheet, columns: Sequence[Column], faults: Faults
) -> tuple[int, dict[str, int]]:
    """Return the row that names most of the columns, and where they stand."""
    names = _names(columns)
    needed = {column.key for column in columns if column.required}
    best: tuple[int, dict[str, int]] = (0, {})
    for number, cells in enumerate(sheet.rows[:_HEADING_ROWS], start=1):
        found = _named(cells, names)
        if len(found.keys() & needed) > len(best[1].keys() & needed):
            best = (number, found)
    line, found = best
    headings = {column.key: column.heading for column in columns}
    for key, position in found.items():
        shown = sheet.cell(line, position).text
        if _plain(shown) not in names:
            faults.repair(sheet.name, cell_name(line, position), shown, headings[key])
    return best


def _names(columns: Sequence[Column]) -> dict[str, str]:
    return {
        _plain(name): column.key for column in columns for name in (column.heading, *column.aliases)
    }


def _named(cells: Sequence[Cell], names: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    slips: list[tuple[int, str]] = []
    for position, cell in enumerate(cells, start=1):
        told = _plain(cell.text)
        if told in names:
            found.setdefault(names[told], position)
        elif len(told) >= _GUESSED_FROM:
            slips.append((position, told))
    for position, told in slips:
        if guess := get_close_matches(told, names, n=1, cutoff=_CLOSE):
            found.setdefault(names[guess[0]], position)
    return found


def _serial_text(number: Decimal) -> str:
    """Say what Excel means by a number in the place of a day, if it can mean one."""
    if number in _SERIALS:
        meant = _EXCEL_BEGINS + timedelta(days=int(number))
        return translate(
            "{number} is how Excel counts the day {day}", number=number, day=f"{meant:%d/%m/%Y}"
        )
    return translate("“{value}” is not a day", value=number)


def _plain(heading: str) -> str:
    """Return a heading as it is compared: no accents, case, marks, or part in brackets."""
    told = re.sub(r"\(.*?\)", " ", fold(heading))
    return " ".join(_PUNCTUATION.sub(" ", told).split())
