"""Excel workbooks as they come in: opened with suspicion, every mistake with its cell.

Values are those Excel stored; a formula is never worked out here. By hand around
openpyxl because its quick reader trusts a sheet's own idea of its size, which loses
rows, and takes minutes for a sheet with a million empty ones.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.utils.cell import coordinate_from_string

from app.documents.guard import guard_ooxml
from app.documents.ooxml import OfficeFile, OfficeKind, open_office_file
from app.domain.checklist_reading import Fault, Repair
from app.domain.text import clean, fold
from app.errors import AppError
from app.words import mark, translate

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 64
MAX_FAULTS: Final = 50
MAX_NOTES: Final = 500

# Whatever openpyxl lets escape from a damaged file.
_DAMAGE: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_ROOT: Final = re.compile(rb"<(\w+:)?worksheet\b")
_CONTENT: Final = (b"v>", b"is>", b"f>", b"f ")
_ROW_NUMBER: Final = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"')
_HIDDEN_ROW: Final = re.compile(rb'<(?:\w+:)?row\b[^>]*?\bhidden="(?:1|true)"[^>]*')
_NUMBERED: Final = re.compile(rb'\br="(\d{1,7})"')
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)"')
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ >/]")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MAIN_NAMESPACE: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

__all__ = [
    "BLANK",
    "MAX_COLUMNS",
    "MAX_FAULTS",
    "MAX_ROWS",
    "Cell",
    "Fault",
    "Faults",
    "Sheet",
    "Value",
    "Workbook",
    "WorkbookInvalid",
    "cell_name",
    "in_order",
    "open_workbook",
]

Value = str | Decimal | date | bool | None


class WorkbookInvalid(AppError):
    """A workbook can be read but holds mistakes; nothing of it was taken in."""

    code = "workbook_invalid"
    message = mark(
        "“{path}” was not taken in because of {count} mistakes. Nothing was changed. "
        "Correct them in Excel, save, and retry.\n{list}"
    )

    def __init__(self, path: Path, faults: Sequence[Fault], count: int) -> None:
        lines = [fault.text for fault in faults]
        if count > len(faults):
            lines.append(translate("… and {count} more.", count=count - len(faults)))
        super().__init__(path=path.name, count=count, list="\n".join(lines))
        self.faults = tuple(faults)


class Faults:
    """The mistakes found so far; only the first `MAX_FAULTS` are kept, all are counted.

    What was repaired and what is only doubtful is noted beside them and refuses nothing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: list[Fault] = []
        self._repairs: dict[tuple[str, str], Repair] = {}
        self._doubts: list[Fault] = []
        self.count = 0

    @property
    def found(self) -> tuple[Fault, ...]:
        """The mistakes kept, sheet by sheet in reading order."""
        return in_order(self._found)

    @property
    def doubts(self) -> tuple[Fault, ...]:
        """What should be looked at, sheet by sheet in reading order."""
        return in_order(self._doubts)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What was read otherwise than typed, one for a cell."""
        return tuple(self._repairs.values())

    def add(self, sheet: str, cell: str, cause: str, cure: str) -> None:
        """Note a mistake."""
        self.count += 1
        if len(self._found) < MAX_FAULTS:
            self._found.append(Fault(sheet=sheet, cell=cell, cause=cause, cure=cure))

    def doubt(self, sheet: str, cell: str, cause: str, cure: str) -> None:
        """Note what may be right and should be looked at."""
        note = Fault(sheet=sheet, cell=cell, cause=cause, cure=cure)
        if note not in self._doubts and len(self._doubts) < MAX_NOTES:
            self._doubts.append(note)

    def repair(self, sheet: str, cell: str, was: str, became: str) -> None:
        """Note that a cell was read otherwise than typed; the first text it had is kept."""
        known = self._repairs.get((sheet, cell))
        first = known.was if known else was
        if known or len(self._repairs) < MAX_NOTES:
            made = Repair(sheet=sheet, cell=cell, was=first, became=became)
            self._repairs[sheet, cell] = made

    def refuse_any(self) -> None:
        """Go on only if nothing was found.

        Raises:
            WorkbookInvalid: with everything noted, in the order of the sheets.
        """
        if self.count:
            raise WorkbookInvalid(self._path, self.found, self.count)


def in_order(found: Sequence[Fault]) -> tuple[Fault, ...]:
    """Return notes sheet by sheet, each in reading order."""
    sheets = list(dict.fromkeys(fault.sheet for fault in found))
    return tuple(sorted(found, key=lambda fault: (sheets.index(fault.sheet), _at(fault))))


def _at(fault: Fault) -> tuple[int, int]:
    """Return the row and column of a mistake, so that they are told in reading order."""
    if not fault.cell:
        return 0, 0
    letters, row = coordinate_from_string(fault.cell)
    return row, column_index_from_string(letters)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds: text cleaned, numbers exact, dates as days."""

    value: Value = None
    number_format: str = "General"
    trouble: str = ""
    """Why the value cannot be used: an error of Excel, or a formula without a result."""
    typed: str = ""
    """The text as it was typed, where cleaning changed it."""
    is_result: bool = False
    """Whether the value is what Excel stored as the result of a formula."""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it, not even a mistake."""
        return self.value is None and not self.trouble

    @property
    def text(self) -> str:
        """The value as a reader of the sheet sees it."""
        match self.value:
            case None:
                return ""
            case bool():
                return translate("Yes") if self.value else translate("No")
            case date():
                return f"{self.value:%d/%m/%Y}"
            case Decimal():
                return f"{self.value:f}".replace(".", ",")
        return self.value


BLANK: Final = Cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its rows from the first to the last with content, and its merged ranges."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...]
    """First column, first row, last column, last row of each; counted from 1."""
    hidden: frozenset[int] = frozenset()
    """The rows that a reader of the sheet does not see."""

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell in this row and column, counted from 1."""
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else BLANK


