"""The recovery sheet of headquarters as a page to print and lock away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from app.files import written_whole

_FONT: Final = "Times New Roman"
_CODE_FONT: Final = "Courier New"
_WIDTHS: Final = (Mm(12), Mm(148))
_WARNING: Final = (
    "Phiếu này mở được mọi gói dữ liệu gửi về cơ quan chủ trì và ký thay cơ quan chủ trì. Cất "
    "trong phong bì niêm phong, trong két; không chụp ảnh, không sao chép, không gửi qua mạng."
)
_HOW: Final = (
    "Khi máy hỏng hoặc quên cụm mật khẩu: cài phần mềm trên máy khác, tạo sổ của cơ quan chủ trì, "
    "vào trang Gói dữ liệu, chọn Khôi phục từ phiếu rồi gõ lại các dòng dưới đây. Không cần phân "
    "biệt chữ hoa, chữ thường và dấu cách; bốn chữ cuối mỗi dòng dùng để phát hiện gõ nhầm."
)


def write_recovery_sheet(
    target: Path, lines: Sequence[str], *, title: str, words: str, on: date
) -> None:
    """Write the sheet as a Word file of one page.

    Args:
        target: the file.
        lines: what is typed in again some day.
        title: what the store of headquarters is called.
        words: the six words of its keys, to tell one sheet from another.
        on: the day it was printed.

    Raises:
        FileUnwritable: if the place refuses it.
    """
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(13)
    _line(document, "PHIẾU KHÔI PHỤC KHÓA", size=16, bold=True, centred=True)
    _line(document, f"Cơ quan chủ trì: {title}", centred=True)
    _line(document, f"Sáu từ nhận biết: {words}. In ngày {on:%d/%m/%Y}.", centred=True)
    _line(document, _WARNING)
    _line(document, _HOW)
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    for number, line in enumerate(lines, 1):
        cells = table.add_row().cells
        for cell, width in zip(cells, _WIDTHS, strict=True):
            cell.width = width
        cells[0].paragraphs[0].add_run(str(number))
        run = cells[1].paragraphs[0].add_run(line)
        run.font.name, run.font.size, run.font.bold = _CODE_FONT, Pt(13), True
    _line(document, "")
    _line(document, "Người in, người niêm phong (ký, ghi rõ họ tên):")
    with written_whole(target) as stream:
        document.save(stream)


def _line(
    document: DocxDocument, text: str, *, size: int = 13, bold: bool = False, centred: bool = False
) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(6)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
