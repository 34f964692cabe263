"""The elements of a document, from the name of the nation to the appendices (E1 to E24)."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from docx.document import Document as Paper
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph

from app.documents.format_check import check_format
from tests.documents.office_paper import (
    BOTH,
    CENTRE,
    FIRST_BASIS,
    LEFT,
    Form,
    Spoil,
    add_after,
    every_paragraph,
    found,
    say,
    write,
    write_paper,
)
from tests.documents.spoiling import (
    all_of,
    both,
    drop_all,
    dropped,
    reset,
    restyled,
    reworded,
    xml,
)

_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_ABOVE = "UBND TỈNH LÀO CAI"
_ISSUING = "ĐOÀN KIỂM TRA"
_DATE = "Lào Cai, ngày 05"
_ABSTRACT = "Kiểm tra công tác"
_ITEM = "1. Đoàn kiểm tra"
_BODY_LINE, _MOTTO_LINE, _ABSTRACT_LINE = range(3)
_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


def _drawn(paper: Paper) -> list[Paragraph]:
    """Return the paragraphs whose border is a drawn line: under body, motto and abstract."""
    bordered = [
        element
        for element in all_of(paper, "w:p")
        if element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None
    ]
    return [Paragraph(cast("CT_P", element), paper) for element in bordered]


def _without_line(index: int) -> Spoil:
    return lambda paper: drop_all(all_of(paper, "w:pBdr")[index : index + 1])


def _line_of(index: int, sides: int) -> Spoil:
    def spoil(paper: Paper) -> None:
        stand = _drawn(paper)[index].paragraph_format
        stand.left_indent = stand.right_indent = Twips(sides)

    return spoil


def _dashes_instead(paper: Paper) -> None:
    line = _drawn(paper)[_MOTTO_LINE]
    drop_all(all_of(paper, "w:pBdr")[_MOTTO_LINE : _MOTTO_LINE + 1])
    line.add_run("---------------")


def _narrow_block(paper: Paper) -> None:
    for column, width in zip(paper.tables[0].columns, (4700, 4799), strict=True):
        column.width = Twips(width)
    _line_of(_BODY_LINE, 1835)(paper)
    _line_of(_MOTTO_LINE, 580)(paper)


def _swapped_blocks(paper: Paper) -> None:
    [row] = paper.tables[0].rows
    row._tr.append(row.cells[0]._tc)  # noqa: SLF001 # python-docx cannot move cells
    for column, width in zip(paper.tables[0].columns, (5670, 3829), strict=True):
        column.width = Twips(width)


def _said(start: str, words: str) -> Spoil:
    """Replace all the words of the paragraph that begins so."""
    return lambda paper: say(found(paper, start), words)


def _numbered(words: str, **look: object) -> Spoil:
    """Add a number under the names at the left; minutes with a number have no date there."""

    def spoil(paper: Paper) -> None:
        dropped(_DATE)(paper)
        line = write(paper.tables[0].rows[0].cells[0], words, Form(size=13))
        for name, given in look.items():
            setattr(line.runs[0].font, name, given)

    return spoil


def _plain_basis(paper: Paper) -> None:
    for run in found(paper, FIRST_BASIS).runs:
        run.italic = False


def _small_by_style(paper: Paper) -> None:
    base = paper.styles.add_style("Nền", 1)
    base.base_style = paper.styles["Normal"]
    base.font.size = Pt(12)
    heir = paper.styles.add_style("Nội dung", 1)
    heir.base_style = base
    paragraph = found(paper, "Hôm nay")
    paragraph.style = heir
    paragraph.runs[0].font.size = None


def _bold_by_style(paper: Paper) -> None:
    style = paper.styles.add_style("Điểm", 1)
    style.base_style = paper.styles["Normal"]
    style.font.bold = True
    paragraph = found(paper, "b) Tồn tại")
    paragraph.style = style
    paragraph.runs[0].bold = None


def _one_number(paper: Paper) -> None:
    say(found(paper, "Phụ lục II"), "Phụ lục 2")


def _cell(row: int, column: int) -> Spoil:
    """Make the letters of a cell of the first data table small."""

    def spoil(paper: Paper) -> None:
        for run in paper.tables[1].cell(row, column).paragraphs[0].runs:
            run.font.size = Pt(10)

    return spoil


def _plain_header(paper: Paper) -> None:
    paper.tables[1].cell(0, 1).paragraphs[0].runs[0].bold = False


def _left_header(paper: Paper) -> None:
    paper.tables[1].cell(0, 1).paragraphs[0].alignment = LEFT


def _wide_cell(paper: Paper) -> None:
    paper.tables[1].cell(2, 1).paragraphs[0].paragraph_format.line_spacing = 1.5


def _shared_line(paper: Paper) -> None:
    say(found(paper, _NATION), f"SỞ NỘI VỤ\t{_NATION}")


def _older_line(points: float) -> str:
    """Return a straight line as Word 2007 drew it."""
    return f'<w:pict><v:line from="10pt,2pt" to="{10 + points}pt,2pt"/></w:pict>'


def _newer_line(points: float) -> str:
    """Return a straight line as Word draws it today, with the older one for older programs."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f'<wp:extent cx="{round(points * 12_700)}" cy="0"/>'
        f'<a:graphic><a:graphicData><a:prstGeom prst="line"/></a:graphicData></a:graphic>'
        f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback>{_older_line(1)}</mc:Fallback>"
        f"</mc:AlternateContent>"
    )