def cell_name(row: int, column: int) -> str:
    """Return the name Excel gives a cell, such as `B17`."""
    return f"{get_column_letter(column)}{row}"


class Workbook:
    """An opened workbook whose sheets are read when asked for."""

    def __init__(self, file: OfficeFile, values: Any, formulas: Any) -> None:  # noqa: ANN401 - openpyxl's class is not one of ours
        self._file = file
        self._values = values
        self._formulas = formulas
        self.names: tuple[str, ...] = tuple(sheet.title for sheet in values.worksheets)
        self.hidden_names: frozenset[str] = frozenset(
            sheet.title for sheet in values.worksheets if sheet.sheet_state != "visible"
        )

    def find(self, name: str) -> str | None:
        """Return the sheet called so, accents, case and spaces aside, or None."""
        wanted = _loose(name)
        return next((found for found in self.names if _loose(found) == wanted), None)

    def near(self, name: str, likeness: float) -> str | None:
        """Return the sheet whose name is most like this one, if it is at least that like it."""
        loose = {_loose(found): found for found in self.names}
        alike = get_close_matches(_loose(name), loose, n=1, cutoff=likeness)
        return loose[alike[0]] if alike else None

    def custom(self, name: str) -> str:
        """Return a custom property of the file, or nothing."""
        found = [one for one in self._values.custom_doc_props.props if one.name == name]
        return str(found[0].value) if found else ""

    def sheet(self, name: str) -> Sheet:
        """Return a sheet with everything in it.

        Raises:
            DocumentUnreadable: if it is damaged.
            WorkbookInvalid: if it has more than `MAX_ROWS` rows with content.
        """
        xml = self._file.read(self._part(name))
        last = _last_row(xml)
        filled = xml[: max(xml.rfind(sign) for sign in _CONTENT) + 1] if last else xml
        if last is not None and last > MAX_ROWS:
            raise self._too_long(name, last)
        if last == 0:
            return Sheet(name=name, rows=(), merged=())
        try:
            rows = tuple(self._rows(name, last, with_formulas=bool(_FORMULA.search(filled))))
        except _DAMAGE as error:
            raise self._file.unreadable(
                mark("the sheet “{sheet}” is damaged"), sheet=name
            ) from error
        if len(rows) > MAX_ROWS:
            raise self._too_long(name, len(rows))
        # What stands behind the rows is short, however many empty rows there are.
        behind = xml[xml.rfind(b"sheetData>") :]
        merged = tuple(_bounds(ref.decode()) for ref in _MERGED.findall(behind))
        hidden = frozenset(int(number) for number in _hidden_rows(filled))
        return Sheet(name=name, rows=rows, merged=merged, hidden=hidden)

    def _rows(
        self, name: str, last: int | None, *, with_formulas: bool
    ) -> Iterator[tuple[Cell, ...]]:
        values = self._values[name]
        # Both ends are given because openpyxl would else believe the sheet's own dimension.
        limit = min(last or MAX_ROWS + 1, MAX_ROWS + 1)
        rows = values.iter_rows(max_row=limit, max_col=MAX_COLUMNS)
        if not with_formulas:
            for row in rows:
                yield _trimmed([_cell(cell) for cell in row])
            return
        formulas = self._formulas[name]
        twins = formulas.iter_rows(max_row=limit, max_col=MAX_COLUMNS)
        for row, twin in zip(rows, twins, strict=True):
            yield _trimmed(
                [_computed(cell, source) for cell, source in zip(row, twin, strict=True)]
            )

    def _part(self, name: str) -> str:
        root = self._file.xml(self._file.main)
        links = {link.id: link.target for link in self._file.relationships(self._file.main)}
        for element in root.iter(f"{_MAIN_NAMESPACE}sheet"):
            if element.get("name") == name:
                return links.get(element.get(_LINK) or "", "")
        raise self._file.unreadable(mark("the sheet “{sheet}” is damaged"), sheet=name)

    def _too_long(self, name: str, rows: int) -> WorkbookInvalid:
        fault = Fault(
            sheet=name,
            cell=f"A{rows}",
            cause=translate("the sheet has content beyond row {most}", most=MAX_ROWS),
            cure=translate("Delete what does not belong to the table, or split the table"),
        )
        return WorkbookInvalid(self._file.path, [fault], 1)


