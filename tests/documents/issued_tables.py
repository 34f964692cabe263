"""Annexes made in the shape in which provinces issue them, as workbooks, documents and text."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import openpyxl
from docx import Document
from docx.document import Document as Paper

from tests.documents.old_workbook import OldSheet, write_xls

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1."""


@dataclass(frozen=True, kw_only=True)
class Annex:
    """One table as issued."""

    name: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...] = ()
    breaks: tuple[int, ...] = field(default=())
    """After which rows the document begins a new page, and a new table."""
    heading_rows: int = 1

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max(len(row) for row in self.rows)

    @property
    def grid(self) -> list[list[str]]:
        """Its rows, all of one width."""
        return [[*row, *[""] * (self.width - len(row))] for row in self.rows]


def as_xlsx(annex: Annex, path: Path, *, numbers: bool = True) -> Path:
    """Write it as a workbook, points as real numbers."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Phụ lục"
    for line, row in enumerate(annex.grid, start=1):
        for column, text in enumerate(row, start=1):
            sheet.cell(line, column).value = _typed(text) if numbers else text or None
    for top, left, bottom, right in annex.merges:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    book.save(path)
    return path


def _typed(text: str) -> float | str | None:
    """Return what Excel makes of a typed text: a number where it looks like one."""
    try:
        return float(text.replace(",", ".")) if text else None
    except ValueError:
        return text


def as_xls(annex: Annex, path: Path) -> Path:
    """Write it as a workbook of Excel 97-2003."""
    grid = [[_typed(text) for text in row] for row in annex.grid]
    write_xls(path, [OldSheet(name="Phụ lục", rows=grid, merges=annex.merges)])
    return path


def as_docx(annex: Annex, path: Path) -> Path:
    """Write it as a document whose table goes over several pages, each with its headings."""
    paper = Document()
    paper.add_paragraph("PHỤ LỤC")
    paper.add_paragraph(annex.title)
    ends = [*annex.breaks, len(annex.rows)]
    begin = 0
    for end in ends:
        rows = list(range(begin, end))
        if begin:
            paper.add_paragraph()
            rows = [*range(annex.heading_rows), *rows]
        _add_table(paper, annex, rows)
        begin = end
    paper.save(str(path))
    return path


def _add_table(paper: Paper, annex: Annex, rows: list[int]) -> None:
    grid = annex.grid
    table = paper.add_table(rows=len(rows), cols=annex.width)
    for line, source in enumerate(rows):
        for column, text in enumerate(grid[source]):
            if text:
                table.cell(line, column).text = text
    for top, left, bottom, right in annex.merges:
        inside = [line for line, source in enumerate(rows) if top - 1 <= source <= bottom - 1]
        if inside:
            table.cell(inside[0], left - 1).merge(table.cell(inside[-1], right - 1))


def as_csv(annex: Annex, path: Path, encoding: str = "utf-8-sig", separator: str = ";") -> Path:
    """Write it as text, merged cells left empty."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(annex.grid)
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