def _line_drawn(drawing: str) -> Spoil:
    """Draw the line under the motto as a shape instead of a border."""
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in _NAMESPACES.items())

    def spoil(paper: Paper) -> None:
        drop_all(all_of(paper, "w:pBdr")[_MOTTO_LINE : _MOTTO_LINE + 1])
        run = parse_xml(f"<w:r {spaces}>{drawing}</w:r>")
        found(paper, _MOTTO)._p.append(run)  # noqa: SLF001 # python-docx draws no lines

    return spoil


FAULTS: dict[str, tuple[str, Spoil]] = {
    "the nation on a line with other words": ("E1", _shared_line),
    "no name of the nation": ("E1", dropped(_NATION)),
    "a wrong accent in the nation": ("E1", reworded("CỘNG HÒA", "CÔNG HÒA")),
    "the nation in small letters": ("E1", reworded(_NATION, "Cộng hòa xã hội chủ nghĩa Việt Nam")),
    "the nation not bold": ("E1", restyled(_NATION, bold=False)),
    "the nation at 14": ("E1", both(restyled(_NATION, size=Pt(14)), reset(_NATION))),
    "the nation at the left edge": ("E1", reset(_NATION, alignment=LEFT)),
    "the nation broken by a narrow block": ("E1", _narrow_block),
    "the nation in the block on the left": ("E1", _swapped_blocks),
    "no motto": ("E2", dropped(_MOTTO)),
    "a dash in the motto": ("E2", reworded("lập - Tự", "lập – Tự")),
    "no spaces in the motto": ("E2", reworded(_MOTTO, "Độc lập-Tự do-Hạnh phúc")),
    "the motto slanted": ("E2", restyled(_MOTTO, italic=True)),
    "no line under the motto": ("E3", _without_line(_MOTTO_LINE)),
    "a short line under the motto": ("E3", _line_of(_MOTTO_LINE, 2200)),
    "a drawn line that is short": ("E3", _line_drawn(_newer_line(60))),
    "an older drawn line that is short": ("E3", _line_drawn(_older_line(60))),
    "dashes for a line": ("E3", _dashes_instead),
    "the body above bold": ("E4", restyled(_ABOVE, bold=True)),
    "the body above at 14": ("E4", restyled(_ABOVE, size=Pt(14))),
    "the issuing body not bold": ("E5", restyled(_ISSUING, bold=False)),
    "the issuing body in small letters": ("E5", _said(_ISSUING, "Đoàn kiểm tra")),
    "no line under the body": ("E6", _without_line(_BODY_LINE)),
    "a long line under the body": ("E6", _line_of(_BODY_LINE, 600)),
    "the number at 14": ("E7", _numbered("Số: 05/BB-ĐKT", size=Pt(14))),
    "the symbol in small letters": ("E7", _numbered("Số: 05/bb-đkt")),
    "the date upright": ("E8", restyled(_DATE, italic=False)),
    "the date bold": ("E8", restyled(_DATE, bold=True)),
    "no comma after the place": ("E8", reworded("Lào Cai, ngày", "Lào Cai ngày")),
    "the title in small letters": ("E9", reworded("BIÊN BẢN", "Biên bản")),
    "the title at the left edge": ("E9", reset("BIÊN BẢN", alignment=LEFT)),
    "the title at 16": ("E9", restyled("BIÊN BẢN", size=Pt(16))),
    "the abstract not bold": ("E10", restyled(_ABSTRACT, bold=False)),
    "the abstract plain at the left edge": (
        "E10",
        both(restyled(_ABSTRACT, bold=False), reset(_ABSTRACT, alignment=LEFT)),
    ),
    "no line under the abstract": ("E10", _without_line(_ABSTRACT_LINE)),
    "a long line under the abstract": ("E10", _line_of(_ABSTRACT_LINE, 200)),
    "a legal basis upright": ("E11", _plain_basis),
    "a legal basis without its semicolon": ("E11", reworded("hành chính;", "hành chính.")),
    "the last legal basis with a semicolon": ("E11", reworded("tỉnh Lào Cai.", "tỉnh Lào Cai;")),
    "text with a ragged edge": ("E12", reset("Hôm nay", alignment=LEFT)),
    "an indent of 1.5 cm": ("E12", reset("Hôm nay", first_line_indent=Twips(850))),
    "no indent": ("E12", reset("Hôm nay", first_line_indent=Twips(0))),
    "no room between paragraphs": ("E12", reset("- Bà Trần", space_before=Pt(0))),
    "double spacing": ("E12", reset("Hôm nay", line_spacing=2.0)),
    "lines squeezed": ("E12", reset("Hôm nay", line_spacing=Pt(12))),
    "text at 12": ("E12", restyled("Hôm nay", size=Pt(12))),
    "text at 12 through an inherited style": ("E12", _small_by_style),
    "slanted text": ("E12", restyled("Hôm nay", italic=True)),
    "a part in small letters": ("E13", reworded("I. THÀNH PHẦN", "I. Thành phần")),
    "a part not bold": ("E13", restyled("I. THÀNH PHẦN", bold=False)),
    "the title of an item not bold": ("E14", restyled(_ITEM, bold=False)),
    "a point bold": ("E15", restyled("b) Tồn tại", bold=True)),
    "a point bold by its style": ("E15", _bold_by_style),
    "a position not bold": ("E16", restyled("TRƯỞNG ĐOÀN", bold=False)),
    "a position in small letters": ("E16", reworded("TRƯỞNG ĐOÀN", "Trưởng đoàn")),
    "a note upright": ("E17", restyled("(Ký, ghi rõ họ tên)", italic=False)),
    "a name not bold": ("E18", restyled("Lò Văn Cường", bold=False)),
    "a name in capitals": ("E18", _said("Lò Văn Cường", "LÒ VĂN CƯỜNG")),
    "a name with a title": ("E18", _said("Lò Văn Cường", "TS. Lò Văn Cường")),
    "recipients' heading upright": ("E19", restyled("Nơi nhận:", italic=False)),
    "recipients' heading at 14": ("E19", restyled("Nơi nhận:", size=Pt(14))),
    "a recipient at 12": ("E20", restyled("- UBND xã Bản Mẫu;", size=Pt(12))),
    "a recipient without its semicolon": ("E20", reworded("- UBND xã Bản Mẫu;", "- UBND xã")),
    "no file copy": ("E20", dropped("- Lưu:")),
    "an appendix in capitals": ("E21", reworded("Phụ lục I", "PHỤ LỤC I")),
    "an appendix at 13": ("E21", restyled("Phụ lục I", size=Pt(13))),
    "an appendix with an Arabic number": ("E21", _one_number),
    "the title of an appendix small": ("E22", reworded("KẾT QUẢ CHẤM ĐIỂM", "Kết quả")),
    "the title of an appendix not bold": ("E22", restyled("KẾT QUẢ CHẤM ĐIỂM", bold=False)),
    "the reference upright": ("E23", restyled("(Kèm theo", italic=False)),
    "small letters in a table": ("E24", _cell(2, 1)),
    "small letters in a header row": ("E24", _cell(0, 1)),
    "a header row not bold": ("E24", _plain_header),
    "a header row at the left": ("E24", _left_header),
    "wide lines in a table": ("E24", _wide_cell),
}