@contextmanager
def open_workbook(path: Path) -> Iterator[Workbook]:
    """Open a workbook that somebody handed over.

    Raises:
        DocumentUnreadable: if it is not an Excel workbook, is damaged or too large.
        DocumentForbidden: if it carries something that could run or load by itself.
    """
    guard_ooxml(path, OfficeKind.EXCEL)
    with open_office_file(path, OfficeKind.EXCEL) as file, warnings.catch_warnings():
        # openpyxl warns about whatever it would lose on saving; nothing is saved here.
        warnings.simplefilter("ignore")
        values = formulas = None
        try:
            values = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            formulas = openpyxl.load_workbook(path, read_only=True, keep_links=False)
        except _DAMAGE as error:
            raise file.unreadable(mark("it is damaged or cut off")) from error
        if not values.worksheets:
            raise file.unreadable(mark("it has no sheet"))
        try:
            yield Workbook(file, values, formulas)
        finally:
            values.close()
            formulas.close()


def _last_row(xml: bytes) -> int | None:
    """Return the number of the last row with content, or None where that is not plain to see."""
    root = _ROOT.search(xml, 0, 4096)
    if root is None:
        return None
    opening = b"<" + (root[1] or b"")
    end = max(xml.rfind(opening + sign) for sign in _CONTENT)
    if end < 0:
        return 0
    start = xml.rfind(opening + b"row", 0, end)
    found = _ROW_NUMBER.match(xml, start) if start >= 0 else None
    return int(found[1]) if found else None


def _hidden_rows(xml: bytes) -> Iterator[bytes]:
    if b' hidden="' not in xml:
        return
    for row in _HIDDEN_ROW.finditer(xml):
        if found := _NUMBERED.search(row[0]):
            yield found[1]


def _bounds(reference: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(reference)
    return left or 1, top or 1, right or 1, bottom or 1


def _trimmed(cells: list[Cell]) -> tuple[Cell, ...]:
    while cells and cells[-1].is_blank:
        cells.pop()
    return tuple(cells)


def _computed(cell: Any, source: Any) -> Cell:  # noqa: ANN401 - cells of openpyxl, of three classes
    if source.data_type == "f" and cell.value is None:
        return Cell(trouble=translate("the formula has no stored result"))
    read = _cell(cell)
    return replace(read, is_result=True) if source.data_type == "f" else read


def _cell(cell: Any) -> Cell:  # noqa: ANN401 - cells of openpyxl, of two classes
    value = cell.value
    if value is None:
        return BLANK
    if cell.data_type == "e":
        return Cell(trouble=translate("Excel reports the error {error}", error=str(value)))
    kept = _value(value)
    typed = value if isinstance(value, str) and kept is not None and kept != value else ""
    return Cell(kept, cell.number_format or "General", typed=typed)


def _value(value: object) -> Value:
    match value:
        case str():
            # Excel writes characters XML cannot carry, and carriage returns, as _x000D_.
            plain = _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), value)
            return clean(plain).strip() or None
        case bool():
            return value
        case int() | float():
            return Decimal(repr(value))
        case datetime():
            return value.date()
        case date():
            return value
    return clean(str(value)) or None


def _loose(name: str) -> str:
    return " ".join(fold(name).split())
