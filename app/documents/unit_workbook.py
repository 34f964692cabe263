"""Units in Excel: what a province corrects or adds to the shipped catalogue, both ways."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.word.text_width import row_height
from app.documents.workbook import Faults, Sheet, open_workbook
from app.documents.workbook_sheet import (
    BOX,
    FACE,
    Heading,
    fit_row,
    hide_list,
    offer_list,
    put_day,
    put_headings,
    put_text,
    set_up_page,
    written_book,
)
from app.documents.workbook_table import Column, Row, read_rows
from app.domain.text import fold
from app.domain.unit import Unit, UnitType, unit_id
from app.words import translate

SHEET: Final = "Đơn vị"
TYPE_NAMES: Final = {
    UnitType.PROVINCE: "Tỉnh",
    UnitType.CITY: "Thành phố",
    UnitType.COMMUNE: "Xã",
    UnitType.WARD: "Phường",
    UnitType.SPECIAL_ZONE: "Đặc khu",
    UnitType.DEPARTMENT: "Cơ quan, đơn vị",
}
_TYPES: Final = {fold(name): kind for kind, name in TYPE_NAMES.items()} | {
    "thanh pho truc thuoc trung uong": UnitType.CITY,
    "thanh pho trung uong": UnitType.CITY,
    "so": UnitType.DEPARTMENT,
    "co quan": UnitType.DEPARTMENT,
    "phong": UnitType.DEPARTMENT,
}
_DIGITS: Final = {UnitType.PROVINCE: 2, UnitType.CITY: 2} | dict.fromkeys(
    (UnitType.COMMUNE, UnitType.WARD, UnitType.SPECIAL_ZONE), 5
)
_COLUMNS: Final = (
    Column(key="code", heading="Mã", aliases=("Mã số", "Mã đơn vị", "Mã ĐVHC")),
    Column(key="name", heading="Tên", aliases=("Tên đơn vị", "Tên đơn vị hành chính")),
    Column(key="unit_type", heading="Loại", aliases=("Loại đơn vị", "Cấp")),
    Column(
        key="parent_code",
        heading="Mã cấp trên",
        aliases=("Mã đơn vị cấp trên", "Mã tỉnh", "Mã TP"),
        required=False,
    ),
    Column(key="valid_from", heading="Hiệu lực từ", aliases=("Từ ngày",), required=False),
    Column(key="valid_to", heading="Hiệu lực đến", aliases=("Đến ngày",), required=False),
    Column(
        key="old_names", heading="Tên cũ", aliases=("Tên trước đây", "Tên gọi cũ"), required=False
    ),
    Column(key="source", heading="Nguồn", aliases=("Căn cứ",), required=False),
)
_WIDTHS: Final = (9, 30, 15, 9, 12, 12, 66, 22)
_DAYS: Final = {"valid_from", "valid_to"}
_LIST: Final = "loai_don_vi"
_SIZE: Final = 11
_FONT: Final = Font(name=FACE, size=_SIZE)
_WRAPPED: Final = Alignment(vertical="top", wrap_text=True)
_CENTRED: Final = Alignment(horizontal="center", vertical="top")
_WRAPPED_KEYS: Final = frozenset({"name", "old_names", "source"})


def write_units(units: Iterable[Unit], target: IO[bytes]) -> None:
    """Write units as a workbook that `read_units` takes back without loss.

    Raises:
        InvalidValue: if a text is longer than a cell of Excel can hold.
    """
    rows = list(units)
    last_row = len(rows) + 201
    with written_book(target, "Danh mục đơn vị") as book:
        sheet = book.create_sheet(SHEET)
        headings = [
            Heading(text=column.heading, width=width, is_text=column.key not in _DAYS)
            for column, width in zip(_COLUMNS, _WIDTHS, strict=True)
        ]
        put_headings(sheet, headings, len(rows) + 1)
        sheet.freeze_panes = "C2"
        sheet.print_title_rows = "1:1"
        for number, unit in enumerate(rows, start=2):
            _put_unit(sheet, number, unit)
        hide_list(book, _LIST, list(TYPE_NAMES.values()))
        told = ("Loại đơn vị", "Chọn một loại trong danh sách.")
        offer_list(sheet, f"C2:C{last_row}", _LIST, told)
        set_up_page(sheet, "DANH MỤC ĐƠN VỊ")


def _put_unit(sheet: Worksheet, number: int, unit: Unit) -> None:
    texts = {
        "code": unit.code,
        "name": unit.name,
        "unit_type": TYPE_NAMES[unit.unit_type],
        "parent_code": unit.parent_code,
        "old_names": "; ".join(unit.old_names),
        "source": unit.source,
    }
    days = {"valid_from": unit.valid_from, "valid_to": unit.valid_to}
    height = 0.0
    for position, column in enumerate(_COLUMNS, start=1):
        cell = sheet.cell(number, position)
        if column.key in days:
            put_day(cell, days[column.key])
        else:
            put_text(cell, texts[column.key])
            cell.number_format = "@"
            needed = row_height(texts[column.key], _WIDTHS[position - 1], _SIZE)
            height = max(height, needed)
        cell.font, cell.border = _FONT, BOX
        cell.alignment = _WRAPPED if column.key in _WRAPPED_KEYS else _CENTRED
    fit_row(sheet, number, height)


def read_units(path: Path) -> list[Unit]:
    """Read the units of a workbook, from its sheet “Đơn vị” or else its first one.

    Raises:
        DocumentUnreadable: if it is not a workbook, is damaged or too large.
        DocumentForbidden: if it carries something that could run or load by itself.
        WorkbookInvalid: naming every cell with a mistake.
    """
    faults = Faults(path)
    with open_workbook(path) as book:
        sheet = book.sheet(book.find(SHEET) or book.names[0])
    units = _units(sheet, faults)
    faults.refuse_any()
    return units


def _units(sheet: Sheet, faults: Faults) -> list[Unit]:
    units: list[Unit] = []
    seen: dict[str, int] = {}
    for row in read_rows(sheet, _COLUMNS, faults):
        unit = _unit(row)
        if unit is None:
            continue
        if unit.code in seen:
            cause = translate(
                "the code {code} is in row {row} already", code=unit.code, row=seen[unit.code]
            )
            row.fault("code", cause, translate("Give each unit its own code"))
        seen.setdefault(unit.code, row.line)
        units.append(unit)
    if not units and not faults.count:
        cause = translate("there is no unit below the headings")
        faults.add(sheet.name, "", cause, translate("Write one unit in each row"))
    return units


def _unit(row: Row) -> Unit | None:
    kind = _kind(row)
    code, name = row.code("code"), row.text("name")
    parent_code = row.code("parent_code")
    valid_from, valid_to = row.day("valid_from"), row.day("valid_to")
    for key, text, cause in (
        ("code", code, translate("the code is missing")),
        ("name", name, translate("the name is missing")),
    ):
        if not text and row.cell(key).is_blank:
            row.fault(key, cause, translate("Fill in the cell"))
    if valid_from and valid_to and valid_to < valid_from:
        cause = translate("the last day is before the first")
        row.fault("valid_to", cause, translate("Correct one of the two days"))
    if kind is None or not code or not name:
        return None
    code = _with_zeros(code, kind)
    return Unit(
        id=unit_id(code),
        code=code,
        name=name,
        unit_type=kind,
        parent_code=_with_zeros(parent_code, UnitType.PROVINCE)
        if kind.is_commune_level
        else parent_code,
        valid_from=valid_from,
        valid_to=valid_to,
        old_names=_old_names(row.text("old_names")),
        source=row.text("source"),
    )


def _kind(row: Row) -> UnitType | None:
    told = row.text("unit_type")
    kind = _TYPES.get(" ".join(fold(told).split()))
    if kind is None and not row.cell("unit_type").trouble:
        cause = (
            translate("“{value}” is not a kind of unit", value=told)
            if told
            else translate("the cell is empty")
        )
        names = ", ".join(TYPE_NAMES.values())
        row.fault("unit_type", cause, translate("Choose one of: {names}", names=names))
    return kind


def _with_zeros(code: str, kind: UnitType) -> str:
    """Give an official code back the leading zeros Excel drops from a number."""
    return code.zfill(_DIGITS.get(kind, 0)) if code.isdecimal() else code


def _old_names(text: str) -> tuple[str, ...]:
    names = (" ".join(name.split()) for line in text.split("\n") for name in line.split(";"))
    return tuple(name for name in names if name)