def _no_room(paper: Paper) -> None:
    above = found(paper, "(Ký, ghi rõ họ tên)")
    for element in list(above._p.itersiblings())[:4]:  # noqa: SLF001 # python-docx has no siblings
        drop_all([element])


FAULTS["no room for a signature"] = ("E18", _no_room)


def _last_recipient_ends(paper: Paper) -> None:
    say(found(paper, "- UBND xã Bản Mẫu;"), "- UBND xã Bản Mẫu.")


FAULTS["no file copy"] = ("E20", both(dropped("- Lưu:"), _last_recipient_ends))


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_of_an_element_is_told_by_its_rule_alone(fault: str, tmp_path: Path) -> None:
    rule, spoil = FAULTS[fault]
    paper = write_paper(tmp_path / "paper.docx", spoil)

    rules = {violation.rule for violation in check_format(paper)}

    assert rules == {rule}


def _sound_number(paper: Paper) -> None:
    _numbered("Số:      /BB-ĐKT")(paper)


def _name_over_two_lines(paper: Paper) -> None:
    say(found(paper, _ABOVE), "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH")
    found(paper, "ĐOÀN KIỂM TRA THEO").runs[0].bold = True
    last = next(item for item in every_paragraph(paper) if item.text == _ISSUING)
    say(last, "SỐ 1050/QĐ-UBND")