KHANH_HOA: Final = Annex(
    name="Khánh Hòa",
    title="BẢNG ĐIỂM ĐÁNH GIÁ CẤP XÃ",
    rows=(
        ("TT", "Nội dung tiêu chí", "Điểm tối đa", "Tự chấm", "Thẩm định", "Tài liệu kiểm chứng"),
        ("I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "10", "", "", ""),
        ("1", "Ban hành kế hoạch năm", "3", "", "", "Kế hoạch"),
        ("", "- Trong vòng 30 ngày: 3 điểm", "", "", "", ""),
        ("", "- Chậm đến 60 ngày: 1,5 điểm", "", "", "", ""),
        ("", "- Không ban hành: 0 điểm", "", "", "", ""),
        ("2", "Kiểm tra các đơn vị trực thuộc", "2", "", "", "Biên bản kiểm tra"),
        ("", "- Từ 30% đơn vị trở lên: 2 điểm", "", "", "", ""),
        ("", "- Từ 25% đến dưới 30%: 1 điểm", "", "", "", ""),
        ("", "- Dưới 25%: 0 điểm", "", "", "", ""),
        ("3", "Chế độ báo cáo", "5", "", "", ""),
        ("3.1", "Báo cáo quý", "2", "", "", ""),
        ("3.2", "Báo cáo năm", "3", "", "", "Báo cáo, sổ văn bản đi"),
        ("II", "KẾT QUẢ THỰC HIỆN", "20", "", "", ""),
        ("1", "Hoàn thành nhiệm vụ được giao", "10", "", "", ""),
        ("", "+ Đạt 100%", "10", "", "", ""),
        ("", "+ Từ 90% đến dưới 100%", "8", "", "", ""),
        ("", "+ Dưới 90%", "0", "", "", ""),
        ("2", "Giải ngân vốn", "10", "", "", "Báo cáo của Kho bạc"),
        ("", "Tổng cộng", "30", "", "", ""),
    ),
    breaks=(9,),
)

HA_NOI: Final = Annex(
    name="Hà Nội",
    title="BỘ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH UBND CẤP XÃ",
    rows=(
        ("STT", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", "Điểm tối đa", "Cách chấm điểm",
         "Tài liệu kiểm chứng", "Căn cứ"),
        ("1", "CÔNG TÁC CHỈ ĐẠO ĐIỀU HÀNH", "4.5", "", "", ""),
        ("1.1", "Kế hoạch cải cách hành chính", "2.5", "", "", ""),
        ("1.1.1", "Ban hành kế hoạch đúng hạn", "1",
         "- Đúng thời hạn: 1\n- Chậm đến 30 ngày: 0,5\n- Không ban hành: 0", "Kế hoạch",
         "NQ 76/NQ-CP"),
        ("1.1.2", "Mức độ hoàn thành kế hoạch", "1.5",
         "Từ 90% trở lên: 1,5; Từ 70% đến dưới 90%: 0,75; Dưới 70%: 0", "Báo cáo", "NQ 76/NQ-CP"),
        ("1.2", "Sáng kiến cải cách hành chính", "2", "Có: 2; Không: 0", "Quyết định", ""),
        ("2", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "3.5", "", "", ""),
        ("2.1", "Niêm yết đầy đủ thủ tục", "1.5", "Đầy đủ: 1,5; Một phần: 0,75; Không: 0", "", ""),
        ("2.2", "Tỷ lệ hồ sơ đúng hạn", "2", "Tỷ lệ hồ sơ đúng hạn x 2 điểm", "Hệ thống một cửa",
         "NĐ 118/2025/NĐ-CP"),
        ("", "Tổng điểm", "8", "", "", ""),
    ),
    breaks=(5, 7),
)  # fmt: skip

AREAS: Final = Annex(
    name="cột lĩnh vực gộp ô",
    title="TIÊU CHÍ KIỂM TRA CÔNG VỤ",
    rows=(
        ("Lĩnh vực", "STT", "Tiêu chí", "Điểm chuẩn", "Minh chứng"),
        ("I. Kỷ luật, kỷ cương", "1", "Chấp hành giờ làm việc", "2", "Sổ chấm công"),
        ("", "2", "Đeo thẻ công chức", "1", "Ảnh chụp"),
        ("", "3", "Biển tên, nội quy", "1,5", ""),
        ("II. Tiếp công dân", "1", "Lịch tiếp công dân", "2", "Lịch niêm yết"),
        ("", "2", "Sổ tiếp công dân", "1", ""),
    ),
    merges=((2, 1, 4, 1), (5, 1, 6, 1), (3, 5, 4, 5)),
)

NESTED: Final = Annex(
    name="tiêu đề hai dòng",
    title="PHỤ LỤC II",
    rows=(
        ("Số TT", "Tiêu chí đánh giá", "Điểm", "", "", "Ghi chú"),
        ("", "", "Tối đa", "Tự chấm", "Thẩm định", ""),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        ("A. TIÊU CHÍ CHUNG", "", "", "", "", ""),
        ("I", "Xây dựng kế hoạch", "5", "", "", ""),
        ("a", "Kế hoạch có đủ 6 nội dung", "2", "", "", "Chấm theo bản đã ký"),
        ("b", "Kế hoạch giao rõ người", "3", "", "", ""),
        ("II", "Tuyên truyền", "4 điểm", "", "", ""),
        ("B. TIÊU CHÍ RIÊNG (6 điểm)", "", "", "", "", ""),
        ("I", "Một cửa", "0 - 6", "", "", ""),
        ("", "Tổng cộng (A+B)", "15", "", "", ""),
    ),
    merges=(
        (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 5), (1, 6, 2, 6), (4, 1, 4, 6), (9, 1, 9, 6),
    ),
    heading_rows=2,
)  # fmt: skip

IN_TEXT: Final = Annex(
    name="số nằm trong nội dung",
    title="TIÊU CHÍ CHẤM ĐIỂM BỘ PHẬN MỘT CỬA",
    rows=(
        ("Nội dung", "Thang điểm", "Hướng dẫn chấm"),
        ("Tiêu chí 1. Cơ sở vật chất", "3", ""),
        ("a) Có bàn ghế, nước uống", "1", "Có: 1 điểm; Không: 0 điểm"),
        ("b) Có máy tra cứu", "2", "Trừ 0,5 điểm mỗi máy hỏng"),
        ("Tiêu chí 2: Con người", "2,5", ""),
        ("a) Cử đủ công chức trực", "1", "Đủ (1 điểm)\nThiếu (0 điểm)"),
        ("b) Thái độ phục vụ", "1,5", ""),
        ("tại bộ phận một cửa và qua điện thoại", "", ""),
        ("Ghi chú: điểm lẻ làm tròn đến 0,25.", "", ""),
    ),
)

UNNUMBERED_HEADINGS: Final = Annex(
    name="đề mục không đánh số",
    title="BẢNG CHẤM ĐIỂM CÔNG TÁC VĂN THƯ",
    rows=(
        ("Mã số", "Nội dung đánh giá", "Điểm quy định", "Phương pháp tính"),
        ("CÔNG TÁC VĂN THƯ", "", "", ""),
        ("1", "Đăng ký văn bản đến", "2", ""),
        ("2", "Ký số văn bản đi", "3", "2 điểm nếu ký số trên 80%"),
        ("CÔNG TÁC LƯU TRỮ", "", "", ""),
        ("1", "Lập hồ sơ công việc", "4", "Có: 4; Không có: 0"),
        ("2", "Nộp lưu hồ sơ", "1", ""),
    ),
    merges=((2, 1, 2, 4), (5, 1, 5, 4)),
)

ANNEXES: Final = (KHANH_HOA, HA_NOI, AREAS, NESTED, IN_TEXT, UNNUMBERED_HEADINGS)
