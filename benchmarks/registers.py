"""A register of 100,000 rows against calamine alone, and how drawing grows with the register.

Prints our time to read, understand and keep the rows as a multiple of what python-calamine
needs only to read the file, and the seconds of a draw from 10,000 to 1,000,000 rows.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

import openpyxl
from python_calamine import CalamineWorkbook

from app.bootstrap import create_store, open_application
from app.documents.register_file import read_file
from app.documents.register_reader import read_register
from app.domain.calendar import WorkingCalendar
from app.domain.draw import DrawOrder, choose
from app.domain.register_rows import RegisterRows
from tests.domain.registers import register
from tests.ui.given import given_visit

ROWS: Final = 100_000
ROUNDS: Final = 3
LIMIT: Final = 1.5
SIZES: Final = (10_000, 100_000, 1_000_000)
# Ten times the rows may take ten times as long; memory that no longer fits the cache costs more.
GROWTH: Final = 15.0
_HEADINGS: Final = (
    "STT",
    "Mã hồ sơ",
    "Mã TTHC",
    "Tên thủ tục hành chính",
    "Lĩnh vực",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày có kết quả",
    "Ngày trả",
    "Trạng thái",
    "Hình thức nộp",
    "Thời hạn",
)


def write_book(path: Path) -> None:
    """Write a register of twelve columns, as one-stop software exports it."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Hồ sơ")
    sheet.append(_HEADINGS)
    first = datetime.fromisoformat("2026-01-05T08:00")
    for number in range(ROWS):
        day = first + timedelta(minutes=4 * number)
        sheet.append(
            (
                number + 1,
                f"H15.50.05.13-{day:%y%m%d}-{number:06d}",
                f"1.{number % 300:06d}",
                f"Thủ tục số {number % 300} về cấp giấy xác nhận",
                f"Lĩnh vực {number % 12}",
                day,
                day + timedelta(days=5),
                day + timedelta(days=3 + number % 3),
                day + timedelta(days=6),
                "Đã trả kết quả",
                "Trực tuyến" if number % 2 else "Trực tiếp",
                5,
            )
        )
    book.save(path)


def seconds(work: Callable[[], object]) -> float:
    """Return the least seconds of some rounds: what the machine did beside is no part of it."""
    found = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def reading(folder: Path) -> tuple[float, float]:
    """Return the seconds of calamine alone, and of ours until the rows are in the store."""
    path = folder / "register.xlsx"
    write_book(path)
    create_store(folder / "store", "field", "bench")
    with open_application(folder / "store") as application:
        visit = given_visit(application)

        def ours() -> None:
            read = read_register(read_file(path))
            application.registers.keep(visit.id, read)

        def alone() -> object:
            return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

        application.registers.look(application.registers.open(path))
        return seconds(alone), seconds(ours)


def drawing(count: int) -> float:
    """Return the seconds of a draw by field from so many rows, the overdue judged."""
    rows: RegisterRows = register(count, tuple(f"Lĩnh vực {place}" for place in range(12)))
    order = DrawOrder(size=5, seed="2026-11-25-01", by_field=True)
    calendar = WorkingCalendar()
    return seconds(lambda: choose(rows, order, rows.always(calendar, date(2026, 10, 31))))


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        alone, ours = reading(Path(name))
    ratio = ours / alone
    print(f"register of {ROWS:,} rows: calamine alone {alone:.2f} s, read and kept {ours:.2f} s")
    print(f"ratio {ratio:.2f} (limit {LIMIT})  {'ok' if ratio <= LIMIT else 'MISSED'}")
    times = [drawing(count) for count in SIZES]
    for count, taken in zip(SIZES, times, strict=True):
        print(f"draw from {count:>9,} rows: {taken * 1e3:8.1f} ms")
    for before, after in pairwise(times):
        growth = after / before
        print(f"ten times the rows: {growth:.1f} times  {'ok' if growth <= GROWTH else 'MISSED'}")


if __name__ == "__main__":
    main()