def _capitals_by_switch(paper: Paper) -> None:
    heading = found(paper, "I. THÀNH PHẦN")
    say(heading, "I. Thành phần")
    heading.runs[0].font.all_caps = True


def _bold_twice_over(paper: Paper) -> None:
    """Set bold in a paragraph style and again in a character style: Word takes that as plain."""
    body = paper.styles.add_style("Đậm", 1)
    body.base_style = paper.styles["Normal"]
    body.font.bold = True
    word = paper.styles.add_style("Chữ đậm", 2)
    word.font.bold = True
    paragraph = found(paper, "b) Tồn tại")
    paragraph.style = body
    paragraph.runs[0].bold = None
    paragraph.runs[0].style = word


def _older_accents(paper: Paper) -> None:
    say(found(paper, _NATION), "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")


def _tab_for_an_indent(paper: Paper) -> None:
    paragraph = found(paper, "Hôm nay")
    paragraph.paragraph_format.first_line_indent = Twips(0)
    say(paragraph, "\t" + paragraph.text)


def _room_by_the_paragraph_above(paper: Paper) -> None:
    found(paper, "- Bà Trần").paragraph_format.space_before = Pt(0)
    found(paper, "- Ông Nguyễn").paragraph_format.space_after = Pt(6)


def _list_of_items(paper: Paper) -> None:
    heading = found(paper, "IV. Ý KIẾN")
    titles = ("1. Báo cáo số 12 của UBND xã", "2. Sổ theo dõi hồ sơ", "3. Ảnh chụp niêm yết")
    at = heading
    for title in titles:
        at = add_after(at, title)
        at.runs[0].bold = False


def _index_row(paper: Paper) -> None:
    cell = paper.tables[1].cell(1, 1).paragraphs[0]
    say(cell, "(1)")
    cell.runs[0].italic = True


def _bold_by_table_style(paper: Paper) -> None:
    """Let the style of the table, not the runs, set its first row apart."""
    spaces = f'xmlns:w="{_NAMESPACES["w"]}"'
    style = parse_xml(
        f'<w:style {spaces} w:type="table" w:styleId="Bang"><w:name w:val="Bảng"/>'
        '<w:basedOn w:val="TableGrid"/><w:tblStylePr w:type="firstRow"><w:pPr><w:jc '
        'w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
    )
    paper.styles.element.append(style)
    table = paper.tables[1]
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = None
        cell.paragraphs[0].alignment = None
    table.style = paper.styles["Bảng"]
    # Older programs write the parts set apart as bits: 0x20 is the first row.
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 # python-docx has no looks
    assert look is not None
    for key in list(look.attrib):
        del look.attrib[key]
    look.set(qn("w:val"), "0620")


