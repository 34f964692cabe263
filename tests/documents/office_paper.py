"""A document exactly as NĐ 30/2020/NĐ-CP wants it, for tests to spoil one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, Twips
from docx.table import Table
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

Spoil = Callable[[Paper], object]

FONT: Final = "Times New Roman"
LEFT: Final = WD_ALIGN_PARAGRAPH.LEFT
CENTRE: Final = WD_ALIGN_PARAGRAPH.CENTER
BOTH: Final = WD_ALIGN_PARAGRAPH.JUSTIFY

FIRST_BASIS: Final = (
    "Căn cứ Quyết định số 1050/QĐ-UBND ngày 12 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Lào Cai "
    "về việc thành lập Đoàn kiểm tra công tác cải cách hành chính;"
)
LAST_BASIS: Final = (
    "Căn cứ Kế hoạch số 15/KH-UBND ngày 20 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh Lào Cai."
)
OPENING: Final = (
    "Hôm nay, vào hồi 08 giờ 30 phút, ngày 05 tháng 02 năm 2026, tại trụ sở UBND xã Bản Mẫu, Đoàn "
    "kiểm tra tiến hành làm việc với UBND xã Bản Mẫu về công tác cải cách hành chính."
)
FINDING: Final = (
    "Qua kiểm tra 120 hồ sơ, tỷ lệ giải quyết trước hạn và đúng hạn đạt 72,79%, điểm trung bình là "
    "88,78 điểm; việc tiếp nhận, số hóa và trả kết quả được theo dõi trên hệ thống một cửa."
)
OPINION: Final = "Đơn vị thống nhất với nội dung biên bản, không có ý kiến khác."
CLOSING: Final = (
    "Biên bản kết thúc vào hồi 16 giờ 00 phút, ngày 05 tháng 02 năm 2026. Biên bản đã được đọc lại "
    "cho những người có tên nêu trên nghe, công nhận đúng và ký xác nhận; biên bản được lập thành "
    "02 bản có giá trị như nhau, Đoàn kiểm tra giữ 01 bản, đơn vị được kiểm tra giữ 01 bản./."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The look of a paragraph to be written."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = CENTRE
    first: int = 0
    gap: float = 0


TEXT: Final = Form(align=BOTH, first=567, gap=6)
HEADING: Final = Form(align=BOTH, first=567, gap=6, bold=True)
SLANTED: Final = Form(align=BOTH, first=567, gap=6, italic=True)
BOLD: Final = Form(bold=True)
TO: Final = Form(size=11, align=LEFT)


def write_paper(path: Path, spoil: Spoil | None = None) -> Path:
    """Write the sound minutes, after `spoil` has changed one thing in them."""
    paper = Document(BytesIO(_sound_bytes()))
    if spoil is not None:
        spoil(paper)
    paper.save(str(path))
    return path


@cache
def _sound_bytes() -> bytes:
    """Return the sound minutes as a file; building them anew takes a second."""
    stream = BytesIO()
    sound_minutes().save(stream)
    return stream.getvalue()


def sound_minutes() -> Paper:
    """Return sound minutes with three tables and two appendices, the second on its side."""
    paper = blank_paper()
    add_head(paper)
    _title(paper)
    _body(paper)
    _signatures(paper)
    _appendix(paper, "Phụ lục I", "KẾT QUẢ CHẤM ĐIỂM", lying=False)
    _appendix(paper, "Phụ lục II", "HỒ SƠ KIỂM TRA MẪU", lying=True)
    return paper


def blank_paper() -> Paper:
    """Return an empty document with the right page, font and page number."""
    paper = Document()
    style = paper.styles["Normal"]
    style.font.size = Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), FONT)
    set_page(paper.sections[0])
    add_page_number(paper.sections[0])
    return paper


def every_paragraph(paper: Paper) -> Iterator[Paragraph]:
    """Yield the paragraphs of the text and of its tables."""
    yield from paper.paragraphs
    for table in paper.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def found(paper: Paper, start: str) -> Paragraph:
    """Return the first paragraph, anywhere in the text, that begins so."""
    return next(item for item in every_paragraph(paper) if item.text.strip().startswith(start))


def say(paragraph: Paragraph, words: str) -> None:
    """Replace the words of a paragraph and keep their look."""
    first, *others = paragraph.runs
    first.text = words
    for run in others:
        run.text = ""


def reword(paper: Paper, old: str, new: str) -> None:
    """Replace words where they stand first."""
    paragraph = next(item for item in every_paragraph(paper) if old in item.text)
    say(paragraph, paragraph.text.replace(old, new))


def add_after(paragraph: Paragraph, words: str) -> Paragraph:
    """Add a paragraph of the same form after this one."""
    element = deepcopy(paragraph._p)  # noqa: SLF001 # python-docx cannot insert after
    paragraph._p.addnext(element)  # noqa: SLF001 # the same
    added = Paragraph(element, paragraph._parent)  # noqa: SLF001 # the same
    say(added, words)
    return added


def remove(paragraph: Paragraph) -> None:
    """Take a paragraph out."""
    element = paragraph._p  # noqa: SLF001 # python-docx cannot remove
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def set_page(section: Section, *, lying: bool = False) -> None:
    """Give a section A4 paper and the least margins."""
    section.page_width, section.page_height = (Mm(297), Mm(210)) if lying else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)


def add_page_number(section: Section) -> None:
    """Put a page number into the header of all pages but the first."""
    section.different_first_page_header_footer = True
    add_field(section.header.paragraphs[0], "PAGE")
    section.header.paragraphs[0].alignment = CENTRE


def add_field(paragraph: Paragraph, code: str) -> None:
    """Add a field without a result, as Word fills it in itself."""
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        sign = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            sign.set(qn("w:fldCharType"), kind)
        else:
            sign.text = code
        run._r.append(sign)  # noqa: SLF001 # python-docx has no fields


def write(container: Paper | Cell, words: str, form: Form = TEXT) -> Paragraph:
    """Add a paragraph of one look."""
    paragraph = container.add_paragraph()
    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = Pt(form.size), form.bold, form.italic
    stand = paragraph.paragraph_format
    stand.alignment, stand.line_spacing = form.align, 1.0
    stand.space_before, stand.space_after = Pt(form.gap), Pt(0)
    stand.first_line_indent = Twips(form.first)
    return paragraph


def rule_under(paragraph: Paragraph, sides: int) -> None:
    """Draw a line under a paragraph, this distance in twips from both its sides."""
    stand = paragraph.paragraph_format
    stand.left_indent = stand.right_indent = Twips(sides)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, given in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), given)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 # python-docx has no borders
    properties.insert(0, borders)


def add_head(paper: Paper, bodies: tuple[str, str] | None = None) -> Table:
    """Add the two blocks above the title."""
    above, issuing = bodies or ("UBND TỈNH LÀO CAI", "ĐOÀN KIỂM TRA")
    table: Table = paper.add_table(rows=1, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, (3829, 5670), strict=True):
        column.width = Twips(width)
    left, right = (_bare(cell) for cell in table.rows[0].cells)
    write(left, above, Form(size=13))
    write(left, issuing, Form(size=13, bold=True))
    rule_under(write(left, "", Form(size=4)), 1400)
    write(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Form(size=13, bold=True))
    write(right, "Độc lập - Tự do - Hạnh phúc", BOLD)
    rule_under(write(right, "", Form(size=4)), 1050)
    write(right, "Lào Cai, ngày 05 tháng 02 năm 2026", Form(italic=True))
    return table


def add_data_table(paper: Paper, titles: tuple[str, ...], rows: int) -> Table:
    """Add a table with borders, its header row repeated and no row cut."""
    table: Table = paper.add_table(rows=1 + rows, cols=len(titles), style="Table Grid")
    for index, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 # python-docx has neither switch
        properties.append(OxmlElement("w:cantSplit"))
        if index == 0:
            properties.append(OxmlElement("w:tblHeader"))
        words = titles if index == 0 else (str(index), "Công khai thủ tục hành chính", "4,50")
        for cell, word in zip(row.cells, words, strict=True):
            write(_bare(cell), word, Form(size=12, bold=index == 0))
    return table


def _bare(cell: Cell) -> Cell:
    remove(cell.paragraphs[0])
    return cell


def _title(paper: Paper) -> None:
    write(paper, "BIÊN BẢN", Form(bold=True, gap=12))
    write(paper, "Kiểm tra công tác cải cách hành chính tại UBND xã Bản Mẫu", BOLD)
    rule_under(write(paper, "", Form(size=4)), 3050)


def _body(paper: Paper) -> None:
    write(paper, FIRST_BASIS, SLANTED)
    write(paper, LAST_BASIS, SLANTED)
    write(paper, OPENING)
    write(paper, "I. THÀNH PHẦN", HEADING)
    write(paper, "1. Đoàn kiểm tra", HEADING)
    write(paper, "- Ông Nguyễn Văn An, Phó Giám đốc Sở Nội vụ, Trưởng đoàn;")
    write(paper, "- Bà Trần Thị Bình, chuyên viên Sở Nội vụ, Thư ký.")
    write(paper, "2. Đơn vị được kiểm tra", HEADING)
    write(paper, "- Ông Lò Văn Cường, Chủ tịch UBND xã.")
    write(paper, "II. KẾT QUẢ KIỂM TRA", HEADING)
    write(paper, "1. Cải cách thủ tục hành chính", HEADING)
    write(paper, f"a) Ưu điểm: {FINDING}")
    write(paper, "b) Tồn tại, hạn chế: còn 05 hồ sơ quá hạn chưa có thư xin lỗi.")
    write(paper, "III. KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA", HEADING)
    add_data_table(paper, ("STT", "Nội dung", "Điểm"), 6)
    write(paper, "IV. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA", HEADING)
    write(paper, OPINION)
    write(paper, CLOSING)


def _signatures(paper: Paper) -> None:
    table: Table = paper.add_table(rows=2, cols=2)
    cells = [_bare(cell) for row in table.rows for cell in row.cells]
    signed = (
        ("ĐẠI DIỆN UBND XÃ BẢN MẪU", "(Ký, ghi rõ họ tên, đóng dấu)", "Lò Văn Cường"),
        ("TRƯỞNG ĐOÀN", "(Ký, ghi rõ họ tên)", "Nguyễn Văn An"),
    )
    for cell, (position, note, name) in zip(cells, signed, strict=False):
        write(cell, position, BOLD)
        write(cell, note, Form(size=13, italic=True))
        for _ in range(4):
            write(cell, "", Form())
        write(cell, name, BOLD)
    write(cells[2], "Nơi nhận:", Form(size=12, bold=True, italic=True, align=LEFT))
    write(cells[2], "- UBND xã Bản Mẫu;", TO)
    write(cells[2], "- Lưu: VT, HSKT.", TO)
    write(cells[3], "THƯ KÝ", BOLD)
    for _ in range(4):
        write(cells[3], "", Form())
    write(cells[3], "Trần Thị Bình", BOLD)


def _appendix(paper: Paper, name: str, title: str, *, lying: bool) -> None:
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    set_page(section, lying=lying)
    properties = section._sectPr  # noqa: SLF001 # python-docx does not count pages
    if properties.find(qn("w:pgNumType")) is None:
        start = OxmlElement("w:pgNumType")
        start.set(qn("w:start"), "1")
        properties.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
    write(paper, name, BOLD)
    write(paper, title, BOLD)
    write(
        paper, "(Kèm theo Biên bản ngày 05 tháng 02 năm 2026 của Đoàn kiểm tra)", Form(italic=True)
    )
    add_data_table(paper, ("STT", "Nội dung", "Điểm"), 4)
    write(paper, "", Form())
