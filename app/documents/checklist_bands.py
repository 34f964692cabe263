"""The sheet “Xếp loại” of the checklist workbook: bands of its own, or none."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.checklist_examples import BANDS_NOTE
from app.documents.checklist_terms import BAND_COLUMNS
from app.documents.word.text_width import row_height
from app.documents.workbook import Faults, Sheet
from app.documents.workbook_sheet import BOX, FACE, HEADING_FILL, fit_row, put_number, put_text
from app.documents.workbook_table import Row, read_rows
from app.domain.band import Band
from app.words import translate

HEADING_ROW: Final = 4
_WIDTHS: Final = (34, 14, 60)
_SPARE_ROWS: Final = 10
_MOST: Final = Decimal(100)
_TITLE: Final = Font(name=FACE, size=15, bold=True, color="1F4E79")
_HEADING: Final = Font(name=FACE, size=11, bold=True, color="FFFFFF")
_PLAIN: Final = Font(name=FACE, size=11)
_HINT: Final = Font(name=FACE, size=10, italic=True, color="5B6770")
_INPUT: Final = PatternFill("solid", fgColor="FFFFFF")


def put_bands(sheet: Worksheet, bands: tuple[Band, ...]) -> None:
    """Write the bands, best first as they stand, with rows to fill in below them."""
    sheet.sheet_view.showGridLines = False
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    put_text(sheet["A1"], "THANG XẾP LOẠI CỦA BỘ")
    sheet["A1"].font = _TITLE
    sheet.row_dimensions[1].height = 28
    put_text(sheet["A2"], BANDS_NOTE)
    sheet.merge_cells("A2:C2")
    sheet["A2"].font = _HINT
    sheet["A2"].alignment = Alignment(vertical="center", wrap_text=True)
    fit_row(sheet, 2, row_height(BANDS_NOTE, sum(_WIDTHS), 10) + 4)
    for position, column in enumerate(BAND_COLUMNS, start=1):
        cell = sheet.cell(HEADING_ROW, position)
        put_text(cell, column.heading)
        cell.font, cell.fill, cell.border = _HEADING, HEADING_FILL, BOX
        cell.alignment = Alignment(horizontal="center", vertical="center")
    for place in range(len(bands) + _SPARE_ROWS):
        name, lowest = (sheet.cell(HEADING_ROW + 1 + place, column) for column in (1, 2))
        name.number_format = "@"
        name.font = lowest.font = _PLAIN
        name.border = lowest.border = BOX
        lowest.alignment = Alignment(horizontal="center")
        if place < len(bands):
            put_text(name, bands[place].name)
            put_number(lowest, bands[place].lowest)


def read_bands(sheet: Sheet, faults: Faults) -> tuple[Band, ...]:
    """Read the bands; a sheet without any leaves those of QĐ 766/QĐ-TTg."""
    bands: list[Band] = []
    for row in read_rows(sheet, BAND_COLUMNS, faults):
        before = faults.count
        name, lowest = row.text("name"), row.number("lowest")
        if faults.count == before:
            _check(row, name, lowest, bands)
        if name and lowest is not None:
            bands.append(Band(name=name, lowest=lowest))
    if bands and faults.count == 0 and min(band.lowest for band in bands) != 0:
        cause = translate("no band starts from 0 points")
        faults.add(sheet.name, "", cause, translate("Let the lowest band start from 0"))
    return tuple(bands)


def _check(row: Row, name: str, lowest: Decimal | None, bands: list[Band]) -> None:
    if not name:
        row.fault("name", translate("the cell is empty"), translate("Fill in the cell"))
    if any(band.name.casefold() == name.casefold() for band in bands):
        cause = translate("the band “{name}” stands there twice", name=name)
        row.fault("name", cause, translate("Give each band its own name"))
    cure = translate("Type the score it starts from, from 0 to 100")
    if lowest is None:
        row.fault("lowest", translate("the cell is empty"), cure)
    elif not 0 <= lowest <= _MOST:
        row.fault("lowest", translate("a score lies between 0 and 100"), cure)
    elif any(band.lowest == lowest for band in bands):
        row.fault("lowest", translate("two bands start from the same score"), cure)