def _borders_on_the_cells(paper: Paper) -> None:
    """Draw the borders of a table cell by cell, as pasted tables have them."""
    table = paper.tables[1]
    table.style = None
    for row in table.rows:
        for cell in row.cells:
            borders = xml("w:tcBorders")
            for side in ("top", "left", "bottom", "right"):
                borders.append(xml(f"w:{side}", val="single", sz="4"))
            cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001 # python-docx has no borders


SOUND: dict[str, Spoil] = {
    "as it is": lambda paper: paper,
    "with a blank number": _sound_number,
    "the name of the body over two lines": _name_over_two_lines,
    "capitals by a switch": _capitals_by_switch,
    "bold set twice over": _bold_twice_over,
    "the accent of HOÀ in the older place": _older_accents,
    "a line drawn as Word 2007 did": _line_drawn(_older_line(170)),
    "a line drawn as Word does": _line_drawn(_newer_line(170)),
    "a header row bold by the style of its table": _bold_by_table_style,
    "borders on each cell": _borders_on_the_cells,
    "a tab for an indent": _tab_for_an_indent,
    "room under the paragraph above": _room_by_the_paragraph_above,
    "a list of numbered items": _list_of_items,
    "a row of column numbers": _index_row,
    "an indent of 1.27 cm": reset("Hôm nay", first_line_indent=Twips(720)),
    "lines of exactly 18 points": reset("Hôm nay", line_spacing=Pt(18)),
    "one word slanted": lambda paper: setattr(
        found(paper, "Hôm nay").add_run(" (bản gốc)"), "italic", True
    ),
    "a slanted note in brackets": lambda paper: setattr(
        add_after(found(paper, "- Bà"), "(Có danh sách kèm theo.)").runs[0], "italic", True
    ),
}


@pytest.mark.parametrize("paper_is", SOUND)
def test_a_sound_paper_gives_no_alarm(paper_is: str, tmp_path: Path) -> None:
    paper = write_paper(tmp_path / "paper.docx", SOUND[paper_is])

    faults = check_format(paper)

    assert faults == []


def test_a_fault_that_stands_everywhere_is_told_once_with_its_number(tmp_path: Path) -> None:
    def ragged(paper: Paper) -> None:
        for paragraph in paper.paragraphs:
            if paragraph.alignment == BOTH:
                paragraph.paragraph_format.first_line_indent = Twips(0)

    paper = write_paper(tmp_path / "paper.docx", ragged)

    faults = check_format(paper)

    assert [fault.rule for fault in faults] == ["E12"]
    assert "9" in faults[0].place


def test_one_rule_broken_in_many_ways_never_buries_the_reader(tmp_path: Path) -> None:
    def many(paper: Paper) -> None:
        for letter in "ABCDEGHIKLMNOPQRSTUV":
            add_after(found(paper, "- Bà"), f"- Đại diện UBND Xã Bản {letter}u, tham dự cuộc họp.")

    paper = write_paper(tmp_path / "paper.docx", many)

    faults = check_format(paper)

    assert {fault.rule for fault in faults} == {"W8"}
    assert len(faults) == 11
    assert sum(len(fault.places) for fault in faults) == 20


def test_faults_come_in_the_order_of_the_rules(tmp_path: Path) -> None:
    spoil = both(reworded("88,78", "88.78"), reset("Hôm nay", alignment=CENTRE), dropped(_NATION))
    paper = write_paper(tmp_path / "paper.docx", spoil)

    rules = [fault.rule for fault in check_format(paper)]

    assert rules == ["E1", "E12", "W6"]


def test_a_letter_needs_no_title(tmp_path: Path) -> None:
    # A công văn names its subject under its number instead.
    def letter(paper: Paper) -> None:
        dropped("BIÊN BẢN")(paper)
        dropped(_ABSTRACT)(paper)
        drop_all(all_of(paper, "w:pBdr")[_ABSTRACT_LINE : _ABSTRACT_LINE + 1])
        cell = paper.tables[0].rows[0].cells[0]
        write(cell, "Số: 12/ĐKT", Form(size=13))
        write(cell, "V/v kiểm tra cải cách hành chính", Form(size=12))

    paper = write_paper(tmp_path / "paper.docx", letter)

    faults = check_format(paper)

    assert faults == []
