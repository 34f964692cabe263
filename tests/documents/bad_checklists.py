"""Checklist workbooks that are wrong, each made for real from a sound one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import openpyxl

from tests.documents.spoilt_workbooks import retype, rewrite
from tests.documents.test_checklist_facts import written
from tests.given import checklist, criterion

TABLE: Final = "Bộ tiêu chí"
FACTS: Final = "Thông tin"
_SIGNATURE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """One way to spoil a checklist, and what is to be said about it."""

    spoil: Callable[[Path], None]
    sheet: str = TABLE
    cell: str
    cause: str


def sound(path: Path) -> Path:
    """A sound workbook: root (row 2), group (3), two criteria (4, 5) of one and two points."""
    leaves = (criterion("T.1.1", "T.1"), criterion("T.1.2", "T.1", "2"))
    return written(checklist(*leaves), path)


def _typed(cells: dict[str, object], sheet: str = TABLE) -> Callable[[Path], None]:
    return lambda path: retype(path, cells, sheet=sheet)


def _edited(change: Callable[[Any], None]) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)

    return spoil


def _merge_headings(book: Any) -> None:  # noqa: ANN401 - openpyxl's class is not one of ours
    book[TABLE].merge_cells("F1:G1")


def _two_rows_of_headings(book: Any) -> None:  # noqa: ANN401 - openpyxl's class is not one of ours
    sheet = book[TABLE]
    sheet.insert_rows(1)
    for column in range(1, 10):
        sheet.cell(1, column).value = sheet.cell(2, column).value
    sheet["F1"], sheet["G1"] = "Chấm điểm", None
    for column in range(1, 10):
        if sheet.cell(1, column).column_letter not in "FG":
            sheet.cell(2, column).value = None
    sheet.merge_cells("F1:G1")


def _serial_number(book: Any) -> None:  # noqa: ANN401 - openpyxl's class is not one of ours
    book[FACTS]["B6"].value = 46357
    book[FACTS]["B6"].number_format = "General"


def _broken_reference(path: Path) -> None:
    retype(path, {"F3": "#REF!"})
    book = openpyxl.load_workbook(path)
    book[TABLE]["F3"].data_type = "e"
    book.save(path)


BAD: Final = {
    "formula without a result": Bad(
        spoil=_typed({"F4": "=1+0"}), cell="F4", cause="công thức chưa có kết quả được lưu"
    ),
    "error of Excel": Bad(spoil=_broken_reference, cell="F3", cause="#REF!"),
    "merged headings": Bad(
        spoil=_edited(_merge_headings), cell="A1", cause="thiếu tên cột “Cách chấm”"
    ),
    "headings in two rows": Bad(
        spoil=_edited(_two_rows_of_headings), cell="A1", cause="“Điểm tối đa”, “Cách chấm”"
    ),
    "day that is none": Bad(
        spoil=_typed({"B6": "31/02/2026"}, FACTS),
        sheet=FACTS,
        cell="B6",
        cause="“31/02/2026” không phải là ngày",
    ),
    "day of another country": Bad(
        spoil=_typed({"B6": "5/13/2026"}, FACTS),
        sheet=FACTS,
        cell="B6",
        cause="“5/13/2026” không phải là ngày",
    ),
    "serial number of a day": Bad(
        spoil=_edited(_serial_number),
        sheet=FACTS,
        cell="B6",
        cause="46357 là cách Excel lưu ngày 01/12/2026",
    ),
    "code turned into a day": Bad(
        spoil=_typed({"A4": date(2026, 1, 2)}), cell="A4", cause="Excel đã đổi mã thành 02/01/2026"
    ),
    "thousand or fraction": Bad(
        spoil=_typed({"F4": "1.000"}), cell="F4", cause="“1.000” có thể hiểu là hàng nghìn"
    ),
    "number with two signs": Bad(
        spoil=_typed({"F4": "1.000,5"}), cell="F4", cause="“1.000,5” không phải là số"
    ),
    "same code twice": Bad(spoil=_typed({"A5": "T.1.1"}), cell="A5", cause="“T.1.1”"),
    "sum that does not match": Bad(spoil=_typed({"F3": 4}), cell="F3", cause="3"),
    "circle of conditions": Bad(
        spoil=_typed({"M4": "${T.1.2} = 'yes'", "M5": "${T.1.1} = 'yes'"}),
        cell="M4",
        cause="vòng",
    ),
    "condition on itself": Bad(
        spoil=_typed({"M4": "${T.1.1} = 'yes'"}),
        cell="M4",
        cause="biểu thức xét chính câu trả lời mà nó quyết định",
    ),
    "no sheet of criteria": Bad(
        spoil=_edited(lambda book: setattr(book[TABLE], "title", "Sheet1")),
        cell="",
        cause="không có trang mang tên này",
    ),
    "only headings": Bad(
        spoil=_edited(lambda book: book[TABLE].delete_rows(2, 9)),
        cell="",
        cause="không có tiêu chí nào",
    ),
    "content far below": Bad(
        spoil=_typed({"A30000": "x"}), cell="A30000", cause="nằm sau dòng 20000"
    ),
}


def encrypted(path: Path) -> Path:
    """A container of before 2007 around an encrypted workbook, as Excel saves with a password."""
    header = bytearray(b"\xff" * 512)
    header[:76] = bytes(76)
    header[:8] = _SIGNATURE
    header[24:32] = (0x3E).to_bytes(2, "little") + b"\x03\x00\xfe\xff\x09\x00"
    header[32:34] = (6).to_bytes(2, "little")
    header[44:48] = (1).to_bytes(4, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[56:60] = (4096).to_bytes(4, "little")
    header[60:68] = _END.to_bytes(4, "little") + bytes(4)
    header[68:76] = _END.to_bytes(4, "little") + bytes(4)
    header[76:80] = bytes(4)
    fat = b"".join(place.to_bytes(4, "little") for place in (_FAT, _END, *[_FREE] * 126))
    names = ("Root Entry", "EncryptionInfo", "EncryptedPackage", "")
    entries = b"".join(_entry(name, kind=5 if not place else 2) for place, name in enumerate(names))
    path.write_bytes(bytes(header) + fat + entries)
    return path


def _entry(name: str, kind: int) -> bytes:
    spelt = name.encode("utf-16-le")
    entry = spelt.ljust(64, b"\x00") + (len(spelt) + 2 if name else 0).to_bytes(2, "little")
    entry += bytes([kind if name else 0, 1]) + b"\xff" * 12 + bytes(36)
    return entry + _END.to_bytes(4, "little") + bytes(8)


def with_macro(path: Path) -> Path:
    """A workbook that carries a program, by the name of one that does not."""
    sound(path)
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    rewrite(path, lambda xml: xml.replace(plain, macro), "[Content_Types].xml")
    return path


def with_a_million_empty_rows(path: Path) -> Path:
    """A sound workbook whose table goes on, empty, to the last row Excel has."""
    sound(path)
    empty = "".join(f'<row r="{row}"/>' for row in range(6, 1_048_577))
    rewrite(path, lambda xml: xml.replace("</sheetData>", f"{empty}</sheetData>"))
    return path
