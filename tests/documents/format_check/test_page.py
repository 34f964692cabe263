"""Paper, margins, fonts, page numbers and long tables (P1 to P9)."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document as Paper
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips

from app.documents.format_check import check_format
from tests.documents.office_paper import (
    LEFT,
    Spoil,
    add_field,
    found,
    set_page,
    write_paper,
)
from tests.documents.spoiling import all_of, copy, drop_all, restyled, section_of, xml


def _lying_down(paper: Paper) -> None:
    set_page(paper.sections[0], lying=True)
    # The line under the abstract is measured from the margins, so it moves along.
    line = next(item for item in paper.paragraphs if item.paragraph_format.right_indent)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Twips(5516)


def _font_of_the_theme(paper: Paper) -> None:
    # As Word leaves it: the style points into the theme, whose minor font is another one.
    fonts = paper.styles["Normal"].element.rPr.rFonts
    for slot in ("ascii", "hAnsi"):
        del fonts.attrib[qn(f"w:{slot}")]
        fonts.set(qn(f"w:{slot}Theme"), "minorHAnsi")


def _font_of_an_ancestor(paper: Paper) -> None:
    base = paper.styles.add_style("Nền", 1)
    base.font.name = "Arial"
    heir = paper.styles.add_style("Nội dung", 1)
    heir.base_style = base
    found(paper, "Hôm nay").style = heir


def _font_of_a_character_style(paper: Paper) -> None:
    style = paper.styles.add_style("Nhấn", 2)
    style.font.name = "Verdana"
    found(paper, "Hôm nay").runs[0].style = style


def _font_in_the_header(paper: Paper) -> None:
    paper.sections[0].header.paragraphs[0].add_run("Trang").font.name = "Calibri"


def _colour_of_the_theme(paper: Paper) -> None:
    properties = found(paper, "Hôm nay").runs[0]._r.get_or_add_rPr()  # noqa: SLF001 # no such setter
    properties.append(xml("w:color", val="000000", themeColor="accent1"))


def _coloured(paper: Paper) -> None:
    found(paper, "Hôm nay").runs[0].font.color.rgb = RGBColor(0xC0, 0, 0)


def _no_number(paper: Paper) -> None:
    for run in paper.sections[0].header.paragraphs[0].runs:
        drop_all([run._r])  # noqa: SLF001 # python-docx cannot remove


def _number_on_page_one(paper: Paper) -> None:
    paper.sections[0].different_first_page_header_footer = False


def _number_in_the_first_header(paper: Paper) -> None:
    add_field(paper.sections[0].first_page_header.paragraphs[0], "PAGE")


def _number_at_the_foot(paper: Paper) -> None:
    _no_number(paper)
    add_field(paper.sections[0].footer.paragraphs[0], "PAGE")


def _number_at_the_left(paper: Paper) -> None:
    paper.sections[0].header.paragraphs[0].alignment = LEFT


def _small_number(paper: Paper) -> None:
    for run in paper.sections[0].header.paragraphs[0].runs:
        run.font.size = Pt(10)


def _slanted_number(paper: Paper) -> None:
    for run in paper.sections[0].header.paragraphs[0].runs:
        run.font.italic = True


def _roman_numbers(paper: Paper) -> None:
    properties = paper.sections[0]._sectPr  # noqa: SLF001 # python-docx does not count pages
    properties.insert(len(properties) - 2, xml("w:pgNumType", fmt="lowerRoman"))


def _even_pages_bare(paper: Paper) -> None:
    paper.settings.odd_and_even_pages_header_footer = True


def _hidden_in_the_middle(paper: Paper) -> None:
    """Part the text in two, the second part with a first page of its own."""
    form = copy(paper.sections[0]._sectPr)  # noqa: SLF001 # python-docx adds sections at the end
    found(paper, "II. KẾT QUẢ")._p.get_or_add_pPr().append(form)  # noqa: SLF001 # the same


def _from_seven(paper: Paper) -> None:
    properties = paper.sections[0]._sectPr  # noqa: SLF001 # python-docx does not count pages
    properties.insert(len(properties) - 2, xml("w:pgNumType", start="7"))


def _counted_on(paper: Paper) -> None:
    drop_all(all_of(paper, "w:pgNumType")[:1])


def _appendix_in_the_same_section(paper: Paper) -> None:
    [first, second] = [end for end in all_of(paper, "w:sectPr") if end.xpath("parent::w:pPr")]
    form = copy(first)
    drop_all([first])
    second.addprevious(form)
    drop_all([second])


def _header_row_once(paper: Paper) -> None:
    drop_all(all_of(paper, "w:tblHeader")[:1])


def _rows_cut(paper: Paper) -> None:
    drop_all(all_of(paper, "w:cantSplit")[1:3])


FAULTS: dict[str, tuple[str, Spoil]] = {
    "the text lies on its side": ("P1", _lying_down),
    "letter paper": ("P1", section_of(1, page_width=Mm(216), page_height=Mm(279))),
    "top 15 mm": ("P2", section_of(1, top_margin=Mm(15))),
    "top 26 mm": ("P2", section_of(1, top_margin=Mm(26))),
    "bottom 10 mm": ("P3", section_of(1, bottom_margin=Mm(10))),
    "left 25 mm": ("P4", section_of(1, left_margin=Mm(25))),
    "right 25 mm": ("P5", section_of(2, right_margin=Mm(25))),
    "another font on a run": ("P6", restyled("Hôm nay", name="Calibri")),
    "a font from the theme": ("P6", _font_of_the_theme),
    "a font from an ancestor of the style": ("P6", _font_of_an_ancestor),
    "a font from a character style": ("P6", _font_of_a_character_style),
    "another font in the header": ("P6", _font_in_the_header),
    "red letters": ("P6", _coloured),
    "a colour from the theme": ("P6", _colour_of_the_theme),
    "no page number": ("P7", _no_number),
    "a number on page 1": ("P7", _number_on_page_one),
    "a number in the header of page 1": ("P7", _number_in_the_first_header),
    "a number at the foot": ("P7", _number_at_the_foot),
    "a number at the foot too": (
        "P7",
        lambda paper: add_field(paper.sections[0].footer.paragraphs[0], "PAGE"),
    ),
    "a number at the left": ("P7", _number_at_the_left),
    "a small number": ("P7", _small_number),
    "a slanted number": ("P7", _slanted_number),
    "Roman page numbers": ("P7", _roman_numbers),
    "no number on even pages": ("P7", _even_pages_bare),
    "no number on a page in the middle": ("P7", _hidden_in_the_middle),
    "pages counted from 7": ("P7", _from_seven),
    "an appendix counted on": ("P8", _counted_on),
    "an appendix in the section of the text": ("P8", _appendix_in_the_same_section),
    "a header row that does not repeat": ("P9", _header_row_once),
    "rows cut by the page": ("P9", _rows_cut),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_of_the_page_is_told_by_its_rule_alone(fault: str, tmp_path: Path) -> None:
    rule, spoil = FAULTS[fault]
    paper = write_paper(tmp_path / "paper.docx", spoil)

    rules = {violation.rule for violation in check_format(paper)}

    assert rules == {rule}


def test_margins_up_to_the_limits_pass(tmp_path: Path) -> None:
    def widest(paper: Paper) -> None:
        section = paper.sections[0]
        section.top_margin, section.bottom_margin = Mm(25), Mm(25)
        section.left_margin, section.right_margin = Mm(35), Mm(20)

    paper = write_paper(tmp_path / "paper.docx", widest)

    faults = check_format(paper)

    assert faults == []


def test_an_appendix_on_its_side_may_turn_its_margins_along(tmp_path: Path) -> None:
    def turned(paper: Paper) -> None:
        section = paper.sections[2]
        section.top_margin, section.right_margin = Mm(30), Mm(20)
        section.bottom_margin, section.left_margin = Mm(15), Mm(20)

    paper = write_paper(tmp_path / "paper.docx", turned)

    faults = check_format(paper)

    assert faults == []


def test_a_font_for_letters_that_are_not_there_is_no_fault(tmp_path: Path) -> None:
    def chinese_font(paper: Paper) -> None:
        fonts = paper.styles["Normal"].element.rPr.rFonts
        fonts.set(qn("w:eastAsia"), "SimSun")
        fonts.set(qn("w:cs"), "Arial")
        box = found(paper, "Hôm nay").add_run(" ☐")
        box.font.name = "MS Gothic"

    paper = write_paper(tmp_path / "paper.docx", chinese_font)

    faults = check_format(paper)

    assert faults == []


def test_a_page_number_in_a_box_of_the_header_is_seen(tmp_path: Path) -> None:
    def boxed(paper: Paper) -> None:
        paragraph = paper.sections[0].header.paragraphs[0]._p  # noqa: SLF001 # no text boxes
        inner = copy(paragraph)
        for element in list(paragraph):
            paragraph.remove(element)
        content = xml("w:txbxContent")
        content.append(inner)
        picture = xml("w:pict")
        picture.append(content)
        run = xml("w:r")
        run.append(picture)
        paragraph.append(run)

    paper = write_paper(tmp_path / "paper.docx", boxed)

    faults = check_format(paper)

    assert faults == []


def test_the_place_of_a_margin_is_said_in_millimetres(tmp_path: Path) -> None:
    paper = write_paper(tmp_path / "paper.docx", section_of(1, left_margin=Mm(25)))

    [fault] = check_format(paper)

    assert "25 mm" in fault.found
    assert "30 mm" in fault.expected
    assert "1" in fault.place


def test_another_font_in_a_footnote_is_seen(tmp_path: Path) -> None:
    def noted(paper: Paper) -> None:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        content = (
            f'<w:footnotes xmlns:w="{space}"><w:footnote w:type="separator" w:id="0"><w:p><w:r>'
            '<w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>-</w:t></w:r></w:p></w:footnote>'
            '<w:footnote w:id="1"><w:p><w:r><w:rPr><w:rFonts w:ascii="Verdana" '
            'w:hAnsi="Verdana"/></w:rPr><w:t>Nguồn: UBND xã.</w:t></w:r></w:p></w:footnote>'
            "</w:footnotes>"
        )
        part = Part(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            content.encode(),
            paper.part.package,
        )
        paper.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    paper = write_paper(tmp_path / "paper.docx", noted)

    [fault] = check_format(paper)

    assert (fault.rule, fault.found) == ("P6", "Verdana")
