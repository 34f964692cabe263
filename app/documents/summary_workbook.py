"""The summary of many visits as an Excel workbook: scores, findings, recommendations, dossiers.

Numbers are numbers and days are days, so that it can be sorted, filtered and
counted; the applicant of a dossier is personal data and is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO, Final

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, NamedStyle
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.summary_rows import (
    Case,
    Value,
    dossier_rows,
    finding_rows,
    recommendation_rows,
    score_headings,
    score_rows,
)
from app.documents.word.text_width import row_height
from app.documents.workbook_sheet import (
    BOX,
    FACE,
    Heading,
    fit_row,
    put_day,
    put_headings,
    put_number,
    put_text,
    set_up_page,
    written_book,
)
from app.domain.calendar import WorkingCalendar
from app.domain.text import sort_key

_TITLE: Final = "TỔNG HỢP KẾT QUẢ KIỂM TRA"
_SIZE: Final = 11
# A summary shortens what no cell can hold; the whole text stands in the minutes.
_MOST_LETTERS: Final = 30_000
_FONT: Final = Font(name=FACE, size=_SIZE)
# Named, because openpyxl compares every style it is given with all it has.
_TEXT: Final = NamedStyle(
    name="SKT chữ", font=_FONT, border=BOX, alignment=Alignment(vertical="top", wrap_text=True)
)
_MIDDLE: Final = NamedStyle(
    name="SKT số", font=_FONT, border=BOX, alignment=Alignment(horizontal="center", vertical="top")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One sheet: its name, the title it is printed under, its columns and rows."""

    name: str
    title: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Value]]
    frozen: str = "C2"


def write_summary(cases: Sequence[Case], target: IO[bytes], calendar: WorkingCalendar) -> None:
    """Write the summary of visits, units in the order of the Vietnamese alphabet."""
    ordered = sorted(cases, key=_order)
    with written_book(target, _TITLE) as book:
        for style in (_TEXT, _MIDDLE):
            book.add_named_style(copy(style))
        for sheet in _sheets(ordered, calendar):
            _put_sheet(book.create_sheet(sheet.name), sheet)


def _order(case: Case) -> tuple[str, str, str]:
    visit = case[0].inspection
    return sort_key(visit.unit_name), str(visit.started_at or ""), visit.id


def _sheets(cases: Sequence[Case], calendar: WorkingCalendar) -> Iterator[_Sheet]:
    yield _Sheet(
        name="Tổng hợp",
        title=_TITLE,
        headings=score_headings(cases),
        rows=score_rows(cases, calendar),
    )
    yield _Sheet(
        name="Phát hiện",
        title="PHÁT HIỆN QUA KIỂM TRA",
        headings=_headings(
            ("STT", 6), ("Đơn vị", 26), ("Ngày kiểm tra", 12), ("Loại", 15), ("Lĩnh vực", 24),
            ("Mã tiêu chí", 13), ("Nội dung", 50), ("Căn cứ", 30), ("Minh chứng", 30),
            ("Nguyên nhân", 30), ("Loại nguyên nhân", 13), ("Mức độ", 13),
            ("Người chịu trách nhiệm", 22), ("Số ảnh", 8),
        ),
        rows=finding_rows(cases),
    )  # fmt: skip
    yield _Sheet(
        name="Kiến nghị",
        title="KIẾN NGHỊ, YÊU CẦU SAU KIỂM TRA",
        headings=_headings(
            ("STT", 6), ("Đơn vị", 26), ("Ngày kiểm tra", 12), ("Kiến nghị với", 16),
            ("Nội dung tồn tại", 40), ("Yêu cầu khắc phục", 45), ("Người chịu trách nhiệm", 24),
            ("Thời hạn", 12), ("Lý do không có thời hạn", 20), ("Hình thức báo cáo", 18),
            ("Nơi nhận báo cáo", 22), ("Tình trạng", 15),
        ),
        rows=recommendation_rows(cases),
    )  # fmt: skip
    yield _Sheet(
        name="Hồ sơ",
        title="HỒ SƠ THỦ TỤC HÀNH CHÍNH MẪU",
        headings=_headings(
            ("STT", 6), ("Đơn vị", 24), ("Mã hồ sơ", 26), ("Mã TTHC", 12),
            ("Tên thủ tục hành chính", 38), ("Lĩnh vực", 14), ("Hình thức nộp", 13),
            ("Ngày tiếp nhận", 12), ("Ngày hẹn trả", 12), ("Ngày có kết quả", 12),
            ("Ngày trả kết quả", 12), ("Trạng thái", 15), ("Kết quả", 12),
            ("Số ngày làm việc quá hạn", 11), ("Giấy tờ thừa", 20), ("Giấy tờ thiếu", 20),
            ("Số lần yêu cầu bổ sung", 10), ("Giấy hẹn", 8), ("Phiếu kiểm soát", 8),
            ("Văn bản xin lỗi", 8), ("Số hóa", 11), ("Kết quả điện tử", 9), ("Ghi chú", 24),
        ),
        rows=dossier_rows(cases, calendar),
        frozen="D2",
    )  # fmt: skip


def _headings(*columns: tuple[str, float]) -> tuple[Heading, ...]:
    return tuple(Heading(text=text, width=width, is_text=False) for text, width in columns)


def _put_sheet(sheet: Worksheet, content: _Sheet) -> None:
    rows = list(content.rows)
    put_headings(sheet, content.headings, len(rows) + 1)
    sheet.row_dimensions[1].height = max(
        row_height(heading.text, heading.width, _SIZE, bold=True) for heading in content.headings
    )
    sheet.freeze_panes = content.frozen
    sheet.print_title_rows = "1:1"
    set_up_page(sheet, content.title)
    for number, values in enumerate(rows, start=2):
        _put_row(sheet, number, values, content.headings)


def _put_row(
    sheet: Worksheet, number: int, values: Sequence[Value], headings: Sequence[Heading]
) -> None:
    height = 0.0
    for column, (value, heading) in enumerate(zip(values, headings, strict=True), start=1):
        cell = sheet.cell(number, column)
        cell.style = (_TEXT if isinstance(value, str) else _MIDDLE).name
        _put(cell, value)
        if isinstance(value, str):
            height = max(height, row_height(value, heading.width, _SIZE))
    fit_row(sheet, number, height)


def _put(cell: Cell | MergedCell, value: Value) -> None:
    match value:
        case str():
            put_text(cell, value if len(value) <= _MOST_LETTERS else f"{value[:_MOST_LETTERS]}…")
        case int():
            put_number(cell, Decimal(value))
        case Decimal():
            put_number(cell, value)
            # A column of points is read down its decimals.
            cell.number_format = "0.00"
        case date():
            put_day(cell, value)
        case None:
            pass
