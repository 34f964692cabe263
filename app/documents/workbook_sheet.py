"""Excel sheets as they go out: text that stays text, and a look that prints on A4."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO, Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from typing_extensions import override

from app.domain.text import clean
from app.errors import InvalidValue
from app.words import translate

FACE: Final = "Times New Roman"
DAY_FORMAT: Final = "dd/mm/yyyy"
MOST_LETTERS: Final = 32_767
"""What one cell of Excel can hold."""

_LINE: Final = Side(style="thin", color="B8C4CE")
BOX: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEADING_FILL: Final = PatternFill("solid", fgColor="1F4E79")
_HEADING_FONT: Final = Font(name=FACE, size=11, bold=True, color="FFFFFF")
_LEAST_HEIGHT: Final = 18.0
_BODY_FONT: Final = Font(name=FACE, size=11)
_BODY: Final = Alignment(vertical="top", wrap_text=True)
_FORMULA_STARTS: Final = ("=", "+", "-", "@")
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML: Final = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column as it is written: its heading, its width in letters, a note for whoever fills it."""

    text: str
    width: float
    is_text: bool = True
    """Formatted as text, so that Excel does not make numbers or dates of codes."""


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text that Excel never takes for a formula, a number or a date.

    Raises:
        InvalidValue: if it is longer than a cell can hold.
    """
    text = _ESCAPE.sub("_x005F_", _NOT_XML.sub("", clean(text)))
    if len(text) > MOST_LETTERS:
        reason = translate("a cell of Excel holds at most {most} letters", most=MOST_LETTERS)
        raise InvalidValue(field=cell.coordinate, value=f"{text[:40]}…", reason=reason)
    cell.value = text or None
    if text:
        cell.data_type = "s"
    if text.startswith(_FORMULA_STARTS):
        # Shown as typed also after somebody edits the cell.
        cell.quotePrefix = True


def put_number(cell: Cell | MergedCell, number: Decimal) -> None:
    """Write an exact number, shown with the decimals it has."""
    cell.value = number
    decimals = -int(number.as_tuple().exponent)
    # A decision's 4,50 stays 4,50; Excel itself would show and give back 4,5.
    closes_with_zero = decimals > 0 and str(number).endswith("0")
    cell.number_format = f"0.{'0' * decimals}" if closes_with_zero else "General"


def put_day(cell: Cell | MergedCell, day: date | None) -> None:
    """Write a day as Excel's own date, shown as it is written in Vietnam."""
    cell.value = day
    cell.number_format = DAY_FORMAT


def put_headings(sheet: Worksheet, headings: Sequence[Heading], last_row: int) -> None:
    """Write the row of headings, set the widths, freeze it and make the rows below ready."""
    for position, heading in enumerate(headings, start=1):
        letter = get_column_letter(position)
        cell = sheet.cell(1, position)
        put_text(cell, heading.text)
        cell.font, cell.fill, cell.border = _HEADING_FONT, HEADING_FILL, BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        width = sheet.column_dimensions[letter]
        width.width = heading.width
        width.font, width.alignment = _BODY_FONT, _BODY
        if heading.is_text:
            width.number_format = "@"
    sheet.row_dimensions[1].height = 33
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{last_row}"


class _FittedRow(RowDimension):
    """A row whose height Excel takes as its own and fits again when its text changes."""

    @property
    @override
    def customHeight(self) -> bool:
        return False


def fit_row(sheet: Worksheet, row: int, height: float) -> None:
    """Give a row the height its text takes; Excel goes on fitting it."""
    sheet.row_dimensions[row] = _FittedRow(sheet, index=row, ht=max(height, _LEAST_HEIGHT))


def set_up_page(sheet: Worksheet, title: str) -> None:
    """Print on A4 landscape, as wide as the page, the headings on each page and its number."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(
        left=0.4, right=0.4, top=0.7, bottom=0.6, header=0.3, footer=0.3
    )
    # An ampersand starts a command in a header, and Excel allows 255 letters.
    shown = clean(title)[:100].replace("\n", " ").replace("&", "&&")
    sheet.oddHeader = HeaderFooterItem(
        center=_HeaderFooterPart(text=shown, font=f"{FACE},Bold", size=12)
    )
    sheet.oddFooter = HeaderFooterItem(
        right=_HeaderFooterPart(text="Trang &P/&N", font=f"{FACE},Regular", size=10)
    )


def offer_list(
    sheet: Worksheet, place: str, source: str, told: tuple[str, str], *, is_strict: bool = True
) -> None:
    """Let cells be chosen from a named list; `told` is the title and text of a refusal.

    A list that is not strict only warns of other words.
    """
    choice = DataValidation(type="list", formula1=f"={source}", allow_blank=True)
    choice.showErrorMessage = choice.showInputMessage = True
    choice.errorTitle, choice.error = told
    choice.errorStyle = "stop" if is_strict else "warning"
    sheet.add_data_validation(choice)
    choice.add(place)


def hide_list(book: Workbook, name: str, words: Sequence[str]) -> None:
    """Keep the words of a choice in a hidden sheet under a name.

    A list inside the validation itself may hold 255 letters only; Excel calls
    the file damaged beyond that.
    """
    title = "Danh mục"
    sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
    column = len(sheet["1"]) + 1 if sheet["A1"].value else 1
    for row, word in enumerate(words, start=1):
        put_text(sheet.cell(row, column), word)
    sheet.sheet_state = "hidden"
    letter = get_column_letter(column)
    reference = f"'{title}'!${letter}$1:${letter}${len(words)}"
    book.defined_names[name] = DefinedName(name, attr_text=reference)


@contextmanager
def written_book(target: IO[bytes], title: str) -> Iterator[Workbook]:
    """Yield an empty workbook that is saved to the target at the end."""
    book = Workbook()
    _set_normal_font(book)
    book.remove(book.worksheets[0])
    book.properties.creator = "Sổ Kiểm Tra"
    book.properties.title = clean(title)[:255]
    book.properties.language = "vi-VN"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield book
        book.save(target)


def _set_normal_font(book: Workbook) -> None:
    """Make our face the book's own: Excel measures the width of columns by it."""
    font = Font(name=FACE, size=11)
    # The style every book begins with has no public door, and openpyxl's types leave it out.
    book._fonts = IndexedList([font])  # type: ignore[attr-defined] # noqa: SLF001 - no public door
    styles = book._named_styles  # type: ignore[attr-defined] # noqa: SLF001 - no public door
    styles["Normal"].font = font
