"""Registers as files, as one-stop software exports them, whole and spoilt."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = (
    "STT",
    "Mã hồ sơ",
    "Mã TTHC",
    "Tên thủ tục hành chính",
    "Lĩnh vực",
    "Người nộp hồ sơ",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày có kết quả",
    "Ngày trả",
    "Trạng thái",
    "Hình thức nộp",
    "Thời hạn",
    "Phản ánh",
)
Row = Sequence[object]
moment = datetime.fromisoformat


def dossier_row(number: int, **cells: object) -> list[object]:
    """Return the row of one returned dossier; cells are named by their headings."""
    row: dict[str, object] = {
        "STT": number,
        "Mã hồ sơ": f"H15.50-260803-{number:04d}",
        "Mã TTHC": "1.001193",
        "Tên thủ tục hành chính": "Đăng ký khai sinh",
        "Lĩnh vực": ("Hộ tịch", "Đất đai", "Chứng thực")[number % 3],
        "Người nộp hồ sơ": "Nguyễn Thị Bí Mật",
        "Ngày tiếp nhận": moment("2026-08-03T08:30"),
        "Ngày hẹn trả": moment("2026-08-06T17:00"),
        "Ngày có kết quả": moment("2026-08-05T09:00"),
        "Ngày trả": moment("2026-08-06T09:00"),
        "Trạng thái": "Đã trả kết quả",
        "Hình thức nộp": "Trực tuyến",
        "Thời hạn": 3,
        "Phản ánh": None,
    }
    return list({**row, **cells}.values())


def workbook(
    path: Path, rows: Sequence[Row], shape: Callable[[Worksheet], object] | None = None
) -> Path:
    """Write a workbook with these rows; `shape` may change the sheet before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Hồ sơ"
    for row in rows:
        sheet.append(list(row))
    if shape is not None:
        shape(sheet)
    book.save(path)
    return path


def register_book(path: Path, count: int = 30, **cells: object) -> Path:
    """Write a register of so many dossiers; every row gets these cells."""
    return workbook(path, [HEADINGS, *(dossier_row(n, **cells) for n in range(1, count + 1))])


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Write a file anew with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def with_cell(place: str, xml: bytes) -> Callable[[bytes], bytes]:
    """Return a change that puts this XML in the place of a cell."""
    cell = re.compile(rb'<c r="' + place.encode() + rb'"[^>]*?(?:/>|>.*?</c>)')
    return lambda content: cell.sub(lambda _hit: xml, content, count=1)
